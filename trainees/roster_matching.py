"""Who of the people on record a row of a roster may mean. Pure: values in, a match out.

Sure is only: the same spelling of the name and the same birth, or a birth that is told less precisely on one side
together with the same phone, e-mail or ID number. Whatever else speaks for a person is shown to a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from common.vietnamese import fold, fold_spelling
from trainees import duplicates
from trainees.duplicates import phone_digits
from trainees.roster_cells import Birth
from trainees.roster_facts import Candidate, Person
from trainees.roster_rows import RosterRow

EQUAL, OPEN, SWAPPED, OTHER = "equal", "open", "swapped", "other"
MOST_CANDIDATES = 8
MOBILE_STARTS = ("03", "05", "07", "08", "09")


class Match(NamedTuple):
    """``person``: without doubt. ``candidates``: one of them perhaps. ``namesake``: same name, another birth."""

    person: Person | None = None
    candidates: tuple[Candidate, ...] = ()
    namesake: Person | None = None


class _Record(NamedTuple):
    """What a record says, and the person in use whom it stands for: the same, unless it was merged."""

    said: Person
    person: Person


class Known:
    """The people on record of each agency and its predecessors, found by name, mobile phone or ID number."""

    def __init__(
        self,
        people: Iterable[Person],
        homes: Mapping[int, frozenset[int]],
        merged: Iterable[tuple[Person, Person]] = (),
    ) -> None:
        self.agencies_of: dict[int, list[int]] = defaultdict(list)
        for agency, home in homes.items():
            for one in home:
                self.agencies_of[one].append(agency)
        self.by_name: dict[tuple[int, str], list[_Record]] = defaultdict(list)
        self.by_sign: dict[tuple[int, str], list[_Record]] = defaultdict(list)
        for person in people:
            self._file(_Record(person, person))
        for said, person in merged:
            self._file(_Record(said, person))

    def _file(self, record: "_Record") -> None:
        said, person = record
        for agency in {
            *self.agencies_of.get(said.organisation_id, ()),
            *self.agencies_of.get(person.organisation_id, ()),
        }:
            self.by_name[agency, said.search_key].append(record)
            for sign in _own_signs(said.phone, said.id_index):
                self.by_sign[agency, sign].append(record)

    def match(self, row: RosterRow, agency: int, id_index: str) -> Match:
        sure: dict[int, Candidate] = {}
        doubts: dict[int, Candidate] = {}
        strong: set[int] = set()
        namesake = None
        for (said, person), is_alike in self._met(row, agency, id_index):
            signs = _Signs(row, id_index, said, is_alike)
            if signs.are_sure:
                sure[person.pk] = Candidate(person, signs.in_words)
            elif signs.raise_doubt:
                doubts.setdefault(person.pk, Candidate(person, signs.in_words))
                strong |= {person.pk} if signs.same_number else set()
            elif signs.same_name:
                namesake = said
        if len(sure) == 1 and strong <= sure.keys():
            return Match(next(iter(sure.values())).person)
        if sure or doubts:
            others = (one for pk, one in doubts.items() if pk not in sure)
            return Match(candidates=(*sure.values(), *others)[:MOST_CANDIDATES])
        return Match(namesake=namesake)

    def _met(self, row: RosterRow, agency: int, id_index: str) -> Iterator[tuple["_Record", bool]]:
        """Every record that shares name, phone or number, once; and whether the name is alike."""
        alike = self.by_name.get((agency, fold(row.full_name)), ())
        seen = set()
        for record in alike:
            seen.add(record)
            yield record, True
        for sign in _own_signs(row.phone, id_index):
            for record in self.by_sign.get((agency, sign), ()):
                if record not in seen:
                    seen.add(record)
                    yield record, False


def _own_signs(phone: str, id_index: str) -> Iterator[str]:
    """What belongs to one person only; the phone on the office's wall belongs to many."""
    if phone and (digits := phone_digits(phone)).startswith(MOBILE_STARTS):
        yield digits
    if id_index:
        yield id_index


class _Signs:
    """What speaks for and against one person being meant by a row."""

    def __init__(self, row: RosterRow, id_index: str, person: Person, is_alike: bool) -> None:
        self.person, self.is_alike = person, is_alike
        self.same_name = is_alike and fold_spelling(row.full_name) == fold_spelling(
            person.full_name
        )
        self.birth = compare_births(row.birth, person.birth)
        both_numbers = bool(id_index and person.id_index)
        self.same_number = both_numbers and id_index == person.id_index
        self.other_number = both_numbers and id_index != person.id_index
        mine = phone_digits(row.phone)
        self.same_phone = bool(mine) and mine == phone_digits(person.phone)
        self.same_email = bool(row.email) and row.email == person.email.lower()
        self.same_year = bool(row.birth and person.birth_year == row.birth.year)

    @property
    def are_sure(self) -> bool:
        if not self.same_name or self.other_number:
            return False
        proved = self.same_number or self.same_phone or self.same_email
        return self.birth == EQUAL or (self.birth == OPEN and proved)

    @property
    def raise_doubt(self) -> bool:
        """Not asked of who is sure. A birth that is told otherwise speaks against the name, not against the rest."""
        if self.same_number or (self.same_phone and self._is_own_phone()):
            return True
        if self.same_name and (self.same_email or self.birth == SWAPPED):
            return True
        return self.is_alike and self.birth in (EQUAL, OPEN)

    def _is_own_phone(self) -> bool:
        return phone_digits(self.person.phone).startswith(MOBILE_STARTS)

    @property
    def in_words(self) -> tuple[str, ...]:
        return tuple(self._in_words())

    def _in_words(self) -> Iterator[str]:
        yield from duplicates.in_words(self._codes())
        if self.same_email:
            yield _("Cùng thư điện tử")
        if self.other_number:
            yield _("Nhưng khác số định danh cá nhân")
        if not self.is_alike:
            yield _("Nhưng khác họ tên")
        if self.birth == OTHER:
            yield _("Nhưng khác ngày sinh")

    def _codes(self) -> Iterator[str]:
        if self.same_number:
            yield duplicates.ID_NUMBER
        if self.is_alike:
            yield duplicates.SAME_NAME if self.same_name else duplicates.FOLDED_NAME
        if self.birth == EQUAL:
            yield duplicates.BIRTH_DATE
        elif self.birth == SWAPPED:
            yield duplicates.BIRTH_SWAPPED
        elif self.birth == OPEN and self.same_year:
            yield duplicates.BIRTH_YEAR
        if self.same_phone:
            yield duplicates.PHONE


def compare_births(one: Birth | None, other: Birth | None) -> str:
    """EQUAL as precisely as told; OPEN where one side leaves out what the other tells; SWAPPED day and month."""
    if one is None or other is None:
        return OPEN
    if one == other:
        return EQUAL
    pairs = zip(one, other, strict=True)
    if all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs):
        return OPEN
    if one.day and other.day and one == (other.year, other.day, other.month):
        return SWAPPED
    return OTHER
