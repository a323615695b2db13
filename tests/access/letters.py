"""The letters of one request: to whom each goes, and whose personal data it carries."""

import re
from ast import literal_eval
from typing import NamedTuple

from accounts.models import User
from tests.access.sightings import owners_in
from tests.access.world import RELATIONS

GAINED = re.compile(r"notices_(?:mail|notice) gains (\{.*\})")


class Letter(NamedTuple):
    """``reader`` and ``named`` as relations: whose the reader is, and whose marks the words carry."""

    reader: str
    named: frozenset[str]
    words: str

    @property
    def is_for_its_reader(self) -> bool:
        return self.named <= {self.reader}


def letter_in(line: str) -> Letter | None:
    """The letter of a line of ``tables.changes``; None for any other line."""
    found = GAINED.fullmatch(line)
    if not found:
        return None
    row = literal_eval(found[1])
    words = f"{row['subject']}\n{row['body']}"
    return Letter(reader_of(row), owners_in(words), words)


def reader_of(row: dict[str, object]) -> str:
    """By the mark of the address or of the account; the askers themselves, who carry none, are of the first."""
    told = row.get("to") or " ".join(
        User.objects.values_list("full_name", "email").get(pk=row["recipient_id"])
    )
    return next(iter(owners_in(str(told))), RELATIONS[0])
