"""Columns of the lists of accounts and of what they were shown."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Disclosure, User
from common.lists import Column
from common.templatetags.ui import vn_date


def roles_text(user: User) -> str:
    return "; ".join(str(grant) for grant in user.current_grants)  # type: ignore[attr-defined]


def state_text(user: User) -> str:
    return str(_("Đang hoạt động") if user.is_active else _("Đã khóa"))


def subject_url(disclosure: Disclosure) -> str:
    """The page of what was shown; empty for a list, or where the row is gone."""
    address = getattr(disclosure.subject, "get_absolute_url", None)
    return str(address()) if address else ""


# On the screen the address stands under the user name; in Excel it has its own column.
EXPORT_ONLY = [Column("thu", _("Thư điện tử"), (), lambda user: user.email)]
COLUMNS = [
    Column("ten", _("Họ và tên"), ("sort_key",), lambda user: user.full_name),
    Column("dang-nhap", _("Tên đăng nhập"), ("username",), lambda user: user.username),
    Column("vai-tro", _("Vai trò đang giữ"), (), roles_text),
    Column(
        "lan-cuoi", _("Đăng nhập lần cuối"), ("-last_login",), lambda user: vn_date(user.last_login)
    ),
    Column("tinh-trang", _("Tình trạng"), ("is_active",), state_text),
]

DISCLOSURES = [
    Column("luc", _("Thời điểm"), ("at",), lambda row: row.at),
    Column("nguoi", _("Người xem"), ("by__sort_key",), lambda row: row.by.full_name),
    Column("viec", _("Việc"), ("kind",), lambda row: row.get_kind_display()),
    Column("noi-dung", _("Nội dung"), (), lambda row: row.what),
    Column("so-nguoi", _("Số người"), ("people",), lambda row: row.people, is_number=True),
]
DISCLOSURES_EXPORT = [
    *DISCLOSURES[:2],
    Column("dang-nhap", _("Tên đăng nhập"), (), lambda row: row.by.username),
    *DISCLOSURES[2:],
    Column("ly-do", _("Lý do"), (), lambda row: row.reason),
]
