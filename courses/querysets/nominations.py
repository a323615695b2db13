"""What a nomination needs to know of the run, the agency and its people."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from accounts.models import Role, RoleGrant
from common.vietnamese import fold_spelling
from courses.models import CourseRun, Enrolment
from courses.nomination_facts import Category, Facts, Person
from courses.querysets.enrolments import of_agencies_people_q
from courses.states import CourseRunState, EnrolmentState
from organisations.models import Organisation
from organisations.querysets import organisation_lineage, province_lineage
from trainees.actions.rosters import birth_of
from trainees.models import AudienceCategory, Recognition, Trainee
from trainees.querysets import TraineeQuerySet
from trainees.roster_cells import Birth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User
    from courses.querysets.enrolments import EnrolmentQuerySet


def agencies_for(
    user: "User", run: "CourseRun", day: date, *, any_agency: bool
) -> "models.QuerySet[Organisation]":
    """The agencies of the run's province that this person may nominate for; all of them with ``any_agency``."""
    province = run.lead_organisation.unit.province_id or 0
    agencies = Organisation.objects.valid_on(day).in_provinces(province_lineage(province))
    if not any_agency:
        agencies = agencies.filter(pk__in=user.scope.organisation_ids(Role.COORDINATOR))
    return agencies.order_by("search_key", "pk")


def agencies_in_run(run: "CourseRun", code: str, user: "User") -> list[Organisation]:
    """The visible agencies with this code that have nominated somebody for the run, the one of today first.

    A code goes on from one era to the next, so there may be two.
    """
    visible = Organisation.objects.visible_to(user).filter(code=code)
    sent = run.enrolments.order_by().values("nominating_organisation")
    return list(visible.filter(pk__in=sent).order_by("-valid_from", "-pk"))


def has_head(organisations: "Sequence[Organisation]", day: date) -> bool:
    """Somebody may approve what the agency submits."""
    grants = RoleGrant.objects.valid_on(day).filter(role=Role.APPROVER, user__is_active=True)
    return grants.filter(organisation__in=organisations).exists()


def people_of(organisation: Organisation) -> TraineeQuerySet:
    """The people on record in an agency and in those whose work it took over."""
    agencies = organisation_lineage(frozenset({organisation.pk}))
    return Trainee.objects.current().filter(organisation_id__in=agencies)


def pickable(run: "CourseRun", organisation: Organisation, day: date) -> "models.QuerySet[Trainee]":
    """The agency's people who are in an admitted category today and not in the run yet, on any of their records.

    Each has ``Trainee.admitted_recognitions``, what they may be nominated as.
    """
    admitted = (
        Recognition.objects.valid_on(day)
        .filter(category__runs=run)
        .select_related("category")
        .order_by("category__position", "pk")
    )
    held = admitted.order_by().annotate(person=_person()).values("person")
    live = run.enrolments.live().annotate(person=_person()).values("person")
    own = models.Prefetch("recognitions", queryset=admitted, to_attr="admitted_here")
    merged = Trainee.objects.prefetch_related(own)
    return (
        people_of(organisation)
        .filter(pk__in=held)
        .exclude(pk__in=live)
        .prefetch_related(
            own, models.Prefetch("merged_records", queryset=merged, to_attr="merged_here")
        )
    )


def _person() -> Coalesce:
    """The record that stands for the person of a recognition or an enrolment."""
    return Coalesce("trainee__merged_into_id", "trainee_id")


def facts_of(
    run: "CourseRun", organisation: Organisation, day: date, *, quota_left: int | None
) -> Facts:
    """What ``nominations.judge`` has to know. Seven queries, whatever the size of the agency."""
    people = _people(organisation, day)
    live = run.enrolments.live().values_list(
        _person(),
        "state",
        "trainee__full_name",
        "trainee__birth_year",
        "trainee__birth_month",
        "trainee__birth_day",
    )
    own = {person.pk for person in people}
    in_run, elsewhere = {}, set()
    for pk, state, full_name, year, month, day_of_birth in live:
        in_run[pk] = str(EnrolmentState(state).label)
        if pk not in own and year:
            elsewhere.add((fold_spelling(full_name), Birth(year, month, day_of_birth)))
    return Facts(
        agency=str(organisation),
        people=people,
        in_run=in_run,
        named_elsewhere=frozenset(elsewhere),
        categories=_categories(day),
        admitted=frozenset(run.admitted_categories.values_list("code", flat=True)),
        quota_left=quota_left,
        agency_names=_names_of(organisation),
    )


