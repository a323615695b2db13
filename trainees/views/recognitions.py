"""Decisions by which a person enters or leaves a category."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import AuthedRequest
from common.refusals import Refused, require
from trainees import rules
from trainees.actions import people
from trainees.forms import RecognitionEndForm, RecognitionForm
from trainees.models import Recognition, Trainee


@require_http_methods(["GET", "POST"])
def recognition_create(request: AuthedRequest, token: str) -> HttpResponse:
    trainee = get_object_or_404(Trainee.objects.visible_to(request.user).for_detail(), token=token)
    require(rules.may_edit(request.user, trainee))
    form = RecognitionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people.recognise(trainee, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã ghi đối tượng của học viên."))
            return redirect(trainee)
    context = {"form": form, "trainee": trainee}
    return render(request, "trainees/recognition_create.html", context)


@require_http_methods(["GET", "POST"])
def recognition_end(request: AuthedRequest, token: str, pk: int) -> HttpResponse:
    trainee = get_object_or_404(Trainee.objects.visible_to(request.user).for_detail(), token=token)
    require(rules.may_edit(request.user, trainee))
    recognition = get_object_or_404(Recognition.objects.for_detail().filter(trainee=trainee), pk=pk)
    form = RecognitionEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people.end_recognition(recognition, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã ghi kết thúc."))
            return redirect(trainee)
    context = {
        "heading": _("Kết thúc đối tượng"),
        "question": _("%(name)s không còn thuộc đối tượng “%(category)s”?")
        % {"name": trainee, "category": recognition.category},
        "happenings": [_("Các lớp đã học với đối tượng này được giữ nguyên.")],
        "form": form,
        "verb": _("Ghi kết thúc"),
        "back_url": trainee.get_absolute_url(),
    }
    return render(request, "common/_confirm.html", context)
