"""One enrolment at one session."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course_runs import ClassSession
from courses.models.enrolments import Enrolment
from courses.querysets.attendance import AttendanceQuerySet


class Presence(models.TextChoices):
    PRESENT = "present", _("Có mặt")
    LATE = "late", _("Đi muộn")
    EXCUSED = "excused", _("Vắng có phép")
    ABSENT = "absent", _("Vắng không phép")

    @classmethod
    def attended(cls) -> tuple[str, ...]:
        return (cls.PRESENT, cls.LATE)


class Attendance(models.Model):
    session = models.ForeignKey(ClassSession, models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence.choices)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(default=timezone.now)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("điểm danh")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enrolment"], name="one_mark_per_session_and_enrolment"
            ),
            models.CheckConstraint(
                condition=Q(presence__in=Presence.values), name="presence_is_known"
            ),
        ]
        indexes = [models.Index(fields=["enrolment", "presence"], name="attendance_of_enrolment")]

    def __str__(self) -> str:
        return f"{self.session}: {self.get_presence_display()}"
