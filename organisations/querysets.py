"""Reads of units and agencies. Every one that finds by code or name takes a date."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from common.vietnamese import fold, fold_spelling

if TYPE_CHECKING:
    from organisations.http import Reader
    from organisations.models import (  # noqa: F401 -- the base classes name them for mypy
        AdministrativeUnit,
        Organisation,
        PlannedOrganisation,
        PlannedOrganisationLink,
        PlannedUnit,
        PlannedUnitLink,
        Reorganisation,
        UnitSuccession,
    )


def valid_on_q(day: date, prefix: str = "") -> Q:
    """The rows in force on ``day``; an open end is in force."""
    begun = Q(**{f"{prefix}valid_from__lte": day})
    open_end = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    return begun & open_end


class AdministrativeUnitQuerySet(models.QuerySet["AdministrativeUnit"]):
    def visible_to(self, user: "Reader") -> Self:
        """The units of the provinces in which the person holds any role, predecessors included."""
        return self.filter(province_id__in=user.scope.province_ids(*user.scope.roles))

    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on_q(day))

    def provinces(self) -> Self:
        return self.filter(level="province")

    def districts(self) -> Self:
        return self.filter(level="district")

    def communes(self) -> Self:
        return self.filter(level="commune")

    def in_provinces(self, province_ids: frozenset[int]) -> Self:
        return self.filter(province_id__in=province_ids)

    def search(self, words: str) -> Self:
        found = self
        for word in fold(words).split():
            found = found.filter(Q(search_key__contains=word) | Q(code=word))
        return found

    def with_children(self) -> Self:
        return self.filter(pk__in=self.model.objects.filter(parent__isnull=False).values("parent"))

    def for_list(self) -> Self:
        return self.select_related("parent", "province")

    def for_detail(self) -> Self:
        """With both sides of its life, and what lies in it."""
        return self.select_related("parent", "province").prefetch_related(
            "predecessor_links__predecessor__parent", "successor_links__successor__parent"
        )


class UnitSuccessionQuerySet(models.QuerySet["UnitSuccession"]):
    def for_unit(self) -> Self:
        return self.select_related("predecessor__parent", "successor__parent")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: "Reader") -> Self:
        """The agencies of the provinces in which the person holds any role, predecessors included."""
        return self.in_provinces(user.scope.province_ids(*user.scope.roles))

    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on_q(day))

    def in_provinces(self, province_ids: frozenset[int]) -> Self:
        return self.filter(unit__province_id__in=province_ids)

    def matching(self, name: str) -> Self:
        """Agencies whose name, short name or alias is spelled like ``name``."""
        key = fold_spelling(name)
        return self.filter(
            Q(match_key=key) | Q(aliases__match_key=key) | Q(short_name__iexact=name.strip())
        ).distinct()

    def search(self, words: str) -> Self:
        """By name, short name or, spelled out, another name."""
        if not words.strip():
            return self
        by_name = self
        for word in fold(words).split():
            by_name = by_name.filter(search_key__contains=word)
        other_names = Q(aliases__match_key__contains=fold_spelling(words))
        return self.filter(Q(pk__in=by_name.order_by().values("pk")) | other_names).distinct()

    def for_list(self) -> Self:
        return self.select_related("unit__parent", "parent")

    def for_detail(self) -> Self:
        """With both sides of its life, its other names and what stands under it."""
        return self.select_related("unit__parent", "parent").prefetch_related(
            "aliases",
            "predecessor_links__predecessor__unit",
            "successor_links__successor__unit",
        )


class ReorganisationQuerySet(models.QuerySet["Reorganisation"]):
    def visible_to(self, user: "Reader") -> Self:
        """The decrees of the provinces in which the person holds any role."""
        return self.filter(province_id__in=user.scope.province_ids(*user.scope.roles))

    def applied(self) -> Self:
        return self.filter(state="applied")

    def eves(self) -> frozenset[date]:
        """The days before they came into force."""
        days = self.values_list("effective_on", flat=True)
        return frozenset(day - timedelta(days=1) for day in days)

    def about_unit(self, unit: "AdministrativeUnit") -> Self:
        """Applied decrees that made or ended a unit."""
        touched = Q(planned_units__made=unit) | Q(unit_links__predecessor=unit)
        return self.applied().filter(touched).distinct()

    def about_organisation(self, organisation: "Organisation") -> Self:
        """Applied decrees that made or ended an agency, or led another into it."""
        touched = (
            Q(planned_organisations__made=organisation)
            | Q(organisation_links__predecessor=organisation)
            | Q(organisation_links__into=organisation)
        )
        return self.applied().filter(touched).distinct()

    def for_list(self) -> Self:
        return self.select_related("province", "created_by")


class PlannedUnitQuerySet(models.QuerySet["PlannedUnit"]):
    def for_plan(self) -> Self:
        return self.select_related("parent", "planned_parent", "made")


class PlannedUnitLinkQuerySet(models.QuerySet["PlannedUnitLink"]):
    def for_plan(self) -> Self:
        return self.select_related("predecessor__parent", "successor")

    def for_list(self) -> Self:
        return self.select_related(
            "predecessor__parent", "successor__parent", "successor__planned_parent"
        )


class PlannedOrganisationQuerySet(models.QuerySet["PlannedOrganisation"]):
    def for_plan(self) -> Self:
        return self.select_related("unit", "planned_unit", "parent", "planned_parent", "made")


class PlannedOrganisationLinkQuerySet(models.QuerySet["PlannedOrganisationLink"]):
    def for_plan(self) -> Self:
        return self.select_related("predecessor__unit", "successor", "into")

    def for_list(self) -> Self:
        return self.select_related(
            "predecessor__unit", "successor__unit", "successor__planned_unit", "into__unit"
        )

    def ways(self) -> list[tuple[int, int, str]]:
        """(old agency, agency that took over, relation), once the decree is applied; the abolished have none."""
        rows = self.annotate(target=_TARGET).exclude(target=None)
        return list(rows.values_list("predecessor_id", "target", "relation"))

    def as_a_whole(self) -> Self:
        """Links of agencies that go one way in full, so that nobody need be asked where their people are."""
        onward = Q(successor__isnull=False) | Q(into__isnull=False)
        return self.filter(onward).exclude(relation="part")

    def targets(self) -> "models.QuerySet[Any, Any]":
        """The ids of the agencies that took over, as a subquery."""
        return self.annotate(target=_TARGET).values("target")


_TARGET = Coalesce("successor__made_id", "into_id")


def provinces_touched(decree: "Reorganisation") -> frozenset[int | None]:
    """The province rows whose units or agencies a decree ends."""
    units = decree.unit_links.values_list("predecessor__province_id", flat=True)
    agencies = decree.organisation_links.values_list("predecessor__unit__province_id", flat=True)
    return frozenset({decree.province_id, *units, *agencies})


def province_lineage(province_id: int) -> frozenset[int]:
    """Ids of a province and of all provinces that went into it: an office keeps its predecessors' records."""
    from organisations.models import UnitSuccession  # noqa: PLC0415 -- models import this module

    return _lineage(UnitSuccession.objects.all(), frozenset({province_id}))


