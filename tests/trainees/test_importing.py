import io
import sys
import time
import unicodedata
from datetime import date, datetime

import pytest
import xlsxwriter

from common.spreadsheets import Sheet, read
from trainees.importing import Birth, Problem, RosterRow, blank_template, read_roster

TODAY = date(2026, 11, 21)
HEADER = [
    "STT", "Họ và tên", "Ngày, tháng, năm sinh", "Giới tính", "Dân tộc", "Chức vụ",
    "Đơn vị công tác", "Số điện thoại", "Email", "Đối tượng", "Ghi chú",
]  # fmt: skip


def roster_of(*rows, **options):
    return read_roster(
        [Sheet("Danh sách", False, [list(row) for row in rows])], today=TODAY, **options
    )


def roster_of_cell(label, value):
    """The only row of a list of one person whose second column is ``label``."""
    (row,) = roster_of(["Họ và tên", label], ["Nguyễn Văn An", value]).rows
    return row


def complaints(row):
    return [(problem.severity, problem.cell) for problem in row.problems]


def names(roster):
    return [row.full_name for row in roster.rows]


def file_problems(roster):
    return [(problem.severity, problem.message_vi) for problem in roster.problems]


def test_a_real_shaped_list_is_read_whole():
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet("DS cử")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range("A1:D1", "UBND TỈNH LAI CHÂU")
        sheet.merge_range("A3:L3", "DANH SÁCH CỬ CÁN BỘ THAM GIA TẬP HUẤN")
        sheet.merge_range("A4:L4", "(Kèm theo Công văn số 12/STP ngày 05 tháng 02 năm 2026)")
        for column, label in enumerate(["STT", "Họ và tên"]):
            sheet.merge_range(5, column, 6, column, label)
        sheet.merge_range("C6:D6", "Ngày, tháng, năm sinh")
        sheet.write("C7", "Nam")
        sheet.write("D7", "Nữ")
        for column, label in enumerate(
            ["Dân tộc", "Chức vụ", "Đơn vị công tác", "Số điện thoại", "Email", "Đối tượng"], 4
        ):
            sheet.merge_range(5, column, 6, column, label)
        sheet.write_row("A8", range(1, 11))
        sheet.write("A9", "I. Sở Tư pháp (2 người)")
        sheet.write_row("A10", [1, unicodedata.normalize("NFD", "Nguyễn Đức  Thủy")])
        sheet.write_datetime("C10", datetime(1985, 2, 5), day)
        sheet.write_row(
            "E10",
            [
                "Kinh",
                "Chuyên viên",
                "",
                912345678,
                "Thuy@LaiChau.gov.vn",
                "Báo cáo viên pháp luật cấp tỉnh",
            ],
        )
        sheet.write_row("A11", [2, "Ðặng\u00a0Thị Hoa", "", "1990", "Thái"])
        sheet.write_row("A13", ["II", "UBND xã Mường Tè"])
        sheet.write_row("A14", ["", "Lò Văn Ón", "1/2/88"])
        sheet.write("B15", "Tổng số: 03 người")
        sheet.write("G16", "Lai Châu, ngày 05 tháng 02 năm 2026")
        sheet.write_row("B17", ["NGƯỜI LẬP", "", "", "", "", "GIÁM ĐỐC"])
        sheet.write_row("B20", ["Trần Văn Ký", "", "", "", "", "Lê Thị Đốc"])

    roster = read_roster(read(output.getvalue(), "ds.xlsx"), today=TODAY)

    assert (roster.sheet_name, roster.header_row, roster.problems) == ("DS cử", 6, [])
    assert roster.columns == {
        "order": "A", "full_name": "B", "male": "C", "female": "D", "ethnic_group": "E", "position": "F",
        "organisation": "G", "phone": "H", "email": "I", "category": "J",
    }  # fmt: skip
    first, second, third = roster.rows
    assert first == RosterRow(
        10, "Nguyễn Đức Thủy", Birth(1985, 2, 5), "male", "Kinh", "Chuyên viên", "Sở Tư pháp", "+84912345678",
        "thuy@laichau.gov.vn", "Báo cáo viên pháp luật cấp tỉnh",
        cells={"full_name": "B10", "male": "C10", "ethnic_group": "E10", "position": "F10", "phone": "H10",
               "email": "I10", "category": "J10"},
        problems=[Problem("H10", "Số điện thoại", "912345678",
                          "Số điện thoại mất số 0 ở đầu, được sửa thành 0912345678.", "warning")],
        group="Sở Tư pháp",
    )  # fmt: skip
    assert (second.full_name, second.birth, second.sex, second.organisation) == (
        "Đặng Thị Hoa",
        Birth(1990),
        "female",
        "Sở Tư pháp",
    )
    assert (third.full_name, third.birth, third.organisation) == (
        "Lò Văn Ón",
        Birth(1988, 2, 1),
        "UBND xã Mường Tè",
    )
    assert complaints(third) == [("warning", "C14")]


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


