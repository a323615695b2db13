"""Quizzes attempted: by the server's clock, marked once each, never downwards."""

from datetime import timedelta
from decimal import Decimal

import pytest

from common.models import StateChange
from common.refusals import Refused
from courses.actions import course_runs, learning
from courses.models import Attempt
from tests import make
from tests.courses.learning_desk import HALF, NOON, RIGHT, WRONG, Desk, attend_and_close, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(learner):
    return Desk(learner)


def test_an_attempt_is_numbered_timed_and_recorded(learner):
    desk = Desk(learner, time_limit_minutes=15)

    attempt = desk.start()

    assert (attempt.number, attempt.state, attempt.content_version) == (1, "in_progress", "9")
    assert (attempt.started_at, attempt.due_at) == (NOON, NOON + timedelta(minutes=15))
    assert list(StateChange.objects.of(attempt).values_list("after", "at")) == [
        ("in_progress", NOON)
    ]


def test_starting_again_returns_the_open_attempt_with_its_paper(desk):
    first = desk.start()

    again = desk.start(paper=paper(questions=5))

    assert again == first
    assert len(again.paper["questions"]) == 2


def test_attempts_are_limited(learner):
    desk = Desk(learner, attempts_allowed=1)
    desk.submit(desk.start(), WRONG)

    with pytest.raises(Refused, match="hết 1 lượt"):
        desk.start()

    assert Attempt.objects.count() == 1


def test_nought_allows_any_number_of_attempts(learner):
    desk = Desk(learner, attempts_allowed=0)

    numbers = [desk.submit(desk.start(), WRONG).number for _ in range(4)]

    assert numbers == [1, 2, 3, 4]


def test_a_quiz_without_questions_does_not_begin(desk):
    with pytest.raises(Refused, match="chưa có câu hỏi"):
        desk.start(paper=paper(questions=0))


def test_saving_keeps_what_the_form_did_not_show(desk):
    attempt = desk.start()
    learning.save_answers(attempt, {"q1": ["a"]}, at=NOON)

    learning.save_answers(attempt, {"q2": ["b"], "q9": ["a"]}, at=NOON)

    attempt.refresh_from_db()
    assert attempt.answers == {"q1": ["a"], "q2": ["b"]}


def test_an_answer_can_be_taken_back(desk):
    attempt = desk.start()
    learning.save_answers(attempt, RIGHT, at=NOON)

    learning.save_answers(attempt, {"q1": []}, at=NOON)

    attempt.refresh_from_db()
    assert attempt.answers == {"q1": [], "q2": ["a"]}


@pytest.mark.parametrize(("seconds", "kept"), [(0, RIGHT), (60, RIGHT), (61, HALF)])
def test_answers_count_until_a_minute_after_the_time(learner, seconds, kept):
    desk = Desk(learner, time_limit_minutes=10)
    attempt = desk.start()
    learning.save_answers(attempt, HALF, at=NOON + timedelta(minutes=1))
    late = NOON + timedelta(minutes=10, seconds=seconds)

    if kept == HALF:
        with pytest.raises(Refused, match="Đã hết giờ làm bài"):
            learning.save_answers(attempt, RIGHT, at=late)
    else:
        learning.save_answers(attempt, RIGHT, at=late)

    attempt.refresh_from_db()
    assert attempt.answers == kept


def test_a_late_submission_marks_what_was_saved_before(learner):
    desk = Desk(learner, time_limit_minutes=10)
    attempt = desk.start()
    learning.save_answers(attempt, HALF, at=NOON)

    done = desk.submit(attempt, RIGHT, at=NOON + timedelta(minutes=20))

    assert (done.state, done.mark_percent, done.answers) == ("finished", Decimal(50), HALF)


def test_a_new_start_marks_the_attempt_whose_time_ran_out(learner):
    desk = Desk(learner, time_limit_minutes=10, attempts_allowed=2)
    first = desk.start()
    learning.save_answers(first, RIGHT, at=NOON)

    second = desk.start(at=NOON + timedelta(hours=1))

    first.refresh_from_db()
    assert (first.state, first.mark_percent, second.number) == ("finished", Decimal(100), 2)


def test_an_expired_last_attempt_is_marked_even_when_no_new_one_is_left(learner):
    desk = Desk(learner, time_limit_minutes=10, attempts_allowed=1)
    first = desk.start()

    with pytest.raises(Refused, match="hết 1 lượt"):
        desk.start(at=NOON + timedelta(hours=1))

    first.refresh_from_db()
    assert first.state == "finished"


