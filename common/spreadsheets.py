"""Reading the spreadsheets people send: .xlsx, .xls and .csv into plain rows, and refusing what is not safe to open.

``read_safely`` is for web and worker code: a child process parses, with bounded memory and time, so that a file
made to harm ends the child only. ``read`` is what the child calls. Nothing here knows Django: the child starts
without it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from common.spreadsheet_biff import marks_of_xls
from common.spreadsheet_guards import (
    DAMAGED,
    PASSWORD,
    UnreadableFile,
    refuse_unsafe_ole,
    refuse_unsafe_zip,
)
from common.spreadsheet_marks import NOTHING, BookMarks, marks_of_xlsx
from common.spreadsheet_text import read_csv

__all__ = [
    "CellValue",
    "Sheet",
    "UnreadableFile",
    "cell_address",
    "column_letter",
    "read",
    "read_safely",
]

MAX_BYTES = 10 * 1024 * 1024
MAX_CELLS = 500_000
MAX_CHARACTERS = 20_000_000
# 10,000 rows of 12 columns take 42 MiB, the largest file that is allowed, 500,000 cells of own text, about 200 MiB.
CHILD_MEMORY_BYTES = 300 * 1024 * 1024
CHILD_CPU_SECONDS = 10
CHILD_WALL_SECONDS = 20

CellValue = str | int | float | bool | date | datetime | time | timedelta | None


class Sheet(NamedTuple):
    """One sheet; ``rows[0][0]`` is cell A1, an empty cell is None, a formula error its text such as ``#REF!``.

    Hidden rows and columns count from 1. ``is_1904``: plain numbers meant as days count from 1904, not 1900.
    """

    name: str
    hidden: bool
    rows: list[list[CellValue]]
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    is_1904: bool = False


@lru_cache(maxsize=1024)
def column_letter(number: int) -> str:
    """The letter of the column: 1 is A, 27 is AA. Raises: ValueError below 1."""
    if number < 1:
        raise ValueError(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """The address of a cell counted from 1: row 7, column 3 is ``C7``."""
    return f"{column_letter(column)}{row}"


def read(
    data: bytes, filename: str, *, max_bytes: int = MAX_BYTES, max_cells: int = MAX_CELLS
) -> list[Sheet]:
    """Parse in this process; call ``read_safely`` for files from outside.

    Numbers that are whole come back as int. Sheets are in the order of the workbook, hidden ones included.
    Raises: UnreadableFile, with what to do in Vietnamese.
    """
    if not data:
        raise UnreadableFile("Tệp rỗng. Hãy chọn lại tệp có dữ liệu.")
    if len(data) > max_bytes:
        limit = max_bytes // (1024 * 1024)
        raise UnreadableFile(f"Tệp lớn hơn {limit} MB. Hãy chia danh sách thành nhiều tệp nhỏ hơn.")
    kind = Path(filename).suffix.lower()
    if kind == ".csv":
        rows: list[list[CellValue]] = [list(row) for row in read_csv(data, max_cells)]
        sheets = [Sheet(Path(filename).stem, False, rows)]
    elif kind in {".xlsx", ".xls"}:
        sheets = _read_workbook(data, kind, max_cells)
    elif kind in {".xlsm", ".xltm", ".xlam"}:
        raise UnreadableFile("Tệp có chứa macro. Hãy lưu lại dưới dạng .xlsx rồi tải lên.")
    else:
        raise UnreadableFile(
            "Chỉ nhận tệp .xlsx, .xls hoặc .csv. Hãy lưu danh sách sang một dạng này."
        )
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFile("Tệp không có dữ liệu. Hãy kiểm tra lại tệp.")
    return sheets


def _read_workbook(data: bytes, kind: str, max_cells: int) -> list[Sheet]:
    import python_calamine as calamine  # noqa: PLC0415 -- only the child needs it

    if kind == ".xlsx":
        refuse_unsafe_zip(data)
        marks = marks_of_xlsx(data)
    else:
        refuse_unsafe_ole(data)
        marks = marks_of_xls(data)
    if marks.is_locked:
        raise UnreadableFile(PASSWORD)
    try:
        with calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _sheets(book, calamine, marks, max_cells)
    except calamine.PasswordError as error:
        raise UnreadableFile(PASSWORD) from error
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(DAMAGED) from error
    except BaseException as error:
        # A panic of the Rust parser arrives as an exception of its own, below Exception and without a name to import.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile(DAMAGED) from error


_TOO_LARGE = (
    "Bảng có quá nhiều ô ({cells}; tối đa {max_cells}) trong trang “{name}”. "
    "Hãy xóa các hàng, cột thừa ở cuối bảng hoặc chia nhỏ danh sách."
)


def _sheets(book: Any, calamine: Any, marks: BookMarks, max_cells: int) -> list[Sheet]:
    sheets, cells, characters = [], 0, 0
    for about in book.sheets_metadata:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        source = book.get_sheet_by_name(about.name)
        last_row, last_column = source.end or (-1, -1)
        cells += (last_row + 1) * (last_column + 1)
        too_large = _TOO_LARGE.format(cells=cells, max_cells=max_cells, name=about.name)
        if cells > max_cells:
            raise UnreadableFile(too_large)
        rows = [list(map(_value, row)) for row in source.to_python(skip_empty_area=False)]
        of_sheet = marks.sheets.get(about.name, NOTHING)
        _put_errors(rows, of_sheet.errors)
        _repeat_down(rows, source.merged_cell_ranges or [])
        characters += sum(len(value) for row in rows for value in row if isinstance(value, str))
        if characters > MAX_CHARACTERS:
            raise UnreadableFile(too_large)
        is_hidden = about.visible != calamine.SheetVisibleEnum.Visible
        hidden_rows = tuple(row for row in of_sheet.hidden_rows if row <= len(rows))
        hidden_columns = tuple(c for c in of_sheet.hidden_columns if c <= last_column + 1)
        sheets.append(
            Sheet(about.name, is_hidden, rows, hidden_rows, hidden_columns, marks.is_1904)
        )
    return sheets


def _value(value: Any) -> CellValue:
    if value == "":
        return None
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _put_errors(rows: list[list[CellValue]], errors: dict[tuple[int, int], str]) -> None:
    """Calamine gives formula errors as empty; a clerk must see them instead of a silently missing value."""
    for (row, column), text in errors.items():
        if 0 < row <= len(rows) and 0 < column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = text


def _repeat_down(
    rows: list[list[CellValue]], merged: list[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    """A cell merged over several rows of one column, as the agency of five people, counts for each of them."""
    for (top, left), (bottom, right) in merged:
        if left == right and top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]


# -S leaves out site-packages and their start-up hooks; the two folders the child needs are handed over by name.
# The limits are set before the first byte of the file is read. No core file: it would hold personal data.
_CHILD = """
import resource, sys
memory, cpu = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
sys.path[:0] = sys.argv[3:5]
from common.spreadsheets import answer
answer(sys.argv[5], int(sys.argv[6]), int(sys.argv[7]))
"""


def read_safely(
    data: bytes, filename: str, *, max_bytes: int = MAX_BYTES, max_cells: int = MAX_CELLS
) -> list[Sheet]:
    """``read`` in a child process of at most 300 MiB of address space, 10 s of processor and 20 s of waiting.

    Raises: UnreadableFile, also when the child was stopped for using too much.
    """
    if len(data) > max_bytes:
        return read(data, filename, max_bytes=max_bytes)
    library = find_spec("python_calamine")
    if library is None or library.origin is None:
        raise ModuleNotFoundError("python_calamine")
    folders = [str(Path(__file__).resolve().parents[1]), str(Path(library.origin).parents[1])]
    limits = [str(CHILD_MEMORY_BYTES), str(CHILD_CPU_SECONDS)]
    arguments = [*limits, *folders, Path(filename).name, str(max_bytes), str(max_cells)]
    try:
        child = subprocess.run(  # noqa: S603 -- fixed program; the file name is only an argument
            [sys.executable, "-I", "-S", "-B", "-c", _CHILD, *arguments],
            input=data, capture_output=True, timeout=CHILD_WALL_SECONDS, check=False, env={},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(_STOPPED) from error
    return _understand(child)


_STOPPED = (
    "Tệp quá nặng hoặc bị hỏng nên hệ thống đã dừng đọc. "
    "Hãy chép riêng bảng danh sách sang một tệp Excel mới rồi tải lên lại."
)


def _understand(child: subprocess.CompletedProcess[bytes]) -> list[Sheet]:
    """The child's lines: of each sheet what it is and how many rows follow, then the rows."""
    if child.returncode != 0:
        raise UnreadableFile(_STOPPED)
    read_line = json.JSONDecoder(object_hook=_untag).decode
    lines = (read_line(str(line, "utf-8")) for line in BytesIO(child.stdout))
    sheets = []
    for about in lines:
        if "refused" in about:
            raise UnreadableFile(about["refused"])
        about["rows"] = list(islice(lines, about["rows"]))
        for name in ("hidden_rows", "hidden_columns"):
            about[name] = tuple(about[name])
        sheets.append(Sheet(**about))
    return sheets


