"""The list machinery, tried on jobs, the only rows this floor has."""

from io import BytesIO

import openpyxl
import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory

from common.lists import Column, export_response, is_export, list_page
from common.models import Job

pytestmark = pytest.mark.django_db

COLUMNS = [
    Column("ten", "Tên", ("title",), export=lambda job: job.title),
    Column("xong", "Đã xong", ("-done", "title"), export=lambda job: job.done, is_number=True),
    Column("viec", ""),
]


class TitleFilter(forms.Form):
    ten = forms.CharField(required=False)
    tu = forms.IntegerField(required=False)

    def apply(self, queryset):
        return queryset.filter(title__startswith=self.cleaned_data["ten"])


@pytest.fixture
def jobs():
    rows = [("B", 1), ("A", 2), ("C", 2)]
    return [
        Job.objects.create(kind="k", key=str(n), title=title, done=done)
        for n, (title, done) in enumerate(rows)
    ]


def listing(path, *, form=False, **options):
    request = RequestFactory().get(path)
    return list_page(
        request,
        Job.objects.all(),
        COLUMNS,
        form=TitleFilter(request.GET) if form else None,
        **{"default_order": "ten", **options},
    )


def titles(path, **options):
    return "".join(job.title for job in listing(path, **options).rows)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "ABC"),
        ("/?sap=-ten", "CBA"),
        ("/?sap=xong", "ACB"),
        ("/?sap=-xong", "BCA"),
        ("/?sap=viec", "ABC"),
        ("/?sap=password", "ABC"),
        ("/?sap=--ten", "ABC"),
        ("/?sap=%00", "ABC"),
    ],
)
def test_only_sortable_columns_sort(jobs, path, expected):
    assert titles(path) == expected


def test_a_list_may_begin_with_an_order_no_column_shows(jobs):
    assert titles("/", default_order="-created_at") == "CAB"


def test_equal_rows_keep_their_place_by_the_key(jobs):
    assert listing("/?sap=-xong").queryset.query.order_by == ("done", "-title", "pk")


@pytest.mark.parametrize(
    ("page", "expected"),
    [("1", "AB"), ("2", "C"), ("3", "C"), ("0", "C"), ("x", "AB"), ("", "AB"), ("9" * 5000, "AB")],
)
def test_any_page_number_shows_a_page(jobs, page, expected):
    assert titles(f"/?trang={page}", per_page=2) == expected


def test_a_valid_filter_narrows_the_list_and_is_known(jobs):
    page = listing("/?ten=A", form=True)

    assert ([job.title for job in page.rows], page.total, page.is_filtered) == (["A"], 1, True)


def test_an_invalid_filter_shows_everything_and_keeps_its_error(jobs):
    page = listing("/?ten=A&tu=x", form=True)

    assert page.total == 3
    assert list(page.form.errors) == ["tu"]


def test_an_empty_filter_is_no_filter(jobs):
    assert listing("/?ten=", form=True).is_filtered is False


def test_head_links_turn_the_order_and_keep_the_filter(jobs):
    head = listing("/?ten=A&sap=ten&trang=2&xuat=xlsx", form=True).head

    assert [(cell.label, cell.url, cell.direction) for cell in head] == [
        ("Tên", "?ten=A&sap=-ten", "asc"),
        ("Đã xong", "?ten=A&sap=xong", ""),
        ("", "", ""),
    ]


def test_the_query_leaves_out_the_page_and_the_export(jobs):
    page = listing("/?ten=A&trang=2&xuat=xlsx&sap=-ten", form=True)

    assert (page.query, page.export_url) == ("ten=A&sap=-ten", "?ten=A&sap=-ten&xuat=xlsx")
    assert listing("/").export_url == "?xuat=xlsx"


@pytest.mark.parametrize("per_page", [1, 50])
def test_a_list_costs_two_queries(jobs, per_page, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = listing("/", per_page=per_page)
        render_to_string("common/_pager.html", {"page": page.page})
        shown = [job.title for job in page.rows], len(page.page), page.total

    assert shown == (["A", "B", "C"][:per_page], min(per_page, 3), 3)


def test_an_export_costs_one_query_and_gives_all_rows_of_the_filter(
    jobs, django_assert_num_queries
):
    request = RequestFactory().get("/?xuat=xlsx&sap=-ten")

    with django_assert_num_queries(1):
        page = list_page(request, Job.objects.all(), COLUMNS, default_order="ten", per_page=1)
        response = export_response("cong-viec", COLUMNS, page.stream(), ["CÔNG VIỆC"])

    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] == [
        ["Tên", "Đã xong"],
        ["C", 2],
        ["B", 1],
        ["A", 2],
    ]
    assert response["Content-Disposition"] == 'attachment; filename="cong-viec.xlsx"'


@pytest.mark.parametrize(
    ("path", "expected"), [("/?xuat=xlsx", True), ("/?xuat=csv", False), ("/", False)]
)
def test_only_xlsx_is_an_export(path, expected):
    assert is_export(RequestFactory().get(path)) is expected


def test_the_table_head_tells_the_order_to_a_screen_reader(jobs):
    html = render_to_string("common/_table_head.html", {"head": listing("/?sap=-ten").head})

    assert html.count('aria-sort="descending"') == 1
    assert html.count("<th ") == 3
    assert "Việc cần làm" in html


def test_the_pager_offers_neighbours_and_says_where_one_is(jobs):
    request = RequestFactory().get("/?ten=&sap=ten&trang=2")
    page = list_page(request, Job.objects.all(), COLUMNS, default_order="ten", per_page=1).page

    html = render_to_string("common/_pager.html", {"page": page}, request)

    assert html.count('href="?ten=&amp;sap=ten&amp;trang=1"') == 2
    assert html.count('href="?ten=&amp;sap=ten&amp;trang=3"') == 2
    assert html.count('aria-current="page"') == 1
    assert "Dòng 2–2 trong 3" in html


def test_one_page_needs_no_pager(jobs):
    assert render_to_string("common/_pager.html", {"page": listing("/").page}).strip() == ""
