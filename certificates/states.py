"""The life of a certificate. Nothing is ever deleted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.states import Transition


class CertificateState(models.TextChoices):
    DRAFT = "draft", _("Đề nghị cấp")
    NUMBERED = "numbered", _("Đã vào sổ")
    ISSUED = "issued", _("Đã cấp")
    SUPERSEDED = "superseded", _("Đã được thay thế")
    REVOKED = "revoked", _("Đã thu hồi")
    VOIDED = "voided", _("Đã hủy")

    @classmethod
    def live(cls) -> tuple[str, ...]:
        return (cls.DRAFT, cls.NUMBERED, cls.ISSUED)

    @classmethod
    def public(cls) -> tuple[str, ...]:
        """What the check page knows of: once issued, whatever became of it."""
        return (cls.ISSUED, cls.SUPERSEDED, cls.REVOKED)


S = CertificateState

NUMBER = Transition("number", sources=(S.DRAFT,), target=S.NUMBERED)
ISSUE = Transition("issue", sources=(S.NUMBERED,), target=S.ISSUED)
SUPERSEDE = Transition("supersede", sources=(S.ISSUED,), target=S.SUPERSEDED)
REVOKE = Transition("revoke", sources=(S.ISSUED,), target=S.REVOKED)
VOID = Transition("void", sources=(S.DRAFT, S.NUMBERED), target=S.VOIDED)
CERTIFICATE_ARROWS = (NUMBER, ISSUE, SUPERSEDE, REVOKE, VOID)
