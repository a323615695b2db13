"""Which agencies must have a spokesperson, and which have one."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from tests import make
from tests.trainees import deciding
from trainees import coverage

pytestmark = pytest.mark.django_db

PAGE = "/mang-luoi-phat-ngon/do-phu/"


@pytest.fixture
def agencies(justice):
    """Two departments, a committee with its office and the office's portal, a district, a commune, and others."""
    committee = make.organisation("UBND tỉnh Lai Châu", kind="province_office")
    office = make.organisation("Văn phòng UBND tỉnh", kind="province_office", parent=committee)
    district = make.commune("Huyện Than Uyên", level="district", code="110")
    return {
        "justice": justice,
        "culture": make.organisation("Sở Văn hóa", parent=committee),
        "committee": committee,
        "office": office,
        "portal": make.organisation("Cổng thông tin", kind="province_office", parent=office),
        "district": make.organisation(
            "UBND huyện Than Uyên",
            district,
            kind="district_committee",
            valid_to=date(2025, 6, 30),
        ),
        "commune": make.organisation(
            "UBND xã Mường Than",
            make.commune("Xã Mường Than"),
            kind="commune_committee",
            valid_from=date(2025, 7, 1),
        ),
        "press": make.press_agency(),
    }


def rows(page):
    return {row.kind: (row.must, row.have) for row in page.context["kinds"]}


def names(page):
    return [agency.name for agency in page.context["listing"].rows]


def test_only_those_the_plan_names_are_counted_on_their_days(sign_in, officer, agencies):
    deciding.spokesperson(agencies["justice"], hours_ago=24)
    client = sign_in(officer)

    today, then = client.get(PAGE), client.get(f"{PAGE}?ngay=2025-06-30")

    assert rows(today) == {
        "province_office": (2, 0),
        "department": (2, 1),
        "commune_committee": (1, 0),
    }
    assert rows(then) == {
        "province_office": (2, 0),
        "department": (2, 0),
        "district_committee": (1, 0),
    }
    total = today.context["total"]
    assert (total.must, total.have, total.lack) == (5, 1, 4)
    assert "20%" in today.content.decode()


def test_those_without_one_are_listed_and_open_to_their_agency(sign_in, officer, agencies):
    deciding.spokesperson(agencies["justice"], hours_ago=24)
    page = sign_in(officer).get(PAGE)

    assert names(page) == [
        "Sở Văn hóa",
        "UBND tỉnh Lai Châu",
        "UBND xã Mường Than",
        "Văn phòng UBND tỉnh",
    ]
    assert agencies["commune"].get_absolute_url() in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("loai=commune_committee", ["UBND xã Mường Than"]),
        ("q=van+hoa", ["Sở Văn hóa"]),
        ("loai=district_committee", []),
        ("loai=district_committee&ngay=2025-06-30", ["UBND huyện Than Uyên"]),
    ],
)
def test_the_list_is_narrowed_and_the_figures_stay(sign_in, officer, agencies, query, found):
    page = sign_in(officer).get(f"{PAGE}?{query}")

    assert names(page) == found
    assert page.context["total"].must == 5


def test_an_ended_assignment_counts_no_more(sign_in, officer, agencies):
    one = deciding.spokesperson(agencies["justice"], hours_ago=100)
    held = one.recognition
    held.valid_to = held.valid_from
    held.save()
    client = sign_in(officer)

    assert rows(client.get(PAGE))["department"] == (2, 0)
    assert rows(client.get(f"{PAGE}?ngay={held.valid_from}"))["department"] == (2, 1)


def test_the_list_is_exported(sign_in, officer, agencies):
    data = sign_in(officer).get(f"{PAGE}?loai=commune_committee&xuat=xlsx").content

    found = list(openpyxl.load_workbook(BytesIO(data)).active.iter_rows(values_only=True))
    assert found[-1] == ("UBND xã Mường Than", "UBND cấp xã", "Xã Mường Than")


def test_the_administrator_assigns_from_here(sign_in, administrator, officer, agencies):
    pages = [sign_in(user).get(PAGE).content.decode() for user in (administrator, officer)]

    assert ["phan-cong/" in page for page in pages] == [True, False]


def test_nobody_to_ask_is_nothing_to_divide_by():
    assert coverage.in_all([], "Tất cả").ratio is None


@pytest.mark.parametrize("number", [1, 6])
def test_the_page_costs_seven_queries(sign_in, officer, django_assert_num_queries, number):
    for _ in range(number):
        make.organisation(unit=make.commune(), kind="commune_committee")
    client = sign_in(officer)

    with django_assert_num_queries(7):
        page = client.get(PAGE)

    assert page.context["listing"].total == number + 1


def test_rights(sign_in, coordinator, organiser, officer, administrator, learner, other_officer):
    people = [None, coordinator, organiser, officer, administrator, learner, other_officer]

    assert [sign_in(user).get(PAGE).status_code for user in people] == [
        302,
        403,
        200,
        200,
        200,
        403,
        200,
    ]


def test_another_province_is_not_counted(sign_in, other_officer, agencies):
    assert rows(sign_in(other_officer).get(PAGE)) == {"department": (1, 0)}