def provinces_on(province_id: int, day: date) -> frozenset[int]:
    """Ids of the provinces that a province is on ``day``: itself, or those that followed it."""
    from organisations.models import AdministrativeUnit, UnitSuccession  # noqa: PLC0415 -- as above

    valid = AdministrativeUnit.objects.provinces().valid_on(day).values_list("pk", flat=True)
    links = UnitSuccession.objects.filter(predecessor__level="province")
    pairs = links.values_list("predecessor_id", "successor_id")
    return heirs({province_id}, frozenset(valid), list(pairs))


def heirs(
    start: Iterable[int], valid: frozenset[int], links: Iterable[tuple[int, int]]
) -> frozenset[int]:
    """The first of ``valid`` on every way from ``start`` along ``links`` (old, new). Pure."""
    after: dict[int, set[int]] = {}
    for old, new in links:
        after.setdefault(old, set()).add(new)
    found: set[int] = set()
    known = frontier = set(start)
    while frontier:
        found |= frontier & valid
        frontier = set().union(*(after.get(one, ()) for one in frontier - valid)) - known
        known = known | frontier
    return frozenset(found)


def organisation_lineage(organisation_ids: frozenset[int]) -> frozenset[int]:
    """Ids of agencies and of all agencies whose work they took over as a whole."""
    from organisations.models import OrganisationSuccession  # noqa: PLC0415 -- as above

    links = OrganisationSuccession.objects.exclude(relation="part")
    return _lineage(links, organisation_ids)


def organisation_followers(organisation_ids: frozenset[int]) -> dict[int, frozenset[int]]:
    """Each agency with itself and all agencies that took over its work as a whole. One query."""
    from organisations.models import OrganisationSuccession  # noqa: PLC0415 -- as above

    links = OrganisationSuccession.objects.exclude(relation="part")
    after: dict[int, set[int]] = {}
    for old, new in links.values_list("predecessor_id", "successor_id"):
        after.setdefault(old, set()).add(new)
    return {one: _reached(one, after) for one in organisation_ids}


def _reached(start: int, after: dict[int, set[int]]) -> frozenset[int]:
    known = frontier = {start}
    while frontier:
        frontier = set().union(*(after.get(one, ()) for one in frontier)) - known
        known = known | frontier
    return frozenset(known)


def _lineage(links: "models.QuerySet[Any]", start: frozenset[int]) -> frozenset[int]:
    known, frontier = start, start
    while frontier:
        older = links.filter(successor_id__in=frontier).values_list("predecessor_id", flat=True)
        frontier = frozenset(older) - known
        known |= frontier
    return known
