import io
import sys
import time
import unicodedata
from datetime import datetime

import xlsxwriter

from common.spreadsheets import read
from tests.trainees.lists import (
    HEADER,
    TODAY,
    complaints,
)
from trainees.importing import Birth, Problem, RosterRow, read_roster


def test_a_real_shaped_list_is_read_whole():
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet("DS cử")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range("A1:D1", "UBND TỈNH LAI CHÂU")
        sheet.merge_range("A3:L3", "DANH SÁCH CỬ CÁN BỘ THAM GIA TẬP HUẤN")
        sheet.merge_range("A4:L4", "(Kèm theo Công văn số 12/STP ngày 05 tháng 02 năm 2026)")
        for column, label in enumerate(["STT", "Họ và tên"]):
            sheet.merge_range(5, column, 6, column, label)
        sheet.merge_range("C6:D6", "Ngày, tháng, năm sinh")
        sheet.write("C7", "Nam")
        sheet.write("D7", "Nữ")
        for column, label in enumerate(
            ["Dân tộc", "Chức vụ", "Đơn vị công tác", "Số điện thoại", "Email", "Đối tượng"], 4
        ):
            sheet.merge_range(5, column, 6, column, label)
        sheet.write_row("A8", range(1, 11))
        sheet.write("A9", "I. Sở Tư pháp (2 người)")
        sheet.write_row("A10", [1, unicodedata.normalize("NFD", "Nguyễn Đức  Thủy")])
        sheet.write_datetime("C10", datetime(1985, 2, 5), day)
        sheet.write_row(
            "E10",
            [
                "Kinh",
                "Chuyên viên",
                "",
                912345678,
                "Thuy@LaiChau.gov.vn",
                "Báo cáo viên pháp luật cấp tỉnh",
            ],
        )
        sheet.write_row("A11", [2, "Ðặng\u00a0Thị Hoa", "", "1990", "Thái"])
        sheet.write_row("A13", ["II", "UBND xã Mường Tè"])
        sheet.write_row("A14", ["", "Lò Văn Ón", "1/2/88"])
        sheet.write("B15", "Tổng số: 03 người")
        sheet.write("G16", "Lai Châu, ngày 05 tháng 02 năm 2026")
        sheet.write_row("B17", ["NGƯỜI LẬP", "", "", "", "", "GIÁM ĐỐC"])
        sheet.write_row("B20", ["Trần Văn Ký", "", "", "", "", "Lê Thị Đốc"])

    roster = read_roster(read(output.getvalue(), "ds.xlsx"), today=TODAY)

    assert (roster.sheet_name, roster.header_row, roster.problems) == ("DS cử", 6, [])
    assert roster.columns == {
        "order": "A", "full_name": "B", "male": "C", "female": "D", "ethnic_group": "E", "position": "F",
        "organisation": "G", "phone": "H", "email": "I", "category": "J",
    }  # fmt: skip
    first, second, third = roster.rows
    assert first == RosterRow(
        10, "Nguyễn Đức Thủy", Birth(1985, 2, 5), "male", "Kinh", "Chuyên viên", "Sở Tư pháp", "+84912345678",
        "thuy@laichau.gov.vn", "Báo cáo viên pháp luật cấp tỉnh",
        cells={"full_name": "B10", "male": "C10", "ethnic_group": "E10", "position": "F10", "phone": "H10",
               "email": "I10", "category": "J10"},
        problems=[Problem("H10", "Số điện thoại", "912345678",
                          "Số điện thoại mất số 0 ở đầu, được sửa thành 0912345678.", "warning")],
        group="Sở Tư pháp",
    )  # fmt: skip
    assert (second.full_name, second.birth, second.sex, second.organisation) == (
        "Đặng Thị Hoa",
        Birth(1990),
        "female",
        "Sở Tư pháp",
    )
    assert (third.full_name, third.birth, third.organisation) == (
        "Lò Văn Ón",
        Birth(1988, 2, 1),
        "UBND xã Mường Tè",
    )
    assert complaints(third) == [("warning", "C14")]


def ten_thousand_rows():
    rows = [HEADER]
    for n in range(10_000):
        name = "Nguyễn Văn " + "".join("ABĐÊGHIKLM"[int(digit)] for digit in str(n))
        phone = "không" if n % 33 == 0 else f"09{n:08d}"
        rows.append([n + 1, name, f"{1 + n % 28:02d}/{1 + n % 12:02d}/{1960 + n % 40}", "Nam", "Kinh", "Chuyên viên",
                     f"Sở số {n % 40}", phone, f"a{n}@laichau.gov.vn", "Phóng viên", "="])  # fmt: skip
    return rows


def test_ten_thousand_rows_are_read_in_time_and_every_fault_is_listed():
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(ten_thousand_rows()):
            sheet.write_row(number, 0, row)
    started = time.process_time()

    roster = read_roster(read(output.getvalue(), "ds.xlsx"), today=TODAY)

    # Coverage traces every line and takes several times as long; the promise is for the untraced program.
    assert time.process_time() - started < (3 if sys.gettrace() is None else 30)
    assert [problem.cell for row in roster.rows for problem in row.problems] == [
        f"H{n + 2}" for n in range(0, 10_000, 33)
    ]
