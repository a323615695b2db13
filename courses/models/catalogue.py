"""The catalogue outline: what can be taught. What it says is a Wagtail page above; this is the fact below."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.querysets.catalogue import ActivityQuerySet, CourseQuerySet, ModuleQuerySet


class Course(models.Model):
    """A programme. There is one row per programme, however many runs teach it."""

    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(_("tên khóa"), max_length=200)
    summary = models.TextField(_("giới thiệu"), blank=True)
    is_offered = models.BooleanField(_("đang giảng dạy"), default=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("khóa")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Module(models.Model):
    course = models.ForeignKey(Course, models.PROTECT, related_name="modules")
    number = models.PositiveSmallIntegerField(_("số chuyên đề"))
    title = models.CharField(_("tên chuyên đề"), max_length=200)
    periods = models.PositiveSmallIntegerField(_("số tiết"), default=4)
    audience = models.CharField(_("khối đối tượng"), max_length=60, blank=True)
    is_offered = models.BooleanField(_("đang giảng dạy"), default=True)

    objects = ModuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("chuyên đề")
        ordering = ["course", "number", "pk"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ActivityKind(models.TextChoices):
    LESSON = "lesson", _("Bài giảng")
    QUIZ = "quiz", _("Bài kiểm tra")


class CompletionRule(models.TextChoices):
    DONE = "done", _("Bấm “Đã học xong”")
    SUBMITTED = "submitted", _("Nộp bài")
    PASSED = "passed", _("Đạt điểm yêu cầu")


class Activity(models.Model):
    module = models.ForeignKey(Module, models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=10, choices=ActivityKind.choices)
    title = models.CharField(_("tên"), max_length=200)
    position = models.PositiveIntegerField(_("thứ tự"), default=0)
    completion_rule = models.CharField(
        _("điều kiện hoàn thành"),
        max_length=12,
        choices=CompletionRule.choices,
        default=CompletionRule.DONE,
    )
    pass_percent = models.DecimalField(
        _("điểm đạt (%)"), max_digits=5, decimal_places=2, default=Decimal(50)
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("số lượt làm bài"), default=3, help_text=_("0 là không giới hạn.")
    )
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("thời gian làm bài (phút)"), default=0, help_text=_("0 là không giới hạn.")
    )
    is_offered = models.BooleanField(_("đang giảng dạy"), default=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("hoạt động")
        ordering = ["module", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ActivityKind.values), name="activity_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(pass_percent__gte=0, pass_percent__lte=100),
                name="pass_percent_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return self.title