def answer(filename: str, max_bytes: int, max_cells: int) -> None:
    """The child's side: the file from standard input, lines of JSON to standard output. Not for other callers.

    A line for each row: the whole answer as one text would double the memory on both sides.
    """
    line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_tag).encode
    data = sys.stdin.buffer.read()
    try:
        sheets = read(data, filename, max_bytes=max_bytes, max_cells=max_cells)
    except UnreadableFile as error:
        sys.stdout.buffer.write(line({"refused": str(error)}).encode())
        return
    for sheet in sheets:
        about = {**sheet._asdict(), "rows": len(sheet.rows)}
        sys.stdout.buffer.write(line(about).encode() + b"\n")
        sys.stdout.buffer.writelines(line(row).encode() + b"\n" for row in sheet.rows)


def _tag(value: Any) -> dict[str, Any]:
    """Dates and times for JSON; datetime is asked for before date because it is one."""
    if isinstance(value, timedelta):
        return {"timedelta": value.total_seconds()}
    for kind in (datetime, date, time):
        if isinstance(value, kind):
            return {kind.__name__: value.isoformat()}
    raise TypeError(type(value))


def _untag(tagged: dict[str, Any]) -> Any:
    if len(tagged) == 1:
        if "timedelta" in tagged:
            return timedelta(seconds=tagged["timedelta"])
        for kind in (datetime, date, time):
            if kind.__name__ in tagged:
                return kind.fromisoformat(tagged[kind.__name__])
    return tagged
