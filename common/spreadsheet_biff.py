"""What an old .xls says beside its values: formula errors, hidden rows and columns, the day that is number 0.

Calamine reads the values. Here the records of the workbook stream are walked once more for what it does not give.
Whatever is damaged gives no marks: refusing the file is the business of calamine.
Source: [MS-CFB] 2.2 to 2.6 (the container), [MS-XLS] 2.4 (the records).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from common.spreadsheet_marks import NO_BOOK, BookMarks, Marks

_END_OF_CHAIN = 0xFFFFFFFA  # this and above are no sectors
_SMALL_STREAM_BELOW = 4096
_BOUNDSHEET, _DATE_1904, _PASSWORD, _END, _BOF = 0x85, 0x22, 0x2F, 0x0A, 0x0809
_ROW, _COLUMNS, _ERROR, _FORMULA = 0x0208, 0x7D, 0x0205, 0x0006
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def marks_of_xls(data: bytes) -> BookMarks:
    """Empty when the file is damaged, or older than Excel 97 and so without names in Unicode."""
    try:
        stream = _workbook_stream(data)
        if any(kind == _PASSWORD for kind, _body in _records(stream, 0)):
            return NO_BOOK._replace(is_locked=True)
        starts, is_1904 = _globals(stream)
        return BookMarks(is_1904, {name: _marks(stream, at) for name, at in starts.items()})
    except (struct.error, IndexError, ValueError):
        return NO_BOOK


def _sectors(table: list[int], first: int) -> Iterator[int]:
    """The sectors of a chain; one that runs in a circle ends where it would be longer than its table."""
    for _step in table:
        if first >= _END_OF_CHAIN:
            return
        yield first
        first = table[first]


def _workbook_stream(data: bytes) -> bytes:
    """The stream ``Workbook`` out of its container. Raises: ValueError, struct.error or IndexError when damaged."""
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    first_directory, first_mini = (
        struct.unpack_from("<I", data, 48)[0],
        struct.unpack_from("<I", data, 60)[0],
    )
    if shift not in (9, 12) or mini_shift != 6:
        raise ValueError(shift)
    size = 1 << shift

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    def chain(first: int) -> bytes:
        return b"".join(map(sector, _sectors(fat, first)))

    fat = _numbers(b"".join(map(sector, _fat_sectors(data, sector))))
    directory = chain(first_directory)
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    names = [entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)] for entry in entries]
    entry = entries[names.index("Workbook".encode("utf-16-le"))]
    first, length = struct.unpack_from("<II", entry, 116)
    if length >= _SMALL_STREAM_BELOW:
        return chain(first)[:length]
    small = chain(struct.unpack_from("<I", entries[0], 116)[0])
    table = _numbers(chain(first_mini))
    return b"".join(small[at * 64 : at * 64 + 64] for at in _sectors(table, first))[:length]


def _fat_sectors(data: bytes, sector: Callable[[int], bytes]) -> list[int]:
    """The first 109 stand in the header, the others in a chain of their own."""
    numbers = list(struct.unpack_from("<109I", data, 76))
    following, left = struct.unpack_from("<II", data, 68)
    for _step in range(min(left, len(data) // 512)):
        if following >= _END_OF_CHAIN:
            break
        *more, following = _numbers(sector(following))
        numbers += more
    return [number for number in numbers if number < _END_OF_CHAIN]


def _numbers(raw: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record up to the end of the part that begins at ``at``."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _END)
        yield kind, stream[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length


def _globals(stream: bytes) -> tuple[dict[str, int], bool]:
    """Where each sheet begins, by name, and whether days count from 1904."""
    starts, is_1904 = {}, False
    for kind, body in _records(stream, 0):
        if kind == _DATE_1904:
            is_1904 = body[:1] == b"\1"
        elif kind == _BOUNDSHEET:
            count, is_wide = body[6], body[7] & 1
            raw = body[8 : 8 + count * (1 + is_wide)]
            starts[raw.decode("utf-16-le" if is_wide else "latin-1")] = struct.unpack_from(
                "<I", body
            )[0]
    return starts, is_1904


def _marks(stream: bytes, at: int) -> Marks:
    errors: dict[tuple[int, int], str] = {}
    rows: list[int] = []
    columns: list[int] = []
    for kind, body in _records(stream, at):
        if kind == _ROW and body[12] & 0x20:
            rows.append(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLUMNS and body[8] & 1:
            first, last = struct.unpack_from("<HH", body)
            columns += range(first + 1, min(last, 255) + 2)
        elif (code := _error_code(kind, body)) in _ERRORS:
            row, column = struct.unpack_from("<HH", body)
            errors[row + 1, column + 1] = _ERRORS[code]
    return Marks(errors, tuple(rows), tuple(columns))


def _error_code(kind: int, body: bytes) -> int:
    """The code of the error a cell shows, or -1: typed as such, or the result of a formula."""
    if kind == _ERROR and body[7] == 1:
        return body[6]
    if kind == _FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff":
        return body[8]
    return -1
