"""One holding of a course: its dates, seats, sessions, trainers and quotas."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.models.catalogue import Activity, Course, Module
from courses.models.plans import PlanTask
from courses.querysets.course_runs import ClassSessionQuerySet, CourseRunQuerySet, QuotaQuerySet
from courses.states import CourseRunState
from organisations.models import Organisation
from trainees.models import AudienceCategory


class DeliveryMode(models.TextChoices):
    IN_PERSON = "in_person", _("Trực tiếp")
    ONLINE = "online", _("Trực tuyến")
    BLENDED = "blended", _("Kết hợp")


class CourseRun(models.Model):
    code = models.SlugField(_("mã lớp"), max_length=40, unique=True)
    title = models.CharField(_("tên lớp"), max_length=200)
    course = models.ForeignKey(
        Course, models.PROTECT, related_name="runs", verbose_name=_("khóa tập huấn")
    )
    plan_task = models.ForeignKey(
        PlanTask,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="runs",
        verbose_name=_("nhiệm vụ trong kế hoạch"),
    )
    lead_organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="led_runs", verbose_name=_("cơ quan chủ trì")
    )
    state = models.CharField(
        max_length=10, choices=CourseRunState.choices, default=CourseRunState.DRAFT
    )
    mode = models.CharField(
        _("hình thức tổ chức"),
        max_length=10,
        choices=DeliveryMode.choices,
        default=DeliveryMode.IN_PERSON,
    )
    starts_on = models.DateField(_("khai giảng"))
    ends_on = models.DateField(_("bế giảng"))
    nominate_by = models.DateField(_("hạn cử học viên"), null=True, blank=True)
    venue = models.CharField(_("địa điểm"), max_length=200, blank=True)
    seats = models.PositiveIntegerField(_("số chỗ"), validators=[MinValueValidator(1)])
    accepts_requests = models.BooleanField(_("cho phép tự đăng ký"), default=False)
    needs_agency_approval = models.BooleanField(
        _("lãnh đạo cơ quan duyệt danh sách cử"), default=False
    )
    release_unused_on = models.DateField(
        _("thu hồi chỉ tiêu chưa dùng từ ngày"), null=True, blank=True
    )
    fills_from_waiting_list = models.BooleanField(
        _("tự gọi người trong danh sách chờ khi có chỗ trống"), default=True
    )
    opening_decision = models.CharField(_("quyết định mở lớp"), max_length=200, blank=True)
    modules = models.ManyToManyField(Module, related_name="runs", verbose_name=_("chuyên đề"))
    # What is learned and counted, fixed when the run starts; empty before.
    activities = models.ManyToManyField(Activity, related_name="runs", editable=False)
    admitted_categories = models.ManyToManyField(
        AudienceCategory, related_name="runs", verbose_name=_("đối tượng tiếp nhận")
    )
    attendance_percent = models.PositiveSmallIntegerField(
        _("tỷ lệ chuyên cần tối thiểu (%)"), default=80, validators=[MaxValueValidator(100)]
    )
    mark_percent = models.PositiveSmallIntegerField(
        _("điểm kiểm tra tối thiểu (%)"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("0 là không yêu cầu điểm kiểm tra."),
    )

    objects = CourseRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("lớp tập huấn")
        ordering = ["-starts_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CourseRunState.values), name="run_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="run_ends_after_it_starts",
                violation_error_message=_("Ngày bế giảng phải từ ngày khai giảng trở đi."),
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1),
                name="run_has_a_seat",
                violation_error_message=_("Lớp phải có ít nhất một chỗ."),
            ),
            models.CheckConstraint(
                condition=Q(attendance_percent__lte=100, mark_percent__lte=100),
                name="run_rule_is_in_percent",
                violation_error_message=_("Tỷ lệ phải từ 0 đến 100."),
            ),
        ]
        indexes = [
            models.Index(fields=["lead_organisation", "state"], name="run_of_lead"),
            models.Index(fields=["state", "starts_on"], name="run_by_state_and_start"),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("courses:course_run_detail", args=[self.code])

    @property
    def takes_people(self) -> bool:
        return self.state in CourseRunState.taking_people()


class RunTrainer(models.Model):
    """A trainer of a run: with an account (may tick attendance), or an outside speaker by name."""

    course_run = models.ForeignKey(CourseRun, models.CASCADE, related_name="trainers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="taught_runs",
        verbose_name=_("tài khoản giảng viên"),
    )
    full_name = models.CharField(_("họ và tên"), max_length=120, blank=True)
    organisation_name = models.CharField(_("đơn vị công tác"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("giảng viên của lớp")
        constraints = [
            models.UniqueConstraint(
                fields=["course_run", "user"],
                name="a_trainer_is_named_once_per_run",
                violation_error_message=_("Giảng viên này đã có trong lớp."),
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(full_name=""),
                name="a_trainer_has_an_account_or_a_name",
                violation_error_message=_("Chọn tài khoản hoặc nhập họ tên giảng viên."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or str(self.user)


class DayPart(models.TextChoices):
    MORNING = "sang", _("Sáng")
    AFTERNOON = "chieu", _("Chiều")
    EVENING = "toi", _("Tối")


class ClassSession(models.Model):
    """One half-day of a run."""

    course_run = models.ForeignKey(CourseRun, models.CASCADE, related_name="sessions")
    on = models.DateField(_("ngày"))
    part = models.CharField(_("buổi"), max_length=10, choices=DayPart.choices)
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    topic = models.CharField(_("nội dung"), max_length=200, blank=True)

    objects = ClassSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("buổi học")
        ordering = ["on", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["course_run", "on", "part"],
                name="one_session_per_half_day",
                violation_error_message=_("Buổi này đã có trong lịch của lớp."),
            ),
            models.CheckConstraint(condition=Q(part__in=DayPart.values), name="day_part_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.on:%d/%m/%Y}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.order = DayPart.values.index(self.part)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def slug(self) -> str:
        """Its public name within the run: 2026-03-02-sang."""
        return f"{self.on:%Y-%m-%d}-{self.part}"


class Quota(models.Model):
    """Seats that an agency may fill. A run with any quota takes nominations from those agencies only."""

    course_run = models.ForeignKey(CourseRun, models.CASCADE, related_name="quotas")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="quotas", verbose_name=_("cơ quan, đơn vị")
    )
    seats = models.PositiveIntegerField(_("chỉ tiêu"), validators=[MinValueValidator(1)])
    # What was not used and went back to the lead; the seats once given stay readable.
    released = models.PositiveIntegerField(_("đã thu hồi"), default=0)
    released_at = models.DateTimeField(null=True, blank=True)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("chỉ tiêu cử")
        ordering = ["organisation__search_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["course_run", "organisation"],
                name="one_quota_per_run_and_organisation",
                violation_error_message=_("Cơ quan này đã có chỉ tiêu."),
            ),
            models.CheckConstraint(
                condition=Q(released__lte=F("seats")), name="no_more_is_released_than_was_given"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.seats}"

    @property
    def seats_now(self) -> int:
        """What the agency has after what went back to the lead."""
        return self.seats - self.released
