"""Lessons done: once each, in their order, by those with a seat while the class runs."""

import pytest

from common.models import StateChange
from common.refusals import Refused
from courses.actions import learning
from courses.models import ActivityCompletion, Attempt
from tests import make
from tests.courses.learning_desk import Desk, attend_and_close

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(learner):
    return Desk(learner)


def test_a_lesson_done_is_recorded_with_what_was_read(learner):
    desk = Desk(learner, lessons=2)

    row = desk.learn(0)

    assert (row.state, row.content_version, row.mark_percent) == ("complete", "7", None)
    assert list(StateChange.objects.of(row).values_list("after", "by")) == [
        ("complete", learner.pk)
    ]


def test_a_lesson_done_twice_is_one_row(learner):
    desk = Desk(learner, lessons=2)

    first, second = desk.learn(0), desk.learn(0)

    assert first == second
    assert StateChange.objects.of(first).count() == 1


def test_a_later_lesson_waits_for_the_earlier_one(learner):
    desk = Desk(learner, lessons=2)

    with pytest.raises(Refused, match="Hoàn thành “Bài 1” trước"):
        desk.learn(1)

    assert ActivityCompletion.objects.count() == 0


def test_a_quiz_waits_for_the_lessons(learner):
    desk = Desk(learner, lessons=2)
    desk.learn(0)

    with pytest.raises(Refused, match="Hoàn thành “Bài 2” trước"):
        desk.start()

    assert Attempt.objects.count() == 0


def test_a_quiz_is_not_done_by_saying_so(desk):
    with pytest.raises(Refused, match="chỉ hoàn thành khi nộp bài"):
        learning.mark_done(desk.enrolment, desk.quiz, content_version="", by=desk.by)


def test_a_withdrawn_lesson_holds_nobody_up(learner):
    desk = Desk(learner, lessons=2)
    desk.lessons[0].is_offered = False
    desk.lessons[0].save()

    assert desk.learn(1).state == "complete"


def test_what_another_run_teaches_cannot_be_learned_here(desk):
    elsewhere = make.module().activities.first()

    with pytest.raises(Refused, match="không còn dạy nội dung đó"):
        learning.mark_done(desk.enrolment, elsewhere, content_version="", by=desk.by)


def test_nothing_is_learned_before_the_run_starts(learner):
    desk = Desk(learner, lessons=2, state="open")

    with pytest.raises(Refused, match="Lớp khai giảng ngày"):
        desk.learn(0)


def test_nothing_is_learned_after_the_run(learner):
    desk = Desk(learner, lessons=2)
    attend_and_close(desk)

    with pytest.raises(Refused, match="Lớp đã kết thúc"):
        desk.learn(0)

    assert ActivityCompletion.objects.count() == 0


def test_nobody_without_a_seat_learns(learner):
    desk = Desk(learner, lessons=2)
    waiting = make.enrolment("nominated", run=desk.run)

    with pytest.raises(Refused, match="Chỉ học viên đã được duyệt"):
        learning.mark_done(waiting, desk.lessons[0], content_version="", by=learner)
