"""Rows of one roster that may be about one person."""

from __future__ import annotations

from dataclasses import replace

from common.vietnamese import fold, fold_spelling
from trainees.roster_cells import Severity
from trainees.roster_rows import Problem, RosterRow

_TWICE = "Người này đã có ở hàng {row} của tệp (cùng họ tên{proof}). Hãy xóa một trong hai hàng."
_MAYBE_TWICE = (
    "Có thể trùng với hàng {row} ({name}). Hãy kiểm tra lại; nếu là hai người thì giữ nguyên."
)
_ONE_NUMBER = (
    "Số định danh cá nhân này đã ghi ở hàng {row} ({name}). Mỗi người có một số riêng; hãy sửa lại."
)


def mark_repeated(rows: list[RosterRow]) -> list[RosterRow]:
    """Same name, spelled in whatever form, and same birth: an error. Alike without marks only: a warning.

    Two ID numbers tell two people of one name and birth apart; one ID number under two names is an error.
    """
    seen = _Seen()
    return [seen.judge(row) if row.full_name else row for row in rows]


class _Seen:
    """The first row of each name, spelling and ID number."""

    def __init__(self) -> None:
        self.spelled: dict[tuple[object, ...], RosterRow] = {}
        self.folded: dict[tuple[object, ...], RosterRow] = {}
        self.numbered: dict[str, RosterRow] = {}

    def judge(self, row: RosterRow) -> RosterRow:
        spelling = fold_spelling(row.full_name)
        # Without a birth date only the agency can tell two people of one name apart.
        proof = row.birth or ("", fold_spelling(row.organisation))
        same = self.spelled.setdefault((spelling, proof), row)
        alike = self.folded.setdefault((fold(row.full_name), row.birth), row)
        holder = self.numbered.setdefault(row.id_number, row) if row.id_number else row
        if holder is not row and fold_spelling(holder.full_name) != spelling:
            message = _ONE_NUMBER.format(row=holder.row_number, name=holder.full_name)
            return _marked(row, message, "error", "id_number")
        if holder is not row:
            return _marked(row, _twice(holder, " và số định danh cá nhân"), "error")
        if same is not row and not (same.id_number and row.id_number):
            birth = f" và ngày sinh {row.birth}" if row.birth else " và đơn vị"
            return _marked(row, _twice(same, birth), "error")
        if alike is not row:
            return _marked(
                row, _MAYBE_TWICE.format(row=alike.row_number, name=alike.full_name), "warning"
            )
        return row


def _twice(other: RosterRow, proof: str) -> str:
    return _TWICE.format(row=other.row_number, proof=proof)


def _marked(
    row: RosterRow, message: str, severity: Severity, field: str = "full_name"
) -> RosterRow:
    """The row with one problem more. The value of an ID number is left out: a message names the row instead."""
    label, value = ("Họ và tên", row.full_name) if field == "full_name" else (_ID_LABEL, "")
    found = Problem(row.cells.get(field, ""), label, value, message, severity)
    return replace(row, problems=[*row.problems, found])


_ID_LABEL = "Số định danh cá nhân"
