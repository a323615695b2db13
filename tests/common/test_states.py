"""One conditional UPDATE and one line of history."""

import pytest

from common.models import StateChange
from common.refusals import Refused
from common.states import move
from courses.models import CourseRun
from courses.states import CANCEL_RUN, OPEN_RUN
from tests import make

pytestmark = pytest.mark.django_db


def test_a_move_records_who_when_and_why():
    by, at = make.user(), make.moment(make.date(2026, 3, 2))
    run = make.course_run("draft")

    change = move(run, CANCEL_RUN, by=by, at=at, reason="Bão lũ")

    assert (change.before, change.after, change.by, change.at, change.reason) == (
        "draft",
        "cancelled",
        by,
        at,
        "Bão lũ",
    )
    assert change.recorded_at > at
    assert run.state == "cancelled"


def test_a_stale_copy_moves_nothing_and_leaves_no_history():
    run = make.course_run("draft")
    stale = CourseRun.objects.get(pk=run.pk)
    move(run, OPEN_RUN, by=None)

    with pytest.raises(Refused, match="người khác xử lý"):
        move(stale, OPEN_RUN, by=None)

    assert StateChange.objects.of(run).filter(verb="open").count() == 1


def test_columns_given_along_are_set_in_the_same_update():
    run = make.course_run("draft")

    move(run, OPEN_RUN, by=None, venue="Hội trường B")

    assert CourseRun.objects.get(pk=run.pk).venue == "Hội trường B"
    assert run.venue == "Hội trường B"
