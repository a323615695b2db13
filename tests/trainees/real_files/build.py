"""What the files are built with: workbooks through xlsxwriter, archives taken apart and put together again."""

import io
import zipfile
from collections.abc import Callable
from typing import NamedTuple

import xlsxwriter


class Case(NamedTuple):
    """``people``: a line for each person, as ``line_of`` writes it. ``problems``: cell and severity of each problem.

    ``of_file``: how each problem of the whole file begins. ``refusal``: how the refusal begins; empty when read.
    """

    name: str
    comes_from: str
    filename: str
    build: Callable[[], bytes]
    people: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    of_file: tuple[str, ...] = ()
    refusal: str = ""


def line_of(row):
    """``9 Lê An · 05/02/1985 · male · +84912345678 · Sở Tư pháp · Phóng viên``; what is not said is left out."""
    decided = row.decided_on and row.decided_on.isoformat()
    said = [
        row.full_name, row.birth, row.sex, row.phone, row.organisation, row.category, row.id_number,
        row.decision_number, decided, row.issuer,
    ]  # fmt: skip
    return f"{row.row_number} " + " · ".join(str(part) for part in said if part)


def workbook(fill, **options):
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, **options}) as book:
        fill(book)
    return output.getvalue()


def table(*rows, **options):
    """A workbook of one sheet; dates are written as dates of Excel."""

    def fill(book):
        write(book, book.add_worksheet("Danh sách"), rows)

    return workbook(fill, **{"default_date_format": "dd/mm/yyyy", **options})


def write(_book, sheet, rows):
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write(number, column, value)


def repacked(data, *, change=None, add=None):
    """The archive again, with parts changed by ``change(name, content)`` and ``add`` put in."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(name, content) if change else content)
        for name, content in (add or {}).items():
            new.writestr(name, content)
    return output.getvalue()


def lines(*rows, delimiter=","):
    """The text of a .csv as Excel writes it."""
    return "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"
