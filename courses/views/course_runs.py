"""Runs: the list, one run's page, and the steps of its life."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.http import AuthedRequest
from common.lists import Column, export_response, is_export, list_page
from common.refusals import require
from courses import rules
from courses.actions import completions, course_runs
from courses.actions.run_changes import refuse_over, version_of
from courses.forms.course_runs import (
    CancelForm,
    CourseRunFilterForm,
    CourseRunForm,
    carried_out,
    task_from_address,
)
from courses.history_words import lines_of
from courses.models import CourseRun
from courses.next_steps import START_QUESTION, link, next_step
from courses.querysets import run_pages
from courses.querysets.plans import STAFF_ROLES
from courses.states import CourseRunState

COLUMNS = (
    Column("code", gettext_lazy("Mã lớp"), ("code",), lambda run: run.code),
    Column("title", gettext_lazy("Tên lớp"), ("title",), lambda run: run.title),
    Column("starts", gettext_lazy("Thời gian"), ("starts_on",)),
    Column("taken", gettext_lazy("Đã duyệt/Số chỗ"), ("seats_taken",), is_number=True),
    Column(
        "waiting", gettext_lazy("Chờ xét"), ("waiting",), lambda run: run.waiting, is_number=True
    ),
    Column("state", gettext_lazy("Tình trạng"), ("state",), lambda run: run.get_state_display()),
)
# A cell of the screen that holds two facts becomes two columns in the file.
EXPORT = (
    *COLUMNS,
    Column("lead", gettext_lazy("Cơ quan chủ trì"), (), lambda run: str(run.lead_organisation)),
    Column("mode", gettext_lazy("Hình thức"), (), lambda run: run.get_mode_display()),
    Column("first", gettext_lazy("Khai giảng"), (), lambda run: run.starts_on),
    Column("last", gettext_lazy("Bế giảng"), (), lambda run: run.ends_on),
    Column("held", gettext_lazy("Đã duyệt"), (), lambda run: run.seats_taken),
    Column("seats", gettext_lazy("Số chỗ"), (), lambda run: run.seats),
)


def course_run_list(request: AuthedRequest) -> HttpResponse:
    require(request.user.scope.has(*STAFF_ROLES))
    runs = CourseRun.objects.visible_to(request.user)
    form = CourseRunFilterForm(request.GET, runs=runs)
    listing = list_page(request, runs.for_list(), COLUMNS, form=form, default_order="-starts")
    if is_export(request):
        return export_response("lop-tap-huan", EXPORT, listing.stream(), [_("DANH SÁCH LỚP")])
    may_create = rules.may_create_runs(request.user)
    context = {"listing": listing, "may_create": may_create}
    return render(request, "courses/course_run_list.html", context)


def course_run_create(request: AuthedRequest) -> HttpResponse:
    require(rules.may_create_runs(request.user))
    task = task_from_address(request.GET.get("nhiem_vu", ""), request.user)
    form = CourseRunForm(request.POST or None, user=request.user, initial={"plan_task": task})
    if request.method == "POST" and form.is_valid():
        run = form.save(commit=False)
        chosen, admitted = form.cleaned_data["modules"], form.cleaned_data["admitted_categories"]
        create = partial(course_runs.create, modules=chosen, categories=admitted, by=request.user)
        if carried_out(form, partial(create, run)):
            messages.success(request, _("Đã lập lớp %(code)s.") % {"code": run.code})
            return redirect(run)
    return render(request, "courses/course_run_create.html", {"form": form})


def course_run_edit(request: AuthedRequest, code: str) -> HttpResponse:
    run = get_object_or_404(CourseRun.objects.visible_to(request.user), code=code)
    require(rules.may_manage(request.user, run))
    refuse_over(run)
    # Read before the rest: a save in between makes the form stale, never the other way round.
    version = version_of(run)
    # The form writes into its own copy: the page's title keeps the saved code when the form is refused.
    edited = CourseRun.objects.visible_to(request.user).get(pk=run.pk)
    form = CourseRunForm(request.POST or None, instance=edited, user=request.user)
    if request.method == "POST" and form.is_valid():
        chosen, admitted = form.cleaned_data["modules"], form.cleaned_data["admitted_categories"]
        update = partial(
            course_runs.update,
            modules=chosen,
            categories=admitted,
            seen=_version_seen(request),
            by=request.user,
        )
        if carried_out(form, partial(update, form.save(commit=False))):
            messages.success(request, _("Đã lưu thông tin lớp."))
            return redirect(edited)
    context = {"form": form, "run": run, "version": version}
    return render(request, "courses/course_run_edit.html", context)


def _version_seen(request: AuthedRequest) -> int | None:
    seen = request.POST.get("phien_ban", "")
    return int(seen) if seen.isdecimal() else None


def course_run_detail(request: AuthedRequest, code: str) -> HttpResponse:
    runs = CourseRun.objects.visible_to(request.user).for_detail()
    run = get_object_or_404(runs, code=code)
    user = request.user
    own = run_pages.own_enrolment(run, user)
    has_begun = run.state in (CourseRunState.RUNNING, *CourseRunState.over())
    context = {
        "run": run,
        "own": own,
        "may_learn": has_begun and own is not None and rules.may_learn(user, own),
        "contents_url": link("cms:course_contents", run.code),
        "sessions": list(run_pages.sessions_with_counts(run)),
        "trainers": list(run_pages.trainers_of(run)),
        "modules": list(run.modules.all()),
        "categories": list(run.admitted_categories.all()),
    }
    if not user.scope.has(*STAFF_ROLES):
        return render(request, "courses/course_run_detail_learner.html", context)
    return render(request, "courses/course_run_detail.html", context | _office(request, run))


def _office(request: AuthedRequest, run: CourseRun) -> dict[str, object]:
    """What the run's page shows to staff, by their rights."""
    user = request.user
    may_manage = rules.may_manage(user, run)
    may_tick = rules.may_tick(user, run)
    sees_all = may_manage or may_tick or rules.may_correct(user, run)
    sees_all = sees_all or run_pages.oversees(run, user)
    return {
        "step": next_step(run, user, timezone.localdate()),
        "may_manage": may_manage,
        "may_tick": may_tick,
        "teaches": rules.teaches(user, run),
        "may_nominate": run.takes_people
        and rules.may_nominate(user, run)
        and link("courses:nomination_create", run.code),
        "may_cancel": may_manage and run.state in CourseRunState.editable(),
        "may_archive": may_manage and run.state == CourseRunState.CLOSED,
        "may_start": may_manage and run.state == CourseRunState.OPEN,
        "is_over": run.state in CourseRunState.over(),
        "start_question": START_QUESTION,
        "sees_all": sees_all,
        "counts": run_pages.people_by_state(run, user),
        "list_url": link("courses:enrolment_list", run.code),
        "quotas": run_pages.quotas_for(run, user, oversees=sees_all),
        "history": lines_of(run_pages.history_of(run)) if sees_all else [],
    }