@pytest.mark.parametrize(
    ("value", "birth"),
    [
        ("1/2/1985", Birth(1985, 2, 1)),
        ("03/04/1985", Birth(1985, 4, 3)),
        ("01-02-1985", Birth(1985, 2, 1)),
        ("1.2.1985", Birth(1985, 2, 1)),
        ("'05/02/1985", Birth(1985, 2, 5)),
        ("1985-02-05", Birth(1985, 2, 5)),
        ("1985-02-05 00:00:00", Birth(1985, 2, 5)),
        ("ngày 05 tháng 02 năm 1985", Birth(1985, 2, 5)),
        ("Sinh năm 1985", Birth(1985)),
        ("1985", Birth(1985)),
        (1985, Birth(1985)),
        ("02/1985", Birth(1985, 2)),
        ("00/00/1985", Birth(1985)),
        ("--/--/1985", Birth(1985)),
        (31083, Birth(1985, 2, 5)),
        ("31083", Birth(1985, 2, 5)),
        (date(1985, 2, 5), Birth(1985, 2, 5)),
        (datetime(1985, 2, 5, 0, 0), Birth(1985, 2, 5)),
        (None, None),
    ],
)
def test_birth_dates_are_read_with_their_precision(value, birth):
    row = roster_of_cell("Ngày sinh", value)

    assert (row.birth, row.problems) == (birth, [])


@pytest.mark.parametrize(
    ("value", "birth"),
    [
        ("01-02-85", Birth(1985, 2, 1)),
        ("01/02/05", Birth(2005, 2, 1)),
        ("5021985", Birth(1985, 2, 5)),
        ("01/02/2015", Birth(2015, 2, 1)),
        ("1930", Birth(1930)),
    ],
)
def test_doubtful_birth_dates_are_read_with_a_warning(value, birth):
    row = roster_of_cell("Ngày sinh", value)

    assert (row.birth, complaints(row)) == (birth, [("warning", "B2")])


@pytest.mark.parametrize(
    "value",
    [
        "abc",
        "32/01/1985",
        "29/02/1985",
        "03/25/1985",
        "1/2/3/1985",
        "1/2/2030",
        "1/2/1885",
        "85",
        12,
        True,
    ],
)
def test_wrong_birth_dates_are_errors(value):
    row = roster_of_cell("Ngày sinh", value)

    assert (row.birth, complaints(row)) == (None, [("error", "B2")])


def test_month_before_day_is_answered_with_the_right_spelling():
    assert roster_of_cell("Ngày sinh", "03/25/1985").problems == [
        Problem("B2", "Ngày sinh", "03/25/1985",
                "Ngày sinh có vẻ ghi tháng trước ngày. Ghi lại theo thứ tự ngày/tháng/năm: 25/03/1985.", "error")
    ]  # fmt: skip


def test_dates_that_an_english_excel_has_turned_round_are_betrayed():
    births = ["25/03/1985", "31/12/1986", date(1985, 4, 3), date(1985, 6, 5)]
    roster = roster_of(
        ["Họ và tên", "Ngày sinh"], *([f"Lê {n}", b] for n, b in zip("ABCD", births, strict=True))
    )

    assert [problem.severity for problem in roster.problems] == ["warning"]


