"""The personal ID number of a person: recorded, removed, and read in full for a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.http import AuthedRequest
from common.refusals import Refused, require
from trainees import rules
from trainees.actions import id_numbers
from trainees.forms.id_numbers import IdNumberForm, IdNumberReasonForm
from trainees.models import Trainee
from trainees.sealed_numbers import held_by

OFFICE, LEARNER = "common/base_office.html", "common/base_learner.html"


@sensitive_post_parameters("id_number")
@require_http_methods(["GET", "HEAD", "POST"])
def id_number_edit(request: AuthedRequest, token: str) -> HttpResponse:
    """The form is always empty: what is recorded is not shown by editing it."""
    trainee = _trainee(request, token)
    require(rules.may_edit(request.user, trainee))
    form = IdNumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        for doubt in id_numbers.record(trainee, form.cleaned_data["id_number"], request.user):
            messages.warning(request, doubt)
        messages.success(request, _("Đã ghi số định danh cá nhân."))
        return redirect(trainee)
    context = {"form": form, "trainee": trainee, "is_recorded": held_by(trainee) is not None}
    return render(request, "trainees/id_number_edit.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def id_number_remove(request: AuthedRequest, token: str) -> HttpResponse:
    trainee = _trainee(request, token)
    require(rules.may_edit(request.user, trainee))
    _refuse_without_number(trainee)
    form = IdNumberReasonForm(request.POST or None, for_removal=True)
    if request.method == "POST" and form.is_valid():
        try:
            id_numbers.remove(trainee, request.user, form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã xóa số định danh cá nhân khỏi hồ sơ."))
            return redirect(trainee)
    context = {
        "heading": _("Xóa số định danh cá nhân"),
        "question": _("Xóa số định danh cá nhân của %(name)s?") % {"name": trainee},
        "happenings": [
            _("Số đã ghi bị xóa hẳn, không lấy lại được; cần thì ghi lại từ thẻ căn cước."),
            _("Lịch sử hồ sơ ghi người xóa và lý do."),
        ],
        "verb": _("Xóa số định danh"),
        "is_dangerous": True,
    }
    return _ask(request, trainee, form, context)


@sensitive_variables("number")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def id_number_reveal(request: AuthedRequest, token: str) -> HttpResponse:
    """The number is in the answer itself: nothing stores it, and no address shows it again."""
    trainee = _trainee(request, token)
    require(rules.may_reveal_id_number(request.user, trainee))
    _refuse_without_number(trainee)
    is_own = rules.is_own_record(request.user, trainee)
    form = None if is_own else IdNumberReasonForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        try:
            number = id_numbers.reveal(trainee, request.user, reason)
        except Refused as refused:
            if form is None:
                raise
            form.add_error(None, refused.message)
        else:
            shown = {"trainee": trainee, "number": number, "shell": _shell(request)}
            return render(request, "trainees/id_number_reveal.html", shown)
    context = {
        "heading": _("Xem số định danh cá nhân"),
        "question": _("Xem đầy đủ số định danh cá nhân của %(name)s?") % {"name": trainee},
        "happenings": [
            _("Số hiện một lần ở trang kế tiếp."),
            _("Nhật ký truy cập ghi người xem, thời điểm và lý do; quản trị hệ thống đọc được."),
        ],
        "verb": _("Xem đầy đủ"),
        "shell": _shell(request),
    }
    return _ask(request, trainee, form, context)


def _trainee(request: AuthedRequest, token: str) -> Trainee:
    return get_object_or_404(Trainee.objects.visible_to(request.user).for_detail(), token=token)


def _refuse_without_number(trainee: Trainee) -> None:
    if held_by(trainee) is None:
        raise Refused(_("Hồ sơ này chưa ghi số định danh cá nhân."))


def _shell(request: AuthedRequest) -> str:
    return OFFICE if request.user.scope.roles else LEARNER


def _ask(
    request: AuthedRequest,
    trainee: Trainee,
    form: IdNumberReasonForm | None,
    context: dict[str, Any],
) -> HttpResponse:
    asked = {**context, "form": form, "back_url": trainee.get_absolute_url()}
    return render(request, "common/_confirm.html", asked)
