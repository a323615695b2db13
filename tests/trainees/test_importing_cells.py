from datetime import date, datetime

import pytest

from tests.trainees.lists import HEADER, complaints, roster_of, roster_of_cell
from trainees.importing import Birth, Problem


@pytest.mark.parametrize(
    ("value", "birth"),
    [
        ("1/2/1985", Birth(1985, 2, 1)),
        ("03/04/1985", Birth(1985, 4, 3)),
        ("01-02-1985", Birth(1985, 2, 1)),
        ("1.2.1985", Birth(1985, 2, 1)),
        ("'05/02/1985", Birth(1985, 2, 5)),
        ("1985-02-05", Birth(1985, 2, 5)),
        ("1985-02-05 00:00:00", Birth(1985, 2, 5)),
        ("ngày 05 tháng 02 năm 1985", Birth(1985, 2, 5)),
        ("Sinh năm 1985", Birth(1985)),
        ("1985", Birth(1985)),
        (1985, Birth(1985)),
        ("02/1985", Birth(1985, 2)),
        ("00/00/1985", Birth(1985)),
        ("--/--/1985", Birth(1985)),
        (31083, Birth(1985, 2, 5)),
        ("31083", Birth(1985, 2, 5)),
        (date(1985, 2, 5), Birth(1985, 2, 5)),
        (datetime(1985, 2, 5, 0, 0), Birth(1985, 2, 5)),
        (None, None),
    ],
)
def test_birth_dates_are_read_with_their_precision(value, birth):
    row = roster_of_cell("Ngày sinh", value)

    assert (row.birth, row.problems) == (birth, [])


@pytest.mark.parametrize(
    ("value", "birth"),
    [
        ("01-02-85", Birth(1985, 2, 1)),
        ("01/02/05", Birth(2005, 2, 1)),
        ("5021985", Birth(1985, 2, 5)),
        ("01/02/2015", Birth(2015, 2, 1)),
        ("1930", Birth(1930)),
    ],
)
def test_doubtful_birth_dates_are_read_with_a_warning(value, birth):
    row = roster_of_cell("Ngày sinh", value)

    assert (row.birth, complaints(row)) == (birth, [("warning", "B2")])


@pytest.mark.parametrize(
    "value",
    [
        "abc",
        "32/01/1985",
        "29/02/1985",
        "03/25/1985",
        "1/2/3/1985",
        "1/2/2030",
        "1/2/1885",
        "85",
        12,
        True,
    ],
)
def test_wrong_birth_dates_are_errors(value):
    row = roster_of_cell("Ngày sinh", value)

    assert (row.birth, complaints(row)) == (None, [("error", "B2")])


def test_month_before_day_is_answered_with_the_right_spelling():
    assert roster_of_cell("Ngày sinh", "03/25/1985").problems == [
        Problem("B2", "Ngày sinh", "03/25/1985",
                "Ngày sinh có vẻ ghi tháng trước ngày. Ghi lại theo thứ tự ngày/tháng/năm: 25/03/1985.", "error")
    ]  # fmt: skip


def test_dates_that_an_english_excel_has_turned_round_are_betrayed():
    births = ["25/03/1985", "31/12/1986", date(1985, 4, 3), date(1985, 6, 5)]
    roster = roster_of(
        ["Họ và tên", "Ngày sinh"], *([f"Lê {n}", b] for n, b in zip("ABCD", births, strict=True))
    )

    assert [problem.severity for problem in roster.problems] == ["warning"]


@pytest.mark.parametrize(
    ("value", "phone", "severities"),
    [
        ("0912 345 678", "+84912345678", []),
        ("0912.345.678", "+84912345678", []),
        ("+84 912 345 678", "+84912345678", []),
        ("84912345678", "+84912345678", []),
        (84912345678, "+84912345678", []),
        ("(0213) 3876 543", "+842133876543", []),
        (912345678, "+84912345678", ["warning"]),
        ("912345678", "+84912345678", ["warning"]),
        (2133876543, "+842133876543", ["warning"]),
        ("0912345678/0987654321", "+84912345678", ["warning"]),
        ("01652345678", "", ["error"]),
        ("0412345678", "", ["error"]),
        ("091234567", "", ["error"]),
        ("không có", "", ["error"]),
        ("9.12E+08", "", ["error"]),
        (None, "", []),
    ],
)
def test_phone_numbers_become_e164(value, phone, severities):
    row = roster_of_cell("Số điện thoại", value)

    assert (row.phone, [problem.severity for problem in row.problems]) == (phone, severities)


@pytest.mark.parametrize(
    ("value", "email", "severities"),
    [
        (" An.Nguyen@LaiChau.gov.vn ", "an.nguyen@laichau.gov.vn", []),
        ("mailto:a@b.vn", "a@b.vn", []),
        ("a@b.vn; c@d.vn", "a@b.vn", ["warning"]),
        ("a@b", "", ["error"]),
        ("nguyễn@b.vn", "", ["error"]),
        ("a b@c.vn", "", ["error"]),
        ("<script>@b.vn", "", ["error"]),
    ],
)
def test_email_addresses_are_checked(value, email, severities):
    row = roster_of_cell("Email", value)

    assert (row.email, [problem.severity for problem in row.problems]) == (email, severities)


@pytest.mark.parametrize(
    ("value", "sex", "severities"),
    [("Nữ", "female", []), ("NAM", "male", []), ("?", "", ["warning"])],
)
def test_sex_is_read_from_words(value, sex, severities):
    row = roster_of_cell("Giới tính", value)

    assert (row.sex, [problem.severity for problem in row.problems]) == (sex, severities)


def test_a_missing_name_names_the_cell():
    (row,) = roster_of(HEADER, [1, None, 1985]).rows

    assert row.problems == [
        Problem(
            "B2",
            "Họ và tên",
            "",
            "Thiếu họ và tên. Hãy ghi họ và tên vào ô B2 hoặc xóa hàng này.",
            "error",
        )
    ]


def test_a_formula_error_is_shown_once():
    (row,) = roster_of(HEADER, [1, "#REF!", 1985]).rows

    assert row.problems == [
        Problem(
            "B2",
            "Họ và tên",
            "#REF!",
            "Ô báo lỗi công thức #REF!. Hãy sửa công thức hoặc gõ lại giá trị.",
            "error",
        )
    ]


def test_formulas_and_markup_stay_text():
    (row,) = roster_of(
        HEADER, [1, "Lê An", 1985, None, None, "<b>=1+1</b>", '=HYPERLINK("x")']
    ).rows

    assert (row.position, row.organisation) == ("<b>=1+1</b>", '=HYPERLINK("x")')


def test_a_number_in_the_place_of_a_name_is_an_error():
    (row,) = roster_of(HEADER, [1, 12345, 1985]).rows

    assert (row.full_name, complaints(row)) == ("", [("error", "B2")])


def test_text_that_is_too_long_is_an_error_and_cut():
    row = roster_of_cell("Đơn vị", "S" * 300)

    assert (row.organisation, complaints(row), len(row.problems[0].value)) == (
        "S" * 255,
        [("error", "B2")],
        255,
    )


def test_doubtful_signs_in_a_name_are_a_warning():
    (row,) = roster_of(["Họ và tên", "Năm sinh"], ["Lê An 2 <b>", 1985]).rows

    assert (row.full_name, complaints(row)) == ("Lê An 2 <b>", [("warning", "A2")])
