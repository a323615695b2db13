"""The life of a unit as words and as a picture."""

from datetime import date

import pytest

from organisations.life import Line, Node, picture, span_words
from organisations.querysets import heirs

BEGUN, ENDED = date(2024, 12, 1), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "words"),
    [
        (date(1900, 1, 1), None, "đang hoạt động"),
        (date(1900, 1, 1), ENDED, "đến 30/06/2025"),
        (BEGUN, None, "từ 01/12/2024"),
        (BEGUN, ENDED, "01/12/2024 – 30/06/2025"),
    ],
)
def test_a_beginning_that_was_not_recorded_is_not_told(valid_from, valid_to, words):
    assert span_words(valid_from, valid_to) == words


def test_a_unit_without_past_and_future_needs_no_picture():
    assert picture([], Node("Xã A", ""), []) is None


def test_past_stands_left_and_future_right_tied_to_the_middle():
    drawn = picture([Node("Xã A", "", "/a/")], Node("Xã B", ""), [Node("Xã C", "", "/c/")])

    assert [(box.name, box.x, box.y) for box in drawn.boxes] == [
        ("Xã A", 2, 2),
        ("Xã B", 346, 2),
        ("Xã C", 690, 2),
    ]
    assert drawn.lines == [Line(266, 34, 346, 34), Line(610, 34, 690, 34)]
    assert (drawn.width, drawn.height) == (956, 68)


def test_two_successors_stand_under_each_other_beside_the_middle():
    drawn = picture([], Node("Xã A", ""), [Node("Xã B", "", "/b/"), Node("Xã C", "", "/c/")])

    assert [(box.x, box.y) for box in drawn.boxes] == [(2, 39), (346, 2), (346, 76)]


def test_a_long_name_is_set_in_two_lines():
    drawn = picture([], Node("Đài Phát thanh và Truyền hình Lâm Đồng", "đến nay"), [Node("B", "")])

    assert [text.words for text in drawn.boxes[0].texts] == [
        "Đài Phát thanh và Truyền hình",
        "Lâm Đồng",
        "đến nay",
    ]


def test_heirs_are_the_first_valid_ones_on_every_way():
    links = [(1, 2), (1, 3), (2, 4), (3, 4), (4, 5)]

    assert heirs({1}, frozenset({4, 5}), links) == {4}
    assert heirs({1}, frozenset({3, 4}), links) == {3, 4}
    assert heirs({1}, frozenset({1, 4}), links) == {1}
    assert heirs({5}, frozenset(), links) == frozenset()


def test_a_circle_of_heirs_ends():
    assert heirs({1}, frozenset({9}), [(1, 2), (2, 1)]) == frozenset()
