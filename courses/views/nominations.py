"""Sending people to a run, from the agency's roster or as a new person."""

from typing import Any, TypedDict

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import AuthedRequest
from common.lists import Column, list_page
from common.refusals import Refused, require
from courses import rules
from courses.actions import nominations as actions
from courses.forms.nominations import AgencyForm, NewPersonForm, PickFilter
from courses.models import CourseRun
from courses.querysets.nominations import agencies_for, people_of, pickable
from courses.querysets.run_pages import quota_use, quotas_of
from organisations.models import Organisation
from trainees.models import AudienceCategory, Trainee

READ = ["GET", "HEAD", "POST"]
PICK_COLUMNS = (
    Column("name", gettext_lazy("Họ và tên"), ("sort_key", "pk")),
    Column("birth", gettext_lazy("Ngày sinh"), ("birth_year", "sort_key", "pk")),
    Column("position", gettext_lazy("Chức vụ")),
    Column("category", gettext_lazy("Cử theo đối tượng")),
)


def pick_columns(*, minimal: bool) -> tuple[Column, ...]:
    """Who is not the keeper of these people's records chooses by name and position (docs/decisions/0010)."""
    return tuple(column for column in PICK_COLUMNS if column.key != "birth" or not minimal)


@require_http_methods(READ)
def nomination_create(request: AuthedRequest, code: str) -> HttpResponse:
    """Pick from the agency's roster: those in an admitted category today who are not in the run yet."""
    run = run_of(request, code)
    agency = agency_of(request, run)
    if agency is None:
        return choose_agency(request, run)
    people = pickable(run, agency, timezone.localdate())
    if request.method == "POST":
        try:
            made = actions.nominate_many(
                run,
                chosen_of(request.POST, people),
                organisation=agency,
                by=request.user,
                **as_lead(request, run),
            )
        except Refused as refused:
            say(request, refused)
        else:
            words = ngettext("Đã cử %(n)d học viên.", "Đã cử %(n)d học viên.", len(made))
            messages.success(request, sent_words(run, request, words % {"n": len(made)}))
            return redirect("courses:enrolment_list", run.code)
    frame = frame_of(run, agency, request)
    listing = list_page(
        request,
        people,
        pick_columns(minimal=frame["minimal"]),
        form=PickFilter(request.GET or None, run=run),
        default_order="name",
    )
    for person in listing.rows:
        remember(person, request.POST)
    return render(request, "courses/nomination_create.html", {**frame, "listing": listing})


class Excused(TypedDict):
    """What an organiser's entry is not asked for again."""

    after_deadline: bool
    is_approved: bool


def as_lead(request: AuthedRequest, run: CourseRun) -> Excused:
    """What the organiser enters came in on paper: signed by the agency's head, in time or excused."""
    by_lead = rules.may_manage(request.user, run)
    return {"after_deadline": by_lead, "is_approved": by_lead}


def sent_words(run: CourseRun, request: AuthedRequest, words: str) -> str:
    """``words`` where people were sent; a draft is not sent yet, and the page says what to press."""
    if run.needs_agency_approval and not rules.may_manage(request.user, run):
        return _("Đã lưu bản nháp. Bấm “Trình lãnh đạo” để gửi duyệt.")
    return words


def chosen_of(
    data: QueryDict, people: Any, *, one: bool = False
) -> list[tuple[Trainee, AudienceCategory]]:
    """The ticked people, each with the category chosen for them or the only one they have; exactly ``one``.

    Raises: Refused, when somebody ticked can no longer be picked.
    """
    tokens = set(data.getlist("chon"))
    if one and len(tokens) != 1:
        raise Refused(_("Chọn một người để cử thay."))
    found = list(people.filter(token__in=tokens).order_by("sort_key", "pk"))
    if len(found) != len(tokens):
        raise Refused(_("Danh sách vừa thay đổi: có người không còn cử được. Kiểm tra lại."))
    chosen = []
    for person in found:
        offered = {one.category.code: one.category for one in person.admitted_recognitions}
        only = next(iter(offered)) if len(offered) == 1 else ""
        category = offered.get(data.get(f"doi_tuong-{person.token}", "") or only)
        if category is None:
            raise Refused(_("Chọn đối tượng để cử %(name)s.") % {"name": person})
        chosen.append((person, category))
    return chosen


