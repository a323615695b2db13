"""Agencies outside a decree: a new office, its other names, what is no matter of a decree. Renaming is."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.models import StateChange
from common.refusals import Refused
from common.states import Actor
from common.vietnamese import fold_spelling, nfc
from organisations.models import AdministrativeUnit, Organisation, OrganisationAlias
from organisations.naming import aliases_of, code_of


@transaction.atomic
def create(
    *,
    name: str,
    kind: str,
    unit: AdministrativeUnit,
    valid_from: date,
    by: Actor,
    short_name: str = "",
    parent: Organisation | None = None,
) -> Organisation:
    """A new agency in a unit. Raises: Refused, when the unit has one of that name, or did not exist on the day."""
    # Two administrators at once: the second waits here and then finds the agency.
    AdministrativeUnit.objects.select_for_update().get(pk=unit.pk)
    _refuse_known(name, unit, valid_from)
    agency = Organisation(
        name=nfc(name),
        short_name=short_name,
        kind=kind,
        unit=unit,
        parent=parent,
        valid_from=valid_from,
        code=code_of(name, unit.code),
    )
    _save(agency)
    for alias in aliases_of(agency.name):
        OrganisationAlias.objects.create(organisation=agency, name=alias)
    _note(agency, "create", by=by)
    return agency


@transaction.atomic
def update(agency: Organisation, *, by: Actor, **columns: Any) -> None:
    """Change columns that are no matter of a decree. Raises: Refused, when the agency above is wrong."""
    held = Organisation.objects.select_for_update().get(pk=agency.pk)
    _refuse_circle(held, columns.get("parent"))
    changed = [name for name, value in columns.items() if getattr(held, name) != value]
    for name in changed:
        setattr(held, name, columns[name])
    _save(held)
    labels = [str(field.verbose_name) for field in held._meta.fields if field.name in changed]
    _note(held, "update", by=by, reason=", ".join(labels))


@transaction.atomic
def add_alias(agency: Organisation, name: str, *, by: Actor) -> OrganisationAlias:
    """Another name under which lists and plans find the agency. Raises: Refused, when it finds it already."""
    name = nfc(name).strip()
    Organisation.objects.select_for_update().get(pk=agency.pk)
    known = agency.aliases.filter(match_key=fold_spelling(name)).exists()
    if known or fold_spelling(name) == agency.match_key:
        raise Refused(_("“%(name)s” đã tìm ra cơ quan này, không cần thêm.") % {"name": name})
    alias = OrganisationAlias(organisation=agency, name=name)
    try:
        alias.full_clean(exclude=["match_key"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    alias.save()
    _note(agency, "add_alias", by=by, reason=name)
    return alias


@transaction.atomic
def remove_alias(alias: OrganisationAlias, *, by: Actor) -> None:
    _note(alias.organisation, "remove_alias", by=by, reason=alias.name)
    alias.delete()


def _refuse_known(name: str, unit: AdministrativeUnit, day: date) -> None:
    known = Organisation.objects.filter(unit=unit, match_key=fold_spelling(name))
    if known.valid_on(day).exists():
        raise Refused(_("%(unit)s đã có cơ quan tên này. Hãy dùng cơ quan đã có.") % {"unit": unit})
    if unit.valid_from > day or (unit.valid_to and unit.valid_to < day):
        raise Refused(
            _("%(unit)s không tồn tại vào ngày %(day)s. Chọn đơn vị hoặc ngày khác.")
            % {"unit": unit, "day": f"{day:%d/%m/%Y}"}
        )


def _refuse_circle(agency: Organisation, parent: Organisation | None) -> None:
    above = parent
    while above is not None:
        if above.pk == agency.pk:
            raise Refused(_("Cơ quan chủ quản không thể là chính cơ quan này hay cấp dưới của nó."))
        above = above.parent


def _save(agency: Organisation) -> None:
    try:
        agency.full_clean(exclude=["search_key", "match_key"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    agency.save()


def _note(agency: Organisation, verb: str, *, by: Actor, reason: str = "") -> None:
    StateChange.objects.create(subject=agency, verb=verb, by=by, reason=reason, at=timezone.now())
