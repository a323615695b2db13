"""The first screen of each role, and the progress of long work."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import AuthedRequest
from accounts.models import Role
from common import jobs
from common.models import Job
from config.start import waiting_for
from courses.querysets.learning import start_of
from notices.unread import unread_of
from reports import queries
from reports.definitions import Basis, Measure
from reports.forms import BoardForm


@require_safe
def start(request: AuthedRequest) -> HttpResponse:
    """What waits for this person, and the classes they attend."""
    user = request.user
    context = {
        "waiting": waiting_for(user),
        "classes": start_of(user),
        "stats": _year_so_far(request) if user.scope.has(Role.DOJ_OFFICER) else [],
        "is_office": bool(user.scope.roles),
        "shell": "common/base_office.html" if user.scope.roles else "common/base_public.html",
        "unread": unread_of(user),
    }
    return render(request, "config/start.html", context)


def _year_so_far(request: AuthedRequest) -> list[dict[str, object]]:
    """The Department's figures, all years: the board has the rest."""
    form = BoardForm({})
    form.is_valid()
    total = queries.count(queries.in_reach(request.user), None, form.filters())[0]
    return [
        {
            "number": total.figures[Measure.PEOPLE, basis],
            "words": f"{Measure.PEOPLE.label}, {basis.label.lower()}",
        }
        for basis in Basis
    ]


@require_safe
def job_detail(request: AuthedRequest, token: str) -> HttpResponse:
    """Progress of a job, for the person who started it."""
    return render(request, "config/job_detail.html", {"job": _own_job(request, token)})


@require_safe
def job_fragment(request: AuthedRequest, token: str) -> HttpResponse:
    """The part of the progress page that poll.js refreshes."""
    return render(request, "config/job_fragment.html", {"job": _own_job(request, token)})


@require_POST
def job_pause(request: AuthedRequest, token: str) -> HttpResponse:
    """Stop after the item in hand."""
    jobs.pause(_own_job(request, token))
    return redirect("job_detail", token)


@require_POST
def job_resume(request: AuthedRequest, token: str) -> HttpResponse:
    """Let a worker go on."""
    jobs.resume(_own_job(request, token))
    return redirect("job_detail", token)


def _own_job(request: AuthedRequest, token: str) -> Job:
    return get_object_or_404(Job, token=token, created_by=request.user)


@login_not_required
def cms_door(request: HttpRequest) -> HttpResponse:
    """Where Wagtail sends whoever may not enter: a stranger signs in on our page, anybody else is told."""
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"))
