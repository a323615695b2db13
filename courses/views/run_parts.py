"""The timetable, the quotas and the trainers of a run."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import AuthedRequest
from accounts.models import Role
from common.refusals import require
from courses import rules
from courses.actions import course_runs, quotas, run_trainers, sessions
from courses.forms.course_runs import carried_out
from courses.forms.run_parts import (
    QuotaAddForm,
    QuotaKindForm,
    QuotaSeatsForm,
    RunTrainerForm,
    SessionForm,
)
from courses.models import CourseRun
from courses.querysets import run_pages
from courses.states import CourseRunState

FOUND_AT_MOST = 60


def session_list(request: AuthedRequest, code: str) -> HttpResponse:
    """GET shows the timetable; POST adds a half-day (``viec=them``) or saves the topics (``viec=luu``)."""
    run = _own_run(request, code)
    adds = request.POST.get("viec") == "them"
    form = SessionForm(request.POST if adds else None, run=run)
    if adds and form.is_valid():
        if carried_out(form, partial(sessions.add, run, by=request.user, **form.cleaned_data)):
            messages.success(request, _("Đã thêm buổi học."))
            return redirect("courses:session_list", run.code)
    elif request.method == "POST" and not adds:
        topics = {s.pk: request.POST.get(f"noi-dung-{s.slug}", s.topic) for s in run.sessions.all()}
        changed = sessions.set_topics(run, topics, by=request.user)
        messages.success(request, _("Đã lưu nội dung %(n)d buổi.") % {"n": changed})
        return redirect("courses:session_list", run.code)
    context = {
        "run": run,
        "form": form,
        "sessions": list(run_pages.sessions_with_counts(run)),
        "may_plan": run.state in CourseRunState.editable(),
        "is_fixed": _is_fixed(run),
    }
    return render(request, "courses/session_list.html", context)


@require_POST
def session_plan(request: AuthedRequest, code: str) -> HttpResponse:
    run = _own_run(request, code)
    added = course_runs.plan_half_days(run, by=request.user)
    messages.success(request, _("Đã lập thêm %(n)d buổi học.") % {"n": added})
    return redirect("courses:session_list", run.code)


@require_POST
def session_remove(request: AuthedRequest, code: str, session: str) -> HttpResponse:
    run = _own_run(request, code)
    found = run_pages.session_of(run, session)
    if found is None:
        raise Http404
    sessions.remove(found, by=request.user)
    messages.success(request, _("Đã xóa buổi %(session)s.") % {"session": found})
    return redirect("courses:session_list", run.code)


def quota_list(request: AuthedRequest, code: str) -> HttpResponse:
    """GET shows the quotas and finds agencies (``tim``); POST saves one of three forms (``viec``)."""
    run = _own_run(request, code)
    page = _QuotaPage(request, run)
    if request.method == "POST" and page.is_saved():
        messages.success(request, _("Đã lưu chỉ tiêu."))
        _warn_of_too_many(request, run)
        return redirect("courses:quota_list", run.code)
    return render(request, "courses/quota_list.html", page.context)


def _warn_of_too_many(request: AuthedRequest, run: CourseRun) -> None:
    sums = run_pages.QuotaSums.of(run, run_pages.quota_use(run))
    if sums.over:
        messages.warning(
            request,
            _(
                "Tổng chỉ tiêu %(given)d nhiều hơn số chỗ %(seats)d của lớp: người đến sau vào danh sách chờ."
            )
            % {"given": sums.given, "seats": run.seats},
        )


@require_POST
def quota_release(request: AuthedRequest, code: str) -> HttpResponse:
    """Take back what no agency has used."""
    run = _own_run(request, code)
    seats = quotas.release_unused(run, by=request.user)
    messages.success(request, _("Đã thu hồi %(n)d chỉ tiêu chưa dùng.") % {"n": seats})
    return redirect("courses:quota_list", run.code)


class _QuotaPage:
    """Three forms on one page: the seats that stand, agencies found by name, all of a kind at once."""

    def __init__(self, request: AuthedRequest, run: CourseRun) -> None:
        self.run, self.by = run, request.user
        self.work = request.POST.get("viec", "")
        self.words = request.GET.get("tim", "").strip()
        provinces = request.user.scope.province_ids(Role.ORGANISER)
        self.agencies = run_pages.agencies_to_call(run, provinces)
        self.found = list(self.agencies.search(self.words)[:FOUND_AT_MOST]) if self.words else []
        self.uses = run_pages.quota_use(run)
        self.seats = QuotaSeatsForm(self._sent(request, "luu"), uses=self.uses)
        self.add = QuotaAddForm(self._sent(request, "them"), agencies=self.found)
        # Both forms ask for seats: their fields need ids of their own.
        self.kind = QuotaKindForm(self._sent(request, "them_loai"), auto_id="loai_%s")

    def _sent(self, request: AuthedRequest, work: str) -> QueryDict | None:
        return request.POST if self.work == work else None

    def is_saved(self) -> bool:
        acts: dict[str, tuple[BaseForm, Callable[[], int]]] = {
            "luu": (self.seats, self._save_seats),
            "them": (self.add, self._add_found),
            "them_loai": (self.kind, self._add_kind),
        }
        if self.work not in acts:
            return False
        form, act = acts[self.work]
        return form.is_valid() and carried_out(form, act)

    def _save_seats(self) -> int:
        return quotas.set_seats(self.run, self.seats.seats, by=self.by)

    def _add_found(self) -> int:
        seats = self.add.cleaned_data["so_cho"]
        return quotas.add(self.run, self.add.chosen, seats=seats, by=self.by)

    def _add_kind(self) -> int:
        wanted = self.kind.cleaned_data
        agencies = run_pages.of_kind(self.agencies, wanted["loai"])
        return quotas.add(self.run, agencies, seats=wanted["so_cho"], by=self.by)

    @property
    def _may_release(self) -> bool:
        day = quotas.release_day(self.run)
        is_due = day is not None and day <= timezone.localdate()
        return is_due and self.run.takes_people and any(use.left for use in self.uses)

    @property
    def context(self) -> dict[str, object]:
        return {
            "run": self.run,
            "seats": self.seats,
            "add": self.add,
            "kind": self.kind,
            "words": self.words,
            "found": self.found,
            "sums": run_pages.QuotaSums.of(self.run, self.uses),
            "release_day": quotas.release_day(self.run),
            "may_release": self._may_release,
            "is_fixed": _is_fixed(self.run),
        }


def run_trainer_list(request: AuthedRequest, code: str) -> HttpResponse:
    """GET shows the trainers; POST adds one."""
    run = _own_run(request, code)
    accounts = run_pages.trainers_to_name(run, request.user.scope.province_ids(Role.ORGANISER))
    form = RunTrainerForm(request.POST or None, accounts=accounts)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        add = partial(
            run_trainers.add,
            run,
            user=given["tai_khoan"],
            full_name=given["ho_ten"],
            organisation_name=given["don_vi"],
            by=request.user,
        )
        if carried_out(form, add):
            messages.success(request, _("Đã thêm giảng viên."))
            return redirect("courses:run_trainer_list", run.code)
    context = {
        "run": run,
        "form": form,
        "trainers": list(run_pages.trainers_of(run)),
        "is_fixed": _is_fixed(run),
    }
    return render(request, "courses/run_trainer_list.html", context)


@require_POST
def run_trainer_remove(request: AuthedRequest, code: str) -> HttpResponse:
    run = _own_run(request, code)
    number = request.POST.get("giang_vien", "")
    trainer = get_object_or_404(run.trainers, pk=number if number.isdigit() else 0)
    run_trainers.remove(trainer, by=request.user)
    messages.success(request, _("Đã bỏ %(name)s khỏi lớp.") % {"name": trainer})
    return redirect("courses:run_trainer_list", run.code)


def _own_run(request: AuthedRequest, code: str) -> CourseRun:
    runs = CourseRun.objects.visible_to(request.user).for_detail()
    run = get_object_or_404(runs, code=code)
    require(rules.may_manage(request.user, run))
    return run


def _is_fixed(run: CourseRun) -> bool:
    return run.state in (*CourseRunState.over(), CourseRunState.CANCELLED)
