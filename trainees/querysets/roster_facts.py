"""What a roster is judged against: the agency, its people, and what the reader may know of others."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from common.vietnamese import fold, fold_spelling
from organisations.models import Organisation, OrganisationSuccession
from organisations.querysets import OrganisationQuerySet, organisation_lineage, valid_on_q
from trainees.models import AudienceCategory, Recognition, RosterList, Trainee
from trainees.querysets import TraineeQuerySet
from trainees.querysets.agencies import kept_by_q
from trainees.roster_cells import Birth
from trainees.roster_facts import Agency, Category, Facts, Person
from trainees.roster_naming import Agencies
from trainees.roster_rows import RosterRow

if TYPE_CHECKING:
    from accounts.models import User

_PERSON = (
    *("pk", "token", "full_name", "search_key", "birth_year", "birth_month", "birth_day"),
    *("sex", "position", "phone", "email", "organisation_id", "organisation__name"),
)
_ID_INDEX = Coalesce("id_number__index", Value(""))
_KEPT_INDEX = Coalesce("merged_into__id_number__index", Value(""))
# Few enough to be found by the index of names.
NAMES_AT_ONCE = 500


def facts_of(
    kept: RosterList,
    rows: Sequence[RosterRow],
    day: date,
    *,
    by: "User",
    with_elsewhere: bool = True,
) -> Facts:
    """What ``roster_judging.judge`` has to know, as ``by`` may know it.

    The number of queries is fixed, but for one more for each ``NAMES_AT_ONCE`` names that are looked for elsewhere.
    Those only warn a reader: without them the same would be written.
    """
    own, known = _agencies_of(kept, by, day)
    homes = _homes(_meant(Facts(own, day, agencies=known), rows))
    every = frozenset().union(*homes.values())
    records = Trainee.objects.current().filter(organisation_id__in=every)
    return Facts(
        own,
        day,
        agencies=known,
        homes=homes,
        foreign_names=_foreign_names(kept.organisation, day),
        people=people_of(records),
        merged=_merged(every),
        held=_held(records, day),
        categories=_categories(),
        elsewhere=_elsewhere(rows, every, by) if with_elsewhere else {},
        columns=kept.columns,
        id_indexes={int(row): index for row, (index, _sealed) in kept.id_numbers.items()},
    )


def agencies_meant(
    kept: RosterList, rows: Iterable[RosterRow], day: date, *, by: "User"
) -> frozenset[int]:
    """The agencies whose people a roster may change."""
    if kept.organisation_id:
        return frozenset({kept.organisation_id})
    own, known = _agencies_of(kept, by, day)
    return _meant(Facts(own, day, agencies=known), rows)


def _agencies_of(
    kept: RosterList, by: "User", day: date
) -> tuple[Agency | None, tuple[Agency, ...]]:
    """The one agency of the roster with every name it and its predecessors have had; or all that ``by`` keeps."""
    if kept.organisation:
        lineage = organisation_lineage(frozenset({kept.organisation.pk}))
        names = _names(Organisation.objects.filter(pk__in=lineage))
        every = frozenset().union(*(own for _name, own in names.values()))
        return Agency(kept.organisation.pk, kept.organisation.name, every), ()
    names = _names(Organisation.objects.filter(kept_by_q(by, day)))
    return None, tuple(Agency(pk, name, own) for pk, (name, own) in names.items())


def _names(organisations: OrganisationQuerySet) -> dict[int, tuple[str, frozenset[str]]]:
    found: dict[int, tuple[str, set[str]]] = {}
    rows = organisations.order_by("search_key", "pk").values_list(
        "pk", "name", "match_key", "short_name", "aliases__match_key"
    )
    for pk, name, match_key, short_name, alias in rows:
        spellings = found.setdefault(pk, (name, {match_key}))[1]
        spellings |= {one for one in (fold_spelling(short_name), alias) if one}
    return {pk: (name, frozenset(own)) for pk, (name, own) in found.items()}


def _foreign_names(organisation: Organisation | None, day: date) -> frozenset[str]:
    """Spellings of every other agency of the province; the directory is open to all who send rosters."""
    if organisation is None:
        return frozenset()
    others = Organisation.objects.valid_on(day).filter(
        unit__province_id=organisation.unit.province_id
    )
    others = others.exclude(pk=organisation.pk)
    return frozenset().union(*(own for _name, own in _names(others).values()))


def _meant(named: Facts, rows: Iterable[RosterRow]) -> frozenset[int]:
    """The agencies that at least one row is about: of the others nobody has to be read."""
    if named.agency:
        return frozenset({named.agency.pk})
    agencies = Agencies(named)
    found = (agencies.named(written)[0] for written in {row.organisation for row in rows})
    return frozenset(agency.pk for agency in found if agency)


def _homes(agencies: frozenset[int]) -> dict[int, frozenset[int]]:
    """By agency: itself and all whose work it took over as a whole. One walk for all of them."""
    lineage = organisation_lineage(agencies)
    links = OrganisationSuccession.objects.exclude(relation="part").filter(successor_id__in=lineage)
    before: dict[int, set[int]] = {}
    for new, old in links.values_list("successor_id", "predecessor_id"):
        before.setdefault(new, set()).add(old)
    return {agency: _with_all_before(agency, before) for agency in agencies}


def _with_all_before(agency: int, before: Mapping[int, set[int]]) -> frozenset[int]:
    known = frontier = frozenset({agency})
    while frontier:
        frontier = frozenset().union(*(before.get(one, ()) for one in frontier)) - known
        known |= frontier
    return known


def people_of(records: TraineeQuerySet) -> tuple[Person, ...]:
    return tuple(map(Person._make, records.order_by("pk").values_list(*_PERSON, _ID_INDEX)))


def _merged(agencies: frozenset[int]) -> tuple[tuple[Person, Person], ...]:
    """Each record that was merged, as a list may still spell it, with the person in use; either is of ``agencies``.

    Of somebody who is on record in another agency now no more than that is known: a file could ask for the rest.
    """
    of_agencies = Q(organisation_id__in=agencies) | Q(merged_into__organisation_id__in=agencies)
    records = Trainee.objects.filter(of_agencies, merged_into__isnull=False).order_by("pk")
    in_use = [f"merged_into__{name}" for name in _PERSON]
    found = []
    for row in records.values_list(*_PERSON, _ID_INDEX, *in_use, _KEPT_INDEX):
        said, person = Person._make(row[: len(row) // 2]), Person._make(row[len(row) // 2 :])
        said = said._replace(pk=person.pk, token=person.token)
        if person.organisation_id not in agencies:
            person = said._replace(organisation_id=person.organisation_id)
        found.append((said, person))
    return tuple(found)


def _held(records: TraineeQuerySet, day: date) -> dict[int, frozenset[str]]:
    """Codes of the categories in force today, or open from a later day, those of merged records included."""
    of_person = Coalesce("trainee__merged_into_id", "trainee_id")
    in_force = Recognition.objects.annotate(of_person=of_person).filter(
        valid_on_q(day) | Q(valid_to__isnull=True), of_person__in=records.values("pk")
    )
    pairs = in_force.values_list("of_person", "category__code")
    held: dict[int, frozenset[str]] = {}
    for person, code in pairs:
        held[person] = held.get(person, frozenset()) | {code}
    return held


def _categories() -> tuple[Category, ...]:
    columns = ("pk", "code", "label", "closed_from", "needs_decision")
    return tuple(map(Category._make, AudienceCategory.objects.values_list(*columns)))


def _elsewhere(
    rows: Sequence[RosterRow], own: frozenset[int], by: "User"
) -> dict[tuple[str, Birth], str]:
    """People of the same name and birth in other agencies, as far as ``by`` may see those: else a file could ask."""
    others = Trainee.objects.visible_to(by).current().exclude(organisation_id__in=own)
    others = others.filter(birth_year__isnull=False)
    columns = ("full_name", "birth_year", "birth_month", "birth_day", "organisation__name")
    names = sorted({fold(row.full_name) for row in rows if row.birth})
    found = {}
    for start in range(0, len(names), NAMES_AT_ONCE):
        alike = others.filter(search_key__in=names[start : start + NAMES_AT_ONCE])
        for name, year, month, day, agency in alike.values_list(*columns):
            found[fold_spelling(name), Birth(year, month, day)] = agency
    return found
