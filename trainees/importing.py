"""A nomination list as people send it becomes rows and problems. Pure: nothing is looked up or written.

``read_roster(spreadsheets.read_safely(data, filename))`` is the whole way from a file to a preview.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from common.spreadsheets import CellValue, Sheet, column_letter
from common.vietnamese import nfc
from trainees.roster_cells import Birth, Severity, shown
from trainees.roster_fonts import Fonts, Grid, read_fonts
from trainees.roster_headings import OF_RECOGNITIONS
from trainees.roster_reader import Found, RowReader, Source
from trainees.roster_repeats import mark_repeated
from trainees.roster_rows import Decoded, Problem, RosterRow
from trainees.roster_table import (
    HEADER_WITHIN_ROWS,
    Header,
    find_header,
    group_label,
    is_signature,
    is_total,
)
from trainees.roster_template import blank_template

__all__ = ["Birth", "Decoded", "Problem", "Roster", "RosterRow", "blank_template", "read_roster"]

Purpose = Literal["roster", "nomination"]
_BIRTH_FIELDS = ("birth", "male", "female", "birth_day", "birth_month", "birth_year")


@dataclass(frozen=True, slots=True)
class Roster:
    """The table found in a file. ``header_row`` counts from 1 and is 0 when no table was found."""

    sheet_name: str
    header_row: int
    columns: dict[str, str]
    rows: list[RosterRow]
    problems: list[Problem]


def read_roster(
    sheets: list[Sheet], *, purpose: Purpose = "roster", today: date | None = None
) -> Roster:
    """Read the sheet with the best header; visible sheets go before hidden ones. Never raises for what a file says.

    ``purpose`` nomination leaves the columns about ID numbers and decisions unread, as if they had no heading.
    """
    today = today or datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    unread = OF_RECOGNITIONS if purpose == "nomination" else frozenset()
    tables = [_Table(sheet, today, unread) for sheet in sheets if not sheet.hidden]
    tables = [table for table in tables if table.header] or [
        table for sheet in sheets if sheet.hidden and (table := _Table(sheet, today, unread)).header
    ]
    if not tables:
        return Roster("", 0, {}, [], [_of_file(_NO_HEADER)])
    rosters = [table.roster() for table in tables]
    chosen = max(rosters, key=lambda roster: (bool(roster.rows), len(roster.columns)))
    others = [roster.sheet_name for roster in rosters if roster.rows and roster is not chosen]
    if others:
        names = ", ".join(f"“{name}”" for name in others)
        chosen.problems.append(
            _of_file(_MORE_SHEETS.format(read=chosen.sheet_name, names=names), "warning")
        )
    return chosen


_NO_HEADER = (
    "Không tìm thấy hàng tiêu đề. Trong 20 hàng đầu phải có một hàng ghi tên các cột, "
    "trong đó có cột “Họ và tên”. Hãy dùng tệp mẫu hoặc thêm hàng tiêu đề rồi tải lên lại."
)
_NO_ROWS = "Dưới hàng tiêu đề chưa có người nào. Hãy nhập danh sách rồi tải lên lại."
_MORE_SHEETS = (
    "Chỉ đọc trang “{read}”. Trang {names} cũng có danh sách nhưng không được đọc; "
    "hãy tải lên thành tệp riêng."
)
_AFTER_END = "Danh sách được hiểu là kết thúc ở hàng {end}, nhưng từ hàng {row} vẫn còn dữ liệu. Hãy kiểm tra lại tệp."
_SWAPPED = (
    "Cột ngày sinh vừa có ngày kiểu chữ vừa có ngày của Excel; Excel có thể đã đổi chỗ ngày và tháng "
    "ở {count} ô. Hãy so lại ngày sinh với hồ sơ."
)
_HIDDEN_ROWS = (
    "Tệp có {count} hàng đang bị ẩn (hàng {rows}). Các hàng này vẫn được đọc; "
    "hãy bỏ ẩn để kiểm tra, hoặc xóa nếu không dùng rồi tải lên lại."
)
_HIDDEN_COLUMNS = (
    "Tệp có {count} cột đang bị ẩn (cột {columns}). Các cột này vẫn được đọc; "
    "hãy bỏ ẩn để kiểm tra, hoặc xóa nếu không dùng rồi tải lên lại."
)
_MOST_NAMED = 20


def _of_file(message: str, severity: Severity = "error") -> Problem:
    return Problem("", "", "", message, severity)


class _Table:
    """One sheet on the way to a roster: the decoded grid and what its columns mean."""

    def __init__(self, sheet: Sheet, today: date, unread: frozenset[str]) -> None:
        self.sheet, self.today, self.end = sheet, today, 0
        top = read_fonts(sheet.rows[: HEADER_WITHIN_ROWS + 1], 0, frozenset()).grid
        self.header = find_header(top)
        if self.header:
            for name in unread & self.header.columns.keys():
                del self.header.columns[name]
            self.fonts = self._fonts(self.header, top)

    def _fonts(self, header: Header, top: Grid) -> Fonts:
        """The people are judged without the heading: it is often in Unicode where they are not."""
        start = header.row + header.height - 1
        names = {header.columns.get(name) for name in ("full_name", "given_name")} - {None}
        fonts = read_fonts(self.sheet.rows, start, frozenset(names))  # type: ignore[arg-type]
        fonts.grid[:start] = top[:start]
        return fonts

    def roster(self) -> Roster:
        assert self.header is not None  # noqa: S101 -- read_roster keeps only tables with a header
        self._drop_idle_given_name(self.header)
        sheet = self.sheet
        source = Source(self.header, sheet.rows, self.fonts, self.today, sheet.is_1904)
        rows = mark_repeated(
            [RowReader(source, found).read() for found in self._people(self.header)]
        )
        problems = [_of_file(_NO_ROWS)] if not rows else []
        problems += self._left_behind(self.header) + self._swapped_dates(self.header, rows)
        problems += self._hidden(self.header, rows)
        columns = {name: column_letter(column + 1) for name, column in self.header.columns.items()}
        return Roster(sheet.name, self.header.row, columns, rows, problems)

    def _hidden(self, header: Header, rows: list[RosterRow]) -> list[Problem]:
        """Hidden rows and columns are read like others, but the clerk who does not see them is told."""
        hidden, used = set(self.sheet.hidden_rows), set(header.columns.values())
        numbers = [row.row_number for row in rows if row.row_number in hidden]
        letters = [
            column_letter(column) for column in self.sheet.hidden_columns if column - 1 in used
        ]
        problems = []
        if numbers:
            named = _at_most(_in_ranges(numbers))
            problems.append(
                _of_file(_HIDDEN_ROWS.format(count=len(numbers), rows=named), "warning")
            )
        if letters:
            words = _HIDDEN_COLUMNS.format(count=len(letters), columns=_at_most(letters))
            problems.append(_of_file(words, "warning"))
        return problems

    def _drop_idle_given_name(self, header: Header) -> None:
        """A column without heading beside the name holds given names only if it mostly holds single words."""
        column = header.columns.get("given_name")
        if column is None or header.labels.get(column):
            return
        values = [
            row[column]
            for row in self.fonts.grid[header.row :]
            if column < len(row) and row[column] is not None
        ]
        single = sum(isinstance(value, str) and len(value.split()) == 1 for value in values)
        if not values or single * 2 < len(values):
            del header.columns["given_name"]

    def _people(self, header: Header) -> Iterator[Found]:
        """Each row that is about a person."""
        group, group_row, after_total = "", -1, False
        for number in range(header.row + header.height - 1, len(self.fonts.grid)):
            cells = {c: v for c, v in enumerate(self.fonts.grid[number]) if not _is_blank(v)}
            if self._is_idle(header, cells):
                continue
            if not _is_numbered(header, cells):
                texts = [nfc(value) for value in cells.values() if isinstance(value, str)]
                details = any(
                    header.columns.get(name) in cells for name in (*_BIRTH_FIELDS, "phone", "email")
                )
                if texts and is_total(texts[0]):
                    after_total = True
                    continue
                if not details and is_signature(cells, header):
                    self.end = number
                    return
                if (label := group_label(cells, header)) is not None:
                    group, group_row, after_total = label, number, False
                    continue
                if after_total and not details:
                    self.end = number
                    return
            yield Found(number, cells, group, group_row)

    def _is_idle(self, header: Header, cells: Mapping[int, CellValue]) -> bool:
        """Blank, only a running number, the header repeated on a new page, or the row of column numbers under it."""
        name = cells.get(header.columns["full_name"])
        if not cells or (len(cells) == 1 and _is_numbered(header, cells)):
            return True
        label = header.labels[header.columns["full_name"]]
        if isinstance(name, str) and nfc(name).lower() == label.lower():
            return True
        return len(cells) > 2 and all(
            re.fullmatch(r"\(?(?:\d{1,2}|[a-zA-Z])\)?", shown(v)) for v in cells.values()
        )

    def _left_behind(self, header: Header) -> list[Problem]:
        """People below the signatures are not read, but never left out silently."""
        for number in range(self.end + 1, len(self.fonts.grid) if self.end else 0):
            cells = {c: v for c, v in enumerate(self.fonts.grid[number]) if v is not None}
            if _is_numbered(header, cells) and isinstance(
                cells.get(header.columns["full_name"]), str
            ):
                return [_of_file(_AFTER_END.format(end=self.end + 1, row=number + 1), "warning")]
        return []

    def _swapped_dates(self, header: Header, rows: list[RosterRow]) -> list[Problem]:
        """An Excel set to English turns 03/04 into 4 March and leaves 25/03 as text; both kinds together betray it."""
        column = header.columns.get("birth")
        if column is None:
            return []
        values = [
            (row, self.fonts.grid[row.row_number - 1][column])
            for row in rows
            if "birth" in row.cells
        ]
        typed = [
            row.birth.day
            for row, value in values
            if isinstance(value, str) and row.birth and row.birth.day
        ]
        real = [value.day for _row, value in values if isinstance(value, date)]
        if len(typed) > 1 and len(real) > 1 and min(typed) > 12 >= max(real):
            return [_of_file(_SWAPPED.format(count=len(real)), "warning")]
        return []


def _in_ranges(numbers: list[int]) -> list[str]:
    """``[3, 4, 5, 9]`` as ``3-5`` and ``9``."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][-1] == number - 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    return ["-".join(map(str, one)) for one in ranges]


def _at_most(words: list[str]) -> str:
    return ", ".join(words[:_MOST_NAMED]) + (", …" if len(words) > _MOST_NAMED else "")


def _is_blank(value: CellValue) -> bool:
    return value is None or (
        isinstance(value, str) and not value.strip(" \t\r\n\u00a0\u200b\ufeff")
    )


def _is_numbered(header: Header, cells: Mapping[int, CellValue]) -> bool:
    order = header.columns.get("order", -1)
    return order in cells and re.fullmatch(r"\d{1,5}\.?", shown(cells[order])) is not None
