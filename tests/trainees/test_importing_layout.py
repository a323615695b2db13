import pytest

from common.spreadsheets import Sheet
from tests.trainees.lists import HEADER, TODAY, file_problems, names, roster_of
from trainees.importing import Birth, read_roster


def test_a_file_without_header_says_what_is_missing():
    roster = roster_of(["username", "firstname"], ["jonest", "Tom"])

    assert (roster.header_row, roster.rows, [p.severity for p in roster.problems]) == (
        0,
        [],
        ["error"],
    )


def test_a_header_without_people_is_an_error():
    assert file_problems(roster_of(HEADER)) == [
        ("error", "Dưới hàng tiêu đề chưa có người nào. Hãy nhập danh sách rồi tải lên lại.")
    ]


def test_the_header_is_found_down_to_row_twenty():
    title = [["DANH SÁCH"]] * 19

    assert roster_of(*title, HEADER, [1, "Nguyễn Văn An"]).header_row == 20
    assert roster_of(["x"], *title, HEADER, [1, "Nguyễn Văn An"]).header_row == 0


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("HỌ TÊN", "full_name"),
        ("Họ và tên (*)", "full_name"),
        ("Năm sinh", "birth"),
        ("Giới  tính", "sex"),
        ("Chức vụ/Chức danh", "position"),
        ("Cơ quan, đơn vị công tác", "organisation"),
        ("Điện thoại liên hệ", "phone"),
        ("SĐT", "phone"),
        ("Số điện thoại di động (Zalo)", "phone"),
        ("Thư điện tử", "email"),
        ("E-mail", "email"),
        ("Thuộc đối tượng", "category"),
        ("Thành phần dân tộc", "ethnic_group"),
        ("Hä vµ tªn", "full_name"),
        ("Hoï vaø teân", "full_name"),
    ],
)
def test_columns_are_known_by_synonyms(label, field):
    others = ["Họ và tên"] if field != "full_name" else []

    assert roster_of([label, *others], ["x", "Nguyễn Văn An"]).columns[field] == "A"


def test_family_and_given_names_in_two_columns_become_one_name():
    split = roster_of(["TT", "Họ đệm", "Tên", "Chức vụ"], [1, "Nguyễn Văn", "An", "Chuyên viên"])
    merged = roster_of(["TT", "Họ và tên", None, "Chức vụ"], [1, "Nguyễn Văn", "An", "Chuyên viên"])

    assert (names(split), names(merged)) == (["Nguyễn Văn An"], ["Nguyễn Văn An"])


def test_position_and_agency_in_one_column_are_parted():
    (row,) = roster_of(
        ["Họ và tên", "Chức vụ, đơn vị công tác"], ["Lê An", "Phó Giám đốc, Sở Y tế, tỉnh Lai Châu"]
    ).rows

    assert (row.position, row.organisation) == ("Phó Giám đốc", "Sở Y tế, tỉnh Lai Châu")


def test_marks_under_male_and_female_give_the_sex():
    roster = roster_of(
        ["STT", "Họ và tên", "Giới tính", None, "Năm sinh"],
        [None, None, "Nam", "Nữ", None],
        [1, "Lê An", None, "x", 1985],
    )

    assert [(row.sex, row.birth, row.problems) for row in roster.rows] == [
        ("female", Birth(1985), [])
    ]


def test_day_month_and_year_in_three_columns_make_one_date():
    roster = roster_of(
        ["STT", "Họ và tên", "Ngày sinh", None, None],
        [None, None, "Ngày", "Tháng", "Năm"],
        [1, "Lê An", 5, 2, 1985],
        [2, "Lê Bình", None, None, 1986],
    )

    assert [row.birth for row in roster.rows] == [Birth(1985, 2, 5), Birth(1986)]


def test_group_rows_fill_the_agency_or_the_category():
    roster = roster_of(
        ["STT", "Họ và tên", "Năm sinh"],
        ["A. Phóng viên"],
        [1, "Lê An", 1985],
        ["II", "Sở Y tế", None],
        [2, "Lê Bình", 1986],
        [None, "Phòng Văn hóa - Xã hội", None],
        [3, "Lê Công", 1987],
    )

    assert [(row.organisation, row.category) for row in roster.rows] == [
        ("", "Phóng viên"), ("Sở Y tế", ""), ("Phòng Văn hóa - Xã hội", ""),
    ]  # fmt: skip


def test_a_subtotal_does_not_end_the_list():
    roster = roster_of(
        HEADER,
        ["I. Sở Y tế"],
        [1, "Lê An"],
        [None, "Cộng: 1 người"],
        ["II. Sở Nội vụ"],
        [2, "Lê Bình"],
    )

    assert names(roster) == ["Lê An", "Lê Bình"]


