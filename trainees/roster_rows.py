"""One row of a roster: its cells become a person and a list of what is wrong; then rows are compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from common.spreadsheets import CellValue, cell_address
from common.vietnamese import fold, fold_spelling, nfc
from trainees.roster_cells import (
    MARKS,
    Birth,
    Complaint,
    Severity,
    Sex,
    parse_birth,
    parse_email,
    parse_phone,
    parse_sex,
    shown,
)
from trainees.roster_table import Grid, Header

LONGEST_NAME, LONGEST_TEXT = 150, 255
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!)")

_LEGACY = "Chữ gõ bằng phông {font} cũ: “{before}” được đọc là “{after}”. Hãy kiểm tra lại."
_FORMULA = "Ô báo lỗi công thức {value}. Hãy sửa công thức hoặc gõ lại giá trị."
_NO_NAME = "Thiếu họ và tên. Hãy ghi họ và tên vào ô {cell} hoặc xóa hàng này."
_NAME_IS_NUMBER = "Họ và tên phải là chữ. Hãy ghi lại họ và tên."
_NAME_HAS_DIGITS = "Họ và tên có chữ số hoặc ký hiệu lạ. Hãy kiểm tra lại."
_TOO_LONG = "Nội dung dài quá {limit} ký tự. Hãy rút gọn."
_TWICE = "Người này đã có ở hàng {row} của tệp (cùng họ tên{birth}). Hãy xóa một trong hai hàng."
_MAYBE_TWICE = (
    "Có thể trùng với hàng {row} ({name}). Hãy kiểm tra lại; nếu là hai người thì giữ nguyên."
)


class Problem(NamedTuple):
    """What is wrong in a cell, or in the file when ``cell`` is empty, and what to do about it, in Vietnamese."""

    cell: str
    column_label: str
    value: str
    message_vi: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person as read. ``cells`` tells where each field stands; ``group`` is the heading above (``Sở Tư pháp``)."""

    row_number: int
    full_name: str
    birth: Birth | None = None
    sex: Sex = ""
    ethnic_group: str = ""
    position: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    category: str = ""
    note: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    group: str = ""

    @property
    def has_errors(self) -> bool:
        """Whether the row cannot be taken as it stands; warnings alone do not stop it."""
        return any(problem.severity == "error" for problem in self.problems)


class Source(NamedTuple):
    """Where rows come from: the header, the cells as typed, which of those were in an old font, and today."""

    header: Header
    typed: Grid
    decoded: dict[tuple[int, int], str]
    today: date


