"""Reads of enrolments and of the lists they came from."""

from typing import TYPE_CHECKING, Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from common.models import StateChange
from common.vietnamese import fold
from courses.querysets.course_runs import own_runs_q
from courses.states import EnrolmentState
from organisations.querysets import organisation_lineage
from trainees.models import Trainee

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import Enrolment
    from organisations.models import Organisation


def own_q(user: "User", prefix: str = "") -> Q:
    """On any record of the person who signs in as ``user``: a merge leads the reader to both."""
    return Q(**{f"{prefix}trainee__in": Trainee.objects.of_account(user).order_by().values("pk")})


def participation(person: str = "person_id") -> ExpressionWrapper:
    """One number for one person in one run: two merged records may both be in it, and that is one participation.

    ``person``: the annotation with the id of the record in use. Ids stay far below 2^31.
    """
    return ExpressionWrapper(
        F(person) * Value(2**31) + F("course_run_id"), output_field=models.BigIntegerField()
    )


def of_agencies_people_q(organisation_ids: frozenset[int], prefix: str = "") -> Q:
    """Of people of these agencies, by the record that was written on or by the one in use."""
    return Q(**{f"{prefix}trainee__organisation_id__in": organisation_ids}) | Q(
        **{f"{prefix}trainee__merged_into__organisation_id__in": organisation_ids}
    )


class EnrolmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User") -> Self:
        """Own; of own agency's people and nominations, for its head what it nominated; of own runs, and of the province
        for the Department, what has left the agencies.
        """
        scope = user.scope
        agencies = scope.organisation_ids("coordinator")
        headed = scope.organisation_ids("approver")
        provinces = scope.province_ids("doj_officer", "administrator")
        runs = own_runs_q(user, "organiser", "approver", "trainer", prefix="course_run__")
        province = Q(course_run__lead_organisation__unit__province_id__in=provinces)
        return self.filter(
            own_q(user)
            | ((runs | province) & ~Q(state__in=EnrolmentState.in_agency()))
            | Q(nominating_organisation_id__in=agencies | headed)
            | of_agencies_people_q(agencies)
        )

    def of_account(self, user: "User") -> Self:
        """Those of the person who signs in as ``user``, on whichever record they stand."""
        return self.filter(own_q(user))

    def of_person(self, trainee: "Trainee") -> Self:
        """Those on all records of one person."""
        person = trainee.merged_into_id or trainee.pk
        return self.filter(Q(trainee=person) | Q(trainee__merged_into=person))

    def of_agencies(self, organisation_ids: frozenset[int]) -> Self:
        return self.filter(nominating_organisation_id__in=organisation_ids)

    def sent_for(self, *organisations: "Organisation") -> Self:
        """What these agencies, or those whose work they took over, nominated."""
        return self.of_agencies(organisation_lineage(frozenset(one.pk for one in organisations)))

    def drafted(self) -> Self:
        return self.filter(state=EnrolmentState.DRAFTED)

    def submitted(self) -> Self:
        return self.filter(state=EnrolmentState.SUBMITTED)

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

    def with_reason(self) -> Self:
        """Adds ``last_reason: str``, why the last step was taken; empty where none was given."""
        kind = ContentType.objects.get_for_model(self.model)
        steps = StateChange.objects.filter(subject_type=kind, subject_id=OuterRef("pk"))
        latest = steps.order_by("-pk").values("reason")[:1]
        return self.annotate(last_reason=Subquery(latest))

    def for_notices(self) -> Self:
        """With whoever may be told: the person on the record in use and on those merged into it, the agency."""
        records = Trainee.objects.select_related("user").order_by("-pk")
        return (
            self.select_related(
                "trainee__user", "trainee__merged_into__user", "nominating_organisation"
            )
            .prefetch_related(
                models.Prefetch("trainee__merged_records", records, "merged_here"),
                models.Prefetch("trainee__merged_into__merged_records", records, "merged_here"),
            )
            .order_by("trainee__sort_key", "pk")
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


def place_of(enrolment: "Enrolment") -> tuple[int | None, int]:
    """The number on the waiting list, None for who is not on it, and how many wait. One query at most."""
    if enrolment.state != EnrolmentState.WAITLISTED:
        return None, 0
    waiting = enrolment.course_run.enrolments.waitlisted().values_list("pk", flat=True)
    keys = list(waiting)
    return keys.index(enrolment.pk) + 1, len(keys)
