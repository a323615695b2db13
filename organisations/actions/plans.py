"""A decree while it is written: its heading and its lines. Nothing here touches a unit or an agency."""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.models import StateChange
from common.refusals import Refused
from common.states import Actor, born
from organisations.models import (
    AdministrativeUnit,
    Organisation,
    PlannedOrganisation,
    PlannedOrganisationLink,
    PlannedUnit,
    PlannedUnitLink,
    Reorganisation,
    SuccessionRelation,
    UnitLevel,
)
from organisations.naming import aliases_of, code_of

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def create(
    *,
    province: AdministrativeUnit,
    number: str,
    title: str,
    issuer: str,
    effective_on: date,
    by: Actor,
    issued_on: date | None = None,
) -> Reorganisation:
    """A decree without lines. Raises: Refused, when a column is wrong."""
    decree = Reorganisation(
        province=province,
        number=number,
        title=title,
        issuer=issuer,
        issued_on=issued_on,
        effective_on=effective_on,
        created_by=by,
    )
    _save(decree)
    born(decree, by=by)
    return decree


@transaction.atomic
def update(decree: Reorganisation, *, by: Actor, **heading: Any) -> None:
    """Change the heading of a decree that is not applied. Raises: Refused."""
    held = lock_open(decree)
    changed = [name for name, value in heading.items() if getattr(held, name) != value]
    for name in changed:
        setattr(held, name, heading[name])
    _save(held)
    labels = [str(held._meta.get_field(name).verbose_name) for name in changed]  # type: ignore[union-attr]
    note(held, "update", ", ".join(labels), by=by)


@transaction.atomic
def add_unit(
    decree: Reorganisation,
    *,
    level: str,
    code: str,
    name: str,
    by: Actor,
    parent: AdministrativeUnit | None = None,
    planned_parent: PlannedUnit | None = None,
) -> PlannedUnit:
    """A unit that the decree makes. Raises: Refused, when the code is planned already."""
    held = lock_open(decree)
    unit = PlannedUnit(reorganisation=held, level=level, code=code, name=name)
    if level != UnitLevel.PROVINCE:
        unit.parent, unit.planned_parent = parent, planned_parent
    _save(unit)
    note(held, "plan", f"+ {unit} ({unit.code})", by=by)
    return unit


@transaction.atomic
def remove_unit(unit: PlannedUnit, *, by: Actor) -> None:
    """Take a new unit out of the plan, with its links and agencies. Raises: Refused, while others lie in it."""
    held = lock_open(unit.reorganisation)
    inner = unit.planned_children.first()
    if inner:
        raise Refused(
            _("%(inner)s trực thuộc %(unit)s. Bỏ đơn vị bên trong trước.")
            % {"inner": inner, "unit": unit}
        )
    note(held, "plan", f"− {unit} ({unit.code})", by=by)  # noqa: RUF001 -- a minus sign
    unit.delete()


@transaction.atomic
def add_unit_link(
    decree: Reorganisation,
    *,
    predecessor: AdministrativeUnit,
    successor: PlannedUnit | None,
    by: Actor,
    relation: str = SuccessionRelation.WHOLE,
) -> PlannedUnitLink:
    """What becomes of an old unit; without ``successor`` it is abolished. Raises: Refused, when it is said already."""
    held = lock_open(decree)
    link = PlannedUnitLink(
        reorganisation=held,
        predecessor=predecessor,
        successor=successor,
        relation=relation if successor else SuccessionRelation.WHOLE,
    )
    _save(link)
    note(held, "plan", f"+ {link}", by=by)
    return link


@transaction.atomic
def add_organisation(
    decree: Reorganisation,
    *,
    name: str,
    kind: str,
    by: Actor,
    unit: AdministrativeUnit | None = None,
    planned_unit: PlannedUnit | None = None,
    **also: Any,
) -> PlannedOrganisation:
    """An agency that the decree makes, in a unit of today or a planned one. Raises: Refused."""
    held = lock_open(decree)
    where = planned_unit or unit
    if where is None:
        raise Refused(_("Chọn đơn vị hành chính của cơ quan mới."))
    agency = PlannedOrganisation(
        reorganisation=held,
        name=name,
        kind=kind,
        code=code_of(name, where.code),
        unit=None if planned_unit else unit,
        planned_unit=planned_unit,
        aliases=aliases_of(name),
        **also,
    )
    _save(agency)
    note(held, "plan", f"+ {agency}", by=by)
    return agency


@transaction.atomic
def add_organisation_link(
    decree: Reorganisation,
    *,
    predecessor: Organisation,
    by: Actor,
    successor: PlannedOrganisation | None = None,
    into: Organisation | None = None,
    relation: str = SuccessionRelation.WHOLE,
) -> PlannedOrganisationLink:
    """What becomes of an old agency; with neither ``successor`` nor ``into`` it is abolished. Raises: Refused."""
    held = lock_open(decree)
    if into is not None and into.pk == predecessor.pk:
        raise Refused(_("Cơ quan không thể nhập vào chính mình. Chọn cơ quan tiếp nhận khác."))
    link = PlannedOrganisationLink(
        reorganisation=held,
        predecessor=predecessor,
        successor=successor,
        into=into,
        relation=relation if successor or into else SuccessionRelation.WHOLE,
    )
    _save(link)
    note(held, "plan", f"+ {link}", by=by)
    return link


@transaction.atomic
def remove(
    line: PlannedUnitLink | PlannedOrganisation | PlannedOrganisationLink, *, by: Actor
) -> None:
    """Take a line out of the plan. Raises: Refused, when the decree is applied."""
    held = lock_open(line.reorganisation)
    note(held, "plan", f"− {line}", by=by)  # noqa: RUF001 -- a minus sign
    line.delete()


def lock_open(decree: Reorganisation) -> Reorganisation:
    """The row of the decree, held until the end of the transaction. Raises: Refused, unless it may be changed."""
    held = Reorganisation.objects.select_for_update().get(pk=decree.pk)
    if not held.is_open:
        raise Refused(
            _("Văn bản %(number)s đã được thực hiện. Muốn sửa thì hoàn tác trước.")
            % {"number": held.number}
        )
    return held


def note(decree: Reorganisation, verb: str, reason: str, *, by: Actor) -> None:
    StateChange.objects.create(subject=decree, verb=verb, by=by, reason=reason, at=timezone.now())


def _save(row: models.Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    row.save()
