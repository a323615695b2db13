"""Where the table of a roster begins, what its columns mean and where it ends, told by the words offices use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from common.legacy_encodings import has_unicode_letters, syllable_share
from common.spreadsheets import CellValue, Sheet
from common.vietnamese import (
    fold,
    from_tcvn3,
    from_vni,
    looks_like_tcvn3,
    looks_like_vni,
    nfc,
    recase,
)

HEADER_WITHIN_ROWS = 20
LONGEST_HEADING = 200
Grid = list[list[CellValue]]

_SYNONYMS = {
    "order": "stt, tt, so tt, so thu tu, no",
    "full_name": "ho va ten, ho ten, ho va ten hoc vien, ho ten hoc vien, ten hoc vien, hoc vien, ho va ten can bo, "
    "ho ten can bo, ho va ten nguoi du, ho va ten dai bieu, ho ten dai bieu, full name, fullname",
    "family_name": "ho, ho dem, ho va dem, ho va ten dem, ho va chu dem, ho lot, ho ten dem",
    "given_name": "ten",
    "birth": "ngay thang nam sinh, ngay sinh, nam sinh, ngay thang nam, sinh ngay, sinh nam, ngay thang sinh, ntns, "
    "ngay thang va nam sinh, date of birth",
    "sex": "gioi tinh, gioi, phai, nam nu, gt",
    "ethnic_group": "dan toc, thanh phan dan toc",
    "position": "chuc vu, chuc danh, chuc vu chuc danh, chuc danh chuc vu, chuc vu cong tac, chuc vu hien nay, "
    "vi tri viec lam",
    "position_organisation": "chuc vu don vi cong tac, chuc vu don vi, chuc vu co quan, chuc vu noi cong tac, "
    "chuc vu co quan cong tac, chuc danh don vi cong tac, chuc vu va don vi cong tac",
    "organisation": "don vi cong tac, don vi, co quan, co quan don vi, co quan cong tac, co quan don vi cong tac, "
    "noi cong tac, noi lam viec, to chuc, ten co quan, ten don vi, don vi co quan, co quan to chuc don vi, "
    "ten co quan don vi, don vi cu",
    "phone": "so dien thoai, dien thoai, sdt, so dt, dt, dien thoai lien he, so dien thoai lien he, "
    "dien thoai di dong, so dien thoai di dong, di dong, tel, phone, mobile, so dien thoai zalo",
    "email": "email, e mail, thu dien tu, dia chi email, dia chi thu dien tu, hop thu dien tu, hop thu, mail, "
    "email cong vu, dia chi e mail, gmail",
    "category": "doi tuong, thuoc doi tuong, doi tuong tap huan, doi tuong boi duong, nhom doi tuong, loai doi tuong, "
    "doi tuong tham gia, doi tuong tham du",
    "note": "ghi chu",
}  # fmt: skip
_FIELD_OF = {label: field for field, labels in _SYNONYMS.items() for label in labels.split(", ")}
# A longer heading such as "Số điện thoại liên lạc" begins with the words we know. Short words begin too many headings.
_BEGINNINGS = sorted((label for label in _FIELD_OF if len(label) > 6), key=len, reverse=True)
_SPLIT_BIRTH = {
    "nam": "male",
    "nữ": "female",
    "nư": "female",
    "ngày": "birth_day",
    "tháng": "birth_month",
    "năm": "birth_year",
}


class Header(NamedTuple):
    """Where the table starts (rows counted from 1) and, from 0, the column of each field with its heading."""

    row: int
    height: int
    columns: dict[str, int]
    labels: dict[int, str]


def decode_grid(sheet: Sheet) -> tuple[Grid, dict[tuple[int, int], str]]:
    """The rows with TCVN3 and VNI read as Unicode, and ``{(row, column) from 0: name of the old encoding}``.

    A cell is read by what it looks like itself; one that could be either (``Hoà``) goes with the rest of the sheet.
    """
    looks = Counter(
        _looks(cell[:LONGEST_HEADING])
        for row in sheet.rows
        for cell in row
        if isinstance(cell, str)
    )
    general = max(("TCVN3", "VNI"), key=lambda name: looks[name])
    if looks[general] < 2 or looks[general] <= looks["Unicode"]:
        general = ""
    grid, decoded = [list(row) for row in sheet.rows], {}
    for number, row in enumerate(grid):
        for column, cell in enumerate(row):
            if not isinstance(cell, str) or cell.isascii():
                continue
            if encoding := _encoding(cell, general):
                row[column] = recase(_READERS[encoding](cell))
                decoded[number, column] = encoding
    return grid, decoded


_READERS = {"TCVN3": from_tcvn3, "VNI": from_vni}


def _encoding(cell: str, general: str) -> str:
    """The old encoding of a cell in a sheet that is mostly in ``general``; empty for Unicode."""
    own = _looks(cell[:LONGEST_HEADING])
    if own == "Unicode":
        return ""
    if general and (own == "either" or syllable_share(_READERS[general](cell)) == 1):
        return general
    return own if own in _READERS else ""


@lru_cache(maxsize=4096)
def _looks(text: str) -> str:
    if text.isascii():
        return "plain"
    if has_unicode_letters(text):
        return "Unicode"
    if looks_like_tcvn3(text):
        return "TCVN3"
    return "VNI" if looks_like_vni(text) else "either"


def words(value: CellValue) -> str:
    """A heading reduced to its words: no marks, no punctuation, no remarks in brackets."""
    if not isinstance(value, str) or len(value) > LONGEST_HEADING:
        return ""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"\([^)]*\)|\*", " ", fold(value))).split())


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
    if height == 2 and not (
        _only_headings(below) and any(words(cell) in _FIELD_OF for cell in top)
    ):
        return None
    found: dict[str, int] = {}
    labels: dict[int, str] = {}
    guesses: dict[str, int] = {}
    parent: CellValue = None
    for column in range(max(len(top), len(below))):
        above, under = _at(top, column), _at(below, column)
        parent = above or (parent if under else None)
        field, sure = _field(parent, under)
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


def _only_headings(row: list[CellValue]) -> bool:
    cells = [cell for cell in row if cell is not None]
    return bool(cells) and all(
        isinstance(cell, str) and (nfc(cell).lower() in _SPLIT_BIRTH or words(cell) in _FIELD_OF)
        for cell in cells
    )


def _field(parent: CellValue, under: CellValue) -> tuple[str, bool]:
    """The field of a column by its heading and the heading below; whether the words are known exactly."""
    field, sure = _field_of_words(words(parent))
    part = _SPLIT_BIRTH.get(nfc(under).lower() if isinstance(under, str) else "")
    if part and (field in ("birth", "sex") or part in ("male", "female")):
        return part, True
    if under is None or field in ("phone", "email"):
        own = nfc(parent).lower() if isinstance(parent, str) else ""
        return (_SPLIT_BIRTH[own], True) if own in ("nam", "nữ") else (field, sure)
    return _field_of_words(words(under))


def _field_of_words(label: str) -> tuple[str, bool]:
    if label in _FIELD_OF:
        return _FIELD_OF[label], True
    beginning = next((known for known in _BEGINNINGS if label.startswith(known + " ")), "")
    return (_FIELD_OF[beginning], False) if beginning and len(label) < 60 else ("", False)


def _names_agree(columns: dict[str, int], labels: dict[int, str]) -> dict[str, int]:
    """``Họ đệm`` and ``Tên`` make one name; so does a heading ``Họ và tên`` merged over two columns."""
    columns = dict(columns)
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
    r"[IVXLC]+\s*[.)\-–/:]+\s*|[A-ZĐ]\s*[.)/]+\s*|[IVXLC]+\s+|(\d{1,2})\s*[.)]\s*"
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
    if numbered and numbered[1] and column == name and not is_agency(text[numbered.end() :]):
        return None  # "1. Nguyễn Văn An" is a person with the number in the same cell
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
