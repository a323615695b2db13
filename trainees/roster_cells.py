"""One cell of a roster at a time: birth date, phone, e-mail, sex. Values in; a value and what is wrong with it out.

A complaint is ``(severity, Vietnamese text)``. Where a value is repaired, the text says how it was read.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from common.spreadsheets import CellValue
from common.vietnamese import fold, nfc

Severity = Literal["error", "warning"]
Sex = Literal["male", "female", ""]
Complaint = tuple[Severity, str]

YOUNGEST, OLDEST = 16, 90
SERIALS = range(5_000, 60_000)  # 1913 to 2064; smaller numbers are years or mistakes
EXCEL_EPOCH = date(1899, 12, 30)


class Birth(NamedTuple):
    """A birth date as precise as it was written: a year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """``1985``, ``02/1985`` or ``01/02/1985``."""
        parts = [f"{part:02d}" for part in (self.day, self.month) if part is not None]
        return "/".join([*parts, str(self.year)])


def shown(value: CellValue) -> str:
    """The value as a clerk knows it from the screen: dates dd/mm/yyyy, text without stray spaces."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    return nfc(str(value))


_DATE_WORDS = re.compile(r"\b(?:sinh|ngay|thang|nam)\b")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]\d\d:\d\d.*)?")
_PARTS = re.compile(r"\d+|--+|\?+")
_DATE_SHAPE = re.compile(r"[\d\s/.,\-?]+")
_UNREADABLE = "Không đọc được ngày sinh. Ghi theo dạng ngày/tháng/năm, ví dụ 05/02/1985, hoặc chỉ ghi năm, ví dụ 1985."
_NO_SUCH_DAY = "Ngày sinh không có trong lịch. Ghi theo thứ tự ngày/tháng/năm, ví dụ 25/03/1985."
_MONTH_FIRST = "Ngày sinh có vẻ ghi tháng trước ngày. Ghi lại theo thứ tự ngày/tháng/năm: {meant}."


def parse_birth(value: CellValue, today: date) -> tuple[Birth | None, list[Complaint]]:
    """The birth date in ``value``; day before month always. None without a complaint means an empty cell."""
    if isinstance(value, datetime | date):
        return _checked(Birth(value.year, value.month, value.day), today)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _birth_of_number(int(value), today)
    text = shown(value).strip("'’ ")
    if not text:
        return None, []
    if iso := _ISO.fullmatch(text.lower()):
        return _birth_of_parts([iso[3], iso[2], iso[1]], today)
    text = _DATE_WORDS.sub(" ", fold(text)).replace(":", " ").strip(" .,")
    if text.isdecimal() and len(text) > 4:
        return _birth_of_number(int(text), today)
    if not _DATE_SHAPE.fullmatch(text):
        return None, [("error", _UNREADABLE)]
    return _birth_of_parts(_PARTS.findall(text), today)


def _birth_of_number(number: int, today: date) -> tuple[Birth | None, list[Complaint]]:
    if 1900 <= number <= today.year:
        return _checked(Birth(number), today)
    if number in SERIALS:
        day = EXCEL_EPOCH + timedelta(days=number)
        return _checked(Birth(day.year, day.month, day.day), today)
    digits = str(number).zfill(8)
    if len(digits) != 8:
        return None, [("error", _UNREADABLE)]
    birth, complaints = _birth_of_parts([digits[:2], digits[2:4], digits[4:]], today)
    if birth is None:
        return None, [("error", _UNREADABLE)]
    return birth, [
        *complaints,
        ("warning", f"Ngày sinh viết liền được đọc là {birth}. Kiểm tra lại."),
    ]


def _birth_of_parts(parts: list[str], today: date) -> tuple[Birth | None, list[Complaint]]:
    """``parts`` are day, month, year or the tail of that; 0, ``00`` and ``--`` stand for unknown."""
    if not 1 <= len(parts) <= 3 or not parts[-1].isdigit() or len(parts[-1]) not in (2, 4):
        return None, [("error", _UNREADABLE)]
    year, complaints = _year(parts[-1], today)
    if len(parts) == 1 and complaints:
        return None, [("error", _UNREADABLE)]
    unknown: list[int | None] = [None, None]
    known = [int(part) or None if part.isdigit() else None for part in parts[:-1]]
    day, month = (unknown + known)[-2:]
    if month is None:
        day = None
    if month is not None and month > 12 >= (day or 13):
        return None, [("error", _MONTH_FIRST.format(meant=Birth(year, day, month)))]
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None, [("error", _NO_SUCH_DAY)]
    birth, more = _checked(Birth(year, month, day), today)
    return birth, complaints + more


def _year(digits: str, today: date) -> tuple[int, list[Complaint]]:
    """Two digits mean the latest year in which an adult of today can be born."""
    if len(digits) == 4:
        return int(digits), []
    year = 2000 + int(digits)
    if year > today.year - YOUNGEST:
        year -= 100
    return year, [("warning", f"Năm sinh chỉ có hai chữ số, được đọc là {year}. Kiểm tra lại.")]


def _checked(birth: Birth, today: date) -> tuple[Birth | None, list[Complaint]]:
    if (birth.year, birth.month or 1, birth.day or 1) > (today.year, today.month, today.day):
        return None, [("error", "Ngày sinh ở tương lai. Kiểm tra và sửa lại.")]
    if birth.year < 1900:
        return None, [("error", "Năm sinh trước 1900. Kiểm tra và sửa lại.")]
    age = today.year - birth.year
    if birth.month and (birth.month, birth.day or 1) > (today.month, today.day):
        age -= 1
    if age < YOUNGEST:
        return birth, [("warning", f"Ngày sinh cho thấy người này mới {age} tuổi. Kiểm tra lại.")]
    if age > OLDEST:
        return birth, [("warning", f"Ngày sinh cho thấy người này đã {age} tuổi. Kiểm tra lại.")]
    return birth, []


_SEXES: dict[str, Sex] = {
    "nam": "male", "male": "male", "m": "male", "trai": "male",
    "nu": "female", "female": "female", "f": "female", "gai": "female",
}  # fmt: skip
MARKS = {"x", "v", "✓", "✔", "1", "có", "+"}


def parse_sex(value: CellValue) -> tuple[Sex, list[Complaint]]:
    """Sex in words, in either language; an unknown word is only a warning, because the sex is not needed."""
    word = fold(shown(value)).strip(".() ")
    if not word or word in _SEXES:
        return _SEXES.get(word, ""), []
    return "", [("warning", "Không rõ giới tính. Ghi “Nam” hoặc “Nữ”.")]


_BETWEEN_PHONES = re.compile(r"[/;,\n|]|\s(?:-|–|hoặc|và)\s")
_BAD_PHONE = (
    "Số điện thoại không đúng. Ghi đủ 10 số của di động hoặc mã vùng và số cố định, hoặc để trống."
)
_OLD_MOBILE = "Số di động 11 số đã đổi đầu số từ năm 2018. Ghi số mới gồm 10 số, hoặc để trống."
_NATIONAL = re.compile(r"0[35789]\d{8}|02\d{9}")


def parse_phone(value: CellValue) -> tuple[str, list[Complaint]]:
    """E.164 (``+84912345678``) or an empty string. A zero lost in Excel is given back, with a warning."""
    text = str(value if value is not None else "").strip("'’ ")
    candidates = [part for part in map(_digits, _BETWEEN_PHONES.split(text)) if part]
    if not text.strip() or not candidates:
        return "", [("error", _BAD_PHONE)] if text.strip() else []
    number, complaints = _national(candidates[0])
    if not number:
        return "", complaints
    if len(candidates) > 1:
        complaints.append(("warning", f"Ô có nhiều số điện thoại; chỉ lấy số đầu tiên {number}."))
    return "+84" + number[1:], complaints


def _digits(text: str) -> str:
    """The digits of a phone number; a letter among them is kept so that the number is refused."""
    return re.sub(r"[^\d\w]|_", "", text)


def _national(digits: str) -> tuple[str, list[Complaint]]:
    if digits.startswith(("84", "084", "0084")) and len(digits.lstrip("0")) in (11, 12):
        digits = "0" + digits.lstrip("0")[2:].lstrip("0")
    if _NATIONAL.fullmatch(digits):
        return digits, []
    if _NATIONAL.fullmatch("0" + digits):
        return "0" + digits, [
            ("warning", f"Số điện thoại mất số 0 ở đầu, được sửa thành 0{digits}.")
        ]
    if re.fullmatch(r"0?1[2689]\d{8}", digits):
        return "", [("error", _OLD_MOBILE)]
    return "", [("error", _BAD_PHONE)]


_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
)
_BAD_EMAIL = (
    "Địa chỉ thư điện tử không đúng. Ghi theo dạng ten@tinh.gov.vn, không dấu, hoặc để trống."
)


def parse_email(value: CellValue) -> tuple[str, list[Complaint]]:
    """One address in small letters, or an empty string."""
    parts = [
        part for part in re.split(r"[;,\s]+", shown(value).lower().removeprefix("mailto:")) if part
    ]
    if not parts:
        return "", []
    if len(parts[0]) > 254 or not _EMAIL.fullmatch(parts[0]):
        return "", [("error", _BAD_EMAIL)]
    if len(parts) == 1:
        return parts[0], []
    if all("@" in part for part in parts):
        return parts[0], [("warning", f"Ô có nhiều địa chỉ; chỉ lấy địa chỉ đầu tiên {parts[0]}.")]
    return "", [("error", _BAD_EMAIL)]
