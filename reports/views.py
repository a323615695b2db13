"""The board, and the list behind every figure on it."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.disclosures import export_people
from accounts.http import AuthedRequest
from common.excel import workbook, xlsx_response
from common.lists import Column, is_export, list_page
from common.refusals import require
from reports import queries
from reports.definitions import BASES, DATED, DIMENSIONS, MEASURES, Basis, Dimension, Measure
from reports.forms import BehindForm, BoardForm
from reports.rules import may_see_board

CELLS = [(measure, basis) for basis in Basis for measure in Measure]
PEOPLE_COLUMNS = (
    Column("ten", _("Họ và tên"), ("trainee__sort_key",), lambda row: row.shown_name),
    Column("doi-tuong", _("Đối tượng"), ("category__position",), lambda row: row.category.label),
    Column("chuc-vu", _("Chức vụ"), (), lambda row: row.position),
    Column(
        "co-quan",
        _("Cơ quan, đơn vị"),
        ("organisation__search_key",),
        lambda row: str(row.organisation),
    ),
    Column("dia-ban", _("Địa bàn"), ("unit__code",), lambda row: str(row.unit)),
    Column("lop", _("Lớp tập huấn"), ("course_run__code",), lambda row: str(row.course_run)),
    Column("be-giang", _("Bế giảng"), ("course_run__ends_on",), lambda row: row.course_run.ends_on),
    Column("ket-qua", _("Kết quả"), ("state",), lambda row: row.get_state_display()),
)


@require_safe
def board(request: AuthedRequest) -> HttpResponse:
    """People and participations on each basis, broken down one way at a time."""
    require(may_see_board(request.user))
    form = BoardForm(request.GET)
    form.is_valid()
    by, where, as_of = DIMENSIONS[form.dimension()], form.filters(), form.as_of()
    enrolments = queries.in_reach(request.user)
    total = queries.count(enrolments, None, where, as_of)[0]
    rows = queries.count(enrolments, by, where, as_of)
    if is_export(request):
        return _export(by, rows, total, form)
    return render(
        request,
        "reports/board.html",
        {
            "form": form,
            "by": by,
            "dimensions": _tabs(form, by),
            "stats": _cells(total, form, by),
            "rows": [{"label": _label(row), "cells": _cells(row, form, by)} for row in rows],
            "chart": _chart(rows),
            "measures": [(Measure(code).label, text) for code, text in MEASURES.items()],
            "bases": [(Basis(code).label, text) for code, text in BASES.items()],
            "dated": DATED,
            "as_of": as_of or timezone.now(),
            "cells": CELLS,
            "export_query": _query(form, by),
        },
    )


@require_safe
def board_people(request: AuthedRequest) -> HttpResponse:
    """The persons or participations that one figure counts: as many rows as the figure says."""
    require(may_see_board(request.user))
    form = BehindForm(request.GET)
    if not form.is_valid():
        raise Http404
    measure, basis = form.cleaned_data["cach_tinh"], form.cleaned_data["muc"]
    rows = queries.counted(
        queries.in_reach(request.user), form.filters(), measure, basis, form.as_of()
    ).select_related("trainee", "category", "organisation", "unit", "course_run")
    listing = list_page(request, rows, PEOPLE_COLUMNS, default_order="ten")
    title = f"{Measure(measure).label} – {Basis(basis).label}"
    if is_export(request):
        return export_people(
            request, "danh-sach-so-lieu", PEOPLE_COLUMNS, listing.stream(), [title]
        )
    context = {
        "listing": listing,
        # The position stands under the name: eight columns do not fit beside the menu.
        "head": [cell for cell in listing.head if cell.key != "chuc-vu"],
        "title": title,
        "definition": f"{MEASURES[measure]} {BASES[basis]}",
        "as_of": form.as_of() or timezone.now(),
        "back": f"{reverse('reports:board')}?{_query(form, DIMENSIONS[form.dimension()])}",
    }
    return render(request, "reports/board_people.html", context)


def _cells(row: queries.Row, form: BoardForm, by: Dimension) -> list[dict[str, object]]:
    """The figures of a row, each with the address of its list."""
    return [
        {
            "number": row.figures[measure, basis],
            "words": f"{Measure(measure).label}, {Basis(basis).label.lower()}",
            "url": f"{reverse('reports:board_people')}?"
            + _query(form, by, cach_tinh=measure, muc=basis, dong=row.key),
        }
        for measure, basis in CELLS
    ]


def _query(form: BoardForm, by: Dimension, **more: str) -> str:
    """The valid part of the reader's choice as a query string."""
    chosen = {
        name: form[name].value()
        for name in ("tu_ngay", "den_ngay", "doi_tuong", "tai_ngay")
        if form.cleaned_data.get(name)
    }
    return urlencode(
        {"theo": by.code, **chosen, **{key: value for key, value in more.items() if value}}
    )


def _tabs(form: BoardForm, by: Dimension) -> list[dict[str, object]]:
    return [
        {"title": one.title, "url": f"?{_query(form, one)}", "is_current": one is by}
        for one in DIMENSIONS.values()
    ]


def _label(row: queries.Row) -> str:
    return row.label or _("Không ghi")


def _chart(rows: list[queries.Row]) -> list[dict[str, object]]:
    """The rows with most people who completed, at most twelve: beyond that a picture says less than the table."""
    figure = (Measure.PEOPLE.value, Basis.COMPLETED.value)
    top = sorted(rows, key=lambda row: -row.figures[figure])[:12]
    most = max((row.figures[figure] for row in top), default=0) or 1
    return [
        {
            "label": _label(row),
            "value": row.figures[figure],
            "percent": row.figures[figure] * 100 / most,
        }
        for row in top
        if row.figures[figure]
    ]


def _export(
    by: Dimension, rows: list[queries.Row], total: queries.Row, form: BoardForm
) -> HttpResponse:
    header = [str(by.title)] + [
        f"{Measure(measure).label} – {Basis(basis).label}" for measure, basis in CELLS
    ]
    moment = timezone.localtime(form.as_of() or timezone.now())
    lines = [
        [_label(row), *(row.figures[measure, basis] for measure, basis in CELLS)] for row in rows
    ]
    lines.append([_("Toàn bộ"), *(total.figures[measure, basis] for measure, basis in CELLS)])
    titles = [
        _("BẢNG THỐNG KÊ TẬP HUẤN"),
        _("Số liệu tại %(moment)s") % {"moment": moment.strftime("%H:%M %d/%m/%Y")},
        *(f"{Measure(code).label}: {text}" for code, text in MEASURES.items()),
        *(f"{Basis(code).label}: {text}" for code, text in BASES.items()),
        str(DATED),
    ]
    return xlsx_response("bang-thong-ke", workbook(titles, header, lines))