@pytest.mark.parametrize(
    ("value", "phone", "severities"),
    [
        ("0912 345 678", "+84912345678", []),
        ("0912.345.678", "+84912345678", []),
        ("+84 912 345 678", "+84912345678", []),
        ("84912345678", "+84912345678", []),
        (84912345678, "+84912345678", []),
        ("(0213) 3876 543", "+842133876543", []),
        (912345678, "+84912345678", ["warning"]),
        ("912345678", "+84912345678", ["warning"]),
        (2133876543, "+842133876543", ["warning"]),
        ("0912345678/0987654321", "+84912345678", ["warning"]),
        ("01652345678", "", ["error"]),
        ("0412345678", "", ["error"]),
        ("091234567", "", ["error"]),
        ("không có", "", ["error"]),
        ("9.12E+08", "", ["error"]),
        (None, "", []),
    ],
)
def test_phone_numbers_become_e164(value, phone, severities):
    row = roster_of_cell("Số điện thoại", value)

    assert (row.phone, [problem.severity for problem in row.problems]) == (phone, severities)


@pytest.mark.parametrize(
    ("value", "email", "severities"),
    [
        (" An.Nguyen@LaiChau.gov.vn ", "an.nguyen@laichau.gov.vn", []),
        ("mailto:a@b.vn", "a@b.vn", []),
        ("a@b.vn; c@d.vn", "a@b.vn", ["warning"]),
        ("a@b", "", ["error"]),
        ("nguyễn@b.vn", "", ["error"]),
        ("a b@c.vn", "", ["error"]),
        ("<script>@b.vn", "", ["error"]),
    ],
)
def test_email_addresses_are_checked(value, email, severities):
    row = roster_of_cell("Email", value)

    assert (row.email, [problem.severity for problem in row.problems]) == (email, severities)


@pytest.mark.parametrize(
    ("value", "sex", "severities"),
    [("Nữ", "female", []), ("NAM", "male", []), ("?", "", ["warning"])],
)
def test_sex_is_read_from_words(value, sex, severities):
    row = roster_of_cell("Giới tính", value)

    assert (row.sex, [problem.severity for problem in row.problems]) == (sex, severities)


def test_a_missing_name_names_the_cell():
    (row,) = roster_of(HEADER, [1, None, 1985]).rows

    assert row.problems == [
        Problem(
            "B2",
            "Họ và tên",
            "",
            "Thiếu họ và tên. Hãy ghi họ và tên vào ô B2 hoặc xóa hàng này.",
            "error",
        )
    ]


def test_a_formula_error_is_shown_once():
    (row,) = roster_of(HEADER, [1, "#REF!", 1985]).rows

    assert row.problems == [
        Problem(
            "B2",
            "Họ và tên",
            "#REF!",
            "Ô báo lỗi công thức #REF!. Hãy sửa công thức hoặc gõ lại giá trị.",
            "error",
        )
    ]


def test_formulas_and_markup_stay_text():
    (row,) = roster_of(
        HEADER, [1, "Lê An", 1985, None, None, "<b>=1+1</b>", '=HYPERLINK("x")']
    ).rows

    assert (row.position, row.organisation) == ("<b>=1+1</b>", '=HYPERLINK("x")')


def test_old_fonts_are_read_with_a_warning_that_shows_both():
    roster = roster_of(
        ["Hä vµ tªn", "§¬n vÞ c«ng t¸c"],
        ["NguyÔn V¨n B×nh", "Së T\u00ad ph¸p"],
        ["Hoµng Hïng", "Së Néi vô"],
    )

    assert [(row.full_name, row.organisation) for row in roster.rows] == [
        ("Nguyễn Văn Bình", "Sở Tư pháp"),
        ("Hoàng Hùng", "Sở Nội vụ"),
    ]
    assert roster.rows[0].problems[-1] == Problem(
        "A2", "Họ và tên", "NguyÔn V¨n B×nh",
        "Chữ gõ bằng phông TCVN3 cũ: “NguyÔn V¨n B×nh” được đọc là “Nguyễn Văn Bình”. Hãy kiểm tra lại.", "warning",
    )  # fmt: skip


def test_ambiguous_cells_go_with_the_rest_of_the_sheet():
    vni = roster_of(["Hoï vaø teân"], ["Nguyeãn Vaên Bình"], ["Phan Thò Hoa"], ["Leâ Hoàng"])
    unicode = roster_of(["Họ và tên"], ["Nguyễn Văn Bình"], ["Phan Thò Hoa"], ["Lê Hoàng"])

    assert names(vni) == ["Nguyễn Văn Bình", "Phan Thị Hoa", "Lê Hồng"]
    assert names(unicode) == ["Nguyễn Văn Bình", "Phan Thò Hoa", "Lê Hoàng"]


