"""Reads of the spokesperson network."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from common.vietnamese import fold
from organisations.querysets import valid_on_q

if TYPE_CHECKING:
    from accounts.models import User
    from organisations.models import Reorganisation
    from trainees.models import Spokesperson, Trainee  # noqa: F401 -- named in the base class

PERSON, KEPT = "recognition__trainee__", "recognition__trainee__merged_into__"


class SpokespersonQuerySet(models.QuerySet["Spokesperson"]):
    def visible_to(self, user: "User") -> Self:
        """The own agency's; of the province what was posted, and all of it for the Department.

        What is posted is public by law; an assignment that is not posted yet is still the agency's own affair.
        """
        scope = user.scope
        agencies = scope.organisation_ids("coordinator", "organiser")
        counting = scope.province_ids("doj_officer", "administrator")
        running = scope.province_ids("organiser")
        return self.filter(
            Q(organisation_id__in=agencies)
            | Q(organisation__unit__province_id__in=counting)
            | Q(organisation__unit__province_id__in=running, posted_at__isnull=False)
        )

    def standing_on(self, day: date) -> Self:
        """Who speaks on ``day``: the assignment and the agency in force; where two touch on one day, the later one."""
        later = self.model.objects.filter(
            valid_on_q(day, "recognition__"),
            organisation=OuterRef("organisation"),
            assigned_at__gt=OuterRef("assigned_at"),
        )
        in_force = valid_on_q(day, "recognition__") & valid_on_q(day, "organisation__")
        return self.filter(in_force).exclude(Exists(later))

    def unended(self) -> Self:
        return self.filter(recognition__valid_to__isnull=True)

    def former_on(self, day: date) -> Self:
        """Whose assignment, or agency, was over on ``day``."""
        return self.filter(Q(recognition__valid_to__lt=day) | Q(organisation__valid_to__lt=day))

    def at_ended(self, decree: "Reorganisation") -> Self:
        """Who is still assigned to an agency that the decree ends or has ended."""
        ended = decree.organisation_links.values("predecessor")
        return self.unended().filter(organisation__in=ended)

    def left_by(self, person: "Trainee", day: date) -> Self:
        """Open assignments of a person to agencies that had ended before ``day``."""
        own = Q(recognition__trainee=person) | Q(recognition__trainee__merged_into=person)
        return self.unended().filter(own, organisation__valid_to__lt=day)

    def posted(self) -> Self:
        return self.filter(posted_at__isnull=False)

    def unposted(self) -> Self:
        return self.filter(posted_at__isnull=True)

    def of_organisations(self, organisation_ids: frozenset[int]) -> Self:
        return self.filter(organisation_id__in=organisation_ids)

    def of_kind(self, kind: str) -> Self:
        return self.filter(organisation__kind=kind)

    def in_provinces(self, province_ids: frozenset[int]) -> Self:
        return self.filter(organisation__unit__province_id__in=province_ids)

    def search(self, words: str) -> Self:
        """By the name of the person or of the agency, without accents."""
        found = self
        for word in fold(words).split():
            name = Q(**{f"{PERSON}search_key__contains": word})
            found = found.filter(
                name
                | Q(**{f"{KEPT}search_key__contains": word})
                | Q(organisation__search_key__contains=word)
            )
        return found

    def for_list(self) -> Self:
        """Adds ``name_key``, by which people are sorted."""
        return self.select_related(
            "organisation__unit", "recognition__category", "recognition__trainee__merged_into"
        ).annotate(name_key=Coalesce(f"{KEPT}sort_key", f"{PERSON}sort_key"))
