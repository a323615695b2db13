"""Who was shown personal data: the administrator's log."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts import rules
from accounts.columns import DISCLOSURES, DISCLOSURES_EXPORT, subject_url
from accounts.disclosures import export_people
from accounts.forms import DisclosureFilterForm
from accounts.http import AuthedRequest
from accounts.models import Disclosure
from common.lists import is_export, list_page
from common.refusals import require


@require_GET
def disclosure_list(request: AuthedRequest) -> HttpResponse:
    """The log itself names people who work here: its export is written down like any other."""
    require(rules.may_read_disclosures(request.user))
    log = Disclosure.objects.visible_to(request.user)
    form = DisclosureFilterForm(request.GET, log=log)
    listing = list_page(request, log.for_list(), DISCLOSURES, form=form, default_order="-luc")
    if is_export(request):
        title = [_("NHẬT KÝ TRUY CẬP DỮ LIỆU CÁ NHÂN")]
        name = "nhat-ky-truy-cap"
        return export_people(request, name, DISCLOSURES_EXPORT, listing.stream(), title)
    rows = [(row, subject_url(row)) for row in listing.rows]
    return render(request, "accounts/disclosure_list.html", {"listing": listing, "rows": rows})
