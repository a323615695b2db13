"""The buttons that move one person of a run along."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import AuthedRequest
from common.refusals import require
from courses import rules
from courses.actions import enrolments
from courses.models import Enrolment


@require_POST
def enrolment_confirm(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = enrolment_of(request, code, token)
    require(rules.may_manage(request.user, enrolment.course_run))
    enrolments.confirm(enrolment, by=request.user)
    return _done(request, enrolment, _("Đã duyệt %(name)s."))


@require_POST
def enrolment_waitlist(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = enrolment_of(request, code, token)
    require(rules.may_manage(request.user, enrolment.course_run))
    enrolments.waitlist(enrolment, by=request.user)
    return _done(request, enrolment, _("Đã đưa %(name)s vào danh sách chờ."))


@require_POST
def enrolment_decline(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = enrolment_of(request, code, token)
    require(rules.may_manage(request.user, enrolment.course_run))
    enrolments.decline(enrolment, by=request.user, reason=_reason(request))
    return _done(request, enrolment, _("Đã ghi nhận không tiếp nhận %(name)s."))


@require_POST
def enrolment_return(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = enrolment_of(request, code, token)
    require(rules.may_manage(request.user, enrolment.course_run))
    enrolments.return_(enrolment, by=request.user, reason=_reason(request))
    return _done(request, enrolment, _("Đã trả lại %(name)s để đơn vị bổ sung."))


@require_POST
def enrolment_renominate(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = enrolment_of(request, code, token)
    require(rules.may_renominate(request.user, enrolment))
    enrolments.renominate(enrolment, by=request.user)
    return _done(request, enrolment, _("Đã cử lại %(name)s."))


@require_POST
def enrolment_withdraw(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = enrolment_of(request, code, token)
    require(rules.may_withdraw(request.user, enrolment))
    enrolments.withdraw(enrolment, by=request.user, reason=_reason(request))
    return _done(request, enrolment, _("Đã rút %(name)s khỏi lớp."))


def enrolment_of(request: AuthedRequest, code: str, token: str) -> Enrolment:
    rows = Enrolment.objects.visible_to(request.user).for_list()
    rows = rows.select_related(
        "course_run__lead_organisation",
        "unit",
        "substitute_for__trainee",
        "substitute_for__course_run",
    ).with_agency()
    return get_object_or_404(rows, course_run__code=code, token=token)


def _reason(request: AuthedRequest) -> str:
    return request.POST.get("ly_do", "").strip()


def _done(request: AuthedRequest, enrolment: Enrolment, words: str) -> HttpResponse:
    messages.success(request, words % {"name": enrolment.shown_name})
    return redirect(next_page(request) or enrolment)


def next_page(request: AuthedRequest) -> str:
    """The page of ours that the form wants to go back to, or the empty string."""
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else ""
