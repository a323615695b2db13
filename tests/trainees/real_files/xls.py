"""A writer of .xls, as small as will do: Excel 97 records in a compound file of one stream.

Source: [MS-XLS] 2.4, [MS-CFB] 2.2 to 2.6. No package that writes .xls is installed.
"""

import struct
from datetime import date

ERRORS = {"#REF!": 0x17, "#N/A": 0x2A, "#DIV/0!": 0x07}


def xls(*sheets, is_1904=False, is_locked=False):
    """``sheets``: (name, rows, hidden rows, hidden columns), rows and columns hidden counted from 0.

    A text that is the name of an error becomes a formula with that result. ``is_locked`` only says that there is a
    password: the records stay as they are.
    """
    bodies = [_sheet(*sheet, is_1904=is_1904) for sheet in sheets]
    names = [sheet[0].encode("utf-16-le") for sheet in sheets]
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    start += _record(0x002F, b"\0" * 6) if is_locked else b""
    start += _record(0x0022, struct.pack("<H", is_1904))
    start += b"".join(_record(0x00E0, struct.pack("<HHH14x", 0, form, 1)) for form in (0, 14))
    at = len(start) + sum(12 + len(name) for name in names) + 4
    for name, body in zip(names, bodies, strict=True):
        start += _record(0x0085, struct.pack("<IHBB", at, 0, len(name) // 2, 1) + name)
        at += len(body)
    return _container(start + _record(0x0A, b"") + b"".join(bodies))


def _sheet(_name, rows, hidden_rows=(), hidden_columns=(), *, is_1904):
    out = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    for column in hidden_columns:
        out += _record(0x7D, struct.pack("<HHHHHH", column, column, 2560, 0, 1, 0))
    width = max(map(len, rows))
    out += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for row in hidden_rows:
        out += _record(0x0208, struct.pack("<HHHHHHI", row, 0, width, 255, 0, 0, 0x20 | 0x100))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                out += _cell(number, column, value, is_1904)
    return out + _record(0x0A, b"")


def _cell(row, column, value, is_1904):
    place = struct.pack("<HH", row, column)
    if value in ERRORS:
        result = struct.pack("<BBBBHH", 2, 0, ERRORS[value], 0, 0, 0xFFFF)
        return _record(
            0x0006,
            place + b"\0\0" + result + b"\0" * 6 + struct.pack("<HBB", 2, 0x1C, ERRORS[value]),
        )
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x0204, place + b"\0\0" + struct.pack("<HB", len(text) // 2, 1) + text)
    if isinstance(value, date):
        days = (value - (date(1904, 1, 1) if is_1904 else date(1899, 12, 30))).days
        return _record(0x0203, place + struct.pack("<Hd", 1, days))
    return _record(0x0203, place + struct.pack("<Hd", 0, value))


def _record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def _container(stream):
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    count = len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header += struct.pack("<I", 0).ljust(436, b"\xff")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    root = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    book = _entry("Workbook", 2, 2, len(stream))
    return header + table + (root + book).ljust(512, b"\0") + stream


def _entry(name, kind, first, size, *, child=0xFFFFFFFF):
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1)
    return (
        head
        + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        + b"\0" * 36
        + struct.pack("<III", first, size, 0)
    )
