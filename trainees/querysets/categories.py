"""Reads of the audience categories and of the grounds on which a recognition ends."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

from organisations.querysets import valid_on_q

if TYPE_CHECKING:
    from trainees.models import (  # noqa: F401 -- the base classes name them for mypy
        AudienceCategory,
        EndGround,
    )


class AudienceCategoryQuerySet(models.QuerySet["AudienceCategory"]):
    def open_on(self, day: date) -> Self:
        """Categories that take new people on ``day``."""
        return self.filter(Q(closed_from__isnull=True) | Q(closed_from__gt=day))

    def public(self) -> Self:
        """Categories whose people the law wants named in public."""
        return self.filter(is_public=True)

    def for_list(self, day: date) -> Self:
        """Adds ``held: int``, recognitions in force on ``day``."""
        in_force = Count("recognitions", filter=valid_on_q(day, "recognitions__"))
        return self.annotate(held=in_force)


class EndGroundQuerySet(models.QuerySet["EndGround"]):
    def of_category(self, category: "AudienceCategory") -> Self:
        return self.filter(categories=category)
