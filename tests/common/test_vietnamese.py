import unicodedata
from pathlib import Path

import pytest

from common.legacy_encodings import is_syllable
from common.vietnamese import (
    fold,
    fold_spelling,
    from_tcvn3,
    from_vni,
    looks_like_tcvn3,
    looks_like_vni,
    nfc,
    recase,
    slugify,
    sort_key,
    split_name,
)

# The shared folder lies beside the checkout; a user's machine does not have it.
NAMES = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "vietnam-names"
needs_fixtures = [
    pytest.mark.needs_fixtures,
    pytest.mark.skipif(not NAMES.is_dir(), reason="the shared fixtures folder is absent"),
]


def test_nfd_becomes_nfc():
    assert nfc(unicodedata.normalize("NFD", "Nguyễn Đức Thủy")) == "Nguyễn Đức Thủy"


def test_invisible_and_hard_spaces_are_cleaned():
    assert nfc("\ufeff Nguyễn\u00a0 Văn\u200b\tAn\n") == "Nguyễn Văn An"


def test_eth_becomes_the_vietnamese_letter():
    assert nfc("Ðặng ðức") == "Đặng đức"


def test_soft_hyphen_survives_because_tcvn3_needs_it():
    assert nfc("T\u00ad ph¸p") == "T\u00ad ph¸p"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn  Đức Thủy", "nguyen duc thuy"),
        ("ÐẶNG", "dang"),
        ("đường", "duong"),
        ("K’Brếp", "k'brep"),
        ("", ""),
    ],
)
def test_fold_gives_what_people_type_into_the_search(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xã Hoà Bình", "xã Hòa Bình"),
        ("Phường Phú Thuỷ", "Phường Phú Thủy"),
        ("Đặc khu Phú Quí", "Đặc khu Phú Quý"),
        ("Phường B’Lao", "Phường B'Lao"),
        ("Xã D`Ran", "Xã D’Ran"),
        ("Thị Xã La Gi", "Thị xã La Gi"),
        ("Phường Lâm Viên - Đà Lạt", "Phường Lâm Viên-Đà Lạt"),
        ("Ê-đê", "Ê Đê"),
        ("Quỳnh", unicodedata.normalize("NFD", "Qùynh")),
    ],
)
def test_two_spellings_of_one_unit_are_equal(one, other):
    assert fold_spelling(one) == fold_spelling(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Hùng", "Hưng"), ("Đông", "Dông"), ("Tân Lập", "Tân Lấp"), ("Hoa", "Hoà")]
)
def test_two_names_stay_two(one, other):
    assert fold_spelling(one) != fold_spelling(other)


def test_slug_keeps_the_letter_that_django_drops():
    assert slugify("Đợt 1: Đào tạo cán bộ") == "dot-1-dao-tao-can-bo"


@pytest.mark.parametrize(
    ("full_name", "parts"),
    [
        ("Nguyễn Văn An", ("Nguyễn", "Văn", "An")),
        ("Tôn Nữ Thị  Ninh", ("Tôn", "Nữ Thị", "Ninh")),
        ("Ka Thị", ("Ka", "", "Thị")),
        ("K'Brếp", ("", "", "K'Brếp")),
        ("", ("", "", "")),
    ],
)
def test_a_name_splits_into_family_middle_and_given(full_name, parts):
    assert split_name(full_name) == parts


def test_sort_key_is_laid_out_letters_first_then_tones():
    assert sort_key("Trần Văn An") == "AR ZXCR ]BR !00 0010 000"


def test_lists_are_sorted_by_given_name_then_family_then_middle():
    ordered = [
        "Nguyễn An",
        "Nguyễn Văn An",
        "Nguyễn Văn Bảo An",
        "Trần Thị An",
        "Lê Ân",
        "Lê Văn Bình",
        "Lê Dung",
        "Lê Đức",
        "Lê Ma",
        "Lê Mà",
        "Lê Mả",
        "Lê Mã",
        "Lê Má",
        "Lê Mạ",
        "Lê Man",
    ]

    backwards = ordered[::-1]

    assert sorted(backwards, key=sort_key) == ordered


def test_the_alphabet_has_the_vietnamese_order():
    alphabet = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")

    backwards = alphabet[::-1]

    assert sorted(backwards, key=sort_key) == alphabet


def test_sort_key_is_short_ascii_whatever_comes_in():
    key = sort_key("Ж漢 " + "Nguyễn " * 60)

    assert (len(key), key.isascii()) == (120, True)


def test_sort_key_does_not_depend_on_the_unicode_form():
    assert sort_key(unicodedata.normalize("NFD", "Đặng Đức Đạt")) == sort_key("Ðặng Ðức Ðạt")


def test_tcvn3_is_read():
    assert from_tcvn3("NguyÔn Ngäc B×nh, T\u00ad ph¸p") == "Nguyễn Ngọc Bình, Tư pháp"


def test_vni_is_read():
    assert from_vni("Nguyeãn Vaên Ñöùc, TRAÀN THÒ HOAØ") == "Nguyễn Văn Đức, TRẦN THỊ HOÀ"


def test_capital_letter_fonts_get_their_capitals_back():
    assert recase(from_tcvn3("NGUYÔN V¡N")) == "NGUYỄN VĂN"


@pytest.mark.parametrize("text", ["Hà Lý", "Vũ Hà", "Nguyễn Văn", "Hồ", "ABC"])
def test_recase_leaves_ordinary_names_alone(text):
    assert recase(text) == text


@pytest.mark.parametrize(
    ("text", "tcvn3", "vni"),
    [
        ("NguyÔn V¨n", True, False),
        ("Së T\u00ad ph¸p", True, False),
        ("Nguyeãn Vaên", False, True),
        ("Sôû Tö phaùp", False, True),
        ("Nguyễn Văn", False, False),
        ("Hoàng Hà", False, False),
        ("José Müller", False, False),
        ("Nguyen Van", False, False),
        ("", False, False),
    ],
)
def test_old_fonts_are_told_from_unicode(text, tcvn3, vni):
    assert (looks_like_tcvn3(text), looks_like_vni(text)) == (tcvn3, vni)


def fixture_names(*files):
    lines = [line for file in files for line in (NAMES / file).read_text("utf-8").splitlines()]
    return [line for line in map(nfc, lines) if line]


class TestWithOtherPeoplesNames:
    pytestmark = needs_fixtures

    def test_folding_equals_the_published_unaccented_list(self):
        folded = [fold(name) for name in fixture_names("boy_one_word.txt")]

        assert folded == [name.lower() for name in fixture_names("boy_one_word_no_accents.txt")]

    def test_no_unicode_name_is_taken_for_an_old_font(self):
        names = fixture_names("boy.txt", "girl.txt")

        assert [name for name in names if looks_like_tcvn3(name) or looks_like_vni(name)] == []

    def test_every_word_is_a_syllable(self):
        names = fixture_names("boy.txt", "girl.txt")

        assert [word for name in names for word in name.split() if not is_syllable(word)] == []

    def test_tcvn3_names_come_back_as_they_were_or_are_not_touched(self):
        to_tcvn3 = {from_tcvn3(chr(code)): chr(code) for code in range(0xA1, 0xFF)}
        names = [name.lower() for name in fixture_names("boy.txt", "girl.txt")]
        typed = ["".join(to_tcvn3.get(letter, letter) for letter in name) for name in names]

        read = [
            from_tcvn3(text) if looks_like_tcvn3(text) else name
            for text, name in zip(typed, names, strict=True)
        ]

        assert read == names
