"""The conversion table of a decree as it comes in a sheet. Pure: sheets in, rows and problems by cell out.

The columns are those of the official table: old code, old name, way, new code, new name, level, code of the parent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from common.spreadsheets import CellValue, Sheet, cell_address
from common.vietnamese import fold, nfc

HEADS = {
    "old_code": ("mã cũ", "mã đơn vị cũ", "old code"),
    "old_name": ("tên cũ", "tên đơn vị cũ", "đơn vị cũ", "old name"),
    "relation": ("cách chuyển", "quan hệ", "hình thức", "relation"),
    "new_code": ("mã mới", "mã đơn vị mới", "new code"),
    "new_name": ("tên mới", "tên đơn vị mới", "đơn vị mới", "new name"),
    "level": ("cấp", "loại", "level"),
    "parent": ("mã trực thuộc", "trực thuộc", "mã đơn vị cấp trên", "parent", "new province code"),
}
NEEDED = ("old_code", "new_code", "new_name")
LABELS = {"old_code": "Mã cũ", "new_code": "Mã mới", "new_name": "Tên mới"}
COLUMNS = ("old_code", "old_name", "relation", "new_code", "new_name", "level", "parent")
HEADER_ROWS = 20
RELATIONS = {
    "whole": ("nhập toàn bộ", "toàn bộ", "nhập", "whole", ""),
    "part": ("một phần", "nhập một phần", "part"),
    "unchanged": ("giữ nguyên", "không đổi", "unchanged"),
    "renamed": ("đổi tên", "renamed"),
    "abolished": ("bãi bỏ", "kết thúc", "giải thể", "chấm dứt", "abolished"),
}
LEVELS = {
    "province": ("tỉnh", "cấp tỉnh", "province"),
    "district": ("huyện", "cấp huyện", "quận", "thị xã", "thành phố", "district"),
    "commune": ("xã", "cấp xã", "phường", "thị trấn", "đặc khu", "xã, phường, đặc khu", "commune"),
}
DIGITS = {"province": 2, "district": 3, "commune": 5}
# Two official spellings of one name are this alike (0.88 is the least of 1 July 2025); two names are not.
ALIKE = 0.8


def _known(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {fold(word): meaning for meaning, many in words.items() for word in many}


_HEADS, _RELATIONS, _LEVELS = _known(HEADS), _known(RELATIONS), _known(LEVELS)


@dataclass(frozen=True)
class TableRow:
    """One line old → new. ``relation`` and ``level`` are codes; no ``new_code`` says abolished."""

    number: int
    columns: dict[str, int]
    old_code: str
    old_name: str
    relation: str
    new_code: str
    new_name: str
    level: str
    parent: str

    def at(self, column: str) -> str:
        """The address of a cell; the row alone where the table has no such column."""
        if column not in self.columns:
            return _("hàng %(number)d") % {"number": self.number}
        return cell_address(self.number, self.columns[column])


class CellProblem(NamedTuple):
    at: str
    words: str

    def __str__(self) -> str:
        return _("Ô %(at)s: %(words)s") % {"at": self.at, "words": self.words}


@dataclass
class Table:
    rows: list[TableRow] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)


def read_table(sheets: Sequence[Sheet]) -> Table:
    """The rows under the first header found on a visible sheet; a table without one says which columns it needs."""
    for sheet in sheets:
        if sheet.hidden:
            continue
        for index, cells in enumerate(sheet.rows[:HEADER_ROWS]):
            columns = _columns(cells)
            if all(name in columns for name in NEEDED):
                return _rows(sheet.rows, index + 1, columns)
    needed = ", ".join(f"“{LABELS[name]}”" for name in NEEDED)
    words = _("Không thấy hàng tiêu đề. Bảng cần có các cột %(columns)s.") % {"columns": needed}
    return Table(problems=[CellProblem("A1", words)])


def alike(written: str, known: str) -> bool:
    """True for two spellings of one name: official tables differ in marks, blanks and single letters."""
    return SequenceMatcher(None, fold(written), fold(known)).ratio() >= ALIKE


def _columns(cells: Sequence[CellValue]) -> dict[str, int]:
    """Column numbers from 1 by their meaning; the first of two equal heads counts."""
    found: dict[str, int] = {}
    for number, cell in enumerate(cells, start=1):
        meaning = _HEADS.get(fold(_text(cell).replace("_", " ")))
        if meaning:
            found.setdefault(meaning, number)
    return found


def _rows(rows: Sequence[Sequence[CellValue]], start: int, columns: dict[str, int]) -> Table:
    table = Table()
    for number, cells in enumerate(rows[start:], start=start + 1):
        texts = {name: _cell(cells, columns.get(name)) for name in COLUMNS}
        if any(texts.values()):
            _take(table, number, columns, texts)
    if not table.rows and not table.problems:
        table.problems.append(
            CellProblem(cell_address(start, 1), _("Dưới hàng tiêu đề không có dòng nào."))
        )
    return table


def _take(table: Table, number: int, columns: dict[str, int], texts: dict[str, str]) -> None:
    relation = _RELATIONS.get(fold(texts["relation"]))
    level = _level(texts)
    row = TableRow(
        number,
        columns,
        old_code=_code(texts["old_code"], level),
        old_name=texts["old_name"],
        relation=relation or "whole",
        new_code=_code(texts["new_code"], level),
        new_name=texts["new_name"],
        level=level or "commune",
        parent=texts["parent"],
    )
    problems = [CellProblem(row.at(column), words) for column, words in _faults(row, texts)]
    if relation is None:
        words = _("Không hiểu cách chuyển “%(text)s”. Ghi: %(known)s.")
        known = "; ".join(many[0] for many in RELATIONS.values())
        found = words % {"text": texts["relation"], "known": known}
        problems.append(CellProblem(row.at("relation"), found))
    if texts["level"] and _LEVELS.get(fold(texts["level"])) is None:
        words = _("Không hiểu cấp “%(text)s”. Ghi: tỉnh, huyện hoặc xã.")
        problems.append(CellProblem(row.at("level"), words % {"text": texts["level"]}))
    table.problems.extend(problems)
    if not problems:
        table.rows.append(row)


def _faults(row: TableRow, texts: dict[str, str]) -> list[tuple[str, str]]:
    found = []
    if not row.old_code:
        found.append(("old_code", _("Thiếu mã đơn vị cũ.")))
    abolished = fold(texts["relation"]) in {fold(word) for word in RELATIONS["abolished"]}
    if abolished and row.new_code:
        found.append(("new_code", _("Đơn vị bãi bỏ thì để trống mã mới.")))
    if row.new_code and not row.new_name:
        found.append(("new_name", _("Thiếu tên đơn vị mới.")))
    if row.new_name and not row.new_code:
        found.append(("new_code", _("Thiếu mã đơn vị mới.")))
    return found


def _level(texts: dict[str, str]) -> str:
    """As written, else by the length of the code, else by the type in front of the name, else a commune."""
    if texts["level"]:
        return _LEVELS.get(fold(texts["level"]), "commune")
    code = texts["new_code"] or texts["old_code"]
    for level, digits in DIGITS.items():
        if code.isdecimal() and len(code) == digits:
            return level
    return "commune"


def _code(text: str, level: str) -> str:
    """A spreadsheet takes 03388 for the number 3388: the zeros in front come back."""
    return text.zfill(DIGITS[level]) if text.isdecimal() else text


def _cell(cells: Sequence[CellValue], column: int | None) -> str:
    return _text(cells[column - 1]) if column and column <= len(cells) else ""


def _text(value: Any) -> str:
    return "" if value is None else nfc(str(value)).strip()
