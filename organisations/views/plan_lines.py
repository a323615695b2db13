"""The lines of a decree: what is made, and what becomes of the old. Added on a page, taken out by a button."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import Refused
from organisations.actions import plans
from organisations.forms import reorganisations as forms
from organisations.http import OfficeRequest
from organisations.models import Reorganisation
from organisations.views.reorganisations import decree_to_edit, provinces_for, say

READ = ["GET", "POST"]


@require_http_methods(READ)
def planned_unit_create(request: OfficeRequest, token: str) -> HttpResponse:
    decree = decree_to_edit(request, token)
    heading = _("Thêm đơn vị mới")
    return _add(request, decree, forms.PlannedUnitForm, plans.add_unit, heading)


@require_http_methods(READ)
def planned_unit_link_create(request: OfficeRequest, token: str) -> HttpResponse:
    decree = decree_to_edit(request, token)
    heading = _("Thêm đơn vị cũ")
    return _add(request, decree, forms.PlannedUnitLinkForm, plans.add_unit_link, heading)


@require_http_methods(READ)
def planned_organisation_create(request: OfficeRequest, token: str) -> HttpResponse:
    decree = decree_to_edit(request, token)
    heading, add = _("Thêm cơ quan mới"), plans.add_organisation
    return _add(request, decree, forms.PlannedOrganisationForm, add, heading, "co-quan")


@require_http_methods(READ)
def planned_organisation_link_create(request: OfficeRequest, token: str) -> HttpResponse:
    decree = decree_to_edit(request, token)
    heading, add = _("Thêm cơ quan cũ"), plans.add_organisation_link
    return _add(request, decree, forms.PlannedOrganisationLinkForm, add, heading, "co-quan")


@require_POST
def planned_unit_remove(request: OfficeRequest, token: str, level: str, code: str) -> HttpResponse:
    decree = decree_to_edit(request, token)
    unit = get_object_or_404(decree.planned_units, level=level, code=code)
    return _remove(request, decree, partial(plans.remove_unit, unit, by=request.user))


@require_POST
def planned_unit_link_remove(
    request: OfficeRequest, token: str, level: str, code: str, valid_from: date
) -> HttpResponse:
    """``moi`` in the form is ``<level>-<code>`` of the new unit, nothing where the old one is abolished."""
    decree = decree_to_edit(request, token)
    new_level, _dash, new_code = request.POST.get("moi", "").partition("-")
    found = decree.unit_links.filter(
        predecessor__level=level, predecessor__code=code, predecessor__valid_from=valid_from
    )
    to = Q(successor__level=new_level, successor__code=new_code) if new_code else Q(successor=None)
    link = get_object_or_404(found, to)
    return _remove(request, decree, partial(plans.remove, link, by=request.user))


@require_POST
def planned_organisation_remove(request: OfficeRequest, token: str, code: str) -> HttpResponse:
    decree = decree_to_edit(request, token)
    agency = get_object_or_404(decree.planned_organisations, code=code)
    return _remove(request, decree, partial(plans.remove, agency, by=request.user), "co-quan")


@require_POST
def planned_organisation_link_remove(
    request: OfficeRequest, token: str, code: str, valid_from: date
) -> HttpResponse:
    """``moi`` in the form is the code of the agency that takes over, nothing where the old one is abolished."""
    decree = decree_to_edit(request, token)
    new = request.POST.get("moi", "")
    found = decree.organisation_links.filter(
        predecessor__code=code, predecessor__valid_from=valid_from
    )
    ends = Q(successor=None, into=None)
    to = Q(successor__code=new) | Q(into__code=new) if new else ends
    link = get_object_or_404(found, to)
    return _remove(request, decree, partial(plans.remove, link, by=request.user), "co-quan")


def _add(
    request: OfficeRequest,
    decree: Reorganisation,
    kind: type[Any],
    add: Callable[..., object],
    heading: str,
    part: str = "",
) -> HttpResponse:
    """One line more; "thêm tiếp" comes back to the empty form."""
    form = kind(request.POST or None, decree=decree, provinces=provinces_for(request))
    if form.is_valid():
        try:
            made = add(decree, by=request.user, **form.columns)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã thêm %(line)s.") % {"line": made})
            return redirect(request.path if "tiep" in request.POST else _back(decree, part))
    context = {"form": form, "decree": decree, "heading": heading, "back": _back(decree, part)}
    return render(request, "organisations/plan_line_create.html", context)


def _remove(
    request: OfficeRequest, decree: Reorganisation, remove: Callable[[], None], part: str = ""
) -> HttpResponse:
    try:
        remove()
    except Refused as refused:
        say(request, refused)
    else:
        messages.success(request, _("Đã bỏ khỏi văn bản."))
    return redirect(_back(decree, part))


def _back(decree: Reorganisation, part: str) -> str:
    return decree.get_absolute_url() + (f"?phan={part}" if part else "")
