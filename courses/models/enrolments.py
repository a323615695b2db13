"""One trainee in one run, with what was true at the time; and the lists that came in as files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.models import new_token
from courses.models.course_runs import CourseRun
from courses.querysets.enrolments import EnrolmentQuerySet, NominationListQuerySet
from courses.states import EnrolmentState
from organisations.models import AdministrativeUnit, Organisation
from trainees.models import AudienceCategory, Trainee


class EnrolmentSource(models.TextChoices):
    NOMINATION = "nomination", _("Đơn vị cử")
    REQUEST = "request", _("Tự đăng ký")
    ROSTER = "roster", _("Nhập danh sách")
    HISTORY = "history", _("Hồ sơ cũ")


class Enrolment(models.Model):
    """Frozen at the time: the category is named in the nomination; organisation, unit, position and name are
    copied when the run starts, or at confirmation if that is later. Reports join to these copies.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    course_run = models.ForeignKey(CourseRun, models.PROTECT, related_name="enrolments")
    trainee = models.ForeignKey(Trainee, models.PROTECT, related_name="enrolments")
    state = models.CharField(max_length=12, choices=EnrolmentState.choices)
    source = models.CharField(max_length=12, choices=EnrolmentSource.choices)
    category = models.ForeignKey(
        AudienceCategory, models.PROTECT, related_name="enrolments", verbose_name=_("đối tượng")
    )
    nominating_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="nominated_enrolments"
    )
    substitute_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="substitutes"
    )
    # Whoever is replaced had a seat: the waiting list is not called for it while this one waits for an answer.
    takes_over_seat = models.BooleanField(default=False, editable=False)
    waitlisted_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="frozen_enrolments"
    )
    unit = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, null=True, blank=True, related_name="frozen_enrolments"
    )
    position = models.CharField(max_length=160, blank=True)
    full_name = models.CharField(max_length=120, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("ghi danh")
        constraints = [
            models.UniqueConstraint(
                fields=["course_run", "trainee"],
                condition=~Q(state__in=["withdrawn", "declined"]),
                name="one_live_enrolment_per_trainee_and_run",
                violation_error_message=_("Học viên đã có trong lớp này."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=EnrolmentState.values), name="enrolment_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(source__in=EnrolmentSource.values), name="enrolment_source_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["completed", "failed"])
                | Q(
                    organisation__isnull=False,
                    unit__isnull=False,
                    frozen_at__isnull=False,
                )
                & ~Q(full_name=""),
                name="a_decided_enrolment_is_frozen",
            ),
        ]
        indexes = [
            models.Index(fields=["course_run", "state"], name="enrolment_of_run_by_state"),
            models.Index(fields=["trainee", "state"], name="enrolment_of_trainee_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.full_name or self.trainee} – {self.course_run_id}"

    def get_absolute_url(self) -> str:
        return reverse("courses:enrolment_detail", args=[self.course_run.code, self.token])

    @property
    def shown_name(self) -> str:
        """The frozen name once there is one; before that, today's."""
        return self.full_name or self.trainee.full_name


class NominationList(models.Model):
    """A file that a coordinator sent for a run: kept as it came, confirmed once."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    course_run = models.ForeignKey(CourseRun, models.PROTECT, related_name="nomination_lists")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_count = models.PositiveIntegerField(default=0)

    objects = NominationListQuerySet.as_manager()

    class Meta:
        verbose_name = _("danh sách cử")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("courses:nomination_preview", args=[self.course_run.code, self.token])
