"""Accounts, as their administrator keeps them."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import actions, rules
from accounts.columns import COLUMNS, EXPORT_ONLY
from accounts.disclosures import export_people
from accounts.forms import DeactivateForm, UserCreateForm, UserFilterForm, UserForm
from accounts.http import AuthedRequest
from accounts.models import User
from common.lists import is_export, list_page
from common.models import StateChange
from common.refusals import require

WRITE = ["GET", "POST"]


@require_GET
def user_list(request: AuthedRequest) -> HttpResponse:
    require(rules.may_administer(request.user))
    form = UserFilterForm(request.GET)
    people = User.objects.visible_to(request.user).for_list()
    listing = list_page(request, people, COLUMNS, form=form, default_order="ten")
    if is_export(request):
        columns = [*COLUMNS, *EXPORT_ONLY]
        title = [_("DANH SÁCH TÀI KHOẢN")]
        return export_people(request, "tai-khoan", columns, listing.stream(), title)
    return render(request, "accounts/user_list.html", {"listing": listing})


@require_GET
def user_detail(request: AuthedRequest, username: str) -> HttpResponse:
    account = _account(request, username)
    grants = [
        (grant, rules.may_end_grant(request.user, grant)) for grant in account.grants.for_detail()
    ]
    context = {
        "account": account,
        "grants": grants,
        "may_manage": rules.may_manage(request.user, account),
        "history": StateChange.objects.of(account).for_history(),
        "is_self": account == request.user,
    }
    return render(request, "accounts/user_detail.html", context)


@require_http_methods(WRITE)
def user_create(request: AuthedRequest) -> HttpResponse:
    require(rules.may_administer(request.user))
    form = UserCreateForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        account = _created(form, request.user)
        if account is not None:
            return _show_link(request, account)
    return render(request, "accounts/user_create.html", {"form": form})


@require_http_methods(WRITE)
def user_edit(request: AuthedRequest, username: str) -> HttpResponse:
    account = _account(request, username)
    require(rules.may_manage(request.user, account))
    form = UserForm(request.POST or None, instance=account)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.update(account, full_name=given["full_name"], email=given["email"], by=request.user)
        messages.success(request, _("Đã lưu thông tin tài khoản."))
        return redirect(account)
    return render(request, "accounts/user_edit.html", {"form": form, "account": account})


@require_http_methods(WRITE)
def user_deactivate(request: AuthedRequest, username: str) -> HttpResponse:
    account = _account(request, username)
    require(rules.may_manage(request.user, account))
    form = DeactivateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.deactivate(account, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Đã khóa tài khoản."))
        return redirect(account)
    context = {
        "heading": _("Khóa tài khoản %(name)s") % {"name": account},
        "question": _("Khóa tài khoản %(username)s của %(name)s?")
        % {"username": account.username, "name": account},
        "happenings": [
            _("Người này bị đăng xuất ngay ở mọi máy và không đăng nhập được nữa."),
            _("Vai trò và mọi việc đã làm được giữ nguyên; có thể mở lại bất cứ lúc nào."),
        ],
        "form": form,
        "verb": _("Khóa tài khoản"),
        "is_dangerous": True,
        "back_url": account.get_absolute_url(),
    }
    return render(request, "common/_confirm.html", context)


@require_POST
def user_activate(request: AuthedRequest, username: str) -> HttpResponse:
    account = _account(request, username)
    require(rules.may_manage(request.user, account))
    actions.activate(account, by=request.user)
    messages.success(request, _("Đã mở lại tài khoản."))
    return redirect(account)


@require_POST
def password_link_create(request: AuthedRequest, username: str) -> HttpResponse:
    account = _account(request, username)
    require(rules.may_manage(request.user, account))
    return _show_link(request, account)


def _account(request: AuthedRequest, username: str) -> User:
    require(rules.may_administer(request.user))
    return get_object_or_404(User.objects.visible_to(request.user), username=username)


def _created(form: UserCreateForm, by: User) -> User | None:
    """The new account with its first role; None when the form now says what is wrong."""
    given = form.cleaned_data
    try:
        with transaction.atomic():
            account = actions.create_user(
                username=given["username"],
                full_name=given["full_name"],
                email=given["email"],
                by=by,
            )
            actions.grant(
                account,
                role=given["role"],
                organisation=given["organisation"],
                on=given["valid_from"],
                by=by,
            )
    except ValidationError as error:
        form.add_error(None, error)
        return None
    return account


def _show_link(request: AuthedRequest, account: User) -> HttpResponse:
    """The link is shown in the answer itself: nothing stores it, and no reload shows it again."""
    path = actions.password_link(account, by=request.user)
    context = {
        "account": account,
        "link": request.build_absolute_uri(path),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 3600),
    }
    return render(request, "accounts/password_link.html", context)
