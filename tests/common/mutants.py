"""Good files damaged in two hundred and more ways, the same ways on every run."""

import io
import json
import os
import random
import resource
import sys
import zipfile
from collections.abc import Iterator

from common.spreadsheets import CHILD_CPU_SECONDS, CHILD_MEMORY_BYTES, UnreadableFile, read
from tests.trainees.real_files.build import lines, repacked
from tests.trainees.real_files.layouts import (
    hidden_rows_and_column,
    merged_header_and_agency,
    old_xls_with_hidden,
)
from tests.trainees.real_files.values import formulas

SHEET = "xl/worksheets/sheet1.xml"
CSV = lines(
    ["STT", "Họ và tên", "Năm sinh"], *[[str(n), "Nguyễn Đức Thủy", "1985"] for n in range(40)]
)


def mutants() -> Iterator[tuple[str, str, bytes]]:
    """What was done, a file name, and the bytes."""
    books = {
        "a.xlsx": formulas(),
        "b.xlsx": hidden_rows_and_column(),
        "c.xlsx": merged_header_and_agency(),
    }
    sheets = {**books, "d.xls": old_xls_with_hidden()}
    texts = {
        "e.csv": CSV.encode(),
        "f.csv": CSV.encode("utf-16"),
        "g.csv": CSV.encode("cp1258", "replace"),
    }
    for name, data in {**sheets, **texts}.items():
        yield from _flipped(name, data, 8 if name != "d.xls" else 40)
        yield from _cut(name, data)
    yield from _parts_lost("b.xlsx", books["b.xlsx"])
    for name, data in books.items():
        yield from _flipped_inside(name, data)
    yield from _lies(books["b.xlsx"])
    yield from _tricks(books["b.xlsx"])


def _flipped(name: str, data: bytes, count: int) -> Iterator[tuple[str, str, bytes]]:
    for number in range(count):
        chance = random.Random(f"{name} {number}")
        damaged = bytearray(data)
        for _flip in range(1 + number % 9):
            damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield f"flip {number}", name, bytes(damaged)


def _cut(name: str, data: bytes) -> Iterator[tuple[str, str, bytes]]:
    for part in range(1, 8):
        yield f"cut {part}", name, data[: len(data) * part // 8]
    yield "head lost", name, data[len(data) // 3 :]
    yield "doubled", name, data + data
    yield "in front", name, b"\0" * 512 + data


def _parts_lost(name: str, data: bytes) -> Iterator[tuple[str, str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.namelist()
    for lost in parts:
        yield (
            f"no {lost}",
            name,
            _with(data, lambda part, content, lost=lost: None if part == lost else content),
        )
        yield (
            f"empty {lost}",
            name,
            _with(data, lambda part, content, lost=lost: b"" if part == lost else content),
        )


def _flipped_inside(name: str, data: bytes) -> Iterator[tuple[str, str, bytes]]:
    """The checksum of the archive is right again: what reaches the parser is damaged XML."""
    for number in range(16):
        chance = random.Random(f"inside {name} {number}")

        def change(_part: str, content: bytes, chance: random.Random = chance) -> bytes:
            damaged = bytearray(content)
            for _flip in range(chance.randrange(4)):
                damaged[chance.randrange(len(content))] ^= 1 << chance.randrange(7)
            return bytes(damaged)

        yield f"inside {number}", name, repacked(data, change=change)


def _lies(data: bytes) -> Iterator[tuple[str, str, bytes]]:
    """XML that is well formed and says what cannot be."""
    lies = {
        "far corner": (b'r="A2"', b'r="XFD1048576"'),
        "beyond the corner": (b'r="A2"', b'r="ZZZZ99999999"'),
        "row 0": (b'r="A2"', b'r="A0"'),
        "no such string": (b"<v>0</v>", b"<v>99999999</v>"),
        "negative string": (b"<v>0</v>", b"<v>-1</v>"),
        "huge number": (b"<v>0</v>", b"<v>1e999999</v>"),
        "long number": (b"<v>0</v>", b"<v>" + b"9" * 100_000 + b"</v>"),
        "no such style": (b"<c ", b'<c s="99999" '),
        "unknown type": (b't="s"', b't="zz"'),
        "deep": (b"<sheetData>", b"<sheetData>" + b"<row>" * 20_000),
        "merged over all": (
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>',
        ),
        "merged backwards": (
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="D9:A1"/></mergeCells>',
        ),
        "merged nowhere": (
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="?"/></mergeCells>',
        ),
        "all hidden": (
            b"<sheetData>",
            b'<cols><col min="0" max="9999999" hidden="1"/></cols><sheetData>',
        ),
        "hidden backwards": (
            b"<sheetData>",
            b'<cols><col min="9" max="1" hidden="1"/></cols><sheetData>',
        ),
        "error nowhere": (
            b"<sheetData>",
            b'<sheetData><row r="9"><c r="A9" t="e"><v>#REF!</v></c></row>',
        ),
        "no namespace": (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"x"),
    }
    for lie, (true, false) in lies.items():
        yield (
            lie,
            "b.xlsx",
            repacked(
                data,
                change=lambda name, content, t=true, f=false: (
                    content.replace(t, f) if name == SHEET else content
                ),
            ),
        )


def _tricks(data: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Archives that are not what their directory says."""
    at = data.rindex(b"PK\x01\x02")
    fields = {
        "flags": 8,
        "method": 10,
        "checksum": 16,
        "packed": 20,
        "unpacked": 24,
        "name": 28,
        "start": 42,
    }
    for field, offset in fields.items():
        for value in (b"\0\0", b"\1\0", b"\xff\xff", b"\x0c\0"):
            damaged = bytearray(data)
            damaged[at + offset : at + offset + 2] = value
            yield f"{field} {value.hex()}", "b.xlsx", bytes(damaged)
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        yield f"packed by {method}", "b.xlsx", _with(data, lambda _part, content: content, method)
    yield "climbs", "b.xlsx", repacked(data, add={"../../etc/passwd": b"x", "/xl/x.xml": b"<x/>"})
    yield "archive in archive", "b.xlsx", repacked(data, add={"xl/embeddings/a.xlsx": data})
    yield "dense", "b.xlsx", repacked(data, add={"xl/x.bin": b"\0" * (30 * 1024 * 1024)})
    yield (
        "other letters",
        "b.xlsx",
        repacked(data, change=lambda _n, content: content.decode().encode("utf-16")),
    )


def _with(data: bytes, change, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(output, "w", method) as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
    return output.getvalue()


def judge_all() -> None:
    """Read each mutant in a process of its own under the limits of ``read_safely``; JSON to standard output.

    For each: what was done, the outcome, processor seconds, peak memory in MiB. Run by the test as a program, so
    that a process is forked from a small one.
    """
    judged = []
    for what, name, data in mutants():
        child = os.fork()
        if not child:
            os._exit(_read_within_limits(name, data))
        _pid, status, used = os.wait4(child, 0)
        outcome = OUTCOMES.get(os.waitstatus_to_exitcode(status), "stopped")
        seconds, mebibytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        judged.append((f"{what} of {name}", outcome, seconds, mebibytes))
    sys.stdout.write(json.dumps(judged))


OUTCOMES = {0: "read", 3: "refused", 4: "crashed"}


def _read_within_limits(name: str, data: bytes) -> int:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY_BYTES, CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_CPU_SECONDS, CHILD_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        read(data, name)
    except UnreadableFile:
        return 3
    except MemoryError:
        return 5
    except BaseException:
        return 4
    return 0
