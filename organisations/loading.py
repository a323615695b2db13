"""The files of the administrative units, read into rows. Pure: text in, rows out, no database.

Sources: tables of the National Statistics Office before and after 1 July 2025 and the official conversion table
(``domain.md`` 3). ``reorganisation.json`` holds what the tables do not say: day, decrees, stale rows, older districts.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from common.vietnamese import fold_spelling, nfc

DATA = Path(__file__).parent / "data"
BEFORE = "units_before_2025-07-01.csv"
AFTER = "units_after_2025-07-01.csv"
CONVERSION = "commune_conversion_2025-07-01_laichau_lamdong.csv"
REORGANISATION = "reorganisation.json"

# The same day as organisations.models.NOT_RECORDED; a pure module imports no model.
NOT_RECORDED = date(1900, 1, 1)


@dataclass
class Tally:
    """What one load has done to the rows of one kind."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        return _("%(created)d tạo mới, %(updated)d cập nhật, %(unchanged)d giữ nguyên") % vars(self)


class UnitKey(NamedTuple):
    """The natural key of a unit."""

    level: str
    code: str
    valid_from: date


@dataclass(frozen=True)
class UnitRow:
    """``parent`` is None for a province; ``other_name`` is the spelling of the other official table."""

    key: UnitKey
    name: str
    province: UnitKey
    parent: UnitKey | None = None
    valid_to: date | None = None
    other_name: str = ""


class UnitLink(NamedTuple):
    predecessor: UnitKey
    successor: UnitKey
    relation: str
    decree: str


@dataclass(frozen=True)
class UnitFile:
    """Everything the tables say: ``units`` from province to commune, ``links`` old to new."""

    units: list[UnitRow]
    links: list[UnitLink]

    def of_level(self, level: str) -> list[UnitRow]:
        return [row for row in self.units if row.key.level == level]


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {column: nfc(value or "") for column, value in row.items()}
            for row in csv.DictReader(file)
        ]


def read_units(directory: Path = DATA) -> UnitFile:
    """Units and links of both eras. Raises: FileNotFoundError, KeyError on a foreign table."""
    return compose(
        before=read_csv(directory / BEFORE),
        after=read_csv(directory / AFTER),
        conversion=read_csv(directory / CONVERSION),
        facts=json.loads((directory / REORGANISATION).read_text(encoding="utf-8")),
    )


def compose(
    before: list[dict[str, str]],
    after: list[dict[str, str]],
    conversion: list[dict[str, str]],
    facts: dict[str, Any],
) -> UnitFile:
    """The tables as units and links; see UnitFile. Stale communes are left out."""
    day = date.fromisoformat(facts["day"])
    before = [row for row in before if row["Mã PX"] not in facts["stale_communes"]]
    provinces = _Provinces(before, conversion, day)
    districts = list(_districts(before, provinces, facts, day))
    district_keys = {row.key.code: row.key for row in districts if row.valid_to == _eve(day)}
    units = [
        *provinces.rows(),
        *districts,
        *_old_communes(before, conversion, provinces, district_keys, day),
        *_new_communes(after, provinces, day),
    ]
    links = [
        *provinces.links(facts["province_decree"]),
        *_district_links(facts),
        *_commune_links(conversion, facts["commune_decrees"], day),
    ]
    return UnitFile(units, links)


class _Provinces:
    """Province rows per era. A province that took in others ends and begins again; another goes on unchanged."""

    def __init__(
        self, before: list[dict[str, str]], conversion: list[dict[str, str]], day: date
    ) -> None:
        self.day = day
        self.old_names = {row["Mã TP"]: row["Tỉnh Thành Phố"] for row in before}
        self.new_names = {row["new_province_code"]: row["new_province"] for row in conversion}
        self.merged: dict[str, set[str]] = {}
        for row in conversion:
            self.merged.setdefault(row["new_province_code"], set()).add(row["old_province_code"])

    def old(self, code: str) -> UnitKey:
        return UnitKey("province", code, NOT_RECORDED)

    def new(self, code: str) -> UnitKey:
        return UnitKey("province", code, NOT_RECORDED if self._goes_on(code) else self.day)

    def rows(self) -> Iterator[UnitRow]:
        for code, name in self.old_names.items():
            end = None if self._goes_on(code) else _eve(self.day)
            yield UnitRow(self.old(code), name, self.old(code), valid_to=end)
        for code, name in self.new_names.items():
            if not self._goes_on(code):
                yield UnitRow(self.new(code), name, self.new(code))

    def links(self, decree: str) -> Iterator[UnitLink]:
        for code, olds in self.merged.items():
            if not self._goes_on(code):
                for old in sorted(olds):
                    yield UnitLink(self.old(old), self.new(code), "whole", decree)

    def _goes_on(self, code: str) -> bool:
        return self.merged.get(code) == {code}


def _districts(
    before: list[dict[str, str]], provinces: _Provinces, facts: dict[str, Any], day: date
) -> Iterator[UnitRow]:
    begun = {
        row["successor"]: date.fromisoformat(row["successor_from"])
        for row in facts["earlier_districts"]
    }
    for earlier in facts["earlier_districts"]:
        province = provinces.old(earlier["province"])
        key = UnitKey("district", earlier["code"], NOT_RECORDED)
        end = date.fromisoformat(earlier["valid_to"])
        yield UnitRow(key, earlier["name"], province, province, end)
    for code, row in {row["Mã QH"]: row for row in before}.items():
        province = provinces.old(row["Mã TP"])
        key = UnitKey("district", code, begun.get(code, NOT_RECORDED))
        yield UnitRow(key, row["Quận Huyện"], province, province, _eve(day))


def _district_links(facts: dict[str, Any]) -> Iterator[UnitLink]:
    for row in facts["earlier_districts"]:
        successor = UnitKey("district", row["successor"], date.fromisoformat(row["successor_from"]))
        predecessor = UnitKey("district", row["code"], NOT_RECORDED)
        yield UnitLink(predecessor, successor, "whole", row["decree"])


def _old_communes(
    before: list[dict[str, str]],
    conversion: list[dict[str, str]],
    provinces: _Provinces,
    districts: dict[str, UnitKey],
    day: date,
) -> Iterator[UnitRow]:
    decreed = {row["old_code"]: row["old_name"] for row in conversion}
    for row in before:
        name, other = row["Phường Xã"], decreed.get(row["Mã PX"], "")
        # Where only case, apostrophe or tone place differ, the decree's spelling is kept.
        if fold_spelling(name) == fold_spelling(other):
            name, other = other, ""
        yield UnitRow(
            UnitKey("commune", row["Mã PX"], NOT_RECORDED),
            name,
            provinces.old(row["Mã TP"]),
            districts[row["Mã QH"]],
            _eve(day),
            other,
        )


def _new_communes(
    after: list[dict[str, str]], provinces: _Provinces, day: date
) -> Iterator[UnitRow]:
    for row in after:
        province = provinces.new(row["province_code"])
        key = UnitKey("commune", row["commune_code"], day)
        yield UnitRow(key, row["commune_name"], province, province)


def _commune_links(
    conversion: list[dict[str, str]], decrees: dict[str, str], day: date
) -> Iterator[UnitLink]:
    for row in conversion:
        yield UnitLink(
            UnitKey("commune", row["old_code"], NOT_RECORDED),
            UnitKey("commune", row["new_code"], day),
            row["relation"],
            decrees.get(row["new_province_code"], ""),
        )


def _eve(day: date) -> date:
    return day - timedelta(days=1)
