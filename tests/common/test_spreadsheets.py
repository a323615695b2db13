import base64
import io
import json
import time
import unicodedata
import zipfile
import zlib
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

import pytest
import xlsxwriter

from common.spreadsheets import (
    Sheet,
    UnreadableFile,
    _tag,
    _untag,
    cell_address,
    column_letter,
    read,
    read_safely,
)

# A list of one person written by Excel 97's format (xlwt), packed; no writer of .xls is installed.
OLD_XLS = zlib.decompress(
    base64.b85decode(
        "c-rk)O=uHA6#iy6X@2O>Zf%8DSeAmV)<P98UfNix)=NUQ5q}UgZ9@|(iKIoS2d&l~1;LZzrO+O{M7>x=4|-"
        "ClQhyGDAS8+idJ+^ov{~Q0-Dp}78qh+^e#^X>`R2`=nKwVXvoGfL+|-"
        "@MJeHvoDhgHr6(yXY5GZCeP`PEvWHI(ruw1Mu1pG9S6<$23dghaJDCav51-"
        "CtqNdoUF9LH%y(y6$)irB+_hzZ$;4w3>lh^a;c_o|lV0Lu+5Z?Wb>mb;m`%(8=YbK)50Ly^{9&MH2lG;vuqq}^Gr^Ol("
        "%sK-"
        ";eiqBsWwyqalnPlwL8Y?h7m6!%iXiq#9&&YfYW)K9ryW7Lz_M?Ox>S(g3@!c|kZ^d2x$aMMD<pqfUv6T1yh4<4WF6XZ*"
        "9$*~SN!}!r&~eBEKB&86sf0O_A4n`9NecrURG=>!4M6P2bHl_L<jCGAJ|iWM_Q+6f%p6Ik5>*g=cu5MnNaBf+Vx<Jqm@"
        "<-}LQTvPIYe}n=sClVKN(|kk-<Jxv?Yg16>qjml7pz>w9Z>jqfsr~{Q4@~-"
        "y1r?%s9VD?AOg^IXYOlAZt+NYS!QZvTWu2HkKFJ>LyM%vaF*aQ{3EJ?<Dq3u+AkeZKig1GG2#TO43^>J^AIpJ!A4iXe*"
        "_&J^8bB**BpnG?9-"
        "6slI$B&?ef%^=lIML&aD)N7Fl&4SyU{enoReU^(y98Z45}B&RcB=cISUubkre%Fd~jQyp9CGF#`AAagqVT<WWAOZv(#Q"
        ">cg8j{++BQe|6&mYMByU7boT?#gE90R4?1T)1%I!i5VLE?lf5$d63Lz8COEqSyIc_c{M{7AX|m-"
        "z4i62kB0irn{Yqy>tZ}MFwMKt)GqXilQyC!aBwOg%XFU^$dp5&;1xKd;QXNOO%dh#TB)Gw}r}Wzfev;|8x640WX;4Z2"
    )
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook(fill, **options):
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True, **options})
    fill(book)
    book.close()
    return output.getvalue()


def one_sheet(rows):
    def fill(book):
        sheet = book.add_worksheet("Danh sách")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return workbook(fill)


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


def refusal(data, filename, reader=read, **limits):
    with pytest.raises(UnreadableFile) as caught:
        reader(data, filename, **limits)
    return str(caught.value)


GOOD = one_sheet([["Họ và tên"], ["Nguyễn Văn An"]])


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_columns_have_letters(number, letters):
    assert column_letter(number) == letters


def test_there_is_no_column_zero():
    with pytest.raises(ValueError, match="0"):
        column_letter(0)


def test_a_cell_has_an_address():
    assert cell_address(7, 3) == "C7"


