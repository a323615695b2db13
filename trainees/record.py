"""What else is on record of a person: the floors above add it when the program starts.

Classes and certificates stand on floors that this one does not know; each says in lines what it holds.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from accounts.models import User


class Line(NamedTuple):
    """One thing on record. ``kind``: the heading it stands under. ``on``: the day it belongs to.

    ``place``: equal for lines of two records that cannot both be one person's, a class (empty: nothing to compare).
    ``state``: code and words of the badge.
    """

    trainee_id: int
    kind: Any
    title: str
    on: date | None
    state: tuple[str, str]
    url: str = ""
    note: str = ""
    place: str = ""


Source = Callable[["User", frozenset[int]], Iterable[Line]]
_sources: list[Source] = []


def also_lists(source: Source) -> None:
    """Add what a floor holds: reader and record ids to the lines that this reader may see."""
    if source not in _sources:
        _sources.append(source)


def lines_of(user: "User", trainee_ids: Iterable[int]) -> list[Line]:
    """All lines of these records that the reader may see, the newest first within their source."""
    ids = frozenset(trainee_ids)
    return [line for source in _sources for line in source(user, ids)]


def shared_places(lines: Iterable[Line]) -> list[Line]:
    """One line for each place in which more than one of the records stands."""
    seen: dict[str, set[int]] = {}
    first: dict[str, Line] = {}
    for line in lines:
        if line.place:
            seen.setdefault(line.place, set()).add(line.trainee_id)
            first.setdefault(line.place, line)
    return [first[place] for place, records in seen.items() if len(records) > 1]