def test_people_whose_family_name_is_a_word_of_offices_stay_people():
    roster = roster_of(
        ["Họ và tên"], ["Đoàn Văn Hậu"], ["Công Văn Bình"], ["1. Lê An"], ["Ban Thị Lan"]
    )

    assert names(roster) == ["Đoàn Văn Hậu", "Công Văn Bình", "Lê An", "Ban Thị Lan"]


def test_a_position_beside_a_name_is_no_signature():
    roster = roster_of(
        ["Họ và tên", "Chức vụ"], ["Lê An", "Giám đốc"], ["Lê Bình", "Chủ tịch"], [None, "GIÁM ĐỐC"]
    )

    assert names(roster) == ["Lê An", "Lê Bình"]


def test_data_below_the_signatures_is_reported():
    roster = roster_of(HEADER, [1, "Lê An"], [None, "Người lập biểu"], [], [2, "Lê Bình"])

    assert names(roster) == ["Lê An"]
    assert file_problems(roster) == [
        (
            "warning",
            "Danh sách được hiểu là kết thúc ở hàng 3, nhưng từ hàng 5 vẫn còn dữ liệu. Hãy kiểm tra lại tệp.",
        )
    ]


def test_a_header_repeated_on_the_next_page_is_no_person():
    assert names(roster_of(HEADER, [1, "Lê An"], HEADER, [2, "Lê Bình"], [3, None])) == [
        "Lê An",
        "Lê Bình",
    ]


def test_hidden_sheets_are_left_out_and_further_sheets_are_named():
    rows = [HEADER, [1, "Lê An"]]
    roster = read_roster(
        [Sheet("Cũ", True, rows), Sheet("Một", False, rows), Sheet("Hai", False, rows)], today=TODAY
    )

    assert roster.sheet_name == "Một"
    assert file_problems(roster) == [
        (
            "warning",
            "Chỉ đọc trang “Một”. Trang “Hai” cũng có danh sách nhưng không được đọc; hãy tải lên thành tệp riêng.",
        )
    ]


def test_a_family_name_that_looks_like_a_roman_number_is_a_person():
    roster = roster_of(
        ["Họ và tên"], ["VI VĂN ĐÍNH"], ["CIL MÚP HA THỌ"], ["I SỞ TƯ PHÁP"], ["Lê An"]
    )

    assert [(row.full_name, row.organisation) for row in roster.rows] == [
        ("VI VĂN ĐÍNH", ""), ("CIL MÚP HA THỌ", ""), ("Lê An", "SỞ TƯ PHÁP"),
    ]  # fmt: skip


def test_a_heading_we_do_not_know_may_be_merged_over_two_rows():
    roster = roster_of(
        ["STT", "Họ và tên", "Năm sinh", None, "Học vị"],
        ["STT", "Họ và tên", "Nam", "Nữ", "Học vị"],
        [1, "Lê An", None, 1985, "Thạc sĩ"],
    )

    assert [(row.sex, row.birth) for row in roster.rows] == [("female", Birth(1985))]


def test_hidden_rows_and_columns_are_read_and_named():
    people = [[name, 1985] for name in ("Lê An", "Lê Bình", "Lê Công", "Lê Dung")]
    sheet = Sheet("A", False, [["Họ và tên", "Năm sinh"], *people], (1, 2, 3, 5), (2, 7))

    roster = read_roster([sheet], today=TODAY)

    assert names(roster) == ["Lê An", "Lê Bình", "Lê Công", "Lê Dung"]
    assert file_problems(roster) == [
        (
            "warning",
            "Tệp có 3 hàng đang bị ẩn (hàng 2-3, 5). Các hàng này vẫn được đọc; "
            "hãy bỏ ẩn để kiểm tra, hoặc xóa nếu không dùng rồi tải lên lại.",
        ),
        (
            "warning",
            "Tệp có 1 cột đang bị ẩn (cột B). Các cột này vẫn được đọc; "
            "hãy bỏ ẩn để kiểm tra, hoặc xóa nếu không dùng rồi tải lên lại.",
        ),
    ]


def test_many_hidden_rows_are_named_up_to_twenty_times():
    people = [[f"Lê {letter}"] for letter in "ABCDEGHIKLMNOPQRSTUVXYABCDEGHIKLMNOPQRSTUVXY"]
    sheet = Sheet("A", False, [["Họ và tên"], *people], tuple(range(2, 46, 2)))

    (problem,) = read_roster([sheet], today=TODAY).problems

    assert problem.message_vi[:60] == "Tệp có 22 hàng đang bị ẩn (hàng 2, 4, 6, 8, 10, 12, 14, 16, "
    assert "38, 40, …)" in problem.message_vi
