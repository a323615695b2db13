"""What each figure means. A number without its measure, basis and moment is no figure.

Source: /người/ and /lượt người/ as offices report training (statistics forms 04a-04c/TP/PBGDPL, TT 17/2025/TT-BTP);
the basis is named beside each figure because the forms do not agree on one.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    PEOPLE = "nguoi", _("Số người")
    PARTICIPATIONS = "luot", _("Số lượt người")


class Basis(models.TextChoices):
    ATTENDED = "tham-du", _("Tham dự")
    COMPLETED = "hoan-thanh", _("Hoàn thành")
    CERTIFIED = "cap-giay", _("Được cấp giấy chứng nhận")

    @property
    def flag(self) -> str:
        """The name of the annotation that says whether an enrolment counts on this basis."""
        return {"tham-du": "attended", "hoan-thanh": "completed", "cap-giay": "certified"}[
            self.value
        ]


MEASURES: dict[str, Any] = {
    Measure.PEOPLE: _(
        "Mỗi người tính một lần trong phạm vi đang xem, dù học nhiều lớp. Không cộng được giữa các dòng."
    ),
    Measure.PARTICIPATIONS: _(
        "Mỗi lần một người tham gia một lớp tính một lượt, cả khi hai hồ sơ đã gộp của người đó cùng ở một lớp. "
        "Cộng được giữa các dòng, trừ trường hợp hai hồ sơ ấy ghi khác cơ quan, địa bàn hoặc đối tượng."
    ),
}
BASES: dict[str, Any] = {
    Basis.ATTENDED: _(
        "Được duyệt và có mặt ít nhất một buổi; ở lớp không có buổi học: hoàn thành ít nhất một hoạt động."
    ),
    Basis.COMPLETED: _("Được công nhận kết quả “Đạt” theo quy định của lớp."),
    Basis.CERTIFIED: _("Có giấy chứng nhận đã cấp, còn giá trị (không tính giấy đã thu hồi)."),
}
DATED = _(
    "Mỗi lượt tính vào ngày bế giảng của lớp; đơn vị, cơ quan, đối tượng lấy theo thời điểm học."
)


@dataclass(frozen=True)
class Dimension:
    """A way to break a figure down. ``field`` is a path from the enrolment, ``label`` the path to its words."""

    code: str
    title: Any
    field: str
    label: str
    order: tuple[str, ...]
    note: Any = ""


DIMENSIONS = {
    dimension.code: dimension
    for dimension in (
        Dimension(
            "doi-tuong", _("Đối tượng"), "category", "category__label", ("category__position",)
        ),
        Dimension(
            "co-quan",
            _("Cơ quan, đơn vị"),
            "organisation",
            "organisation__name",
            ("organisation__search_key",),
            _("Tên và cơ quan theo thời điểm học."),
        ),
        Dimension(
            "dia-ban",
            _("Địa bàn (tại thời điểm học)"),
            "unit",
            "unit__name",
            ("unit__level", "unit__code"),
            _(
                "Đơn vị hành chính tại thời điểm học. Người của cơ quan cấp tỉnh, cấp huyện ghi ở cấp đó."
            ),
        ),
        Dimension(
            "dia-ban-nay",
            _("Địa bàn (theo đơn vị hiện nay)"),
            "unit_today",
            "unit_today__name",
            ("unit_today__level", "unit_today__code"),
            _(
                "Quy đổi theo đơn vị kế thừa hiện nay. Đơn vị đã chia tách không quy đổi được, ghi theo tên cũ."
            ),
        ),
        Dimension("nam", _("Năm"), "year", "year", ("year",)),
        Dimension(
            "nhiem-vu",
            _("Nhiệm vụ trong kế hoạch"),
            "course_run__plan_task",
            "course_run__plan_task__title",
            ("course_run__plan_task__plan__code", "course_run__plan_task__position"),
        ),
    )
}
