"""What a nomination needs to know of the run, the agency and its people."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from accounts.models import Role
from common.vietnamese import fold_spelling
from courses.nomination_facts import Category, Facts, Person
from courses.states import EnrolmentState
from organisations.models import Organisation
from organisations.querysets import organisation_lineage, province_lineage
from trainees.actions.rosters import birth_of
from trainees.models import AudienceCategory, Recognition, Trainee
from trainees.querysets import TraineeQuerySet
from trainees.roster_cells import Birth

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import CourseRun


def agencies_for(
    user: "User", run: "CourseRun", day: date, *, any_agency: bool
) -> "models.QuerySet[Organisation]":
    """The agencies of the run's province that this person may nominate for; all of them with ``any_agency``."""
    province = run.lead_organisation.unit.province_id or 0
    agencies = Organisation.objects.valid_on(day).in_provinces(province_lineage(province))
    if not any_agency:
        agencies = agencies.filter(pk__in=user.scope.organisation_ids(Role.COORDINATOR))
    return agencies.order_by("search_key", "pk")


def people_of(organisation: Organisation) -> TraineeQuerySet:
    """The people on record in an agency and in those whose work it took over."""
    agencies = organisation_lineage(frozenset({organisation.pk}))
    return Trainee.objects.current().filter(organisation_id__in=agencies)


def pickable(run: "CourseRun", organisation: Organisation, day: date) -> "models.QuerySet[Trainee]":
    """The agency's people who are in an admitted category today and not in the run yet.

    Each gets ``admitted_recognitions``: list[Recognition], what they may be nominated as.
    """
    admitted = (
        Recognition.objects.valid_on(day)
        .filter(category__runs=run)
        .select_related("category")
        .order_by("category__position", "pk")
    )
    live = run.enrolments.live().values("trainee_id")
    return (
        people_of(organisation)
        .filter(pk__in=admitted.order_by().values("trainee_id"))
        .exclude(pk__in=live)
        .prefetch_related(
            models.Prefetch("recognitions", queryset=admitted, to_attr="admitted_recognitions")
        )
    )


def facts_of(
    run: "CourseRun", organisation: Organisation, day: date, *, quota_left: int | None
) -> Facts:
    """What ``nominations.judge`` has to know. Seven queries, whatever the size of the agency."""
    people = _people(organisation, day)
    live = run.enrolments.live().values_list(
        "trainee_id",
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
    of_agency = people_of(organisation)
    pairs = (
        Recognition.objects.valid_on(day)
        .filter(trainee__in=of_agency)
        .values_list("trainee_id", "category__code")
    )
    for pk, code in pairs:
        held.setdefault(pk, set()).add(code)
    return tuple(
        Person(
            pk=person.pk,
            token=person.token,
            full_name=person.full_name,
            search_key=person.search_key,
            birth=birth_of(person),
            position=person.position,
            phone=person.phone,
            email=person.email,
            categories=frozenset(held.get(person.pk, ())),
        )
        for person in of_agency
    )


def _categories(day: date) -> tuple[Category, ...]:
    return tuple(
        Category(
            pk=one.pk,
            code=one.code,
            label=one.label,
            is_closed=one.closed_from is not None and one.closed_from <= day,
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
