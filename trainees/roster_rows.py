"""The shapes of what is read from a roster: a person, what is wrong with a cell, what an old font turned into."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from trainees.roster_cells import Birth, Severity, Sex


class Problem(NamedTuple):
    """What is wrong in a cell, or in the file when ``cell`` is empty, and what to do about it, in Vietnamese."""

    cell: str
    column_label: str
    value: str
    message_vi: str
    severity: Severity


class Decoded(NamedTuple):
    """A cell typed in a font of before Unicode: as it came and as it was read."""

    cell: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person as read. ``cells`` tells where each field stands; ``group`` is the heading above (``Sở Tư pháp``).

    ``id_number`` is twelve digits or empty: never to be stored, shown or logged as it is.
    """

    row_number: int
    full_name: str
    birth: Birth | None = None
    sex: Sex = ""
    ethnic_group: str = ""
    position: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    category: str = ""
    note: str = ""
    id_number: str = ""
    decision_number: str = ""
    decided_on: date | None = None
    issuer: str = ""
    specialty: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    group: str = ""
    decoded: list[Decoded] = field(default_factory=list)
