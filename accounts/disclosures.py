"""People as a file: every download that names people is written down before it leaves.

    if is_export(request):
        return export_people(request, "hoc-vien", COLUMNS, listing.stream(), [_("DANH SÁCH HỌC VIÊN")])

A sheet of its own shape goes through ``export_sheet_of_people``; any other file that names people calls ``note_file``
first. Agencies, units, plans and runs are not people. A test holds every download of the program to this.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.utils.functional import Promise

from accounts import actions
from accounts.http import AuthedRequest
from accounts.models import Disclosure, DisclosureKind
from common.excel import workbook, xlsx_response
from common.lists import Column, export_response


class Counted:
    """``rows``, one at a time, and ``seen``: how many have been taken so far."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = rows
        self.seen = 0

    def __iter__(self) -> Iterator[Any]:
        for row in self._rows:
            self.seen += 1
            yield row


def export_people(
    request: AuthedRequest,
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    title_lines: Sequence[str | Promise] = (),
    *,
    subject: Model | None = None,
) -> HttpResponse:
    """``common.lists.export_response`` for rows that are people; writes one Disclosure.

    The rows are counted as they are written to the file, so the number is true whatever else happens meanwhile.
    """
    counted = Counted(rows)
    response = export_response(name, columns, counted, title_lines)
    note_file(request, title_lines or [name], counted.seen, subject=subject)
    return response


def export_sheet_of_people(
    request: AuthedRequest,
    name: str,
    title_lines: Sequence[str | Promise],
    header: Sequence[str | Promise],
    rows: Iterable[Sequence[Any]],
    *,
    subject: Model | None = None,
) -> HttpResponse:
    """``common.excel.workbook`` as a download, one row a person; writes one Disclosure."""
    counted = Counted(rows)
    data = workbook(title_lines, header, counted)
    note_file(request, title_lines or [name], counted.seen, subject=subject)
    return xlsx_response(name, data)


def note_file(
    request: AuthedRequest,
    title_lines: Sequence[str | Promise],
    people: int,
    *,
    subject: Model | None = None,
) -> Disclosure:
    """Write down that a file with ``people`` persons, called by its titles, is about to leave."""
    what = " – ".join(str(line) for line in title_lines)
    return actions.disclose(
        request.user, DisclosureKind.EXPORT, what, people=people, subject=subject
    )
