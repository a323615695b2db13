"""The register (sổ gốc): every number in order, whatever became of it."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from certificates import actions
from tests.certificates import making

pytestmark = pytest.mark.django_db

URL = "/giay-chung-nhan/"


def rows(page):
    return [(one.number, one.state) for one in page.context["listing"].rows]


def test_the_register_is_in_the_order_of_its_numbers_and_hides_nothing(
    sign_in, organiser, approver
):
    batch = making.issued(organiser, approver, people=3)
    first, second, _third = batch.certificates.in_register_order()
    actions.revoke(first, by=approver, reason="Sai")
    actions.reissue(second, by=approver, reason="Sai tên")

    page = sign_in(organiser).get(URL)

    assert rows(page) == [(1, "revoked"), (2, "superseded"), (3, "issued"), (4, "issued")]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"tinh_trang": "revoked"}, 1),
        ({"tinh_trang": "issued"}, 1),
        ({"nam": "1999"}, 2),
        ({"tim": "01/"}, 1),
        ({"tim": "khong co ai"}, 0),
        ({"co_quan": "999999"}, 2),
    ],
)
def test_the_register_is_filtered(query, count, sign_in, organiser, approver):
    batch = making.issued(organiser, approver, people=2)
    actions.revoke(batch.certificates.in_register_order()[0], by=approver, reason="Sai")

    page = sign_in(organiser).get(URL, query)

    assert page.context["listing"].total == count


def test_the_agency_and_year_of_the_register_can_be_chosen(sign_in, organiser, approver, justice):
    batch = making.issued(organiser, approver)
    year = batch.issued_on.year

    page = sign_in(organiser).get(URL, {"co_quan": justice.pk, "nam": year})

    assert page.context["listing"].total == 2
    assert page.context["listing"].form.errors == {}


def test_the_export_holds_the_columns_of_the_book(sign_in, organiser, approver):
    certificate = making.certificate(organiser, approver)

    answer = sign_in(organiser).get(URL, {"xuat": "xlsx"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert lines[0][0] == "SỔ GỐC CẤP GIẤY CHỨNG NHẬN"
    assert lines[2] == [
        "Số vào sổ",
        "Họ và tên",
        "Ngày sinh",
        "Đơn vị công tác",
        "Lớp",
        "Ngày cấp",
        "Tình trạng",
        "Chức vụ",
        "Quyết định",
        "Người ký",
    ]
    assert lines[3][:4] == [
        certificate.register_number,
        certificate.words["full_name"],
        "1985",
        "Báo Lai Châu",
    ]


@pytest.mark.parametrize(
    ("who", "count"),
    [
        ("organiser", 1),
        ("approver", 1),
        ("officer", 1),
        ("administrator", 1),
        ("coordinator", 1),
        ("other_coordinator", 0),
        ("other_organiser", 0),
        ("other_officer", 0),
    ],
)
def test_everybody_reads_the_part_that_is_theirs(who, count, request, sign_in, organiser, approver):
    making.certificate(organiser, approver)

    page = sign_in(request.getfixturevalue(who)).get(URL)

    assert page.context["listing"].total == count


@pytest.mark.parametrize("who", ["learner", "trainer"])
def test_the_register_is_for_the_office(who, request, sign_in):
    assert sign_in(request.getfixturevalue(who)).get(URL).status_code == 403


def test_anonymous_is_sent_to_sign_in(client):
    assert client.get(URL).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("people", [2, 6])
def test_the_register_costs_eight_queries_for_few_and_many(
    people, sign_in, organiser, approver, django_assert_num_queries
):
    making.issued(organiser, approver, people=people)
    client = sign_in(organiser)
    client.get(URL)

    with django_assert_num_queries(8):
        page = client.get(URL)

    assert len(page.context["listing"].rows) == people
