"""Roles given and ended."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import actions, rules
from accounts.forms import GrantEndForm, RoleGrantForm
from accounts.http import AuthedRequest
from accounts.models import RoleGrant, User
from common.refusals import Refused, require


@require_http_methods(["GET", "POST"])
def grant_create(request: AuthedRequest, username: str) -> HttpResponse:
    require(rules.may_administer(request.user))
    account = get_object_or_404(User.objects.visible_to(request.user), username=username)
    form = RoleGrantForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        require(rules.may_grant(request.user, given["organisation"].unit.province_id))
        try:
            actions.grant(
                account,
                role=given["role"],
                organisation=given["organisation"],
                on=given["valid_from"],
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Đã giao vai trò."))
            return redirect(account)
    return render(request, "accounts/grant_create.html", {"form": form, "account": account})


@require_http_methods(["GET", "POST"])
def grant_end(request: AuthedRequest, username: str, pk: int) -> HttpResponse:
    require(rules.may_administer(request.user))
    account = get_object_or_404(User.objects.visible_to(request.user), username=username)
    held = get_object_or_404(RoleGrant.objects.for_scope().filter(user=account), pk=pk)
    require(rules.may_end_grant(request.user, held))
    form = GrantEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_grant(held, on=form.cleaned_data["on"], by=request.user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã kết thúc vai trò."))
            return redirect(account)
    context = {
        "heading": _("Kết thúc vai trò"),
        "question": _("Kết thúc vai trò %(grant)s của %(name)s?")
        % {"grant": held, "name": account},
        "form": form,
        "verb": _("Kết thúc vai trò"),
        "is_dangerous": True,
        "back_url": account.get_absolute_url(),
    }
    return render(request, "common/_confirm.html", context)
