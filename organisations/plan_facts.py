"""The plan of a decree as the pure checks read it: a handful of queries, however long the plan."""

from collections.abc import Iterator

from django.db.models import Q

from organisations.models import (
    AdministrativeUnit,
    Organisation,
    PlannedOrganisation,
    PlannedOrganisationLink,
    PlannedUnit,
    Reorganisation,
)
from organisations.querysets import OrganisationQuerySet
from organisations.reorganising import (
    Key,
    Left,
    Link,
    New,
    Old,
    Place,
    Plan,
    problems_of_organisations,
    problems_of_units,
)


def problems_of(decree: Reorganisation) -> list[str]:
    """All that stands in the way of applying a decree, in sentences that say what to do."""
    return [
        *problems_of_units(unit_plan(decree)),
        *problems_of_organisations(organisation_plan(decree)),
    ]


def unit_plan(decree: Reorganisation) -> Plan:
    links = list(decree.unit_links.for_plan())
    planned = list(decree.planned_units.for_plan())
    olds = {link.predecessor_id: _old_unit(link.predecessor) for link in links}
    go_on = AdministrativeUnit.objects.filter(_open(decree)).exclude(pk__in=olds)
    left = go_on.filter(parent_id__in=olds).order_by("parent", "code")
    taken = go_on.filter(code__in=[one.code for one in planned])
    return Plan(
        effective_on=decree.effective_on,
        olds=olds,
        news={
            one.pk: New(one.pk, one.name, one.code, one.level, tuple(_places_of_unit(one)))
            for one in planned
        },
        links=[
            Link(
                link.predecessor_id,
                ("new", link.successor_id) if link.successor_id else None,
                link.relation,
            )
            for link in links
        ],
        left=[Left(*row) for row in left.values_list("name", "parent__name")],
        taken=frozenset(taken.values_list("level", "code")),
    )


def organisation_plan(decree: Reorganisation) -> Plan:
    links = list(decree.organisation_links.for_plan())
    planned = list(decree.planned_organisations.for_plan())
    olds = {
        link.predecessor_id: Old(
            link.predecessor_id,
            link.predecessor.name,
            link.predecessor.valid_from,
            link.predecessor.valid_to,
        )
        for link in links
    }
    ending = set(decree.unit_links.values_list("predecessor_id", flat=True))
    go_on = Organisation.objects.filter(_open(decree)).exclude(pk__in=olds)
    taken = go_on.filter(code__in=[one.code for one in planned]).values_list("code", flat=True)
    return Plan(
        effective_on=decree.effective_on,
        olds=olds,
        news={
            one.pk: New(
                one.pk,
                one.name,
                one.code,
                places=tuple(_places_of_organisation(one, ending, decree)),
            )
            for one in planned
        },
        links=[Link(link.predecessor_id, _taker(link), link.relation) for link in links],
        left=[*_left_behind(go_on, ending, olds)],
        taken=frozenset(("", code) for code in taken),
        goes_on={link.into.pk: _place("now", link.into) for link in links if link.into},
    )


def _open(decree: Reorganisation) -> Q:
    """Rows that do not end before the decree takes effect."""
    return Q(valid_to__isnull=True) | Q(valid_to__gte=decree.effective_on)


def _old_unit(unit: AdministrativeUnit) -> Old:
    return Old(unit.pk, unit.name, unit.valid_from, unit.valid_to, unit.code)


def _places_of_unit(planned: PlannedUnit) -> Iterator[Place]:
    if planned.parent:
        yield _place("now", planned.parent, planned.parent.level)
    if planned.planned_parent:
        above = planned.planned_parent
        yield Place(("new", above.pk), above.name, above.level)


def _places_of_organisation(
    planned: PlannedOrganisation, ending: set[int], decree: Reorganisation
) -> Iterator[Place]:
    """The unit and the agency above, as far as they are of today: planned ones are made with it."""
    if planned.unit:
        place = _place("unit", planned.unit)
        yield place._replace(valid_to=decree.eve) if planned.unit_id in ending else place
    if planned.parent:
        yield _place("now", planned.parent)


def _place(kind: str, row: AdministrativeUnit | Organisation, level: str = "") -> Place:
    return Place((kind, row.pk), row.name, level, row.valid_from, row.valid_to)


def _taker(link: PlannedOrganisationLink) -> Key | None:
    if link.successor_id:
        return ("new", link.successor_id)
    return ("now", link.into_id) if link.into_id else None


def _left_behind(
    go_on: OrganisationQuerySet, ending: set[int], olds: dict[int, Old]
) -> Iterator[Left]:
    """Agencies in a unit that ends, and agencies under an agency that ends."""
    for name, unit, unit_name, above in go_on.filter(
        Q(unit_id__in=ending) | Q(parent_id__in=olds)
    ).values_list("name", "unit_id", "unit__name", "parent__name"):
        yield Left(name, unit_name if unit in ending else above)
