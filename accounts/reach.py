"""Which accounts belong to a province.

An account belongs where it holds or held a role. A floor above may know another way, a learner's agency;
it adds that way when the program starts, so that this floor need not know it.
"""

from collections.abc import Callable

from django.db.models import Q

Way = Callable[[frozenset[int]], Q]


def _by_role(province_ids: frozenset[int]) -> Q:
    from accounts.models import RoleGrant  # noqa: PLC0415 -- models import this module

    held = RoleGrant.objects.filter(organisation__unit__province_id__in=province_ids)
    return Q(pk__in=held.values("user_id"))


_ways: list[Way] = [_by_role]


def also_belongs(way: Way) -> None:
    """Add a way of belonging: province ids to a condition on accounts."""
    if way not in _ways:
        _ways.append(way)


def belongs_to(province_ids: frozenset[int]) -> Q:
    condition = Q()
    for way in _ways:
        condition |= way(province_ids)
    return condition
