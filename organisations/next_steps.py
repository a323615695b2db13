"""What can be done with a decree next. Floors above add theirs when the program starts: applying moves people."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from organisations.http import Reader
from organisations.models import Reorganisation


class Step(NamedTuple):
    """``words`` say what waits (none for a plain verb), ``verb`` what to press."""

    verb: str
    url: str
    words: str = ""
    is_main: bool = False


Way = Callable[[Reorganisation, Reader], Iterable[Step]]
_ways: list[Way] = []


def also_next(way: Way) -> None:
    """Add a source of steps."""
    if way not in _ways:
        _ways.append(way)


def next_steps(decree: Reorganisation, user: Reader) -> list[Step]:
    return [step for way in _ways for step in way(decree, user)]
