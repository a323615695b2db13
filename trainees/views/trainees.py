"""People: list, record, and keeping it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.disclosures import export_people
from accounts.http import AuthedRequest
from accounts.models import User
from common.lists import is_export, list_page
from common.models import StateChange
from common.refusals import Refused, require
from trainees import rules
from trainees.actions import people, recognitions
from trainees.columns import COLUMNS
from trainees.forms.people import TraineeCreateForm, TraineeFilterForm, TraineeForm
from trainees.models import AccountClaim, Recognition, Trainee
from trainees.sealed_numbers import panel_of
from trainees.views.whole_person import whole_person

OFFICE, LEARNER = "common/base_office.html", "common/base_learner.html"


@require_GET
def trainee_list(request: AuthedRequest) -> HttpResponse:
    require(rules.may_list(request.user))
    visible = Trainee.objects.visible_to(request.user).current()
    form = TraineeFilterForm(request.GET, people=visible, by=request.user)
    listing = list_page(request, visible.for_list(), COLUMNS, form=form, default_order="ten")
    if is_export(request):
        return export_people(
            request, "hoc-vien", COLUMNS, listing.stream(), [_("DANH SÁCH HỌC VIÊN")]
        )
    context = {"listing": listing, "may_add": rules.may_add(request.user)}
    return render(request, "trainees/trainee_list.html", context)


@require_GET
def trainee_detail(request: AuthedRequest, token: str) -> HttpResponse:
    trainee = get_object_or_404(Trainee.objects.visible_to(request.user).for_detail(), token=token)
    may_edit = rules.may_edit(request.user, trainee)
    context = {
        "trainee": trainee,
        "recognitions": Recognition.objects.of_person(trainee).for_detail(),
        "open_claim": AccountClaim.objects.open_().filter(trainee=trainee).first()
        if may_edit
        else None,
        "history": StateChange.objects.of(trainee).for_history() if may_edit else [],
        "may_edit": may_edit,
        "may_issue_claim": rules.may_issue_claim(request.user, trainee),
        "may_list": rules.may_list(request.user),
        "id_number": panel_of(trainee, request.user),
        **whole_person(trainee, request.user),
        "shell": OFFICE if request.user.scope.roles else LEARNER,
    }
    return render(request, "trainees/trainee_detail.html", context)


@require_http_methods(["GET", "POST"])
def trainee_create(request: AuthedRequest) -> HttpResponse:
    require(rules.may_add(request.user))
    form = TraineeCreateForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        trainee = _added(form, request.user)
        if trainee is not None:
            messages.success(request, _("Đã lập hồ sơ học viên."))
            return redirect(trainee)
    return render(request, "trainees/trainee_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def trainee_edit(request: AuthedRequest, token: str) -> HttpResponse:
    trainee = get_object_or_404(Trainee.objects.visible_to(request.user).for_detail(), token=token)
    require(rules.may_edit(request.user, trainee))
    form = TraineeForm(request.POST or None, instance=trainee, by=request.user)
    if request.method == "POST" and form.is_valid() and _updated(form, trainee, request.user):
        messages.success(request, _("Đã lưu hồ sơ học viên."))
        return redirect(trainee)
    return render(request, "trainees/trainee_edit.html", {"form": form, "trainee": trainee})


def _added(form: TraineeCreateForm, by: User) -> Trainee | None:
    """The new record with its first category; None when the form now says what is wrong."""
    another = form.cleaned_data["is_another_person"]
    try:
        with transaction.atomic():
            trainee = people.add(**form.profile, is_another_person=another, by=by)
            recognitions.recognise(trainee, **form.recognition, by=by)
    except (Refused, ValidationError) as error:
        _explain(form, error)
        return None
    return trainee


def _updated(form: TraineeForm, trainee: Trainee, by: User) -> bool:
    another = form.cleaned_data["is_another_person"]
    try:
        people.update(trainee, **form.profile, is_another_person=another, by=by)
    except (Refused, ValidationError) as error:
        _explain(form, error)
        return False
    return True


def _explain(form: TraineeForm, error: Refused | ValidationError) -> None:
    if isinstance(error, ValidationError):
        form.add_error(None, error)
    elif isinstance(error, people.AlreadyKnown):
        form.ask_whether_another_person()
        link = format_html(
            '{} <a href="{}">{}</a>', error, error.known.get_absolute_url(), _("Mở hồ sơ đã có")
        )
        form.add_error(None, link)
    else:
        form.add_error(None, error.message)
