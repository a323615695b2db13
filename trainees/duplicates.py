"""Records that may be one person: pure, values in, pairs out. What is found waits for a person; nothing merges itself.

A pair is found through a key that both records carry (``keys``), so 10,000 people cost seconds: nobody is compared
with everybody. The same name alone carries no key and is never a sign strong enough.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.vietnamese import fold, fold_spelling, split_name

ID_NUMBER = "id_number"
SAME_NAME = "same_name"
FOLDED_NAME = "folded_name"
GIVEN_NAME = "given_name"
BIRTH_DATE = "birth_date"
BIRTH_SWAPPED = "birth_swapped"
BIRTH_YEAR = "birth_year"
AGENCY = "agency"
PHONE = "phone"
PROPOSED = "proposed"

LABELS: dict[str, Any] = {
    ID_NUMBER: _("Cùng số định danh cá nhân"),
    SAME_NAME: _("Cùng họ tên"),
    FOLDED_NAME: _("Họ tên chỉ khác dấu"),
    GIVEN_NAME: _("Cùng tên gọi"),
    BIRTH_DATE: _("Cùng ngày sinh"),
    BIRTH_SWAPPED: _("Ngày và tháng sinh đổi chỗ"),
    BIRTH_YEAR: _("Cùng năm sinh"),
    AGENCY: _("Cùng cơ quan hoặc cơ quan kế thừa"),
    PHONE: _("Cùng số điện thoại"),
    PROPOSED: _("Cán bộ đề nghị xác định"),
}
WEIGHTS = {
    ID_NUMBER: 100,
    PROPOSED: 50,
    BIRTH_DATE: 40,
    PHONE: 30,
    SAME_NAME: 30,
    BIRTH_SWAPPED: 25,
    FOLDED_NAME: 20,
    BIRTH_YEAR: 20,
    AGENCY: 20,
    GIVEN_NAME: 10,
}
# More records than this behind one key are a fault of the data (an office phone, a test import): each is then held
# against its neighbour only, so that the queue shows the fault and does not drown in it.
MOST_BEHIND_A_KEY = 30
FEWEST_PHONE_DIGITS = 9

Birth = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Record:
    """What is compared. ``person``: the record it stands for, itself or the one it was merged into.

    ``agency``: the same number for an agency and all that it follows or is followed by (``lineages``).
    ``birth``: year, month, day as far as known. ``id_index``: the keyed digest, never the number.
    """

    pk: int
    person: int
    full_name: str
    birth: Birth = (None, None, None)
    agency: int = 0
    phone: str = ""
    id_index: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """``signs``: codes by falling weight."""

    signs: tuple[str, ...]

    @property
    def score(self) -> int:
        return score_of(self.signs)


Pair = tuple[int, int]


def score_of(signs: Iterable[str]) -> int:
    return sum(WEIGHTS[sign] for sign in {*signs})


def in_words(signs: Iterable[str]) -> list[str]:
    return [str(LABELS[sign]) for sign in signs if sign in LABELS]


def matches(
    records: Iterable[Record], told_apart: Mapping[Pair, Iterable[str]] | None = None
) -> dict[Pair, Match]:
    """Pairs of persons (lower id first) that a person should look at, with what speaks for it.

    ``told_apart``: pairs of records that somebody decided are two people, with the signs of then. They say nothing
    any more, unless an equal ID number has come to light since.
    """
    decided = told_apart or {}
    found: dict[Pair, Match] = {}
    for first, second in _neighbours(records):
        pair = _ordered(first.person, second.person)
        signs = compare(first, second)
        if not signs or is_settled(decided.get(_ordered(first.pk, second.pk)), signs):
            continue
        match = Match(tuple(sorted(signs, key=lambda sign: (-WEIGHTS[sign], sign))))
        if pair not in found or match.score > found[pair].score:
            found[pair] = match
    return found


def compare(first: Record, second: Record) -> frozenset[str]:
    """The signs that two records are one person; empty where they are not enough to ask a person."""
    signs = frozenset(_signs(first, second))
    return signs if _is_enough(signs, first, second) else frozenset()


def keys(record: Record) -> Iterator[tuple[Any, ...]]:
    """What a record shares with every other one that could be the same person."""
    folded = name_key(record.full_name)
    year, month, day = record.birth
    if record.id_index:
        yield ID_NUMBER, record.id_index
    if day:
        yield BIRTH_DATE, folded, year, *sorted((month or 0, day))
    if record.agency:
        yield AGENCY, folded, record.agency
    if phone := phone_digits(record.phone):
        yield PHONE, phone, _given(folded)


def name_key(full_name: str) -> str:
    """Equal for names that differ by spelling or by marks: Ðỗ Quí, Đỗ Quý, Do Quy."""
    return fold(fold_spelling(full_name))


def lineages(links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """From links (old, new) between agencies: one number for all that hang together, by agency."""
    root: dict[int, int] = {}

    def find(one: int) -> int:
        while root.setdefault(one, one) != one:
            root[one] = one = root[root[one]]
        return one

    for old, new in links:
        root[find(old)] = find(new)
    return {one: find(one) for one in list(root)}


def phone_digits(phone: str) -> str:
    """A number as it can be compared: 84 912 345 678 is 0912345678; empty when too short to be anybody's."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    if digits.startswith("84") and len(digits) >= len("84912345678"):
        digits = "0" + digits[2:]
    return digits if len(digits) >= FEWEST_PHONE_DIGITS else ""