class RowReader:
    """One row being read; problems gather in ``problems``."""

    def __init__(
        self, source: Source, number: int, cells: Mapping[int, CellValue], group: str
    ) -> None:
        self.source, self.header, self.number, self.group = source, source.header, number, group
        self.columns = {
            name: c for name, c in source.header.columns.items() if c in cells and name != "order"
        }
        self.values = {name: cells[column] for name, column in self.columns.items()}
        self.problems: list[Problem] = []
        self._set_aside_formula_errors()

    def read(self) -> RosterRow:
        birth, sex = self._birth_and_sex()
        position, organisation, category = self._position_organisation_category()
        return RosterRow(
            row_number=self.number + 1,
            full_name=self._full_name(),
            birth=birth,
            sex=sex,
            ethnic_group=self._text("ethnic_group"),
            position=position,
            organisation=organisation,
            phone=self._parsed("phone", parse_phone, ""),
            email=self._parsed("email", parse_email, ""),
            category=category,
            note=self._text("note"),
            cells={
                name: cell_address(self.number + 1, column + 1)
                for name, column in self.columns.items()
            },
            problems=self.problems,
            group=self.group,
        )

    def _complain(self, name: str, severity: Severity, message: str) -> None:
        column = self.header.columns[name]
        row = self.source.typed[self.number]
        value = shown(row[column])[:LONGEST_TEXT] if column < len(row) else ""
        cell = cell_address(self.number + 1, column + 1)
        self.problems.append(
            Problem(cell, self.header.labels.get(column, ""), value, message, severity)
        )

    def _set_aside_formula_errors(self) -> None:
        for name, value in list(self.values.items()):
            if isinstance(value, str) and _ERROR.fullmatch(value.strip()):
                self._complain(name, "error", _FORMULA.format(value=value.strip()))
                del self.values[name]

    def _parsed(
        self, name: str, parse: Callable[[CellValue], tuple[Any, list[Complaint]]], empty: Any
    ) -> Any:
        if name not in self.values:
            return empty
        value, complaints = parse(self.values[name])
        for severity, message in complaints:
            self._complain(name, severity, message)
        return value

    def _text(self, name: str, limit: int = LONGEST_TEXT) -> str:
        """The text of a cell; text in an old font is taken as decoded, with a warning that shows both."""
        if name not in self.values:
            return ""
        column, text = self.columns[name], shown(self.values[name]).replace("\u00ad", "")
        if font := self.source.decoded.get((self.number, column)):
            before = str(self.source.typed[self.number][column]).strip()[:LONGEST_NAME]
            self._complain(
                name, "warning", _LEGACY.format(font=font, before=before, after=text[:LONGEST_NAME])
            )
        if len(text) > limit:
            self._complain(name, "error", _TOO_LONG.format(limit=limit))
        return text[:limit]

    def _full_name(self) -> str:
        if isinstance(self.values.get("full_name"), int | float | date):
            self._complain("full_name", "error", _NAME_IS_NUMBER)
            return ""
        parts = (self._text(name, LONGEST_NAME) for name in ("full_name", "given_name"))
        name = re.sub(r"^\d{1,4}\s*[.)]\s*", "", nfc(" ".join(parts)))
        if not name and not any(p.cell == self._cell("full_name") for p in self.problems):
            self._complain("full_name", "error", _NO_NAME.format(cell=self._cell("full_name")))
        if re.search(r"[\d@#$%^&*=<>{}\[\]|\\~\"?!;]", name):
            self._complain("full_name", "warning", _NAME_HAS_DIGITS)
        return name

    def _cell(self, name: str) -> str:
        return cell_address(self.number + 1, self.header.columns[name] + 1)

    def _birth_and_sex(self) -> tuple[Birth | None, Sex]:
        sex: Sex = self._parsed("sex", parse_sex, "")
        birth = self._parsed("birth", self._parse_birth, None)
        halves: tuple[Sex, ...] = ("male", "female")
        for half in halves:
            if half in self.values:
                sex = half
                if shown(self.values[half]).lower() not in MARKS:
                    birth = self._parsed(half, self._parse_birth, None)
        if "birth_year" in self.values:
            parts = [
                shown(self.values.get(f"birth_{part}")) or "00" for part in ("day", "month", "year")
            ]
            birth = self._parsed(
                "birth_year", lambda _year: self._parse_birth("/".join(parts)), None
            )
        return birth, sex

    def _parse_birth(self, value: CellValue) -> tuple[Birth | None, list[Complaint]]:
        return parse_birth(value, self.source.today)

    def _position_organisation_category(self) -> tuple[str, str, str]:
        """A group heading fills what the row leaves out: the category if it names one, else the organisation."""
        position, organisation, category = map(self._text, ("position", "organisation", "category"))
        if both := self._text("position_organisation"):
            position, _comma, organisation = map(
                str.strip, re.split(r"(,|\s[-–]\s)", both + ",", maxsplit=1)
            )
            organisation = organisation.rstrip(", ")
        if _CATEGORY.match(self.group.lower()):
            return position, organisation, category or self.group
        return position, organisation or self.group, category


_CATEGORY = re.compile(
    "báo cáo viên|tuyên truyền viên|phóng viên|biên tập viên|người phát ngôn|công chức|viên chức|cán bộ|"
    "hòa giải viên|hoà giải viên"
)


def mark_repeated(rows: list[RosterRow]) -> list[RosterRow]:
    """Same name, spelled in whatever form, and same birth: an error. Alike without marks only: a warning."""
    spelled: dict[tuple[object, ...], RosterRow] = {}
    folded: dict[tuple[object, ...], RosterRow] = {}
    marked = []
    for row in rows:
        if not row.full_name:
            marked.append(row)
            continue
        # Without a birth date only the agency can tell two people of one name apart.
        proof = row.birth or ("", fold_spelling(row.organisation))
        same = spelled.setdefault((fold_spelling(row.full_name), proof), row)
        alike = folded.setdefault((fold(row.full_name), row.birth), row)
        marked.append(_with_repetition(row, same, alike))
    return marked


def _with_repetition(row: RosterRow, same: RosterRow, alike: RosterRow) -> RosterRow:
    cell = row.cells.get("full_name", "")
    if same is not row:
        birth = f" và ngày sinh {row.birth}" if row.birth else " và đơn vị"
        message, severity = _TWICE.format(row=same.row_number, birth=birth), "error"
    elif alike is not row:
        message, severity = (
            _MAYBE_TWICE.format(row=alike.row_number, name=alike.full_name),
            "warning",
        )
    else:
        return row
    found = Problem(
        cell, "Họ và tên", row.full_name, message, "error" if severity == "error" else "warning"
    )
    return replace(row, problems=[*row.problems, found])
