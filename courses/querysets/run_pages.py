"""What the pages of one run read: counts, quotas in use, the sheet, the timetable with its ticks."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Role, User
from common.models import StateChange
from courses.models import (
    Attendance,
    ClassSession,
    Completion,
    CourseRun,
    Enrolment,
    Module,
    Presence,
    Quota,
    RunTrainer,
)
from courses.states import EnrolmentState
from organisations.models import Organisation, OrganisationSuccession
from organisations.querysets import organisation_lineage, valid_on_q

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.querysets.course_runs import ClassSessionQuerySet
    from courses.querysets.enrolments import EnrolmentQuerySet
    from organisations.querysets import OrganisationQuerySet


@dataclass(frozen=True, slots=True)
class PeopleCount:
    state: EnrolmentState
    people: int


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """``used``: live enrolments that count on this quota (``quota_use``)."""

    quota: Quota
    used: int

    @property
    def left(self) -> int:
        return max(0, self.quota.seats_now - self.used)


@dataclass(frozen=True, slots=True)
class QuotaSums:
    """``given``: seats of all quotas as they stand now; ``pool``: what the lead may still give, below nought
    where more was given than the run has seats.
    """

    given: int
    used: int
    released: int
    pool: int

    @classmethod
    def of(cls, run: CourseRun, uses: "list[QuotaUse]") -> "QuotaSums":
        given = sum(use.quota.seats_now for use in uses)
        used, released = sum(use.used for use in uses), sum(use.quota.released for use in uses)
        return cls(given, used, released, run.seats - given)

    @property
    def left(self) -> int:
        return max(0, self.given - self.used)

    @property
    def over(self) -> int:
        """By how much the quotas exceed the seats."""
        return max(0, -self.pool)


def people_by_state(run: CourseRun, user: User) -> list[PeopleCount]:
    """How many people stand where, among those the reader may see; empty states are left out."""
    rows = run.enrolments.visible_to(user).order_by().values("state")
    counts = {row["state"]: row["n"] for row in rows.annotate(n=Count("pk", distinct=True))}
    return [PeopleCount(state, counts[state]) for state in EnrolmentState if state in counts]


def quota_use(run: CourseRun) -> list[QuotaUse]:
    """Each quota with its use, each enrolment on one quota. Three queries, whatever the number of agencies.

    An agency's people count on its own quota; without one, on that of the agency which took over its work, or
    else on those of the agencies whose work it took over.
    """
    quotas = list(run.quotas.select_related("organisation__unit"))
    if not quotas:
        return []
    sent = (
        run.enrolments.live()
        .filter(nominating_organisation__isnull=False)
        .order_by()
        .values_list("nominating_organisation")
        .annotate(n=Count("pk"))
    )
    rest = Counter(dict(sent))
    links = OrganisationSuccession.objects.exclude(relation="part")
    older: dict[int, set[int]] = {}
    for new, old in links.values_list("successor_id", "predecessor_id"):
        older.setdefault(new, set()).add(old)
    holders = {quota.organisation_id: quota for quota in quotas}
    used = {
        pk: sum(rest.pop(one, 0) for one in _lineage(pk, older, stop=holders.keys()))
        for pk in holders
    }
    for pk, people in rest.items():
        lines = [holders[one] for one in sorted(_lineage(pk, older) & holders.keys())]
        _spread(people, lines, used)
    return [QuotaUse(quota, used[quota.organisation_id]) for quota in quotas]


def _spread(people: int, quotas: list[Quota], used: dict[int, int]) -> None:
    """Count people on the free seats of these quotas in turn, whoever is over on the last."""
    for quota in quotas:
        free = max(0, quota.seats_now - used[quota.organisation_id])
        taken = people if quota is quotas[-1] else min(people, free)
        used[quota.organisation_id] += taken
        people -= taken


def _lineage(start: int, older: dict[int, set[int]], stop: Collection[int] = ()) -> set[int]:
    """With all whose work it took over, back to those in ``stop``, which are left out."""
    known, frontier = {start}, {start}
    while frontier:
        frontier = set().union(*(older.get(pk, set()) for pk in frontier)) - known - set(stop)
        known |= frontier
    return known


def quotas_of(uses: list[QuotaUse], organisation: Organisation) -> list[QuotaUse]:
    """The agency's own quota; without one, those of the agencies whose work it took over."""
    own = [use for use in uses if use.quota.organisation_id == organisation.pk]
    if own:
        return own
    agencies = organisation_lineage(frozenset({organisation.pk}))
    return [use for use in uses if use.quota.organisation_id in agencies]


