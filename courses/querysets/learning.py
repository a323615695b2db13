"""Reads of learning: the outline of a run as one person stands in it, and what waits for a learner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.db import models
from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone

from courses.marking import out_of_ten
from courses.querysets.catalogue import fixed_q
from courses.querysets.enrolments import own_q
from courses.states import ActivityState, AttemptState, CourseRunState, EnrolmentState

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models.catalogue import Activity
    from courses.models.course_runs import ClassSession, CourseRun
    from courses.models.enrolments import Enrolment
    from courses.models.learning import Attempt


class ActivityCompletionQuerySet(models.QuerySet[Any]):
    def done(self) -> Self:
        return self.filter(state__in=ActivityState.done())


class AttemptQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User") -> Self:
        """Only one's own: answers are nobody else's business."""
        return self.filter(own_q(user, "enrolment__"))

    def open(self) -> Self:
        return self.filter(state__in=[AttemptState.IN_PROGRESS, AttemptState.OVERDUE])

    def finished(self) -> Self:
        return self.filter(state=AttemptState.FINISHED)

    def expired(self, at: datetime) -> Self:
        """Open, and past their time at ``at``."""
        return self.open().filter(due_at__lt=at)


class Progress(NamedTuple):
    """Activities of a run done by one enrolment, of how many."""

    done: int
    total: int


class ModuleLine(NamedTuple):
    """What an outline says of a module."""

    pk: int
    number: int
    title: str
    periods: int

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ActivityLine(NamedTuple):
    """What an outline says of an activity. Rows of a model would cost twice the time of the query."""

    pk: int
    kind: str
    title: str
    module: ModuleLine

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def columns() -> list[str]:
        """What ``of`` takes, as columns of Activity."""
        of_module = ("module__number", "module__title", "module__periods")
        return ["pk", "kind", "title", "module_id", *of_module]

    @classmethod
    def of(cls, pk: int, kind: str, title: str, *module: Any) -> Self:
        return cls(pk, kind, title, ModuleLine(*module))

    @property
    def is_quiz(self) -> bool:
        return self.kind == "quiz"


@dataclass(frozen=True, slots=True)
class Step:
    """One activity as it stands for an enrolment. ``state`` is empty while nothing is recorded."""

    activity: ActivityLine
    state: str
    mark_percent: Decimal | None
    is_open: bool

    @property
    def is_done(self) -> bool:
        return self.state in ActivityState.done()

    @property
    def mark(self) -> str:
        """The best mark out of ten; empty without one."""
        return "" if self.mark_percent is None else out_of_ten(self.mark_percent)

    @property
    def badge(self) -> ActivityState:
        return ActivityState(self.state or ActivityState.INCOMPLETE)


@dataclass(frozen=True)
class Outline:
    """What a run teaches, in order. Without an enrolment (a trainer reads) everything is open."""

    run: "CourseRun"
    enrolment: "Enrolment | None"
    steps: tuple[Step, ...]

    @property
    def modules(self) -> list[tuple[ModuleLine, list[Step]]]:
        grouped = groupby(self.steps, key=lambda step: step.activity.module)
        return [(module, list(steps)) for module, steps in grouped]

    @property
    def progress(self) -> Progress:
        return Progress(sum(step.is_done for step in self.steps), len(self.steps))

    @cached_property
    def next_step(self) -> Step | None:
        """Where to go on: the first activity not touched yet, then the first one not passed."""
        untouched = (step for step in self.steps if not step.state)
        failed = (step for step in self.steps if not step.is_done)
        return next(untouched, None) or next(failed, None)

    def step_of(self, activity_id: int) -> Step | None:
        return next((step for step in self.steps if step.activity.pk == activity_id), None)

    def neighbours(self, step: Step) -> tuple[Step | None, Step | None]:
        """The steps before and after ``step``."""
        at = self.steps.index(step)
        before = self.steps[at - 1] if at else None
        return before, self.steps[at + 1] if at + 1 < len(self.steps) else None

    def blocked_by(self, step: Step) -> Step | None:
        """The first earlier activity that has to be done before ``step`` opens."""
        if step.is_open:
            return None
        earlier = self.steps[: self.steps.index(step)]
        return next((one for one in earlier if not one.state), None)


def outline_of(
    run: "CourseRun",
    enrolment: "Enrolment | None",
    taught: Iterable[ActivityLine] | None = None,
) -> Outline:
    """Two queries, whatever the size of the run; one where the caller has read already what is ``taught``.

    An activity is open when every earlier offered activity of the run has some completion row; after the end
    of the run everything may be read.
    """
    rows = _rows_of(enrolment) if enrolment else {}
    always = enrolment is None or run.state in CourseRunState.over()
    steps, is_open = [], True
    for activity in taught_in(run) if taught is None else taught:
        state, mark = rows.get(activity.pk, ("", None))
        # What has been done stays open, even if something was put before it later.
        steps.append(Step(activity, state, mark, always or is_open or bool(state)))
        is_open = is_open and bool(state)
    return Outline(run, enrolment, tuple(steps))


def taught_in(run: "CourseRun") -> list[ActivityLine]:
    from courses.models import Activity  # noqa: PLC0415 -- models import this module

    taught = Activity.objects.taught_in(run).in_order()
    return [ActivityLine.of(*row) for row in taught.values_list(*ActivityLine.columns())]


def _rows_of(enrolment: "Enrolment") -> dict[int, tuple[str, Decimal | None]]:
    from courses.models import ActivityCompletion  # noqa: PLC0415 -- models import this module

    own = ActivityCompletion.objects.filter(enrolment_id=enrolment.pk)
    known = own.values_list("activity_id", "state", "mark_percent")
    return {activity: (state, mark) for activity, state, mark in known}


def seat_of(user: "User", run_code: str) -> "Enrolment | None":
    """The person's own seat in a run: state, and of the run what every page of learning shows."""
    from courses.models import Enrolment  # noqa: PLC0415 -- models import this module

    of_run = ("code", "title", "state", "starts_on")
    return (
        Enrolment.objects.holding_a_seat()
        .of_account(user)
        .filter(course_run__code=run_code)
        .select_related("course_run")
        .only("state", *(f"course_run__{column}" for column in of_run))
        .order_by("-pk")
        .first()
    )


