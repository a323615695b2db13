"""What a person's grants reach. Asked by every ``visible_to`` and every rule; loaded once a request."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models.expressions import Combinable
from django.utils import timezone

from accounts.models import RoleGrant, User
from organisations.querysets import organisation_lineage, province_lineage

# Counts about the person that every page of the office shows: they ride on the query that each of them makes anyway.
_carried: dict[str, Callable[[], Combinable]] = {}


def carry(name: str, count: Callable[[], Combinable]) -> None:
    """Add a count to the query of the grants; a floor above adds it when the program starts. It may name
    ``user_id``.
    """
    _carried[name] = count


class Reach(NamedTuple):
    """What one grant gives: a role, the organisation, and the province that lies in (none for a central one)."""

    role: str
    organisation_id: int
    province_id: int | None


class Scope:
    """The reach of one user today. No method queries twice."""

    def __init__(self, user: User) -> None:
        self.user = user
        self._organisations: dict[str, frozenset[int]] = {}
        self._provinces: dict[frozenset[str], frozenset[int]] = {}

    @cached_property
    def _rows(self) -> list[dict[str, Any]]:
        """The grants in force today. One query, of bare columns: every page of a signed-in person asks it."""
        grants = RoleGrant.objects.filter(user=self.user).valid_on(timezone.localdate())
        counts = {name: count() for name, count in _carried.items()}
        columns = ("role", "organisation_id", "organisation__unit__province_id")
        return list(grants.annotate(**counts).values(*columns, *counts))

    @cached_property
    def grants(self) -> list[Reach]:
        return [
            Reach(row["role"], row["organisation_id"], row["organisation__unit__province_id"])
            for row in self._rows
        ]

    def carried(self, name: str) -> int:
        """A count of ``carry``; 0 for a person without a role, whose pages do not show it."""
        return self._rows[0][name] if self._rows else 0

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def organisation_ids(self, *roles: str) -> frozenset[int]:
        """The organisations of these grants, and the predecessors whose work they took over."""
        return frozenset().union(*(self._lineage_of(role) for role in roles))

    def province_ids(self, *roles: str) -> frozenset[int]:
        """The province rows that these grants lie in, predecessors included; empty without such a grant."""
        wanted = frozenset(roles)
        if wanted not in self._provinces:
            today = {g.province_id for g in self.grants if g.role in wanted}
            reach = (province_lineage(province) for province in today if province)
            self._provinces[wanted] = frozenset().union(*reach)
        return self._provinces[wanted]

    def all_province_ids(self) -> frozenset[int | None]:
        """The provinces that any grant in force today lies in, without predecessors."""
        return frozenset(grant.province_id for grant in self.grants)

    def _lineage_of(self, role: str) -> frozenset[int]:
        if role not in self._organisations:
            own = frozenset(g.organisation_id for g in self.grants if g.role == role)
            self._organisations[role] = organisation_lineage(own) if own else own
        return self._organisations[role]
