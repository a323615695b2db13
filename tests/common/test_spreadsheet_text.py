"""Which encoding and which delimiter a .csv has."""

import pytest

from common.spreadsheets import (
    read,
)
from tests.common.workbooks import refusal
from tests.trainees.names import to_windows_1258 as windows_1258

TEXT = (
    "STT;Họ và tên;Ngày, tháng, năm sinh\r\n1;Đặng Thị Thủy;05/02/1985\r\n2;Nguyễn Văn Ước;1990\r\n"
)
ROWS = [
    ["STT", "Họ và tên", "Ngày, tháng, năm sinh"],
    ["1", "Đặng Thị Thủy", "05/02/1985"],
    ["2", "Nguyễn Văn Ước", "1990"],
]


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
