"""The states of identity work and every arrow between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.states import Transition


class DuplicateState(models.TextChoices):
    OPEN = "open", _("Chờ xác định")
    MERGED = "merged", _("Đã gộp")
    DIFFERENT = "different", _("Là hai người")
    LAPSED = "lapsed", _("Không còn dấu hiệu")


D = DuplicateState

MERGE_PAIR = Transition("merge_pair", sources=(D.OPEN, D.DIFFERENT, D.LAPSED), target=D.MERGED)
TELL_APART = Transition("tell_apart", sources=(D.OPEN,), target=D.DIFFERENT)
LAPSE_PAIR = Transition("lapse_pair", sources=(D.OPEN,), target=D.LAPSED)
REOPEN_PAIR = Transition("reopen_pair", sources=(D.MERGED, D.DIFFERENT, D.LAPSED), target=D.OPEN)
DUPLICATE_ARROWS = (MERGE_PAIR, TELL_APART, LAPSE_PAIR, REOPEN_PAIR)
