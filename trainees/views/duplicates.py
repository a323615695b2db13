"""The queue of records that may be one person, and the decision on a pair."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.disclosures import export_people
from accounts.http import AuthedRequest
from accounts.models import Role, User
from common import jobs
from common.lists import Column, is_export, list_page
from common.refusals import Refused, require
from trainees import duplicates as signs
from trainees import rules, tasks
from trainees.actions import duplicates, merges
from trainees.forms.duplicates import DuplicateFilterForm, MergeForm, ReasonForm
from trainees.models import DuplicatePair, Trainee
from trainees.views.comparisons import comparison


def _signs(pair: DuplicatePair) -> str:
    return "; ".join(signs.in_words(pair.signs))


COLUMNS = [
    Column("ho-so-a", gettext_lazy("Hồ sơ A"), ("first__sort_key",), lambda pair: str(pair.first)),
    Column("sinh-a", gettext_lazy("Ngày sinh A"), (), lambda pair: pair.first.birth),
    Column("don-vi-a", gettext_lazy("Đơn vị A"), (), lambda pair: str(pair.first.organisation)),
    Column("ho-so-b", gettext_lazy("Hồ sơ B"), ("second__sort_key",), lambda p: str(p.second)),
    Column("sinh-b", gettext_lazy("Ngày sinh B"), (), lambda pair: pair.second.birth),
    Column("don-vi-b", gettext_lazy("Đơn vị B"), (), lambda pair: str(pair.second.organisation)),
    Column("dau-hieu", gettext_lazy("Dấu hiệu"), (), _signs),
    Column("diem", gettext_lazy("Điểm"), ("score",), lambda pair: pair.score, is_number=True),
    Column("tim-thay", gettext_lazy("Tìm thấy"), ("found_at",), lambda pair: pair.found_at),
    Column(
        "tinh-trang", gettext_lazy("Tình trạng"), ("state",), lambda pair: pair.get_state_display()
    ),
]
# The birth and the agency stand under the name: ten columns do not fit beside the menu.
ON_SCREEN = ("ho-so-a", "ho-so-b", "dau-hieu", "diem", "tinh-trang")


@require_GET
def duplicate_list(request: AuthedRequest) -> HttpResponse:
    require(rules.may_see_duplicates(request.user))
    visible = DuplicatePair.objects.visible_to(request.user)
    # Bound even without a choice: then only what waits is shown.
    form = DuplicateFilterForm(request.GET, pairs=visible)
    listing = list_page(request, visible.for_list(), COLUMNS, form=form, default_order="-score")
    if is_export(request):
        titles = [_("HỒ SƠ NGHI TRÙNG")]
        return export_people(request, "ho-so-nghi-trung", COLUMNS, listing.stream(), titles)
    for pair in listing.rows:
        pair.sign_words = signs.in_words(pair.signs)
    context = {
        "listing": listing,
        "head": [cell for cell in listing.head if cell.key in ON_SCREEN],
        "waiting": visible.open_().count(),
        "may_find": request.user.scope.has(Role.ADMINISTRATOR),
        **_search(request.user),
    }
    return render(request, "trainees/duplicate_list.html", context)


@require_POST
def duplicate_find(request: AuthedRequest) -> HttpResponse:
    require(request.user.scope.has(Role.ADMINISTRATOR))
    jobs.start(
        tasks.find_duplicates,
        key=tasks.key_of(_provinces(request.user)),
        title=_("Tìm hồ sơ trùng"),
        by=request.user,
        result_url=reverse("trainees:duplicate_list"),
    )
    messages.success(request, _("Đang tìm trong nền. Kết quả hiện dần trong danh sách này."))
    return redirect("trainees:duplicate_list")


@require_GET
def duplicate_progress(request: AuthedRequest) -> HttpResponse:
    """Only the part of the page that moves."""
    require(rules.may_see_duplicates(request.user))
    return render(request, "trainees/_duplicate_job.html", _search(request.user))


@require_GET
def duplicate_detail(request: AuthedRequest, token: str) -> HttpResponse:
    return _detail(request, _pair(request, token))


@require_POST
def duplicate_merge(request: AuthedRequest, token: str) -> HttpResponse:
    pair = _pair(request, token)
    require(rules.may_merge(request.user, pair.first, pair.second))
    form = MergeForm(request.POST, first=pair.first, second=pair.second)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            merges.merge(form.stays, form.goes, by=request.user, reason=reason, pair=pair)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã gộp hồ sơ. Có thể tách lại ở mục “Đã gộp”."))
            return redirect(form.stays)
    return _detail(request, _pair(request, token), form)


@require_POST
def duplicate_tell_apart(request: AuthedRequest, token: str) -> HttpResponse:
    pair = _pair(request, token)
    require(rules.may_merge(request.user, pair.first, pair.second))
    form = ReasonForm(request.POST)
    shown = MergeForm(request.POST, first=pair.first, second=pair.second)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            duplicates.tell_apart(pair, by=request.user, reason=reason)
        except Refused as refused:
            shown.is_valid()
            shown.errors.pop("kept", None)
            shown.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã ghi: đây là hai người."))
            return redirect("trainees:duplicate_list")
    shown.errors.pop("kept", None)
    return _detail(request, _pair(request, token), shown)


@require_POST
def duplicate_propose(request: AuthedRequest, token: str) -> HttpResponse:
    """From the comparison of two records: put them into the queue for the administrator."""
    people = Trainee.objects.visible_to(request.user).for_detail()
    trainee = get_object_or_404(people, token=token)
    other = get_object_or_404(people, token=request.POST.get("voi", ""))
    require(rules.may_propose_merge(request.user, trainee))
    require(rules.may_propose_merge(request.user, other))
    reason = request.POST.get("reason", "")[:300]
    pair = duplicates.propose(trainee, other, by=request.user, reason=reason)
    messages.success(request, _("Đã đưa vào danh sách chờ xác định."))
    return redirect("trainees:duplicate_detail", pair.token)


def _pair(request: AuthedRequest, token: str) -> DuplicatePair:
    require(rules.may_see_duplicates(request.user))
    pairs = DuplicatePair.objects.visible_to(request.user).for_detail()
    return get_object_or_404(pairs, token=token)


def _detail(
    request: AuthedRequest, pair: DuplicatePair, form: MergeForm | None = None
) -> HttpResponse:
    may_decide = rules.may_merge(request.user, pair.first, pair.second)
    is_decidable = not (pair.first.merged_into_id or pair.second.merged_into_id)
    context: dict[str, Any] = {
        "pair": pair,
        "sign_words": signs.in_words(pair.signs),
        "form": form or MergeForm(first=pair.first, second=pair.second),
        "may_decide": may_decide and is_decidable,
        "is_open": pair.state == "open",
        "crumbs": [(_("Hồ sơ nghi trùng"), reverse("trainees:duplicate_list"))],
        **comparison(request.user, pair.first, pair.second, history_of=pair),
    }
    return render(request, "trainees/duplicate_detail.html", context)


def _provinces(user: User) -> frozenset[int]:
    return user.scope.province_ids(Role.DOJ_OFFICER, Role.ADMINISTRATOR)


def _search(user: User) -> dict[str, Any]:
    job = tasks.search_of(_provinces(user))
    return {"job": job, "poll_url": reverse("trainees:duplicate_progress")}
