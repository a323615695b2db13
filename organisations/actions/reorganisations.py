"""Applying a decree and undoing it: units and agencies only. People are led a floor above (``trainees``)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Refused
from common.states import Actor, move
from organisations.actions.plans import lock_open
from organisations.dependents import Own, dependents
from organisations.models import (
    AdministrativeUnit,
    Organisation,
    OrganisationAlias,
    OrganisationSuccession,
    PlannedOrganisation,
    PlannedUnit,
    Reorganisation,
    UnitLevel,
    UnitSuccession,
)
from organisations.naming import spellings
from organisations.plan_facts import problems_of
from organisations.restating import restate
from organisations.states import APPLY, UNDO

BATCH = 500


@dataclass(frozen=True)
class Effect:
    """How many rows a decree closes and makes."""

    units_closed: int
    units_made: int
    organisations_closed: int
    organisations_made: int


def effect_of(decree: Reorganisation) -> Effect:
    return Effect(
        decree.unit_links.values("predecessor").distinct().count(),
        decree.planned_units.count(),
        decree.organisation_links.values("predecessor").distinct().count(),
        decree.planned_organisations.count(),
    )


@transaction.atomic
def apply(decree: Reorganisation, *, by: Actor, today: date | None = None) -> Effect:
    """Close the old rows on the day before, make the new ones, and write who followed whom.

    Raises: Refused, with all problems of the plan, or before the day of the decree.
    """
    held = lock_open(decree)
    _hold_old_rows(held)
    _refuse_faulty(held, today or timezone.localdate())
    _close(held)
    _make_units(held)
    _make_organisations(held)
    _write_successions(held)
    restate()
    move(decree, APPLY, by=by)
    return effect_of(held)


def _hold_old_rows(decree: Reorganisation) -> None:
    """Two decrees about one unit: the second waits here, then finds it closed."""
    units = decree.unit_links.values("predecessor")
    list(AdministrativeUnit.objects.select_for_update().filter(pk__in=units).order_by("pk"))
    agencies = decree.organisation_links.values("predecessor")
    list(Organisation.objects.select_for_update().filter(pk__in=agencies).order_by("pk"))


def _refuse_faulty(decree: Reorganisation, today: date) -> None:
    if today < decree.effective_on:
        raise Refused(
            _("Văn bản có hiệu lực từ ngày %(day)s. Từ ngày đó mới thực hiện được.")
            % {"day": f"{decree.effective_on:%d/%m/%Y}"}
        )
    effect = effect_of(decree)
    if not effect.units_closed and not effect.organisations_closed:
        raise Refused(_("Văn bản chưa có đơn vị hay cơ quan nào được sắp xếp. Thêm rồi thực hiện."))
    problems = problems_of(decree)
    if problems:
        raise Refused(_("Chưa thực hiện được. Cần xử lý:"), problems)


def _close(decree: Reorganisation) -> None:
    units, agencies = decree.unit_links, decree.organisation_links
    AdministrativeUnit.objects.filter(pk__in=units.values("predecessor")).update(
        valid_to=decree.eve
    )
    Organisation.objects.filter(pk__in=agencies.values("predecessor")).update(valid_to=decree.eve)


def _make_units(decree: Reorganisation) -> None:
    planned = {unit.pk: unit for unit in decree.planned_units.for_plan()}
    for level in UnitLevel.values:
        of_level = [unit for unit in planned.values() if unit.level == level]
        for unit in of_level:
            unit.made = _unit(decree, unit, planned)
        made = [unit.made for unit in of_level if unit.made]
        AdministrativeUnit.objects.bulk_create(made, BATCH)
        if level == UnitLevel.PROVINCE:
            # A province lies in itself; its key exists only after it has been written.
            keys = [unit.pk for unit in made]
            AdministrativeUnit.objects.filter(pk__in=keys).update(province=F("pk"))
            for unit_ in made:
                unit_.province_id = unit_.pk
    PlannedUnit.objects.bulk_update(planned.values(), ["made"], BATCH)


def _unit(
    decree: Reorganisation, unit: PlannedUnit, planned: dict[int, PlannedUnit]
) -> AdministrativeUnit:
    above = unit.parent
    if unit.planned_parent_id:
        above = planned[unit.planned_parent_id].made
    made = AdministrativeUnit(
        level=unit.level,
        code=unit.code,
        name=unit.name,
        parent=above,
        province_id=above.province_id if above else None,
        valid_from=decree.effective_on,
    )
    made.derive_keys()
    return made


def _make_organisations(decree: Reorganisation) -> None:
    units = dict(decree.planned_units.values_list("pk", "made"))
    planned = list(decree.planned_organisations.for_plan())
    made: dict[int, Organisation] = {}
    waiting = planned
    while waiting:
        ready = [one for one in waiting if _stands(one, made)]
        if not ready:
            raise Refused(_("Các cơ quan mới trực thuộc lẫn nhau thành vòng. Bỏ bớt một quan hệ."))
        rows = {one.pk: _organisation(decree, one, units, made) for one in ready}
        Organisation.objects.bulk_create(rows.values(), BATCH)
        made |= rows
        waiting = [one for one in waiting if one.pk not in made]
    for one in planned:
        one.made = made[one.pk]
    PlannedOrganisation.objects.bulk_update(planned, ["made"], BATCH)
    _make_aliases(planned)


def _stands(one: PlannedOrganisation, made: dict[int, Organisation]) -> bool:
    return one.planned_parent_id is None or one.planned_parent_id in made


def _organisation(
    decree: Reorganisation,
    one: PlannedOrganisation,
    units: dict[int, Any],
    made: dict[int, Organisation],
) -> Organisation:
    row = Organisation(
        code=one.code,
        name=one.name,
        short_name=one.short_name,
        kind=one.kind,
        unit_id=units[one.planned_unit_id] if one.planned_unit_id else one.unit_id or 0,
        parent=made[one.planned_parent_id] if one.planned_parent_id else one.parent,
        valid_from=decree.effective_on,
    )
    row.derive_keys()
    return row


def _make_aliases(planned: list[PlannedOrganisation]) -> None:
    aliases = [
        OrganisationAlias(organisation=one.made, name=name)
        for one in planned
        for name in spellings(one.aliases, one.name)
    ]
    for alias in aliases:
        alias.derive_keys()
    OrganisationAlias.objects.bulk_create(aliases, BATCH)


def _write_successions(decree: Reorganisation) -> None:
    units = decree.unit_links.exclude(successor=None)
    UnitSuccession.objects.bulk_create(
        [
            UnitSuccession(
                predecessor_id=old, successor_id=new, relation=relation, decree=decree.number
            )
            for old, new, relation in units.values_list(
                "predecessor", "successor__made", "relation"
            )
        ],
        BATCH,
    )
    OrganisationSuccession.objects.bulk_create(
        [
            OrganisationSuccession(
                predecessor_id=old, successor_id=new, relation=relation, note=decree.number
            )
            for old, new, relation in decree.organisation_links.ways()
        ],
        BATCH,
    )


@transaction.atomic
def undo(decree: Reorganisation, *, by: Actor, reason: str = "") -> None:
    """Take back what the decree made and reopen what it closed.

    Raises: Refused, naming all that depends on the new rows.
    """
    held = Reorganisation.objects.select_for_update().get(pk=decree.pk)
    move(decree, UNDO, by=by, reason=reason)
    units = list(held.planned_units.values_list("made", flat=True))
    agencies = list(held.planned_organisations.values_list("made", flat=True))
    aliases = _own_aliases(held)
    _drop_successions(held)
    held.planned_units.update(made=None)
    held.planned_organisations.update(made=None)
    restate()
    _refuse_depended_on(units, agencies, aliases)
    Organisation.objects.filter(pk__in=agencies).update(parent=None)
    Organisation.objects.filter(pk__in=agencies).delete()
    _drop_units(units)
    _reopen(held)


def _own_aliases(decree: Reorganisation) -> list[int]:
    """The aliases as applying wrote them. Others were typed since, and somebody wants them."""
    written = {
        (one.made_id, name)
        for one in decree.planned_organisations.all()
        for name in spellings(one.aliases, one.name)
    }
    there = OrganisationAlias.objects.filter(organisation__plan__reorganisation=decree)
    rows = there.values_list("pk", "organisation", "name")
    return [pk for pk, organisation, name in rows if (organisation, name) in written]


def _drop_successions(decree: Reorganisation) -> None:
    written = {(old, new) for old, new, _relation in decree.organisation_links.ways()}
    links = OrganisationSuccession.objects.filter(
        predecessor__in=decree.organisation_links.values("predecessor")
    )
    ours = [
        pk
        for pk, old, new in links.values_list("pk", "predecessor", "successor")
        if (old, new) in written
    ]
    OrganisationSuccession.objects.filter(pk__in=ours).delete()
    UnitSuccession.objects.filter(successor__plan__reorganisation=decree).delete()


def _refuse_depended_on(units: list[int], agencies: list[int], aliases: list[int]) -> None:
    own_units: Own = {AdministrativeUnit: units, Organisation: agencies}
    own_agencies: Own = {Organisation: agencies, OrganisationAlias: aliases}
    found = [
        *dependents(AdministrativeUnit, units, own=own_units),
        *dependents(Organisation, agencies, own=own_agencies),
    ]
    if found:
        raise Refused(
            _(
                "Không hoàn tác được vì đơn vị, cơ quan mới đã được dùng. "
                "Chuyển các mục sau đi trước, hoặc giữ văn bản và lập văn bản mới để điều chỉnh:"
            ),
            found,
        )


def _drop_units(units: list[int]) -> None:
    """Children before parents; a province lies in itself until the last moment."""
    made = AdministrativeUnit.objects.filter(pk__in=units)
    made.update(province=None, today=None)
    for level in reversed(UnitLevel.values):
        made.filter(level=level).delete()


def _reopen(decree: Reorganisation) -> None:
    units, agencies = decree.unit_links, decree.organisation_links
    AdministrativeUnit.objects.filter(pk__in=units.values("predecessor")).update(valid_to=None)
    Organisation.objects.filter(pk__in=agencies.values("predecessor")).update(valid_to=None)
