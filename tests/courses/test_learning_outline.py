"""Where a learner stands: the outline of a class, the way on, and the first screen."""

from datetime import timedelta

import pytest

from courses.querysets.learning import outline_of, progress_of, start_of
from tests import make
from tests.courses.learning_desk import NOON, WRONG, Desk, attend_and_close

pytestmark = pytest.mark.django_db


def test_the_outline_tells_state_mark_and_what_is_open(learner):
    desk = Desk(learner, lessons=2)
    desk.learn(0)

    outline = outline_of(desk.run, desk.enrolment)

    steps = [(step.activity.title, step.state, step.is_open) for step in outline.steps]
    assert steps == [
        ("Bài 1", "complete", True),
        ("Bài 2", "", True),
        ("Bài kiểm tra", "", False),
    ]
    assert outline.progress == (1, 3)
    assert outline.next_step.activity.title == "Bài 2"


def test_the_way_on_leads_back_to_a_failed_quiz_at_the_end(learner):
    desk = Desk(learner, lessons=1)
    desk.learn(0)
    desk.submit(desk.start(), WRONG)

    outline = outline_of(desk.run, desk.enrolment)

    assert (outline.next_step.activity.pk, outline.next_step.mark) == (desk.quiz.pk, "0")


def test_everything_is_readable_after_the_run(learner):
    desk = Desk(learner, lessons=2)
    attend_and_close(desk)
    desk.run.refresh_from_db()

    outline = outline_of(desk.run, desk.enrolment)

    assert [step.is_open for step in outline.steps] == [True] * 3


@pytest.mark.parametrize("size", [1, 6])
def test_the_outline_costs_two_queries(learner, size, django_assert_num_queries):
    desk = Desk(learner, lessons=size)

    with django_assert_num_queries(2):
        outline = outline_of(desk.run, desk.enrolment)
        titles = [str(module) for module, _steps in outline.modules]

    assert (len(titles), len(outline.steps)) == (1, size + 1)


@pytest.mark.parametrize("size", [1, 4])
def test_the_first_screen_costs_four_queries(learner, size, django_assert_num_queries):
    for number in range(size):
        Desk(learner, lessons=number + 1).learn(0)

    with django_assert_num_queries(4):
        rows = start_of(learner)
        shown = [(row.enrolment.course_run.title, row.next_session) for row in rows]

    assert len(shown) == size
    assert [row.progress for row in sorted(rows, key=lambda row: row.enrolment.pk)] == [
        (1, number + 2) for number in range(size)
    ]


def test_the_first_screen_shows_the_next_session_and_nothing_cancelled(learner):
    soon = make.course_run(starts_on=NOON.date(), sessions=4)
    make.enrolment("nominated", run=soon, trainee_=learner.trainee)
    gone = make.course_run()
    make.enrolment("declined", run=gone, trainee_=learner.trainee)

    rows = start_of(learner, on=NOON.date() + timedelta(days=1))

    assert [(row.enrolment.course_run, row.may_study) for row in rows] == [(soon, False)]
    assert str(rows[0].next_session) == "Sáng 03/03/2026"


def test_progress_counts_only_what_the_run_teaches(learner):
    desk = Desk(learner, lessons=2)
    desk.learn(0)
    desk.learn(1)
    desk.lessons[1].is_offered = False
    desk.lessons[1].save()

    assert progress_of([desk.enrolment]) == {desk.enrolment.pk: (1, 2)}
