"""The spokesperson network: who speaks for which agency, posted in time, and who is missing."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.disclosures import export_people
from accounts.http import AuthedRequest
from common.lists import export_response, is_export, list_page
from common.models import StateChange
from common.refusals import Refused, require
from common.templatetags.ui import vn_date
from organisations.models import Organisation
from trainees import coverage, rules
from trainees.actions import spokespersons
from trainees.forms.spokespersons import (
    ContactForm,
    CoverageFilterForm,
    SpokespersonEndForm,
    SpokespersonFilterForm,
    SpokespersonForm,
)
from trainees.models import Spokesperson
from trainees.spokesperson_columns import LACKING_COLUMNS, SPOKESPERSON_COLUMNS, SPOKESPERSON_EXPORT


@require_GET
def spokesperson_list(request: AuthedRequest) -> HttpResponse:
    require(rules.may_see_network(request.user))
    today = timezone.localdate()
    form = SpokespersonFilterForm(request.GET)
    visible = Spokesperson.objects.visible_to(request.user)
    rows = form.of_state(visible, today).for_list()
    listing = list_page(request, rows, SPOKESPERSON_COLUMNS, form=form, default_order="co-quan")
    if is_export(request):
        titles = [_("NGƯỜI PHÁT NGÔN"), _("Tại ngày %(day)s") % {"day": vn_date(today)}]
        name = "nguoi-phat-ngon"
        return export_people(request, name, SPOKESPERSON_EXPORT, listing.stream(), titles)
    for one in listing.rows:
        one.may_keep = rules.may_keep_spokesperson(request.user, one.organisation)
        one.is_over = bool(one.recognition.valid_to and one.recognition.valid_to < today)
    context = {
        "listing": listing,
        "silent": coverage.own_without(request.user, today),
        "may_see_coverage": rules.may_see_coverage(request.user),
    }
    return render(request, "trainees/spokesperson_list.html", context)


@require_http_methods(["GET", "POST"])
def spokesperson_assign(request: AuthedRequest, code: str, valid_from: date) -> HttpResponse:
    visible = Organisation.objects.visible_to(request.user)
    organisation = get_object_or_404(visible.for_detail(), code=code, valid_from=valid_from)
    require(rules.may_keep_spokesperson(request.user, organisation))
    form = SpokespersonForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid() and _assigned(request, form, organisation):
        messages.success(
            request, _("Đã ghi phân công. Phải đăng công khai trong 24 giờ kể từ lúc phân công.")
        )
        return redirect("trainees:spokesperson_list")
    context = {"form": form, "organisation": organisation}
    return render(request, "trainees/spokesperson_assign.html", context)


@require_http_methods(["GET", "POST"])
def spokesperson_edit(request: AuthedRequest, token: str) -> HttpResponse:
    one = _visible(request, token)
    form = ContactForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        try:
            spokespersons.edit(one, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã lưu thông tin người phát ngôn."))
            return redirect("trainees:spokesperson_list")
    history = StateChange.objects.of(one).for_history()
    context = {"form": form, "spokesperson": one, "history": history}
    return render(request, "trainees/spokesperson_edit.html", context)


@require_POST
def spokesperson_post(request: AuthedRequest, token: str) -> HttpResponse:
    one = _visible(request, token)
    spokespersons.post(one, by=request.user)
    messages.success(request, _("Đã đăng công khai %(name)s.") % {"name": one.person})
    return redirect("trainees:spokesperson_list")


@require_http_methods(["GET", "POST"])
def spokesperson_end(request: AuthedRequest, token: str) -> HttpResponse:
    one = _visible(request, token)
    form = SpokespersonEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            spokespersons.end(one, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã ghi kết thúc phân công."))
            return redirect("trainees:spokesperson_list")
    context = {
        "heading": _("Kết thúc phân công người phát ngôn"),
        "question": _("%(name)s không còn là người phát ngôn của %(agency)s?")
        % {"name": one.person, "agency": one.organisation},
        "happenings": [
            _("Sau ngày cuối cùng, tên và liên hệ rời trang công khai."),
            _("Cơ quan phải phân công người khác."),
        ],
        "form": form,
        "verb": _("Kết thúc phân công"),
        "back_url": reverse("trainees:spokesperson_list"),
    }
    return render(request, "common/_confirm.html", context)


@require_GET
def spokesperson_coverage(request: AuthedRequest) -> HttpResponse:
    """How many of the agencies that must have a spokesperson have one on a day, and which have none."""
    require(rules.may_see_coverage(request.user))
    form = CoverageFilterForm(request.GET)
    day = form.day
    asked = coverage.must_have(Organisation.objects.visible_to(request.user), day)
    rows = coverage.without(asked, day).for_list()
    listing = list_page(request, rows, LACKING_COLUMNS, form=form, default_order="ten")
    if is_export(request):
        titles = [
            _("CƠ QUAN CHƯA CÓ NGƯỜI PHÁT NGÔN"),
            _("Tại ngày %(day)s") % {"day": vn_date(day)},
        ]
        return export_response("chua-co-nguoi-phat-ngon", LACKING_COLUMNS, listing.stream(), titles)
    for agency in listing.rows:
        agency.may_keep = rules.may_keep_spokesperson(request.user, agency)
    kinds = coverage.by_kind(asked, day)
    context = {
        "listing": listing,
        "day": day,
        "kinds": kinds,
        "total": coverage.in_all(kinds, _("Tất cả")),
        "chart": [_bar(row) for row in kinds],
    }
    return render(request, "trainees/spokesperson_coverage.html", context)


def _visible(request: AuthedRequest, token: str) -> Spokesperson:
    """One that the reader sees and may keep."""
    rows = Spokesperson.objects.visible_to(request.user).for_list()
    one = get_object_or_404(rows, token=token)
    require(rules.may_keep_spokesperson(request.user, one.organisation))
    return one


def _assigned(request: AuthedRequest, form: SpokespersonForm, organisation: Organisation) -> bool:
    """False when the form now says what is wrong."""
    trainee = form.cleaned_data["trainee"]
    try:
        spokespersons.assign(organisation, trainee, **form.assignment, by=request.user)
    except spokespersons.AlreadySpeaking as refused:
        form.ask_whether_to_replace()
        form.add_error(None, refused.message)
    except Refused as refused:
        form.add_error(None, refused.message)
    else:
        return True
    return False


def _bar(row: coverage.Coverage) -> dict[str, object]:
    return {"label": row.label, "value": f"{row.have}/{row.must}", "percent": row.percent}
