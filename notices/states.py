"""The life of a mail on its way out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.states import Transition


class MailState(models.TextChoices):
    QUEUED = "queued", _("Chờ gửi")
    SENDING = "sending", _("Đang gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")


M = MailState

SEND = Transition("send", sources=(M.QUEUED,), target=M.SENDING)
DELIVER = Transition("deliver", sources=(M.SENDING,), target=M.SENT)
RETRY = Transition("retry", sources=(M.SENDING, M.FAILED), target=M.QUEUED)
GIVE_UP = Transition("give_up", sources=(M.SENDING,), target=M.FAILED)
MAIL_ARROWS = (SEND, DELIVER, RETRY, GIVE_UP)