def remember(person: Any, data: QueryDict) -> None:
    """Nothing ticked or chosen is lost to a refusal."""
    person.is_ticked = person.token in data.getlist("chon")
    person.chosen_category = data.get(f"doi_tuong-{person.token}", "")


@require_http_methods(READ)
def nomination_new_person(request: AuthedRequest, code: str) -> HttpResponse:
    """Somebody who is not on record: put there and nominated in one transaction."""
    run = run_of(request, code)
    agency = agency_of(request, run)
    if agency is None:
        return choose_agency(request, run)
    frame = frame_of(run, agency, request)
    form = NewPersonForm(
        request.POST if request.method == "POST" else None,
        run=run,
        people=people_of(agency),
        today=timezone.localdate(),
        minimal=frame["minimal"],
    )
    if form.is_valid():
        try:
            enrolment = actions.nominate_new_person(
                run,
                form.entry(),
                organisation=agency,
                by=request.user,
                **as_lead(request, run),
            )
        except Refused as refused:
            form.add_error(None, [refused.message, *refused.details])
        else:
            words = _("Đã cử %(name)s.") % {"name": enrolment.trainee}
            messages.success(request, sent_words(run, request, words))
            return redirect("courses:enrolment_list", run.code)
    return render(request, "courses/nomination_new_person.html", {**frame, "form": form})


def run_of(request: AuthedRequest, code: str) -> CourseRun:
    runs = CourseRun.objects.visible_to(request.user).select_related("lead_organisation__unit")
    run = get_object_or_404(runs, code=code)
    require(rules.may_nominate(request.user, run))
    return run


def _agencies(request: AuthedRequest, run: CourseRun) -> Any:
    return agencies_for(
        request.user, run, timezone.localdate(), any_agency=rules.may_manage(request.user, run)
    )


def agency_of(request: AuthedRequest, run: CourseRun) -> Organisation | None:
    """The agency named in the address, or the only one; None when there is a choice to make.

    Raises: Http404, when the one named is not this person's to nominate for.
    """
    agencies = _agencies(request, run)
    code = request.GET.get("don_vi")
    found = list((agencies.filter(code=code) if code else agencies)[:2])
    if not found:
        raise Http404
    return found[0] if code or len(found) == 1 else None


def choose_agency(request: AuthedRequest, run: CourseRun) -> HttpResponse:
    form = AgencyForm(agencies=_agencies(request, run))
    return render(
        request,
        "courses/nomination_agency.html",
        {"run": run, "form": form, "crumbs": _crumbs(run)},
    )


def frame_of(run: CourseRun, agency: Organisation, request: AuthedRequest) -> dict[str, Any]:
    """What every page of this module shows: run, agency, and how many seats the agency has left."""
    uses = quota_use(run)
    called = quotas_of(uses, agency) if uses else []
    return {
        "run": run,
        "agency": agency,
        "quota_left": sum(use.left for use in called) if uses else None,
        "minimal": not rules.may_see_people_of(request.user, agency),
        "drafts_first": run.needs_agency_approval and not rules.may_manage(request.user, run),
        "quota_seats": sum(use.quota.seats_now for use in called),
        "for_agency": f"?don_vi={agency.code}",
        "crumbs": _crumbs(run),
    }


def _crumbs(run: CourseRun) -> list[tuple[str, str]]:
    return [
        (_("Lớp tập huấn"), reverse("courses:course_run_list")),
        (run.code, run.get_absolute_url()),
        (_("Danh sách học viên"), reverse("courses:enrolment_list", args=[run.code])),
    ]


def say(request: AuthedRequest, refused: Refused) -> None:
    for line in (refused.message, *refused.details):
        messages.error(request, line)
