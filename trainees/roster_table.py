"""Where the table of a roster begins, what its columns mean and where it ends, told by the words offices use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from common.spreadsheets import CellValue
from common.vietnamese import nfc
from trainees.roster_fonts import Grid
from trainees.roster_headings import LONGEST_HEADING, field_of, is_known, may_stand_below

HEADER_WITHIN_ROWS = 20


class Header(NamedTuple):
    """Where the table starts (rows counted from 1) and, from 0, the column of each field with its heading."""

    row: int
    height: int
    columns: dict[str, int]
    labels: dict[int, str]


def find_header(grid: Grid) -> Header | None:
    """The row, or two rows, among the first 20 that name most columns; the name of the person must be among them."""
    best: Header | None = None
    for row in range(min(HEADER_WITHIN_ROWS, len(grid))):
        for height in (1, 2):
            header = _header_at(grid, row, height)
            if header and (best is None or len(header.columns) > len(best.columns)):
                best = header
    return best


def _header_at(grid: Grid, row: int, height: int) -> Header | None:
    top = grid[row]
    below = grid[row + 1] if height == 2 and row + 1 < len(grid) else []
    if height == 2 and not (_only_headings(below, top) and any(map(is_known, top))):
        return None
    found: dict[str, int] = {}
    labels: dict[int, str] = {}
    guesses: dict[str, int] = {}
    parent: CellValue = None
    for column in range(max(len(top), len(below))):
        above, under = _at(top, column), _at(below, column)
        parent = above or (parent if under else None)
        field, sure = field_of(parent, under)
        labels[column] = nfc(" ".join(str(part) for part in dict.fromkeys((parent, under)) if part))
        if field:
            (found if sure else guesses).setdefault(field, column)
    columns = {
        field: column
        for field, column in (guesses | found).items()
        if found.get(field, column) == column
    }
    columns = _names_agree(columns, labels)
    return Header(row + 1, height, columns, labels) if "full_name" in columns else None


def _at(row: list[CellValue], column: int) -> CellValue:
    return row[column] if column < len(row) else None


def _only_headings(row: list[CellValue], top: list[CellValue]) -> bool:
    """Whether the row holds headings only; a cell merged with the one above says the same once more."""
    cells = {column: cell for column, cell in enumerate(row) if cell is not None}
    return bool(cells) and all(
        may_stand_below(cell) or cell == _at(top, column) for column, cell in cells.items()
    )


def _names_agree(columns: dict[str, int], labels: dict[int, str]) -> dict[str, int]:
    """``Họ đệm`` and ``Tên`` make one name; so does a heading ``Họ và tên`` merged over two columns."""
    columns = dict(columns)
    if (old := columns.pop("old_id_number", None)) is not None:
        columns.setdefault("id_number", old)
    family, given = columns.pop("family_name", None), columns.pop("given_name", None)
    if "full_name" not in columns and family is not None and given is not None:
        return columns | {"full_name": family, "given_name": given}
    if "full_name" not in columns and given is not None and len(columns) > 1:
        return columns | {"full_name": given}
    full_name = columns.get("full_name")
    if full_name is None:
        return columns
    following = full_name + 1
    if given == following or (following in labels and not labels[following]):
        columns["given_name"] = following
    return columns


_GROUP_NUMBER = re.compile(
    r"[IVXLC]+\s*[.)\-–/:]+\s*|[A-ZĐ]\s*[.)/]+\s*|(?P<bare>[IVXLC]+)\s+|(?P<digits>\d{1,2})\s*[.)]\s*"
)
_COUNT_BEHIND = re.compile(
    r"[\s:(\-–]*\d+\s*(?:người|đồng chí|đ/c|đại biểu|học viên)\)?\s*\.?$", re.IGNORECASE
)
_TOTAL = re.compile(r"tổng\s*(?:số|cộng|:)|cộng\b|(?:ấn định\s+)?danh sách (?:này )?(?:có|gồm)\b")
_SIGNATURE = re.compile(
    r"người lập|lập biểu|lập bảng|thủ trưởng|xác nhận|nơi nhận|ký tên|\(ký|(?:tm|kt|tl|tuq)\.|"
    r"(?:phó )?(?:giám đốc|chủ tịch|trưởng phòng|chánh văn phòng|trưởng ban|tổng biên tập)$|"
    r".{0,40}\bngày\b.{0,8}\btháng\b.{0,8}\bnăm\b"
)
# Đoàn, Ban and Hội alone begin names of people too; with the second word they name an agency.
_AGENCY = re.compile(
    r"(?:sở|phòng|ubnd|ủy ban|uỷ ban|hđnd|trung tâm|chi cục|cục|công an|văn phòng|viện|tòa án|toà án|đài|báo|tạp chí|"
    r"xã|phường|huyện|thành phố|thị xã|thị trấn|đặc khu|tỉnh|liên đoàn|thanh tra|trường|cơ quan|bộ chỉ huy|bộ đội|"
    r"thuế|kho bạc|bảo hiểm|ngân hàng|mặt trận|đảng (?:ủy|uỷ)|khối|cấp|đơn vị|công ty|thông tấn xã|"
    r"đoàn (?:thanh|đại|luật|khối)|hội (?:đồng|nông|liên|cựu|luật|nhà|chữ|người)|"
    r"ban (?:quản|dân|tổ|tuyên|nội|chỉ|thường|pháp|tiếp|bảo))\b"
)


def group_label(cells: Mapping[int, CellValue], header: Header) -> str | None:
    """The label of a row such as ``I. Sở Tư pháp``, without number and count; None when the row is no such row."""
    texts = {column: nfc(cell) for column, cell in cells.items() if isinstance(cell, str)}
    order, name = header.columns.get("order"), header.columns["full_name"]
    number = texts.pop(order, "") if order is not None and len(cells) > 1 else ""
    if (
        len(texts) != 1
        or max(map(len, texts.values())) > LONGEST_HEADING
        or len(cells) > (2 if number else 1)
    ):
        return None
    ((column, text),) = texts.items()
    if len(text) > LONGEST_HEADING:
        return None
    numbered = _GROUP_NUMBER.match(text)
    may_be_person = numbered and (numbered["digits"] or numbered["bare"]) and column == name
    if numbered and may_be_person and not is_agency(text[numbered.end() :]):
        return None  # "1. Nguyễn Văn An" is a person with the number in the same cell, "VI VĂN ĐÍNH" a Mr Vi
    if not (
        numbered
        or re.fullmatch(r"[IVXLC]+\.?|[A-ZĐ][.)]?", number)
        or column != name
        or is_agency(text)
    ):
        return None
    label = _COUNT_BEHIND.sub("", text[numbered.end() :] if numbered else text).strip(" :.-–")
    is_label = any(letter.isalpha() for letter in label)
    return label if is_label and not label.lower().startswith("ghi chú") else None


def is_agency(text: str) -> bool:
    """Whether the text begins with the word for an agency or unit and so names no person."""
    return _AGENCY.match(text.lower()) is not None


def is_total(first: str) -> bool:
    """Whether the first words of a row count the rows above."""
    return _TOTAL.match(first.lower()) is not None


def is_signature(cells: Mapping[int, CellValue], header: Header) -> bool:
    """Whether the row holds the place, date and titles under which a list is signed.

    Where the name column is filled it decides alone: "Giám đốc" beside a name is that person's position.
    """
    name = cells.get(header.columns["full_name"])
    texts = [name] if name is not None else cells.values()
    return any(isinstance(text, str) and _SIGNATURE.match(nfc(text).lower()) for text in texts)
