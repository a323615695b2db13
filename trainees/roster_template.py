"""The empty nomination list that agencies download, fill in and send back."""

from __future__ import annotations

from io import BytesIO
from typing import Any

ROWS_TO_FILL = 300
_FIRST_ROW = 5  # the header, counted from 0
_COLUMNS = (
    ("STT", 6), ("Họ và tên", 28), ("Ngày, tháng, năm sinh", 16), ("Giới tính", 10), ("Dân tộc", 12), ("Chức vụ", 24),
    ("Đơn vị công tác", 34), ("Số điện thoại", 16), ("Email", 28), ("Đối tượng", 40), ("Ghi chú", 24),
)  # fmt: skip
_SEX, _CATEGORY = 3, 9
_HELP = (
    "Ngày sinh ghi ngày/tháng/năm (05/02/1985) hoặc chỉ ghi năm. Không gộp ô, không đổi tên cột."
)


def blank_template(title: str, category_labels: list[str], organisation_name: str) -> bytes:
    """An .xlsx that ``read_roster`` reads back: header in row 6, lists to choose sex and category from.

    All cells to fill are text, so that Excel keeps the zero of a phone number and leaves dates as they are typed.
    """
    import xlsxwriter  # noqa: PLC0415 -- slow import

    output = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(output, options) as book:
        sheet = book.add_worksheet("Danh sách")
        _write_heading(book, sheet, title, organisation_name)
        _write_columns(book, sheet)
        _offer_choices(book, sheet, category_labels)
        sheet.freeze_panes(_FIRST_ROW + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_FIRST_ROW)
    return output.getvalue()


def _write_heading(book: Any, sheet: Any, title: str, organisation_name: str) -> None:
    last = len(_COLUMNS) - 1
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


def _write_columns(book: Any, sheet: Any) -> None:
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
    for column, (label, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(_FIRST_ROW, column, label, heading)
    for row in range(_FIRST_ROW + 1, _FIRST_ROW + 1 + ROWS_TO_FILL):
        for column in range(len(_COLUMNS)):
            sheet.write_blank(row, column, None, text)
    sheet.set_row(_FIRST_ROW, 34)


def _offer_choices(book: Any, sheet: Any, category_labels: list[str]) -> None:
    """The labels stand on a hidden sheet: written into the rule itself, Excel allows them 255 characters in all."""
    first, last = _FIRST_ROW + 1, _FIRST_ROW + ROWS_TO_FILL
    wrong = {
        "error_title": "Chọn trong danh sách",
        "error_message": "Hãy chọn một giá trị trong danh sách của ô này.",
    }
    sheet.data_validation(
        first, _SEX, last, _SEX, {"validate": "list", "source": ["Nam", "Nữ"], **wrong}
    )
    if not category_labels:
        return
    lists = book.add_worksheet("Danh mục")
    for row, label in enumerate(category_labels):
        lists.write_string(row, 0, label)
    lists.hide()
    source = f"='Danh mục'!$A$1:$A${len(category_labels)}"
    sheet.data_validation(
        first, _CATEGORY, last, _CATEGORY, {"validate": "list", "source": source, **wrong}
    )