@pytest.mark.parametrize("reader", [read, read_safely])
def test_xlsx_keeps_positions_types_and_errors(reader):
    def fill(book):
        sheet = book.add_worksheet("A & B")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(1, 1, "  Nguyễn ")
        sheet.write(1, 2, 912345678)
        sheet.write(1, 3, 1.5)
        sheet.write(2, 1, True)
        sheet.write_datetime(2, 2, datetime(1985, 2, 5), day)
        sheet.write_datetime(
            2, 3, datetime(1985, 2, 5, 6, 7), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        )
        sheet.write_formula(3, 1, "=A1", None, "#REF!")
        sheet.write_string(3, 2, "012345678901")
        book.add_worksheet("Ẩn").hide()

    sheets = reader(workbook(fill), "ds.xlsx")

    assert sheets == [
        Sheet("A & B", False, [
            [None, None, None, None],
            [None, "  Nguyễn ", 912345678, 1.5],
            [None, True, date(1985, 2, 5), datetime(1985, 2, 5, 6, 7)],
            [None, "#REF!", "012345678901", None],
        ]),
        Sheet("Ẩn", True, []),
    ]  # fmt: skip


def test_a_cell_merged_over_rows_counts_for_each_row():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range("A1:B1", "Tiêu đề")
        sheet.merge_range("A2:A3", "Sở Tư pháp")
        sheet.write("B2", "An")
        sheet.write("B3", "Bình")

    rows = read(workbook(fill), "ds.xlsx")[0].rows

    assert rows == [["Tiêu đề", None], ["Sở Tư pháp", "An"], ["Sở Tư pháp", "Bình"]]


def test_dates_of_the_1904_epoch_are_right():
    def fill(book):
        book.add_worksheet().write_datetime(
            0, 0, datetime(1985, 2, 5), book.add_format({"num_format": "dd/mm/yyyy"})
        )

    assert read(workbook(fill, date_1904=True), "mac.xlsx")[0].rows == [[date(1985, 2, 5)]]


@pytest.mark.parametrize("reader", [read, read_safely])
def test_old_xls_is_read(reader):
    sheets = reader(OLD_XLS, "DS.XLS")

    assert sheets == [
        Sheet("Danh sách", False, [
            [None, None, None, None],
            [None, None, None, None],
            ["STT", "Họ và tên", "Ngày sinh", "Số điện thoại"],
            [1, "Đặng Thị Thủy", date(1985, 2, 5), 912345678],
        ])
    ]  # fmt: skip


TEXT = (
    "STT;Họ và tên;Ngày, tháng, năm sinh\r\n1;Đặng Thị Thủy;05/02/1985\r\n2;Nguyễn Văn Ước;1990\r\n"
)
ROWS = [
    ["STT", "Họ và tên", "Ngày, tháng, năm sinh"],
    ["1", "Đặng Thị Thủy", "05/02/1985"],
    ["2", "Nguyễn Văn Ước", "1990"],
]


def windows_1258(text):
    """What Windows writes: letters with hat or horn in one byte, each tone in a byte of its own behind."""
    out = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"), "")
        out += unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else letter
    return out.encode("cp1258")


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-be"),
        windows_1258(TEXT),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace("Ngày, tháng, năm sinh", '"Ngày, tháng, năm sinh"').replace(";", ",").encode(),
    ],
)
def test_csv_is_read_in_any_encoding_and_with_any_delimiter(data):
    assert read(data, "ds.csv")[0].rows == ROWS


def test_csv_with_excels_sep_line_keeps_row_numbers():
    assert read(("sep=;\n" + TEXT).encode(), "ds.csv")[0].rows == [[], *ROWS]


def test_csv_in_tcvn3_comes_back_as_typed():
    data = "STT,Hä vµ tªn\n1,NguyÔn V¨n §øc\n".encode("latin-1")

    assert read(data, "ds.csv")[0].rows == [["STT", "Hä vµ tªn"], ["1", "NguyÔn V¨n §øc"]]


def test_csv_in_no_vietnamese_encoding_is_refused():
    assert (
        refusal("naïveté,déjà,Žluťoučký\n".encode("cp1250", "ignore") * 9, "ds.csv")[:30]
        == "Không nhận ra bảng mã của tệp "
    )


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


def test_a_small_file_is_read_in_the_child_within_the_budget():
    started = time.perf_counter()

    read_safely(GOOD, "ds.xlsx")

    assert time.perf_counter() - started < 0.6


def test_times_durations_and_infinities_survive_the_journey():
    values = [
        time_of_day(6, 7),
        timedelta(hours=30),
        datetime(1985, 2, 5, 6, 7),
        date(1985, 2, 5),
        None,
        "x",
        1.5,
    ]

    assert json.loads(json.dumps(values, default=_tag), object_hook=_untag) == values


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
