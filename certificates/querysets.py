"""Reads of certificates."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Prefetch, Q

from certificates.states import CertificateState
from common.vietnamese import fold
from courses.querysets.course_runs import own_runs_q
from courses.querysets.enrolments import EnrolmentQuerySet, of_agencies_people_q, own_q

if TYPE_CHECKING:
    from accounts.models import User
    from certificates.models import (  # noqa: F401 -- named in the strings of the base classes
        Certificate,
        CertificateBatch,
        NumberSeries,
    )
    from courses.models import CourseRun

S = CertificateState


def decided_with_certificates(run: "CourseRun") -> EnrolmentQuerySet:
    """Everybody with a result, by name; ``live_certificates`` holds at most one."""
    from certificates import models as own  # noqa: PLC0415 -- models import this module

    live = Prefetch("certificates", own.Certificate.objects.live(), to_attr="live_certificates")
    people = run.enrolments.decided().by_name()
    return people.select_related("trainee", "completion", "organisation").prefetch_related(live)


class NumberSeriesQuerySet(models.QuerySet["NumberSeries"]):
    def for_list(self) -> Self:
        """Adds ``given: int``, the numbers that were given here. Latest year first."""
        return self.annotate(given=Count("certificates")).order_by("-year")


class CertificateBatchQuerySet(models.QuerySet["CertificateBatch"]):
    def visible_to(self, user: "User") -> Self:
        """Of own runs for organisers and approvers; of the province for the Department."""
        provinces = user.scope.province_ids("doj_officer", "administrator")
        own = own_runs_q(user, "organiser", "approver", prefix="course_run__")
        return self.filter(own | Q(course_run__lead_organisation__unit__province_id__in=provinces))

    def pending(self) -> Self:
        return self.filter(approved_at__isnull=True, returned_at__isnull=True)

    def waiting_for(self, user: "User") -> Self:
        """What this approver may decide: own proposals are for somebody else."""
        own = own_runs_q(user, "approver", prefix="course_run__")
        return self.pending().filter(own).exclude(proposed_by=user)

    def for_list(self) -> Self:
        """Adds ``people: int`` and ``issued: int``."""
        return self.select_related(
            "course_run__lead_organisation", "proposed_by", "approved_by", "returned_by"
        ).annotate(
            people=Count("certificates", distinct=True),
            issued=Count(
                "certificates", filter=Q(certificates__state__in=S.public()), distinct=True
            ),
            is_answered=Q(approved_at__isnull=False) | Q(returned_at__isnull=False),
        )

    def for_issue(self) -> Self:
        return self.select_related("course_run__course", "approved_by")

    def for_detail(self) -> Self:
        return self.select_related(
            "course_run__lead_organisation", "proposed_by", "approved_by", "returned_by"
        )


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: "User") -> Self:
        """One's own; of own runs; of the agency's people; of the province for the Department."""
        scope = user.scope
        agencies = scope.organisation_ids("coordinator")
        provinces = scope.province_ids("doj_officer", "administrator")
        run = "enrolment__course_run__"
        return self.filter(
            (own_q(user, "enrolment__") & Q(state__in=S.public()))
            | own_runs_q(user, "organiser", "approver", prefix=run)
            | of_agencies_people_q(agencies, "enrolment__")
            | Q(enrolment__nominating_organisation_id__in=agencies)
            | Q(**{f"{run}lead_organisation__unit__province_id__in": provinces})
        )

    def of_person(self, user: "User") -> Self:
        return self.filter(own_q(user, "enrolment__"))

    def public(self) -> Self:
        return self.filter(state__in=S.public())

    def live(self) -> Self:
        return self.filter(state__in=S.live())

    def drafts(self) -> Self:
        return self.filter(state=S.DRAFT)

    def numbered(self) -> Self:
        return self.filter(state=S.NUMBERED)

    def issued(self) -> Self:
        return self.filter(state=S.ISSUED)

    def unfinished(self) -> Self:
        return self.filter(state__in=(S.DRAFT, S.NUMBERED))

    def in_register(self) -> Self:
        """Everything that ever took a number, whatever became of it."""
        return self.filter(number__isnull=False)

    def in_register_order(self) -> Self:
        return self.order_by("series__year", "number")

    def in_name_order(self) -> Self:
        return self.order_by("enrolment__trainee__sort_key", "pk")

    def steps(self) -> tuple[int, int]:
        """Done and total: a certificate takes two steps, its number and its file."""
        counts = self.aggregate(
            drafts=Count("pk", filter=Q(state=S.DRAFT)),
            numbered=Count("pk", filter=Q(state=S.NUMBERED)),
            issued=Count("pk", filter=Q(state__in=S.public())),
        )
        done = counts["numbered"] + 2 * counts["issued"]
        return done, 2 * sum(counts.values())

    def search(self, words: str) -> Self:
        found = self
        for word in fold(words).split():
            found = found.filter(
                Q(enrolment__trainee__search_key__contains=word)
                | Q(register_number__icontains=word)
            )
        return found

    def for_list(self) -> Self:
        return self.select_related(
            "enrolment__trainee",
            "enrolment__organisation",
            "enrolment__course_run",
            "batch",
            "series__organisation",
        )

    def for_issue(self) -> Self:
        return self.select_related(
            "enrolment__trainee", "enrolment__organisation", "enrolment__completion"
        )

    def for_check(self) -> Self:
        return self.select_related("replaced_by")

    def for_verb(self) -> Self:
        return self.select_related("batch__course_run", "enrolment__course_run", "series")
