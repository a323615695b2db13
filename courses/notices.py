"""Who is told at each turn of the flow. Actions call these; what is told waits for the commit."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from accounts.models import User
from common.models import StateChange
from courses import notice_facts as facts
from courses.models import CourseRun, Enrolment
from courses.notice_facts import Told
from courses.querysets.run_pages import quota_use
from courses.states import ENROLMENT_ARROWS, OPEN_RUN, WITHDRAW, CourseRunState, EnrolmentState
from notices.actions.notices import tell
from notices.models import Notice
from organisations.models import Organisation

REMIND_DAYS_BEFORE = (3, 1)
# What changes the plans of those who were called, and of those who come.
CALLED_CARE = ("starts_on", "ends_on", "venue", "mode", "nominate_by")
PEOPLE_CARE = ("starts_on", "ends_on", "venue", "mode")

# Where an arrow leads, to leave out whom a rolled back step had only seemed to move.
_TARGETS: Mapping[str, str] = {arrow.verb: arrow.target for arrow in ENROLMENT_ARROWS}


class _Move(NamedTuple):
    verb: str
    by: User | None
    reason: str


_gathered: ContextVar[dict[_Move, list[int]] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """Steps of one press of a button, each in a transaction of its own, are told together when it is over."""
    moves: dict[_Move, list[int]] = defaultdict(list)
    token = _gathered.set(moves)
    try:
        yield
    finally:
        _gathered.reset(token)
        for move, ids in moves.items():
            _tell_moved(ids, move)


def enrolments_moved(
    enrolments: Iterable[Enrolment], verb: str, *, by: User | None, reason: str = ""
) -> None:
    """``verb`` is that of the arrow in ``courses.states`` (nominate, confirm, waitlist, return, withdraw, ...).

    A confirmation with a reason is a call from the waiting list; a nomination with one is that of a substitute,
    of whom the withdrawal has already told.
    """
    move, ids = _Move(verb, by, reason), [one.pk for one in enrolments]
    moves = _gathered.get()
    if moves is not None:
        moves[move] += ids
    elif ids:
        _tell_moved(ids, move)


def run_called(
    run: CourseRun, *, by: User | None, only: Iterable[Organisation] | None = None
) -> None:
    """The run was opened, or agencies were added (``only``): those that may nominate are told."""
    if run.state == CourseRunState.OPEN:
        called = facts.called(run, only=only)
        _tell(run, "run_called", facts.but(called, by), {}, facts.run_page(run))


def run_changed(run: CourseRun, changes: Mapping[str, str], *, by: User | None) -> None:
    """``changes`` in words, by field: those called, and those who come, hear of what moves their plans."""
    if not run.takes_people:
        return
    for_called = [words for name, words in changes.items() if name in CALLED_CARE]
    for_people = [words for name, words in changes.items() if name in PEOPLE_CARE]
    if for_called:
        told = facts.but(facts.called_or_sent(run), by)
        _tell(run, "run_changed", told, {"thay_doi": for_called}, facts.run_page(run))
    if for_people:
        seated = run.enrolments.holding_a_seat().for_notices()
        told = facts.but(facts.people(seated, run), by)
        _tell(run, "run_changed_person", told, {"thay_doi": for_people})


def run_cancelled(
    run: CourseRun, withdrawn: Iterable[Enrolment], *, by: User | None, reason: str
) -> None:
    """Whoever was called, and whoever was going to come. Of a draft nobody had heard."""
    if not StateChange.objects.of(run).filter(verb=OPEN_RUN.verb).exists():
        return
    rows = list(run.enrolments.filter(pk__in=[one.pk for one in withdrawn]).for_notices())
    why = {"ly_do": reason}
    told = facts.but(facts.called_or_sent(run, rows), by)
    _tell(run, "run_cancelled", told, why, facts.run_page(run))
    known = facts.but(facts.people(_known_outside(rows), run), by)
    _tell(run, "run_cancelled_person", known, why)


def quotas_released(run: CourseRun, seats: Mapping[Organisation, int], *, by: User | None) -> None:
    """``seats`` that went back to the lead, by agency."""
    told = facts.but(facts.of_quotas(seats), by)
    _tell(run, "quotas_released", told, {}, facts.run_page(run))


def remind_of_deadlines(today: date | None = None) -> int:
    """Agencies with seats left, three days and one day before the last day. Once a day; returns how many runs."""
    today = today or timezone.localdate()
    runs = CourseRun.objects.with_deadline_in(REMIND_DAYS_BEFORE, today)
    return sum(_remind(run, today) for run in runs)


def _remind(run: CourseRun, today: date) -> bool:
    page = facts.run_page(run)
    start_of_day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    if Notice.objects.sent_since(start_of_day, "deadline_reminder", page).exists():
        return False
    left = {use.quota.organisation: use.left for use in quota_use(run) if use.left}
    told = facts.of_quotas(left)
    _tell(run, "deadline_reminder", told, facts.deadline(run, today), page)
    return bool(told)


def _tell_moved(ids: list[int], move: _Move) -> None:
    """Asks the rows again: whatever the caller holds may be older than its last step."""
    rows = Enrolment.objects.filter(pk__in=ids).for_notices()
    target = _TARGETS.get(move.verb)
    by_run: dict[int, list[Enrolment]] = defaultdict(list)
    for row in rows.filter(state=target) if target else rows:
        by_run[row.course_run_id].append(row)
    runs = CourseRun.objects.select_related("lead_organisation__unit").in_bulk(by_run)
    for run_id, moved in by_run.items():
        _VERBS.get(move.verb, _nobody)(runs[run_id], moved, move)


def _submitted(run: CourseRun, moved: list[Enrolment], move: _Move) -> None:
    _tell(run, "nomination_submitted", facts.but(facts.heads(run, moved), move.by), {})


def _sent_back(run: CourseRun, moved: list[Enrolment], move: _Move) -> None:
    _tell_coordinators(run, "nomination_sent_back", moved, move)


def _nominated(run: CourseRun, moved: list[Enrolment], move: _Move) -> None:
    if move.reason:
        return
    told = facts.lead(run, moved)
    _tell(run, "nominated", facts.but(told, move.by), {}, facts.people_page(run))
    if run.needs_agency_approval and move.verb == "nominate":
        _tell_coordinators(run, "nomination_approved", moved, move)


def _requested(run: CourseRun, moved: list[Enrolment], move: _Move) -> None:
    told = facts.lead(run, moved)
    _tell(run, "requested", facts.but(told, move.by), {}, facts.people_page(run))


def _returned(run: CourseRun, moved: list[Enrolment], move: _Move) -> None:
    _tell_coordinators(run, "returned", moved, move)


def _confirmed(run: CourseRun, moved: list[Enrolment], move: _Move) -> None:
    _tell_both(run, "promoted" if move.reason else "confirmed", moved, move)


def _waitlisted(run: CourseRun, moved: list[Enrolment], move: _Move) -> None:
    _tell_both(run, "waitlisted", moved, move)


def _declined(run: CourseRun, moved: list[Enrolment], move: _Move) -> None:
    _tell_both(run, "declined", moved, move)


def _withdrawn(run: CourseRun, moved: list[Enrolment], move: _Move) -> None:
    """Of what had not left the agency only the agency hears; of a replaced person with the one who comes instead."""
    if run.state == CourseRunState.CANCELLED:
        return
    known = _known_outside(moved)
    replaced = facts.with_substitutes(moved)
    plain = [one for one in moved if one.pk not in replaced]
    _tell_coordinators(run, "withdrawn", plain, move)
    _tell_lead(run, "withdrawn", [one for one in plain if one in known], move)
    _tell_people(run, "withdrawn_person", [one for one in plain if one in known], move)
    for substitute in replaced.values():
        instead_of = next(one for one in moved if one.pk == substitute.substitute_for_id)
        _replaced(run, instead_of, substitute, move, was_known=instead_of in known)


def _replaced(
    run: CourseRun, gone: Enrolment, substitute: Enrolment, move: _Move, *, was_known: bool
) -> None:
    """The agency hears both names; the lead of each of the two only what has left the agency."""
    told = facts.coordinators([substitute])
    has_left = substitute.state not in EnrolmentState.in_agency()
    if was_known and has_left:
        told = [*told, *facts.lead(run, [substitute])]
    elif was_known:
        _tell_lead(run, "withdrawn", [gone], move)
    elif has_left:
        _tell_lead(run, "nominated", [substitute], move)
    why = {"ly_do": move.reason, "nguoi_duoc_thay": gone.shown_name}
    _tell(run, "substituted", facts.but(told, move.by), why, facts.run_page(run))
    _tell_people(run, "substituted_person", [gone] if was_known else [], move)


def _nobody(run: CourseRun, moved: list[Enrolment], move: _Move) -> None:
    """Results have their own words on their own pages."""


_VERBS: Mapping[str, Callable[[CourseRun, list[Enrolment], _Move], None]] = {
    "submit": _submitted,
    "send_back": _sent_back,
    "nominate": _nominated,
    "renominate": _nominated,
    "request": _requested,
    "return": _returned,
    "confirm": _confirmed,
    "waitlist": _waitlisted,
    "decline": _declined,
    "withdraw": _withdrawn,
}


def _known_outside(rows: list[Enrolment]) -> list[Enrolment]:
    """Those of whom more than their own agency had heard, before they were withdrawn."""
    inside = facts.withdrawn_from(EnrolmentState.in_agency(), rows, WITHDRAW.verb)
    return [row for row in rows if row.pk not in inside]


def _tell_both(run: CourseRun, kind: str, moved: list[Enrolment], move: _Move) -> None:
    _tell_coordinators(run, kind, moved, move)
    _tell_people(run, f"{kind}_person", moved, move)


def _tell_coordinators(run: CourseRun, kind: str, moved: list[Enrolment], move: _Move) -> None:
    told = facts.but(facts.coordinators(moved), move.by)
    _tell(run, kind, told, {"ly_do": move.reason}, facts.run_page(run))


def _tell_lead(run: CourseRun, kind: str, moved: list[Enrolment], move: _Move) -> None:
    told = facts.but(facts.lead(run, moved), move.by)
    _tell(run, kind, told, {"ly_do": move.reason}, facts.people_page(run))


def _tell_people(run: CourseRun, kind: str, moved: list[Enrolment], move: _Move) -> None:
    told = facts.but(facts.people(moved, run), move.by)
    _tell(run, kind, told, {"ly_do": move.reason})


def _tell(run: CourseRun, kind: str, told: Told, own: facts.Facts, url: str = "") -> None:
    """Of a run that is over nobody is told: records of the past are entered at any time."""
    if told and run.ends_on >= timezone.localdate():
        province_id = run.lead_organisation.unit.province_id
        tell(kind, told, {**facts.of_run(run), **own}, province_id=province_id or 0, url=url)
