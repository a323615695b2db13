"""A lesson as it is learned in a class."""

import re
from datetime import date

import pytest
from django.urls import reverse

from cms.models import LegalDocument
from tests.cms import grow
from tests.cms.school import School, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(learner, trainer):
    return School(learner, trainers=[trainer])


def test_a_lesson_shows_its_text_time_and_contents(school, sign_in, learner):
    page = sign_in(learner).get(school.lesson(0))

    assert "<p>Ảnh nói gì?</p>" in page.text
    assert "20 phút" in page.text
    assert re.sub(r"\s+", " ", page.text).count("<h1> Bài 1 </h1>") == 1
    assert f'action="{school.done(0)}"' in page.text
    assert "Đã học xong, bài tiếp theo" in page.text
    assert 'aria-current="page">Bài 1</a>' in page.text


def test_reading_writes_nothing(school, sign_in, learner):
    sign_in(learner).get(school.lesson(0))

    assert school.enrolment.activity_completions.count() == 0


def test_a_lesson_done_offers_the_way_on_instead_of_the_button(school, sign_in, learner):
    client = sign_in(learner)
    client.post(school.done(0))

    page = client.get(school.lesson(0))

    assert "Đã học xong" not in page.text
    assert f'rel="next" href="{school.lesson(1)}"' in page.text


def test_a_lesson_whose_turn_has_not_come_names_the_earlier_one(school, sign_in, learner):
    page = sign_in(learner).get(school.lesson(1), follow=True)

    assert page.redirect_chain == [(school.contents, 302)]
    assert words(page) == ["Hoàn thành “Bài 1” trước, rồi mới học “Bài 2”."]


def test_after_the_end_a_lesson_is_readable_and_not_changeable(learner, sign_in):
    school = School(learner, state="closed")

    page = sign_in(learner).get(school.lesson(1))

    assert "<p>Ảnh nói gì?</p>" in page.text
    assert school.done(1) not in page.text


def test_a_trainer_of_the_run_reads_any_lesson(school, sign_in, trainer):
    page = sign_in(trainer).get(school.lesson(1))

    assert "<p>Ảnh nói gì?</p>" in page.text
    assert school.done(1) not in page.text


def test_anonymous_is_sent_to_sign_in(school, client):
    answer = client.get(school.lesson(0))

    assert answer.url == f"{reverse('account_login')}?next={school.lesson(0)}"


def test_somebody_elses_lesson_does_not_exist(school, sign_in, other_learner):
    assert sign_in(other_learner).get(school.lesson(0)).status_code == 404


def test_who_sees_the_run_but_does_not_learn_in_it_is_refused(school, sign_in, organiser):
    assert sign_in(organiser).get(school.lesson(0)).status_code == 403


def test_an_unknown_path_does_not_exist(school, sign_in, learner):
    address = reverse("cms:lesson", args=[school.run.code, "chuyen-de/khong-co"])

    assert sign_in(learner).get(address).status_code == 404


def test_what_is_published_later_is_shown_at_once(school, sign_in, learner):
    client = sign_in(learner)
    client.get(school.lesson(0))
    page = school.lesson_pages[0]
    page.body = [("text", "<p>Bản mới</p>")]
    grow.publish(page)

    assert "<p>Bản mới</p>" in client.get(school.lesson(0)).text


def test_a_draft_is_not_shown(school, sign_in, learner):
    page = school.lesson_pages[0]
    page.body = [("text", "<p>Bản nháp</p>")]
    page.save_revision()

    assert "Bản nháp" not in sign_in(learner).get(school.lesson(0)).text


@pytest.mark.parametrize("lessons", [1, 6])
def test_a_lesson_costs_six_queries_and_the_next_reader_five(
    learner, sign_in, lessons, django_assert_num_queries
):
    school = School(learner, lessons=lessons)
    client = sign_in(learner)

    # session, person, seat, activities with pages, what is done, the lesson, grants
    with django_assert_num_queries(6):
        first = client.get(school.lesson(0))
    with django_assert_num_queries(5):
        second = client.get(school.lesson(0))

    assert first.context["lesson"] == second.context["lesson"]


def test_a_law_that_changes_is_flagged_at_once(school, sign_in, learner):
    law = LegalDocument.objects.create(number="07/CT-TTg", title="Chỉ thị")
    page = school.lesson_pages[0]
    page.body = [("law", {"document": law, "place": "", "note": ""})]
    grow.publish(page)
    client = sign_in(learner)
    client.get(school.lesson(0))

    law.changed_on = date(2026, 3, 1)
    law.save()

    assert "Văn bản đã thay đổi từ ngày 01/03/2026." in client.get(school.lesson(0)).text
