import io
import re
import zipfile
from datetime import date

from common.spreadsheets import read
from tests.trainees.lists import (
    TODAY,
)
from trainees.importing import Birth, RosterRow, blank_template, read_roster


def test_the_blank_list_is_read_back():
    labels = ["Báo cáo viên pháp luật cấp tỉnh", "Phóng viên"] * 20
    sheets = read(blank_template("=DANH SÁCH", labels, "Sở Tư pháp"), "mau.xlsx")

    roster = read_roster(sheets, today=TODAY)

    assert [sheet.hidden for sheet in sheets] == [False, True]
    assert sheets[0].rows[2][0] == "=DANH SÁCH"
    assert (roster.header_row, sorted(roster.columns)) == (
        6,
        [
            "birth",
            "category",
            "email",
            "ethnic_group",
            "full_name",
            "note",
            "order",
            "organisation",
            "phone",
            "position",
            "sex",
        ],
    )
    assert [problem.severity for problem in roster.problems] == ["error"]


def test_the_blank_roster_asks_for_id_number_and_decision_and_is_read_back():
    agencies = ["Sở Tư pháp", "UBND xã Bum Tở"]
    data = blank_template(
        "DANH SÁCH", ["Phóng viên"], "Lai Châu", purpose="roster", organisation_names=agencies
    )
    sheets = read(data, "mau.xlsx")
    filled = [
        *sheets[0].rows[:6],
        ["1", "Lê An", "05/02/1985", "Nam", "012085001234", "Kinh", "Chuyên viên", agencies[0], "0912345678", "a@b.vn",
         "Phóng viên", "12/QĐ-STP", "05/02/2024", "Sở Tư pháp", "x"],
    ]  # fmt: skip

    (row,) = read_roster([sheets[0]._replace(rows=filled)], today=TODAY).rows

    assert sheets[1].rows == [["Phóng viên", agencies[0]], [None, agencies[1]]]
    assert row.problems == []
    assert row == RosterRow(
        7, "Lê An", Birth(1985, 2, 5), "male", "Kinh", "Chuyên viên", "Sở Tư pháp", "+84912345678", "a@b.vn",
        "Phóng viên", "x", "012085001234", "12/QĐ-STP", date(2024, 2, 5), "Sở Tư pháp", cells=row.cells,
    )  # fmt: skip


def test_lists_to_choose_from_are_offered_for_sex_category_and_agency():
    data = blank_template("X", ["A", "B"], "Sở", purpose="roster", organisation_names=["C"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()

    rules = re.findall(r'sqref="([^"]+)"><formula1>([^<]+)<', sheet)

    assert rules == [
        ("D7:D306", '"Nam,Nữ"'), ("K7:K306", "'Danh mục'!$A$1:$A$2"), ("H7:H306", "'Danh mục'!$B$1:$B$1"),
    ]  # fmt: skip


def test_without_choices_there_is_no_sheet_of_choices():
    assert len(read(blank_template("X", [], "Sở"), "mau.xlsx")) == 1
