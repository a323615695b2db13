"""The first page of a quiz, and “Bắt đầu làm bài”."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.models import StateChange
from courses.models import Attempt
from tests.cms.school import School, words, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(learner, trainer):
    return School(learner, trainers=[trainer], attempts_allowed=2, pass_percent=60)


def flat(page):
    return " ".join(page.text.split())


def test_the_first_page_tells_the_rules(school, sign_in, learner):
    school.learn_all()

    page = sign_in(learner).get(school.quiz())

    assert "từ 6/10 điểm" in flat(page)
    assert "2 lượt, lấy điểm cao nhất; còn 2 lượt" in flat(page)
    assert f'action="{school.quiz("quiz_start")}"' in page.text
    assert "Bắt đầu làm bài" in page.text


def test_starting_freezes_a_paper_and_opens_it(school, sign_in, learner):
    school.learn_all()

    answer = sign_in(learner).post(school.quiz("quiz_start"))

    attempt = Attempt.objects.get()
    assert answer.url == school.quiz("quiz_attempt", attempt)
    assert (attempt.enrolment, attempt.number, attempt.state) == (
        school.enrolment,
        1,
        "in_progress",
    )
    assert attempt.content_version == str(school.quiz_page.live_revision_id)
    assert len(attempt.paper["questions"]) == 3
    assert list(StateChange.objects.of(attempt).values_list("after", "by")) == [
        ("in_progress", learner.pk)
    ]


def test_starting_twice_goes_on_with_the_same_attempt(school, sign_in, learner):
    client = sign_in(learner)
    attempt = school.begin(client)

    answer = client.post(school.quiz("quiz_start"))

    assert answer.url == school.quiz("quiz_attempt", attempt)
    assert Attempt.objects.count() == 1
    assert f'href="{answer.url}">Làm tiếp</a>' in client.get(school.quiz()).text


def test_with_all_attempts_used_there_is_no_button(school, sign_in, learner):
    client = sign_in(learner)
    for _ in range(2):
        attempt = school.begin(client)
        client.post(school.quiz("quiz_submit", attempt), wrong(attempt))

    page = client.get(school.quiz())

    assert "Đã dùng hết lượt làm bài" in page.text
    assert f'action="{school.quiz("quiz_start")}"' not in page.text
    refused = client.post(school.quiz("quiz_start"), follow=True)
    assert words(refused) == [
        "Đã dùng hết 2 lượt làm bài. Liên hệ giảng viên của lớp nếu cần làm lại."
    ]
    assert Attempt.objects.count() == 2


def test_out_of_order_is_refused(school, sign_in, learner):
    page = sign_in(learner).post(
        school.quiz("quiz_start"),
        follow=True,
        headers={"referer": f"http://testserver{school.contents}"},
    )

    assert words(page) == ["Hoàn thành “Bài 1” trước, rồi mới học “Bài kiểm tra”."]
    assert Attempt.objects.count() == 0


def test_an_expired_attempt_is_marked_when_a_new_one_starts(school, sign_in, learner):
    client = sign_in(learner)
    first = school.begin(client)
    Attempt.objects.update(due_at=timezone.now() - timedelta(minutes=5))

    client.post(school.quiz("quiz_start"))

    first.refresh_from_db()
    assert (first.state, first.mark_percent) == ("finished", 0)
    assert Attempt.objects.latest("pk").number == 2


def test_a_trainer_sees_the_rules_and_starts_nothing(school, sign_in, trainer):
    client = sign_in(trainer)

    page = client.get(school.quiz())

    assert "từ 6/10 điểm" in flat(page)
    assert school.quiz("quiz_start") not in page.text
    assert client.post(school.quiz("quiz_start")).status_code == 403


def test_anonymous_is_sent_to_sign_in(school, client):
    assert client.post(school.quiz("quiz_start")).url.startswith(reverse("account_login"))


def test_in_somebody_elses_class_it_does_not_exist(school, sign_in, other_learner):
    assert sign_in(other_learner).post(school.quiz("quiz_start")).status_code == 404


def test_a_lesson_is_no_quiz(school, sign_in, learner):
    address = school.url("quiz_start", school.lesson_pages[0])

    assert sign_in(learner).post(address).status_code == 404


def test_it_is_a_post(school, sign_in, learner):
    assert sign_in(learner).get(school.quiz("quiz_start")).status_code == 405


@pytest.mark.parametrize("tries", [1, 3])
def test_the_first_page_costs_eight_queries(learner, sign_in, tries, django_assert_num_queries):
    school = School(learner, attempts_allowed=0)
    client = sign_in(learner)
    for _ in range(tries):
        attempt = school.begin(client)
        client.post(school.quiz("quiz_submit", attempt), wrong(attempt))

    # session, person, seat, activities with pages, what is done, the quiz, its fact, attempts, grants
    with django_assert_num_queries(8):
        page = client.get(school.quiz())

    assert len(page.context["attempts"]) == tries
