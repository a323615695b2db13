"""The life of a unit or an agency in words and as a picture. Pure: values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import NamedTuple

from django.utils.translation import gettext as _

from organisations.loading import NOT_RECORDED

BOX_WIDTH, BOX_HEIGHT, COLUMN, ROW, EDGE = 264, 64, 344, 74, 2
LETTERS, LINES = 29, 2


class Node(NamedTuple):
    """One row of the past or the future; the one in the middle needs no ``url``."""

    name: str
    span: str
    url: str = ""


@dataclass(frozen=True)
class Text:
    """One line of letters in a box."""

    x: int
    y: int
    words: str
    is_span: bool = False


@dataclass(frozen=True)
class Box:
    """A drawn rectangle; sizes in pixels, ``x`` and ``y`` of its upper left corner."""

    x: int
    y: int
    name: str
    span: str
    url: str
    is_current: bool

    @property
    def texts(self) -> list["Text"]:
        """The name in one or two lines, then the span; ``y`` is the foot of the letters."""
        lines = wrap(self.name, LETTERS, max_lines=LINES, placeholder=" …")
        top = self.y + (20 if len(lines) == LINES else 28)
        names = [Text(self.x + 10, top + 17 * number, line) for number, line in enumerate(lines)]
        return [*names, Text(self.x + 10, top + 17 * len(lines), self.span, is_span=True)]


@dataclass(frozen=True)
class Line:
    """A tie from the right edge of one box to the left edge of another."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    boxes: list[Box]
    lines: list[Line]


def span_words(valid_from: date, valid_to: date | None) -> str:
    """``từ 01/07/2025``, ``đến 30/06/2025``, ``01/12/2024 – 30/06/2025``; the unrecorded beginning is left out."""
    begun = None if valid_from == NOT_RECORDED else f"{valid_from:%d/%m/%Y}"
    ended = f"{valid_to:%d/%m/%Y}" if valid_to else None
    if begun and ended:
        return f"{begun} – {ended}"
    if begun:
        return _("từ %(day)s") % {"day": begun}
    if ended:
        return _("đến %(day)s") % {"day": ended}
    return _("đang hoạt động")


def picture(before: Sequence[Node], now: Node, after: Sequence[Node]) -> Picture | None:
    """Predecessors, the row itself, successors, in columns from left to right; None where there is nobody else."""
    if not before and not after:
        return None
    tallest = max(len(before), len(after), 1)
    height = (tallest - 1) * ROW + BOX_HEIGHT + 2 * EDGE
    middle_column = 1 if before else 0
    middle = _column([now], middle_column, height, is_current=True)[0]
    left = _column(before, 0, height)
    right = _column(after, middle_column + 1, height)
    lines = [_line(box, middle) for box in left] + [_line(middle, box) for box in right]
    columns = middle_column + 1 + bool(after)
    width = (columns - 1) * COLUMN + BOX_WIDTH + 2 * EDGE
    return Picture(width, height, [*left, middle, *right], lines)


def _column(
    nodes: Sequence[Node], column: int, height: int, *, is_current: bool = False
) -> list[Box]:
    """Boxes of one column, centred in ``height``."""
    used = (len(nodes) - 1) * ROW + BOX_HEIGHT
    top = (height - used) // 2
    return [
        Box(
            column * COLUMN + EDGE,
            top + number * ROW,
            node.name,
            node.span,
            node.url,
            is_current,
        )
        for number, node in enumerate(nodes)
    ]


def _line(left: Box, right: Box) -> Line:
    half = BOX_HEIGHT // 2
    return Line(left.x + BOX_WIDTH, left.y + half, right.x, right.y + half)