def _neighbours(records: Iterable[Record]) -> Iterator[tuple[Record, Record]]:
    """Every two records of different persons that share a key, each pair once."""
    behind: defaultdict[tuple[Any, ...], list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda one: one.pk):
        for key in keys(record):
            behind[key].append(record)
    seen: set[Pair] = set()
    for alike in behind.values():
        for first, second in _some_pairs(alike):
            pair = _ordered(first.pk, second.pk)
            if first.person != second.person and pair not in seen:
                seen.add(pair)
                yield first, second


def _some_pairs(alike: Sequence[Record]) -> Iterable[tuple[Record, Record]]:
    return combinations(alike, 2) if len(alike) <= MOST_BEHIND_A_KEY else pairwise(alike)


def _signs(first: Record, second: Record) -> Iterator[str]:
    if first.id_index and first.id_index == second.id_index:
        yield ID_NUMBER
    yield from _name_signs(first.full_name, second.full_name)
    yield from _birth_signs(first.birth, second.birth)
    if first.agency and first.agency == second.agency:
        yield AGENCY
    phone = phone_digits(first.phone)
    if phone and phone == phone_digits(second.phone):
        yield PHONE


def _name_signs(first: str, second: str) -> Iterator[str]:
    if fold_spelling(first) == fold_spelling(second):
        yield SAME_NAME
        return
    one, other = name_key(first), name_key(second)
    if one == other:
        yield FOLDED_NAME
    elif _given(one) == _given(other):
        yield GIVEN_NAME


def _birth_signs(first: Birth, second: Birth) -> Iterator[str]:
    if not first[0] or first[0] != second[0]:
        return
    if first[2] and second[2]:
        if first == second:
            yield BIRTH_DATE
        elif first[1:] == (second[2], second[1]):
            yield BIRTH_SWAPPED
    elif not (first[1] and second[1] and first[1] != second[1]):
        yield BIRTH_YEAR


def _is_enough(signs: frozenset[str], first: Record, second: Record) -> bool:
    """Strong enough for the queue. Two different births speak against every sign but the number and the phone."""
    name = bool(signs & {SAME_NAME, FOLDED_NAME})
    is_birth_open = not (first.birth[0] and second.birth[0])
    return (
        ID_NUMBER in signs
        or (name and BIRTH_DATE in signs)
        or (SAME_NAME in signs and BIRTH_SWAPPED in signs)
        or (name and AGENCY in signs and bool(signs & {BIRTH_YEAR, BIRTH_SWAPPED}))
        or (SAME_NAME in signs and AGENCY in signs and is_birth_open)
        or (PHONE in signs and (name or GIVEN_NAME in signs))
    )


def is_settled(then: Iterable[str] | None, signs: Iterable[str]) -> bool:
    """Told apart, and no equal ID number came to light since. ``then``: the signs it was decided on, or None."""
    return then is not None and (ID_NUMBER not in signs or ID_NUMBER in then)


def _given(folded: str) -> str:
    return split_name(folded).given


def _ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
