"""The office's own words for each kind of notice, for the administrator of the province."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import AuthedRequest
from accounts.models import User
from common.refusals import require
from notices import rendering, rules
from notices.actions import templates
from notices.actions.notices import Words, words_of
from notices.forms import TemplateForm
from notices.kinds import KINDS, PLACEHOLDERS, Kind
from notices.models import NoticeTemplate
from organisations.models import AdministrativeUnit
from organisations.querysets import AdministrativeUnitQuerySet


class Line(NamedTuple):
    """One kind in the list; ``own`` is the province's template, if it has one."""

    kind: Kind
    own: NoticeTemplate | None


@require_GET
def template_list(request: AuthedRequest) -> HttpResponse:
    require(rules.may_administer(request.user))
    provinces = [
        (province, _lines(request.user, province)) for province in _provinces(request.user)
    ]
    return render(request, "notices/template_list.html", {"provinces": provinces})


@require_http_methods(["GET", "POST"])
def template_edit(request: AuthedRequest, province: str, kind: str) -> HttpResponse:
    """``xem`` shows what was typed with sample facts, and saves nothing."""
    require(rules.may_administer(request.user))
    unit, chosen = _found(request.user, province, kind)
    words = words_of(kind, unit.pk)
    form = TemplateForm(request.POST or None, initial=words._asdict(), kind=kind)
    if request.method == "POST" and form.is_valid():
        if "xem" not in request.POST:
            templates.save(kind, unit, **form.cleaned_data, by=request.user)
            messages.success(request, _("Đã lưu mẫu thông báo. Các thông báo từ nay dùng mẫu này."))
            return redirect("notices:template_list")
        words = Words(**form.cleaned_data)
    context = {
        "form": form,
        "kind": chosen,
        "province": unit,
        "placeholders": [(f"{{{name}}}", PLACEHOLDERS[name].label) for name in chosen.names],
        "sample": _sample(chosen, words),
        "is_own": kind in NoticeTemplate.objects.visible_to(request.user).by_kind(unit.pk),
    }
    return render(request, "notices/template_edit.html", context)


@require_POST
def template_reset(request: AuthedRequest, province: str, kind: str) -> HttpResponse:
    require(rules.may_administer(request.user))
    unit, _chosen = _found(request.user, province, kind)
    templates.reset(kind, unit, by=request.user)
    messages.success(request, _("Đã trở về mẫu mặc định."))
    return redirect("notices:template_edit", province, kind)


def _lines(user: User, province: AdministrativeUnit) -> list[Line]:
    own = NoticeTemplate.objects.visible_to(user).by_kind(province.pk)
    return [Line(kind, own.get(code)) for code, kind in KINDS.items()]


def _provinces(user: User) -> AdministrativeUnitQuerySet:
    own = AdministrativeUnit.objects.visible_to(user).provinces()
    return own.filter(pk__in=rules.own_province_ids(user)).order_by("search_key")


def _found(user: User, province: str, kind: str) -> tuple[AdministrativeUnit, Kind]:
    """Raises: Http404, for a kind that there is not, or a province of somebody else."""
    if kind not in KINDS:
        raise Http404
    today = _provinces(user).valid_on(timezone.localdate())
    return get_object_or_404(today, code=province), KINDS[kind]


def _sample(kind: Kind, words: Words) -> dict[str, str]:
    facts = {name: PLACEHOLDERS[name].sample for name in kind.names}
    return {
        "subject": rendering.subject(words.subject, facts),
        "body": rendering.body(words.body, facts),
    }