def test_submitting_marks_and_counts(desk):
    done = desk.submit(desk.start(), RIGHT)

    assert (done.state, done.mark_percent, done.submitted_at) == ("finished", Decimal(100), NOON)
    assert done.results["q1"] == {"points": 1.0, "max": 1.0, "is_correct": True}
    row = desk.quiz_row
    assert (row.state, row.mark_percent, row.content_version) == (
        "complete_pass",
        Decimal(100),
        "9",
    )
    verbs = StateChange.objects.of(done).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["create", "submit", "finish"]


def test_submitting_twice_returns_the_first_result(desk):
    attempt = desk.start()
    desk.submit(attempt, WRONG)

    again = desk.submit(attempt, RIGHT)

    assert (again.mark_percent, again.answers) == (Decimal(0), WRONG)
    assert StateChange.objects.of(again).count() == 3


def test_nothing_is_saved_into_a_finished_attempt(desk):
    attempt = desk.submit(desk.start(), HALF)

    with pytest.raises(Refused, match="đã nộp"):
        learning.save_answers(attempt, RIGHT, at=NOON)

    attempt.refresh_from_db()
    assert attempt.answers == HALF


def test_a_fail_is_lifted_by_a_pass(desk):
    desk.submit(desk.start(), WRONG)
    assert desk.quiz_row.state == "complete_fail"

    desk.submit(desk.start(content_version="10"), RIGHT)

    row = desk.quiz_row
    assert (row.state, row.mark_percent, row.content_version) == (
        "complete_pass",
        Decimal(100),
        "10",
    )
    changes = StateChange.objects.of(row).order_by("pk").values_list("before", "after")
    assert list(changes) == [("", "complete_fail"), ("complete_fail", "complete_pass")]


def test_a_pass_is_never_lost(desk):
    desk.submit(desk.start(), RIGHT)

    desk.submit(desk.start(content_version="10"), WRONG)

    row = desk.quiz_row
    assert (row.state, row.mark_percent, row.content_version) == (
        "complete_pass",
        Decimal(100),
        "9",
    )


def test_a_better_fail_keeps_the_better_mark(desk):
    desk.submit(desk.start(paper=paper(pass_percent=60)), HALF)

    desk.submit(desk.start(paper=paper(pass_percent=60)), WRONG)

    assert (desk.quiz_row.state, desk.quiz_row.mark_percent) == ("complete_fail", Decimal(50))


def test_a_paper_that_only_has_to_be_handed_in_is_complete(learner):
    desk = Desk(learner, completion_rule="submitted")

    desk.submit(desk.start(), WRONG)

    assert desk.quiz_row.state == "complete"


def test_the_frozen_pass_mark_decides(desk):
    attempt = desk.start(paper=paper(pass_percent=50))
    desk.quiz.pass_percent = 90
    desk.quiz.save()

    desk.submit(attempt, HALF)

    assert desk.quiz_row.state == "complete_pass"


def test_a_failed_quiz_lets_the_learner_go_on(learner):
    desk = Desk(learner, state="open")
    more = make.module(desk.run.course, number=999, lessons=1, quiz=False)
    desk.run.modules.add(more)
    course_runs.start(desk.run, by=learner)
    desk.submit(desk.start(), WRONG)

    row = learning.mark_done(desk.enrolment, more.activities.get(), content_version="", by=learner)

    assert row.state == "complete"


def test_everything_open_can_be_marked_before_a_run_is_closed(desk):
    attempt = desk.start()
    learning.save_answers(attempt, HALF, at=NOON)

    count = learning.submit_open_attempts(desk.run, by=desk.by, at=NOON)

    attempt.refresh_from_db()
    assert (count, attempt.state, attempt.mark_percent) == (1, "finished", Decimal(50))


def test_after_the_run_a_late_press_gets_the_paper_that_counted(desk):
    attempt = desk.start()
    attend_and_close(desk)

    late = desk.submit(attempt, RIGHT)

    assert (late.state, late.answers, late.mark_percent) == ("finished", {}, 0)


def test_a_paper_still_open_is_handed_in_when_the_run_closes(learner, organiser):
    desk = Desk(learner)
    attempt = learning.start_attempt(
        desk.enrolment, desk.quiz, paper=paper(), content_version="", by=learner
    )
    learning.save_answers(attempt, HALF)
    make.attend(desk.enrolment, by=organiser)

    course_runs.close(desk.run, by=organiser)

    attempt.refresh_from_db()
    assert (attempt.state, attempt.mark_percent) == ("finished", 50)
    desk.enrolment.refresh_from_db()
    assert desk.enrolment.completion.mark_percent == 50
