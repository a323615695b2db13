"""What is wrong with the plan of a reorganisation. Pure: the plan in, sentences out.

The rules hold for units and agencies alike: an old one is accounted for in full, was there on the day before, and
leaves nothing hanging; a new one has a free code, a place to lie in, and something it came from.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from common.templatetags.ui import vn_date

PART = "part"
PROVINCE = "province"
RANKS = {"province": 0, "district": 1, "commune": 2}
# What a number names: "new" a planned row, "now" one of today, "unit" the unit of today that an agency lies in.
Key = tuple[str, int]


class Old(NamedTuple):
    """A unit or agency that the decree ends. ``code`` is shown beside the name; none for an agency."""

    pk: int
    name: str
    valid_from: date
    valid_to: date | None
    code: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.code else self.name


class New(NamedTuple):
    """One that the decree makes. ``places``: the rows it lies in or stands under."""

    pk: int
    name: str
    code: str
    level: str = ""
    places: tuple["Place", ...] = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.level else self.name


class Place(NamedTuple):
    """What a new one lies in: of today with its end, or planned."""

    key: Key
    name: str
    level: str = ""
    valid_from: date = date.min
    valid_to: date | None = None


class Link(NamedTuple):
    """``new`` is None for one that is abolished, a key ("now", pk) for one that goes on and takes it over."""

    old: int
    new: Key | None
    relation: str


class Left(NamedTuple):
    """One that goes on, though what it lies in ends."""

    name: str
    within: str


@dataclass(frozen=True)
class Plan:
    """One half of a decree. ``taken``: (level, code) of rows that go on beside the new ones."""

    effective_on: date
    olds: dict[int, Old]
    news: dict[int, New]
    links: list[Link]
    left: list[Left] = field(default_factory=list)
    taken: frozenset[tuple[str, str]] = frozenset()
    goes_on: dict[int, Place] = field(default_factory=dict)


def problems_of_units(plan: Plan) -> list[str]:
    """Sentences that each say what to do; none when the units can be reorganised."""
    return list(
        _all(plan, [_not_there, _not_accounted_for, _code_taken, _out_of_nothing, _no_place, _left])
    )


def problems_of_organisations(plan: Plan) -> list[str]:
    """As for units. An agency may be founded out of nothing."""
    return list(
        _all(plan, [_not_there, _not_accounted_for, _code_taken, _no_place, _no_taker, _left])
    )


def _all(plan: Plan, checks: Iterable[Callable[[Plan], Iterator[str]]]) -> Iterator[str]:
    for check in checks:
        yield from check(plan)


def _not_there(plan: Plan) -> Iterator[str]:
    eve = plan.effective_on - timedelta(days=1)
    for old in plan.olds.values():
        if old.valid_from > eve:
            yield _(
                "%(old)s chỉ có từ ngày %(day)s, không thể kết thúc trước ngày đó. "
                "Bỏ khỏi văn bản hoặc sửa ngày có hiệu lực."
            ) % {"old": old, "day": vn_date(old.valid_from)}
        elif old.valid_to is not None:
            yield _("%(old)s đã kết thúc từ ngày %(day)s. Bỏ khỏi văn bản.") % {
                "old": old,
                "day": vn_date(old.valid_to),
            }


def _not_accounted_for(plan: Plan) -> Iterator[str]:
    ways: dict[int, list[Link]] = defaultdict(list)
    for link in plan.links:
        ways[link.old].append(link)
    for pk, links in ways.items():
        old, relations = plan.olds[pk], {link.relation for link in links}
        if len(links) > 1 and any(link.new is None for link in links):
            yield _(
                "%(old)s vừa bãi bỏ vừa có nơi tiếp nhận. Bỏ dòng bãi bỏ hoặc bỏ các nơi tiếp nhận."
            ) % {"old": old}
        elif len(links) > 1 and relations != {PART}:
            yield _(
                "%(old)s có %(n)d nơi tiếp nhận nên mọi dòng phải là “Một phần”. "
                "Sửa cách chuyển, hoặc chỉ giữ một nơi tiếp nhận."
            ) % {"old": old, "n": len(links)}
        elif len(links) == 1 and relations == {PART}:
            yield _(
                "%(old)s mới chuyển một phần. Thêm nơi tiếp nhận phần còn lại, hoặc chọn “Nhập toàn bộ”."
            ) % {"old": old}


def _code_taken(plan: Plan) -> Iterator[str]:
    for new in plan.news.values():
        if (new.level, new.code) in plan.taken:
            yield _(
                "Mã %(code)s của %(new)s đang được dùng từ ngày %(day)s. "
                "Chọn mã khác, hoặc đưa nơi đang dùng mã này vào văn bản."
            ) % {"code": new.code, "new": new.name, "day": vn_date(plan.effective_on)}


def _out_of_nothing(plan: Plan) -> Iterator[str]:
    reached = {link.new for link in plan.links}
    for new in plan.news.values():
        if ("new", new.pk) not in reached:
            yield _(
                "%(new)s chưa có đơn vị cũ nào nhập vào. Thêm đơn vị cũ hoặc bỏ đơn vị mới."
            ) % {"new": new}


def _no_place(plan: Plan) -> Iterator[str]:
    for new in plan.news.values():
        if new.level and (new.level == PROVINCE) == bool(new.places):
            yield _("%(new)s: tỉnh không trực thuộc đơn vị nào; huyện, xã phải có trực thuộc.") % {
                "new": new
            }
        for place in new.places:
            yield from _wrong_place(plan, new, place)


def _wrong_place(plan: Plan, new: New, place: Place) -> Iterator[str]:
    if new.level and RANKS[place.level] >= RANKS[new.level]:
        yield _("%(new)s không thể trực thuộc %(place)s. Chọn đơn vị cấp trên.") % {
            "new": new,
            "place": place.name,
        }
    if place.key[0] != "new" and _is_gone(plan, place):
        yield _(
            "%(new)s thuộc %(place)s, nơi không còn từ ngày %(day)s. Bỏ dòng này rồi thêm lại ở nơi mới."
        ) % {"new": new, "place": place.name, "day": vn_date(plan.effective_on)}


def _is_gone(plan: Plan, place: Place) -> bool:
    ended = place.valid_to is not None and place.valid_to < plan.effective_on
    ends_now = place.key[0] == "now" and place.key[1] in plan.olds
    return ended or ends_now or place.valid_from > plan.effective_on


def _no_taker(plan: Plan) -> Iterator[str]:
    for link in plan.links:
        taker = plan.goes_on.get(link.new[1]) if link.new and link.new[0] == "now" else None
        if taker and _is_gone(plan, taker):
            yield _(
                "%(taker)s không còn từ ngày %(day)s nên không tiếp nhận được %(old)s. Chọn nơi khác."
            ) % {
                "taker": taker.name,
                "day": vn_date(plan.effective_on),
                "old": plan.olds[link.old],
            }


def _left(plan: Plan) -> Iterator[str]:
    """Summed up by what ends: a forgotten district names its communes once."""
    many = Counter(left.within for left in plan.left)
    first = {left.within: left.name for left in reversed(plan.left)}
    for within, n in many.items():
        if n == 1:
            words = _("%(name)s thuộc %(within)s là nơi kết thúc. Đưa %(name)s vào văn bản.")
        else:
            words = _(
                "%(name)s và %(more)d nơi khác thuộc %(within)s là nơi kết thúc. Đưa cả vào văn bản."
            )
        yield words % {"name": first[within], "within": within, "more": n - 1}
