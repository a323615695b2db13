"""Lists whose table is plain but whose cells are not what they look like in Excel."""

from datetime import date, datetime

from tests.trainees.real_files.build import Case, table, workbook, write
from tests.trainees.real_files.xls import xls


def births_of_all_kinds():
    return table(
        ["Họ và tên", "Ngày sinh"],
        ["Lê Văn A", 1985],
        ["Lê Văn B", "'05/02/1985"],
        ["Lê Văn C", "1/2/88"],
        ["Lê Văn D", 31083],
        ["Lê Văn E", date(1985, 2, 5)],
        ["Lê Văn G", "Sinh năm 1979"],
        ["Lê Văn H", "00/00/1977"],
        ["Lê Văn I", "03/25/1985"],
        ["Lê Văn K", "29/02/1985"],
    )


def turned_dates():
    return table(
        ["Họ và tên", "Ngày sinh"],
        ["Lê Văn A", "25/03/1985"],
        ["Lê Văn B", "31/12/1986"],
        ["Lê Văn C", date(1985, 4, 3)],
        ["Lê Văn D", date(1985, 6, 5)],
    )


PEOPLE_OF_1904 = [
    ["Họ và tên", "Ngày sinh", "Ngày quyết định"],
    ["Lê Văn A", date(1985, 2, 5), date(2024, 2, 5)],
    ["Lê Văn B", 29621, 43865],  # the same days as numbers, counted from 1904
]


def mac_1904():
    return table(*PEOPLE_OF_1904, date_1904=True)


def mac_1904_xls():
    return xls(("Sheet1", PEOPLE_OF_1904), is_1904=True)


def lost_zeros():
    return table(
        ["Họ và tên", "Năm sinh", "Giới tính", "Số CCCD", "SĐT"],
        ["Lê Văn A", 1985, "Nam", "068085001234", "0912345678"],
        ["Lê Thị B", 1990, "Nữ", 12190004321, 912345679],
        ["Lê Thị C", 1991, "Nữ", 12085004322, 2133876543],
        ["Lê Văn D", 2001, "Nam", 1201004323, "84912345670"],
        ["Lê Văn E", 1986, "Nam", "045678901", "0912.345.671"],
        ["Lê Văn G", None, None, 12085004324, "12345"],
        ["Lê Văn H", 1987, "Nam", "068085001235", "0912 345 672 / 0987654321"],
    )


def formulas():
    def fill(book):
        sheet = book.add_worksheet()
        write(
            book,
            sheet,
            [
                ["STT", "Họ và tên", "Ngày sinh", "Đơn vị"],
                [None, None, "05/02/1985"],
                [2, "Lê Trí"],
            ],
        )
        sheet.write_formula("A2", "=ROW()-1", None, 1)
        sheet.write_formula("B2", '="Lê "&"Lợi"', None, "Lê Lới")
        sheet.write_formula("D2", "=VLOOKUP(B2,Sheet9!A:B,2,0)", None, "Sở Y tế")
        sheet.write_formula("C3", "=Sheet9!C3", None, "#REF!")
        sheet.write_formula("D3", "=VLOOKUP(B3,Sheet9!A:B,2,0)", None, "#N/A")
        sheet.write_string("B4", "=CMD|'/c calc'!A1")

    return workbook(fill)


def invisible_signs():
    return table(
        ["STT", "Họ\u00a0và\u00a0tên", "Năm\u200b sinh", "Đơn vị"],
        [1, "\u00a0Ðặng\u00a0Thị\u00a0Hoa\u200b ", "\u00a01990", "Sở\u00a0 Y tế\u00ad"],
        [2, "Nguyễn\nVăn\tAn", "05/02/1985\u200b", "\ufeffSở Y tế"],
    )


def decisions():
    return table(
        ["TT", "Họ và tên", "Quyết định công nhận", None, None, "Lĩnh vực"],
        [None, None, "Số", "Ngày", "Cơ quan ban hành", None],
        [1, "Lê Lới", "12/QĐ-UBND", date(2024, 2, 5), "UBND tỉnh Lai Châu", "Đất đai"],
        [2, "Lê Trí", "13/QĐ-UBND", "30/02/2024", "UBND tỉnh Lai Châu", "Hôn nhân"],
        [3, "Lê Mai", "14/QĐ-STP", "5.3.24", None, None],
    )


def decisions_in_one_cell():
    return table(
        ["TT", "Họ và tên", "Số, ngày quyết định công nhận", "Đối tượng"],
        [
            1,
            "Lê Lới",
            "Quyết định số 12/QĐ-UBND ngày 05/02/2024 của UBND xã Bum Tở",
            "Tuyên truyền viên pháp luật",
        ],
        [2, "Lê Trí", "13/QĐ-UBND, ngày 6 tháng 3 năm 2024", "Tuyên truyền viên pháp luật"],
    )


def one_person_twice():
    return table(
        ["Họ và tên", "Ngày sinh", "Số định danh cá nhân", "Đơn vị"],
        ["Nguyễn Thị Hòa", "05/02/1985", "012185004321", "Sở Y tế"],
        ["NGUYỄN THỊ HOÀ", datetime(1985, 2, 5), None, "Sở Y tế"],
        ["Nguyễn Thị Hòa", "05/02/1985", "012185009999", "Sở Nội vụ"],
        ["Nguyễn Thị Hoan", "06/02/1985", "012185004321", "Sở Nội vụ"],
    )


