"""Who is in a run: the list of enrolments and the verbs that move one, or many, along."""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.http import AuthedRequest
from common.lists import Column, ListPage, export_response, is_export, list_page
from common.models import StateChange
from common.refusals import require
from courses import rules
from courses.actions import enrolments
from courses.forms.enrolments import EnrolmentFilter
from courses.models import CourseRun, Enrolment
from courses.querysets.enrolments import EnrolmentQuerySet
from courses.states import (
    CONFIRM,
    DECLINE,
    RENOMINATE,
    RETURN,
    WAITLIST,
    WITHDRAW,
    CourseRunState,
    EnrolmentState,
)

COLUMNS = (
    Column(
        "name",
        gettext_lazy("Họ và tên"),
        ("trainee__sort_key", "pk"),
        export=lambda row: row.shown_name,
    ),
    Column("birth", gettext_lazy("Ngày sinh"), export=lambda row: row.trainee.birth),
    Column(
        "position",
        gettext_lazy("Chức vụ"),
        export=lambda row: row.position if row.frozen_at else row.trainee.position,
    ),
    Column(
        "agency",
        gettext_lazy("Cơ quan, đơn vị"),
        ("agency_name", "trainee__sort_key", "pk"),
        export=lambda row: row.agency_name,
    ),
    Column("category", gettext_lazy("Đối tượng"), export=lambda row: row.category.label),
    Column(
        "state",
        gettext_lazy("Tình trạng"),
        ("state", "waitlisted_at", "trainee__sort_key", "pk"),
        export=lambda row: row.get_state_display(),
    ),
    Column("source", gettext_lazy("Nguồn"), export=lambda row: row.get_source_display()),
    Column("note", gettext_lazy("Ghi chú"), export=lambda row: row.note),
)
ON_SCREEN = ("name", "agency", "category", "state")


@require_GET
def enrolment_list(request: AuthedRequest, code: str) -> HttpResponse:
    """The people of a run, as far as the reader may see them."""
    run = _run(request, code)
    require(bool(request.user.scope.roles))
    rows = run.enrolments.visible_to(request.user).with_agency()
    waiting = list(run.enrolments.waitlisted().values_list("pk", flat=True))
    listing = _listing(request, rows)
    if is_export(request):
        titles = [_("DANH SÁCH HỌC VIÊN"), run.title, _("Mã lớp: %(code)s") % {"code": run.code}]
        return export_response(f"danh-sach-{run.code}", COLUMNS, listing.stream(), titles)
    may_manage = rules.may_manage(request.user, run)
    return render(
        request,
        "courses/enrolment_list.html",
        {
            "run": run,
            "listing": _with_places(listing, waiting),
            "head": [cell for cell in listing.head if cell.key in ON_SCREEN],
            "may_decide": may_manage and run.state in CourseRunState.taking_people(),
            "may_nominate": rules.may_nominate(request.user, run) and run.takes_people,
            "waiting_states": EnrolmentState.waiting(),
            "confirmable": CONFIRM.sources,
            "crumbs": _crumbs(run)[:-1],
        },
    )


def _listing(request: AuthedRequest, rows: EnrolmentQuerySet) -> ListPage:
    agencies = rows.order_by("agency_name").values_list("agency_name", flat=True).distinct()
    categories = (
        rows.order_by("category__position")
        .values_list("category__code", "category__label")
        .distinct()
    )
    data = request.GET or None
    form = EnrolmentFilter(
        data, agencies=list(dict.fromkeys(agencies)), categories=list(dict.fromkeys(categories))
    )
    waitlist_only = request.GET.get("trang_thai") == EnrolmentState.WAITLISTED
    order = "waitlisted_at" if waitlist_only else "name"
    return list_page(request, rows.for_list(), COLUMNS, form=form, default_order=order)


def _with_places(listing: ListPage, waiting: list[int]) -> ListPage:
    """Give each row on the page ``place``: its number on the waiting list, or None."""
    places = {pk: number for number, pk in enumerate(waiting, start=1)}
    for row in listing.rows:
        row.place = places.get(row.pk)
    return listing


@require_POST
def enrolment_decide(request: AuthedRequest, code: str) -> HttpResponse:
    """One verb for all ticked rows; the answer says how many, and each refusal by name."""
    run = _run(request, code)
    require(rules.may_manage(request.user, run))
    tokens = request.POST.getlist("chon")
    chosen = run.enrolments.visible_to(request.user).filter(token__in=tokens)
    decided = enrolments.decide_many(
        chosen.for_list().order_by(F("waitlisted_at").asc(nulls_last=True), "pk"),
        request.POST.get("viec", ""),
        by=request.user,
        reason=request.POST.get("ly_do", ""),
    )
    if not tokens:
        messages.warning(request, _("Chưa đánh dấu học viên nào. Đánh dấu rồi chọn việc cần làm."))
    elif decided.done:
        done = ngettext("Đã xử lý %(n)d học viên.", "Đã xử lý %(n)d học viên.", decided.done)
        messages.success(request, done % {"n": decided.done})
    for message, names in decided.refused.items():
        messages.error(request, f"{', '.join(names)}: {message}")
    return redirect(_next(request) or _list_url(run))


