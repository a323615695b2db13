"""A small decree of Lai Châu: xã A and B merge, xã C is split between the merged one and a new one, a district ends."""

from datetime import date
from types import SimpleNamespace

from accounts.models import User
from organisations.actions import plans, proposals
from organisations.models import Reorganisation
from tests import make

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)


def world() -> SimpleNamespace:
    """Three communes of one district with their committees, and an office of the district."""
    district = make.commune("Huyện Thử", code="901", level="district")
    named = {}
    for letter in "abc":
        unit = make.commune(f"Xã {letter.upper()}", district, code=f"9000{'abc'.index(letter) + 1}")
        named[letter] = unit
        named[f"ubnd_{letter}"] = make.organisation(
            f"UBND xã {letter.upper()}",
            unit,
            "commune_committee",
            code=f"ubnd-xa-{letter}-{unit.code}",
        )
    office = make.organisation("Phòng Tư pháp huyện Thử", district, "district_office")
    return SimpleNamespace(district=district, office=office, province=make.province(), **named)


def draft(by: User, province=None, **with_) -> Reorganisation:
    facts = {
        "number": "1670/NQ-UBTVQH15",
        "title": "Sắp xếp đơn vị hành chính cấp xã",
        "issuer": "Ủy ban Thường vụ Quốc hội",
        "effective_on": DAY,
        **with_,
    }
    return plans.create(province=province or make.province(), by=by, **facts)


def planned(there: SimpleNamespace, by: User) -> Reorganisation:
    """The decree with all its lines; nothing stands in its way."""
    decree = draft(by, there.province)
    ab = plans.add_unit(
        decree, level="commune", code="90001", name="Xã AB", parent=there.province, by=by
    )
    d = plans.add_unit(
        decree, level="commune", code="90004", name="Xã D", parent=there.province, by=by
    )
    plans.add_unit_link(decree, predecessor=there.district, successor=None, by=by)
    for old, new, relation in (
        (there.a, ab, "whole"),
        (there.b, ab, "whole"),
        (there.c, ab, "part"),
        (there.c, d, "part"),
    ):
        plans.add_unit_link(decree, predecessor=old, successor=new, relation=relation, by=by)
    proposals.propose_organisations(decree, by=by)
    return decree
