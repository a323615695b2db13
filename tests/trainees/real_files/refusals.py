"""Files that are not read, each with the reason and what to do."""

from tests.trainees.real_files.build import Case, repacked, table
from tests.trainees.real_files.xls import xls

HEADER = ["Họ và tên", "Năm sinh"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def good():
    return table(HEADER, ["Lê Lới", 1985])


def good_xls():
    return xls(("DS", [HEADER, ["Lê Lới", 1985]]))


def password():
    return (
        OLE
        + b"\0" * 2000
        + "EncryptionInfo".encode("utf-16-le")
        + "EncryptedPackage".encode("utf-16-le")
    )


def password_of_old_xls():
    return xls(("DS", [HEADER, ["Lê Lới", 1985]]), is_locked=True)


def macro():
    return repacked(good(), add={"xl/vbaProject.bin": OLE})


def bomb():
    return repacked(good(), add={"xl/worksheets/sheet2.xml": b"0" * (130 * 1024 * 1024)})


def dtd():
    def change(name, content):
        head = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'
        return content.replace(b"<worksheet", head, 1) if name.endswith("sheet1.xml") else content

    return repacked(good(), change=change)


def cut_off():
    return good()[:-900]


def web_page():
    return b"<html><table><tr><td>Ho va ten</td></tr></table></html>"


def no_header():
    return table(["Lê Lới", "1985", "Sở Y tế"], ["Lê Trí", "1986", "Sở Y tế"])


def empty_list():
    return table(["DANH SÁCH"], HEADER)


def nothing():
    return table([])


REFUSALS = [
    Case("password", "Văn thư đặt mật khẩu cho tệp có số định danh", "Mat.xlsx", password,
         refusal="Tệp được đặt mật khẩu."),
    Case("password of .xls", "Như trên, bằng Excel 97", "Mat.xls", password_of_old_xls,
         refusal="Tệp được đặt mật khẩu."),
    Case("macro", "Mẫu có nút bấm, lưu .xlsm", "Mau.xlsm", macro, refusal="Tệp có chứa macro."),
    Case("macro renamed", "Như trên, đổi đuôi thành .xlsx", "Mau.xlsx", macro, refusal="Tệp có chứa macro."),
    Case("bomb", "Kẻ xấu: phần nén giãn ra 130 MB", "Bom.xlsx", bomb, refusal="Tệp giải nén ra quá lớn"),
    Case("XXE", "Kẻ xấu: DTD trỏ vào tệp của máy chủ", "Dtd.xlsx", dtd, refusal="Tệp có khai báo DTD"),
    Case(".xls renamed .xlsx", "Đổi đuôi cho qua hộp chọn tệp", "Doi.xlsx", good_xls,
         refusal="Nội dung tệp không đúng với đuôi “.xlsx”."),
    Case(".xlsx renamed .xls", "Đổi đuôi cho phần mềm cũ", "Doi.xls", good,
         refusal="Nội dung tệp không đúng với đuôi “.xls”."),
    Case("web page named .xls", "Phần mềm báo cáo xuất HTML dưới tên .xls", "Bao cao.xls", web_page,
         refusal="Nội dung tệp không đúng với đuôi “.xls”."),
    Case("cut off", "Tải lên qua mạng yếu, mất phần cuối", "Dut.xlsx", cut_off, refusal="Không mở được tệp"),
    Case("nothing", "Lưu nhầm trang trống", "Trong.xlsx", nothing, refusal="Tệp không có dữ liệu."),
    Case("no header", "Chép danh sách mà bỏ hàng tiêu đề", "Khong tieu de.xlsx", no_header,
         of_file=("Không tìm thấy hàng tiêu đề.",)),
    Case("empty list", "Gửi lại mẫu chưa điền", "Chua dien.xlsx", empty_list,
         of_file=("Dưới hàng tiêu đề chưa có người nào.",)),
]  # fmt: skip
