"""Who was there: the half-days of a run, and the sheet of one."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.disclosures import export_sheet_of_people
from accounts.http import AuthedRequest
from common.lists import is_export
from common.refusals import Refused, require
from courses import rules
from courses.actions import attendance
from courses.forms.attendance import AttendanceSheet
from courses.models import ClassSession, CourseRun, Presence
from courses.querysets import run_pages
from courses.states import CourseRunState


def attendance_overview(request: AuthedRequest, code: str) -> HttpResponse:
    """The half-days with their counts; ``xuat=xlsx`` gives people × half-days."""
    run = _run(request, code)
    may_tick = rules.may_tick(request.user, run)
    require(may_tick or rules.may_correct(request.user, run))
    sessions = list(run_pages.sessions_with_counts(run))
    if is_export(request):
        return _export(request, run, sessions)
    context = {
        "run": run,
        "sessions": sessions,
        "may_tick": may_tick,
        "is_running": run.state == CourseRunState.RUNNING,
        "today": timezone.localdate(),
    }
    return render(request, "courses/attendance_overview.html", context)


def _export(request: AuthedRequest, run: CourseRun, sessions: list[ClassSession]) -> HttpResponse:
    """For meal money: one row a person, one column a half-day."""
    ticks = run_pages.presences_of_run(run)
    header = [_("STT"), _("Họ và tên"), _("Đơn vị"), *map(str, sessions)]
    rows = (
        [
            number,
            one.shown_name,
            one.agency_name,
            *(str(ticks.get((session.pk, one.pk), "")) for session in sessions),
        ]
        for number, one in enumerate(run_pages.seats_by_name(run), start=1)
    )
    titles = [_("BẢNG ĐIỂM DANH"), str(run)]
    name = f"diem-danh-{run.code}"
    return export_sheet_of_people(request, name, titles, header, rows, subject=run)


def attendance_sheet(request: AuthedRequest, code: str, session: str) -> HttpResponse:
    """GET shows the sheet (``phieu=trong``: blank, for signatures); POST saves all ticks at once."""
    run = _run(request, code)
    require(rules.may_tick(request.user, run))
    found = run_pages.session_of(run, session)
    if found is None:
        raise Http404
    saved = run_pages.presence_by_enrolment(found)
    sheet = AttendanceSheet(run_pages.seats_by_name(run), saved, request.POST or None)
    if request.method == "POST" and _is_saved(request, found, sheet):
        return redirect("courses:attendance_sheet", run.code, found.slug)
    context = {
        "run": run,
        "session": found,
        "sheet": sheet,
        "rows": sheet.rows,
        "presences": Presence.choices,
        "may_write": run.state == CourseRunState.RUNNING and found.on <= timezone.localdate(),
    }
    is_blank = request.GET.get("phieu") == "trong"
    name = "attendance_sheet_blank" if is_blank else "attendance_sheet"
    return render(request, f"courses/{name}.html", context)


def _is_saved(request: AuthedRequest, session: ClassSession, sheet: AttendanceSheet) -> bool:
    """Write what was changed on the sheet; a refusal stays on the sheet, beside what was ticked."""
    changes = sheet.changes(all_present="tat_ca" in request.POST)
    write = partial(attendance.mark_tokens, session, changes, by=request.user)
    try:
        changed = write()
    except Refused as refused:
        sheet.refusal = refused
        return False
    messages.success(request, _("Đã điểm danh, %(n)d người thay đổi.") % {"n": changed})
    if sheet.newcomers:
        messages.warning(
            request,
            _("%(n)d người vừa được duyệt vào lớp, chưa điểm danh.") % {"n": len(sheet.newcomers)},
        )
    return True


def _run(request: AuthedRequest, code: str) -> CourseRun:
    runs = CourseRun.objects.visible_to(request.user).for_detail()
    return get_object_or_404(runs, code=code)