def test_the_same_person_twice_is_an_error_on_the_later_row():
    roster = roster_of(
        ["Họ và tên", "Ngày sinh"],
        ["Nguyễn Thị Hòa", "05/02/1985"],
        [unicodedata.normalize("NFD", "NGUYỄN THỊ  HOÀ"), "5/2/1985"],
        ["Nguyễn Thị Hòa", "06/02/1985"],
    )

    assert [complaints(row) for row in roster.rows] == [[], [("error", "A3")], []]
    assert roster.rows[1].problems[0].message_vi == (
        "Người này đã có ở hàng 2 của tệp (cùng họ tên và ngày sinh 05/02/1985). Hãy xóa một trong hai hàng."
    )


def test_names_alike_only_without_marks_are_a_warning():
    roster = roster_of(
        ["Họ và tên", "Năm sinh"], ["Nguyễn Văn Hùng", 1985], ["Nguyễn Văn Hưng", 1985]
    )

    assert [complaints(row) for row in roster.rows] == [[], [("warning", "A3")]]


def test_without_birth_dates_the_agency_tells_people_of_one_name_apart():
    header = ["Họ và tên", "Đơn vị"]
    roster = roster_of(header, ["Lê An", "Sở Y tế"], ["Lê An", "Sở Nội vụ"], ["Lê An", "Sở Y tế"])

    assert [complaints(row) for row in roster.rows] == [[], [("warning", "A3")], [("error", "A4")]]


def test_the_blank_list_is_read_back():
    labels = ["Báo cáo viên pháp luật cấp tỉnh", "Phóng viên"] * 20
    sheets = read(blank_template("=DANH SÁCH", labels, "Sở Tư pháp"), "mau.xlsx")

    roster = read_roster(sheets, today=TODAY)

    assert [sheet.hidden for sheet in sheets] == [False, True]
    assert sheets[0].rows[2][0] == "=DANH SÁCH"
    assert (roster.header_row, sorted(roster.columns)) == (
        6,
        [
            "birth",
            "category",
            "email",
            "ethnic_group",
            "full_name",
            "note",
            "order",
            "organisation",
            "phone",
            "position",
            "sex",
        ],
    )
    assert [problem.severity for problem in roster.problems] == ["error"]


def test_a_number_in_the_place_of_a_name_is_an_error():
    (row,) = roster_of(HEADER, [1, 12345, 1985]).rows

    assert (row.full_name, complaints(row), row.has_errors) == ("", [("error", "B2")], True)


def test_text_that_is_too_long_is_an_error_and_cut():
    row = roster_of_cell("Đơn vị", "S" * 300)

    assert (row.organisation, complaints(row), len(row.problems[0].value)) == (
        "S" * 255,
        [("error", "B2")],
        255,
    )


def test_doubtful_signs_in_a_name_are_a_warning():
    (row,) = roster_of(["Họ và tên", "Năm sinh"], ["Lê An 2 <b>", 1985]).rows

    assert (row.full_name, complaints(row), row.has_errors) == (
        "Lê An 2 <b>",
        [("warning", "A2")],
        False,
    )


def ten_thousand_rows():
    rows = [HEADER]
    for n in range(10_000):
        name = "Nguyễn Văn " + "".join("ABĐÊGHIKLM"[int(digit)] for digit in str(n))
        phone = "không" if n % 33 == 0 else f"09{n:08d}"
        rows.append([n + 1, name, f"{1 + n % 28:02d}/{1 + n % 12:02d}/{1960 + n % 40}", "Nam", "Kinh", "Chuyên viên",
                     f"Sở số {n % 40}", phone, f"a{n}@laichau.gov.vn", "Phóng viên", "="])  # fmt: skip
    return rows


def test_ten_thousand_rows_are_read_in_time_and_every_fault_is_listed():
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(ten_thousand_rows()):
            sheet.write_row(number, 0, row)
    started = time.perf_counter()

    roster = read_roster(read(output.getvalue(), "ds.xlsx"), today=TODAY)

    # Coverage traces every line and takes several times as long; the promise is for the untraced program.
    assert time.perf_counter() - started < (3 if sys.gettrace() is None else 30)
    assert [problem.cell for row in roster.rows for problem in row.problems] == [
        f"H{n + 2}" for n in range(0, 10_000, 33)
    ]
