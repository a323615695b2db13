"""Columns of the spokesperson network and of the agencies without one."""

from django.utils.translation import gettext_lazy as _

from common.lists import Column
from common.templatetags.ui import vn_datetime
from organisations.models import Organisation
from trainees.models import Spokesperson


def posted_text(one: Spokesperson) -> str:
    return vn_datetime(one.posted_at) if one.posted_at else ""


def kind_text(agency: Organisation) -> str:
    return agency.get_kind_display()


_AGENCY = Column(
    "co-quan",
    _("Cơ quan, đơn vị"),
    ("organisation__search_key", "-assigned_at"),
    lambda one: one.organisation.name,
)
_NAME = Column("ten", _("Họ và tên"), ("name_key",), lambda one: one.person.full_name)
_PHONE = Column("dien-thoai", _("Điện thoại"), (), lambda one: one.phone)
_EMAIL = Column("thu", _("Thư điện tử"), (), lambda one: one.email)
_ASSIGNED = Column(
    "phan-cong", _("Phân công lúc"), ("-assigned_at",), lambda one: vn_datetime(one.assigned_at)
)
_POSTED = Column("dang", _("Đăng công khai"), ("posted_at", "-assigned_at"), posted_text)

SPOKESPERSON_COLUMNS = [
    _AGENCY,
    _NAME,
    _ASSIGNED,
    _POSTED,
    Column("viec", ""),
]
SPOKESPERSON_EXPORT = [
    _AGENCY,
    _NAME,
    Column("chuc-vu", _("Chức vụ"), (), lambda one: one.position),
    _PHONE,
    _EMAIL,
    Column("van-ban", _("Văn bản phân công"), (), lambda one: one.recognition.decision_number),
    _ASSIGNED,
    _POSTED,
    Column("tre", _("Đăng trễ (giờ)"), (), lambda one: one.hours_late, is_number=True),
]
# Read on the screen only: no column has an export.
PUBLIC_SPOKESPERSON_COLUMNS = [
    Column("co-quan", _("Cơ quan, đơn vị"), ("organisation__search_key",)),
    Column("ten", _("Người phát ngôn"), ("name_key",)),
    Column("dien-thoai", _("Điện thoại")),
    Column("thu", _("Thư điện tử")),
]
LACKING_COLUMNS = [
    Column("ten", _("Cơ quan chưa có"), ("search_key", "code"), lambda agency: agency.name),
    Column("loai", _("Loại"), ("kind", "search_key"), kind_text),
    Column(
        "dia-ban", _("Địa bàn"), ("unit__search_key", "search_key"), lambda agency: str(agency.unit)
    ),
    Column("viec", ""),
]
