"""What an agency prints on all its certificates."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import AuthedRequest
from certificates import pdf, rules
from certificates.facts import sample
from certificates.forms import TemplateForm
from certificates.models import CertificateTemplate
from certificates.views.replies import pdf_response
from common.refusals import Refused, require
from organisations.models import Organisation


def _agency(request: AuthedRequest, code: str) -> Organisation:
    """The agency of today by this code, within what the person's grants reach."""
    reach = request.user.scope.organisation_ids("organiser", "approver")
    agencies = Organisation.objects.filter(pk__in=reach, code=code)
    agency = agencies.select_related("parent").order_by("-valid_from").first()
    if agency is None:
        raise Http404
    require(rules.may_edit_template(request.user, agency))
    return agency


def _template(agency: Organisation) -> CertificateTemplate:
    """The saved one, or a first draft from what is known of the agency."""
    known = CertificateTemplate.objects.filter(organisation=agency).first()
    if known is not None:
        return known
    return CertificateTemplate(
        organisation=agency,
        issuing_agency=agency.name.upper()[:120],
        superior_agency=agency.parent.name.upper()[:120] if agency.parent else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def certificate_template(request: AuthedRequest, code: str) -> HttpResponse:
    agency = _agency(request, code)
    form = TemplateForm(request.POST or None, instance=_template(agency))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Đã lưu mẫu. Giấy chứng nhận đã cấp không thay đổi."))
        return redirect("certificates:certificate_template", code)
    return _page(request, agency, form)


def _page(request: AuthedRequest, agency: Organisation, form: TemplateForm) -> HttpResponse:
    context = {"agency": agency, "form": form, "is_saved": form.instance.pk is not None}
    return render(request, "certificates/certificate_template.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def template_preview(request: AuthedRequest, code: str) -> HttpResponse:
    """A sample: of the saved template, or of what stands in the form now. Nothing is saved."""
    agency = _agency(request, code)
    template = _template(agency)
    if request.method == "POST":
        form = TemplateForm(request.POST, instance=template)
        if not form.is_valid():
            return _page(request, agency, form)
    elif template.pk is None:
        raise Refused(_("Chưa có mẫu. Nhập và lưu mẫu trước khi xem."))
    content = pdf.render(sample(template, timezone.localdate()))
    return pdf_response(content, "mau-giay-chung-nhan", is_download=False)
