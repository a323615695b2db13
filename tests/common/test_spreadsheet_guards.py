"""What is refused before or while a file is opened."""

import io
import time
import zipfile

import pytest

from common.spreadsheets import (
    UnreadableFile,
    read,
    read_safely,
)
from tests.common.workbooks import GOOD, OLD_XLS, OLE, one_sheet, refusal, repacked, workbook


@pytest.mark.parametrize(
    ("data", "filename", "message"),
    [
        (b"", "ds.xlsx", "Tệp rỗng"),
        (GOOD, "ds.pdf", "Chỉ nhận tệp"),
        (GOOD, "ds.ods", "Chỉ nhận tệp"),
        (GOOD, "ds.xlsm", "Tệp có chứa macro"),
        (GOOD, "ds.xls", "Nội dung tệp không đúng với đuôi “.xls”"),
        (GOOD, "ds.csv", "Nội dung tệp không đúng với đuôi “.csv”"),
        (OLD_XLS, "ds.xlsx", "Nội dung tệp không đúng với đuôi “.xlsx”"),
        (b"<html><table></table></html>", "ds.xls", "Nội dung tệp không đúng với đuôi “.xls”"),
        (b"%PDF-1.7", "ds.xlsx", "Nội dung tệp không đúng với đuôi “.xlsx”"),
        (repacked(GOOD, add={"xl/vbaProject.bin": b"x"}), "ds.xlsx", "Tệp có chứa macro"),
        (OLD_XLS + "_VBA_PROJECT_CUR".encode("utf-16-le"), "ds.xls", "Tệp có chứa macro"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "ds.xlsx", "Tệp được đặt mật khẩu"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "ds.xls", "Tệp được đặt mật khẩu"),
        (GOOD[: len(GOOD) // 2], "ds.xlsx", "Không mở được tệp"),
        (OLD_XLS[:900], "ds.xls", "Nội dung tệp không đúng với đuôi “.xls”"),
        (one_sheet([]), "ds.xlsx", "Tệp không có dữ liệu"),
        (b" \n\n", "ds.csv", "Tệp không có dữ liệu"),
        (b"a,b\n" + bytes(range(32)) * 9, "ds.csv", "Nội dung tệp không đúng với đuôi “.csv”"),
    ],
)
@pytest.mark.parametrize("reader", [read, read_safely])
def test_unfit_files_are_refused_with_the_reason(reader, data, filename, message):
    assert refusal(data, filename, reader)[: len(message)] == message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_dtd_is_refused_and_its_file_not_read(tmp_path, encoding):
    canary = tmp_path / "canary"
    canary.write_text("CANARY")
    dtd = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{canary}">]>'

    def change(name, content):
        if name != "xl/worksheets/sheet1.xml":
            return content
        return (
            content.decode()
            .replace("<worksheet", " " * 5000 + dtd + "<worksheet", 1)
            .encode(encoding)
        )

    assert refusal(repacked(GOOD, change=change), "ds.xlsx")[:15] == "Tệp có khai báo"


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = repacked(GOOD, add={"xl/worksheets/sheet2.xml": b"0" * (130 * 1024 * 1024)})
    started = time.perf_counter()

    message = refusal(bomb, "ds.xlsx")

    assert (message[:20], time.perf_counter() - started < 1) == ("Tệp giải nén ra quá ", True)


def test_a_dense_part_is_refused_by_its_ratio():
    assert (
        refusal(repacked(GOOD, add={"x.bin": b"0" * (20 * 1024 * 1024)}), "ds.xlsx")[:13]
        == "Tệp giải nén "
    )


def test_too_many_parts_are_refused():
    assert (
        refusal(repacked(GOOD, add={f"x/{n}": b"" for n in range(2001)}), "ds.xlsx")[:13]
        == "Tệp giải nén "
    )


def test_a_size_that_lies_is_found_out():
    data = bytearray(repacked(GOOD, add={"xl/z.xml": b"A" * 90_000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (5).to_bytes(4, "little")

    assert refusal(bytes(data), "ds.xlsx")[:17] == "Không mở được tệp"


def test_more_cells_than_allowed_are_refused():
    assert (
        refusal(one_sheet([["a", "b"]] * 6), "ds.xlsx", max_cells=10)[:20] == "Bảng có quá nhiều ô "
    )
    assert refusal(b"a,b\n" * 6, "ds.csv", max_cells=10)[:19] == "Bảng có quá nhiều ô"


def test_a_cell_at_the_far_corner_ends_the_child_only():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, "x")
        sheet.write(1_048_575, 16_383, "y")

    assert refusal(workbook(fill), "ds.xlsx", read_safely)[:12] == "Tệp quá nặng"


def test_too_many_bytes_are_refused():
    assert (
        refusal(b"a" * 2_000_000, "ds.csv", read_safely, max_bytes=1024 * 1024)[:18]
        == "Tệp lớn hơn 1 MB. "
    )


@pytest.mark.parametrize("data", [GOOD, OLD_XLS])
def test_damaged_files_are_read_or_refused_but_never_crash(data):
    name = "ds.xlsx" if data is GOOD else "ds.xls"
    outcomes = set()
    for number in range(100):
        damaged = bytearray(data)
        for step in range(1 + number % 7):
            damaged[(number * 7919 + step * 104_729) % len(data)] ^= 1 + number
        try:
            read(bytes(damaged), name)
            outcomes.add("read")
        except UnreadableFile:
            outcomes.add("refused")

    assert outcomes - {"read"} == {"refused"}


def test_a_locked_zip_is_refused_for_its_password():
    data = bytearray(GOOD)
    data[data.rindex(b"PK\x01\x02") + 8] |= 1

    assert refusal(bytes(data), "ds.xlsx")[:22] == "Tệp được đặt mật khẩu."


def test_a_zip_that_is_no_workbook_is_refused():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert refusal(output.getvalue(), "ds.xlsx")[:21] == "Nội dung tệp không đú"


def test_a_macro_workbook_under_another_name_is_refused():
    def change(name, content):
        return (
            content.replace(b"spreadsheetml.sheet.main", b"macroEnabled.main")
            if "Content" in name
            else content
        )

    assert refusal(repacked(GOOD, change=change), "ds.xlsx")[:18] == "Tệp có chứa macro."
