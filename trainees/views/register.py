"""What the law wants everybody to be able to read: the legal reporters and propagandists, and who speaks for whom."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from common.lists import list_page
from organisations.models import AdministrativeUnit
from trainees.forms.register import PublicSpokespersonForm, RegisterFilterForm
from trainees.models import Recognition, Spokesperson
from trainees.recognition_columns import ENDING_COLUMNS, REGISTER_COLUMNS
from trainees.spokesperson_columns import PUBLIC_SPOKESPERSON_COLUMNS

# The lists change by decisions, not by the minute; whoever looks again soon need not wait for the server.
SECONDS = 300
ENDINGS = "ket-thuc"


@login_not_required
@require_safe
def public_register(request: HttpRequest) -> HttpResponse:
    """Name, position, agency and decision, and nothing else. Source: TT 10/2016/TT-BTP Đ8.2.b."""
    today = timezone.localdate()
    units = AdministrativeUnit.objects.valid_on(today).order_by("search_key", "code")
    form = RegisterFilterForm(request.GET, units=units)
    shows_endings = request.GET.get("xem") == ENDINGS
    people = Recognition.objects
    rows = people.public_endings(today) if shows_endings else people.public_register(today)
    columns = ENDING_COLUMNS if shows_endings else REGISTER_COLUMNS
    listing = list_page(request, rows, columns, form=form, default_order="ten")
    context = {"listing": listing, "day": today, "shows_endings": shows_endings}
    return _kept(request, render(request, "trainees/public_register.html", context))


@login_not_required
@require_safe
def public_spokespersons(request: HttpRequest) -> HttpResponse:
    """Who speaks for an agency and how to reach them, once posted. Source: NĐ 244/2026/NĐ-CP Đ3.3."""
    today = timezone.localdate()
    provinces = AdministrativeUnit.objects.valid_on(today).provinces().order_by("search_key")
    form = PublicSpokespersonForm(request.GET, units=provinces)
    rows = Spokesperson.objects.standing_on(today).posted().for_list()
    columns = PUBLIC_SPOKESPERSON_COLUMNS
    listing = list_page(request, rows, columns, form=form, default_order="co-quan")
    context = {"listing": listing, "day": today}
    return _kept(request, render(request, "trainees/public_spokespersons.html", context))


def _kept(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """Anybody's copy may be kept for a while; a signed-in person's page shows their name and is theirs alone."""
    if request.user.is_authenticated:
        page["Cache-Control"] = "no-store"
    else:
        patch_cache_control(page, public=True, max_age=SECONDS)
    return page
