import json
import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

import pytest

from common.spreadsheets import (
    Sheet,
    _tag,
    _untag,
    cell_address,
    column_letter,
    read,
    read_safely,
)
from tests.common.workbooks import GOOD, OLD_XLS, one_sheet, repacked, workbook
from tests.trainees.real_files.layouts import hidden_rows_and_column, old_xls_with_hidden
from tests.trainees.real_files.values import mac_1904, mac_1904_xls

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_columns_have_letters(number, letters):
    assert column_letter(number) == letters


def test_there_is_no_column_zero():
    with pytest.raises(ValueError, match="0"):
        column_letter(0)


def test_a_cell_has_an_address():
    assert cell_address(7, 3) == "C7"


@pytest.mark.parametrize("reader", [read, read_safely])
def test_xlsx_keeps_positions_types_and_errors(reader):
    def fill(book):
        sheet = book.add_worksheet("A & B")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(1, 1, "  Nguyễn ")
        sheet.write(1, 2, 912345678)
        sheet.write(1, 3, 1.5)
        sheet.write(2, 1, True)
        sheet.write_datetime(2, 2, datetime(1985, 2, 5), day)
        sheet.write_datetime(
            2, 3, datetime(1985, 2, 5, 6, 7), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        )
        sheet.write_formula(3, 1, "=A1", None, "#REF!")
        sheet.write_string(3, 2, "012345678901")
        book.add_worksheet("Ẩn").hide()

    sheets = reader(workbook(fill), "ds.xlsx")

    assert sheets == [
        Sheet("A & B", False, [
            [None, None, None, None],
            [None, "  Nguyễn ", 912345678, 1.5],
            [None, True, date(1985, 2, 5), datetime(1985, 2, 5, 6, 7)],
            [None, "#REF!", "012345678901", None],
        ]),
        Sheet("Ẩn", True, []),
    ]  # fmt: skip


def test_a_cell_merged_over_rows_counts_for_each_row():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range("A1:B1", "Tiêu đề")
        sheet.merge_range("A2:A3", "Sở Tư pháp")
        sheet.write("B2", "An")
        sheet.write("B3", "Bình")

    rows = read(workbook(fill), "ds.xlsx")[0].rows

    assert rows == [["Tiêu đề", None], ["Sở Tư pháp", "An"], ["Sở Tư pháp", "Bình"]]


def test_dates_of_the_1904_epoch_are_right():
    def fill(book):
        book.add_worksheet().write_datetime(
            0, 0, datetime(1985, 2, 5), book.add_format({"num_format": "dd/mm/yyyy"})
        )

    assert read(workbook(fill, date_1904=True), "mac.xlsx")[0].rows == [[date(1985, 2, 5)]]


@pytest.mark.parametrize("reader", [read, read_safely])
def test_old_xls_is_read(reader):
    sheets = reader(OLD_XLS, "DS.XLS")

    assert sheets == [
        Sheet("Danh sách", False, [
            [None, None, None, None],
            [None, None, None, None],
            ["STT", "Họ và tên", "Ngày sinh", "Số điện thoại"],
            [1, "Đặng Thị Thủy", date(1985, 2, 5), 912345678],
        ])
    ]  # fmt: skip


def test_a_small_file_is_read_in_the_child_within_the_budget():
    started = time.perf_counter()

    read_safely(GOOD, "ds.xlsx")

    assert time.perf_counter() - started < 0.6


def test_times_durations_and_infinities_survive_the_journey():
    values = [
        time_of_day(6, 7),
        timedelta(hours=30),
        datetime(1985, 2, 5, 6, 7),
        date(1985, 2, 5),
        None,
        "x",
        1.5,
    ]

    assert json.loads(json.dumps(values, default=_tag), object_hook=_untag) == values


@pytest.mark.parametrize("reader", [read, read_safely])
def test_hidden_rows_and_columns_are_told_as_far_as_the_table_goes(reader):
    (sheet,) = reader(hidden_rows_and_column(), "a.xlsx")

    assert (sheet.hidden_rows, sheet.hidden_columns) == ((3, 4, 6), (3,))


@pytest.mark.parametrize("reader", [read, read_safely])
def test_xls_tells_errors_hidden_rows_and_columns_too(reader):
    sheets = reader(old_xls_with_hidden(), "a.xls")

    assert [sheet.name for sheet in sheets] == ["DS", "Phụ lục"]
    assert sheets[0].rows[4] == [3, "#REF!", date(1987, 4, 7), "Sở Y tế"]
    assert (sheets[0].hidden_rows, sheets[0].hidden_columns) == ((4,), (4,))
    assert (sheets[1].hidden_rows, sheets[1].hidden_columns) == ((), ())


@pytest.mark.parametrize(("data", "name"), [(mac_1904(), "a.xlsx"), (mac_1904_xls(), "a.xls")])
def test_a_book_that_counts_from_1904_says_so(data, name):
    (sheet,) = read_safely(data, name)

    assert (sheet.is_1904, sheet.rows[1][1], sheet.rows[2][1]) == (True, date(1985, 2, 5), 29621)


def test_marks_are_found_where_another_program_wrote_the_workbook():
    def change(name, content):
        if name == "xl/workbook.xml":
            return content.replace(b"<sheet ", b"<x:sheet ").replace(
                b"<workbook ", b"<workbook xmlns:x='urn:x' "
            )
        return content

    assert read(repacked(hidden_rows_and_column(), change=change), "a.xlsx")[0].hidden_rows == (
        3,
        4,
        6,
    )


def test_the_child_reads_ten_thousand_rows_in_a_third_of_what_it_may_use():
    """Its peak is asked of the system; the limit is on address space, which is larger."""
    row = [
        "Nguyễn Văn An",
        "05/02/1985",
        "Nam",
        "Kinh",
        "Chuyên viên",
        "Sở Tư pháp",
        "0912345678",
        "a@b.gov.vn",
    ]
    data = one_sheet([[n, f"{n} Phóng viên", *row, f"ghi chú {n}", n] for n in range(10_000)])
    program = (
        "import os, resource, sys; from common.spreadsheets import CHILD_MEMORY_BYTES, read; "
        "resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY_BYTES, CHILD_MEMORY_BYTES)); "
        "print(len(read(sys.stdin.buffer.read(), 'a.xlsx')[0].rows)); "
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], input=data, capture_output=True, check=True, cwd=ROOT
    )
    rows, peak_kib = map(int, ran.stdout.split())

    assert (rows, peak_kib / 1024 < 100) == (10_000, True)
