"""Pages that everybody may read."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from cms.blocks import PLAIN_FEATURES, PlainBody
from cms.models.base import TITLE_PANEL, SluggedPage


class HomePage(SluggedPage):
    lead = models.TextField(_("lời giới thiệu"), blank=True)
    body = StreamField(PlainBody(), verbose_name=_("nội dung"), blank=True)

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.CataloguePage", "cms.PlainPage"]
    template = "cms/home_page.html"
    content_panels = [TITLE_PANEL, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("trang chủ")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        from cms.catalogue import offered_courses  # noqa: PLC0415 -- catalogue imports the models

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        catalogue = CataloguePage.objects.live().first()
        return context | {"courses": offered_courses(), "catalogue": catalogue}


class CataloguePage(SluggedPage):
    lead = models.TextField(_("lời giới thiệu"), blank=True)

    max_count = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.CoursePage"]
    template = "cms/catalogue_page.html"
    content_panels = [TITLE_PANEL, FieldPanel("lead")]

    class Meta:
        verbose_name = _("danh mục khóa tập huấn")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        from cms.catalogue import offered_courses  # noqa: PLC0415 -- catalogue imports the models

        return super().get_context(request, *args, **kwargs) | {"courses": offered_courses()}


class CoursePage(SluggedPage):
    """Says what a programme is. Its fact is a Course; its code is the slug it was first published under."""

    summary = models.TextField(
        _("giới thiệu ngắn"), blank=True, help_text=_("Hiện trong danh mục, hai đến ba câu.")
    )
    body = RichTextField(_("nội dung giới thiệu"), features=PLAIN_FEATURES, blank=True)

    parent_page_types = ["cms.CataloguePage"]
    subpage_types = ["cms.ModulePage"]
    template = "cms/course_page.html"
    content_panels = [TITLE_PANEL, FieldPanel("summary"), FieldPanel("body")]

    class Meta:
        verbose_name = _("khóa tập huấn")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        from cms.catalogue import offered_modules  # noqa: PLC0415 -- catalogue imports the models

        return super().get_context(request, *args, **kwargs) | {"modules": offered_modules(self)}


class PlainPage(SluggedPage):
    body = StreamField(PlainBody(), verbose_name=_("nội dung"), blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    template = "cms/plain_page.html"
    content_panels = [TITLE_PANEL, FieldPanel("body")]

    class Meta:
        verbose_name = _("trang thông tin")
