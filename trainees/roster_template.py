"""The empty list of people that agencies download, fill in and send back."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Literal

ROWS_TO_FILL = 300
_FIRST_ROW = 5  # the header, counted from 0
_SEX, _CATEGORY, _AGENCY = "Giới tính", "Đối tượng", "Đơn vị công tác"
_NOMINATION = (
    ("STT", 6), ("Họ và tên", 28), ("Ngày, tháng, năm sinh", 16), (_SEX, 10), ("Dân tộc", 12), ("Chức vụ", 24),
    (_AGENCY, 34), ("Số điện thoại", 16), ("Email", 28), (_CATEGORY, 40), ("Ghi chú", 24),
)  # fmt: skip
_ROSTER = (
    ("STT", 6), ("Họ và tên", 28), ("Ngày, tháng, năm sinh", 16), (_SEX, 10), ("Số định danh cá nhân", 20),
    ("Dân tộc", 12), ("Chức vụ", 24), (_AGENCY, 34), ("Số điện thoại", 16), ("Email", 28), (_CATEGORY, 40),
    ("Số quyết định", 20), ("Ngày quyết định", 16), ("Cơ quan ban hành", 30), ("Ghi chú", 24),
)  # fmt: skip
_COLUMNS = {"nomination": _NOMINATION, "roster": _ROSTER}
_HELP = (
    "Ngày sinh ghi ngày/tháng/năm (05/02/1985) hoặc chỉ ghi năm. Không gộp ô, không đổi tên cột."
)


def blank_template(
    title: str,
    category_labels: Sequence[str],
    organisation_name: str,
    *,
    purpose: Literal["nomination", "roster"] = "nomination",
    organisation_names: Sequence[str] = (),
) -> bytes:
    """An .xlsx that ``read_roster`` reads back: header in row 6, lists to choose sex, category and agency from.

    All cells to fill are text, so that Excel keeps the zero of a phone number and leaves dates as they are typed.
    ``organisation_names`` empty: the agency is typed.
    """
    import xlsxwriter  # noqa: PLC0415 -- slow import

    output = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    columns = _COLUMNS[purpose]
    with xlsxwriter.Workbook(output, options) as book:
        sheet = book.add_worksheet("Danh sách")
        _write_heading(book, sheet, title, organisation_name, last=len(columns) - 1)
        _write_columns(book, sheet, columns)
        choices = {_CATEGORY: category_labels, _AGENCY: organisation_names}
        _offer_choices(book, sheet, [label for label, _width in columns], choices)
        sheet.freeze_panes(_FIRST_ROW + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_FIRST_ROW)
    return output.getvalue()


def _write_heading(book: Any, sheet: Any, title: str, organisation_name: str, *, last: int) -> None:
    font = {"font_name": "Times New Roman", "font_size": 13}
    sheet.write_string(0, 0, organisation_name, book.add_format({**font, "bold": True}))
    centre = book.add_format(
        {**font, "bold": True, "align": "center", "text_wrap": True, "valign": "vcenter"}
    )
    # A title that begins with = stays text: merge_range would otherwise hand it to Excel as a formula.
    sheet.merge_range(2, 0, 2, last, "", centre)
    sheet.write_string(2, 0, title, centre)
    sheet.set_row(2, 36)
    italic = book.add_format({**font, "italic": True, "align": "center"})
    sheet.merge_range(3, 0, 3, last, "", italic)
    sheet.write_string(3, 0, _HELP, italic)


def _write_columns(book: Any, sheet: Any, columns: Sequence[tuple[str, int]]) -> None:
    font = {"font_name": "Times New Roman", "font_size": 12, "border": 1}
    heading = book.add_format(
        {
            **font,
            "bold": True,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
            "bg_color": "#E8EEF4",
        }
    )
    text = book.add_format({**font, "num_format": "@", "text_wrap": True, "valign": "top"})
    for column, (label, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(_FIRST_ROW, column, label, heading)
    for row in range(_FIRST_ROW + 1, _FIRST_ROW + 1 + ROWS_TO_FILL):
        for column in range(len(columns)):
            sheet.write_blank(row, column, None, text)
    sheet.set_row(_FIRST_ROW, 34)


_WRONG = {
    "error_title": "Chọn trong danh sách",
    "error_message": "Hãy chọn một giá trị trong danh sách của ô này.",
}


def _offer_choices(
    book: Any, sheet: Any, labels: list[str], choices: dict[str, Sequence[str]]
) -> None:
    """The choices stand on a hidden sheet: written into the rule itself, Excel allows them 255 characters in all."""
    _offer(sheet, labels.index(_SEX), ["Nam", "Nữ"])
    choices = {label: offered for label, offered in choices.items() if offered}
    if not choices:
        return
    lists = book.add_worksheet("Danh mục")
    lists.hide()
    for place, (label, offered) in enumerate(choices.items()):
        for row, choice in enumerate(offered):
            lists.write_string(row, place, choice)
        letter = "AB"[place]
        source = f"='Danh mục'!${letter}$1:${letter}${len(offered)}"
        _offer(sheet, labels.index(label), source)


def _offer(sheet: Any, column: int, source: str | list[str]) -> None:
    first, last = _FIRST_ROW + 1, _FIRST_ROW + ROWS_TO_FILL
    sheet.data_validation(
        first, column, last, column, {"validate": "list", "source": source, **_WRONG}
    )
