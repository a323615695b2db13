"""The thread from a page down to its fact."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses.models import Activity, Course, Module

Fact = Course | Module | Activity


class PageFactQuerySet(models.QuerySet["PageFact"]):
    def of(self, page: Page) -> Self:
        """The thread of this page; an alias has its source's."""
        return self.filter(page_id=page.alias_of_id or page.pk)

    def with_fact(self) -> Self:
        return self.select_related("course", "module__course", "activity__module__course")


class PageFact(models.Model):
    """Its own table, never a column of the page: copies, aliases and old revisions cannot steal or lose it.

    The page may go (CASCADE); the fact stays, for people were trained in it.
    """

    page = models.OneToOneField(Page, models.CASCADE, related_name="+")
    course = models.OneToOneField(Course, models.PROTECT, null=True, blank=True, related_name="+")
    module = models.OneToOneField(Module, models.PROTECT, null=True, blank=True, related_name="+")
    activity = models.OneToOneField(
        Activity, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PageFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("liên kết nội dung")
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, module__isnull=True, activity__isnull=True)
                | Q(course__isnull=True, module__isnull=False, activity__isnull=True)
                | Q(course__isnull=True, module__isnull=True, activity__isnull=False),
                name="a_page_has_exactly_one_fact",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.fact}"

    @property
    def fact(self) -> Fact:
        fact: Fact | None = self.course or self.module or self.activity
        assert fact is not None  # noqa: S101 -- the constraint says so
        return fact
