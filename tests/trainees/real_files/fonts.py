"""Lists whose text is not in the Unicode of today."""

import unicodedata

from tests.trainees.names import to_tcvn3, to_vni, to_windows_1258
from tests.trainees.real_files.build import Case, lines, table

ROWS = [
    ["STT", "Họ và tên", "Giới tính", "Đơn vị công tác"],
    ["1", "Nguyễn Đức Thủy", "Nữ", "Sở Tư pháp"],
    ["2", "Vũ Lan", "Nam", "Sở Nội vụ"],
    ["3", "Lê Thị Ánh", "Nữ", "UBND xã Bum Tở"],
]
READ = (
    "2 Nguyễn Đức Thủy · female · Sở Tư pháp",
    "3 Vũ Lan · male · Sở Nội vụ",
    "4 Lê Thị Ánh · female · UBND xã Bum Tở",
)
IN_OLD_FONT = tuple(f"{column}{row} warning" for row in (2, 3, 4) for column in "DB")


def typed(how):
    return [[how(cell) for cell in row] for row in ROWS]


def nfd():
    return table(*typed(lambda text: unicodedata.normalize("NFD", text)))


def tcvn3():
    return table(*typed(to_tcvn3))


def vni():
    return table(*typed(to_vni))


def tcvn3_under_unicode_header():
    people = [[to_tcvn3(row[1]), "Báo cáo viên pháp luật cấp tỉnh"] for row in ROWS[1:]]
    return table(["Họ và tên", "Đối tượng"], *people)


def capital_font():
    names = ["Nguyễn Văn Bình", "Đỗ Thị Ước", "Lê Ý"]
    shouted = [
        [to_tcvn3(names[0], capitals=True)],
        [to_tcvn3(names[1])],
        [to_tcvn3(names[2].lower())],
    ]
    return table([to_tcvn3("Họ và tên")], *shouted)


def some_rows_in_old_fonts():
    return table(
        ["Họ và tên", "Năm sinh"],
        ["Nguyễn Văn Bình", 1985],
        [to_tcvn3("Trần Thị Bưởi"), 1986],
        [to_vni("Đỗ Văn Quỳnh"), 1987],
        [to_tcvn3("Vũ Lan"), 1988],
        ["Lan", 1989],
    )


def excel_semicolons():
    return lines(*ROWS, delimiter=";").encode("utf-8-sig")


def unicode_text():
    return lines(*ROWS, delimiter="\t").encode("utf-16")


def windows_1258():
    return to_windows_1258(lines(*ROWS))


def tcvn3_csv():
    return to_tcvn3(lines(*ROWS)).encode("cp1252")


def other_code_page():
    return ("Jméno,Příjmení\r\n" + "Žluťoučký,Kůň\r\n" * 9).encode("cp1250")


FONTS = [
    Case("NFD", "Soạn trên máy Mac hoặc gõ Unicode tổ hợp", "NFD.xlsx", nfd, READ),
    Case("TCVN3", "Danh sách từ thời phông .VnTime", "TCVN3.xlsx", tcvn3, READ, IN_OLD_FONT),
    Case("VNI", "Danh sách từ thời phông VNI-Times", "VNI.xlsx", vni, READ, IN_OLD_FONT),
    Case("TCVN3 in our template", "Tải mẫu của hệ thống rồi dán tên từ tệp cũ phông .VnTime", "Mau dan.xlsx",
         tcvn3_under_unicode_header,
         tuple(f"{n} {name} · Báo cáo viên pháp luật cấp tỉnh"
               for n, name in enumerate(["Nguyễn Đức Thủy", "Vũ Lan", "Lê Thị Ánh"], 2)),
         ("A2 warning", "A3 warning", "A4 warning")),
    Case("mixed-case .VnTimeH", "Phông chữ hoa .VnTimeH: khi gõ hoa khi gõ thường, trên màn hình đều là chữ hoa",
         "VnTimeH.xlsx", capital_font, ("2 NGUYỄN VĂN BÌNH", "3 Đỗ Thị Ước", "4 Lê Ý"),
         ("A2 warning", "A3 warning", "A4 warning")),
    Case("some rows in old fonts", "Gom từ nhiều xã: hàng Unicode, hàng .VnTime, hàng VNI", "Gom.xlsx",
         some_rows_in_old_fonts,
         ("2 Nguyễn Văn Bình · 1985", "3 Trần Thị Bưởi · 1986", "4 Đỗ Văn Quỳnh · 1987",
          "5 Vò Lan · 1988", "6 Lan · 1989"),
         ("A3 warning", "A4 warning", "A5 warning")),
    Case("csv with semicolons", "Excel Việt Nam lưu “CSV UTF-8”: dấu chấm phẩy và BOM", "ds.csv", excel_semicolons,
         READ),
    Case("csv in UTF-16", "Excel lưu “Unicode Text”, đổi đuôi thành .csv", "ds utf16.csv", unicode_text, READ),
    Case("csv in windows-1258", "Phần mềm quản lý cán bộ xuất theo bảng mã của Windows", "ds 1258.csv", windows_1258,
         READ),
    Case("csv in TCVN3", "FoxPro xuất ra, phông .VnTime", "ds tcvn3.csv", tcvn3_csv, READ, IN_OLD_FONT),
    Case("csv in another code page", "Tệp không phải tiếng Việt", "ds la.csv", other_code_page,
         refusal="Không nhận ra bảng mã của tệp CSV."),
]  # fmt: skip
