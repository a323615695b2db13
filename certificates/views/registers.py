"""Where the register of a year begins."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import AuthedRequest
from certificates import actions, rules
from certificates.forms import OpenRegisterForm
from certificates.models import CertificateTemplate
from common.refusals import Refused, require
from organisations.models import Organisation


@require_http_methods(["GET", "HEAD", "POST"])
def register_open(request: AuthedRequest, code: str) -> HttpResponse:
    """An office that issued on paper earlier in the year says its last number, before the first one is given here."""
    agency = _agency(request, code)
    form = OpenRegisterForm(request.POST or None, initial=_first_values(agency))
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_register(agency, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Đã mở sổ. Số cấp trên hệ thống nối tiếp số trên giấy."))
            return redirect("certificates:register_open", code)
    context = {"agency": agency, "form": form, "registers": agency.number_series.for_list()}
    return render(request, "certificates/register_open.html", context)


def _agency(request: AuthedRequest, code: str) -> Organisation:
    """The agency of today by this code, within what the person's grants reach."""
    reach = request.user.scope.organisation_ids("organiser", "approver")
    agency = Organisation.objects.filter(pk__in=reach, code=code).order_by("-valid_from").first()
    if agency is None:
        raise Http404
    require(rules.may_open_register(request.user, agency))
    return agency


def _first_values(agency: Organisation) -> dict[str, object]:
    template = CertificateTemplate.objects.filter(organisation=agency).first()
    return {"year": timezone.localdate().year, "symbol": template.symbol if template else ""}
