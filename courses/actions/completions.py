"""Results: decided when the run closes, corrected only with reason and decision."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from common.states import move
from courses.actions.enrolments import lock
from courses.models import (
    Activity,
    ActivityKind,
    Completion,
    CourseRun,
    Enrolment,
    Presence,
)
from courses.outcomes import Outcome, Record, Rule, band, decide
from courses.states import (
    COMPLETE,
    CORRECT_TO_COMPLETED,
    CORRECT_TO_FAILED,
    FAIL,
    ActivityState,
    AttemptState,
    CourseRunState,
)


@dataclass(frozen=True)
class RunFigures:
    """What is the same for everybody in a run."""

    rule: Rule
    sessions: int
    activities: int
    quizzes: int
    periods: int


def figures_of(run: CourseRun) -> RunFigures:
    modules = list(run.modules.all())
    counts = Activity.objects.taught_in(run).aggregate(
        all=Count("pk"), quizzes=Count("pk", filter=Q(kind=ActivityKind.QUIZ))
    )
    return RunFigures(
        rule=Rule(run.attendance_percent, run.mark_percent),
        sessions=run.sessions.count(),
        activities=counts["all"],
        quizzes=counts["quizzes"],
        periods=sum(module.periods for module in modules),
    )


def records_of(run: CourseRun, figures: RunFigures) -> dict[int, Record]:
    """The record of every enrolment with a seat, by enrolment id. Three queries, whatever the class size."""
    seats = run.enrolments.holding_a_seat()
    attended = _by_enrolment(
        seats.filter(attendances__presence__in=Presence.attended()), Count("attendances")
    )
    offered = Q(
        activity_completions__activity__in=Activity.objects.taught_in(run),
        activity_completions__state__in=ActivityState.done(),
    )
    done = _by_enrolment(seats.filter(offered), Count("activity_completions", distinct=True))
    marks = _marks(run)
    return {
        pk: Record(
            sessions_held=figures.sessions,
            sessions_attended=attended.get(pk, 0),
            activities_offered=figures.activities,
            activities_done=done.get(pk, 0),
            mark=_mean(marks.get(pk, []), figures),
            periods=figures.periods,
        )
        for pk in seats.values_list("pk", flat=True)
    }


def preview(run: CourseRun) -> dict[int, Outcome]:
    """What closing the run now would decide, by enrolment id."""
    figures = figures_of(run)
    return {pk: decide(figures.rule, record) for pk, record in records_of(run, figures).items()}


def decide_all(run: CourseRun, *, by: User, at: datetime | None = None) -> int:
    """Give every confirmed enrolment its result. Called by ``course_runs.close`` under the run's lock."""
    figures = figures_of(run)
    records = records_of(run, figures)
    confirmed = list(run.enrolments.filter(state="confirmed"))
    for enrolment in confirmed:
        record = records[enrolment.pk]
        _settle(enrolment, record, decide(figures.rule, record), by=by, at=at)
    return len(confirmed)


@transaction.atomic
def correct(
    completion: Completion,
    *,
    by: User,
    reason: str,
    decision: str,
    at: datetime | None = None,
) -> None:
    """Turn completed into failed or back, after closing. Raises: Refused, without reason and decision."""
    if not reason.strip() or not decision.strip():
        raise Refused(_("Điều chỉnh kết quả phải có lý do và số quyết định."))
    enrolment = completion.enrolment
    if lock(enrolment.course_run).state != CourseRunState.CLOSED:
        raise Refused(_("Chỉ điều chỉnh kết quả của lớp đã kết thúc và chưa lưu trữ."))
    now_completed = not completion.is_completed
    arrow = CORRECT_TO_COMPLETED if now_completed else CORRECT_TO_FAILED
    move(enrolment, arrow, by=by, at=at, reason=f"{decision}: {reason}")
    completion.is_completed = now_completed
    completion.band = band(completion.mark_percent) if now_completed else ""
    completion.reason, completion.decision = reason, decision
    completion.decided_by, completion.decided_at = by, at or timezone.now()
    completion.save()


def _settle(
    enrolment: Enrolment, record: Record, outcome: Outcome, *, by: User, at: datetime | None
) -> None:
    reason = " ".join(outcome.reasons)
    move(enrolment, COMPLETE if outcome.is_completed else FAIL, by=by, at=at, reason=reason)
    Completion.objects.create(
        enrolment=enrolment,
        is_completed=outcome.is_completed,
        sessions_held=record.sessions_held,
        sessions_attended=record.sessions_attended,
        periods=outcome.periods,
        mark_percent=record.mark,
        band=outcome.band,
        reason=reason,
        decided_by=by,
        decided_at=at or timezone.now(),
    )


def _by_enrolment(rows: object, count: Count) -> dict[int, int]:
    return dict(rows.order_by().values_list("pk").annotate(n=count))  # type: ignore[attr-defined]


def _marks(run: CourseRun) -> dict[int, list[Decimal]]:
    """Best mark of each quiz of the run, by enrolment id."""
    best = (
        run.enrolments.holding_a_seat()
        .filter(
            attempts__state=AttemptState.FINISHED,
            attempts__activity__in=Activity.objects.taught_in(run),
        )
        .order_by()
        .values_list("pk", "attempts__activity")
        .annotate(best=Max("attempts__mark_percent"))
    )
    marks: dict[int, list[Decimal]] = {}
    for pk, _activity, mark in best:
        marks.setdefault(pk, []).append(mark)
    return marks


def _mean(marks: list[Decimal], figures: RunFigures) -> Decimal | None:
    """A quiz never submitted counts as nought. None where the run has no quiz, and where none is asked for or taken."""
    if not figures.quizzes or not (marks or figures.rule.mark_percent):
        return None
    return (sum(marks, Decimal(0)) / figures.quizzes).quantize(Decimal("0.01"))
