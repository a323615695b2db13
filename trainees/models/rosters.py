"""An agency's list of people that came in as a file: kept as it came, confirmed once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.models import new_token
from organisations.models import Organisation
from trainees.querysets import RosterListQuerySet


class RosterList(models.Model):
    """``organisation`` null: each row names its own agency.

    ``rows``: people as ``roster_packing`` keeps them, without their cells; ``columns``: the letter of each field.
    ``id_numbers``: index and seal, by row number. ``decisions``: who is meant in doubtful rows, by row number.
    ``seen``: the fingerprint of what was shown to whoever ordered the writing in the background.
    ``outcome``, once confirmed: how many rows were new, changed, same, doubtful, refused, and ``rows``, a letter each.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="roster_lists",
        verbose_name=_("cơ quan, đơn vị"),
    )
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    row_count = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=dict)
    id_numbers = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    seen = models.CharField(max_length=64, blank=True)
    decisions = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    is_legacy_approved = models.BooleanField(default=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = RosterListQuerySet.as_manager()

    class Meta:
        verbose_name = _("danh sách học viên")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                condition=Q(organisation__isnull=False),
                name="one_roster_per_agency_and_file",
            ),
            models.UniqueConstraint(
                fields=["uploaded_by", "sha256"],
                condition=Q(organisation__isnull=True),
                name="one_roster_of_many_agencies_per_file",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("trainees:roster_preview", args=[self.token])
