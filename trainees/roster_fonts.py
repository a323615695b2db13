"""Which cells of a roster were typed in a font of before Unicode, and what they say.

A cell is read by what it looks like itself. One that could be either (``Vò Lan`` is a name in Unicode and ``Vũ Lan``
in TCVN3) goes with its column, else with its row; where these disagree too, a name is read as it stands and flagged.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from common.family_names import FAMILY_NAMES
from common.legacy_encodings import (
    from_tcvn3,
    from_vni,
    has_unicode_letters,
    looks_like_tcvn3,
    looks_like_vni,
    recase,
    syllable_share,
)
from common.spreadsheets import CellValue
from common.vietnamese import nfc

Grid = list[list[CellValue]]
Place = tuple[int, int]
_LONGEST = 200
_READERS = {"TCVN3": from_tcvn3, "VNI": from_vni}


class Fonts(NamedTuple):
    """``grid`` in Unicode; by (row, column) from 0 the old font a cell was read from, and for names that may be
    in an old font although they were left as they are, that font and the other reading.
    """

    grid: Grid
    decoded: dict[Place, str]
    doubtful: dict[Place, tuple[str, str]]


def read_fonts(rows: Grid, start: int, names: frozenset[int]) -> Fonts:
    """The rows from ``start`` on, each judged by the others; ``names`` are the columns of names. Rows above stay."""
    grid = [list(row) for row in rows]
    fonts = Fonts(grid, {}, {})
    columns: defaultdict[int, Counter[str]] = defaultdict(Counter)
    lines: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for (row, column), text in _marked(rows, start):
        kind = _looks(text[:_LONGEST])
        if kind != "either":
            columns[column][kind] += 1
            lines[row][kind] += 1
    for place, text in _marked(rows, start):
        row, column = place
        if encoding := _encoding(text, columns[column], lines[row]):
            reading = recase(_READERS[encoding](text))
            grid[row][column] = _capitalised(reading) if column in names else reading
            fonts.decoded[place] = encoding
        elif column in names and (doubt := _doubt(text, columns[column])):
            fonts.doubtful[place] = doubt
    return fonts


def _marked(rows: Grid, start: int) -> Iterator[tuple[Place, str]]:
    for number in range(start, len(rows)):
        for column, cell in enumerate(rows[number]):
            if isinstance(cell, str) and not cell.isascii():
                yield (number, column), cell


@lru_cache(maxsize=4096)
def _looks(text: str) -> str:
    """Unicode, TCVN3, VNI or either."""
    if has_unicode_letters(text):
        return "Unicode"
    if looks_like_tcvn3(text):
        return "TCVN3"
    return "VNI" if looks_like_vni(text) else "either"


def _encoding(text: str, column: Counter[str], line: Counter[str]) -> str:
    """The old encoding of a cell; empty for Unicode."""
    own = _looks(text[:_LONGEST])
    if own == "Unicode":
        return ""
    if own in _READERS:
        other = "VNI" if own == "TCVN3" else "TCVN3"
        return other if column[other] > column[own] and _fits(text, other, 1) else own
    kinds = line if not column or ("Unicode" in column and len(column) > 1) else column
    if not kinds or "Unicode" in kinds:
        return ""
    encoding = kinds.most_common(1)[0][0]
    return encoding if _fits(text, encoding, syllable_share(text)) else ""


def _fits(text: str, encoding: str, least: float) -> bool:
    """Whether ``encoding`` changes the text, into one of which at least that share are syllables."""
    reading = _READERS[encoding](text)
    return reading != text and syllable_share(reading) >= least


def _doubt(text: str, column: Counter[str]) -> tuple[str, str] | None:
    """The other reading of a name that was left as it is, if it is not clearly the worse one."""
    if _looks(text[:_LONGEST]) == "Unicode":
        return None
    for encoding in _READERS:
        if not _fits(text, encoding, syllable_share(text)):
            continue
        reading = _capitalised(nfc(recase(_READERS[encoding](text))))
        better = (_is_family(reading), syllable_share(reading, loose=True))
        worse = (_is_family(text), syllable_share(text, loose=True))
        # In a column of Unicode the other reading must be the better one; else being as good is enough.
        if better > worse or (better == worse and set(column) != {"Unicode"}):
            return encoding, reading
    return None


def _capitalised(name: str) -> str:
    """TCVN3 has no capital letters with tones: ``Lê ánh`` was typed for ``Lê Ánh``."""
    return re.sub(r"(?<![^\s(])\w", lambda letter: letter[0].upper(), name)


def _is_family(name: str) -> bool:
    first = nfc(name).partition(" ")[0].lower()
    return first in FAMILY_NAMES
