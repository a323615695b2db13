"""Who is told: the holders of a role today, of an agency or of what followed it; and people on record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from django.utils import timezone

from accounts.models import RoleGrant, RoleGrantQuerySet, User
from notices.rendering import Fact
from organisations.querysets import organisation_followers


class Recipient(NamedTuple):
    """An account is told in the site, an address by mail. ``own``: what only this one is told, over the common facts;
    ``url``: where only this one is led.
    """

    name: str
    email: str = ""
    user: User | None = None
    own: Mapping[str, Fact] = MappingProxyType({})
    url: str = ""

    @classmethod
    def of(cls, user: User) -> "Recipient":
        return cls(str(user), user.email, user)


def holders(role: str, organisation_ids: Iterable[int]) -> dict[int, list[Recipient]]:
    """By agency, those who hold ``role`` there today, or at an agency that took it over as a whole. Two queries."""
    followers = organisation_followers(frozenset(organisation_ids))
    asked = frozenset[int]().union(*followers.values())
    held: dict[int, list[User]] = defaultdict(list)
    for grant in _grants(role).filter(organisation_id__in=asked):
        held[grant.organisation_id].append(grant.user)
    return {
        one: [Recipient.of(user) for agency in sorted(line) for user in held[agency]]
        for one, line in followers.items()
    }


def holders_in_province(role: str, province_id: int) -> list[Recipient]:
    """Everybody who holds ``role`` today in an agency of the province."""
    grants = _grants(role).filter(organisation__unit__province_id=province_id)
    return [Recipient.of(grant.user) for grant in grants]


def _grants(role: str) -> RoleGrantQuerySet:
    today = RoleGrant.objects.filter(role=role, user__is_active=True)
    return today.valid_on(timezone.localdate()).select_related("user").order_by("user__sort_key")
