"""“Đã học xong, bài tiếp theo”."""

import pytest
from django.urls import reverse

from common.models import StateChange
from courses.models import ActivityCompletion
from tests.cms import grow
from tests.cms.school import School, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(learner, trainer):
    return School(learner, trainers=[trainer])


def test_it_records_the_revision_that_was_read_and_leads_on(school, sign_in, learner):
    page = school.lesson_pages[0]

    answer = sign_in(learner).post(school.done(0))

    assert answer.url == school.lesson(1)
    row = ActivityCompletion.objects.get()
    assert (row.enrolment, row.state) == (school.enrolment, "complete")
    assert row.content_version == str(page.live_revision_id)
    assert list(StateChange.objects.of(row).values_list("verb", "after", "by")) == [
        ("create", "complete", learner.pk)
    ]


def test_what_was_learned_stays_pinned_when_the_page_changes(school, sign_in, learner):
    version = str(school.lesson_pages[0].live_revision_id)
    sign_in(learner).post(school.done(0))

    grow.publish(school.lesson_pages[0])

    assert ActivityCompletion.objects.get().content_version == version


def test_twice_is_once(school, sign_in, learner):
    client = sign_in(learner)

    addresses = [client.post(school.done(0)).url for _ in range(2)]

    assert addresses == [school.lesson(1)] * 2
    assert ActivityCompletion.objects.count() == 1


def test_the_last_lesson_leads_back_to_the_contents(school, sign_in, learner):
    school.quiz_page.unpublish()
    client = sign_in(learner)
    client.post(school.done(0))

    page = client.post(school.done(1), follow=True)

    assert page.redirect_chain == [(school.contents, 302)]
    assert words(page) == ["Đã học hết các bài của lớp."]


def test_out_of_order_is_refused_with_words(school, sign_in, learner):
    page = sign_in(learner).post(
        school.done(1), follow=True, headers={"referer": f"http://testserver{school.contents}"}
    )

    assert words(page) == ["Hoàn thành “Bài 1” trước, rồi mới học “Bài 2”."]
    assert ActivityCompletion.objects.count() == 0


def test_after_the_end_nothing_is_recorded(learner, sign_in):
    school = School(learner, state="closed")

    page = sign_in(learner).post(
        school.done(0), follow=True, headers={"referer": f"http://testserver{school.contents}"}
    )

    assert words(page) == [
        "Lớp đã kết thúc: vẫn xem được nội dung, không ghi thêm kết quả học tập."
    ]
    assert ActivityCompletion.objects.count() == 0


def test_a_quiz_is_not_done_by_this_button(school, sign_in, learner):
    address = school.url("lesson_done", school.quiz_page)

    sign_in(learner).post(address)

    assert ActivityCompletion.objects.count() == 0


def test_anonymous_is_sent_to_sign_in(school, client):
    answer = client.post(school.done(0))

    assert answer.url.startswith(reverse("account_login"))
    assert ActivityCompletion.objects.count() == 0


def test_a_trainer_has_nothing_to_record(school, sign_in, trainer):
    assert sign_in(trainer).post(school.done(0)).status_code == 403


def test_in_somebody_elses_class_it_does_not_exist(school, sign_in, other_learner):
    assert sign_in(other_learner).post(school.done(0)).status_code == 404


def test_it_is_a_post(school, sign_in, learner):
    assert sign_in(learner).get(school.done(0)).status_code == 405
