"""Decisions by which a person enters or leaves a category, and the list of those who hold one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.disclosures import export_people
from accounts.http import AuthedRequest
from common.lists import is_export, list_page
from common.refusals import Refused, require
from common.templatetags.ui import vn_date
from trainees import rules
from trainees.actions import recognitions
from trainees.forms.recognitions import (
    RecognitionEditForm,
    RecognitionEndForm,
    RecognitionFilterForm,
    RecognitionForm,
)
from trainees.models import EndKind, Recognition, Trainee
from trainees.recognition_columns import RECOGNITION_COLUMNS, RECOGNITION_EXPORT


@require_GET
def recognition_list(request: AuthedRequest) -> HttpResponse:
    """The corps of reporters, propagandists and others as of a day."""
    require(rules.may_list(request.user))
    visible = Recognition.objects.visible_to(request.user)
    form = RecognitionFilterForm(request.GET, rows=visible, by=request.user)
    rows = form.of_state(visible).once_each().for_list()
    listing = list_page(request, rows, RECOGNITION_COLUMNS, form=form, default_order="ten")
    if is_export(request):
        titles = [_("ĐỘI NGŨ"), _("Tại ngày %(day)s") % {"day": vn_date(form.day)}]
        return export_people(request, "doi-ngu", RECOGNITION_EXPORT, listing.stream(), titles)
    for held in listing.rows:
        held.may_edit = rules.may_edit(request.user, held.holder)
    return render(request, "trainees/recognition_list.html", {"listing": listing, "day": form.day})


@require_http_methods(["GET", "POST"])
def recognition_create(request: AuthedRequest, token: str) -> HttpResponse:
    trainee = get_object_or_404(Trainee.objects.visible_to(request.user).for_detail(), token=token)
    require(rules.may_edit(request.user, trainee))
    form = RecognitionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = recognitions.recognise(trainee, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã ghi đối tượng của học viên."))
            _say_doubts(request, made)
            return redirect(trainee)
    context = {"form": form, "trainee": trainee}
    return render(request, "trainees/recognition_create.html", context)


@require_http_methods(["GET", "POST"])
def recognition_edit(request: AuthedRequest, token: str, pk: int) -> HttpResponse:
    """Complete a decision, or mend what was entered wrongly."""
    trainee = get_object_or_404(Trainee.objects.visible_to(request.user).for_detail(), token=token)
    require(rules.may_edit(request.user, trainee))
    recognition = get_object_or_404(Recognition.objects.of_person(trainee).for_detail(), pk=pk)
    form = RecognitionEditForm(request.POST or None, instance=recognition)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            recognitions.correct(recognition, by=request.user, reason=reason, **form.corrections)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã sửa đối tượng của học viên."))
            _say_doubts(request, recognition)
            return redirect(trainee)
    context = {"form": form, "trainee": trainee, "recognition": recognition}
    return render(request, "trainees/recognition_edit.html", context)


@require_http_methods(["GET", "POST"])
def recognition_end(request: AuthedRequest, token: str, pk: int) -> HttpResponse:
    """Dismissal of a reporter, release of a propagandist, the end of anything else."""
    trainee = get_object_or_404(Trainee.objects.visible_to(request.user).for_detail(), token=token)
    require(rules.may_edit(request.user, trainee))
    recognition = get_object_or_404(Recognition.objects.of_person(trainee).for_detail(), pk=pk)
    form = RecognitionEndForm(request.POST or None, category=recognition.category)
    if request.method == "POST" and form.is_valid():
        try:
            recognitions.end(recognition, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã ghi kết thúc."))
            return redirect(trainee)
    context = {
        "heading": _ending_of(form.kinds),
        "question": _("%(name)s không còn thuộc đối tượng “%(category)s”?")
        % {"name": trainee, "category": recognition.category},
        "happenings": _happenings(recognition),
        "form": form,
        "verb": _("Ghi kết thúc"),
        "back_url": trainee.get_absolute_url(),
    }
    return render(request, "common/_confirm.html", context)


def _ending_of(kinds: set[str]) -> str:
    """What the law calls the end of this category."""
    formal = [kind for kind in (EndKind.DISMISSAL, EndKind.RELEASE) if kind in kinds]
    return str(formal[0].label) if formal else _("Kết thúc đối tượng")


def _happenings(recognition: Recognition) -> list[str]:
    """What follows from the end."""
    happenings = [_("Các lớp đã học với đối tượng này được giữ nguyên.")]
    if recognition.category.is_public:
        happenings.append(
            _(
                "Sau ngày cuối cùng, tên rời danh sách công khai; số và ngày quyết định kết thúc được "
                "công khai, lý do thì không."
            )
        )
    return happenings


def _say_doubts(request: AuthedRequest, recognition: Recognition) -> None:
    for doubt in recognitions.doubts(recognition):
        messages.warning(request, doubt)
