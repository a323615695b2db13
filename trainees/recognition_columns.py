"""Columns of the lists of recognitions, in the office and in public, and of the categories."""

from django.utils.translation import gettext_lazy as _

from common.lists import Column
from trainees.models import AudienceCategory, Recognition


def yes(value: bool) -> str:
    return str(_("có")) if value else ""


def ending_text(held: Recognition) -> str:
    return held.ended_how if held.valid_to else ""


def group_text(category: AudienceCategory) -> str:
    return category.get_group_display()


_NAME = Column("ten", _("Họ và tên"), ("name_key",), lambda held: held.holder.full_name)
_AGENCY = Column(
    "don-vi",
    _("Đơn vị công tác"),
    ("agency_key", "name_key"),
    lambda held: held.holder.organisation.name,
)
_CATEGORY = Column(
    "doi-tuong",
    _("Đối tượng"),
    ("category__position", "name_key"),
    lambda held: held.category.label,
)
_NUMBER = Column("quyet-dinh", _("Quyết định"), (), lambda held: held.decision_number)
_FROM = Column("tu", _("Từ ngày"), ("valid_from", "name_key"), lambda held: held.valid_from)
_TO = Column("den", _("Đến ngày"), ("valid_to", "name_key"), lambda held: held.valid_to)

_SPAN = Column("hieu-luc", _("Hiệu lực"), ("valid_from", "name_key"))

RECOGNITION_COLUMNS = [_NAME, _AGENCY, _CATEGORY, _NUMBER, _SPAN, Column("viec", "")]
# The screen shows the rest in the notes under these; a sheet has room for it.
RECOGNITION_EXPORT = [
    _NAME,
    Column("chuc-vu", _("Chức vụ, chức danh"), (), lambda held: held.holder.position),
    _AGENCY,
    Column("dia-ban", _("Địa bàn"), (), lambda held: held.holder.organisation.unit.name),
    _CATEGORY,
    Column("so", _("Số quyết định"), (), lambda held: held.decision_number),
    Column("ngay", _("Ngày quyết định"), (), lambda held: held.decided_on),
    Column("ban-hanh", _("Cơ quan ban hành"), (), lambda held: held.issuer),
    Column("linh-vuc", _("Lĩnh vực chuyên sâu"), (), lambda held: held.specialty),
    _FROM,
    _TO,
    Column("hinh-thuc", _("Hình thức kết thúc"), (), ending_text),
    Column("so-ket-thuc", _("Quyết định kết thúc"), (), lambda held: held.end_decision),
    Column("thieu", _("Thiếu quyết định"), (), lambda held: yes(held.lacks_decision)),
]

# The public lists are read on the screen only: no column has an export.
REGISTER_COLUMNS = [
    Column("ten", _("Họ và tên"), ("name_key",)),
    Column("don-vi", _("Đơn vị công tác"), ("agency_key", "name_key")),
    Column("doi-tuong", _("Đối tượng"), ("category__position", "name_key")),
    Column("quyet-dinh", _("Quyết định công nhận")),
]
ENDING_COLUMNS = [
    *REGISTER_COLUMNS[:3],
    Column("quyet-dinh", _("Quyết định miễn nhiệm, cho thôi làm"), ("-end_decided_on", "name_key")),
]

CATEGORY_COLUMNS = [
    Column("thu-tu", _("Thứ tự"), ("position", "code"), lambda c: c.position, is_number=True),
    Column("ten", _("Đối tượng"), ("match_key", "code"), lambda c: c.label),
    Column("khoi", _("Khối"), ("group", "position"), group_text),
    Column("tham-quyen", _("Người công nhận"), (), lambda c: c.recognised_by),
    Column("quyet-dinh", _("Quyết định"), (), lambda c: yes(c.needs_decision)),
    Column("cong-khai", _("Công khai"), (), lambda c: yes(c.is_public)),
    Column("dong", _("Không nhận mới từ"), ("closed_from", "position"), lambda c: c.closed_from),
    Column("nguoi", _("Số người"), ("held", "position"), lambda c: c.held, is_number=True),
    Column("viec", ""),
]
