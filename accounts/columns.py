"""Columns of the list of accounts."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.lists import Column
from common.templatetags.ui import vn_date


def roles_text(user: User) -> str:
    return "; ".join(str(grant) for grant in user.current_grants)  # type: ignore[attr-defined]


def state_text(user: User) -> str:
    return str(_("Đang hoạt động") if user.is_active else _("Đã khóa"))


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
