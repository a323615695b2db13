"""Roles at agencies that a decree ended, led on to the agency that took over the whole, and back."""

from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import actions
from accounts.models import Role, RoleGrant, User
from common.models import StateChange
from common.refusals import Refused
from organisations.models import Organisation, Reorganisation
from organisations.states import APPLY
from trainees.querysets.moves import grants_at_ended

LEAD = "lead"


@transaction.atomic
def lead(decree: Reorganisation, *, by: User, on: date | None = None) -> int:
    """Grant from ``on`` (today) what is held at an ended agency, and end the old grants. Returns how many were given.

    Nobody ends the own role of administrator: that old grant stays for another administrator. Roles at agencies that
    split, and roles that have their last day already, are for a person to decide.
    Raises: Refused, when the decree is not applied, or there is nothing to lead.
    """
    held = Reorganisation.objects.select_for_update().get(pk=decree.pk)
    if held.is_open:
        raise Refused(_("Văn bản chưa được thực hiện. Thực hiện sắp xếp rồi chuyển vai trò."))
    today = on or timezone.localdate()
    ways = _ways(held)
    grants = grants_at_ended(held).filter(organisation__in=ways, valid_to__isnull=True)
    agencies = Organisation.objects.in_bulk(set(ways.values()))
    given = sum(
        _lead(held, grant, agencies[ways[grant.organisation_id]], by=by, today=today)
        for grant in grants.select_related("user").order_by("pk")
    )
    if not given:
        raise Refused(_("Không còn vai trò nào chuyển được theo cả cơ quan."))
    return given


@transaction.atomic
def lead_back(decree: Reorganisation, *, by: User) -> None:
    """Take away what ``lead`` gave since the decree was applied, and open again what it ended.

    Whoever lost the role at the new agency meanwhile has lost it at the old one from the same day.
    """
    led = RoleGrant.objects.filter(pk__in=_led(decree)).select_related("user", "organisation")
    ways = _ways(decree)
    given = {
        (grant.user_id, grant.role, grant.organisation_id): grant
        for grant in led.filter(organisation__in=ways.values())
    }
    for old in led.filter(organisation__in=ways, valid_to__isnull=False).order_by("pk"):
        new = given.get((old.user_id, old.role, ways[old.organisation_id]))
        _reopen(old, new.valid_to if new else None, by=by)
    for new in given.values():
        _note(new, by=by, verb="end_grant")
        new.delete()
    for user in {grant.user for grant in led} | {grant.user for grant in given.values()}:
        actions.follow_grants(user)


def _ways(decree: Reorganisation) -> dict[int, int]:
    """Old agency to the one that took over the whole."""
    return {old: new for old, new, _way in decree.organisation_links.as_a_whole().ways()}


def _lead(
    decree: Reorganisation, grant: RoleGrant, agency: Organisation, *, by: User, today: date
) -> bool:
    """Whether the role was given at ``agency``; it may be held there already."""
    known = RoleGrant.objects.filter(user=grant.user, role=grant.role, organisation=agency)
    is_new = not known.valid_on(today).exists()
    if is_new:
        made = actions.grant(grant.user, role=grant.role, organisation=agency, by=by, on=today)
        _mark(made, decree, by=by)
    is_own_key = grant.user_id == by.pk and grant.role == Role.ADMINISTRATOR
    if not is_own_key:
        last = max(today - timedelta(days=1), grant.valid_from)
        actions.end_grant(grant, by=by, on=last)
        _mark(grant, decree, by=by)
    return is_new


def _mark(grant: RoleGrant, decree: Reorganisation, *, by: User) -> None:
    """Undoing the decree finds by this which grants it touched."""
    StateChange.objects.create(
        subject=grant, verb=LEAD, by=by, reason=decree.number, at=timezone.now()
    )


def _led(decree: Reorganisation) -> list[int]:
    """The grants marked since the decree was last applied: an earlier round has been taken back."""
    applied = StateChange.objects.of(decree).filter(verb=APPLY.verb).order_by("pk").last()
    if applied is None:
        return []
    kind = ContentType.objects.get_for_model(RoleGrant)
    marks = StateChange.objects.filter(
        subject_type=kind, verb=LEAD, reason=decree.number, pk__gt=applied.pk
    )
    return list(marks.values_list("subject_id", flat=True))


def _reopen(old: RoleGrant, last: date | None, *, by: User) -> None:
    held = RoleGrant.objects.filter(user=old.user, role=old.role, organisation=old.organisation)
    if held.filter(valid_to__isnull=True).exists():
        return
    RoleGrant.objects.filter(pk=old.pk).update(valid_to=last)
    _note(old, by=by, verb="grant")


def _note(grant: RoleGrant, *, by: User, verb: str) -> None:
    grant.user.__dict__.pop("scope", None)
    StateChange.objects.create(
        subject=grant.user, verb=verb, by=by, reason=str(grant), at=timezone.now()
    )
