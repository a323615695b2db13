"""From the coordinator's drafts to the word of the agency's head: one page a run and agency, all names on it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.http import AuthedRequest
from accounts.models import User
from common.refusals import require
from courses import rules
from courses.actions import agency_approvals
from courses.models import CourseRun, Enrolment
from courses.querysets.enrolments import EnrolmentQuerySet
from courses.querysets.nominations import agencies_in_run, has_head
from organisations.models import Organisation


@require_POST
def nomination_submit(request: AuthedRequest, code: str, agency: str) -> HttpResponse:
    """All drafts of the agency go to its head."""
    run, agencies = _run_and_agencies(request, code, agency, rules.may_nominate_for)
    done = agency_approvals.submit(run, *agencies, by=request.user)
    if run.needs_agency_approval:
        words = _("Đã trình lãnh đạo duyệt cử %(n)d người.")
    else:
        words = _("Lớp không còn yêu cầu lãnh đạo duyệt: đã gửi %(n)d người cho cơ quan chủ trì.")
    messages.success(request, words % {"n": done})
    if run.needs_agency_approval and not has_head(agencies, timezone.localdate()):
        messages.warning(
            request,
            _(
                "Cơ quan chưa có tài khoản lãnh đạo để duyệt. Đề nghị quản trị viên giao vai trò, hoặc gửi công văn "
                "có chữ ký cho cơ quan chủ trì nhập thay."
            ),
        )
    return redirect("courses:enrolment_list", run.code)


@require_GET
def nomination_approval_list(request: AuthedRequest, code: str, agency: str) -> HttpResponse:
    """Everybody whom the agency sends, those who wait for its head first."""
    run, agencies = _run_and_agencies(request, code, agency, rules.may_approve_nominations)
    people = list(_people(request, run, agencies).live().for_list().with_reason().by_name())
    waiting = [one for one in people if one.state == "submitted"]
    return render(
        request,
        "courses/nomination_approval_list.html",
        {
            "run": run,
            "agency": agencies[0],
            "waiting": waiting,
            "others": [one for one in people if one.state != "submitted"],
            "crumbs": [
                (_("Lớp tập huấn"), reverse("courses:course_run_list")),
                (run.code, run.get_absolute_url()),
            ],
        },
    )


@require_POST
def nomination_approve(request: AuthedRequest, code: str, agency: str) -> HttpResponse:
    """``viec=tat_ca`` approves everybody who was on the page, else those who are ticked."""
    run, agencies = _run_and_agencies(request, code, agency, rules.may_approve_nominations)
    done = agency_approvals.approve(run, _chosen(request, run, agencies), by=request.user)
    words = ngettext("Đã duyệt cử %(n)d người.", "Đã duyệt cử %(n)d người.", done)
    messages.success(request, words % {"n": done})
    return redirect(_page(run, agencies[0]))


@require_POST
def nomination_send_back(request: AuthedRequest, code: str, agency: str) -> HttpResponse:
    run, agencies = _run_and_agencies(request, code, agency, rules.may_approve_nominations)
    done = agency_approvals.send_back(
        run,
        _chosen(request, run, agencies),
        by=request.user,
        reason=request.POST.get("ly_do", "").strip(),
    )
    words = ngettext("Đã trả lại đầu mối %(n)d người.", "Đã trả lại đầu mối %(n)d người.", done)
    messages.success(request, words % {"n": done})
    return redirect(_page(run, agencies[0]))


def _chosen(
    request: AuthedRequest, run: CourseRun, agencies: list[Organisation]
) -> list[Enrolment]:
    """All who were on the page, or the ticked ones, whatever has become of them: the action says what is stale."""
    people = _people(request, run, agencies).select_related("trainee")
    name = "hien" if request.POST.get("viec") == "tat_ca" else "chon"
    return list(people.filter(token__in=request.POST.getlist(name)))


def _people(
    request: AuthedRequest, run: CourseRun, agencies: list[Organisation]
) -> EnrolmentQuerySet:
    own = frozenset(one.pk for one in agencies)
    return run.enrolments.visible_to(request.user).of_agencies(own)


def _run_and_agencies(
    request: AuthedRequest, code: str, agency: str, rule: Callable[[User, Organisation], bool]
) -> tuple[CourseRun, list[Organisation]]:
    """The agency's rows for which ``rule`` holds, the one of today first; at least one."""
    run = get_object_or_404(CourseRun.objects.visible_to(request.user), code=code)
    found = agencies_in_run(run, agency, request.user)
    if not found:
        raise Http404
    allowed = [one for one in found if rule(request.user, one)]
    require(bool(allowed))
    return run, allowed


def _page(run: CourseRun, agency: Organisation) -> str:
    return reverse("courses:nomination_approval_list", args=[run.code, agency.code])