@require_GET
def enrolment_detail(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = _enrolment(request, code, token)
    history = list(StateChange.objects.of(enrolment).for_history())
    labels = dict(EnrolmentState.choices)
    for change in history:
        change.after_label = labels.get(change.after, change.after)  # type: ignore[attr-defined]
    is_staff = bool(request.user.scope.roles)
    waiting = list(enrolment.course_run.enrolments.waitlisted().values_list("pk", flat=True))
    place = waiting.index(enrolment.pk) + 1 if enrolment.pk in waiting else None
    return render(
        request,
        "courses/enrolment_detail.html",
        {
            "enrolment": enrolment,
            "run": enrolment.course_run,
            "history": history,
            "verbs": _verbs(request, enrolment),
            "place": place,
            "waiting_total": len(waiting),
            "shell": "common/base_office.html" if is_staff else "common/base_learner.html",
            "crumbs": _crumbs(enrolment.course_run) if is_staff else [],
        },
    )


def _verbs(request: AuthedRequest, enrolment: Enrolment) -> list[dict[str, Any]]:
    """What this person may do with the row as it stands now."""
    run = enrolment.course_run
    manages = rules.may_manage(request.user, run)
    offers = [
        ("enrolment_confirm", CONFIRM, manages and run.takes_people, _("Duyệt"), False),
        (
            "enrolment_waitlist",
            WAITLIST,
            manages and run.takes_people,
            _("Đưa vào danh sách chờ"),
            False,
        ),
        ("enrolment_return", RETURN, manages, _("Trả lại đơn vị"), True),
        ("enrolment_decline", DECLINE, manages, _("Không tiếp nhận"), True),
        (
            "enrolment_renominate",
            RENOMINATE,
            rules.may_renominate(request.user, enrolment) and run.takes_people,
            _("Cử lại"),
            False,
        ),
        (
            "enrolment_withdraw",
            WITHDRAW,
            rules.may_withdraw(request.user, enrolment),
            _("Rút"),
            True,
        ),
    ]
    return [
        {"name": f"courses:{name}", "label": label, "needs_reason": needs_reason}
        for name, arrow, allowed, label, needs_reason in offers
        if allowed and enrolment.state in arrow.sources
    ]


@require_POST
def enrolment_confirm(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = _enrolment(request, code, token)
    require(rules.may_manage(request.user, enrolment.course_run))
    enrolments.confirm(enrolment, by=request.user)
    return _done(request, enrolment, _("Đã duyệt %(name)s."))


@require_POST
def enrolment_waitlist(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = _enrolment(request, code, token)
    require(rules.may_manage(request.user, enrolment.course_run))
    enrolments.waitlist(enrolment, by=request.user)
    return _done(request, enrolment, _("Đã đưa %(name)s vào danh sách chờ."))


@require_POST
def enrolment_decline(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = _enrolment(request, code, token)
    require(rules.may_manage(request.user, enrolment.course_run))
    enrolments.decline(enrolment, by=request.user, reason=_reason(request))
    return _done(request, enrolment, _("Đã ghi nhận không tiếp nhận %(name)s."))


@require_POST
def enrolment_return(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = _enrolment(request, code, token)
    require(rules.may_manage(request.user, enrolment.course_run))
    enrolments.return_(enrolment, by=request.user, reason=_reason(request))
    return _done(request, enrolment, _("Đã trả lại %(name)s để đơn vị bổ sung."))


@require_POST
def enrolment_renominate(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = _enrolment(request, code, token)
    require(rules.may_renominate(request.user, enrolment))
    enrolments.renominate(enrolment, by=request.user)
    return _done(request, enrolment, _("Đã cử lại %(name)s."))


@require_POST
def enrolment_withdraw(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = _enrolment(request, code, token)
    require(rules.may_withdraw(request.user, enrolment))
    enrolments.withdraw(enrolment, by=request.user, reason=_reason(request))
    return _done(request, enrolment, _("Đã rút %(name)s khỏi lớp."))


def _run(request: AuthedRequest, code: str) -> CourseRun:
    return get_object_or_404(CourseRun.objects.visible_to(request.user).for_detail(), code=code)


def _enrolment(request: AuthedRequest, code: str, token: str) -> Enrolment:
    rows = Enrolment.objects.visible_to(request.user).for_list()
    rows = rows.select_related("course_run__lead_organisation", "unit").with_agency()
    return get_object_or_404(rows, course_run__code=code, token=token)


def _reason(request: AuthedRequest) -> str:
    return request.POST.get("ly_do", "").strip()


def _done(request: AuthedRequest, enrolment: Enrolment, words: str) -> HttpResponse:
    messages.success(request, words % {"name": enrolment.shown_name})
    return redirect(_next(request) or enrolment)


def _next(request: AuthedRequest) -> str:
    """The page of ours that the form wants to go back to, or the empty string."""
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else ""


def _list_url(run: CourseRun) -> str:
    return reverse("courses:enrolment_list", args=[run.code])


def _crumbs(run: CourseRun) -> list[tuple[str, str]]:
    return [
        (_("Lớp tập huấn"), reverse("courses:course_run_list")),
        (run.code, run.get_absolute_url()),
        (_("Danh sách học viên"), _list_url(run)),
    ]
