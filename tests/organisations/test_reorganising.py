"""What is wrong with a plan, in sentences that say what to do."""

from datetime import date

import pytest

from organisations.reorganising import (
    Left,
    Link,
    New,
    Old,
    Place,
    Plan,
    problems_of_organisations,
    problems_of_units,
)

DAY = date(2025, 7, 1)
LONG_AGO = date(1900, 1, 1)
PROVINCE = Place(("now", 99), "Tỉnh Lai Châu", "province", LONG_AGO)


def old(pk, name, valid_from=LONG_AGO, valid_to=None):
    return Old(pk, name, valid_from, valid_to, f"0000{pk}")


def new(pk, name, code="00001", level="commune", places=(PROVINCE,)):
    return New(pk, name, code, level, places)


def plan(**with_):
    """Xã A and Xã B become Xã AB."""
    given = {
        "effective_on": DAY,
        "olds": {1: old(1, "Xã A"), 2: old(2, "Xã B")},
        "news": {10: new(10, "Xã AB")},
        "links": [Link(1, ("new", 10), "whole"), Link(2, ("new", 10), "whole")],
        **with_,
    }
    return Plan(**given)


def test_a_merge_has_no_problems():
    assert problems_of_units(plan()) == []


@pytest.mark.parametrize("relation", ["whole", "renamed", "unchanged"])
def test_a_unit_with_two_takers_goes_in_parts(relation):
    links = [
        Link(1, ("new", 10), relation),
        Link(1, ("new", 11), "part"),
        Link(2, ("new", 10), "whole"),
    ]
    news = {10: new(10, "Xã AB"), 11: new(11, "Xã D", "00004")}

    assert problems_of_units(plan(links=links, news=news)) == [
        "Xã A (00001) có 2 nơi tiếp nhận nên mọi dòng phải là “Một phần”. "
        "Sửa cách chuyển, hoặc chỉ giữ một nơi tiếp nhận."
    ]


def test_a_part_alone_leaves_the_rest_open():
    links = [Link(1, ("new", 10), "part"), Link(2, ("new", 10), "whole")]

    assert problems_of_units(plan(links=links)) == [
        "Xã A (00001) mới chuyển một phần. Thêm nơi tiếp nhận phần còn lại, hoặc chọn “Nhập toàn bộ”."
    ]


def test_a_split_in_two_parts_is_whole():
    links = [
        Link(1, ("new", 10), "part"),
        Link(1, ("new", 11), "part"),
        Link(2, ("new", 10), "whole"),
    ]
    news = {10: new(10, "Xã AB"), 11: new(11, "Xã D", "00004")}

    assert problems_of_units(plan(links=links, news=news)) == []


def test_nothing_is_both_abolished_and_taken_over():
    links = [Link(1, ("new", 10), "whole"), Link(1, None, "whole"), Link(2, ("new", 10), "whole")]

    assert problems_of_units(plan(links=links)) == [
        "Xã A (00001) vừa bãi bỏ vừa có nơi tiếp nhận. Bỏ dòng bãi bỏ hoặc bỏ các nơi tiếp nhận."
    ]


def test_an_old_unit_was_there_on_the_day_before():
    olds = {1: old(1, "Xã A", valid_from=DAY), 2: old(2, "Xã B", valid_to=date(2024, 11, 30))}

    assert problems_of_units(plan(olds=olds)) == [
        "Xã A (00001) chỉ có từ ngày 01/07/2025, không thể kết thúc trước ngày đó. "
        "Bỏ khỏi văn bản hoặc sửa ngày có hiệu lực.",
        "Xã B (00002) đã kết thúc từ ngày 30/11/2024. Bỏ khỏi văn bản.",
    ]


def test_a_new_code_is_free_on_the_day():
    found = problems_of_units(plan(taken=frozenset({("commune", "00001")})))

    assert found == [
        "Mã 00001 của Xã AB đang được dùng từ ngày 01/07/2025. "
        "Chọn mã khác, hoặc đưa nơi đang dùng mã này vào văn bản."
    ]


def test_the_same_code_of_another_level_is_free():
    assert problems_of_units(plan(taken=frozenset({("district", "00001")}))) == []


def test_a_new_unit_comes_out_of_old_ones():
    news = {10: new(10, "Xã AB"), 11: new(11, "Xã D", "00004")}

    assert problems_of_units(plan(news=news)) == [
        "Xã D (00004) chưa có đơn vị cũ nào nhập vào. Thêm đơn vị cũ hoặc bỏ đơn vị mới."
    ]


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (
            new(10, "Xã AB", places=()),
            "Xã AB (00001): tỉnh không trực thuộc đơn vị nào; huyện, xã phải có trực thuộc.",
        ),
        (
            new(10, "Tỉnh AB", "12", "province"),
            "Tỉnh AB (12): tỉnh không trực thuộc đơn vị nào; huyện, xã phải có trực thuộc.",
        ),
    ],
)
def test_only_a_province_lies_in_nothing(unit, words):
    assert words in problems_of_units(plan(news={10: unit}))


def test_a_unit_lies_in_one_of_a_higher_level():
    commune = Place(("now", 98), "Xã Khác", "commune", LONG_AGO)

    assert problems_of_units(plan(news={10: new(10, "Xã AB", places=(commune,))})) == [
        "Xã AB (00001) không thể trực thuộc Xã Khác. Chọn đơn vị cấp trên."
    ]


@pytest.mark.parametrize(
    "place",
    [
        Place(("now", 3), "Huyện C", "district", LONG_AGO),
        Place(("now", 98), "Huyện C", "district", LONG_AGO, date(2025, 6, 30)),
        Place(("now", 98), "Huyện C", "district", date(2025, 8, 1)),
    ],
)
def test_a_unit_lies_in_one_that_is_there(place):
    olds = {**plan().olds, 3: old(3, "Huyện C")}
    links = [*plan().links, Link(3, None, "whole")]

    assert problems_of_units(
        plan(news={10: new(10, "Xã AB", places=(place,))}, olds=olds, links=links)
    ) == [
        "Xã AB (00001) thuộc Huyện C, nơi không còn từ ngày 01/07/2025. "
        "Bỏ dòng này rồi thêm lại ở nơi mới."
    ]


def test_nobody_is_left_hanging():
    one, many = [Left("Xã E", "Huyện C")], [Left("Xã E", "Huyện C"), Left("Xã F", "Huyện C")]

    assert problems_of_units(plan(left=one)) == [
        "Xã E thuộc Huyện C là nơi kết thúc. Đưa Xã E vào văn bản."
    ]
    assert problems_of_units(plan(left=many)) == [
        "Xã E và 1 nơi khác thuộc Huyện C là nơi kết thúc. Đưa cả vào văn bản."
    ]


def test_an_agency_may_be_founded_out_of_nothing():
    agency = New(10, "Trung tâm mới", "trung-tam-12")

    assert problems_of_organisations(plan(olds={}, links=[], news={10: agency})) == []


def test_an_agency_that_takes_over_must_go_on():
    taker = Place(("now", 5), "Sở KH&CN", "", LONG_AGO, date(2025, 2, 28))
    found = problems_of_organisations(
        plan(
            news={},
            olds={1: old(1, "Sở TT&TT")},
            links=[Link(1, ("now", 5), "whole")],
            goes_on={5: taker},
        )
    )

    assert found == [
        "Sở KH&CN không còn từ ngày 01/07/2025 nên không tiếp nhận được Sở TT&TT (00001). Chọn nơi khác."
    ]
