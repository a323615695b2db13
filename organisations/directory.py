"""The agencies of the two provinces, composed into rows. Pure: the data file and the units in, rows out.

Provincial agencies are written out in ``data/organisations.json`` once per era of a province; committees and offices
of districts and communes follow from the units.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from common.vietnamese import slugify
from organisations.loading import DATA, UnitFile, UnitKey, UnitRow, read_units

ORGANISATIONS = "organisations.json"
CODE_LENGTH = 60
UNIT_TYPES = ("Tỉnh", "Thành phố", "Thị xã", "Huyện", "Thị trấn", "Phường", "Xã", "Đặc khu")


class OrganisationKey(NamedTuple):
    """The natural key of an agency."""

    code: str
    valid_from: date


@dataclass(frozen=True)
class OrganisationRow:
    key: OrganisationKey
    name: str
    kind: str
    unit: UnitKey
    short_name: str = ""
    parent: OrganisationKey | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()


class OrganisationLink(NamedTuple):
    predecessor: OrganisationKey
    successor: OrganisationKey
    relation: str
    note: str


@dataclass(frozen=True)
class Directory:
    """``organisations`` with every parent before its children, and ``links`` old to new."""

    organisations: list[OrganisationRow]
    links: list[OrganisationLink]


def read_directory(directory: Path = DATA) -> Directory:
    facts = json.loads((directory / ORGANISATIONS).read_text(encoding="utf-8"))
    return compose(facts, read_units(directory))


def compose(facts: dict[str, Any], units: UnitFile) -> Directory:
    """The agencies of provinces, districts and communes; see Directory."""
    provincial = _Provincial(facts)
    local = [
        *_of_units(facts["of_district"], units.of_level("district")),
        *_of_units(facts["of_commune"], units.of_level("commune")),
    ]
    links = [*provincial.links(), *_local_links(local, units)]
    return Directory([*provincial.rows.values(), *local], links)


class _Provincial:
    """The agencies written out by name, one row per agency and era in which it existed."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.facts = facts
        self.rows: dict[tuple[str, str], OrganisationRow] = {}
        for agency in facts["agencies"]:
            for era in agency.get("eras", facts["eras"]):
                self._add(agency, era)

    def _add(self, agency: dict[str, Any], era: str) -> None:
        facts = self.facts["eras"][era]
        begun = max(
            _day(agency.get("valid_from")) or date.min, date.fromisoformat(facts["valid_from"])
        )
        ends = [day for day in (_day(agency.get("valid_to")), _day(facts["valid_to"])) if day]
        if ends and min(ends) < begun:
            return  # The agency had ended before this era, or began after it.
        place = facts["place"]
        parent = self.rows.get((agency.get("parent", ""), era))
        self.rows[agency["key"], era] = OrganisationRow(
            OrganisationKey(f"{agency['key']}-{facts['province']}", begun),
            agency["name"].format(place=place),
            agency["kind"],
            UnitKey("province", facts["province"], date.fromisoformat(facts["valid_from"])),
            agency.get("short_name", "").format(place=place),
            parent.key if parent else None,
            min(ends, default=None),
            self._aliases(agency, place),
        )

    def _aliases(self, agency: dict[str, Any], place: str) -> tuple[str, ...]:
        """Those of the file, and for a department the ways in which lists add the province."""
        written = [alias.format(place=place) for alias in agency.get("aliases", [])]
        if agency["key"].startswith("so-"):
            written += [
                f"{agency['name']} tỉnh",
                f"{agency['name']} tỉnh {place}",
                f"{agency['name']} {place}",
            ]
        return tuple(written)

    def links(self) -> Iterator[OrganisationLink]:
        for link in self.facts["successions"]:
            for era in self.facts["eras"]:
                yield from self._link(link, era)
        for (key, era), row in self.rows.items():
            later = self.rows.get((key, self.facts["eras"][era]["next"]))
            if later and row.valid_to == _day(self.facts["eras"][era]["valid_to"]):
                yield OrganisationLink(row.key, later.key, "whole", self.facts["merger_note"])

    def _link(self, link: dict[str, str], era: str) -> Iterator[OrganisationLink]:
        """A succession within an era, or from its last agency to the first one of the next era."""
        old = self.rows.get((link["from"], era))
        new = self.rows.get((link["to"], era)) or self.rows.get(
            (link["to"], self.facts["eras"][era]["next"])
        )
        if old and new:
            yield OrganisationLink(old.key, new.key, link["relation"], link["note"])


def _of_units(agencies: list[dict[str, Any]], units: list[UnitRow]) -> Iterator[OrganisationRow]:
    """The agencies that every one of these units has."""
    for agency in agencies:
        for unit in units:
            names = [lower_type(name) for name in (unit.name, unit.other_name) if name]
            parent = agency.get("parent")
            yield OrganisationRow(
                _local_key(agency["key"], unit),
                agency["name"].format(unit=names[0]),
                agency["kind"],
                unit.key,
                parent=_local_key(parent, unit) if parent else None,
                valid_to=unit.valid_to,
                aliases=tuple(_local_aliases(agency, names)),
            )


def _local_aliases(agency: dict[str, Any], names: list[str]) -> Iterator[str]:
    for name in names[1:]:
        yield agency["name"].format(unit=name)
    for name in names:
        for alias in agency.get("aliases", []):
            yield alias.format(unit=name)


def _local_key(agency: str, unit: UnitRow) -> OrganisationKey:
    """``ubnd-xa-muong-than-03618``: readable, and unique by the unit's code and day."""
    ending = f"-{unit.key.code}"
    words = slugify(f"{agency} {unit.name}")[: CODE_LENGTH - len(ending)].rstrip("-")
    return OrganisationKey(words + ending, unit.key.valid_from)


def lower_type(name: str) -> str:
    """``Xã Mường Than`` inside another name: ``xã Mường Than``."""
    for kind in UNIT_TYPES:
        if name.startswith(f"{kind} "):
            return kind.lower() + name[len(kind) :]
    return name


def _local_links(local: list[OrganisationRow], units: UnitFile) -> Iterator[OrganisationLink]:
    """Agencies follow their units: district agencies only where a district followed, never across 1 July 2025."""
    by_unit: dict[UnitKey, list[OrganisationRow]] = {}
    for row in local:
        by_unit.setdefault(row.unit, []).append(row)
    for link in units.links:
        olds, news = by_unit.get(link.predecessor, []), by_unit.get(link.successor, [])
        for old, new in zip(olds, news, strict=True) if olds and news else ():
            yield OrganisationLink(old.key, new.key, link.relation, link.decree[:200])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