VALUES = [
    Case("births of all kinds", "Nhiều người cùng gõ một tệp: mỗi người ghi ngày sinh một kiểu",
         "Ngay sinh.xlsx", births_of_all_kinds,
         ("2 Lê Văn A · 1985", "3 Lê Văn B · 05/02/1985", "4 Lê Văn C · 01/02/1988", "5 Lê Văn D · 05/02/1985",
          "6 Lê Văn E · 05/02/1985", "7 Lê Văn G · 1979", "8 Lê Văn H · 1977", "9 Lê Văn I", "10 Lê Văn K"),
         ("B4 warning", "B9 error", "B10 error")),
    Case("turned dates", "Excel cài tiếng Anh đổi chỗ ngày và tháng ở một nửa số ô", "May tieng Anh.xlsx", turned_dates,
         ("2 Lê Văn A · 25/03/1985", "3 Lê Văn B · 31/12/1986", "4 Lê Văn C · 03/04/1985", "5 Lê Văn D · 05/06/1985"),
         (), ("Cột ngày sinh vừa có ngày kiểu chữ vừa có ngày của Excel",)),
    Case("1904 epoch", "Tệp soạn trên máy Mac, ngày đếm từ 1904", "Mac.xlsx", mac_1904,
         ("2 Lê Văn A · 05/02/1985 · 2024-02-05", "3 Lê Văn B · 05/02/1985 · 2024-02-05")),
    Case("1904 epoch in .xls", "Như trên, lưu bằng Excel cho Mac đời cũ", "Mac cu.xls", mac_1904_xls,
         ("2 Lê Văn A · 05/02/1985 · 2024-02-05", "3 Lê Văn B · 05/02/1985 · 2024-02-05")),
    Case("lost zeros", "Cột số định danh và điện thoại để dạng số: Excel bỏ số 0 ở đầu", "Mat so 0.xlsx", lost_zeros,
         ("2 Lê Văn A · 1985 · male · +84912345678 · 068085001234",
          "3 Lê Thị B · 1990 · female · +84912345679 · 012190004321",
          "4 Lê Thị C · 1991 · female · +842133876543",
          "5 Lê Văn D · 2001 · male · +84912345670 · 001201004323",
          "6 Lê Văn E · 1986 · male · +84912345671",
          "7 Lê Văn G",
          "8 Lê Văn H · 1987 · male · +84912345672 · 068085001235"),
         ("E3 warning", "D3 warning", "E4 warning", "D4 error", "D5 warning", "D6 warning", "E7 error", "D7 error",
          "E8 warning", "D8 warning")),
    Case("formulas", "Danh sách kéo công thức VLOOKUP sang tệp khác, tệp kia đã mất", "Vlookup.xlsx", formulas,
         ("2 Lê Lới · 05/02/1985 · Sở Y tế", "3 Lê Trí", "4 =CMD|'/c calc'!A1"),
         ("C3 error", "D3 error", "B4 warning")),
    Case("invisible signs", "Chép từ trang web: dấu cách cứng, ký tự vô hình, Ð thay cho Đ", "Chep web.xlsx",
         invisible_signs, ("2 Đặng Thị Hoa · 1990 · Sở Y tế", "3 Nguyễn Văn An · 05/02/1985 · Sở Y tế")),
    Case("decisions in columns", "Danh sách báo cáo viên của Phòng PBGDPL: quyết định tách ba cột dưới một tiêu đề",
         "BCV tinh.xlsx", decisions,
         ("3 Lê Lới · 12/QĐ-UBND · 2024-02-05 · UBND tỉnh Lai Châu", "4 Lê Trí · 13/QĐ-UBND · UBND tỉnh Lai Châu",
          "5 Lê Mai · 14/QĐ-STP · 2024-03-05"),
         ("D4 error", "D5 warning")),
    Case("decisions in one cell", "Danh sách TTVPL xã: số, ngày và nơi ban hành quyết định trong một ô",
         "TTVPL.xlsx", decisions_in_one_cell,
         ("2 Lê Lới · Tuyên truyền viên pháp luật · 12/QĐ-UBND · 2024-02-05 · UBND xã Bum Tở",
          "3 Lê Trí · Tuyên truyền viên pháp luật · 13/QĐ-UBND · 2024-03-06")),
    Case("one person twice", "Hai phòng cùng gửi tên một người; hai người khác nhau trùng tên và ngày sinh",
         "Trung.xlsx", one_person_twice,
         ("2 Nguyễn Thị Hòa · 05/02/1985 · Sở Y tế · 012185004321", "3 NGUYỄN THỊ HOÀ · 05/02/1985 · Sở Y tế",
          "4 Nguyễn Thị Hòa · 05/02/1985 · Sở Nội vụ · 012185009999",
          "5 Nguyễn Thị Hoan · 06/02/1985 · Sở Nội vụ · 012185004321"),
         ("A3 error", "A4 warning", "C5 error")),
]  # fmt: skip
