"""The results of a run, and their correction after closing."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.disclosures import export_people
from accounts.http import AuthedRequest
from common.lists import Column, is_export, list_page
from common.refusals import require
from courses import rules
from courses.actions import completions
from courses.forms.course_runs import carried_out
from courses.forms.results import CorrectionForm, ResultFilterForm
from courses.models import CourseRun, Enrolment
from courses.next_steps import link
from courses.querysets import run_pages
from courses.querysets.plans import STAFF_ROLES
from courses.states import CourseRunState

COLUMNS = (
    Column("name", gettext_lazy("Họ và tên"), ("trainee__sort_key",), lambda one: one.shown_name),
    Column("agency", gettext_lazy("Đơn vị"), ("agency_name",), lambda one: one.agency_name),
    Column(
        "category",
        gettext_lazy("Đối tượng"),
        ("category__position", "category__label"),
        lambda one: one.category.label,
    ),
    Column(
        "attended",
        gettext_lazy("Tham gia"),
        ("completion__sessions_attended",),
        lambda one: one.completion.sessions_attended,
        is_number=True,
    ),
    Column(
        "held",
        gettext_lazy("Tổng số"),
        (),
        lambda one: one.completion.sessions_held,
        is_number=True,
    ),
    Column(
        "mark",
        gettext_lazy("Điểm (%)"),
        ("completion__mark_percent",),
        lambda one: one.completion.mark_percent,
        is_number=True,
    ),
    Column(
        "periods",
        gettext_lazy("Số tiết"),
        ("completion__periods",),
        lambda one: one.completion.periods,
        is_number=True,
    ),
    Column(
        "band", gettext_lazy("Xếp loại"), ("completion__band",), lambda one: one.completion.band
    ),
    Column("result", gettext_lazy("Kết quả"), ("state",), lambda one: one.get_state_display()),
    Column(
        "reason",
        gettext_lazy("Lý do"),
        (),
        lambda one: one.completion.reason,
    ),
    Column(
        "decision",
        gettext_lazy("Quyết định"),
        (),
        lambda one: one.completion.decision,
    ),
)
# On the screen these stand as a note in the cell of another column.
NOTES = ("agency", "category", "held", "periods", "decision")
SCREEN = tuple(column for column in COLUMNS if column.key not in NOTES)


def course_run_results(request: AuthedRequest, code: str) -> HttpResponse:
    user = request.user
    require(user.scope.has(*STAFF_ROLES))
    run = get_object_or_404(CourseRun.objects.visible_to(user), code=code)
    form = ResultFilterForm(request.GET)
    results = run_pages.results_of(run, user)
    listing = list_page(request, results, SCREEN, form=form, default_order="name")
    if is_export(request):
        title = [_("KẾT QUẢ LỚP TẬP HUẤN"), str(run)]
        name = f"ket-qua-{run.code}"
        return export_people(request, name, COLUMNS, listing.stream(), title, subject=run)
    may_manage = rules.may_manage(user, run)
    is_closed = run.state == CourseRunState.CLOSED
    context = {
        "run": run,
        "listing": listing,
        "is_over": run.state in CourseRunState.over(),
        "may_correct": is_closed and rules.may_correct(user, run),
        "may_close": may_manage and run.state == CourseRunState.RUNNING,
        "propose_url": link("certificates:batch_create", run.code)
        if may_manage and is_closed
        else "",
    }
    return render(request, "courses/course_run_results.html", context)


def completion_correct(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    """GET asks for decision and reason; POST turns the result round."""
    seen = Enrolment.objects.visible_to(request.user)
    enrolment = get_object_or_404(seen, course_run__code=code, token=token)
    require(rules.may_correct(request.user, enrolment.course_run))
    completion = get_object_or_404(run_pages.completions_of(enrolment))
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        correct = partial(completions.correct, completion, by=request.user, **form.cleaned_data)
        if carried_out(form, correct):
            messages.success(
                request, _("Đã điều chỉnh kết quả của %(name)s.") % {"name": enrolment.shown_name}
            )
            return redirect("courses:course_run_results", code)
    context = {"run": enrolment.course_run, "completion": completion, "form": form}
    return render(request, "courses/completion_correct.html", context)
