"""Sending somebody else in the place of a person who cannot come."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import AuthedRequest
from common.lists import list_page
from common.refusals import Refused, require
from courses import rules
from courses.actions import substitutions
from courses.forms.nominations import PickFilter
from courses.models import Enrolment
from courses.querysets.nominations import pickable
from courses.states import WITHDRAW, EnrolmentState
from courses.views.enrolment_verbs import enrolment_of
from courses.views.nominations import READ, chosen_of, pick_columns, remember, say
from organisations.models import Organisation


@require_http_methods(READ)
def enrolment_substitute(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    """GET shows the agency's people who may come instead; POST sends the one that is chosen, with the reason."""
    enrolment = enrolment_of(request, code, token)
    require(rules.may_substitute(request.user, enrolment))
    run, agency = enrolment.course_run, cast(Organisation, enrolment.nominating_organisation)
    people = pickable(run, agency, timezone.localdate())
    if request.method == "POST":
        try:
            [(trainee, category)] = chosen_of(request.POST, people, one=True)
            made = substitutions.substitute(
                enrolment,
                trainee,
                category=category,
                by=request.user,
                reason=request.POST.get("ly_do", "").strip(),
                by_lead=rules.may_manage(request.user, run),
            )
        except Refused as refused:
            say(request, refused)
        else:
            messages.success(
                request, _sentence(made) % {"old": enrolment.shown_name, "new": made.trainee}
            )
            return redirect(made)
    minimal = not rules.may_see_people_of(request.user, agency)
    form = PickFilter(request.GET or None, run=run)
    listing = list_page(
        request, people, pick_columns(minimal=minimal), form=form, default_order="name"
    )
    for person in listing.rows:
        remember(person, request.POST)
    context = {
        "enrolment": enrolment,
        "run": run,
        "agency": agency,
        "listing": listing,
        "minimal": minimal,
        "may_replace": enrolment.state in WITHDRAW.sources and run.takes_people,
        "reason": request.POST.get("ly_do", ""),
        "has_seat": enrolment.state == EnrolmentState.CONFIRMED,
        "by_lead": rules.may_manage(request.user, run),
        "crumbs": [
            (run.code, run.get_absolute_url()),
            (enrolment.shown_name, enrolment.get_absolute_url()),
        ],
    }
    return render(request, "courses/enrolment_substitute.html", context)


def _sentence(made: Enrolment) -> str:
    """What has become of the substitute."""
    if made.state == EnrolmentState.CONFIRMED:
        return _("Đã thay %(old)s bằng %(new)s; %(new)s có chỗ trong lớp.")
    if made.state == EnrolmentState.NOMINATED:
        return _("Đã cử %(new)s thay %(old)s, chờ cơ quan chủ trì xét.")
    return _("Đã ghi %(new)s thay %(old)s; lãnh đạo đơn vị cần duyệt trước khi gửi.")
