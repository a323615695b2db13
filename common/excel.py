"""Lists as Excel files: values in, bytes out.

Every text cell is written as text, whatever it begins with: a name such as ``=cmd|...`` must never
become a formula on the machine of the officer who opens the file.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from common.refusals import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_IN_A_SHEET = 1_048_576
EXACT_INTEGER = 10**15
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
NARROWEST, WIDEST = 8, 60


class Marked(NamedTuple):
    """A text that somebody has to look at: its cell is tinted."""

    text: str


def workbook(
    title_lines: Sequence[str | Promise],
    header: Sequence[str | Promise],
    rows: Iterable[Sequence[Any]],
) -> bytes:
    """An .xlsx file with one sheet: titles, a frozen bold header, then ``rows``.

    Shape:  a row holds one value per header cell: text, number, date, datetime, bool, Marked or None.
    Raises: Refused, when there are more rows than a sheet can hold.
    """
    import xlsxwriter  # noqa: PLC0415 -- slow import

    output = BytesIO()
    with xlsxwriter.Workbook(output, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(_("Danh sách"))
        looks = _looks(book)
        labels = [str(label) for label in header]
        top = _write_top(sheet, looks, [str(line) for line in title_lines], labels)
        widths = [len(label) for label in labels]
        last = top
        for last, row in enumerate(rows, start=top + 1):
            if last >= ROWS_IN_A_SHEET:
                raise Refused(_("Danh sách quá dài cho một tệp Excel. Hãy lọc bớt rồi xuất lại."))
            for column, value in enumerate(row):
                length = _write(sheet, looks, last, column, value)
                widths[column] = max(widths[column], length)
        _finish(sheet, top, last, widths)
    return output.getvalue()


def xlsx_response(filename: str, data: bytes) -> HttpResponse:
    """``data`` as a download. The name may carry Vietnamese letters (RFC 6266 ``filename*``)."""
    name = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', "-", filename).removesuffix(".xlsx")
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    response["Cache-Control"] = "no-store"
    return response


def _looks(book: Any) -> dict[str, Any]:
    body = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    return {
        "title": book.add_format({**body, "bold": True, "font_size": 13}),
        "header": book.add_format(
            {**body, "bold": True, "border": 1, "bg_color": "#E7EDF3", "text_wrap": True}
        ),
        "text": book.add_format({**body, "border": 1, "num_format": "@"}),
        # The apostrophe mark keeps the text a text when somebody edits the cell later.
        "guarded": book.add_format({**body, "border": 1, "num_format": "@", "quote_prefix": True}),
        "marked": book.add_format(
            {**body, "border": 1, "num_format": "@", "quote_prefix": True, "bg_color": "#FBE3E1"}
        ),
        "whole": book.add_format({**body, "border": 1, "num_format": "#,##0"}),
        "number": book.add_format({**body, "border": 1, "num_format": "#,##0.##"}),
        "date": book.add_format({**body, "border": 1, "num_format": "dd/mm/yyyy"}),
        "moment": book.add_format({**body, "border": 1, "num_format": "dd/mm/yyyy hh:mm"}),
    }


def _write_top(
    sheet: Any, looks: dict[str, Any], title_lines: Sequence[str], header: Sequence[str]
) -> int:
    """Write titles and header. Returns the row of the header, counted from 0."""
    for row, line in enumerate(title_lines):
        sheet.write_string(row, 0, line, looks["title"])
    top = len(title_lines) + 1 if title_lines else 0
    for column, label in enumerate(header):
        sheet.write_string(top, column, label, looks["header"])
    return top


def _write(sheet: Any, looks: dict[str, Any], row: int, column: int, value: Any) -> int:
    """Write one cell by the kind of its value. Returns how many characters wide it shows."""
    if isinstance(value, Marked):
        sheet.write_string(row, column, value.text, looks["marked"])
        return len(value.text)
    if value is None or value == "":
        sheet.write_blank(row, column, None, looks["text"])
        return 0
    if isinstance(value, date) and value.year >= 1900:
        return _write_date(sheet, looks, row, column, value)
    if _is_plain_number(value):
        look = "whole" if value == int(value) else "number"
        sheet.write_number(row, column, value, looks[look])
        return len(f"{value:,}") + 1
    text = _as_text(value)
    look = "guarded" if text.startswith(FORMULA_STARTS) else "text"
    sheet.write_string(row, column, text, looks[look])
    return max(len(line) for line in text.split("\n"))


def _write_date(sheet: Any, looks: dict[str, Any], row: int, column: int, value: date) -> int:
    if not isinstance(value, datetime):
        sheet.write_datetime(row, column, value, looks["date"])
        return 10
    # Excel knows no time zones: what is written is the clock on the office wall.
    naive = timezone.make_naive(value) if timezone.is_aware(value) else value
    sheet.write_datetime(row, column, naive, looks["moment"])
    return 16


def _is_plain_number(value: Any) -> bool:
    """True for what Excel holds exactly; longer integers would silently lose their last digits."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return False
    return isfinite(value) and -EXACT_INTEGER < value < EXACT_INTEGER


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, date):
        return f"{value:%d/%m}/{value.year:04d}"
    return str(value)


def _finish(sheet: Any, top: int, last: int, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))
    sheet.freeze_panes(top + 1, 0)
    if widths:
        sheet.autofilter(top, 0, last, len(widths) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
