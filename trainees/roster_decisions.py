"""The decision by which a person was recognised or assigned, as the cells of a roster tell it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from common.spreadsheets import CellValue
from common.vietnamese import fold
from trainees.roster_cells import EXCEL_EPOCH, SERIALS, Complaint, shown

EARLIEST = 1980
_BAD_DAY = (
    "Không đọc được ngày quyết định. Ghi theo dạng ngày/tháng/năm, ví dụ 05/02/2024, hoặc để trống."
)
_FUTURE = "Ngày quyết định ở tương lai. Kiểm tra và sửa lại."
_SHORT_YEAR = "Năm của ngày quyết định chỉ có hai chữ số, được đọc là {year}. Kiểm tra lại."
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: \d\d:\d\d.*)?")
_IN_WORDS = re.compile(r"\b(?:ngay|thang|nam)\b|:")


def parse_decided_on(value: CellValue, today: date) -> tuple[date | None, list[Complaint]]:
    """The day of a decision, day before month; None without a complaint means an empty cell."""
    if isinstance(value, datetime):
        return _checked(value.date(), today)
    if isinstance(value, date):
        return _checked(value, today)
    if isinstance(value, int) and not isinstance(value, bool) and value in SERIALS:
        return _checked(EXCEL_EPOCH + timedelta(days=value), today)
    text = shown(value).replace("\u00ad", "").strip("'’ .,")
    if not text:
        return None, []
    return _day_of_text(text, today)


def _day_of_text(text: str, today: date) -> tuple[date | None, list[Complaint]]:
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.groups()
    elif found := _DAY.fullmatch("/".join(_IN_WORDS.sub(" ", fold(text)).split())):
        day, month, year = found.groups()
    else:
        return None, [("error", _BAD_DAY)]
    full_year = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        decided, complaints = _checked(date(full_year, int(month), int(day)), today)
    except ValueError:
        return None, [("error", _BAD_DAY)]
    if len(year) == 2 and decided:
        complaints = [*complaints, ("warning", _SHORT_YEAR.format(year=full_year))]
    return decided, complaints


def _checked(day: date, today: date) -> tuple[date | None, list[Complaint]]:
    if day > today:
        return None, [("error", _FUTURE)]
    if day.year < EARLIEST:
        return None, [("error", _BAD_DAY)]
    return day, []


class Decision(NamedTuple):
    """What one cell says of a decision: any part may be empty."""

    number: str
    day: str = ""
    issuer: str = ""


_PARTS = re.compile(
    r"(?:(?:quyết\s+định|qđ)\s+)?(?:số\s*:?\s*)?(?P<number>.+?)"
    r"(?:\s*[,;(]?\s*\bngày\s*:?\s*(?P<day>\d{1,2}(?:\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}|"
    r"\s+tháng\s+\d{1,2}\s+năm\s+\d{4}))\s*\)?)?"
    r"(?:\s*[,;]?\s*\bcủa\s+(?P<issuer>.+))?",
    re.IGNORECASE,
)


def split_decision(text: str) -> Decision:
    """``QĐ số 12/QĐ-UBND ngày 05/02/2024 của UBND xã`` in its three parts; a bare number stays as it is."""
    found = _PARTS.fullmatch(text)
    if not found:
        return Decision(text)
    return Decision(found["number"].strip(" ,;"), found["day"] or "", found["issuer"] or "")
