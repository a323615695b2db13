"""History of states, and progress of long work."""

import secrets
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """A public name nobody can guess: 128 bits from the system's generator, 22 characters."""
    return secrets.token_urlsafe(16)


class StateChangeQuerySet(models.QuerySet["StateChange"]):
    def of(self, obj: models.Model) -> Self:
        kind = ContentType.objects.get_for_model(obj)
        return self.filter(subject_type=kind, subject_id=obj.pk)

    def for_history(self) -> Self:
        return self.select_related("by").order_by("at", "pk")


class StateChange(models.Model):
    """Who moved what from where to where, when, why.

    ``at`` is when it holds, ``recorded_at`` when it was entered. The subject is found by type and id and
    has no cascade: history outlives whatever happens to the row.
    """

    subject_type = models.ForeignKey(ContentType, models.PROTECT)
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    verb = models.CharField(max_length=40)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = StateChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("lịch sử")
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id", "at"], name="state_change_of_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.before} → {self.after}"


class JobState(models.TextChoices):
    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang chạy")
    PAUSED = "paused", _("Tạm dừng")
    DONE = "done", _("Đã xong")
    FAILED = "failed", _("Dừng vì lỗi")

    @classmethod
    def live(cls) -> tuple[str, ...]:
        return (cls.QUEUED, cls.RUNNING, cls.PAUSED)


class JobQuerySet(models.QuerySet["Job"]):
    def live(self) -> Self:
        return self.filter(state__in=JobState.live())

    def of(self, kind: str, key: str) -> Self:
        return self.filter(kind=kind, key=key)


class Job(models.Model):
    """Progress of one piece of long work. ``kind`` is the dotted path of its task, ``key`` what it works on.

    A job owns no facts: its task finds what is still to do by asking the database, so that a job that was
    killed goes on where it stopped.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token)
    kind = models.CharField(max_length=120)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    lease = models.CharField(max_length=32, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    errors = models.JSONField(default=list, blank=True)
    result_url = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    heartbeat_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("công việc nền")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state__in=["queued", "running", "paused"]),
                name="one_live_job_per_kind_and_key",
                violation_error_message=_("Công việc này đang được thực hiện."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=JobState.values), name="job_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def is_live(self) -> bool:
        return self.state in JobState.live()
