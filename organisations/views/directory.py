"""The directory of units and agencies, as of a day, with what came before and after."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from common.lists import Column, export_response, is_export, list_page
from common.refusals import require
from organisations import rules
from organisations.forms.directory import OrganisationFilterForm, UnitFilterForm
from organisations.http import OfficeRequest
from organisations.life import Node, picture, span_words
from organisations.models import (
    NOT_RECORDED,
    AdministrativeUnit,
    Organisation,
    Reorganisation,
)

# The communes of 2025 came from the published tables and not from a decree entered here.
EVE_OF_2025 = date(2025, 6, 30)


def _begun(row: AdministrativeUnit | Organisation) -> date | None:
    return None if row.valid_from == NOT_RECORDED else row.valid_from


UNIT_COLUMNS = [
    Column("ten", gettext_lazy("Tên"), ("search_key", "code"), export=str),
    Column("ma", gettext_lazy("Mã"), ("code", "valid_from"), export=lambda unit: unit.code),
    Column("cap", gettext_lazy("Cấp"), ("level", "search_key"), lambda u: u.get_level_display()),
    Column(
        "truc-thuoc",
        gettext_lazy("Trực thuộc"),
        ("parent__search_key", "search_key"),
        export=lambda unit: str(unit.parent or ""),
    ),
    Column("tu", gettext_lazy("Có hiệu lực từ"), ("valid_from", "search_key"), export=_begun),
    Column(
        "den",
        gettext_lazy("Hết hiệu lực"),
        ("valid_to", "search_key"),
        export=lambda unit: unit.valid_to,
    ),
]
ORGANISATION_COLUMNS = [
    Column("ten", gettext_lazy("Tên"), ("search_key", "code"), export=str),
    Column("loai", gettext_lazy("Loại"), ("kind", "search_key"), lambda o: o.get_kind_display()),
    Column(
        "don-vi",
        gettext_lazy("Đơn vị hành chính"),
        ("unit__search_key", "search_key"),
        export=lambda one: str(one.unit),
    ),
    Column("tu", gettext_lazy("Có hiệu lực từ"), ("valid_from", "search_key"), export=_begun),
    Column(
        "den",
        gettext_lazy("Hết hiệu lực"),
        ("valid_to", "search_key"),
        export=lambda one: one.valid_to,
    ),
]
# The screen shows these in the notes under a name; a sheet has room for them.
ORGANISATION_EXPORT = [
    *ORGANISATION_COLUMNS,
    Column("viet-tat", gettext_lazy("Tên viết tắt"), export=lambda one: one.short_name),
    Column("chu-quan", gettext_lazy("Cơ quan chủ quản"), export=lambda one: str(one.parent or "")),
    Column("ma", gettext_lazy("Mã"), export=lambda one: one.code),
]


@require_GET
def unit_list(request: OfficeRequest) -> HttpResponse:
    require(rules.may_read_directory(request.user))
    visible = AdministrativeUnit.objects.visible_to(request.user)
    form = UnitFilterForm(request.GET, units=visible)
    there = visible.valid_on(form.day)
    listing = list_page(request, there.for_list(), UNIT_COLUMNS, form=form, default_order="ma")
    if is_export(request):
        titles = [_("DANH SÁCH ĐƠN VỊ HÀNH CHÍNH"), _as_of(form.day)]
        return export_response("don-vi-hanh-chinh", UNIT_COLUMNS, listing.stream(), titles)
    context = {"listing": listing, "day": form.day, "eves": _eves(request)}
    return render(request, "organisations/unit_list.html", context)


@require_GET
def unit_detail(request: OfficeRequest, level: str, code: str, valid_from: date) -> HttpResponse:
    require(rules.may_read_directory(request.user))
    visible = AdministrativeUnit.objects.visible_to(request.user)
    unit = get_object_or_404(visible.for_detail(), level=level, code=code, valid_from=valid_from)
    day = _last_day(unit)
    context = {
        "unit": unit,
        "day": day,
        "children": unit.children.valid_on(day).order_by("code"),
        "organisations": unit.organisations.valid_on(day),
        "decrees": Reorganisation.objects.visible_to(request.user).about_unit(unit),
        **_life(unit),
    }
    return render(request, "organisations/unit_detail.html", context)


@require_GET
def organisation_list(request: OfficeRequest) -> HttpResponse:
    require(rules.may_read_directory(request.user))
    form = OrganisationFilterForm(request.GET)
    there = Organisation.objects.visible_to(request.user).valid_on(form.day)
    rows, columns = there.for_list(), ORGANISATION_COLUMNS
    listing = list_page(request, rows, columns, form=form, default_order="ten")
    if is_export(request):
        titles = [_("DANH SÁCH CƠ QUAN, ĐƠN VỊ"), _as_of(form.day)]
        return export_response("co-quan", ORGANISATION_EXPORT, listing.stream(), titles)
    context = {
        "listing": listing,
        "day": form.day,
        "eves": _eves(request),
        "may_add": rules.may_keep_organisations(request.user),
    }
    return render(request, "organisations/organisation_list.html", context)


@require_GET
def organisation_detail(request: OfficeRequest, code: str, valid_from: date) -> HttpResponse:
    require(rules.may_read_directory(request.user))
    visible = Organisation.objects.visible_to(request.user)
    organisation = get_object_or_404(visible.for_detail(), code=code, valid_from=valid_from)
    day = _last_day(organisation)
    context = {
        "organisation": organisation,
        "day": day,
        "children": organisation.children.valid_on(day),
        "decrees": Reorganisation.objects.visible_to(request.user).about_organisation(organisation),
        "may_keep": rules.may_keep(request.user, organisation),
        **_life(organisation),
    }
    return render(request, "organisations/organisation_detail.html", context)


def _life(row: Any) -> dict[str, Any]:
    """Both sides of a row's life, for the table and for the picture."""
    before = sorted(row.predecessor_links.all(), key=lambda link: link.predecessor.search_key)
    after = sorted(row.successor_links.all(), key=lambda link: link.successor.search_key)
    return {
        "before": before,
        "after": after,
        "picture": picture(
            [_node(link.predecessor) for link in before],
            Node(row.name, span_words(row.valid_from, row.valid_to)),
            [_node(link.successor) for link in after],
        ),
    }


def _node(row: AdministrativeUnit | Organisation) -> Node:
    return Node(row.name, span_words(row.valid_from, row.valid_to), row.get_absolute_url())


def _last_day(row: AdministrativeUnit | Organisation) -> date:
    """The day as of which a row is shown: today, or its last day."""
    return min(row.valid_to or date.max, timezone.localdate())


def _eves(request: OfficeRequest) -> list[date]:
    """The days before the decrees that the reader sees, newest first; that of 2025 came with the directory."""
    known = Reorganisation.objects.visible_to(request.user).applied().eves()
    return sorted({EVE_OF_2025, *known}, reverse=True)


def _as_of(day: date) -> str:
    return _("Tại ngày %(day)s") % {"day": f"{day:%d/%m/%Y}"}
