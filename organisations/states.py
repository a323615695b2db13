"""The life of a reorganisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.states import Transition


class ReorganisationState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    APPLIED = "applied", _("Đã thực hiện")
    UNDONE = "undone", _("Đã hoàn tác")


R = ReorganisationState

# An undone decree is put right and applied again.
APPLY = Transition("apply", sources=(R.DRAFT, R.UNDONE), target=R.APPLIED)
UNDO = Transition("undo", sources=(R.APPLIED,), target=R.UNDONE)
REORGANISATION_ARROWS = (APPLY, UNDO)