def progress_of(enrolments: Iterable["Enrolment"]) -> dict[int, Progress]:
    """Done and total by enrolment id. Two queries, however many enrolments."""
    from courses.models import (  # noqa: PLC0415 -- models import this module
        ActivityCompletion,
        CourseRun,
    )

    rows = list(enrolments)
    offered = Q(modules__activities__is_offered=True) & fixed_q("pk", "modules__activities")
    runs = CourseRun.objects.filter(pk__in={row.course_run_id for row in rows}).order_by()
    totals = dict(runs.values_list("pk").annotate(n=Count("modules__activities", filter=offered)))
    counted = ActivityCompletion.objects.done().filter(
        fixed_q("enrolment__course_run_id", "activity_id"),
        enrolment__in=[row.pk for row in rows],
        activity__is_offered=True,
        activity__module__runs=F("enrolment__course_run"),
    )
    done = dict(counted.order_by().values_list("enrolment_id").annotate(n=Count("pk")))
    return {row.pk: Progress(done.get(row.pk, 0), totals.get(row.course_run_id, 0)) for row in rows}


@dataclass(frozen=True)
class StartRow:
    """One run of mine on the first screen. ``next_session`` is the first one from today on."""

    enrolment: "Enrolment"
    next_session: "ClassSession | None"
    progress: Progress

    @property
    def may_study(self) -> bool:
        """The contents are open: a seat in a run that has begun."""
        begun = (CourseRunState.RUNNING, *CourseRunState.over())
        holds = self.enrolment.state in EnrolmentState.holding_a_seat()
        return holds and self.enrolment.course_run.state in begun


def start_of(user: "User", *, on: date | None = None) -> list[StartRow]:
    """My live enrolments, the newest run first. Four queries, however many runs."""
    from courses.models import ClassSession, Enrolment  # noqa: PLC0415 -- models import this module

    ahead = ClassSession.objects.filter(on__gte=on or timezone.localdate()).in_order()
    mine = list(
        Enrolment.objects.live()
        .of_account(user)
        .exclude(course_run__state=CourseRunState.CANCELLED)
        .select_related("course_run__course", "course_run__lead_organisation", "trainee")
        .prefetch_related(
            Prefetch("course_run__sessions", queryset=ahead, to_attr="sessions_ahead")
        )
        .order_by("-course_run__starts_on", "pk")
    )
    progress = progress_of(mine)
    return [
        StartRow(one, next(iter(one.course_run.sessions_ahead), None), progress[one.pk])  # type: ignore[attr-defined]
        for one in mine
    ]


def attempts_of(enrolment: "Enrolment", activity: "Activity") -> list["Attempt"]:
    """The attempts at one quiz, in order, without their papers."""
    tried = enrolment.attempts.filter(activity=activity).defer("paper", "results")
    return list(tried.order_by("number"))
