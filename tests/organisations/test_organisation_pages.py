"""Agencies: the list as of a day and the page of one."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from organisations.models import OrganisationAlias, OrganisationSuccession
from tests import make

URL = reverse("organisations:organisation_list")
EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def information(justice):
    """Sở Thông tin và Truyền thông, ended, and one of the two that took over."""
    old = make.organisation("Sở Thông tin và Truyền thông", valid_to=date(2025, 2, 28))
    new = make.organisation("Sở Văn hóa, Thể thao và Du lịch")
    OrganisationAlias.objects.create(organisation=old, name="Sở TT&TT")
    OrganisationSuccession.objects.create(
        predecessor=old, successor=new, relation="part", note="ngày cần xác nhận"
    )
    return old


def names(client, **query):
    return [one.name for one in client.get(URL, query).context["listing"].rows]


def test_a_closed_agency_is_listed_only_at_its_time(information, officer, sign_in):
    client = sign_in(officer)

    assert names(client) == ["Sở Tư pháp", "Sở Văn hóa, Thể thao và Du lịch"]
    assert names(client, ngay="2025-02-28", q="thong tin") == ["Sở Thông tin và Truyền thông"]


def test_another_name_finds_the_agency_once(information, officer, sign_in):
    OrganisationAlias.objects.create(organisation=information, name="Sở TT&TT tỉnh")

    assert names(sign_in(officer), ngay="2025-01-01", q="Sở TT&TT") == [information.name]


def test_the_list_can_be_narrowed_to_a_kind(information, newspaper, officer, sign_in):
    assert names(sign_in(officer), loai="press") == ["Báo Lai Châu"]


def test_agencies_of_another_province_are_not_listed(information, other_officer, sign_in):
    page = sign_in(other_officer).get(URL)

    assert [one.unit.name for one in page.context["listing"].rows] == ["Tỉnh Lâm Đồng"]


def test_the_page_shows_history_and_other_names(information, officer, sign_in):
    page = sign_in(officer).get(information.get_absolute_url())

    assert [(link.successor.name, link.note) for link in page.context["after"]] == [
        ("Sở Văn hóa, Thể thao và Du lịch", "ngày cần xác nhận")
    ]
    html = page.content.decode()
    assert html.count("Sở TT&amp;TT") == 1
    assert "đến 28/02/2025" in html


def test_the_page_of_an_agency_without_history_says_so(justice, officer, sign_in):
    page = sign_in(officer).get(justice.get_absolute_url())

    assert page.context["picture"] is None
    assert "Không ghi nhận tiền thân" in page.content.decode()


def test_an_agency_of_another_province_is_not_found(information, other_officer, sign_in):
    assert sign_in(other_officer).get(information.get_absolute_url()).status_code == 404


def test_strangers_sign_in_and_trainees_are_refused(information, learner, sign_in):
    pages = [URL, information.get_absolute_url()]

    assert [sign_in(None).get(url).status_code for url in pages] == [302, 302]
    assert [sign_in(learner).get(url).status_code for url in pages] == [403, 403]


def test_the_directory_is_only_read(information, officer, sign_in):
    client = sign_in(officer)

    assert client.post(URL).status_code == 405
    assert client.post(information.get_absolute_url()).status_code == 405


def test_the_export_gives_what_the_filter_shows(information, officer, sign_in):
    response = sign_in(officer).get(URL, {"q": "van hoa", "xuat": "xlsx"})

    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert [cell.value for cell in list(sheet.rows)[-1]][:3] == [
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở, ban, ngành cấp tỉnh",
        "Tỉnh Lai Châu",
    ]


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_seven_queries(officer, sign_in, rows, django_assert_num_queries):
    for _ in range(rows):
        make.organisation(unit=make.commune())
    client = sign_in(officer)

    with django_assert_num_queries(7):
        page = client.get(URL)

    assert page.context["listing"].total == rows + 1


@pytest.mark.parametrize("rows", [1, 5])
def test_a_page_costs_the_same_however_many_came_before(
    officer, sign_in, rows, django_assert_num_queries
):
    new = make.organisation()
    for _ in range(rows):
        old = make.organisation(valid_to=EVE)
        OrganisationSuccession.objects.create(predecessor=old, successor=new, relation="whole")
    client = sign_in(officer)

    with django_assert_num_queries(12):
        page = client.get(new.get_absolute_url())

    assert len(page.context["before"]) == rows
