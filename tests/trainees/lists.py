"""A list of people as rows of cells, read as if it came in a file."""

from datetime import date

from common.spreadsheets import Sheet
from trainees.importing import read_roster

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
