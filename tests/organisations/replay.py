"""The eve of 1 July 2025, and the decrees of that day, out of the tables that the project carries."""

import csv
from datetime import date
from io import StringIO

from accounts.models import User
from common.spreadsheets import read
from organisations.actions import plan_tables, plans, proposals
from organisations.conversion import read_table
from organisations.directory import read_directory
from organisations.loading import CONVERSION, DATA, read_csv, read_units
from organisations.models import (
    AdministrativeUnit,
    Organisation,
    OrganisationAlias,
    OrganisationSuccession,
    Reorganisation,
    UnitSuccession,
)
from organisations.restating import restate

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)
HEADER = ["Mã cũ", "Tên cũ", "Cách chuyển", "Mã mới", "Tên mới", "Cấp", "Mã trực thuộc"]
LAM_DONG = ("68", "67", "60")


def plant_the_eve() -> None:
    """Units and agencies in force on 30 June 2025, as if nobody knew of the next day."""
    file, directory = read_units(), read_directory()
    known: dict = {}
    for level in ("province", "district", "commune"):
        rows = [row for row in file.of_level(level) if row.key.valid_from <= EVE]
        for row in rows:
            unit = AdministrativeUnit(
                level=level,
                code=row.key.code,
                name=row.name,
                valid_from=row.key.valid_from,
                valid_to=None if row.valid_to == EVE else row.valid_to,
                parent=known.get(row.parent),
                province=known.get(row.province),
            )
            unit.derive_keys()
            known[row.key] = unit
        AdministrativeUnit.objects.bulk_create([known[row.key] for row in rows])
        if level == "province":
            for row in rows:
                known[row.key].province = known[row.key]
                known[row.key].save()
    UnitSuccession.objects.bulk_create(
        UnitSuccession(
            predecessor=known[link.predecessor],
            successor=known[link.successor],
            relation=link.relation,
            decree=link.decree,
        )
        for link in file.links
        if link.successor in known
    )
    restate()
    _plant_agencies(directory, known)


def _plant_agencies(directory, units: dict) -> None:
    known: dict = {}
    rows = [row for row in directory.organisations if row.key.valid_from <= EVE]
    while rows:
        ready = [row for row in rows if row.parent is None or row.parent in known]
        rows = [row for row in rows if row not in ready]
        for row in ready:
            known[row.key] = Organisation(
                code=row.key.code,
                name=row.name,
                short_name=row.short_name,
                kind=row.kind,
                unit=units[row.unit],
                parent=known.get(row.parent),
                valid_from=row.key.valid_from,
                valid_to=None if row.valid_to == EVE else row.valid_to,
            )
            known[row.key].derive_keys()
        Organisation.objects.bulk_create([known[row.key] for row in ready])
    OrganisationSuccession.objects.bulk_create(
        OrganisationSuccession(
            predecessor=known[link.predecessor],
            successor=known[link.successor],
            relation=link.relation,
            note=link.note,
        )
        for link in directory.links
        if link.successor in known
    )
    for row in directory.organisations:
        for name in row.aliases if row.key in known else ():
            alias = OrganisationAlias(organisation=known[row.key], name=name)
            alias.derive_keys()
            if alias.match_key != known[row.key].match_key:
                OrganisationAlias.objects.get_or_create(
                    organisation=known[row.key],
                    match_key=alias.match_key,
                    defaults={"name": name},
                )


def conversion_table(province: str) -> bytes:
    """The official table of a new province as a .csv: its communes, districts that end, provinces it takes in."""
    olds = LAM_DONG if province == "68" else (province,)
    units = [
        row for row in read_units().units if row.province.code in olds and row.key.valid_from < DAY
    ]
    provinces = [
        [row.key.code, row.name, "Nhập toàn bộ", "68", "Tỉnh Lâm Đồng", "Tỉnh", ""]
        for row in units
        if row.key.level == "province" and province == "68"
    ]
    districts = [
        [row.key.code, row.name, "Bãi bỏ", "", "", "Huyện", ""]
        for row in units
        if row.key.level == "district" and row.valid_to == EVE
    ]
    communes = [
        [
            row["old_code"],
            row["old_name"],
            row["relation_vi"],
            row["new_code"],
            row["new_name"],
            "",
            province,
        ]
        for row in read_csv(DATA / CONVERSION)
        if row["new_province_code"] == province
    ]
    lines = [HEADER, *provinces, *districts, *communes]
    text = StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def draft(province: str, by: User) -> Reorganisation:
    """The heading of a decree of 1 July 2025."""
    return plans.create(
        province=AdministrativeUnit.objects.get(level="province", code=province, valid_to=None),
        number="1671/NQ-UBTVQH15" if province == "68" else "1670/NQ-UBTVQH15",
        title="Sắp xếp đơn vị hành chính cấp xã năm 2025",
        issuer="Ủy ban Thường vụ Quốc hội",
        effective_on=DAY,
        by=by,
    )


def planned(province: str, by: User) -> Reorganisation:
    """A decree with all its lines, as the screens write them."""
    decree = draft(province, by)
    table = read_table(read(conversion_table(province), "bang-chuyen-doi.csv"))
    provinces = AdministrativeUnit.objects.provinces().values_list("pk", flat=True)
    plan_tables.plan_table(decree, table, provinces=frozenset(provinces), by=by)
    proposals.propose_organisations(decree, by=by)
    return decree
