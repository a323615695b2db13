"""Reads of the catalogue outline."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from courses.models import CourseRun


class CourseQuerySet(models.QuerySet[Any]):
    def offered(self) -> Self:
        return self.filter(is_offered=True)


class ModuleQuerySet(models.QuerySet[Any]):
    def offered(self) -> Self:
        return self.filter(is_offered=True)


def fixed_q(run: str, activity: str) -> Q:
    """What a run began with, as a condition: the activity is among ``CourseRun.activities``, or nothing is there.

    ``run`` and ``activity``: the columns of the query around it. Empty before the start, and for ever in a run that
    had begun before such sets were kept or began without any activity: those go on reading their modules.
    """
    from courses.models import CourseRun  # noqa: PLC0415 -- models import this module

    of_run = CourseRun.activities.through.objects.filter(courserun_id=OuterRef(run))
    return ~Exists(of_run) | Exists(of_run.filter(activity_id=OuterRef(activity)))


class ActivityQuerySet(models.QuerySet[Any]):
    def offered(self) -> Self:
        return self.filter(is_offered=True)

    def taught_in(self, run: "CourseRun") -> Self:
        """Offered activities of the run's modules; once it has begun, only those that it began with."""
        fixed = type(run).activities.through.objects.filter(courserun=run)
        began_with = ~Exists(fixed) | Q(pk__in=fixed.values("activity"))
        return self.offered().filter(began_with, module__runs=run)

    def in_order(self) -> Self:
        return self.order_by("module__number", "module_id", "position", "pk")
