"""The public catalogue of runs that take requests, and asking for a place."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from common.refusals import Refused
from courses import rules
from courses.actions import enrolments
from courses.enrolment_steps import what_next
from courses.forms.enrolments import RequestForm
from courses.models import CourseRun, Enrolment
from courses.querysets.enrolments import place_of
from trainees.models import AudienceCategory, Recognition, Trainee


@login_not_required
@require_GET
def run_catalogue(request: HttpRequest) -> HttpResponse:
    """Open runs that take requests, soonest first, with what is left of their seats."""
    words = request.GET.get("tu_khoa", "")[:120]
    runs: Any = CourseRun.objects.in_catalogue().search(words).for_list()
    runs = runs.prefetch_related("admitted_categories").order_by("starts_on", "code")
    own = _own_states(request)
    today = timezone.localdate()
    rows = [
        {
            "run": run,
            "seats_left": max(0, run.seats - run.seats_taken),
            "is_late": run.nominate_by is not None and run.nominate_by < today,
            "enrolment": own.get(run.pk),
        }
        for run in runs
    ]
    return render(request, "courses/run_catalogue.html", {"rows": rows, "words": words})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_request(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a place in one's own category; to anybody else the page says how to get one."""
    own = _own_enrolments(request)
    mine = (
        own.filter(course_run__code=code)
        .live()
        .select_related("trainee", "course_run", "nominating_organisation")
        .first()
    )
    runs = CourseRun.objects.for_detail().prefetch_related("admitted_categories")
    run: Any = get_object_or_404(runs if mine else runs.in_catalogue(), code=code)
    user = cast(User, request.user)
    if request.method == "POST" and not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    trainee = Trainee.objects.of_account(user).current().first() if user.is_authenticated else None
    form = _form(request, run, trainee) if trainee and not mine else None
    if form and form.is_bound and form.is_valid() and trainee:
        try:
            enrolments.request(run, trainee, category=form.cleaned_data["category"], by=user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã gửi đăng ký. Cơ quan tổ chức lớp sẽ xét và trả lời."))
            return redirect("courses:enrolment_request", run.code)
    place, waiting = place_of(mine) if mine else (None, 0)
    context: dict[str, Any] = {
        "run": run,
        "form": form,
        "enrolment": mine,
        "place": place,
        "waiting_total": waiting,
        "next_words": what_next(user, mine) if mine else "",
        "earlier": None if mine else own.filter(course_run=run).with_reason().order_by("pk").last(),
        "trainee": trainee,
        "seats_left": max(0, run.seats - run.seats_taken),
        "may_withdraw": mine is not None and rules.may_withdraw(user, mine),
    }
    return render(request, "courses/enrolment_request.html", context)


def _form(request: HttpRequest, run: CourseRun, trainee: Trainee) -> RequestForm | None:
    """None when the person is in no category that the run admits."""
    held = Recognition.objects.of_person(trainee).valid_on(timezone.localdate()).values("category")
    categories = AudienceCategory.objects.filter(runs=run, pk__in=held)
    if not categories:
        return None
    data = request.POST if request.method == "POST" else None
    only = categories[0].code if len(categories) == 1 else None
    return RequestForm(data, categories=categories, initial={"category": only})


def _own_enrolments(request: HttpRequest) -> Any:
    if not request.user.is_authenticated:
        return Enrolment.objects.none()
    return Enrolment.objects.visible_to(request.user).of_account(request.user)


def _own_states(request: HttpRequest) -> dict[int, Enrolment]:
    return {one.course_run_id: one for one in _own_enrolments(request).live()}
