"""The one way a list is filtered, sorted, paged and exported.

Everything a reader chose stands in the address: ``sap`` (sort column, ``-`` for descending),
``trang`` (page), ``xuat=xlsx`` (export) and the fields of the filter form. Whatever is typed there,
a page is shown: unknown values fall back to the defaults.

    listing = list_page(request, trainees.for_list(), COLUMNS, form=form, default_order="name")
    if is_export(request):
        return export_response("hoc-vien", COLUMNS, listing.stream(), [_("DANH SÁCH HỌC VIÊN")])
    return render(request, "trainees/trainee_list.html", {"listing": listing})
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.functional import Promise

from common.excel import workbook, xlsx_response

SORT, PAGE, EXPORT = "sap", "trang", "xuat"


class Filter(Protocol):
    """A GET form that can narrow a queryset. ``apply`` is called on a valid form only."""

    is_bound: bool

    def is_valid(self) -> bool: ...

    def apply(self, queryset: Any) -> Any: ...


@dataclass(frozen=True)
class Column:
    """One column of a list.

    ``order_by`` names the fields to sort by (none: not sortable); ``export`` gives the Excel value of
    a row (none: the column is on the screen only). An empty label marks the verbs of a row.
    """

    key: str
    label: str | Promise
    order_by: tuple[str, ...] = ()
    export: Callable[[Any], Any] | None = None
    is_number: bool = False


@dataclass(frozen=True)
class HeadCell:
    """``direction`` is ``asc``, ``desc`` or empty; ``url`` is empty where nothing sorts."""

    key: str
    label: str | Promise
    url: str = ""
    direction: str = ""
    is_number: bool = False


@dataclass
class ListPage:
    """A list as the screen needs it. Costs a count and a page of rows, and only when they are read."""

    queryset: QuerySet[Any]
    form: Any
    head: list[HeadCell]
    query: str
    number: str
    per_page: int = 50
    sort: str = field(default="")

    @cached_property
    def page(self) -> Page:
        page = Paginator(self.queryset, self.per_page).get_page(self.number)
        # The template reads the rows twice (is it empty? then each row); the database is asked once.
        page.object_list = list(page.object_list)
        return page

    @property
    def rows(self) -> list[Any]:
        return cast("list[Any]", self.page.object_list)

    @property
    def total(self) -> int:
        """How many rows the filter lets through, on all pages."""
        return self.page.paginator.count

    @property
    def is_filtered(self) -> bool:
        """True when the reader has narrowed the list, so "nothing found" is not "nothing there"."""
        return bool(self.form is not None and self.form.is_bound and _given(self.form))

    @property
    def export_url(self) -> str:
        return f"?{self.query}&{EXPORT}=xlsx" if self.query else f"?{EXPORT}=xlsx"

    @property
    def sortable(self) -> list[HeadCell]:
        return [cell for cell in self.head if cell.url]

    def stream(self) -> Iterator[Any]:
        """All rows of the filter in order, a part at a time, for an export."""
        return self.queryset.iterator(chunk_size=2000)


def list_page(
    request: HttpRequest,
    queryset: QuerySet[Any],
    columns: Sequence[Column],
    *,
    form: Filter | None = None,
    default_order: str,
    per_page: int = 50,
) -> ListPage:
    """``queryset`` as the address asks for it.

    ``default_order`` is the key of a column, or a field where no column shows it; ``-`` in front
    turns it round.
    """
    if form is not None and form.is_bound and form.is_valid():
        queryset = form.apply(queryset)
    sort = _known_sort(request.GET.get(SORT, ""), columns) or default_order
    query = _without(request.GET, PAGE, EXPORT)
    return ListPage(
        queryset=queryset.order_by(*_order(sort, columns)),
        form=form,
        head=_head(columns, sort, query),
        query=query.urlencode(),
        number=request.GET.get(PAGE, "1"),
        per_page=per_page,
        sort=sort,
    )


def is_export(request: HttpRequest) -> bool:
    return request.GET.get(EXPORT) == "xlsx"


def export_response(
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    title_lines: Sequence[str | Promise] = (),
) -> HttpResponse:
    """The same columns as an Excel download called ``name``.xlsx."""
    exported = [(column.label, column.export) for column in columns if column.export]
    cells = ([export(row) for _label, export in exported] for row in rows)
    return xlsx_response(name, workbook(title_lines, [label for label, _export in exported], cells))


def _known_sort(sort: str, columns: Sequence[Column]) -> str:
    """``sort`` when it names a sortable column, else the empty string."""
    return sort if sort.removeprefix("-") in {c.key for c in columns if c.order_by} else ""


def _order(sort: str, columns: Sequence[Column]) -> list[str]:
    """Fields to order by. The key comes last: equal rows keep their place from page to page."""
    key = sort.removeprefix("-")
    fields = next((c.order_by for c in columns if c.key == key and c.order_by), (key,))
    if sort.startswith("-"):
        fields = tuple(f.removeprefix("-") if f.startswith("-") else f"-{f}" for f in fields)
    return [*(f for f in fields if f not in ("pk", "-pk")), "-pk" if "-pk" in fields else "pk"]


def _head(columns: Sequence[Column], sort: str, query: QueryDict) -> list[HeadCell]:
    return [_head_cell(column, sort, query.copy()) for column in columns]


def _head_cell(column: Column, sort: str, query: QueryDict) -> HeadCell:
    if not column.order_by:
        return HeadCell(column.key, column.label, is_number=column.is_number)
    direction = {column.key: "asc", f"-{column.key}": "desc"}.get(sort, "")
    query[SORT] = f"-{column.key}" if direction == "asc" else column.key
    url = f"?{query.urlencode()}"
    return HeadCell(column.key, column.label, url, direction, column.is_number)


def _without(query: QueryDict, *names: str) -> QueryDict:
    copy = query.copy()
    for name in names:
        copy.pop(name, None)
    return copy


def _given(form: Any) -> bool:
    """True when any field of the bound filter form carries a value in the address."""
    return any(form.data.get(form.add_prefix(name)) for name in form.fields)
