"""One row of a roster: its cells become a person and a list of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from common.spreadsheets import CellValue, cell_address
from common.vietnamese import nfc
from trainees.roster_cells import (
    MARKS,
    SERIALS,
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
from trainees.roster_decisions import parse_decided_on, split_decision
from trainees.roster_fonts import Fonts, Grid
from trainees.roster_ids import masked, parse_id_number
from trainees.roster_rows import Decoded, Problem, RosterRow
from trainees.roster_table import Header

LONGEST_NAME, LONGEST_TEXT = 150, 255
# What the database holds of a recognition.
LONGEST_DECISION, LONGEST_ISSUER, LONGEST_SPECIALTY = 60, 200, 160
DAYS_TO_1904 = 1462
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!)")

_LEGACY = "Chữ gõ bằng phông {font} cũ: “{before}” được đọc là “{after}”. Hãy kiểm tra lại."
_FORMULA = "Ô báo lỗi công thức {value}. Hãy sửa công thức hoặc gõ lại giá trị."
_NO_NAME = "Thiếu họ và tên. Hãy ghi họ và tên vào ô {cell} hoặc xóa hàng này."
_NAME_IS_NUMBER = "Họ và tên phải là chữ. Hãy ghi lại họ và tên."
_NAME_HAS_DIGITS = "Họ và tên có chữ số hoặc ký hiệu lạ. Hãy kiểm tra lại."
_NAME_IS_GARBLED = (
    "Họ và tên có chữ không phải chữ Việt, có thể do lỗi phông. Hãy kiểm tra, gõ lại bằng Unicode."
)
_MAYBE_LEGACY = (
    "Không rõ tên gõ bằng Unicode hay phông {font} cũ: đang đọc là “{text}”; nếu gõ bằng phông cũ thì là “{other}”. "
    "Hãy kiểm tra lại, nếu sai thì gõ lại bằng Unicode."
)
# Letters of Western Europe that Vietnamese has not, and signs: what wrong encodings leave behind.
_GARBLED = re.compile(
    "[\u00a1-\u00bfÄ-ÇËÎÏÑÖ-ØÛÜÞßä-çëîïñö-øûüþÿƒˆ˜ŒœŠšŸŽž†‡•…‰‹›€™\ufffd]"  # noqa: RUF001 -- are the point
)
_TOO_LONG = "Nội dung dài quá {limit} ký tự. Hãy rút gọn."


class Source(NamedTuple):
    """Where rows come from: the header, the cells as typed, how their fonts were read, today."""

    header: Header
    typed: Grid
    fonts: Fonts
    today: date
    is_1904: bool = False


class Found(NamedTuple):
    """A row of the sheet, from 0, that is about a person, with the group heading above it and its row."""

    number: int
    cells: Mapping[int, CellValue]
    group: str
    group_row: int


class RowReader:
    """One row being read; problems gather in ``problems``."""

    def __init__(self, source: Source, found: Found) -> None:
        self.source, self.header = source, source.header
        self.number, self.group, self.group_row = found.number, found.group, found.group_row
        self.columns = {
            name: column
            for name, column in source.header.columns.items()
            if column in found.cells and name != "order"
        }
        self.values = {name: found.cells[column] for name, column in self.columns.items()}
        self.problems: list[Problem] = []
        self._set_aside_formula_errors()

    def read(self) -> RosterRow:
        birth, sex = self._birth_and_sex()
        position, organisation, category = self._position_organisation_category()
        decision_number, decided_on, issuer = self._decision()
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
            id_number=self._parsed("id_number", lambda v: parse_id_number(v, birth, sex), ""),
            decision_number=decision_number,
            decided_on=decided_on,
            issuer=issuer,
            specialty=self._text("specialty", LONGEST_SPECIALTY),
            cells={
                name: cell_address(self.number + 1, column + 1)
                for name, column in self.columns.items()
            },
            problems=self.problems,
            group=self.group,
            decoded=self._decoded(),
        )

    def _decoded(self) -> list[Decoded]:
        """What was read from an old font, the group heading included, as it stands in the fields."""
        if not self.source.fonts.decoded:
            return []
        places = [(self.number, column) for column in self.columns.values()]
        if self.group:
            width = len(self.source.typed[self.group_row])
            places += [(self.group_row, column) for column in range(width)]
        return [
            Decoded(
                cell_address(row + 1, column + 1),
                shown(self.source.typed[row][column])[:LONGEST_TEXT],
                shown(self.source.fonts.grid[row][column])[:LONGEST_TEXT],
            )
            for row, column in places
            if (row, column) in self.source.fonts.decoded
        ]

    def _complain(self, name: str, severity: Severity, message: str) -> None:
        column = self.header.columns[name]
        row = self.source.typed[self.number]
        value = shown(row[column])[:LONGEST_TEXT] if column < len(row) else ""
        if name == "id_number":
            value = masked(value)
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
        if font := self.source.fonts.decoded.get((self.number, column)):
            before = str(self.source.typed[self.number][column]).strip()[:LONGEST_NAME]
            self._complain(
                name, "warning", _LEGACY.format(font=font, before=before, after=text[:LONGEST_NAME])
            )
        if doubt := self.source.fonts.doubtful.get((self.number, column)):
            other_font, other = doubt
            words = _MAYBE_LEGACY.format(text=text, font=other_font, other=other)
            self._complain(name, "warning", words)
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
        elif _GARBLED.search(name):
            self._complain("full_name", "warning", _NAME_IS_GARBLED)
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
        return parse_birth(self._in_1900(value), self.source.today)

    def _in_1900(self, value: CellValue) -> CellValue:
        """A day number of a workbook that counts from 1904, as Macs did, in the count from 1900."""
        is_serial = isinstance(value, int) and not isinstance(value, bool) and value in SERIALS
        return value + DAYS_TO_1904 if self.source.is_1904 and is_serial else value  # type: ignore[operator]

    def _decision(self) -> tuple[str, date | None, str]:
        """Number, day and issuer; the number's cell often tells all three."""
        number, day, issuer = split_decision(self._text("decision_number"))
        if len(number) > LONGEST_DECISION:
            self._complain("decision_number", "error", _TOO_LONG.format(limit=LONGEST_DECISION))
        decided_on = self._parsed("decided_on", self._parse_decided_on, None)
        if day and "decided_on" not in self.values:
            decided_on = self._parsed(
                "decision_number", lambda _cell: self._parse_decided_on(day), None
            )
        return number[:LONGEST_DECISION], decided_on, self._text("issuer", LONGEST_ISSUER) or issuer

    def _parse_decided_on(self, value: CellValue) -> tuple[date | None, list[Complaint]]:
        return parse_decided_on(self._in_1900(value), self.source.today)

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
