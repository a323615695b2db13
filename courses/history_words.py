"""The history of a run in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from common.models import StateChange

VERBS = {
    "create": _("Lập lớp"),
    "open": _("Mở nhận danh sách"),
    "start": _("Khai giảng"),
    "close": _("Kết thúc lớp"),
    "archive": _("Lưu trữ"),
    "cancel": _("Hủy lớp"),
    "update": _("Sửa thông tin lớp"),
    "session_add": _("Thêm buổi học"),
    "session_plan": _("Lập lịch cả lớp"),
    "session_topics": _("Sửa nội dung buổi học"),
    "session_remove": _("Xóa buổi học"),
    "quota_set": _("Giao chỉ tiêu"),
    "quota_release": _("Thu hồi chỉ tiêu chưa dùng"),
    "trainer_add": _("Thêm giảng viên"),
    "trainer_remove": _("Bỏ giảng viên"),
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    words: str
    who: str
    at: datetime
    reason: str


def lines_of(changes: Iterable[StateChange]) -> list[HistoryLine]:
    """Newest first."""
    lines = [
        HistoryLine(
            words=str(VERBS.get(change.verb, change.verb)),
            who=str(change.by) if change.by else str(_("Hệ thống")),
            at=change.at,
            reason=change.reason,
        )
        for change in changes
    ]
    return lines[::-1]
