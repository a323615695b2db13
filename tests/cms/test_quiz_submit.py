"""“Nộp bài”, and the result."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from common.models import StateChange
from courses.models import ActivityCompletion, Attempt
from tests.cms import grow
from tests.cms.school import School, right, sent, words, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(learner):
    return School(learner, attempts_allowed=2)


@pytest.fixture
def client(sign_in, learner):
    return sign_in(learner)


@pytest.fixture
def attempt(school, client):
    return school.begin(client)


def test_a_full_paper_is_marked_and_shown(school, client, attempt, learner):
    page = client.post(school.quiz("quiz_submit", attempt), right(attempt), follow=True)

    assert page.redirect_chain == [(school.quiz("quiz_result", attempt), 302)]
    assert (page.context["mark"], page.context["is_pass"]) == ("10", True)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.mark_percent) == ("finished", 100)
    row = ActivityCompletion.objects.get(activity=attempt.activity)
    assert (row.state, row.content_version) == (
        "complete_pass",
        str(school.quiz_page.live_revision_id),
    )
    verbs = StateChange.objects.of(attempt).order_by("pk").values_list("verb", "by")
    assert list(verbs) == [("create", learner.pk), ("submit", learner.pk), ("finish", learner.pk)]


def test_empty_questions_are_asked_about_once(school, client, attempt):
    address = school.quiz("quiz_submit", attempt)

    asked = client.post(address, sent(attempt, is_correct=True, only=1))

    text = " ".join(asked.text.split())
    assert "Còn 2 câu chưa trả lời: câu 2, 3." in text
    assert "Nộp bài luôn" in text
    attempt.refresh_from_db()
    assert (attempt.state, len(attempt.answers["q1"])) == ("in_progress", 1)
    answer = client.post(address, {"chac-chan": "1"})
    assert answer.url == school.quiz("quiz_result", attempt)
    attempt.refresh_from_db()
    assert str(attempt.mark_percent) == "33.33"


def test_the_result_shows_what_was_chosen_what_was_right_and_why(school, client, attempt):
    client.post(school.quiz("quiz_submit", attempt), wrong(attempt))

    page = client.get(school.quiz("quiz_result", attempt))

    assert (page.context["mark"], page.context["is_pass"]) == ("0", False)
    assert page.text.count("(đã chọn, sai)") == 3
    assert page.text.count("(phương án đúng)") == 3
    assert page.text.count("Xem lại bài 1.") == 3
    assert "Còn 1 lượt làm bài." in " ".join(page.text.split())
    assert school.quiz("quiz_start") in page.text


def test_handing_in_twice_keeps_the_first_result(school, client, attempt):
    client.post(school.quiz("quiz_submit", attempt), wrong(attempt))

    page = client.post(school.quiz("quiz_submit", attempt), right(attempt), follow=True)

    assert words(page) == ["Bài này đã nộp trước đó. Kết quả như bên dưới."]
    assert page.context["mark"] == "0"


def test_within_the_grace_a_form_on_its_way_counts(school, client, attempt):
    Attempt.objects.update(due_at=timezone.now() - timedelta(seconds=20))

    client.post(school.quiz("quiz_submit", attempt), right(attempt))

    attempt.refresh_from_db()
    assert attempt.mark_percent == 100


def test_a_late_form_marks_what_was_saved_and_says_so(school, client, attempt):
    client.post(school.quiz("quiz_save", attempt), sent(attempt, is_correct=True, only=1))
    Attempt.objects.update(due_at=timezone.now() - timedelta(minutes=5))

    page = client.post(school.quiz("quiz_submit", attempt), right(attempt), follow=True)

    assert "chỉ chấm các câu đã lưu trước khi hết giờ." in words(page)[-1]
    assert page.context["mark"] == "3,33"


def test_the_result_is_closed_until_the_end(school, client, attempt):
    answer = client.get(school.quiz("quiz_result", attempt))

    assert answer.url == school.quiz("quiz_attempt", attempt)


def test_the_result_leads_to_the_next_activity(learner, sign_in):
    school = School(learner)
    client = sign_in(learner)
    attempt = school.begin(client)
    grow.lesson_page(school.module_page, "Bài sau")
    # As if it had been there when the class began.
    school.run.activities.set(school.module.activities.all())

    page = client.post(school.quiz("quiz_submit", attempt), wrong(attempt), follow=True)

    assert "Học tiếp: Bài sau" in " ".join(page.text.split())


@pytest.mark.django_db(transaction=True)
def test_ten_presses_at_once_give_one_result(learner, sign_in):
    school = School(learner)
    client = sign_in(learner)
    attempt = school.begin(client)
    papers = [right(attempt), wrong(attempt)]

    def press(number):
        try:
            return (
                sign_in(learner).post(school.quiz("quiz_submit", attempt), papers[number % 2]).url
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        addresses = set(pool.map(press, range(10)))

    attempt.refresh_from_db()
    assert addresses == {school.quiz("quiz_result", attempt)}
    assert attempt.mark_percent in (0, 100)
    assert StateChange.objects.of(attempt).count() == 3


@pytest.mark.parametrize("questions", [2, 12])
def test_the_result_costs_seven_queries(learner, sign_in, questions, django_assert_num_queries):
    school = School(learner, questions=questions)
    client = sign_in(learner)
    attempt = school.begin(client)
    client.post(school.quiz("quiz_submit", attempt), right(attempt))

    # session, person, seat, activities with pages, what is done, the attempt, attempts, grants
    with django_assert_num_queries(7):
        page = client.get(school.quiz("quiz_result", attempt))

    assert len(page.context["questions"]) == questions
