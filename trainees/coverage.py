"""Which agencies must have a spokesperson, and which have one, as of a day.

Who must: the provincial committee and its office, departments and branches, district committees while there were
districts, commune committees. Source: plan 3430/KH-UBND of Lai Châu II.9.a ("bảo đảm 100% có đầu mối người phát ngôn
của UBND tỉnh, các sở, ban, ngành, UBND cấp huyện, UBND cấp xã"); NĐ 244/2026/NĐ-CP Đ2 (sở, UBND xã, phường, đặc khu).
A unit inside an office or a department speaks through it: whatever has a parent that itself has a parent is not asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import Role, User
from organisations.models import Organisation, OrganisationKind
from organisations.querysets import OrganisationQuerySet, valid_on_q
from trainees.models import Spokesperson

KINDS = (
    OrganisationKind.PROVINCE_OFFICE,
    OrganisationKind.DEPARTMENT,
    OrganisationKind.DISTRICT_COMMITTEE,
    OrganisationKind.COMMUNE_COMMITTEE,
)


@dataclass(frozen=True)
class Coverage:
    """Agencies of one kind, or of all (``kind`` empty): ``must`` have a spokesperson, ``have`` one."""

    kind: str
    label: str
    must: int
    have: int

    @property
    def lack(self) -> int:
        return self.must - self.have

    @property
    def ratio(self) -> float | None:
        return self.have / self.must if self.must else None

    @property
    def percent(self) -> float:
        return 100 * (self.ratio or 0)


def must_have(organisations: OrganisationQuerySet, day: date) -> OrganisationQuerySet:
    """Agencies in force on ``day`` that must have a spokesperson."""
    asked = organisations.valid_on(day).filter(kind__in=KINDS)
    return asked.filter(parent__parent__isnull=True)


def without(organisations: OrganisationQuerySet, day: date) -> OrganisationQuerySet:
    """Those of ``organisations`` for which nobody speaks on ``day``."""
    return organisations.exclude(_somebody_speaks(day))


def own_without(user: User, day: date) -> OrganisationQuerySet:
    """The agencies of a coordinator that must have a spokesperson and have none on ``day``."""
    own = Organisation.objects.filter(pk__in=user.scope.organisation_ids(Role.COORDINATOR))
    return without(must_have(own, day), day).order_by("search_key", "pk")


def by_kind(organisations: OrganisationQuerySet, day: date) -> list[Coverage]:
    """One row per kind of which there is an agency, in the order of KINDS. One query."""
    counted = {
        row["kind"]: row
        for row in organisations.order_by()
        .values("kind")
        .annotate(must=Count("pk"), have=Count("pk", filter=_somebody_speaks(day)))
    }
    return [
        Coverage(kind, str(kind.label), counted[kind]["must"], counted[kind]["have"])
        for kind in KINDS
        if kind in counted
    ]


def in_all(rows: Iterable[Coverage], label: str) -> Coverage:
    rows = list(rows)
    return Coverage("", label, sum(row.must for row in rows), sum(row.have for row in rows))


def _somebody_speaks(day: date) -> Q:
    held = Spokesperson.objects.filter(
        valid_on_q(day, "recognition__"), organisation=OuterRef("pk")
    )
    return Q(Exists(held))
