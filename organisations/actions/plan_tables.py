"""The lines of a decree from its conversion table: all of them, or none and every fault by its cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from common.states import Actor
from organisations.actions.plans import lock_open, note
from organisations.conversion import DIGITS, CellProblem, Table, TableRow, alike
from organisations.models import (
    AdministrativeUnit,
    PlannedUnit,
    PlannedUnitLink,
    Reorganisation,
    SuccessionRelation,
    UnitLevel,
)
from organisations.reorganising import RANKS

BATCH = 500
MOST_NAMED = 30
Code = tuple[str, str]


@dataclass(frozen=True)
class Planned:
    """What one table added to the plan."""

    units: int
    links: int


@transaction.atomic
def plan_table(
    decree: Reorganisation, table: Table, *, provinces: frozenset[int], by: Actor
) -> Planned:
    """Add the units and links of a conversion table to the plan. ``provinces``: where old units are looked for.

    Raises: Refused, with every fault by its cell; then nothing is written.
    """
    held = lock_open(decree)
    entry = _Entry(held, provinces)
    problems = [*table.problems, *entry.read(table.rows)]
    if problems:
        raise Refused(_("Chưa ghi dòng nào. Sửa các ô sau rồi tải lại:"), _at_most(problems))
    done = entry.write()
    words = _("Bảng chuyển đổi: %(units)d đơn vị mới, %(links)d dòng")
    note(held, "plan", words % {"units": done.units, "links": done.links}, by=by)
    return done


class _Entry:
    """One table on its way into one plan."""

    def __init__(self, decree: Reorganisation, provinces: frozenset[int]) -> None:
        self.decree = decree
        there = AdministrativeUnit.objects.in_provinces(provinces).valid_on(decree.eve)
        self.units: dict[Code, AdministrativeUnit] = {(u.level, u.code): u for u in there}
        self.planned: dict[Code, PlannedUnit] = {
            (unit.level, unit.code): unit for unit in decree.planned_units.all()
        }
        self.new: dict[Code, PlannedUnit] = {}
        self.parents: dict[Code, Code] = {}
        self.links: dict[tuple[int, Code | None], PlannedUnitLink] = {}
        self.known = {
            (old, (level, code) if level else None)
            for old, level, code in decree.unit_links.values_list(
                "predecessor_id", "successor__level", "successor__code"
            )
        }

    def read(self, rows: Sequence[TableRow]) -> Iterator[CellProblem]:
        for row in rows:
            if row.new_code:
                yield from self._unit(row)
        for row in rows:
            if row.new_code:
                yield from self._parent(row)
            yield from self._link(row)

    def _unit(self, row: TableRow) -> Iterator[CellProblem]:
        key = (row.level, row.new_code)
        known = self.planned.get(key) or self.new.get(key)
        if known is None:
            self.new[key] = PlannedUnit(
                reorganisation=self.decree, level=row.level, code=row.new_code, name=row.new_name
            )
        elif known.name != row.new_name:
            words = _("Mã %(code)s đã ghi là “%(known)s”, ở đây ghi “%(name)s”. Ghi thống nhất.")
            facts = {"code": row.new_code, "known": known.name, "name": row.new_name}
            yield CellProblem(row.at("new_name"), words % facts)

    def _parent(self, row: TableRow) -> Iterator[CellProblem]:
        """A planned unit above comes first: the decree may end the one of today that has the same code."""
        key = (row.level, row.new_code)
        unit = self.new.get(key)
        if unit is None or row.level == UnitLevel.PROVINCE or key in self.parents or unit.parent:
            return
        for above in self._above(row):
            if above in self.planned or above in self.new:
                self.parents[key] = above
                return
        for above in self._above(row):
            if above in self.units:
                unit.parent = self.units[above]
                return
        words = _("Không có đơn vị cấp trên mã “%(code)s”. Ghi mã tỉnh hoặc huyện của %(name)s.")
        yield CellProblem(row.at("parent"), words % {"code": row.parent, "name": row.new_name})

    def _above(self, row: TableRow) -> list[Code]:
        """Where to look for the unit above, nearest level first; without a code in the province of the decree."""
        if not row.parent:
            return [(UnitLevel.PROVINCE, self.decree.province.code)]
        higher = [level for level in DIGITS if RANKS[level] < RANKS[row.level]]
        return [(level, row.parent.zfill(DIGITS[level])) for level in reversed(higher)]

    def _link(self, row: TableRow) -> Iterator[CellProblem]:
        old = self.units.get((row.level, row.old_code)) or self._of_another_level(row)
        if old is None:
            words = _("Không có đơn vị mã %(code)s vào ngày %(day)s.")
            facts = {"code": row.old_code, "day": f"{self.decree.eve:%d/%m/%Y}"}
            yield CellProblem(row.at("old_code"), words % facts)
        elif row.old_name and not alike(row.old_name, old.name):
            words = _("Mã %(code)s là %(known)s, ở đây ghi “%(name)s”. Kiểm tra lại mã.")
            facts = {"code": row.old_code, "known": old.name, "name": row.old_name}
            yield CellProblem(row.at("old_name"), words % facts)
        else:
            yield from self._new_link(row, old)

    def _of_another_level(self, row: TableRow) -> AdministrativeUnit | None:
        """A town may become a ward: the level of the line is that of the new unit."""
        bare = row.old_code.lstrip("0")
        found = [unit for (_level, code), unit in self.units.items() if code.lstrip("0") == bare]
        return found[0] if len(found) == 1 and row.new_code else None

    def _new_link(self, row: TableRow, old: AdministrativeUnit) -> Iterator[CellProblem]:
        new = (row.level, row.new_code) if row.new_code else None
        if (old.pk, new) in self.known or (old.pk, new) in self.links:
            words = _("%(old)s → %(new)s đã có trong văn bản. Bỏ dòng này.")
            facts = {"old": old.name, "new": row.new_name or "–"}
            yield CellProblem(row.at("old_code"), words % facts)
            return
        self.links[old.pk, new] = PlannedUnitLink(
            reorganisation=self.decree,
            predecessor=old,
            relation=row.relation if new else SuccessionRelation.WHOLE,
        )

    def write(self) -> Planned:
        for level in RANKS:
            made = [(key, unit) for key, unit in self.new.items() if key[0] == level]
            for key, unit in made:
                unit.planned_parent = self.planned.get(self.parents.get(key, ("", "")))
            PlannedUnit.objects.bulk_create([unit for _key, unit in made], BATCH)
            self.planned.update(made)
        for (_old, new), link in self.links.items():
            link.successor = self.planned[new] if new else None
        PlannedUnitLink.objects.bulk_create(self.links.values(), BATCH)
        return Planned(len(self.new), len(self.links))


def _at_most(problems: list[CellProblem]) -> list[str]:
    rest = len(problems) - MOST_NAMED
    lines = [str(problem) for problem in problems[:MOST_NAMED]]
    return [*lines, _("… và %(rest)d ô khác.") % {"rest": rest}] if rest > 0 else lines
