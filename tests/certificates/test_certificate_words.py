"""The words of a certificate: stored whole, dates written as the rules for documents ask."""

from datetime import date

import pytest

from certificates.words import CertificateWords, short_date, written_date
from tests.certificates.printed_sheets import WORDS


def test_words_survive_storage_as_json():
    stored = WORDS.to_json()

    assert stored["issued_on"] == "2026-02-05"
    assert stored["periods"] == 16
    assert CertificateWords.from_json(stored) == WORDS


@pytest.mark.parametrize("change", [{"full_name": None}, {"nickname": "Tí"}])
def test_stored_words_with_a_field_too_few_or_too_many_are_refused(change):
    stored = {key: value for key, value in (WORDS.to_json() | change).items() if value is not None}

    with pytest.raises(TypeError):
        CertificateWords.from_json(stored)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 9), "ngày 09 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 1), "ngày 01 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_only_days_below_ten_and_the_first_two_months_take_a_zero(day, written):
    assert written_date(day) == written


def test_a_date_in_the_running_text_has_two_digits_for_day_and_month():
    assert short_date(date(2026, 3, 1)) == "01/03/2026"
