"""Where the people of a reorganised agency went."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation, Reorganisation
from trainees.models.people import Trainee
from trainees.querysets import TraineeMoveQuerySet


class TraineeMove(models.Model):
    """One person led from an agency that ended to one that followed it, with the whole or by a person's choice.

    ``is_chosen``: somebody decided for this person (a split); else the whole agency went one way.
    """

    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="trainee_moves")
    trainee = models.ForeignKey(Trainee, models.PROTECT, related_name="moves")
    from_organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    to_organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    is_chosen = models.BooleanField(default=False)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    moved_at = models.DateTimeField(default=timezone.now)

    objects = TraineeMoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("chuyển đơn vị công tác")
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "trainee"], name="one_move_per_person_and_reorganisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.trainee}: {self.from_organisation} → {self.to_organisation}"
