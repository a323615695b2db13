"""The question bank: content with revisions. An attempt never points here; it takes a frozen copy (cms.papers)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, PublishingPanel
from wagtail.models import DraftStateMixin, Orderable, PreviewableMixin, RevisionMixin
from wagtail.search import index

from cms import questions


class QuestionKind(models.TextChoices):
    SINGLE = questions.SINGLE, _("Chọn một phương án")
    MULTIPLE = questions.MULTIPLE, _("Chọn nhiều phương án")
    TRUE_FALSE = questions.TRUE_FALSE, _("Đúng hoặc sai")


class QuestionCategory(index.Indexed, models.Model):
    name = models.CharField(_("tên nhóm"), max_length=200, unique=True)

    search_fields = [index.SearchField("name")]
    panels = [FieldPanel("name")]

    class Meta:
        verbose_name = _("nhóm câu hỏi")
        verbose_name_plural = _("nhóm câu hỏi")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class QuestionForm(WagtailAdminModelForm):
    """A draft may be unfinished; what is published must be a sound question."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        formset = self.formsets.get("choices")
        if formset is None or self.is_deferred_validation or not formset.is_valid():
            return cleaned
        kept = [form.cleaned_data for form in formset.forms if form not in formset.deleted_forms]
        values = [
            questions.ChoiceValue(data.get("text", ""), bool(data.get("is_correct")))
            for data in kept
            if data
        ]
        # The empty text has its own message at its field.
        found = questions.problems(cleaned.get("kind", ""), "–", values)
        if found:
            raise ValidationError(found)
        return cleaned


class Question(PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed, ClusterableModel):
    category = models.ForeignKey(
        QuestionCategory, models.PROTECT, related_name="questions", verbose_name=_("nhóm câu hỏi")
    )
    kind = models.CharField(
        _("loại câu hỏi"), max_length=12, choices=QuestionKind.choices, default=QuestionKind.SINGLE
    )
    text = models.TextField(_("nội dung câu hỏi"))
    feedback = models.TextField(
        _("giải thích chung"), blank=True, help_text=_("Hiện cho học viên sau khi nộp bài.")
    )

    base_form_class = QuestionForm
    search_fields = [
        index.SearchField("text"),
        index.AutocompleteField("text"),
        index.FilterField("kind"),
        index.FilterField("category"),
        index.FilterField("live"),
    ]
    panels = [
        FieldPanel("category"),
        FieldPanel("kind"),
        FieldPanel("text"),
        InlinePanel("choices", heading=_("Phương án trả lời"), label=_("phương án")),
        FieldPanel("feedback"),
        PublishingPanel(),
    ]

    class Meta:
        verbose_name = _("câu hỏi")
        verbose_name_plural = _("câu hỏi")
        ordering = ["category", "pk"]
        # Wagtail would add it after migrating, too late for cms.tree.plant().
        permissions = [("publish_question", "Can publish question")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=QuestionKind.values), name="question_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(90)

    @property
    def problems(self) -> list[str]:
        values = [
            questions.ChoiceValue(choice.text, choice.is_correct) for choice in self.choices.all()
        ]
        return questions.problems(self.kind, self.text, values)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "cms/question_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        asked = {
            "text": self.text,
            "feedback": self.feedback,
            "choices": list(self.choices.all()),
        }
        return context | {"asked": asked}


class Choice(Orderable):
    question = ParentalKey(Question, related_name="choices", on_delete=models.CASCADE)
    text = models.TextField(_("nội dung phương án"))
    is_correct = models.BooleanField(_("là phương án đúng"), default=False)
    feedback = models.TextField(_("nhận xét khi chọn"), blank=True)

    panels = [FieldPanel("text"), FieldPanel("is_correct"), FieldPanel("feedback")]

    class Meta(Orderable.Meta):
        verbose_name = _("phương án")

    def __str__(self) -> str:
        return Truncator(self.text).chars(60)
