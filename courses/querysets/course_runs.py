"""Reads of runs, sessions and quotas."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from common.vietnamese import fold
from courses.states import CourseRunState, EnrolmentState

if TYPE_CHECKING:
    from accounts.models import User


def own_runs_q(user: "User", *roles: str, prefix: str = "") -> Q:
    """Runs led by an organisation of these grants, and for a trainer the runs that they teach."""
    scope = user.scope
    lead_roles = [role for role in roles if role != "trainer"]
    own = Q(**{f"{prefix}lead_organisation_id__in": scope.organisation_ids(*lead_roles)})
    if "trainer" in roles:
        own |= Q(**{f"{prefix}pk__in": user.taught_runs.values("course_run")})
    return own


def _runs_of_person(user: "User") -> models.QuerySet[Any]:
    """Ids of the runs in which the person has ever been enrolled."""
    from courses.models import Enrolment  # noqa: PLC0415 -- models import this module

    return Enrolment.objects.of_account(user).values("course_run")


def _runs_sent_to(organisation_ids: frozenset[int]) -> models.QuerySet[Any]:
    """Ids of the runs to which these agencies have nominated anybody."""
    from courses.models import Enrolment  # noqa: PLC0415 -- models import this module

    return Enrolment.objects.of_agencies(organisation_ids).values("course_run")


class CourseRunQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User") -> Self:
        """Own runs of organisers, approvers, trainers and trainees; the province for the Department; runs that
        are no draft for the province's coordinators, who have to fill them; for the head of an agency those to
        which it sends people.
        """
        scope = user.scope
        coordinated = scope.province_ids("coordinator")
        overseen = scope.province_ids("doj_officer", "administrator")
        province = "lead_organisation__unit__province_id__in"
        # Subqueries, no joins: a join to enrolments would repeat each run for each of its people.
        seen = (
            own_runs_q(user, "organiser", "approver", "trainer")
            | Q(**{province: overseen})
            | (Q(**{province: coordinated}) & ~Q(state=CourseRunState.DRAFT))
            | Q(pk__in=_runs_of_person(user))
        )
        if headed := scope.organisation_ids("approver"):
            seen |= Q(pk__in=_runs_sent_to(headed))
        return self.filter(seen)

    def in_provinces(self, province_ids: frozenset[int]) -> Self:
        return self.filter(lead_organisation__unit__province_id__in=province_ids)

    def led_by(self, organisation_ids: frozenset[int]) -> Self:
        return self.filter(lead_organisation_id__in=organisation_ids)

    def in_catalogue(self) -> Self:
        """What the public catalogue shows: runs that take people and accept requests."""
        return self.filter(state=CourseRunState.OPEN, accepts_requests=True)

    def over(self) -> Self:
        return self.filter(state__in=CourseRunState.over())

    def due_for_release(self, day: date) -> Self:
        """Open runs whose agencies lose on ``day`` what they have not used, and have not lost it yet."""
        due = self.filter(state=CourseRunState.OPEN, release_unused_on__lte=day)
        given = due.filter(quotas__isnull=False)
        return given.exclude(quotas__released_at__isnull=False).distinct()

    def with_deadline_in(self, days: Iterable[int], today: date) -> Self:
        """Open runs whose last day to nominate is that many days from ``today``."""
        last_days = [today + timedelta(days=one) for one in days]
        due = self.filter(state=CourseRunState.OPEN, nominate_by__in=last_days)
        return due.select_related("lead_organisation__unit").order_by("pk")

    def search(self, words: str) -> Self:
        """By code or by the words of the title, with or without accents."""
        wanted = fold(words).split()
        if not wanted:
            return self
        hits = [
            pk
            for pk, code, title in self.values_list("pk", "code", "title")
            if all(word in fold(f"{code} {title}") for word in wanted)
        ]
        return self.filter(pk__in=hits)

    def with_seats_taken(self) -> Self:
        """Adds ``seats_taken: int``, ``waiting: int`` (to be looked at) and ``waitlisted: int``."""
        return self.annotate(
            seats_taken=_count_of(EnrolmentState.holding_a_seat()),
            waiting=_count_of(EnrolmentState.waiting()),
            waitlisted=_count_of((EnrolmentState.WAITLISTED,)),
        )

    def calling(self, organisation_ids: frozenset[int]) -> Self:
        """Open runs that call these agencies: with a quota for one of them, or without any quota."""
        own = self.model._base_manager.filter(quotas__organisation_id__in=organisation_ids)
        any_quota = self.model._base_manager.filter(quotas__isnull=False)
        called = Q(pk__in=own.values("pk")) | ~Q(pk__in=any_quota.values("pk"))
        return self.filter(called, state=CourseRunState.OPEN)

    def with_call_of(self, organisation_ids: frozenset[int]) -> Self:
        """Adds of these agencies together ``given`` (seats, None without a quota), ``sent``, ``drafted`` and ``left``
        (None without a quota: as many as the run admits).
        """
        from courses.models import Quota  # noqa: PLC0415 -- models import this module

        quotas = Quota.objects.of(organisation_ids).filter(course_run=OuterRef("pk")).order_by()
        sums = quotas.values("course_run").annotate(n=Sum(F("seats") - F("released"))).values("n")
        own = Q(nominating_organisation_id__in=organisation_ids)
        return self.annotate(
            given=Subquery(sums, output_field=IntegerField()),
            sent=_count_of(EnrolmentState.live(), own),
            drafted=_count_of(EnrolmentState.in_agency(), own),
        ).annotate(left=F("given") - F("sent"))

    def for_list(self) -> Self:
        return self.select_related("lead_organisation", "course", "plan_task").with_seats_taken()

    def for_detail(self) -> Self:
        return self.select_related(
            "lead_organisation__unit", "course", "plan_task__plan"
        ).with_seats_taken()


def _count_of(states: tuple[str, ...], *where: Q) -> Coalesce:
    """A correlated count: it stays right beside any join that ``visible_to`` brings."""
    from courses.models import Enrolment  # noqa: PLC0415 -- models import this module

    counted = (
        Enrolment.objects.filter(*where, course_run=OuterRef("pk"), state__in=states)
        .order_by()
        .values("course_run")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class ClassSessionQuerySet(models.QuerySet[Any]):
    def in_order(self) -> Self:
        return self.order_by("on", "order")


class QuotaQuerySet(models.QuerySet[Any]):
    def of(self, organisation_ids: frozenset[int]) -> Self:
        return self.filter(organisation_id__in=organisation_ids)
