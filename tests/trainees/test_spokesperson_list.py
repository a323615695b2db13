"""The network: who speaks for whom, and whether the public can read it in time."""

from io import BytesIO

import openpyxl
import pytest

from accounts.models import Disclosure
from tests import make
from tests.trainees import deciding

pytestmark = pytest.mark.django_db

LIST = "/mang-luoi-phat-ngon/"


def names(page):
    return [row.person.full_name for row in page.context["listing"].rows]


def text(page):
    return " ".join(page.content.decode().split())


def test_a_coordinator_sees_the_own_an_organiser_what_is_posted_the_department_all(
    sign_in, newspaper, radio, coordinator, organiser, officer, administrator, other_officer
):
    deciding.spokesperson(newspaper)
    deciding.spokesperson(radio, "Lò Thị Đài", posted_after=1)
    people = [coordinator, organiser, officer, administrator, other_officer]

    seen = [names(sign_in(user).get(LIST)) for user in people]

    both = ["Tẩn A Nói", "Lò Thị Đài"]
    assert seen == [["Tẩn A Nói"], ["Lò Thị Đài"], both, both, []]


@pytest.mark.parametrize(
    ("hours_ago", "posted_after", "words"),
    [
        (2.5, None, "Chưa đăng, còn 21 giờ"),
        (30.5, None, "Chưa đăng, quá hạn 7 giờ"),
        (30, 23, "Đã đăng"),
        (60, 25.5, "Trễ 2 giờ"),
    ],
)
def test_the_24_hours_are_counted(sign_in, coordinator, newspaper, hours_ago, posted_after, words):
    deciding.spokesperson(newspaper, hours_ago=hours_ago, posted_after=posted_after)

    assert words in text(sign_in(coordinator).get(LIST))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Tẩn A Nói", "Lò Thị Đài"]),
        ("tim=noi+tan", ["Tẩn A Nói"]),
        ("tim=phat+thanh", ["Lò Thị Đài"]),
        ("tinh_trang=chua", ["Lò Thị Đài"]),
        ("tinh_trang=het", ["Vàng A Trước"]),
        ("loai=commune_committee", []),
        ("loai=khong-co", ["Tẩn A Nói", "Lò Thị Đài"]),
    ],
)
def test_the_list_is_narrowed(sign_in, officer, newspaper, radio, query, found):
    former = deciding.spokesperson(newspaper, "Vàng A Trước", hours_ago=100)
    former.recognition.valid_to = former.recognition.valid_from
    former.recognition.save()
    deciding.spokesperson(newspaper, posted_after=1)
    deciding.spokesperson(radio, "Lò Thị Đài")

    assert names(sign_in(officer).get(f"{LIST}?{query}")) == found


def test_only_the_agencys_own_coordinator_and_the_administrator_are_offered_the_verbs(
    sign_in, newspaper, coordinator, officer, administrator
):
    deciding.spokesperson(newspaper)

    rows = [
        sign_in(user).get(LIST).context["listing"].rows[0]
        for user in (coordinator, officer, administrator)
    ]

    assert [row.may_keep for row in rows] == [True, False, True]


def test_an_agency_without_one_is_told_to_assign(sign_in):
    commune = make.organisation("UBND xã Mường Than", make.commune(), kind="commune_committee")
    client = sign_in(make.user("Đầu Mối Xã", "coordinator", commune))

    assert "UBND xã Mường Than chưa có người phát ngôn." in text(client.get(LIST))
    deciding.spokesperson(commune)
    assert "chưa có người phát ngôn" not in text(client.get(LIST))


def test_the_export_is_written_down(sign_in, officer, newspaper):
    deciding.spokesperson(newspaper, hours_ago=60, posted_after=26)

    data = sign_in(officer).get(f"{LIST}?xuat=xlsx").content

    rows = list(openpyxl.load_workbook(BytesIO(data)).active.iter_rows(values_only=True))
    assert rows[-1][:3] == ("Báo Lai Châu", "Tẩn A Nói", "Chánh Văn phòng")
    assert rows[-1][-1] == 2
    assert Disclosure.objects.get().people == 1


@pytest.mark.parametrize("agencies", [1, 5])
def test_the_list_costs_six_queries(sign_in, officer, django_assert_num_queries, agencies):
    for number in range(agencies):
        agency = make.organisation(f"Sở số {number}")
        deciding.spokesperson(agency, f"Lò Văn {number}")
    client = sign_in(officer)

    with django_assert_num_queries(6):
        page = client.get(LIST)

    assert page.context["listing"].total == agencies


def test_rights(sign_in, coordinator, organiser, officer, administrator, learner, approver):
    people = [None, coordinator, organiser, officer, administrator, learner, approver]

    assert [sign_in(user).get(LIST).status_code for user in people] == [
        302,
        200,
        200,
        200,
        200,
        403,
        403,
    ]
