"""A document is read by people who write content and by learners of a lesson that carries it. By nobody else."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection

from cms.actions import fact_of
from cms.tree import DOCUMENTS, plant
from tests import make
from tests.cms import grow

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    plant()
    return get_document_model().objects.create(
        title="Mẫu thông cáo",
        file=ContentFile(b"%PDF-1.4", name="mau.pdf"),
        collection=Collection.objects.get(name=DOCUMENTS),
    )


@pytest.fixture
def lesson(document):
    return grow.lesson_page(body=[("document", {"document": document, "note": ""})])


def seat(user, lesson, state="running"):
    run = make.course_run(state, modules=[fact_of(lesson).module], mark_percent=0)
    make.enrolment(run=run, trainee_=user.trainee)


def test_a_learner_of_the_lesson_reads_it(document, lesson, learner, sign_in):
    seat(learner, lesson)

    answer = sign_in(learner).get(document.url)

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"


def test_a_trainer_reads_it(document, trainer, sign_in):
    answer = sign_in(trainer).get(document.url)

    assert answer.status_code == 200
    answer.close()


def test_anonymous_is_sent_to_sign_in(document, lesson, client):
    answer = client.get(document.url)

    assert answer.status_code == 302
    assert answer.url.startswith("/tai-khoan/login/")


def test_a_document_outside_the_private_collection_is_closed_too(document, client):
    document.collection = Collection.get_first_root_node()
    document.save()

    assert client.get(document.url).status_code == 302


def test_a_stranger_is_refused(document, lesson, learner, sign_in):
    assert sign_in(learner).get(document.url).status_code == 403


def test_a_learner_of_another_module_is_refused(document, lesson, learner, sign_in):
    other = grow.lesson_page(grow.module_page(lesson.course_page, "Khác", number=2))
    seat(learner, other)

    assert sign_in(learner).get(document.url).status_code == 403


def test_before_the_class_starts_it_stays_closed(document, lesson, learner, sign_in):
    seat(learner, lesson, "open")

    assert sign_in(learner).get(document.url).status_code == 403


def test_a_document_linked_in_the_text_counts_as_carried(document, learner, sign_in):
    lesson = grow.lesson_page(
        body=[("text", f'<p><a linktype="document" id="{document.pk}">Mẫu</a></p>')]
    )
    seat(learner, lesson)

    answer = sign_in(learner).get(document.url)

    assert answer.status_code == 200
    answer.close()
