"""Paragraphs fitted into boxes: fonts, line breaking and shrinking for ReportLab.

All lengths are points (1/72 inch), y grows upwards. Text that cannot be made to fit is refused,
never clipped and never drawn outside its box.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

REGULAR = "Tinos-Regular"
BOLD = "Tinos-Bold"
ITALIC = "Tinos-Italic"
BOLD_ITALIC = "Tinos-BoldItalic"
FONTS = (REGULAR, BOLD, ITALIC, BOLD_ITALIC)
FONT_FOLDER = Path(__file__).parent / "fonts"

LEADING = 1.26
SMALLEST = 0.5
STEP = 0.03

_one_thread = Lock()

# Streams are stored as bytes: ASCII 85 makes files a quarter larger and costs a third more time.
rl_config.useA85 = 0


class MissingGlyphsError(ValueError):
    """Letters without a drawing in our fonts, in ``letters``."""

    def __init__(self, letters: str) -> None:
        super().__init__(f"no glyph for {letters!r}")
        self.letters = letters


class DoesNotFitError(ValueError):
    """A text so long that it would have to be unreadably small."""


def _register() -> None:
    if BOLD_ITALIC in pdfmetrics.getRegisteredFontNames():
        return
    for name in FONTS:
        path = str(FONT_FOLDER / f"{name}.ttf")
        # Without a fixed ASCII part only the letters drawn are embedded: 28 KB, not 40.
        pdfmetrics.registerFont(TTFont(name, path, asciiReadable=0))


@contextmanager
def fonts_in_hand() -> Iterator[None]:
    """Our fonts, registered once per process, for one thread at a time.

    Everything from the first line of text to ``Canvas.save`` belongs inside.
    """
    # ReportLab reads a font through one shared file position, so that two threads which save at
    # the same moment would embed pieces of the wrong letters.
    with _one_thread:
        _register()
        yield


@cache
def _drawable() -> frozenset[str]:
    with fonts_in_hand():
        drawn = [set(pdfmetrics.getFont(name).face.charToGlyph) for name in FONTS]
    return frozenset(map(chr, set.intersection(*drawn)))


def missing_glyphs(text: str) -> str:
    """The letters of ``text`` (as NFC) which at least one font lacks, each once, in order."""
    letters = dict.fromkeys(unicodedata.normalize("NFC", text))
    return "".join(c for c in letters if c not in _drawable() and c not in " \t\r\n")


class Run(NamedTuple):
    """Text in one font."""

    text: str
    font: str = REGULAR


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs set in one size and colour.

    ``before`` is space above; ``one_line`` is the factor down to which the paragraph alone shrinks
    before it is broken into lines.
    """

    runs: tuple[Run, ...]
    size: float
    colour: Color
    before: float = 0.0
    one_line: float = 1.0


class Word(NamedTuple):
    text: str
    font: str
    width: float


class Line(NamedTuple):
    """A line in its place: left end and baseline; ``runs`` keep their trailing space."""

    runs: list[Run]
    x: float
    y: float
    width: float
    size: float
    colour: Color


class Box(NamedTuple):
    """``x`` is the left side, ``top`` the upper one.

    ``spread`` is the most that spare height adds between paragraphs; then the block moves down too.
    """

    x: float
    top: float
    width: float
    height: float
    is_centred: bool = True
    spread: float = 0.0


def width_of(text: str, font: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, font, size))


def _words(paragraph: Paragraph) -> list[Word]:
    """Words at size 1. A no-break space holds its neighbours together."""
    return [
        Word(word, font, width_of(word, font, 1))
        for text, font in paragraph.runs
        for word in re.split(r"[ \t\r\n]+", text)
        if word
    ]


def _cut(words: Sequence[Word], widest: float) -> Iterator[Word]:
    """The words, those wider than the column cut between letters."""
    for text, font, width in words:
        rest = text
        while width > widest and len(rest) > 1:
            part = rest
            while width_of(part, font, 1) > widest and len(part) > 1:
                part = part[:-1]
            yield Word(part, font, width_of(part, font, 1))
            rest = rest[len(part) :]
            width = width_of(rest, font, 1)
        if rest:
            yield Word(rest, font, width)


