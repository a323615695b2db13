"""An agency's people from a file: read, previewed row by row, decided, written once."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import AuthedRequest
from accounts.models import User
from common.lists import Column, list_page
from common.refusals import require
from common.templatetags.ui import vn_number
from trainees import roster_facts as facts
from trainees import rules
from trainees.actions import roster_lists as actions
from trainees.forms.rosters import RosterFilter, RosterForm
from trainees.models import RosterList
from trainees.roster_judging import fingerprint
from trainees.roster_rows import Problem
from trainees.tasks import job_of

PER_PAGE = 50
LEGACY_SHOWN = 20
COLUMNS = (
    Column("tep", gettext_lazy("Tệp"), ("file_name",)),
    Column("don-vi", gettext_lazy("Cơ quan, đơn vị"), ("organisation__search_key",)),
    Column("tai-len", gettext_lazy("Tải lên"), ("uploaded_at",)),
    Column("so-hang", gettext_lazy("Số hàng"), ("row_count",), is_number=True),
    Column("ket-qua", gettext_lazy("Kết quả"), ("confirmed_at",)),
)


@require_GET
def roster_list(request: AuthedRequest) -> HttpResponse:
    """The files that were sent, newest first, each with what became of it."""
    require(rules.may_add(request.user))
    lists = RosterList.objects.visible_to(request.user).for_list()
    form = RosterFilter(request.GET or None, by=request.user)
    listing = list_page(request, lists, COLUMNS, form=form, default_order="-tai-len")
    return render(request, "trainees/roster_list.html", {"listing": listing, "crumbs": _crumbs()})


@require_http_methods(["GET", "HEAD", "POST"])
def roster_upload(request: AuthedRequest) -> HttpResponse:
    """Read a file, keep it, and show what would become of it. Nothing is written yet."""
    require(rules.may_add(request.user))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RosterForm(*sent, by=request.user)
    if form.is_valid():
        kept, is_new = actions.keep(form.organisation, form.upload, form.roster, by=request.user)
        if not is_new:
            messages.info(request, _already(kept))
        return redirect(kept)
    context = {"form": form, "crumbs": [*_crumbs(), _history_crumb()]}
    return render(request, "trainees/roster_upload.html", context)


@require_GET
def roster_preview(request: AuthedRequest, token: str) -> HttpResponse:
    """Every row of a file with what would become of it now, and every problem by its cell."""
    kept = kept_of(request, token)
    verdicts = verdicts_to_show(kept, request.user)
    kind = request.GET.get("loai", "")
    shown = [one for one in verdicts if one.kind == kind] if kind in facts.KIND_LABELS else verdicts
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("trang", "1"))
    counts = _counts(verdicts)
    job = job_of(kept)
    context = {
        "list": kept,
        "page": page,
        "has_choices": any(one.candidates for one in page.object_list),
        "kind": kind if kind in facts.KIND_LABELS else "",
        "counts": counts,
        "written": counts[facts.NEW]["n"] + counts[facts.CHANGED]["n"],
        "left_out": counts[facts.REFUSED]["n"] + counts[facts.DOUBTFUL]["n"],
        "is_open": kept.confirmed_at is None and not (job and job.is_live),
        "seen": fingerprint(verdicts),
        "legacy": _legacy(kept, verdicts),
        "file_problems": [Problem(*problem) for problem in kept.problems],
        "without_category": not any(one.row.category for one in verdicts),
        "may_fetch_original": rules.may_fetch_original(request.user, kept),
        "job": job,
        "poll_url": reverse("trainees:roster_progress", args=[kept.token]),
        "crumbs": [*_crumbs(), _history_crumb()],
    }
    return render(request, "trainees/roster_preview.html", context)


@require_GET
def roster_progress(request: AuthedRequest, token: str) -> HttpResponse:
    """Only the part of the page that moves."""
    kept = kept_of(request, token)
    poll_url = reverse("trainees:roster_progress", args=[kept.token])
    context = {"job": job_of(kept), "poll_url": poll_url}
    return render(request, "trainees/_roster_job.html", context)


@require_POST
def roster_decide(request: AuthedRequest, token: str) -> HttpResponse:
    """Keep what was chosen for doubtful rows, and go back to the rows it was chosen on."""
    kept = kept_of(request, token)
    actions.decide(kept, _choices(request.POST), by=request.user)
    messages.success(request, _("Đã lưu lựa chọn."))
    back = QueryDict(mutable=True)
    back.update({name: request.POST[name] for name in ("loai", "trang") if request.POST.get(name)})
    return redirect(f"{kept.get_absolute_url()}?{back.urlencode()}" if back else kept)


@require_POST
def roster_confirm(request: AuthedRequest, token: str) -> HttpResponse:
    """Write the new and changed rows, once: at once, or by the worker where they are many."""
    kept = kept_of(request, token)
    if _saved_first(request, kept):
        return redirect(kept)
    if "phong_cu" in request.POST and not kept.confirmed_at:
        actions.approve_legacy(kept)
    seen = request.POST.get("da_xem", "")
    if kept.row_count > actions.MOST_AT_ONCE and not kept.confirmed_at:
        actions.order(kept, by=request.user, seen=seen)
        messages.info(request, _("Hệ thống đang ghi danh sách. Có thể rời trang này."))
        return redirect(kept)
    done = actions.confirm(kept, by=request.user, seen=seen)
    messages.success(request, _done(done))
    return redirect(kept)


def _saved_first(request: AuthedRequest, kept: RosterList) -> bool:
    """Choices of the page that were not saved yet are kept, and what they change is shown before it is written."""
    choices = _choices(request.POST)
    known = {number: kept.decisions.get(str(number), "") for number in choices}
    if kept.confirmed_at or choices == known:
        return False
    actions.decide(kept, choices, by=request.user)
    words = _("Đã lưu lựa chọn, chưa ghi ai. Xem lại kết quả rồi bấm ghi lần nữa.")
    messages.info(request, words)
    return True


def kept_of(request: AuthedRequest, token: str) -> RosterList:
    lists = RosterList.objects.visible_to(request.user).for_detail()
    kept = get_object_or_404(lists, token=token)
    require(rules.may_import(request.user, kept))
    return kept


def verdicts_to_show(kept: RosterList, user: User) -> list[facts.Verdict]:
    """As things stand now; once the list is written, each row with what became of it then."""
    verdicts = actions.verdicts_of(kept, by=user)
    if not kept.confirmed_at:
        return verdicts
    kinds = {kind[0]: kind for kind in facts.KIND_LABELS}
    frozen = zip(verdicts, kept.outcome["rows"], strict=True)
    return [_as_it_was(verdict, kinds[letter]) for verdict, letter in frozen]


def _as_it_was(verdict: facts.Verdict, kind: str) -> facts.Verdict:
    problems = verdict.problems if kind == verdict.kind else tuple(verdict.row.problems)
    return replace(verdict, kind=kind, candidates=(), changes=(), problems=problems)


def _counts(verdicts: list[facts.Verdict]) -> dict[str, dict[str, Any]]:
    counts: dict[str, dict[str, Any]] = {
        kind: {"kind": kind, "label": label(), "n": 0} for kind, label in facts.KIND_LABELS.items()
    }
    for verdict in verdicts:
        counts[verdict.kind]["n"] += 1
    return counts


def _legacy(kept: RosterList, verdicts: list[facts.Verdict]) -> dict[str, Any]:
    """Text of old fonts, some of it before and after; ``must_tick``: nobody has looked at it yet."""
    cells = [cell for one in verdicts for cell in one.row.decoded]
    return {
        "cells": cells[:LEGACY_SHOWN],
        "rest": max(0, len(cells) - LEGACY_SHOWN),
        "must_tick": bool(cells) and not kept.is_legacy_approved,
    }


def _choices(data: QueryDict) -> dict[int, str]:
    """What was chosen for doubtful rows, by row number; a row nobody touched is not among them."""
    return {
        int(number): str(value)
        for name, value in data.items()
        if name.startswith("hang-") and (number := name.removeprefix("hang-")).isdecimal()
    }


def _already(kept: RosterList) -> str:
    if kept.confirmed_at:
        return _("Tệp này đã được ghi trước đó, không ghi thêm ai. %(done)s") % {
            "done": _done(kept)
        }
    return _("Tệp này đã được tải lên trước đó. Đây là kết quả của tệp.")


def _done(kept: RosterList) -> str:
    return _("Đã ghi danh sách: %(new)s người mới, %(changed)s hồ sơ được cập nhật.") % {
        "new": vn_number(kept.outcome[facts.NEW]),
        "changed": vn_number(kept.outcome[facts.CHANGED]),
    }


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Học viên"), reverse("trainees:trainee_list"))]


def _history_crumb() -> tuple[str, str]:
    return _("Nhập từ Excel"), reverse("trainees:roster_list")
