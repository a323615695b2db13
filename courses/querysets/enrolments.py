"""Reads of enrolments and of the lists they came from."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from common.vietnamese import fold
from courses.querysets.course_runs import own_runs_q
from courses.states import EnrolmentState

if TYPE_CHECKING:
    from accounts.models import User


class EnrolmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User") -> Self:
        """Own; of own runs; of own agency's people and nominations; of the province for the Department."""
        scope = user.scope
        agencies = scope.organisation_ids("coordinator")
        provinces = scope.province_ids("doj_officer", "administrator")
        runs = own_runs_q(user, "organiser", "approver", "trainer", prefix="course_run__")
        return self.filter(
            Q(trainee__user=user)
            | runs
            | Q(nominating_organisation_id__in=agencies)
            | Q(trainee__organisation_id__in=agencies)
            | Q(course_run__lead_organisation__unit__province_id__in=provinces)
        )

    def of_agencies(self, organisation_ids: frozenset[int]) -> Self:
        return self.filter(nominating_organisation_id__in=organisation_ids)

    def live(self) -> Self:
        return self.filter(state__in=EnrolmentState.live())

    def holding_a_seat(self) -> Self:
        return self.filter(state__in=EnrolmentState.holding_a_seat())

    def waiting(self) -> Self:
        return self.filter(state__in=EnrolmentState.waiting())

    def waitlisted(self) -> Self:
        """In the order in which they joined the list."""
        return self.filter(state=EnrolmentState.WAITLISTED).order_by("waitlisted_at", "pk")

    def completed(self) -> Self:
        return self.filter(state=EnrolmentState.COMPLETED)

    def decided(self) -> Self:
        return self.filter(state__in=EnrolmentState.decided())

    def search(self, words: str) -> Self:
        found = self
        for word in fold(words).split():
            found = found.filter(trainee__search_key__contains=word)
        return found

    def by_name(self) -> Self:
        return self.order_by("trainee__sort_key", "pk")

    def with_agency(self) -> Self:
        """Adds ``agency_name: str``: the frozen agency's name, or today's while nothing is frozen."""
        return self.annotate(
            agency_name=Coalesce("organisation__name", "trainee__organisation__name")
        )

    def for_list(self) -> Self:
        return self.select_related(
            "trainee__organisation", "category", "organisation", "nominating_organisation"
        )


class NominationListQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User") -> Self:
        agencies = user.scope.organisation_ids("coordinator")
        own = own_runs_q(user, "organiser", prefix="course_run__")
        return self.filter(Q(organisation_id__in=agencies) | own)
