"""A decree that was never issued, as a draft: two communes become one, a third is split between it and a new one."""

from django.utils import timezone

from accounts.models import User
from config.demo.places import Places
from organisations.actions import plans, proposals
from organisations.models import AdministrativeUnit

# Communes of today by code; the new ones have names that communes of the province had before July 2025.
MERGED, SPLIT = ("03439", "03442"), "03451"
WHOLE, PART = "whole", "part"


def draft(places: Places, *, by: User) -> None:
    """In force from today, so that it can be applied and undone to try."""
    decree = plans.create(
        province=places.province,
        number="Dự thảo 01",
        title="Sắp xếp đơn vị hành chính cấp xã (ví dụ giả định, không phải văn bản thật)",
        issuer="Ủy ban Thường vụ Quốc hội (giả định)",
        effective_on=timezone.localdate(),
        by=by,
    )
    joined, rest = (
        plans.add_unit(decree, level="commune", code=code, name=name, parent=places.province, by=by)
        for code, name in ((MERGED[0], "Xã Ka Lăng"), (SPLIT, "Xã Tá Bạ"))
    )
    ways = [(code, joined, WHOLE) for code in MERGED]
    for code, successor, relation in [*ways, (SPLIT, joined, PART), (SPLIT, rest, PART)]:
        old = AdministrativeUnit.objects.valid_on(places.day).get(level="commune", code=code)
        plans.add_unit_link(decree, predecessor=old, successor=successor, relation=relation, by=by)
    proposals.propose_organisations(decree, by=by)
