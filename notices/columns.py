"""Columns of the lists of notices and of the outbox."""

from django.utils.translation import gettext_lazy as _

from common.lists import Column

# Unread first, then the newest.
NOTICE_COLUMNS = [
    Column("tieu-de", _("Tiêu đề")),
    Column("luc", _("Nhận lúc"), ("is_read", "-created_at")),
    Column("viec", ""),
]
# No Excel: the addresses are personal data, and nobody needs them outside.
MAIL_COLUMNS = [
    Column("thu", _("Tiêu đề"), ("subject",)),
    Column("nguoi-nhan", _("Người nhận"), ("to",)),
    Column("tao", _("Tạo lúc"), ("created_at",)),
    Column("tinh-trang", _("Tình trạng"), ("state", "due_at")),
    Column("lan", _("Số lần thử"), ("attempts",), is_number=True),
    Column("viec", ""),
]
