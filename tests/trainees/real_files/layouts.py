"""Lists whose table is not where, or not shaped as, a program would have it."""

from datetime import date

from tests.trainees.real_files.build import Case, table, workbook, write
from tests.trainees.real_files.xls import xls

HEADER = ["STT", "Họ và tên", "Ngày, tháng, năm sinh", "Đơn vị công tác"]


def seven_title_rows():
    return table(
        ["UBND XÃ MƯỜNG THAN", None, None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["PHÒNG VĂN HÓA - XÃ HỘI", None, None, None, None, "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["DANH SÁCH TUYÊN TRUYỀN VIÊN PHÁP LUẬT XÃ MƯỜNG THAN"],
        ["(Kèm theo Quyết định số 15/QĐ-UBND ngày 05/02/2026 của Chủ tịch UBND xã)"],
        [],
        ["Đơn vị tính: người"],
        ["TT", "Họ và tên", "Năm sinh", None, "Chức vụ", "Số điện thoại"],
        [None, None, "Nam", "Nữ", None, None],
        [1, "Lò Văn Ón", 1988, None, "Công chức Tư pháp - Hộ tịch", "0912345678"],
        [2, "Vàng Thị Mỷ", None, 1992, "Bí thư chi bộ bản Ít", "0987654321"],
    )


def merged_header_and_agency():
    def fill(book):
        sheet = book.add_worksheet("Sheet1")
        for column, label in enumerate(["STT", "Họ và tên"]):
            sheet.merge_range(2, column, 3, column, label)
        sheet.merge_range("C3:D3", "Ngày tháng năm sinh")
        sheet.write_row("C4", ["Nam", "Nữ"])
        for column, label in enumerate(["Trình độ chuyên môn", "Đơn vị công tác", "Ghi chú"], 4):
            sheet.merge_range(2, column, 3, column, label)
        sheet.write_row("A5", [1, "Nguyễn Hữu Chiến", "05/02/1985", "", "Đại học Luật"])
        sheet.write_row("A6", [2, "Trần Thị Bưởi", "", "20/10/1990", "Đại học Luật"])
        sheet.merge_range("F5:F6", "Sở Nội vụ")
        sheet.merge_range("A1:G1", "DANH SÁCH CỬ CÁN BỘ")

    return workbook(fill)


def groups_and_total():
    return table(
        HEADER,
        ["I", "Sở Tư pháp (02 người)"],
        [1, "Lê Thanh Hà", "1985"],
        [2, "Tô Hoàng", "1990"],
        [None, "Cộng: 02 người"],
        ["II", "UBND xã Bum Tở"],
        [1, "Pờ Gạ Xừ", "1991"],
        [None, "Tổng số: 03 người"],
    )


def groups_by_category():
    return table(
        ["STT", "Họ và tên", "Năm sinh", "Nơi công tác"],
        ["A. PHÓNG VIÊN, BIÊN TẬP VIÊN"],
        [1, "Đỗ Mừng", 1980, "Báo Lai Châu"],
        ["B. NGƯỜI PHÁT NGÔN"],
        [2, "Mai Thị Thảo", 1982, "Sở Y tế"],
    )


def signatures():
    return table(
        HEADER,
        [1, "Phan Văn Trị", "05/02/1985", "Sở Tài chính"],
        [2, "Giám Thị Đốc", "06/02/1986", "Sở Tài chính"],
        [],
        [None, None, None, "Lai Châu, ngày 05 tháng 02 năm 2026"],
        [None, "NGƯỜI LẬP BIỂU", None, "KT. GIÁM ĐỐC"],
        [None, None, None, "PHÓ GIÁM ĐỐC"],
        [],
        [None, "Nguyễn Văn Lập", None, "Trần Thị Ký"],
    )


def header_on_each_page():
    return table(
        HEADER,
        ["(1)", "(2)", "(3)", "(4)"],
        [1, "Lê Lới", "1985", "Sở Y tế"],
        HEADER,
        ["(1)", "(2)", "(3)", "(4)"],
        [2, "Lê Trí", "1986", "Sở Y tế"],
        [3, None, None, None],
    )


def birth_in_three_columns():
    return table(
        ["STT", "Họ và tên", "Ngày sinh", None, None, "Giới tính"],
        [None, None, "Ngày", "Tháng", "Năm", None],
        [1, "Dương Văn Ngọ", 5, 2, 1985, "Nam"],
        [2, "Dương Thị Mận", None, None, 1986, "Nữ"],
        [3, "Dương Văn Nhầm", 31, 2, 1987, "Nam"],
    )


def name_in_two_columns():
    return table(
        ["TT", "Họ và tên đệm", "Tên", "Ngày sinh", "Chức vụ, đơn vị công tác"],
        [1, "Nguyễn Thị Hồng", "Hạnh", "5/2/1985", "Chuyên viên - Sở Xây dựng"],
        [2, "K'", "Brếp", "1990", "Phó Trưởng phòng, UBND xã D’Ran"],
    )


def two_sheets():
    def fill(book):
        write(book, book.add_worksheet("Cấp tỉnh"), [HEADER, [1, "Lê Lới", "1985", "Sở Y tế"]])
        write(book, book.add_worksheet("Cấp xã"), [HEADER, [1, "Lê Trí", "1986", "UBND xã Pa Tần"]])

    return workbook(fill)


def hidden_sheet():
    def fill(book):
        old = book.add_worksheet("Danh sách cũ 2024")
        write(book, old, [HEADER, [1, "Người Đã Nghỉ", "1960", "Sở Y tế"]])
        old.hide()
        write(book, book.add_worksheet("2026"), [HEADER, [1, "Lê Lới", "1985", "Sở Y tế"]])
        book.get_worksheet_by_name("2026").activate()

    return workbook(fill)


def hidden_rows_and_column():
    def fill(book):
        sheet = book.add_worksheet()
        rows = [
            [n, f"Lê Văn {name}", str(1980 + n), "Sở Y tế"] for n, name in enumerate("ABCDE", 1)
        ]
        write(book, sheet, [HEADER, *rows])
        for row in (2, 3, 5):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column("C:C", 12, None, {"hidden": True})
        sheet.set_column("H:XFD", None, None, {"hidden": True})

    return workbook(fill)


def old_xls_with_hidden():
    rows = [
        ["DANH SÁCH BÁO CÁO VIÊN"],
        HEADER,
        [1, "Đặng Văn Nghĩa", date(1985, 2, 5), "Sở Y tế"],
        [2, "Lê Thị Riêng", date(1986, 3, 6), "Sở Y tế"],
        [3, "#REF!", date(1987, 4, 7), "Sở Y tế"],
    ]
    return xls(("DS", rows, [3], [3]), ("Phụ lục", [["Nơi nhận"]]))


def data_below_signatures():
    return table(
        HEADER,
        [1, "Lê Lới", "1985", "Sở Y tế"],
        [None, "Người lập biểu"],
        [],
        [2, "Lê Trí", "1986", "Sở Y tế"],
    )


LAYOUTS = [
    Case("seven title rows", "TTVPL của xã, quốc hiệu và căn cứ ở bảy dòng đầu, năm sinh tách cột Nam/Nữ",
         "DS TTVPL xa Muong Than.xlsx", seven_title_rows,
         ("10 Lò Văn Ón · 1988 · male · +84912345678", "11 Vàng Thị Mỷ · 1992 · female · +84987654321")),
    Case("merged header", "Sở gửi danh sách cử: tiêu đề gộp ô hai hàng, đơn vị gộp dọc cho cả nhóm",
         "Danh sach cu.xlsx", merged_header_and_agency,
         ("5 Nguyễn Hữu Chiến · 05/02/1985 · male · Sở Nội vụ",
          "6 Trần Thị Bưởi · 20/10/1990 · female · Sở Nội vụ")),
    Case("groups and totals", "Tổng hợp của Sở Tư pháp: hàng nhóm theo cơ quan, cộng từng nhóm, tổng số",
         "Tong hop.xlsx", groups_and_total,
         ("3 Lê Thanh Hà · 1985 · Sở Tư pháp", "4 Tô Hoàng · 1990 · Sở Tư pháp",
          "7 Pờ Gạ Xừ · 1991 · UBND xã Bum Tở")),
    Case("groups by category", "Danh sách lớp báo chí: hàng nhóm theo đối tượng",
         "Lop bao chi.xlsx", groups_by_category,
         ("3 Đỗ Mừng · 1980 · Báo Lai Châu · PHÓNG VIÊN, BIÊN TẬP VIÊN",
          "5 Mai Thị Thảo · 1982 · Sở Y tế · NGƯỜI PHÁT NGÔN")),
    Case("signatures", "Văn thư lưu cả phần ký: nơi ngày, người lập, thủ trưởng dưới bảng",
         "DS ky.xlsx", signatures,
         ("2 Phan Văn Trị · 05/02/1985 · Sở Tài chính", "3 Giám Thị Đốc · 06/02/1986 · Sở Tài chính")),
    Case("header on each page", "In ra rồi gõ lại: tiêu đề và hàng số cột lặp ở đầu mỗi trang",
         "DS nhieu trang.xlsx", header_on_each_page, ("3 Lê Lới · 1985 · Sở Y tế", "6 Lê Trí · 1986 · Sở Y tế")),
    Case("birth in three columns", "Mẫu hồ sơ cán bộ: ngày, tháng, năm sinh ở ba cột",
         "Mau 2C.xlsx", birth_in_three_columns,
         ("3 Dương Văn Ngọ · 05/02/1985 · male", "4 Dương Thị Mận · 1986 · female", "5 Dương Văn Nhầm · male"),
         ("E5 error",)),
    Case("name in two columns", "Xuất từ phần mềm quản lý cán bộ: họ đệm và tên ở hai cột, chức vụ kèm đơn vị",
         "Export CB.xlsx", name_in_two_columns,
         ("2 Nguyễn Thị Hồng Hạnh · 05/02/1985 · Sở Xây dựng", "3 K' Brếp · 1990 · UBND xã D’Ran")),
    Case("two sheets", "Một tệp cho hai cấp, mỗi cấp một trang tính", "Hai cap.xlsx", two_sheets,
         ("2 Lê Lới · 1985 · Sở Y tế",), (), ("Chỉ đọc trang “Cấp tỉnh”. Trang “Cấp xã” cũng có danh sách",)),
    Case("hidden sheet", "Dùng lại tệp năm trước, trang cũ bị ẩn", "DS 2026.xlsx", hidden_sheet,
         ("2 Lê Lới · 1985 · Sở Y tế",)),
    Case("hidden rows and columns", "Đang lọc và ẩn cột ngày sinh khi gửi", "DS loc.xlsx", hidden_rows_and_column,
         tuple(f"{n + 1} Lê Văn {name} · {1980 + n} · Sở Y tế" for n, name in enumerate("ABCDE", 1)), (),
         ("Tệp có 3 hàng đang bị ẩn (hàng 3-4, 6).", "Tệp có 1 cột đang bị ẩn (cột C).")),
    Case("old .xls", "Máy cũ ở xã: .xls của Excel 97, hàng và cột ẩn, công thức hỏng", "BCV.xls", old_xls_with_hidden,
         ("3 Đặng Văn Nghĩa · 05/02/1985 · Sở Y tế", "4 Lê Thị Riêng · 06/03/1986 · Sở Y tế", "5 07/04/1987 · Sở Y tế"),
         ("B5 error",), ("Tệp có 1 hàng đang bị ẩn (hàng 4).", "Tệp có 1 cột đang bị ẩn (cột D).")),
    Case("data below signatures", "Bổ sung một người sau phần ký", "DS bo sung.xlsx", data_below_signatures,
         ("2 Lê Lới · 1985 · Sở Y tế",), (), ("Danh sách được hiểu là kết thúc ở hàng 3, nhưng từ hàng 5",)),
]  # fmt: skip
