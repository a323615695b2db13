"""The outcome of one enrolment, with the figures it was decided on."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.enrolments import Enrolment
from courses.querysets.completions import CompletionQuerySet


class Completion(models.Model):
    """The fact; the enrolment's state moves in the same action.

    ``mark_percent`` is null where the run has no test. ``periods`` are 45-minute periods attended.
    """

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="completion")
    is_completed = models.BooleanField()
    sessions_held = models.PositiveSmallIntegerField()
    sessions_attended = models.PositiveSmallIntegerField()
    periods = models.PositiveSmallIntegerField()
    mark_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    band = models.CharField(_("xếp loại"), max_length=20, blank=True)
    reason = models.TextField(_("lý do"), blank=True)
    decision = models.CharField(_("quyết định công nhận kết quả"), max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("kết quả")

    def __str__(self) -> str:
        return str(_("Đạt") if self.is_completed else _("Không đạt"))
