"""Excel files are read back with another library than the one that wrote them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.utils.translation import gettext_lazy as _

from common import excel
from common.excel import workbook, xlsx_response
from common.refusals import Refused


def read(data):
    return openpyxl.load_workbook(BytesIO(data)).active


def test_titles_stand_above_a_frozen_bold_header():
    sheet = read(workbook([_("DANH SÁCH HỌC VIÊN"), "Năm 2026"], ["Họ và tên", "Cơ quan"], []))

    assert [sheet["A1"].value, sheet["A2"].value, sheet["A3"].value] == [
        "DANH SÁCH HỌC VIÊN",
        "Năm 2026",
        None,
    ]
    assert [cell.value for cell in sheet[4]] == ["Họ và tên", "Cơ quan"]
    assert [cell.font.bold for cell in sheet[4]] == [True, True]
    assert sheet.freeze_panes == "A5"


def test_without_titles_the_header_is_the_first_row():
    sheet = read(workbook([], ["Họ và tên"], [["Đặng Quốc Đạt"]]))

    assert [row[0].value for row in sheet.iter_rows()] == ["Họ và tên", "Đặng Quốc Đạt"]


@pytest.mark.parametrize(
    "attack",
    ["=1+1", "+84912345678", "-2+3", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://a.b","x")'],
)
def test_a_text_that_looks_like_a_formula_stays_a_text(attack):
    sheet = read(workbook([attack], [attack], [[attack]]))

    cells = [sheet["A1"], sheet["A3"], sheet["A4"]]
    assert [cell.value for cell in cells] == [attack] * 3
    assert [cell.data_type for cell in cells] == ["s"] * 3
    assert sheet["A4"].quotePrefix is True


def test_a_web_address_is_not_turned_into_a_link():
    sheet = read(workbook([], ["Ghi chú"], [["https://example.org"]]))

    assert (sheet["A2"].value, sheet["A2"].hyperlink) == ("https://example.org", None)


def test_an_identity_number_keeps_its_zeros():
    sheet = read(workbook([], ["Số định danh"], [["001099012345"]]))

    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].number_format) == (
        "001099012345",
        "s",
        "@",
    )


def test_a_date_is_a_real_date_shown_day_first():
    sheet = read(workbook([], ["Ngày"], [[date(2026, 4, 3)]]))

    assert sheet["A2"].value == datetime(2026, 4, 3)
    assert (sheet["A2"].is_date, sheet["A2"].number_format) == (True, "dd/mm/yyyy")


def test_a_moment_is_written_by_the_clock_of_the_office():
    sheet = read(workbook([], ["Lúc"], [[datetime(2026, 4, 3, 20, 30, tzinfo=UTC)]]))

    assert sheet["A2"].value == datetime(2026, 4, 4, 3, 30)


def test_a_date_before_excels_calendar_is_written_in_words():
    sheet = read(workbook([], ["Ngày"], [[date(1899, 12, 1)]]))

    assert sheet["A2"].value == "01/12/1899"


def test_numbers_are_numbers_unless_excel_would_lose_digits():
    row = [12, Decimal("8.5"), 1234567890123456789, float("nan")]

    sheet = read(workbook([], ["a", "b", "c", "d"], [row]))

    assert [cell.value for cell in sheet[2]] == [12, 8.5, "1234567890123456789", "nan"]
    assert [cell.data_type for cell in sheet[2]] == ["n", "n", "s", "s"]


def test_yes_no_and_nothing_are_words_and_blank():
    sheet = read(workbook([], ["a", "b", "c", "d"], [[True, False, None, ""]]))

    assert [cell.value for cell in sheet[2]] == ["Có", "Không", None, None]


def test_columns_are_as_wide_as_their_longest_word_within_reason():
    sheet = read(
        workbook([], ["Họ và tên", "Số", "Ghi chú"], [["Nguyễn Thị Hoài An", 1, "x" * 500]])
    )

    widths = [round(sheet.column_dimensions[letter].width) for letter in "ABC"]
    assert widths == [21, 9, 61]


def test_more_rows_than_a_sheet_holds_are_refused_instead_of_lost(monkeypatch):
    monkeypatch.setattr(excel, "ROWS_IN_A_SHEET", 3)

    with pytest.raises(Refused) as refused:
        workbook([], ["Số"], [[1], [2], [3]])

    assert refused.value.message == "Danh sách quá dài cho một tệp Excel. Hãy lọc bớt rồi xuất lại."


def test_the_download_carries_a_vietnamese_name_and_is_not_kept():
    response = xlsx_response("danh-sách lớp.xlsx", b"data")

    assert response.content == b"data"
    assert response["Content-Type"] == excel.XLSX
    assert response["Cache-Control"] == "no-store"
    assert (
        response["Content-Disposition"]
        == "attachment; filename*=utf-8''danh-s%C3%A1ch%20l%E1%BB%9Bp.xlsx"
    )


def test_a_hostile_file_name_cannot_leave_its_header():
    response = xlsx_response('a"\r\nSet-Cookie: x/../b', b"")

    assert response["Content-Disposition"] == 'attachment; filename="a-Set-Cookie- x-..-b.xlsx"'
