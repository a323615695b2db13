"""Pages that only enrolled people may learn from."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable

from cms.blocks import PLAIN_FEATURES, LessonBody
from cms.models.base import TITLE_PANEL, LearnerPage
from cms.models.questions import Question

if TYPE_CHECKING:
    from courses.models import Enrolment


class ModulePage(LearnerPage):
    """The fact is a Module of the course page's Course."""

    number = models.PositiveSmallIntegerField(_("số chuyên đề"), default=1)
    periods = models.PositiveSmallIntegerField(
        _("số tiết"), default=4, help_text=_("Một tiết là 45 phút.")
    )
    audience = models.CharField(_("khối đối tượng"), max_length=60, blank=True)
    intro = RichTextField(_("giới thiệu"), features=PLAIN_FEATURES, blank=True)

    parent_page_types = ["cms.CoursePage"]
    subpage_types = ["cms.LessonPage", "cms.QuizPage"]
    template = "cms/module_page.html"
    content_panels = [
        TITLE_PANEL,
        MultiFieldPanel(
            [FieldPanel("number"), FieldPanel("periods"), FieldPanel("audience")],
            heading=_("Thông tin chuyên đề"),
        ),
        FieldPanel("intro"),
    ]

    class Meta:
        verbose_name = _("chuyên đề")

    def address_in(self, enrolment: "Enrolment") -> str:
        return reverse("cms:course_contents", args=[enrolment.course_run.code])

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"steps": self.get_children().specific() if self.path else []}


class LessonPage(LearnerPage):
    """The fact is an Activity of kind lesson."""

    minutes = models.PositiveSmallIntegerField(
        _("thời gian học dự kiến (phút)"), default=15, validators=[MinValueValidator(1)]
    )
    body = StreamField(LessonBody(), verbose_name=_("nội dung"), blank=True)

    parent_page_types = ["cms.ModulePage"]
    subpage_types: list[str] = []
    template = "cms/lesson_page.html"
    content_panels = [TITLE_PANEL, FieldPanel("minutes"), FieldPanel("body")]

    class Meta:
        verbose_name = _("bài giảng")

    def address_in(self, enrolment: "Enrolment") -> str:
        return reverse("cms:lesson", args=[enrolment.course_run.code, self.learning_path])


class QuizPage(LearnerPage):
    """The fact is an Activity of kind quiz. The questions live in the bank; the page names them."""

    intro = RichTextField(_("hướng dẫn làm bài"), features=PLAIN_FEATURES, blank=True)
    pass_percent = models.DecimalField(
        _("điểm đạt (%)"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(50),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("0 là chỉ cần nộp bài."),
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("số lượt làm bài"), default=3, help_text=_("0 là không giới hạn.")
    )
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("thời gian làm bài (phút)"), default=0, help_text=_("0 là không giới hạn.")
    )
    draw_count = models.PositiveSmallIntegerField(
        _("số câu rút cho mỗi lượt"), default=0, help_text=_("0 là lấy tất cả câu hỏi.")
    )
    shuffle = models.BooleanField(_("đảo thứ tự câu hỏi và phương án"), default=True)

    parent_page_types = ["cms.ModulePage"]
    subpage_types: list[str] = []
    template = "cms/quiz_page.html"
    content_panels = [
        TITLE_PANEL,
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                FieldPanel("pass_percent"),
                FieldPanel("attempts_allowed"),
                FieldPanel("time_limit_minutes"),
                FieldPanel("draw_count"),
                FieldPanel("shuffle"),
            ],
            heading=_("Cách làm bài"),
        ),
        InlinePanel("questions", heading=_("Câu hỏi"), label=_("câu hỏi"), min_num=1),
    ]

    class Meta:
        verbose_name = _("bài kiểm tra")

    def address_in(self, enrolment: "Enrolment") -> str:
        return reverse("cms:lesson", args=[enrolment.course_run.code, self.learning_path])

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        from cms.papers import draw  # noqa: PLC0415 -- papers imports the models

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"paper": draw(self, seed=self.pk or 0)}


class QuizQuestion(Orderable):
    page = ParentalKey(QuizPage, related_name="questions", on_delete=models.CASCADE)
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="uses", verbose_name=_("câu hỏi")
    )

    panels = [FieldPanel("question")]

    class Meta(Orderable.Meta):
        verbose_name = _("câu hỏi của bài")
        constraints = [
            models.UniqueConstraint(fields=["page", "question"], name="a_question_once_per_quiz")
        ]

    def __str__(self) -> str:
        return str(self.question)
