"""Words with placeholders: one line in a header, plain text in a body, nothing filled twice."""

import pytest

from notices import rendering
from notices.kinds import KINDS, PLACEHOLDERS


@pytest.mark.parametrize(
    "value",
    [
        "Lò Thị Hoa\r\nBcc: ca.tinh@example.vn",
        "Lò Thị Hoa\nBcc: ca.tinh@example.vn",
        "Lò Thị Hoa\x00\x0b\x85\u2028Bcc: ca.tinh@example.vn",
    ],
)
def test_no_name_can_begin_a_second_header_or_line(value):
    facts = {"hoc_vien": [value], "ten_lop": value}

    assert rendering.subject("Về {ten_lop}", facts) == "Về Lò Thị Hoa Bcc: ca.tinh@example.vn"
    assert rendering.body("{hoc_vien}\nHết.", facts).splitlines() == [
        "- Lò Thị Hoa Bcc: ca.tinh@example.vn",
        "Hết.",
    ]


def test_a_subject_is_cut_where_a_column_ends():
    subject = rendering.subject("{ten_lop}", {"ten_lop": "x" * 400})

    assert (len(subject), subject[-1]) == (250, "…")


def test_braces_in_a_reason_stay_what_they_are():
    facts = {"ly_do": "xem {hoc_vien}", "hoc_vien": ["Lò Thị Hoa"]}

    assert rendering.body("Lý do: {ly_do}", facts) == "Lý do: xem {hoc_vien}"


@pytest.mark.parametrize(
    ("people", "last", "in_subject"),
    [(1, "- Người 1", "Người 1"), (20, "- Người 20", "Người 1, Người 2 và 18 người khác"),
     (23, "- và 3 người khác", "Người 1, Người 2 và 21 người khác")],
)  # fmt: skip
def test_a_long_list_is_named_up_to_twenty(people, last, in_subject):
    facts = {"hoc_vien": [f"Người {n}" for n in range(1, people + 1)]}

    lines = rendering.body("{hoc_vien}", facts).splitlines()

    assert (len(lines), lines[-1]) == (min(people, 21), last)
    assert rendering.subject("{hoc_vien}", facts) == in_subject


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("{ten_lop} {ma_lop}", []),
        ("{ten_lớp} {ma_lop} {}", ["ten_lớp", ""]),
        ("{ ten_lop } và { ten_lop }", [" ten_lop "]),
        ("một ngoặc { lẻ", []),
    ],
)
def test_unknown_placeholders_are_named_once(text, unknown):
    assert rendering.unknown_names(text, ["ten_lop", "ma_lop"]) == unknown


def test_a_letter_says_where_to_act_and_who_writes():
    letter = rendering.letter(
        "Đã duyệt.", address="https://a.vn/lop/1/", site_name="Tập huấn\n", site_url="https://a.vn"
    )

    assert letter == (
        "Đã duyệt.\n\nMở trang: https://a.vn/lop/1/\n\n-- \nTập huấn\nhttps://a.vn\n"
        "Thư do hệ thống gửi tự động, không trả lời thư này.\n"
    )


def test_an_address_that_is_in_the_words_is_not_repeated():
    letter = rendering.letter(
        "Mở https://a.vn/lop/1/", address="https://a.vn/lop/1/", site_name="", site_url=""
    )

    assert letter.count("https://a.vn/lop/1/") == 1


@pytest.mark.parametrize("code", KINDS)
def test_the_default_words_name_only_what_their_kind_knows(code):
    kind = KINDS[code]
    words = f"{kind.subject}\n{kind.body}"

    assert rendering.unknown_names(words, kind.names) == []
    assert set(kind.names) <= set(PLACEHOLDERS)
    facts = {name: PLACEHOLDERS[name].sample for name in kind.names}
    assert "{" not in rendering.subject(str(kind.subject), facts) + rendering.body(words, facts)
    assert len(str(kind.subject)) <= 200
