"""Reads of attendance."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    pass


class AttendanceQuerySet(models.QuerySet[Any]):
    def attended(self) -> Self:
        return self.filter(presence__in=["present", "late"])
