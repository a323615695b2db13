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
from importlib.util import find_spec
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from common.spreadsheet_guards import (
    DAMAGED,
    UnreadableFile,
    error_cells,
    refuse_unsafe_ole,
    refuse_unsafe_zip,
)
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
MAX_CHARACTERS = 30_000_000
CHILD_MEMORY_BYTES = 768 * 1024 * 1024
CHILD_CPU_SECONDS = 10
CHILD_WALL_SECONDS = 20

CellValue = str | int | float | bool | date | datetime | time | timedelta | None


class Sheet(NamedTuple):
    """One sheet; ``rows[0][0]`` is cell A1, an empty cell is None, a formula error its text such as ``#REF!``."""

    name: str
    hidden: bool
    rows: list[list[CellValue]]


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

    errors: dict[str, dict[tuple[int, int], str]] = {}
    if kind == ".xlsx":
        refuse_unsafe_zip(data)
        errors = error_cells(data)
    else:
        refuse_unsafe_ole(data)
    try:
        with calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _sheets(book, calamine, errors, max_cells)
    except calamine.PasswordError as error:
        raise UnreadableFile("Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.") from error
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(DAMAGED) from error


_TOO_LARGE = (
    "Bảng có quá nhiều ô ({cells}; tối đa {max_cells}) trong trang “{name}”. "
    "Hãy xóa các hàng, cột thừa ở cuối bảng hoặc chia nhỏ danh sách."
)


def _sheets(
    book: Any, calamine: Any, errors: dict[str, dict[tuple[int, int], str]], max_cells: int
) -> list[Sheet]:
    sheets, cells, characters = [], 0, 0
    for about in book.sheets_metadata:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        source = book.get_sheet_by_name(about.name)
        last_row, last_column = source.end or (-1, -1)
        cells += (last_row + 1) * (last_column + 1)
        if cells > max_cells:
            raise UnreadableFile(
                _TOO_LARGE.format(cells=cells, max_cells=max_cells, name=about.name)
            )
        rows = [list(map(_value, row)) for row in source.to_python(skip_empty_area=False)]
        _put_errors(rows, errors.get(about.name, {}))
        _repeat_down(rows, source.merged_cell_ranges or [])
        characters += sum(len(value) for row in rows for value in row if isinstance(value, str))
        if characters > MAX_CHARACTERS:
            raise UnreadableFile(
                _TOO_LARGE.format(cells=cells, max_cells=max_cells, name=about.name)
            )
        sheets.append(Sheet(about.name, about.visible != calamine.SheetVisibleEnum.Visible, rows))
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
        if row <= len(rows) and column <= len(rows[row - 1]):
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
    """``read`` in a child process of at most 768 MiB of address space, 10 s of processor and 20 s of waiting.

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
    try:
        reply = json.loads(child.stdout, object_hook=_untag) if child.returncode == 0 else {}
    except ValueError:
        reply = {}
    if "refused" in reply:
        raise UnreadableFile(reply["refused"])
    if "sheets" not in reply:
        raise UnreadableFile(_STOPPED)
    return [Sheet(name, hidden, rows) for name, hidden, rows in reply["sheets"]]


def answer(filename: str, max_bytes: int, max_cells: int) -> None:
    """The child's side: the file from standard input, JSON to standard output. Not for other callers."""
    reply: dict[str, Any]
    try:
        reply = {
            "sheets": read(
                sys.stdin.buffer.read(), filename, max_bytes=max_bytes, max_cells=max_cells
            )
        }
    except UnreadableFile as error:
        reply = {"refused": str(error)}
    sys.stdout.write(json.dumps(reply, default=_tag))


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
