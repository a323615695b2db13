"""Loading the units and agencies of both eras. Every load may be run again: it writes what differs and nothing else."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction

from common.vietnamese import fold_spelling
from organisations.directory import (
    Directory,
    OrganisationKey,
    OrganisationRow,
    read_directory,
)
from organisations.loading import DATA, Tally, UnitKey, UnitRow, read_units
from organisations.models import (
    AdministrativeUnit,
    Organisation,
    OrganisationAlias,
    OrganisationSuccession,
    UnitSuccession,
)
from organisations.restating import restate

BATCH = 500
Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=models.Model)


@dataclass
class UnitsLoaded:
    units: Tally = field(default_factory=Tally)
    links: Tally = field(default_factory=Tally)


@dataclass
class OrganisationsLoaded:
    organisations: Tally = field(default_factory=Tally)
    links: Tally = field(default_factory=Tally)
    aliases: Tally = field(default_factory=Tally)


@transaction.atomic
def load_units(directory: Path = DATA) -> UnitsLoaded:
    """Provinces, districts and communes before and after 1 July 2025, and who followed whom.

    Units that the tables do not name are left alone: an installation may hold other provinces.
    """
    file = read_units(directory)
    known = {_unit_key(unit): unit for unit in AdministrativeUnit.objects.all()}
    done = UnitsLoaded()
    for level in ("province", "district", "commune"):
        _write_units(file.of_level(level), known, done.units)
    wanted = {
        (known[link.predecessor].pk, known[link.successor].pk): {
            "relation": link.relation,
            "decree": link.decree,
        }
        for link in file.links
    }
    _write_links(UnitSuccession, wanted, done.links)
    restate()
    return done


@transaction.atomic
def load_organisations(directory: Path = DATA) -> OrganisationsLoaded:
    """The agencies of ``organisations.json`` and of every unit. Raises: KeyError, before load_units."""
    file = read_directory(directory)
    units = {_unit_key(unit): unit.pk for unit in AdministrativeUnit.objects.all()}
    known = {_organisation_key(one): one for one in Organisation.objects.all()}
    done = OrganisationsLoaded()
    for rows in _generations(file):
        _write_organisations(rows, units, known, done.organisations)
    wanted = {
        (known[link.predecessor].pk, known[link.successor].pk): {
            "relation": link.relation,
            "note": link.note,
        }
        for link in file.links
    }
    _write_links(OrganisationSuccession, wanted, done.links)
    _write_aliases(file, known, done.aliases)
    return done


def _unit_key(unit: AdministrativeUnit) -> UnitKey:
    return UnitKey(unit.level, unit.code, unit.valid_from)


def _organisation_key(organisation: Organisation) -> OrganisationKey:
    return OrganisationKey(organisation.code, organisation.valid_from)


def _write_units(
    rows: list[UnitRow], known: dict[UnitKey, AdministrativeUnit], tally: Tally
) -> None:
    def values(row: UnitRow) -> dict[str, Any]:
        province = known.get(row.province)
        return {
            "name": row.name,
            "parent_id": known[row.parent].pk if row.parent else None,
            "province_id": province.pk if province else None,
            "valid_to": row.valid_to,
        }

    def blank(key: UnitKey) -> AdministrativeUnit:
        return AdministrativeUnit(level=key.level, code=key.code, valid_from=key.valid_from)

    _write(AdministrativeUnit, {row.key: values(row) for row in rows}, known, blank, tally)
    _close_provinces_in_themselves(rows, known)


def _close_provinces_in_themselves(
    rows: list[UnitRow], known: dict[UnitKey, AdministrativeUnit]
) -> None:
    """A province lies in itself; its key exists only after it has been written."""
    provinces = [known[row.key] for row in rows if row.key == row.province]
    open_ = [unit for unit in provinces if unit.province_id != unit.pk]
    for unit in open_:
        unit.province_id = unit.pk
    AdministrativeUnit.objects.bulk_update(open_, ["province"])


def _generations(file: Directory) -> Iterable[list[OrganisationRow]]:
    """Parents before children: a bulk insert needs the keys of the rows above."""
    waiting, written = file.organisations, set[OrganisationKey]()
    while waiting:
        ready = [row for row in waiting if row.parent is None or row.parent in written]
        waiting = [row for row in waiting if not (row.parent is None or row.parent in written)]
        written |= {row.key for row in ready}
        yield ready


def _write_organisations(
    rows: list[OrganisationRow],
    units: dict[UnitKey, int],
    known: dict[OrganisationKey, Organisation],
    tally: Tally,
) -> None:
    def values(row: OrganisationRow) -> dict[str, Any]:
        return {
            "name": row.name,
            "short_name": row.short_name,
            "kind": row.kind,
            "unit_id": units[row.unit],
            "parent_id": known[row.parent].pk if row.parent else None,
            "valid_to": row.valid_to,
        }

    def blank(key: OrganisationKey) -> Organisation:
        return Organisation(code=key.code, valid_from=key.valid_from)

    _write(Organisation, {row.key: values(row) for row in rows}, known, blank, tally)


def _write_aliases(
    file: Directory, known: dict[OrganisationKey, Organisation], tally: Tally
) -> None:
    """Aliases are only ever added: the office may have typed its own."""
    existing = {
        (alias.organisation_id, alias.match_key): alias for alias in OrganisationAlias.objects.all()
    }
    wanted: dict[tuple[int, str], dict[str, Any]] = {}
    for row in file.organisations:
        for name in row.aliases:
            if fold_spelling(name) != fold_spelling(row.name):
                key = (known[row.key].pk, fold_spelling(name))
                wanted.setdefault(key, {} if key in existing else {"name": name})

    def blank(key: tuple[int, str]) -> OrganisationAlias:
        return OrganisationAlias(organisation_id=key[0])

    _write(OrganisationAlias, wanted, existing, blank, tally)


def _write_links(
    model: type[Row], wanted: dict[tuple[int, int], dict[str, Any]], tally: Tally
) -> None:
    manager: Any = model._default_manager
    existing = {(link.predecessor_id, link.successor_id): link for link in manager.all()}

    def blank(key: tuple[int, int]) -> Row:
        return model(predecessor_id=key[0], successor_id=key[1])

    _write(model, wanted, existing, blank, tally)


def _write(
    model: type[Row],
    wanted: dict[Key, dict[str, Any]],
    known: dict[Key, Row],
    blank: Callable[[Key], Row],
    tally: Tally,
) -> None:
    """Insert what is missing, update what differs, count it all. ``known`` holds every row afterwards."""
    created, updated = [], []
    for key, values in wanted.items():
        row = known.get(key)
        if row is None:
            known[key] = row = _filled(blank(key), values)
            created.append(row)
        elif any(getattr(row, name) != value for name, value in values.items()):
            updated.append(_filled(row, values))
    manager: Any = model._default_manager
    manager.bulk_create(created, BATCH)
    if updated:
        columns = {name for values in wanted.values() for name in values} | _derived(model)
        manager.bulk_update(updated, sorted(columns), BATCH)
    tally.created += len(created)
    tally.updated += len(updated)
    tally.unchanged += len(wanted) - len(created) - len(updated)


def _filled(row: Row, values: dict[str, Any]) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    if hasattr(row, "derive_keys"):
        row.derive_keys()
    return row


def _derived(model: type[models.Model]) -> set[str]:
    """The columns that ``derive_keys`` fills."""
    names = {column.name for column in model._meta.get_fields()}
    return names & {"search_key", "match_key"}
