"""Two hundred names in every way they arrive: each is read right, or refused, or flagged; none is silently wrong."""

import unicodedata

import pytest

from common.spreadsheets import Sheet, UnreadableFile, read
from tests.trainees.lists import TODAY
from tests.trainees.names import NAMES, to_tcvn3, to_vni, to_windows_1258
from trainees.importing import read_roster


def nfd(text):
    return unicodedata.normalize("NFD", text)


def with_eth(text):
    return text.replace("Đ", "Ð").replace("đ", "ð").replace(" ", "\u00a0")


def in_capital_font(text):
    return to_tcvn3(text, capitals=True)


def by_code_page(how):
    return lambda text: how(text).encode("cp1252")


def in_turns(text):
    """Every third name in TCVN3, every third in VNI."""
    return (str, to_tcvn3, to_vni)[NAMES.index(text) % 3](text)


def outcome(name, row):
    """``right`` in whatever case where the file shouts; ``refused``, ``flagged`` with a problem; else ``WRONG``."""
    if row is None:
        return "refused"
    if row.full_name == name or (row.problems and row.full_name.upper() == name.upper()):
        return "right"
    if any(problem.severity == "error" for problem in row.problems):
        return "refused"
    return "flagged" if row.problems else "WRONG"


def outcomes(rows_of_names):
    """How many names had each outcome; what is wrong is named."""
    found = [(outcome(name, row), name) for name, row in rows_of_names]
    counts = {
        kind: sum(one == kind for one, _name in found) for kind in ("right", "flagged", "refused")
    }
    return counts, [name for kind, name in found if kind == "WRONG"]


def in_one_sheet(names, how, *, others=()):
    rows = [["Họ và tên", *["Đối tượng"][: len(others)]], *([how(name), *others] for name in names)]
    roster = read_roster([Sheet("A", False, rows)], today=TODAY)
    by_number = {row.row_number: row for row in roster.rows}
    return [(name, by_number.get(number)) for number, name in enumerate(names, 2)]


def one_a_sheet(names, how):
    return [pair for name in names for pair in in_one_sheet([name], how)]


def in_one_csv(names, how, header):
    lines = "".join(f"{number},{name},1985\r\n" for number, name in enumerate(names, 1))
    try:
        roster = read_roster(read(how(f"{header}\r\n{lines}"), "ds.csv"), today=TODAY)
    except UnreadableFile:
        return [(name, None) for name in names]
    by_number = {row.row_number: row for row in roster.rows}
    return [(name, by_number.get(number)) for number, name in enumerate(names, 2)]


EVERY_LETTER = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ'-"


def test_there_are_two_hundred_names_with_every_marked_letter():
    letters = set("".join(NAMES).lower())

    assert len(set(NAMES)) == len(NAMES) >= 200
    assert set(EVERY_LETTER) - letters == set()


@pytest.mark.parametrize("how", [str, nfd, with_eth])
def test_names_in_every_form_of_unicode_are_right(how):
    for arranged in (in_one_sheet, one_a_sheet):
        assert outcomes(arranged(NAMES, how)) == (
            {"right": len(NAMES), "flagged": 0, "refused": 0},
            [],
        )


@pytest.mark.parametrize("how", [to_tcvn3, to_vni])
def test_a_list_in_an_old_font_is_read_right(how):
    all_right = ({"right": len(NAMES), "flagged": 0, "refused": 0}, [])

    assert outcomes(in_one_sheet(NAMES, how)) == all_right
    assert (
        outcomes(in_one_sheet(NAMES, how, others=["Báo cáo viên pháp luật cấp tỉnh"])) == all_right
    )


@pytest.mark.parametrize("how", [str, nfd, to_vni, in_capital_font])
def test_a_list_in_capitals_is_read_right(how):
    shouted = [name.upper() for name in NAMES]

    assert outcomes(in_one_sheet(shouted, how)) == (
        {"right": len(NAMES), "flagged": 0, "refused": 0},
        [],
    )


@pytest.mark.parametrize("how", [to_tcvn3, to_vni])
def test_a_single_name_in_an_old_font_is_right_or_flagged(how):
    counts, wrong = outcomes(one_a_sheet(NAMES, how))

    assert (wrong, counts["right"] > 185) == ([], True)


def test_a_list_gathered_from_three_fonts_is_right_or_flagged():
    counts, wrong = outcomes(in_one_sheet(NAMES, in_turns))

    assert (wrong, counts["right"] > 190) == ([], True)


HEADERS = ["STT,Họ và tên,Năm sinh", "no,full name,date of birth"]
CSV = {
    "UTF-8": str.encode,
    "UTF-8 with BOM": lambda text: text.encode("utf-8-sig"),
    "UTF-8 in NFD": lambda text: nfd(text).encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 big": lambda text: text.encode("utf-16-be"),
    "windows-1258": to_windows_1258,
    "TCVN3": by_code_page(to_tcvn3),
    "VNI": by_code_page(to_vni),
}


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("how", CSV.values(), ids=CSV.keys())
def test_a_csv_is_right_in_every_encoding(how, header):
    assert outcomes(in_one_csv(NAMES, how, header)) == (
        {"right": len(NAMES), "flagged": 0, "refused": 0},
        [],
    )


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("how", CSV.values(), ids=CSV.keys())
def test_a_csv_of_one_name_is_right_refused_or_flagged(how, header):
    counts, wrong = outcomes([pair for name in NAMES for pair in in_one_csv([name], how, header)])

    assert (wrong, counts["right"] > 180) == ([], True)
