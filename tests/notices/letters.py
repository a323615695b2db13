"""Mails for the tests of the outbox."""

from notices.models import Mail
from tests import make


def mail(to: str = "dau.moi@example.vn", **with_) -> Mail:
    return Mail.objects.create(
        province=with_.pop("province", None) or make.province(),
        to=to,
        kind=with_.pop("kind", "confirmed"),
        subject=with_.pop("subject", "Lớp STP-2026-01: đã duyệt 1 học viên"),
        body=with_.pop("body", "Kính gửi ông/bà,\n\nĐã duyệt.\n"),
        **with_,
    )
