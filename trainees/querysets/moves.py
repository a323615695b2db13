"""Reads of people whose agency was reorganised."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from organisations.querysets import OrganisationQuerySet, heirs, provinces_on

if TYPE_CHECKING:
    from accounts.models import RoleGrantQuerySet
    from organisations.models import Organisation, Reorganisation
    from trainees.models import TraineeMove  # noqa: F401 -- named in the string of the base class
    from trainees.querysets.people import TraineeQuerySet


class TraineeMoveQuerySet(models.QuerySet["TraineeMove"]):
    def for_undo(self) -> Self:
        return self.select_related(
            "trainee__organisation", "from_organisation", "to_organisation"
        ).order_by("trainee__sort_key", "trainee")


def waiting(people: "TraineeQuerySet", decree: "Reorganisation | None" = None) -> "TraineeQuerySet":
    """Those whose agency an applied decree split or abolished, and who are in it still."""
    from organisations.models import PlannedOrganisationLink  # noqa: PLC0415 -- models import this module

    links = PlannedOrganisationLink.objects.filter(reorganisation__state="applied")
    if decree is not None:
        links = links.filter(reorganisation=decree)
    whole = links.as_a_whole().values("predecessor")
    asked = links.exclude(predecessor__in=whole)
    return people.filter(organisation__in=asked.values("predecessor"))


def destinations(old: "Organisation") -> OrganisationQuerySet:
    """Where the people of an agency may go: what followed it and stands today, else any agency in its province."""
    from organisations.models import Organisation, OrganisationSuccession  # noqa: PLC0415 -- as above

    today = timezone.localdate()
    links = list(OrganisationSuccession.objects.values_list("predecessor_id", "successor_id"))
    followers = Organisation.objects.filter(predecessor_links__isnull=False).valid_on(today)
    direct = {new for before, new in links if before == old.pk}
    standing = heirs(direct, frozenset(followers.values_list("pk", flat=True)), links)
    if standing:
        return Organisation.objects.filter(pk__in=standing)
    provinces = provinces_on(old.unit.province_id or 0, today)
    return Organisation.objects.in_provinces(provinces).valid_on(today)


def grants_at_ended(decree: "Reorganisation") -> "RoleGrantQuerySet":
    """Roles that are held today at agencies which the decree ends or has ended."""
    from accounts.models import RoleGrant  # noqa: PLC0415 -- as above

    ended = decree.organisation_links.values("predecessor")
    return RoleGrant.objects.valid_on(timezone.localdate()).filter(organisation__in=ended)


def people_ahead(decree: "Reorganisation") -> tuple[int, int]:
    """Of a decree that is not applied: people who go with the whole agency, and people who must be asked."""
    from trainees.models import Trainee  # noqa: PLC0415 -- as above

    ended = decree.organisation_links.values("predecessor")
    whole = decree.organisation_links.as_a_whole().values("predecessor")
    people = Trainee.objects.current().filter(organisation__in=ended)
    led = people.filter(organisation__in=whole).count()
    return led, people.count() - led
