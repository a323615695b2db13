"""Files as agencies send them, for the tests of nomination lists."""

from datetime import datetime
from io import BytesIO

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

HEADER = ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị công tác", "Đối tượng"]


def xlsx(rows, header=HEADER, title="DANH SÁCH CỬ THAM GIA TẬP HUẤN"):
    """An .xlsx: title in row 1, header in row 3, people from row 4. A row: name, birth, position, agency, category."""
    output = BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        # Two files of the same content are the same file: nothing of the clock goes into it.
        book.set_properties({"created": datetime(2026, 1, 1)})
        sheet = book.add_worksheet("Danh sách")
        sheet.write_string(0, 0, title)
        for column, label in enumerate(header):
            sheet.write_string(2, column, label)
        for number, row in enumerate(rows):
            sheet.write_number(3 + number, 0, number + 1)
            for column, value in enumerate(row, start=1):
                sheet.write_string(3 + number, column, value)
    return output.getvalue()


def person(name, birth="05/02/1985", position="Phóng viên", agency="", category="Phóng viên"):
    return [name, birth, position, agency, category]


def file(data, name="danh-sach.xlsx"):
    return SimpleUploadedFile(name, data)
