"""Decrees of reorganisation: the list, the heading, the plan as a table, and the conversion table that fills it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.excel import workbook, xlsx_response
from common.lists import Column, list_page
from common.models import StateChange
from common.refusals import Refused, require
from organisations import rules
from organisations.actions import plan_tables, plans, proposals
from organisations.actions.reorganisations import effect_of
from organisations.forms.reorganisations import ReorganisationForm, TableForm
from organisations.http import OfficeRequest
from organisations.models import Reorganisation
from organisations.next_steps import next_steps
from organisations.plan_facts import problems_of
from organisations.plan_pictures import picture_of
from organisations.rules import ADMINISTRATOR, OFFICER

COLUMNS = [
    Column("so", gettext_lazy("Số, ký hiệu"), ("number",)),
    Column("trich-yeu", gettext_lazy("Trích yếu")),
    Column("tinh", gettext_lazy("Tỉnh"), ("province__search_key",)),
    Column("hieu-luc", gettext_lazy("Có hiệu lực từ"), ("effective_on",)),
    Column("tinh-trang", gettext_lazy("Tình trạng"), ("state",)),
]
UNIT_COLUMNS = [
    Column("cu", gettext_lazy("Đơn vị cũ"), ("predecessor__code", "successor__code")),
    Column("thuoc", gettext_lazy("Thuộc")),
    Column("cach", gettext_lazy("Cách chuyển"), ("relation", "predecessor__code")),
    Column("moi", gettext_lazy("Đơn vị mới"), ("successor__code", "predecessor__code")),
    Column("viec", ""),
]
ORGANISATION_COLUMNS = [
    Column("cu", gettext_lazy("Cơ quan cũ"), ("predecessor__search_key",)),
    Column("thuoc", gettext_lazy("Đơn vị hành chính"), ("predecessor__unit__code",)),
    Column("cach", gettext_lazy("Cách chuyển"), ("relation", "predecessor__search_key")),
    Column("moi", gettext_lazy("Cơ quan tiếp nhận"), ("successor__name", "into__search_key")),
    Column("viec", ""),
]
TEMPLATE_HEADER = (
    gettext_lazy("Mã cũ"),
    gettext_lazy("Tên cũ"),
    gettext_lazy("Cách chuyển"),
    gettext_lazy("Mã mới"),
    gettext_lazy("Tên mới"),
    gettext_lazy("Cấp"),
    gettext_lazy("Mã trực thuộc"),
)
MOST_SHOWN = 30


@require_GET
def reorganisation_list(request: OfficeRequest) -> HttpResponse:
    require(rules.may_read_directory(request.user))
    decrees = Reorganisation.objects.visible_to(request.user).for_list()
    context = {
        "listing": list_page(request, decrees, COLUMNS, default_order="-hieu-luc"),
        "may_draft": rules.may_draft(request.user),
    }
    return render(request, "organisations/reorganisation_list.html", context)


@require_http_methods(["GET", "POST"])
def reorganisation_create(request: OfficeRequest) -> HttpResponse:
    require(rules.may_draft(request.user))
    form = ReorganisationForm(request.POST or None, provinces=provinces_for(request))
    if form.is_valid():
        decree = plans.create(**form.cleaned_data, by=request.user)
        messages.success(request, _("Đã lập văn bản. Nhập các đơn vị được sắp xếp."))
        return redirect(decree)
    return render(request, "organisations/reorganisation_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def reorganisation_edit(request: OfficeRequest, token: str) -> HttpResponse:
    decree = decree_to_edit(request, token)
    form = ReorganisationForm(
        request.POST or None, instance=decree, provinces=provinces_for(request)
    )
    if form.is_valid():
        try:
            plans.update(decree, by=request.user, **form.cleaned_data)
        except Refused as refused:
            say(request, refused)
        else:
            messages.success(request, _("Đã lưu văn bản."))
        return redirect(decree)
    context = {"form": form, "decree": decree}
    return render(request, "organisations/reorganisation_edit.html", context)


@require_GET
def reorganisation_detail(request: OfficeRequest, token: str) -> HttpResponse:
    """The plan, old → new. Problems are looked for while the plan may still be changed."""
    require(rules.may_read_directory(request.user))
    decree = decree_of(request, token)
    may_edit = decree.is_open and rules.may_edit_draft(request.user, decree)
    problems = problems_of(decree) if may_edit else []
    context = {
        "decree": decree,
        "may_edit": may_edit,
        "effect": effect_of(decree),
        "problems": problems[:MOST_SHOWN],
        "more_problems": max(0, len(problems) - MOST_SHOWN),
        "steps": next_steps(decree, request.user),
        "history": StateChange.objects.of(decree).for_history(),
        "picture": picture_of(decree, request.GET.get("hinh", "")),
        **_lines(request, decree),
    }
    return render(request, "organisations/reorganisation_detail.html", context)


def _lines(request: OfficeRequest, decree: Reorganisation) -> dict[str, Any]:
    """The half of the plan that is asked for: units, or agencies."""
    if request.GET.get("phan") == "co-quan":
        rows: Any = decree.organisation_links.for_list()
        listing = list_page(request, rows, ORGANISATION_COLUMNS, default_order="cu")
        founded = decree.planned_organisations.filter(links=None)
        return {"part": "organisations", "listing": listing, "founded": founded}
    rows = decree.unit_links.for_list()
    listing = list_page(request, rows, UNIT_COLUMNS, default_order="moi")
    return {
        "part": "units",
        "listing": listing,
        "founded": decree.planned_units.filter(links=None),
    }


@require_http_methods(["GET", "POST"])
def reorganisation_table(request: OfficeRequest, token: str) -> HttpResponse:
    """Fill the plan from a conversion table. Faults are shown by their cells, and nothing is written."""
    decree = decree_to_edit(request, token)
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    refused = None
    if form.is_valid():
        try:
            done = plan_tables.plan_table(
                decree, form.table, provinces=provinces_for(request), by=request.user
            )
        except Refused as error:
            refused = error
        else:
            words = _("Đã ghi %(units)d đơn vị mới và %(links)d dòng chuyển đổi.")
            messages.success(request, words % vars(done))
            return redirect(decree)
    context = {"form": form, "decree": decree, "refused": refused}
    return render(request, "organisations/reorganisation_table.html", context)


@require_GET
def reorganisation_table_template(request: OfficeRequest, token: str) -> HttpResponse:
    """A blank conversion table with three lines that show how a merge, a split and an abolition are written."""
    decree = decree_to_edit(request, token)
    province = decree.province.code
    rows = [
        ["03386", "Phường A", "Nhập toàn bộ", "03388", "Phường B", "Xã", province],
        ["22978", "Xã C", "Một phần", "03388", "Phường B", "Xã", province],
        ["105", "Huyện D", "Bãi bỏ", "", "", "Huyện", ""],
    ]
    titles = [_("BẢNG CHUYỂN ĐỔI ĐƠN VỊ HÀNH CHÍNH"), _("Ba dòng dưới là ví dụ, hãy xóa đi.")]
    return xlsx_response("mau-bang-chuyen-doi", workbook(titles, TEMPLATE_HEADER, rows))


@require_POST
def reorganisation_propose(request: OfficeRequest, token: str) -> HttpResponse:
    decree = decree_to_edit(request, token)
    try:
        done = proposals.propose_organisations(decree, by=request.user)
    except Refused as refused:
        say(request, refused)
    else:
        words = _("Đã đề xuất %(organisations)d cơ quan mới, %(links)d dòng.")
        messages.success(request, words % vars(done))
        if done.left:
            left = ngettext(
                "Còn %(n)d cơ quan ở đơn vị bị tách, cần chọn nơi tiếp nhận bằng tay.",
                "Còn %(n)d cơ quan ở đơn vị bị tách, cần chọn nơi tiếp nhận bằng tay.",
                done.left,
            )
            messages.warning(request, left % {"n": done.left})
    return redirect(f"{decree.get_absolute_url()}?phan=co-quan")


def decree_of(request: OfficeRequest, token: str) -> Reorganisation:
    visible = Reorganisation.objects.visible_to(request.user).for_list()
    return get_object_or_404(visible, token=token)


def decree_to_edit(request: OfficeRequest, token: str) -> Reorganisation:
    decree = decree_of(request, token)
    require(rules.may_edit_draft(request.user, decree))
    return decree


def provinces_for(request: OfficeRequest) -> frozenset[int]:
    """The provinces whose units and agencies a person may put into a plan."""
    return request.user.scope.province_ids(ADMINISTRATOR, OFFICER)


def say(request: OfficeRequest, refused: Refused) -> None:
    for line in (refused.message, *refused.details):
        messages.error(request, line)