def _break(words: Sequence[Word], space: float, widest: float) -> list[list[Word]]:
    """Greedy lines no wider than ``widest``; every width at size 1."""
    lines: list[list[Word]] = []
    used = widest
    for word in words:
        if lines and used + space + word.width <= widest:
            lines[-1].append(word)
            used += space + word.width
        else:
            lines.append([word])
            used = word.width
    return lines


def _balanced(words: Sequence[Word], space: float, widest: float) -> list[list[Word]]:
    """Greedy lines, then as narrow as the same number of lines allows: no lonely last word."""
    lines = _break(words, space, widest)
    if len(lines) < 2:
        return lines
    low, high = widest / 2, widest
    for _ in range(6):
        middle = (low + high) / 2
        # A word may be wider than the trial, never wider than the column.
        trial = max(middle, *(word.width for word in words))
        if len(_break(words, space, trial)) == len(lines):
            high = trial
        else:
            low = trial
    return _break(words, space, high)


def _merged(words: Sequence[Word]) -> list[Run]:
    runs: list[Run] = []
    for word in words:
        if runs and runs[-1].font == word.font:
            runs[-1] = Run(f"{runs[-1].text} {word.text}", word.font)
        else:
            if runs:
                runs[-1] = Run(f"{runs[-1].text} ", runs[-1].font)
            runs.append(Run(word.text, word.font))
    return runs


class _Block(NamedTuple):
    """A broken paragraph: lines, their size and the space above."""

    lines: list[list[Word]]
    size: float
    before: float
    paragraph: Paragraph


def _broken(paragraph: Paragraph, scale: float, width: float) -> _Block:
    size = paragraph.size * scale
    space = width_of(" ", REGULAR, 1)
    words = _words(paragraph)
    natural = (sum(word.width for word in words) + space * (len(words) - 1)) * size
    if width < natural <= width / paragraph.one_line:
        # A hair less than the column, so that rounding cannot break the line after all.
        size *= width / natural * 0.999
    lines = _balanced(list(_cut(words, width / size)), space, width / size)
    return _Block(lines, size, paragraph.before * scale, paragraph)


def _height(blocks: Sequence[_Block]) -> float:
    return sum(b.before + len(b.lines) * b.size * LEADING for b in blocks)


def fit(paragraphs: Sequence[Paragraph], box: Box) -> list[Line]:
    """Lines that stay inside ``box``, from its top; everything shrinks together when it must.

    Raises: DoesNotFitError, when half the wished size is still too large.
    """
    scale = 1.0
    blocks = [_broken(p, scale, box.width) for p in paragraphs]
    while _height(blocks) > box.height:
        scale -= STEP
        if scale < SMALLEST:
            raise DoesNotFitError(" ".join(r.text for p in paragraphs for r in p.runs))
        blocks = [_broken(p, scale, box.width) for p in paragraphs]
    return _placed(blocks, box)


def _placed(blocks: Sequence[_Block], box: Box) -> list[Line]:
    lines = []
    slack = box.height - _height(blocks)
    gap = min(box.spread, slack / max(len(blocks), 1))
    y = box.top - ((slack - gap * len(blocks)) / 3 if box.spread else 0)
    for words, size, before, paragraph in blocks:
        y -= before + gap
        for line in words:
            y -= size * LEADING
            runs = _merged(line)
            width = sum(width_of(text, font, size) for text, font in runs)
            x = box.x + (box.width - width) / 2 if box.is_centred else box.x
            # The descenders of a line take a quarter of the size below its baseline.
            lines.append(Line(runs, x, y + size * 0.26, width, size, paragraph.colour))
    return lines


def draw(canvas: Canvas, lines: Sequence[Line]) -> None:
    colour = None
    for line in lines:
        if line.colour is not colour:
            colour = line.colour
            canvas.setFillColor(colour)
        text = canvas.beginText(line.x, line.y)
        for words, font in line.runs:
            text.setFont(font, line.size)
            text.textOut(words)
        canvas.drawText(text)