def _people(organisation: Organisation, day: date) -> tuple[Person, ...]:
    held: dict[int, set[str]] = {}
    agencies = organisation_lineage(frozenset({organisation.pk}))
    pairs = (
        Recognition.objects.valid_on(day)
        .filter(of_agencies_people_q(agencies))
        .values_list(_person(), "category__code")
    )
    for pk, code in pairs:
        held.setdefault(pk, set()).add(code)
    return tuple(
        Person(
            pk=person.pk,
            token=person.token,
            full_name=record.full_name,
            search_key=record.search_key,
            birth=birth_of(record),
            position=record.position,
            phone=record.phone,
            email=record.email,
            categories=frozenset(held.get(person.pk, ())),
        )
        for record, person in _records_of(agencies)
    )


def _records_of(agencies: frozenset[int]) -> list[tuple[Trainee, Trainee]]:
    """Each record of these agencies' people with the record in use. A merged one that says the same is left out:
    one that spells the name otherwise still tells whom a list means.
    """
    of_agency = Q(organisation_id__in=agencies) | Q(merged_into__organisation_id__in=agencies)
    records = Trainee.objects.filter(of_agency).select_related("merged_into")
    return [
        (record, person)
        for record in records
        for person in [record.merged_into or record]
        if record.pk == person.pk or _said(record) != _said(person)
    ]


def _said(record: Trainee) -> tuple[str, Birth | None]:
    return fold_spelling(record.full_name), birth_of(record)


def _categories(day: date) -> tuple[Category, ...]:
    return tuple(
        Category(
            pk=one.pk,
            code=one.code,
            label=one.label,
            is_closed=one.closed_from is not None and one.closed_from <= day,
            needs_decision=one.needs_decision,
        )
        for one in AudienceCategory.objects.all()
    )


def _names_of(organisation: Organisation) -> frozenset[str]:
    """Every spelling under which a list may name the agency, folded."""
    agencies = organisation_lineage(frozenset({organisation.pk}))
    names = Organisation.objects.filter(pk__in=agencies).values_list(
        "name", "short_name", "aliases__name"
    )
    return frozenset(fold_spelling(name) for row in names for name in row if name)


class AgencyList(NamedTuple):
    """What of one agency waits in one run."""

    run: "CourseRun"
    agency: Organisation
    people: int


def drafts_of(run: "CourseRun", user: "User") -> list[AgencyList]:
    """The reader's own agencies with people who have not been submitted yet. No query for other roles."""
    agencies = user.scope.organisation_ids(Role.COORDINATOR)
    return _lists(run.enrolments.drafted().of_agencies(agencies), run) if agencies else []


def lists_to_approve(user: "User", run: "CourseRun | None" = None) -> list[AgencyList]:
    """What waits for the word of the head of an agency, in one run or in all. No query for other roles."""
    agencies = user.scope.organisation_ids(Role.APPROVER)
    rows = Enrolment.objects.submitted().of_agencies(agencies)
    if run is not None:
        rows = rows.filter(course_run=run)
    return _lists(rows, run) if agencies else []


def drafts_to_submit(user: "User") -> list[AgencyList]:
    agencies = user.scope.organisation_ids(Role.COORDINATOR)
    taking = Q(course_run__state__in=CourseRunState.taking_people())
    return _lists(Enrolment.objects.drafted().of_agencies(agencies).filter(taking))


def _lists(rows: "EnrolmentQuerySet", run: "CourseRun | None" = None) -> list[AgencyList]:
    """By run and agency, the nearest deadline first. One query for the numbers, two for the names."""
    counted = rows.order_by().values_list("course_run", "nominating_organisation")
    numbers = list(counted.annotate(n=Count("pk")))
    runs = {run.pk: run} if run else CourseRun.objects.in_bulk({pk for pk, _org, _n in numbers})
    agencies = Organisation.objects.in_bulk({org for _pk, org, _n in numbers})
    found = [AgencyList(runs[pk], agencies[org], n) for pk, org, n in numbers]
    return sorted(found, key=lambda one: (one.run.nominate_by or one.run.starts_on, one.run.code))
