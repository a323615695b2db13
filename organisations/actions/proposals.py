"""The agencies of a decree, proposed from its units: they follow where their units go."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from common.states import Actor
from common.vietnamese import fold_spelling, slugify
from organisations.actions.plans import lock_open, note
from organisations.models import (
    Organisation,
    OrganisationKind,
    PlannedOrganisation,
    PlannedOrganisationLink,
    PlannedUnit,
    PlannedUnitLink,
    Reorganisation,
    SuccessionRelation,
)
from organisations.naming import (
    aliases_of,
    bare,
    carried,
    code_of,
    committee_of,
    spellings,
    stem_of,
)

BATCH = 500
Place = tuple[int, str]


@dataclass(frozen=True)
class Proposed:
    """``left``: agencies of units that split, for a person to decide."""

    organisations: int
    links: int
    left: int


@transaction.atomic
def propose_organisations(decree: Reorganisation, *, by: Actor) -> Proposed:
    """Fill the plan with the agencies of its units. What the plan says already stays.

    The committee of a commune goes where the commune goes; any other agency goes where its unit goes as a whole;
    agencies of abolished units end. Raises: Refused, when the decree is applied.
    """
    held = lock_open(decree)
    proposal = _Proposal(held)
    done = proposal.write()
    words = _("Đề xuất %(organisations)d cơ quan mới, %(links)d dòng")
    note(held, "plan", words % vars(done), by=by)
    return done


@dataclass
class _Carry:
    """One agency to be made, and which ones it is made of."""

    planned: PlannedOrganisation
    olds: list[Organisation] = field(default_factory=list)


class _Proposal:
    def __init__(self, decree: Reorganisation) -> None:
        self.decree = decree
        self.ways: dict[int, list[PlannedUnitLink]] = defaultdict(list)
        for link in decree.unit_links.for_plan():
            self.ways[link.predecessor_id].append(link)
        self.carries: dict[Place, _Carry] = {}
        self.codes: set[str] = set()
        for planned in decree.planned_organisations.exclude(planned_unit=None):
            place = (planned.planned_unit_id or 0, fold_spelling(planned.name))
            self.carries[place] = _Carry(planned)
            self.codes.add(planned.code)
        self.links: list[PlannedOrganisationLink] = []
        self.left = 0

    def write(self) -> Proposed:
        for agency in self._agencies():
            self._lead(agency, self.ways[agency.unit_id])
        new = [carry for carry in self.carries.values() if carry.planned.pk is None]
        for carry in new:
            carry.planned.aliases = self._aliases(carry)
        PlannedOrganisation.objects.bulk_create([carry.planned for carry in new], BATCH)
        PlannedOrganisationLink.objects.bulk_create(self.links, BATCH)
        self._put_under(new)
        return Proposed(len(new), len(self.links), self.left)

    def _agencies(self) -> Iterable[Organisation]:
        """Those in units that end, in force and not in the plan yet."""
        said = self.decree.organisation_links.values("predecessor")
        there = Organisation.objects.filter(unit__in=self.ways, valid_to=None)
        there = there.exclude(pk__in=said).select_related("unit", "parent")
        return there.prefetch_related("aliases").order_by("unit__code", "code", "valid_from")

    def _lead(self, agency: Organisation, ways: list[PlannedUnitLink]) -> None:
        onward = [link for link in ways if link.successor]
        is_committee = agency.kind == OrganisationKind.COMMUNE_COMMITTEE
        if not onward:
            self._link(agency, None, SuccessionRelation.WHOLE)
        elif is_committee or len(onward) == 1:
            for link in onward:
                self._follow(agency, link, is_committee=is_committee)
        else:
            self.left += 1

    def _follow(self, agency: Organisation, link: PlannedUnitLink, *, is_committee: bool) -> None:
        unit: PlannedUnit = link.successor  # type: ignore[assignment]
        name = committee_of(unit.name)
        if not is_committee:
            name = carried(agency.name, agency.unit.name, unit.name)
        carry = self.carries.get((unit.pk, fold_spelling(name)))
        if carry is None:
            carry = _Carry(self._planned(name, agency, unit, is_committee=is_committee))
            self.carries[unit.pk, fold_spelling(name)] = carry
        carry.olds.append(agency)
        self._link(agency, carry.planned, link.relation)

    def _planned(
        self, name: str, agency: Organisation, unit: PlannedUnit, *, is_committee: bool
    ) -> PlannedOrganisation:
        stem = "" if is_committee else stem_of(agency.code, agency.unit.code)
        if f"-{slugify(bare(agency.unit.name))}-" in f"-{stem}-":
            stem = ""
        code = code_of(name, unit.code, stem)
        while code in self.codes:
            stem = f"{stem_of(code, unit.code)}-2"
            code = code_of(name, unit.code, stem)
        self.codes.add(code)
        return PlannedOrganisation(
            reorganisation=self.decree,
            code=code,
            name=name,
            short_name=carried(agency.short_name, agency.unit.name, unit.name),
            kind=agency.kind,
            planned_unit=unit,
        )

    def _link(
        self, agency: Organisation, planned: PlannedOrganisation | None, relation: str
    ) -> None:
        self.links.append(
            PlannedOrganisationLink(
                reorganisation=self.decree,
                predecessor=agency,
                successor=planned,
                relation=relation,
            )
        )

    def _aliases(self, carry: _Carry) -> list[str]:
        """For a committee its spelled-out name; for others what the predecessors were called, with the new place."""
        planned = carry.planned
        names = aliases_of(planned.name)
        if planned.kind != OrganisationKind.COMMUNE_COMMITTEE and planned.planned_unit:
            place = planned.planned_unit.name
            names += [
                carried(alias.name, old.unit.name, place)
                for old in carry.olds
                for alias in old.aliases.all()
            ]
        return spellings(names, planned.name)

    def _put_under(self, new: list[_Carry]) -> None:
        """Under what the agency above became; an agency above that goes on is kept."""
        became = {link.predecessor_id: link.successor for link in self.links}
        placed = []
        for carry in new:
            above = carry.olds[0].parent if carry.olds else None
            if above is None:
                continue
            if above.pk in became:
                carry.planned.planned_parent = became[above.pk]
            else:
                carry.planned.parent = above
            placed.append(carry.planned)
        PlannedOrganisation.objects.bulk_update(placed, ["parent", "planned_parent"], BATCH)
