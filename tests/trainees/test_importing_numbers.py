"""ID numbers and decisions in a roster."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from common.spreadsheets import Sheet
from tests.trainees.lists import TODAY, complaints, roster_of
from trainees.importing import Birth, Problem, read_roster
from trainees.roster_decisions import Decision, split_decision
from trainees.roster_ids import masked, parse_id_number
from trainees.roster_packing import pack, unpack

BORN, WOMAN = Birth(1990), "female"


def severities(complaints):
    return [severity for severity, _message in complaints]


@pytest.mark.parametrize(
    ("value", "number", "expected"),
    [
        ("068190001234", "068190001234", []),
        (" 068 190.001-234\u00a0", "068190001234", []),
        ("'068190001234", "068190001234", []),
        (68190001234, "068190001234", ["warning"]),
        ("68190001234", "068190001234", ["warning"]),
        (1190001234, "001190001234", ["warning"]),
        (68085001234, "", ["error"]),
        (68090001234, "", ["error"]),
        ("06819000123", "", ["error"]),
        ("0681900012345", "", ["error"]),
        ("6.8190E+10", "", ["error"]),
        (68190001234.5, "", ["error"]),
        (True, "", ["error"]),
        ("chưa có", "", ["error"]),
        ("\u0660" * 12, "", ["error"]),
        ("045678901", "", ["warning"]),
        (45678901, "", ["warning"]),
        ("45678901", "", ["error"]),
        ("068190001234 ", "068190001234", []),
        ("068091001234", "068091001234", ["warning", "warning"]),
        (None, "", []),
        ("  ", "", []),
    ],
)
def test_id_numbers_are_twelve_digits_or_refused(value, number, expected):
    found, complaints = parse_id_number(value, BORN, WOMAN)

    assert (found, severities(complaints)) == (number, expected)


@pytest.mark.parametrize(
    ("birth", "sex", "number"),
    [
        (BORN, "", "068190001234"),
        (None, WOMAN, ""),
        (None, "", ""),
        (Birth(1991), WOMAN, ""),
        (BORN, "male", ""),
    ],
)
def test_a_lost_zero_is_given_back_only_where_the_row_bears_it_out(birth, sex, number):
    assert parse_id_number(68190001234, birth, sex)[0] == number


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("012345671234", "012•••••1234"),
        ("'012 345 671 234", "012•••••1234"),
        ("12345671234", "••••••••234"),
        ("CMND 012345678", "CMND ••••••678"),
        ("không", "không"),
    ],
)
def test_numbers_are_shown_masked(text, shown):
    assert masked(text) == shown


def test_no_problem_repeats_an_id_number():
    header = ["Họ và tên", "Năm sinh", "Số CMND", "Số CCCD"]
    roster = roster_of(
        header, ["Lê An", 1985, "012345678", 68190001234], ["Lê B", 1985, "x", "068190001234"]
    )

    first, second = roster.rows
    assert (first.id_number, complaints(first), first.problems[0].value) == (
        "",
        [("error", "D2")],
        "••••••••234",
    )
    assert (second.id_number, second.problems) == (
        "068190001234",
        [
            Problem("D3", "Số CCCD", "068•••••1234",
                    "Số định danh cá nhân không khớp năm sinh ghi ở cùng hàng. Kiểm tra lại cả hai.", "warning")
        ],
    )  # fmt: skip


@pytest.mark.parametrize(
    "label", ["CMND", "Số định danh cá nhân (CCCD)", "CCCD/CMND", "Mã số định danh cá nhân"]
)
def test_id_numbers_are_known_by_synonyms(label):
    assert roster_of(["Họ và tên", label], ["Lê An", "068190001234"]).columns["id_number"] == "B"


@pytest.mark.parametrize(
    ("value", "day", "expected"),
    [
        ("05/02/2024", date(2024, 2, 5), []),
        ("ngày 05 tháng 02 năm 2024", date(2024, 2, 5), []),
        ("5.2.2024", date(2024, 2, 5), []),
        ("2024-02-05", date(2024, 2, 5), []),
        ("2024-02-05 00:00:00", date(2024, 2, 5), []),
        (45327, date(2024, 2, 5), []),
        (datetime(2024, 2, 5), date(2024, 2, 5), []),
        (date(2024, 2, 5), date(2024, 2, 5), []),
        ("05/02/24", date(2024, 2, 5), ["warning"]),
        ("2024", None, ["error"]),
        (2024, None, ["error"]),
        ("30/02/2024", None, ["error"]),
        ("05/02/2030", None, ["error"]),
        ("05/02/1975", None, ["error"]),
        ("hôm qua", None, ["error"]),
        (" ", None, []),
        (None, None, []),
    ],
)
def test_the_day_of_a_decision_is_read(value, day, expected):
    (row,) = roster_of(["Họ và tên", "Ngày quyết định"], ["Lê An", value]).rows

    assert (row.decided_on, [problem.severity for problem in row.problems]) == (day, expected)


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("12/QĐ-UBND", Decision("12/QĐ-UBND")),
        ("Số: 12/QĐ-UBND", Decision("12/QĐ-UBND")),
        ("QĐ số 12/QĐ-UBND ngày 05/02/2024", Decision("12/QĐ-UBND", "05/02/2024")),
        ("12/QĐ-UBND (ngày 05/02/2024)", Decision("12/QĐ-UBND", "05/02/2024")),
        ("12/QĐ-STP của Sở Tư pháp", Decision("12/QĐ-STP", "", "Sở Tư pháp")),
        ("Quyết định số 12/QĐ-UBND ngày 5 tháng 2 năm 2024 của Chủ tịch UBND xã Bum Tở",
         Decision("12/QĐ-UBND", "5 tháng 2 năm 2024", "Chủ tịch UBND xã Bum Tở")),
        ("", Decision("")),
    ],
)  # fmt: skip
def test_a_decision_in_one_cell_is_parted(text, decision):
    assert split_decision(text) == decision


def test_what_is_too_long_for_a_decision_is_an_error_and_cut():
    header = ["Họ và tên", "Số quyết định", "Cơ quan ban hành", "Lĩnh vực chuyên sâu"]
    (row,) = roster_of(header, ["Lê An", "1" * 61, "U" * 201, "Đ" * 161]).rows

    assert [len(text) for text in (row.decision_number, row.issuer, row.specialty)] == [
        60,
        200,
        160,
    ]
    assert complaints(row) == [("error", "B2"), ("error", "C2"), ("error", "D2")]


def test_a_nomination_reads_neither_id_numbers_nor_decisions():
    rows = [
        ["Họ và tên", "Năm sinh", "Số CCCD", "Số quyết định", "Ngày quyết định", "Lĩnh vực"],
        ["Lê An", 1985, 12345, "1/QĐ", "hôm qua", "Đất đai"],
    ]
    (row,) = roster_of(*rows, purpose="nomination").rows

    assert (row.cells, row.problems) == ({"full_name": "A2", "birth": "B2"}, [])
    assert (row.id_number, row.decision_number, row.specialty) == ("", "", "")


def test_a_packed_row_comes_back_without_its_id_number():
    (row,) = roster_of(
        ["Họ và tên", "Năm sinh", "CCCD", "Số QĐ", "Ngày QĐ", "Ghi chú"],
        ["NguyÔn V¨n B×nh", 1990, "068091001234", "1/QĐ", "05/02/2024", "x"],
    ).rows

    kept = json.loads(json.dumps(pack(row)))

    assert "068091001234" not in str(kept)
    assert unpack(kept) == replace(row, id_number="")


def test_numbers_of_days_in_a_book_of_1904_are_counted_from_there():
    rows = [["Họ và tên", "Ngày sinh", "Ngày QĐ"], ["Lê An", 29621, 43865], ["Lê B", 1985, None]]
    roster = read_roster([Sheet("A", False, rows, is_1904=True)], today=TODAY)

    assert [(row.birth, row.decided_on) for row in roster.rows] == [
        (Birth(1985, 2, 5), date(2024, 2, 5)), (Birth(1985), None),
    ]  # fmt: skip
