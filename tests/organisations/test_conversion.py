"""The conversion table as it comes in a sheet."""

from datetime import date

import pytest

from common.spreadsheets import Sheet
from organisations.conversion import alike, read_table

HEAD = ["Mã cũ", "Tên cũ", "Cách chuyển", "Mã mới", "Tên mới", "Cấp", "Mã trực thuộc"]


def table(*rows, head=HEAD):
    return read_table([Sheet("Bảng", False, [["BẢNG CHUYỂN ĐỔI"], head, *rows])])


def faults(*rows):
    return [str(problem) for problem in table(*rows).problems]


def test_a_row_is_read_with_its_addresses():
    read = table(["03386", " Phường  A ", "Nhập toàn bộ", "03388", "Phường B", "Phường", "12"])

    [row] = read.rows
    assert read.problems == []
    assert (row.old_code, row.old_name, row.relation) == ("03386", "Phường A", "whole")
    assert (row.new_code, row.new_name, row.level, row.parent) == (
        "03388",
        "Phường B",
        "commune",
        "12",
    )
    assert (row.at("old_code"), row.at("parent")) == ("A3", "G3")


def test_the_heads_of_the_official_table_are_known():
    head = ["new_province_code", "new_code", "new_name", "old_code", "old_name", "relation"]

    [row] = table(["12", "03388", "Phường B", "03386", "Phường A", "part"], head=head).rows

    assert (row.old_code, row.new_code, row.relation, row.parent) == (
        "03386",
        "03388",
        "part",
        "12",
    )


def test_zeros_that_a_spreadsheet_dropped_come_back():
    [commune, district] = table(
        [3386, "Phường A", "", 3388, "Phường B", "", 12],
        [105, "Huyện C", "Bãi bỏ", None, None, "Huyện", None],
    ).rows

    assert (commune.old_code, commune.new_code) == ("03386", "03388")
    assert (district.old_code, district.level, district.new_code) == ("105", "district", "")


@pytest.mark.parametrize(
    ("code", "level"),
    [("12", "province"), ("105", "district"), ("03386", "commune"), ("X1", "commune")],
)
def test_without_a_level_the_length_of_the_code_says_it(code, level):
    [row] = table([code, "", "", code, "Tên", "", ""]).rows

    assert row.level == level


def test_each_fault_is_named_by_its_cell():
    assert faults(
        ["", "Phường A", "", "03388", "Phường B", "", "12"],
        ["03386", "Phường A", "nửa vời", "03388", "Phường B", "", "12"],
        ["03386", "Phường A", "", "03388", "", "", "12"],
        ["03386", "Phường A", "", "", "Phường B", "", "12"],
        ["03386", "Phường A", "Bãi bỏ", "03388", "Phường B", "", "12"],
        ["03386", "Phường A", "", "03388", "Phường B", "bang", "12"],
    ) == [
        "Ô A3: Thiếu mã đơn vị cũ.",
        "Ô C4: Không hiểu cách chuyển “nửa vời”. "
        "Ghi: nhập toàn bộ; một phần; giữ nguyên; đổi tên; bãi bỏ.",
        "Ô E5: Thiếu tên đơn vị mới.",
        "Ô D6: Thiếu mã đơn vị mới.",
        "Ô D7: Đơn vị bãi bỏ thì để trống mã mới.",
        "Ô F8: Không hiểu cấp “bang”. Ghi: tỉnh, huyện hoặc xã.",
    ]


def test_a_table_without_its_head_says_which_columns_it_needs():
    read = read_table([Sheet("Bảng", False, [["Họ và tên"], ["Lò Văn A"]])])

    assert [str(problem) for problem in read.problems] == [
        "Ô A1: Không thấy hàng tiêu đề. Bảng cần có các cột “Mã cũ”, “Mã mới”, “Tên mới”."
    ]


def test_a_hidden_sheet_is_passed_over():
    rows = [HEAD, ["03386", "Phường A", "", "03388", "Phường B", "", "12"]]

    assert read_table([Sheet("Ẩn", True, rows)]).rows == []


def test_a_head_without_rows_is_a_fault():
    assert faults(["", "", None, "", "", "", ""]) == ["Ô A2: Dưới hàng tiêu đề không có dòng nào."]


def test_a_date_in_a_name_does_no_harm():
    [row] = table(["03386", date(2025, 7, 1), "", "03388", "Phường B", "", "12"]).rows

    assert row.old_name == "2025-07-01"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Xã Kan Hồ", "Xã Can Hồ", True),
        ("Xã Đạm Bri", "Xã ĐamBri", True),
        ("Xã Mường Than", "Xã Phúc Than", False),
    ],
)
def test_official_spellings_are_alike_and_other_names_are_not(one, other, same):
    assert alike(one, other) is same
