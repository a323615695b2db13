"""A list that came in as a file: read, previewed row by row, confirmed once, given back with its verdicts."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.disclosures import export_sheet_of_people, note_file
from accounts.http import AuthedRequest
from common.excel import xlsx_response
from common.refusals import Refused, require
from courses import nomination_facts as facts
from courses import rules
from courses.actions import nomination_lists as actions
from courses.forms.nominations import UploadForm
from courses.models import NominationList
from courses.nominations import fingerprint
from courses.views.nominations import (
    READ,
    agency_of,
    choose_agency,
    frame_of,
    run_of,
    say,
    sent_words,
)
from trainees import sealed_files
from trainees.roster_rows import Problem
from trainees.roster_template import blank_template

PER_PAGE = 100
# An address may hold no more than some thousand characters.
MOST_KEPT = 40


@require_http_methods(READ)
def nomination_upload(request: AuthedRequest, code: str) -> HttpResponse:
    """Read a file, keep it, and show what would become of it. Nobody is nominated yet."""
    run = run_of(request, code)
    agency = agency_of(request, run)
    if agency is None:
        return choose_agency(request, run)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        kept, is_new = actions.keep(run, agency, form.upload, form.roster, by=request.user)
        if kept.confirmed_at:
            messages.info(request, _("Tệp này đã được xác nhận, không cử thêm ai."))
        elif not is_new:
            messages.info(request, _("Tệp này đã được tải lên trước đó. Đây là kết quả của tệp."))
        return redirect(kept)
    lists = NominationList.objects.visible_to(request.user)
    earlier = lists.filter(course_run=run, organisation=agency).defer("rows", "problems")
    return render(
        request,
        "courses/nomination_upload.html",
        {**frame_of(run, agency, request), "form": form, "earlier": earlier[:10]},
    )


@require_GET
def nomination_template(request: AuthedRequest, code: str) -> HttpResponse:
    """A blank list with the admitted categories to choose from."""
    run = run_of(request, code)
    agency = agency_of(request, run)
    if agency is None:
        return choose_agency(request, run)
    labels = [category.label for category in run.admitted_categories.all()]
    title = _("DANH SÁCH CỬ THAM GIA %(title)s") % {"title": run.title.upper()}
    return xlsx_response(f"mau-danh-sach-cu-{run.code}", blank_template(title, labels, str(agency)))


@require_GET
def nomination_preview(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    """Every row of a file with what would become of it now, and every problem by its cell."""
    kept = _kept(request, code, token)
    frame = frame_of(kept.course_run, kept.organisation, request)
    verdicts = actions.verdicts_of(kept, hides_birth=frame["minimal"])
    kind = request.GET.get("loai", "")
    shown = [v for v in verdicts if v.kind == kind] if kind in facts.KIND_LABELS else verdicts
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("trang", "1"))
    decided = _decisions(request.GET)
    doubtful = [
        {"verdict": v, "choice": decided.get(v.row.row_number, "")}
        for v in verdicts
        if v.kind == facts.DOUBTFUL
    ]
    counts = _counts(verdicts)
    context = {
        **frame,
        "list": kept,
        "may_read_original": rules.may_read_original(request.user, kept),
        "page": page,
        "kind": kind,
        "counts": counts,
        "doubtful": doubtful,
        "seen": fingerprint(verdicts),
        "good": counts[facts.NEW]["n"] + counts[facts.KNOWN]["n"],
        "refused": counts[facts.REFUSED]["n"],
        "faulty": counts[facts.REFUSED]["n"] + len(doubtful),
        "file_problems": [Problem(*problem) for problem in kept.problems],
    }
    return render(request, "courses/nomination_preview.html", context)


def _counts(verdicts: list[facts.Verdict]) -> dict[str, dict[str, Any]]:
    counts: dict[str, dict[str, Any]] = {
        kind: {"kind": kind, "label": label(), "n": 0} for kind, label in facts.KIND_LABELS.items()
    }
    for verdict in verdicts:
        counts[verdict.kind]["n"] += 1
    return counts


@require_POST
def nomination_confirm(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    """Nominate the rows of the file, once. A refusal leads to the list as it stands now, choices kept."""
    kept = _kept(request, code, token)
    run = kept.course_run
    manages = rules.may_manage(request.user, run)
    require(manages or rules.may_nominate_for(request.user, kept.organisation))
    decisions = _decisions(request.POST)
    try:
        done = actions.confirm(
            kept,
            by=request.user,
            seen=request.POST.get("da_xem", ""),
            decisions=decisions,
            only_good="chi_hop_le" in request.POST,
            after_deadline=manages,
            is_approved=manages,
        )
    except Refused as refused:
        say(request, refused)
        chosen = {f"hang-{row}": choice for row, choice in list(decisions.items())[:MOST_KEPT]}
        return redirect(f"{kept.get_absolute_url()}?{urlencode(chosen)}" if chosen else kept)
    words = ngettext("Đã cử %(n)d học viên từ tệp.", "Đã cử %(n)d học viên từ tệp.", done)
    messages.success(request, sent_words(run, request, words % {"n": done}))
    return redirect(kept)


def _decisions(data: QueryDict) -> dict[int, str]:
    """What was chosen for doubtful rows, by row number."""
    return {
        int(name.removeprefix("hang-")): str(value)
        for name, value in data.items()
        if name.startswith("hang-") and name.removeprefix("hang-").isdecimal() and value
    }


RESULT_HEADER = (
    gettext_lazy("STT"),
    gettext_lazy("Họ và tên"),
    gettext_lazy("Ngày, tháng, năm sinh"),
    gettext_lazy("Giới tính"),
    gettext_lazy("Dân tộc"),
    gettext_lazy("Chức vụ"),
    gettext_lazy("Đơn vị công tác"),
    gettext_lazy("Số điện thoại"),
    gettext_lazy("Email"),
    gettext_lazy("Đối tượng"),
    gettext_lazy("Ghi chú"),
    gettext_lazy("Kết quả kiểm tra"),
)


@require_GET
def nomination_result(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    """The list as it was understood, each row with its verdict, ready to be put right and sent again."""
    kept = _kept(request, code, token)
    minimal = not rules.may_see_people_of(request.user, kept.organisation)
    sexes = {"male": _("Nam"), "female": _("Nữ")}
    rows = (
        [
            number,
            v.row.full_name,
            str(v.row.birth or ""),
            sexes.get(v.row.sex, ""),
            v.row.ethnic_group,
            v.row.position,
            v.row.organisation,
            v.row.phone.replace("+84", "0", 1),
            v.row.email,
            v.category.label if v.category else v.row.category,
            v.row.note,
            v.in_words,
        ]
        for number, v in enumerate(actions.verdicts_of(kept, hides_birth=minimal), start=1)
    )
    titles = [str(kept.organisation), _("KẾT QUẢ KIỂM TRA DANH SÁCH CỬ"), kept.course_run.title]
    name = f"ket-qua-kiem-tra-{kept.course_run.code}"
    return export_sheet_of_people(
        request, name, titles, RESULT_HEADER, rows, subject=kept.course_run
    )


@require_GET
def nomination_original(request: AuthedRequest, code: str, token: str) -> HttpResponse:
    """The file as it came in; at most 10 MiB, as the upload allows. Kept in no cache."""
    kept = _kept(request, code, token)
    if not rules.may_read_original(request.user, kept):
        raise Http404
    data = sealed_files.read(kept.stored_as)
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Cache-Control"] = "no-store"
    answer["Content-Disposition"] = content_disposition_header(True, kept.file_name) or ""
    titles = [_("TỆP DANH SÁCH CỬ"), kept.file_name, str(kept.course_run)]
    note_file(request, titles, len(kept.rows), subject=kept.course_run)
    return answer


def _kept(request: AuthedRequest, code: str, token: str) -> NominationList:
    lists = NominationList.objects.visible_to(request.user)
    lists = lists.select_related(
        "course_run__lead_organisation__unit", "organisation", "uploaded_by"
    )
    return get_object_or_404(lists, course_run__code=code, token=token)
