"""What an enrolment has done: activities, and attempts with a frozen copy of what was asked."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.models import new_token
from courses.models.catalogue import Activity
from courses.models.enrolments import Enrolment
from courses.querysets.learning import ActivityCompletionQuerySet, AttemptQuerySet
from courses.states import ActivityState, AttemptState


class ActivityCompletion(models.Model):
    """``content_version`` is the opaque name of what was learned (above: a page revision)."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="activity_completions")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="completions")
    state = models.CharField(max_length=15, choices=ActivityState.choices)
    mark_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    content_version = models.CharField(max_length=60, blank=True)
    completed_at = models.DateTimeField(default=timezone.now)

    objects = ActivityCompletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("hoàn thành hoạt động")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity"], name="one_completion_per_enrolment_and_activity"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ActivityState.values), name="activity_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.get_state_display()}"


class Attempt(models.Model):
    """One try at a quiz. ``paper`` is the frozen copy of the questions in the shape of courses/marking.py;
    ``answers`` maps the question's key in that paper to what was chosen.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attempts")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=12, choices=AttemptState.choices, default=AttemptState.IN_PROGRESS
    )
    paper = models.JSONField()
    answers = models.JSONField(default=dict)
    results = models.JSONField(default=dict)
    mark_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    content_version = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("lượt làm bài")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity", "number"], name="attempts_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "activity"],
                condition=Q(state__in=["in_progress", "overdue"]),
                name="one_open_attempt_per_activity",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AttemptState.values), name="attempt_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="finished") | Q(mark_percent__isnull=False),
                name="a_finished_attempt_has_a_mark",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}, {_('lượt')} {self.number}"
