"""Merging from the page of a person, the history of merges, and taking one back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.disclosures import export_people
from accounts.http import AuthedRequest
from common.lists import Column, is_export, list_page
from common.refusals import Refused, require
from trainees import rules
from trainees.actions import merges
from trainees.forms.duplicates import MergeFilterForm, MergeForm, MergeSearchForm
from trainees.models import Merge, Trainee
from trainees.views.comparisons import comparison

COLUMNS = [
    Column("giu-lai", gettext_lazy("Hồ sơ giữ lại"), ("kept__sort_key",), lambda m: str(m.kept)),
    Column("da-gop", gettext_lazy("Hồ sơ đã gộp"), ("merged__sort_key",), lambda m: str(m.merged)),
    Column("can-cu", gettext_lazy("Căn cứ"), (), lambda merge: merge.reason),
    Column("nguoi-gop", gettext_lazy("Người gộp"), (), lambda merge: str(merge.merged_by)),
    Column("luc", gettext_lazy("Gộp lúc"), ("merged_at",), lambda merge: merge.merged_at),
    Column("tach", gettext_lazy("Tách lúc"), ("undone_at",), lambda merge: merge.undone_at),
    Column("viec", ""),
]
MOST_OFFERED = 20


@require_GET
def merge_list(request: AuthedRequest) -> HttpResponse:
    require(rules.may_see_duplicates(request.user))
    visible = Merge.objects.visible_to(request.user).for_list()
    form = MergeFilterForm(request.GET or None)
    listing = list_page(request, visible, COLUMNS, form=form, default_order="-merged_at")
    if is_export(request):
        return export_people(
            request, "ho-so-da-gop", COLUMNS, listing.stream(), [_("HỒ SƠ ĐÃ GỘP")]
        )
    for merge in listing.rows:
        merge.may_undo = not merge.undone_at and rules.may_merge(request.user, merge.merged)
    crumbs = [(_("Hồ sơ nghi trùng"), reverse("trainees:duplicate_list"))]
    return render(request, "trainees/merge_list.html", {"listing": listing, "crumbs": crumbs})


@require_POST
def merge_undo(request: AuthedRequest, token: str) -> HttpResponse:
    require(rules.may_see_duplicates(request.user))
    merge = get_object_or_404(Merge.objects.visible_to(request.user).for_undo(), token=token)
    require(rules.may_merge(request.user, merge.kept, merge.merged))
    merges.unmerge(merge, by=request.user)
    messages.success(
        request, _("Đã tách lại: %(name)s là hồ sơ riêng như trước.") % {"name": merge.merged}
    )
    return redirect(merge.merged)


@require_http_methods(["GET", "POST"])
def merge_create(request: AuthedRequest, token: str) -> HttpResponse:
    """Look for the other record (``tim``), hold the two side by side (``voi``), merge."""
    people = Trainee.objects.visible_to(request.user).for_detail()
    trainee = get_object_or_404(people, token=token)
    require(rules.may_propose_merge(request.user, trainee))
    wanted = request.GET.get("voi", "") or request.POST.get("voi", "")
    if not wanted:
        return _search(request, trainee)
    other = get_object_or_404(people.current().exclude(pk=trainee.pk), token=wanted)
    may_merge = rules.may_merge(request.user, trainee, other)
    form = MergeForm(request.POST or None, first=trainee, second=other)
    if request.method == "POST":
        require(may_merge)
        if form.is_valid() and _merged(request, form):
            return redirect(form.stays)
    context: dict[str, Any] = {
        "trainee": trainee,
        "other": other,
        "form": form,
        "may_decide": may_merge,
        "crumbs": _crumbs(trainee),
        **comparison(request.user, trainee, other),
    }
    return render(request, "trainees/merge_create.html", context)


def _merged(request: AuthedRequest, form: MergeForm) -> bool:
    """False when the form now says why not."""
    reason = form.cleaned_data["reason"]
    try:
        merges.merge(form.stays, form.goes, by=request.user, reason=reason)
    except Refused as refused:
        form.add_error(None, refused.message)
        return False
    messages.success(request, _("Đã gộp hồ sơ. Có thể tách lại ở mục “Đã gộp”."))
    return True


def _search(request: AuthedRequest, trainee: Trainee) -> HttpResponse:
    words = request.GET.get("tim", trainee.full_name)[:120]
    others = Trainee.objects.visible_to(request.user).current().exclude(pk=trainee.pk)
    offered = list(others.search(words).for_list().order_by("sort_key", "pk")[: MOST_OFFERED + 1])
    context = {
        "trainee": trainee,
        "form": MergeSearchForm(initial={"tim": words}),
        "offered": offered[:MOST_OFFERED],
        "is_more": len(offered) > MOST_OFFERED,
        "crumbs": _crumbs(trainee),
    }
    return render(request, "trainees/merge_search.html", context)


def _crumbs(trainee: Trainee) -> list[tuple[str, str]]:
    return [
        (_("Học viên"), reverse("trainees:trainee_list")),
        (str(trainee), trainee.get_absolute_url()),
    ]
