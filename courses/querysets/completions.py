"""Reads of outcomes."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    pass


class CompletionQuerySet(models.QuerySet[Any]):
    def completed(self) -> Self:
        return self.filter(is_completed=True)
