"""Reads of plans and tasks, and the agencies that the parties of a task are on a day."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from common.vietnamese import fold_spelling
from courses.querysets.enrolments import participation
from courses.states import CourseRunState, EnrolmentState
from organisations.querysets import heirs, provinces_on

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import (  # noqa: F401 -- a base class names TrainingPlan for mypy
        PlanTask,
        PlanTaskParty,
        TrainingPlan,
    )
    from courses.querysets.course_runs import CourseRunQuerySet
    from organisations.models import Organisation

STAFF_ROLES = (
    "trainer",
    "coordinator",
    "organiser",
    "approver",
    "doj_officer",
    "administrator",
)


class TrainingPlanQuerySet(models.QuerySet["TrainingPlan"]):
    def visible_to(self, user: "User") -> Self:
        """The plans of the provinces in which the person holds an office role."""
        return self.filter(province_id__in=user.scope.province_ids(*STAFF_ROLES))

    def with_progress(self) -> Self:
        """Adds ``tasks_count``, and over all its tasks what a task has; a person of two tasks counts once."""
        return self.annotate(
            tasks_count=Count("tasks", distinct=True), **_progress("plan_task__plan")
        )

    def for_list(self) -> Self:
        return self.select_related("province").with_progress()


class PlanTaskQuerySet(models.QuerySet["PlanTask"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(plan__province_id__in=user.scope.province_ids(*STAFF_ROLES))

    def with_progress(self) -> Self:
        """Adds ``runs_count`` (without cancelled ones), ``runs_over``, ``people_completed`` (persons; a merged
        record counts as the one it went into) and ``participations`` (a person once in each run).
        """
        return self.annotate(**_progress("plan_task"))

    def for_plan(self) -> Self:
        return self.with_progress().prefetch_related(_parties())

    def for_detail(self) -> Self:
        return self.select_related("plan__province").with_progress().prefetch_related(_parties())


def _parties() -> models.Prefetch:
    from courses.models import PlanTaskParty  # noqa: PLC0415 -- models import this module

    parties = PlanTaskParty.objects.select_related("organisation").order_by("role", "position")
    return models.Prefetch("parties", queryset=parties)


def _progress(path: str) -> dict[str, Coalesce]:
    """Correlated counts over the runs whose ``path`` is the outer row: no join multiplies another."""
    from courses.models import CourseRun, Enrolment  # noqa: PLC0415 -- as above

    runs = CourseRun.objects.exclude(state=CourseRunState.CANCELLED).filter(
        **{path: OuterRef("pk")}
    )
    completed = Enrolment.objects.filter(
        **{f"course_run__{path}": OuterRef("pk")}, state=EnrolmentState.COMPLETED
    ).annotate(person_id=Coalesce("trainee__merged_into_id", "trainee_id"))
    return {
        "runs_count": _counted(runs, path, Count("pk")),
        "runs_over": _counted(runs, path, Count("pk", filter=Q(state__in=CourseRunState.over()))),
        "people_completed": _counted(
            completed, f"course_run__{path}", Count("person_id", distinct=True)
        ),
        "participations": _counted(
            completed, f"course_run__{path}", Count(participation(), distinct=True)
        ),
    }


def _counted(rows: "models.QuerySet[Any]", by: str, count: Count) -> Coalesce:
    grouped = rows.order_by().values(group=F(by)).annotate(n=count).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)


def runs_of_task(task: "PlanTask", user: "User") -> "CourseRunQuerySet":
    """The runs of a task that the reader may see. Adds ``completed: int``, people with the result."""
    from courses.models import CourseRun, Enrolment  # noqa: PLC0415 -- as above

    completed = Enrolment.objects.filter(
        course_run=OuterRef("pk"), state=EnrolmentState.COMPLETED
    ).annotate(person=Coalesce("trainee__merged_into", "trainee"))
    runs = CourseRun.objects.visible_to(user).filter(plan_task=task).for_list()
    people = Count("person", distinct=True)
    return runs.annotate(completed=_counted(completed, "course_run", people))


def resolve_party(party: "PlanTaskParty", day: date) -> list["Organisation"]:
    """The agencies that a party is on ``day``, following successors; none for an open phrase."""
    return PartyResolver(party.task.plan.province_id, day).resolve(party)


class PartyResolver:
    """The agencies of a plan's province on one day. Costs four queries, however many parties it resolves."""

    def __init__(self, province_id: int, day: date) -> None:
        from organisations.models import (  # noqa: PLC0415 -- models import this module
            Organisation,
            OrganisationSuccession,
        )

        there = Organisation.objects.in_provinces(provinces_on(province_id, day))
        valid = there.valid_on(day).select_related("unit").order_by("search_key", "pk")
        self._valid = {one.pk: one for one in valid}
        links = OrganisationSuccession.objects.values_list("predecessor_id", "successor_id")
        self._links = list(links)

    def resolve(self, party: "PlanTaskParty") -> list["Organisation"]:
        if party.organisation_id:
            found = heirs({party.organisation_id}, frozenset(self._valid), self._links)
            return [one for pk, one in self._valid.items() if pk in found]
        if party.kind:
            return list(self._named_in(party.stated, self._of_kind(party.kind)))
        return []

    def _of_kind(self, kind: str) -> list["Organisation"]:
        return [one for one in self._valid.values() if one.kind == kind]

    def _named_in(self, stated: str, agencies: list["Organisation"]) -> Iterable["Organisation"]:
        """One kind of office may be meant ("Phòng Văn hóa và Thông tin"): then only those of that name."""
        name = fold_spelling(stated)
        if not name.startswith("phòng "):
            return agencies
        return [one for one in agencies if one.match_key.startswith(name)]
