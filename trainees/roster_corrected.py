"""A roster as it was read, row by row, with what was found: to be put right and sent again. Pure: values in, cells out.

The numbers of people are left out: a file that goes from hand to hand must not hold them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from common.excel import Marked
from trainees.roster_changes import sex_in_words
from trainees.roster_facts import DOUBTFUL, FIELD_LABELS, Verdict
from trainees.roster_rows import RosterRow

# Columns of a file that are told together with another one.
_TOLD_IN = {
    "given_name": "full_name",
    "male": "birth",
    "female": "birth",
    "birth_day": "birth",
    "birth_month": "birth",
    "birth_year": "birth",
    "position_organisation": "position",
    "old_id_number": "id_number",
}


class Sheet(NamedTuple):
    """What ``common.excel.workbook`` takes."""

    header: list[str]
    rows: Iterator[list[Any]]


def corrected(verdicts: Sequence[Verdict], columns: Mapping[str, str]) -> Sheet:
    """The columns the file had, then the state of each row and what the system says of it."""
    told = {_TOLD_IN.get(name, name) for name in columns}
    told |= {name for name in FIELD_LABELS if any(getattr(one.row, name) for one in verdicts)}
    fields = [name for name in FIELD_LABELS if name in told and name != "id_number"]
    header = [_("STT"), *(FIELD_LABELS[name]() for name in fields)]
    by_letter = {letter: _TOLD_IN.get(name, name) for name, letter in columns.items()}
    rows = (
        [number, *_cells(verdict, fields, by_letter), verdict.label, verdict.remarks]
        for number, verdict in enumerate(verdicts, start=1)
    )
    return Sheet([*header, _("Tình trạng hàng"), _("Nhận xét của hệ thống")], rows)


def _cells(verdict: Verdict, fields: Iterable[str], by_letter: Mapping[str, str]) -> Iterator[Any]:
    wrong: dict[str, str] = {}
    for problem in verdict.errors:
        letter = problem.cell.rstrip("0123456789")
        # What could not be read stands in the file as it was typed.
        wrong.setdefault(by_letter.get(letter, "full_name"), problem.value)
    for name in fields:
        text = shown(verdict.row, name) or wrong.get(name, "")
        is_doubted = name == "full_name" and verdict.kind == DOUBTFUL
        yield Marked(text) if name in wrong or is_doubted else text


def shown(row: RosterRow, name: str) -> str:
    """A field as it is typed into a list."""
    value = getattr(row, name)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if name == "sex":
        return sex_in_words(value)
    if name == "phone":
        return str(value).replace("+84", "0", 1)
    return str(value or "")