def sessions_with_counts(run: CourseRun) -> "ClassSessionQuerySet":
    """Adds ``present late excused absent ticked`` (people) to each half-day, in order."""
    counts = {
        presence.value: Count("attendances", filter=Q(attendances__presence=presence))
        for presence in Presence
    }
    return run.sessions.annotate(**counts, ticked=Count("attendances")).in_order()


def seats_by_name(run: CourseRun) -> "EnrolmentQuerySet":
    """Everybody with a seat, as sheets and result lists call them up; adds ``agency_name``."""
    return run.enrolments.holding_a_seat().with_agency().for_list().by_name()


def results_of(run: CourseRun, user: User) -> "EnrolmentQuerySet":
    """The decided enrolments that the reader may see, with their outcome; adds ``agency_name``."""
    decided = run.enrolments.visible_to(user).decided().with_agency().for_list()
    return decided.select_related("completion", "trainee", "category")


def completions_of(enrolment: Enrolment) -> "QuerySet[Completion]":
    return Completion.objects.filter(enrolment=enrolment).select_related("enrolment__course_run")


def presence_by_enrolment(session: ClassSession) -> dict[int, str]:
    return dict(session.attendances.values_list("enrolment_id", "presence"))


def presences_of_run(run: CourseRun) -> dict[tuple[int, int], str]:
    """Every tick of a run by (session id, enrolment id), in words."""
    ticks = Attendance.objects.filter(session__course_run=run)
    return {
        (session, enrolment): str(Presence(presence).label)
        for session, enrolment, presence in ticks.values_list(
            "session_id", "enrolment_id", "presence"
        )
    }


def trainers_of(run: CourseRun) -> "QuerySet[RunTrainer]":
    return run.trainers.select_related("user").order_by("pk")


def history_of(run: CourseRun) -> "QuerySet[StateChange]":
    return StateChange.objects.of(run).for_history()


def own_enrolment(run: CourseRun, user: User) -> Enrolment | None:
    """The reader's own place in the run, if there is a live one."""
    return run.enrolments.live().of_account(user).first()


def quotas_for(run: CourseRun, user: User, *, oversees: bool) -> list[QuotaUse]:
    """All quotas for whoever oversees the run; a coordinator's or head's own agencies otherwise."""
    uses = quota_use(run)
    if oversees:
        return uses
    own = user.scope.organisation_ids(Role.COORDINATOR, Role.APPROVER)
    return [use for use in uses if use.quota.organisation_id in own]


def oversees(run: CourseRun, user: User) -> bool:
    """The Department and the administrator of the run's province."""
    provinces = user.scope.province_ids(Role.DOJ_OFFICER, Role.ADMINISTRATOR)
    return run.lead_organisation.unit.province_id in provinces


def modules_to_choose(run: CourseRun | None) -> "QuerySet[Module]":
    """Offered modules of offered courses, and whatever the run has already chosen."""
    chosen = Q(is_offered=True, course__is_offered=True)
    if run is not None and run.pk:
        chosen |= Q(runs=run)
    found = Module.objects.filter(chosen).select_related("course").distinct()
    return found.order_by("course__title", "course_id", "number", "pk")


def session_of(run: CourseRun, slug: str) -> ClassSession | None:
    """The half-day with this public name, 2026-03-02-sang."""
    day, _dash, part = slug.rpartition("-")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return None
    return run.sessions.filter(on=on, part=part).first()


def agencies_to_call(run: CourseRun, province_ids: frozenset[int]) -> "OrganisationQuerySet":
    """Agencies in force on the run's first day, without those called already."""
    found = Organisation.objects.valid_on(run.starts_on).in_provinces(province_ids)
    return found.exclude(quotas__course_run=run).select_related("unit__parent")


def of_kind(agencies: "OrganisationQuerySet", kind: str) -> "OrganisationQuerySet":
    return agencies.filter(kind=kind)


def trainers_to_name(
    run: CourseRun, province_ids: frozenset[int], day: date | None = None
) -> "QuerySet[User]":
    """Accounts that hold a trainer's grant today, without those named already."""
    granted = valid_on_q(day or timezone.localdate(), "grants__")
    province = Q(grants__organisation__unit__province_id__in=province_ids)
    found = User.objects.filter(granted, province, grants__role=Role.TRAINER, is_active=True)
    return found.exclude(taught_runs__course_run=run).distinct().order_by("sort_key", "pk")
