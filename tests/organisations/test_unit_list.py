"""The list of units as of a day."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from tests import make
from tests.organisations import decrees

URL = reverse("organisations:unit_list")
EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def two_eras(justice):
    """Xã Mường Than before and after: the same name, another commune."""
    district = make.commune("Huyện Than Uyên", code="110", level="district", valid_to=EVE)
    make.commune("Xã Mường Than", district, code="03619", valid_to=EVE)
    make.commune("Xã Phúc Than", district, code="03618", valid_to=EVE)
    make.commune("Xã Mường Than", code="03618", valid_from=DAY)


def names(client, **query):
    page = client.get(URL, query)
    return [(unit.code, unit.name) for unit in page.context["listing"].rows]


def test_the_list_shows_the_units_of_today(two_eras, officer, sign_in):
    assert names(sign_in(officer)) == [("03618", "Xã Mường Than"), ("12", "Tỉnh Lai Châu")]


def test_the_list_shows_the_units_of_a_past_day(two_eras, officer, sign_in):
    assert names(sign_in(officer), ngay="2025-06-30", cap="commune") == [
        ("03618", "Xã Phúc Than"),
        ("03619", "Xã Mường Than"),
    ]


def test_the_list_offers_the_days_before_the_decrees_that_were_applied(officer, justice, sign_in):
    for number, day, state in (
        ("1", date(2026, 3, 1), "applied"),
        ("2", date(2026, 3, 1), "applied"),
        ("3", date(2026, 5, 1), "draft"),
    ):
        made = decrees.draft(officer, number=number, effective_on=day)
        type(made).objects.filter(pk=made.pk).update(state=state)

    page = sign_in(officer).get(URL)

    assert page.context["eves"] == [date(2026, 2, 28), EVE]
    assert f'href="{URL}?ngay=2026-02-28"' in page.content.decode()


def test_words_are_found_without_accents_and_codes_as_they_are(two_eras, officer, sign_in):
    client = sign_in(officer)

    assert names(client, q="muong than", ngay="30/06/2025") == [("03619", "Xã Mường Than")]
    assert names(client, q="03618") == [("03618", "Xã Mường Than")]


def test_the_list_can_be_narrowed_to_a_parent(two_eras, officer, sign_in):
    assert len(names(sign_in(officer), thuoc="110", ngay="2025-06-30")) == 2


@pytest.mark.parametrize("role", ["trainer", "coordinator", "organiser", "approver", "doj_officer"])
def test_every_office_role_reads_its_province_and_no_other(two_eras, other_justice, role, sign_in):
    stranger = make.user(role=role, organisation=other_justice)

    assert names(sign_in(stranger), ngay="2025-06-30") == [("68", "Tỉnh Lâm Đồng")]


def test_the_successor_of_three_provinces_reads_all_of_them(officer, sign_in, other_justice):
    from organisations.models import UnitSuccession

    old = make.province("Tỉnh Đắk Nông", "67", valid_to=EVE)
    UnitSuccession.objects.create(predecessor=old, successor=other_justice.unit, relation="whole")
    reader = make.user(role="doj_officer", organisation=other_justice)

    assert names(sign_in(reader), ngay="2025-06-30") == [
        ("67", "Tỉnh Đắk Nông"),
        ("68", "Tỉnh Lâm Đồng"),
    ]


def test_a_stranger_is_asked_to_sign_in(db, sign_in):
    assert sign_in(None).get(URL).url == f"{reverse('account_login')}?next={URL}"


def test_a_trainee_may_not_read_the_directory(learner, sign_in):
    assert sign_in(learner).get(URL).status_code == 403


def test_the_list_is_only_read(officer, sign_in):
    assert sign_in(officer).post(URL).status_code == 405


def test_a_day_that_is_none_shows_today_and_says_so(two_eras, officer, sign_in):
    page = sign_in(officer).get(URL, {"ngay": "32/13/2025"})

    assert list(page.context["listing"].form.errors) == ["ngay"]
    assert page.context["listing"].total == 2


def test_the_export_gives_what_the_filter_shows(two_eras, officer, sign_in):
    response = sign_in(officer).get(URL, {"q": "muong", "ngay": "2025-06-30", "xuat": "xlsx"})

    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(values_only=False)]
    assert rows[0][0] == "DANH SÁCH ĐƠN VỊ HÀNH CHÍNH"
    assert rows[1][0] == "Tại ngày 30/06/2025"
    assert rows[-1][:4] == ["Xã Mường Than", "03619", "Xã, phường, đặc khu", "Huyện Than Uyên"]


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_eight_queries(officer, sign_in, rows, django_assert_num_queries):
    for _ in range(rows):
        make.commune()
    client = sign_in(officer)

    with django_assert_num_queries(8):
        page = client.get(URL)

    assert page.context["listing"].total == rows + 1
