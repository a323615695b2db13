"""What is a personal ID number, and what in it disagrees with a record."""

import pytest

from trainees import id_numbers


@pytest.mark.parametrize(
    "typed",
    [
        "012085001234",
        " 012 085 001 234 ",
        "012.085.001.234",
        "012-085-001234",
        "０１２０８５００１２３４",
    ],
)
def test_twelve_digits_are_read_however_they_are_typed(typed):
    assert id_numbers.cleaned(typed) == "012085001234"


def test_nothing_is_no_number():
    assert id_numbers.cleaned("  ") == ""


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("12085001234", "Số này có 11 chữ số: Excel có thể đã bỏ mất số 0"),
        ("123456789", "Số này có 9 chữ số như số chứng minh nhân dân cũ"),
        ("0120850012345", "Số định danh cá nhân gồm 12 chữ số, số vừa nhập có 13"),
        ("01208500123", "Số định danh cá nhân gồm 12 chữ số, số vừa nhập có 11"),
        ("O12085001234", "Số định danh cá nhân chỉ gồm chữ số"),
        ("٠١٢٠٨٥٠٠١٢٣٤", "Số định danh cá nhân chỉ gồm chữ số"),
    ],
)
def test_what_is_no_number_is_said_without_repeating_it(typed, begins):
    with pytest.raises(id_numbers.NotANumber) as refused:
        id_numbers.cleaned(typed)

    assert refused.value.message[: len(begins)] == begins
    assert typed not in refused.value.message


def test_a_place_is_not_checked_because_the_list_changes():
    assert id_numbers.cleaned("999085001234") == "999085001234"


def test_seven_digits_are_enough_to_recognise_a_number():
    assert id_numbers.masked("012085001234") == "012•••••1234"


SEX = "Giới tính trong số định danh khác với hồ sơ. Hãy kiểm tra lại cả hai."
YEAR = "Năm sinh trong số định danh khác với hồ sơ. Hãy kiểm tra lại cả hai."


@pytest.mark.parametrize(
    ("number", "sex", "year", "doubts"),
    [
        ("012085001234", "male", 1985, []),
        ("012185001234", "female", 1985, []),
        ("012201001234", "male", 2001, []),
        ("012301001234", "female", 2001, []),
        ("012085001234", "female", 1985, [SEX]),
        ("012085001234", "male", 1986, [YEAR]),
        ("012285001234", "male", 1985, [YEAR]),
        ("012385001234", "male", 1985, [SEX, YEAR]),
        ("012085001234", "", None, []),
    ],
)
def test_sex_year_and_century_are_compared_with_the_record(number, sex, year, doubts):
    assert id_numbers.doubts(number, sex_known=sex, year_known=year) == doubts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("đối chiếu số 012085001234 trên thẻ", True),
        ("012 085 001 234", True),
        ("gọi 0912 345 678 để hỏi", False),
        ("hồ sơ 2026-0001", False),
        ("", False),
    ],
)
def test_a_number_inside_other_words_is_found(text, found):
    assert id_numbers.is_inside(text) is found
