"""Legal documents that lessons refer to: one row a document, so that a change of law shows in every lesson at once."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index


class LegalDocument(index.Indexed, models.Model):
    number = models.CharField(_("số, ký hiệu"), max_length=60, unique=True)
    title = models.CharField(_("trích yếu"), max_length=300)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    url = models.URLField(_("địa chỉ văn bản gốc"), blank=True)
    changed_on = models.DateField(
        _("thay đổi từ ngày"),
        null=True,
        blank=True,
        help_text=_("Điền khi văn bản được sửa đổi, thay thế hoặc hết hiệu lực."),
    )
    change_note = models.CharField(_("nội dung thay đổi"), max_length=300, blank=True)

    search_fields = [index.SearchField("number"), index.SearchField("title")]
    panels = [
        FieldPanel("number"),
        FieldPanel("title"),
        FieldPanel("issuer"),
        FieldPanel("issued_on"),
        FieldPanel("url"),
        MultiFieldPanel(
            [FieldPanel("changed_on"), FieldPanel("change_note")], heading=_("Văn bản có thay đổi")
        ),
    ]

    class Meta:
        verbose_name = _("văn bản pháp luật")
        verbose_name_plural = _("văn bản pháp luật")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} – {self.title}"

    def clean(self) -> None:
        if self.change_note and not self.changed_on:
            raise ValidationError({"changed_on": _("Điền ngày văn bản thay đổi.")})
