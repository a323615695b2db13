"""Agencies that an administrator adds or puts right outside a decree, and their other names."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import Refused, require
from organisations import rules
from organisations.actions import agencies as actions
from organisations.forms.agencies import AliasForm, OrganisationCreateForm, OrganisationForm
from organisations.http import OfficeRequest
from organisations.models import Organisation
from organisations.rules import ADMINISTRATOR


@require_http_methods(["GET", "POST"])
def organisation_create(request: OfficeRequest) -> HttpResponse:
    require(rules.may_keep_organisations(request.user))
    provinces = request.user.scope.province_ids(ADMINISTRATOR)
    form = OrganisationCreateForm(request.POST or None, provinces=provinces)
    if form.is_valid():
        try:
            agency = actions.create(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã thêm cơ quan."))
            return redirect(agency)
    return render(request, "organisations/organisation_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def organisation_edit(request: OfficeRequest, code: str, valid_from: date) -> HttpResponse:
    agency = _agency_to_keep(request, code, valid_from)
    provinces = request.user.scope.province_ids(ADMINISTRATOR)
    form = OrganisationForm(request.POST or None, instance=agency, provinces=provinces)
    if form.is_valid():
        try:
            actions.update(agency, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã lưu cơ quan."))
            return redirect(agency)
    context = {"form": form, "organisation": agency}
    return render(request, "organisations/organisation_edit.html", context)


@require_http_methods(["GET", "POST"])
def alias_create(request: OfficeRequest, code: str, valid_from: date) -> HttpResponse:
    agency = _agency_to_keep(request, code, valid_from)
    form = AliasForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_alias(agency, form.cleaned_data["name"], by=request.user)
        except Refused as refused:
            form.add_error("name", refused.message)
        else:
            messages.success(request, _("Đã thêm tên gọi khác."))
            return redirect(agency)
    context = {"form": form, "organisation": agency}
    return render(request, "organisations/alias_create.html", context)


@require_POST
def alias_remove(request: OfficeRequest, code: str, valid_from: date) -> HttpResponse:
    """``ten`` in the form is the name to drop."""
    agency = _agency_to_keep(request, code, valid_from)
    alias = get_object_or_404(agency.aliases, name=request.POST.get("ten", ""))
    actions.remove_alias(alias, by=request.user)
    messages.success(request, _("Đã bỏ tên gọi khác."))
    return redirect(agency)


def _agency_to_keep(request: OfficeRequest, code: str, valid_from: date) -> Organisation:
    visible = Organisation.objects.visible_to(request.user).for_detail()
    agency = get_object_or_404(visible, code=code, valid_from=valid_from)
    require(rules.may_keep(request.user, agency))
    return agency
