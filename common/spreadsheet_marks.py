"""What a checked .xlsx says beside its values: formula errors, hidden rows and columns, the day that is number 0.

Calamine gives none of these. They are picked out of the XML by pattern: a tree of a large sheet takes too much memory.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree

LAST_COLUMN = 16_384


class Marks(NamedTuple):
    """Of one sheet, rows and columns counted from 1: ``errors`` is ``{(row, column): "#REF!"}``."""

    errors: dict[tuple[int, int], str]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]


class BookMarks(NamedTuple):
    """``sheets`` by name; a sheet laid out in another way than Excel does is left out. ``is_locked``: by a password."""

    is_1904: bool
    sheets: dict[str, Marks]
    is_locked: bool = False


NOTHING = Marks({}, (), ())
NO_BOOK = BookMarks(False, {})

_ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>(?:(?!<(?:\w+:)?c\b).){0,9000}?<(?:\w+:)?v>([^<]{1,20})</',
    re.DOTALL,
)
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBERS = {name: re.compile(rb'\b%b="(\d{1,7})"' % name) for name in (b"r", b"min", b"max")}
_RELATION = re.compile(r"\{.*/relationships\}id")


def marks_of_xlsx(data: bytes) -> BookMarks:
    """Never raises for what a zip that passed the guards holds."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        is_1904, parts = _book(archive)
        return BookMarks(
            is_1904, {name: _marks(archive.read(part)) for name, part in parts.items()}
        )


def _marks(content: bytes) -> Marks:
    errors: dict[tuple[int, int], str] = {}
    if b't="e"' in content:
        errors = {
            (int(row), _column_number(letters.decode())): text.decode("utf-8", "replace")
            for letters, row, text in _ERROR_CELL.findall(content)
        }
    if b"hidden=" not in content:
        return Marks(errors, (), ())
    rows = [_number(row, b"r") for row in _hidden(_ROW, content)]
    columns = [
        column
        for found in _hidden(_COLUMN, content)
        for column in range(_number(found, b"min"), min(_number(found, b"max"), LAST_COLUMN) + 1)
    ]
    return Marks(errors, tuple(filter(None, rows)), tuple(filter(None, columns)))


def _hidden(element: re.Pattern[bytes], content: bytes) -> list[bytes]:
    return [found for found in element.findall(content) if _HIDDEN.search(found)]


def _number(element: bytes, name: bytes) -> int:
    """The number of that attribute, or 0."""
    found = _NUMBERS[name].search(element)
    return int(found[1]) if found else 0


def _book(archive: zipfile.ZipFile) -> tuple[bool, dict[str, str]]:
    """Whether days count from 1904, and the part that holds each sheet, by its name."""
    names = set(archive.namelist())
    try:
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 -- DTD refused
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 -- DTD refused
    except (KeyError, ElementTree.ParseError, LookupError, ValueError):
        return False, {}
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    parts: dict[str, str] = {}
    is_1904 = False
    for element in book.iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "workbookPr":
            is_1904 = element.get("date1904") in ("1", "true")
        elif kind == "sheet":
            relation = next((v for k, v in element.items() if _RELATION.fullmatch(k)), None)
            part = "xl/" + targets.get(relation, "").removeprefix("/xl/")
            if part in names:
                parts[element.get("name", "")] = part
    return is_1904, parts


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