@require_POST
def course_run_open(request: AuthedRequest, code: str) -> HttpResponse:
    run = _own_run(request, code)
    course_runs.open_(run, by=request.user)
    messages.success(request, _("Lớp đã mở nhận danh sách. Các đơn vị có thể cử học viên."))
    return redirect(run)


@require_POST
def course_run_start(request: AuthedRequest, code: str) -> HttpResponse:
    run = _own_run(request, code)
    course_runs.start(run, by=request.user)
    messages.success(request, _("Lớp đã khai giảng. Thông tin của học viên đã duyệt được chốt."))
    return redirect(run)


def course_run_close(request: AuthedRequest, code: str) -> HttpResponse:
    """GET shows what closing now would decide; POST closes."""
    run = _own_run(request, code)
    if request.method == "POST":
        decided = course_runs.close(run, by=request.user)
        messages.success(
            request, _("Lớp đã kết thúc với %(results)d kết quả.") % {"results": decided}
        )
        return redirect("courses:course_run_results", run.code)
    outcomes = completions.preview(run)
    rows = [(one, outcomes[one.pk]) for one in run_pages.seats_by_name(run)]
    context = {
        "run": run,
        "rows": rows,
        "completed": sum(outcome.is_completed for _one, outcome in rows),
        "failed": sum(not outcome.is_completed for _one, outcome in rows),
        "faults": course_runs.faults_before_close(run),
        "gaps": [s for s in run_pages.sessions_with_counts(run) if 0 < s.ticked < len(rows)],
        "unanswered": run.enrolments.live().count() - len(rows),
        "is_running": run.state == CourseRunState.RUNNING,
    }
    return render(request, "courses/course_run_close.html", context)


def course_run_cancel(request: AuthedRequest, code: str) -> HttpResponse:
    """GET asks for the reason; POST cancels."""
    run = _own_run(request, code)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(form, partial(course_runs.cancel, run, by=request.user, reason=reason)):
            messages.success(request, _("Đã hủy lớp %(code)s.") % {"code": run.code})
            return redirect(run)
    people = run.enrolments.live().count()
    context = {
        "run": run,
        "form": form,
        "happenings": [
            _("%(people)d người trong danh sách được rút khỏi lớp.") % {"people": people},
            _("Lớp không mở lại được; lịch sử vẫn được giữ."),
        ],
    }
    return render(request, "courses/course_run_cancel.html", context)


@require_POST
def course_run_archive(request: AuthedRequest, code: str) -> HttpResponse:
    run = _own_run(request, code)
    course_runs.archive(run, by=request.user)
    messages.success(request, _("Đã lưu trữ lớp %(code)s.") % {"code": run.code})
    return redirect(run)


def _own_run(request: AuthedRequest, code: str) -> CourseRun:
    run = get_object_or_404(CourseRun.objects.visible_to(request.user), code=code)
    require(rules.may_manage(request.user, run))
    return run
