"""Reads of the catalogue outline."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    pass


class CourseQuerySet(models.QuerySet[Any]):
    def offered(self) -> Self:
        return self.filter(is_offered=True)


class ModuleQuerySet(models.QuerySet[Any]):
    def offered(self) -> Self:
        return self.filter(is_offered=True)


class ActivityQuerySet(models.QuerySet[Any]):
    def offered(self) -> Self:
        return self.filter(is_offered=True)

    def in_order(self) -> Self:
        return self.order_by("module__number", "module_id", "position", "pk")
