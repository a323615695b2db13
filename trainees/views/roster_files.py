"""Files about rosters: the blank one, the one that came in, the one with what was found."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.disclosures import note_file
from accounts.http import AuthedRequest
from common.excel import workbook, xlsx_response
from common.refusals import require
from trainees import rules, sealed_files
from trainees.forms.people import organisations_for
from trainees.models import AudienceCategory
from trainees.roster_corrected import corrected
from trainees.roster_template import blank_template
from trainees.views.rosters import kept_of, verdicts_to_show


@require_GET
def roster_template(request: AuthedRequest) -> HttpResponse:
    """A blank list with the categories of today, and the agencies where somebody keeps several."""
    require(rules.may_add(request.user))
    agencies = [*organisations_for(request.user)]
    labels = [one.label for one in AudienceCategory.objects.open_on(timezone.localdate())]
    data = blank_template(
        _("DANH SÁCH HỌC VIÊN"),
        labels,
        str(agencies[0]) if len(agencies) == 1 else "",
        purpose="roster",
        organisation_names=[str(one) for one in agencies],
    )
    return xlsx_response("mau-danh-sach-hoc-vien", data)


@require_GET
def roster_corrected(request: AuthedRequest, token: str) -> HttpResponse:
    """The rows as they were read with what was found, ready to be put right and sent again."""
    kept = kept_of(request, token)
    sheet = corrected(verdicts_to_show(kept, request.user), kept.columns)
    titles = [
        str(kept.organisation or _("Nhiều cơ quan, đơn vị")),
        _("DANH SÁCH HỌC VIÊN ĐÃ KIỂM TRA"),
        _("Tệp: %(file)s") % {"file": kept.file_name},
    ]
    data = workbook(titles, sheet.header, sheet.rows)
    note_file(request, titles, kept.row_count, subject=kept)
    return xlsx_response("danh-sach-da-kiem-tra", data)


@require_GET
def roster_original(request: AuthedRequest, token: str) -> HttpResponse:
    """The file as it came in; one that holds ID numbers goes back only to whoever brought them."""
    kept = kept_of(request, token)
    if not rules.may_fetch_original(request.user, kept):
        raise Http404
    data = sealed_files.read(kept.stored_as)
    note_file(
        request, [_("TỆP GỐC DANH SÁCH HỌC VIÊN"), kept.file_name], kept.row_count, subject=kept
    )
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, kept.file_name) or ""
    answer["Cache-Control"] = "no-store"
    return answer
