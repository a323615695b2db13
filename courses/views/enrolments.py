"""Who is in a run: the list of enrolments and the verbs that move one, or many, along."""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.disclosures import export_people
from accounts.http import AuthedRequest
from common.lists import Column, ListPage, is_export, list_page
from common.models import StateChange
from common.refusals import require
from courses import rules
from courses.actions import enrolments
from courses.actions.decisions import decide_many
from courses.actions.enrolment_checks import seats_free, seats_kept, seats_left
from courses.enrolment_steps import EXPLAINED, verbs_for, what_next
from courses.forms.enrolments import EnrolmentFilter
from courses.models import CourseRun
from courses.querysets import nominations
from courses.querysets.enrolments import EnrolmentQuerySet, place_of
from courses.states import CONFIRM, WAITLIST, EnrolmentState
from courses.views.enrolment_verbs import enrolment_of, next_page

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
    Column("reason", gettext_lazy("Lý do"), export=lambda row: row.last_reason),
    Column("source", gettext_lazy("Nguồn"), export=lambda row: row.get_source_display()),
    Column("note", gettext_lazy("Ghi chú"), export=lambda row: row.note),
)
ON_SCREEN = ("name", "agency", "category", "state")


@require_GET
def enrolment_list(request: AuthedRequest, code: str) -> HttpResponse:
    """The people of a run, as far as the reader may see them."""
    run = _run(request, code)
    require(bool(request.user.scope.roles))
    rows = run.enrolments.visible_to(request.user).with_agency().with_reason()
    waiting = list(run.enrolments.waitlisted().values_list("pk", flat=True))
    listing = _listing(request, rows)
    if is_export(request):
        titles = [_("DANH SÁCH HỌC VIÊN"), run.title, _("Mã lớp: %(code)s") % {"code": run.code}]
        name = f"danh-sach-{run.code}"
        return export_people(request, name, COLUMNS, listing.stream(), titles, subject=run)
    may_manage = rules.may_manage(request.user, run)
    return render(
        request,
        "courses/enrolment_list.html",
        {
            "run": run,
            "listing": _with_places(listing, waiting),
            "head": [cell for cell in listing.head if cell.key in ON_SCREEN],
            "may_decide": may_manage and run.takes_people,
            "may_nominate": rules.may_nominate(request.user, run) and run.takes_people,
            "may_call": may_manage and run.takes_people and run.waitlisted,
            "seats_free": seats_free(run) if may_manage and run.waitlisted else 0,
            "seats_kept": seats_kept(run) if may_manage and run.waitlisted else 0,
            "drafts": nominations.drafts_of(run, request.user) if run.takes_people else [],
            "lists": nominations.lists_to_approve(request.user, run),
            "explained": EXPLAINED,
            "is_full": run.seats_taken >= run.seats,
            "confirmable": CONFIRM.sources,
            "waitlistable": WAITLIST.sources,
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
    decided = decide_many(
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
    return redirect(next_page(request) or _list_url(run))


@require_GET
def enrolment_detail(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    enrolment = enrolment_of(request, code, token)
    history = list(StateChange.objects.of(enrolment).for_history())
    labels = dict(EnrolmentState.choices)
    for change in history:
        change.after_label = labels.get(change.after, change.after)  # type: ignore[attr-defined]
    is_staff = bool(request.user.scope.roles)
    run = enrolment.course_run
    place, total = place_of(enrolment)
    is_full = rules.may_manage(request.user, run) and not seats_left(run)
    return render(
        request,
        "courses/enrolment_detail.html",
        {
            "enrolment": enrolment,
            "run": run,
            "history": history,
            "verbs": verbs_for(request.user, enrolment, is_full=is_full),
            "is_full": is_full,
            "next_words": what_next(request.user, enrolment),
            "reason": history[-1].reason if history and enrolment.state in EXPLAINED else "",
            "place": place,
            "waiting_total": total,
            "shell": "common/base_office.html" if is_staff else "common/base_learner.html",
            "crumbs": _crumbs(run) if is_staff else [],
        },
    )


@require_POST
def waiting_list_call(request: AuthedRequest, code: str) -> HttpResponse:
    """Give the free seats to those who wait longest."""
    run = _run(request, code)
    require(rules.may_manage(request.user, run))
    called = enrolments.fill_from_waiting_list(run, by=request.user)
    if called:
        words = _("Đã gọi %(n)d người trong danh sách chờ: %(names)s.")
        names = ", ".join(one.shown_name for one in called)
        messages.success(request, words % {"n": len(called), "names": names})
    else:
        messages.warning(request, _("Không có chỗ trống hoặc không còn ai chờ, chưa gọi ai."))
    return redirect(next_page(request) or _list_url(run))


def _run(request: AuthedRequest, code: str) -> Any:
    """With the counts of ``for_detail``."""
    return get_object_or_404(CourseRun.objects.visible_to(request.user).for_detail(), code=code)


def _list_url(run: CourseRun) -> str:
    return reverse("courses:enrolment_list", args=[run.code])


def _crumbs(run: CourseRun) -> list[tuple[str, str]]:
    return [
        (_("Lớp tập huấn"), reverse("courses:course_run_list")),
        (run.code, run.get_absolute_url()),
        (_("Danh sách học viên"), _list_url(run)),
    ]
