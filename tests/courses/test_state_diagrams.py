"""The whole diagrams: every state × every arrow. A pair that is not in the table moves nothing."""

import pytest
from django.utils import timezone

from common.models import StateChange
from common.refusals import Refused
from common.states import move
from courses.models import Attempt, CourseRun, Enrolment
from courses.states import (
    ATTEMPT_ARROWS,
    ENROLMENT_ARROWS,
    RUN_ARROWS,
    AttemptState,
    CourseRunState,
    EnrolmentState,
)
from tests import make

pytestmark = pytest.mark.django_db

# Written out once more, by hand: a slip in courses/states.py must not move the test with it.
RUN_TABLE = {
    ("draft", "open"): "open",
    ("open", "start"): "running",
    ("running", "close"): "closed",
    ("closed", "archive"): "archived",
    ("draft", "cancel"): "cancelled",
    ("open", "cancel"): "cancelled",
}
LIVE = ("drafted", "submitted", "nominated", "requested", "returned", "waitlisted", "confirmed")
ENROLMENT_TABLE = {
    ("drafted", "submit"): "submitted",
    ("submitted", "send_back"): "drafted",
    ("drafted", "nominate"): "nominated",
    ("submitted", "nominate"): "nominated",
    ("nominated", "return"): "returned",
    ("returned", "renominate"): "nominated",
    ("nominated", "confirm"): "confirmed",
    ("requested", "confirm"): "confirmed",
    ("waitlisted", "confirm"): "confirmed",
    ("nominated", "waitlist"): "waitlisted",
    ("requested", "waitlist"): "waitlisted",
    ("nominated", "decline"): "declined",
    ("requested", "decline"): "declined",
    ("waitlisted", "decline"): "declined",
    **{(state, "withdraw"): "withdrawn" for state in LIVE},
    ("confirmed", "complete"): "completed",
    ("confirmed", "fail"): "failed",
    ("failed", "correct"): "completed",
    ("completed", "correct"): "failed",
}
ATTEMPT_TABLE = {
    ("in_progress", "run_out"): "overdue",
    ("in_progress", "submit"): "submitted",
    ("overdue", "submit"): "submitted",
    ("submitted", "finish"): "finished",
    ("in_progress", "abandon"): "abandoned",
    ("overdue", "abandon"): "abandoned",
}


def run_in(state):
    run = make.course_run("draft", sessions=0)
    CourseRun.objects.filter(pk=run.pk).update(state=state)
    run.refresh_from_db()
    return run


def enrolment_in(state):
    made = make.enrolment("nominated")
    Enrolment.objects.filter(pk=made.pk).update(
        state=state,
        organisation=made.trainee.organisation,
        unit=made.trainee.organisation.unit,
        full_name=made.trainee.full_name,
        frozen_at=timezone.now(),
    )
    made.refresh_from_db()
    return made


def attempt_in(state):
    enrolment = make.enrolment()
    quiz = enrolment.course_run.modules.first().activities.get(kind="quiz")
    return Attempt.objects.create(
        enrolment=enrolment, activity=quiz, number=1, state=state, paper={}, mark_percent=50
    )


def pairs(states, arrows):
    return [
        pytest.param(state, arrow, id=f"{state}-{arrow.verb}-{arrow.target}")
        for state in states.values
        for arrow in arrows
    ]


def walk(obj, arrow, table, by):
    """Try the arrow; returns (refused, state in the database, lines of history written)."""
    lines = StateChange.objects.of(obj).count()
    refused = False
    try:
        move(obj, arrow, by=by)
    except Refused:
        refused = True
    state = type(obj).objects.get(pk=obj.pk).state
    return refused, state, StateChange.objects.of(obj).count() - lines


def expected(state, arrow, table):
    """``correct`` is one verb for two arrows: the table decides by the target."""
    target = table.get((state, arrow.verb))
    if target == arrow.target:
        return False, target, 1
    return True, state, 0


@pytest.mark.parametrize(("state", "arrow"), pairs(CourseRunState, RUN_ARROWS))
def test_a_run_moves_along_its_arrows_only(state, arrow, organiser):
    run = run_in(state)

    assert walk(run, arrow, RUN_TABLE, organiser) == expected(state, arrow, RUN_TABLE)


@pytest.mark.parametrize(("state", "arrow"), pairs(EnrolmentState, ENROLMENT_ARROWS))
def test_an_enrolment_moves_along_its_arrows_only(state, arrow, organiser):
    enrolment = enrolment_in(state)

    assert walk(enrolment, arrow, ENROLMENT_TABLE, organiser) == expected(
        state, arrow, ENROLMENT_TABLE
    )


@pytest.mark.parametrize(("state", "arrow"), pairs(AttemptState, ATTEMPT_ARROWS))
def test_an_attempt_moves_along_its_arrows_only(state, arrow, organiser):
    attempt = attempt_in(state)

    assert walk(attempt, arrow, ATTEMPT_TABLE, organiser) == expected(state, arrow, ATTEMPT_TABLE)


@pytest.mark.parametrize(
    ("arrows", "table"),
    [(RUN_ARROWS, RUN_TABLE), (ENROLMENT_ARROWS, ENROLMENT_TABLE), (ATTEMPT_ARROWS, ATTEMPT_TABLE)],
)
def test_the_table_above_is_the_diagram(arrows, table):
    drawn = {(source, arrow.verb): arrow.target for arrow in arrows for source in arrow.sources}

    assert {(str(s), v): str(t) for (s, v), t in drawn.items()} == table


def test_of_two_clerks_with_the_same_page_the_slower_one_moves_nothing(organiser):
    first = make.course_run("draft")
    second = CourseRun.objects.get(pk=first.pk)
    arrow = RUN_ARROWS[0]

    move(first, arrow, by=organiser)
    with pytest.raises(Refused, match="vừa được người khác xử lý"):
        move(second, arrow, by=organiser)

    assert list(StateChange.objects.of(first).values_list("verb", flat=True)) == ["create", "open"]
