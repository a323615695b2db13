"""Whose personal data were seen in an answer: the words of every kind of file, and the marks in them."""

import re
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from django.contrib.messages import get_messages

from tests.access.world import MARKED, MARKS

TABLE = Path(__file__).parent / "sightings.txt"
INTRODUCTION = """\
# Where whose personal data were seen, by the marks that every field carries. Read by test_walker.py.
# Owner: seen from the askers (the coordinator works at the newspaper, the others at Sở Tư pháp).
# "xlsx" after an address: its export. What stands here was looked at and is meant; anything else fails the build.
"""
MARK = re.compile("(" + "|".join(MARKS.values()) + ")([a-z]+)", re.IGNORECASE)
OWNERS = {mark.casefold(): relation for relation, mark in MARKS.items()}


def marks_in(response) -> set[tuple[str, str]]:
    """(relation, what) of every mark in headers, body, table cells, drawn pages and the message that the next page
    will show: ("own", "personphone").
    """
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    told = "\n".join(str(message) for message in get_messages(response.wsgi_request))
    return {
        (OWNERS[mark.casefold()], what.casefold())
        for mark, what in MARK.findall("\n".join([headers, told, words_of(body_of(response))]))
        if what.casefold() in MARKED
    }


def owners_in(words: str) -> frozenset[str]:
    """Whose marks stand in these words, as relations."""
    return frozenset(
        OWNERS[mark.casefold()] for mark, what in MARK.findall(words) if what.casefold() in MARKED
    )


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def words_of(content: bytes) -> str:
    """The text of a page, of an Excel file or other archive with its names, of a PDF."""
    if content.startswith(b"%PDF"):
        return _drawn(content)
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            inside = "\n".join(words_of(archive.read(name)) for name in archive.namelist())
            return "\n".join(archive.namelist()) + inside
    return content.decode("utf-8", errors="replace")


@cache
def _drawn(content: bytes) -> str:
    read = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    )
    return read.stdout.decode()


def lines_of(seen: dict[tuple[str, str, str], set[str]]) -> list[str]:
    """The table's lines: what, whose, by whom, where."""
    return sorted(
        f"{what:<26} | {owner:<14} | {role:<13} | {', '.join(sorted(names))}"
        for (owner, what, role), names in seen.items()
    )


def write(lines: list[str]) -> None:
    TABLE.write_text(INTRODUCTION + "\n".join(lines) + "\n", encoding="utf-8")


def written() -> list[str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [one for one in lines if one and not one.startswith("#")]


def role_of(line: str) -> str:
    return line.split("|")[2].strip()


def rows() -> list[tuple[str, str, str, list[str]]]:
    """(what, owner, role, addresses) as the table declares them."""
    cells = ([cell.strip() for cell in one.split("|")] for one in written())
    return [(what, owner, role, names.split(", ")) for what, owner, role, names in cells]
