"""The administrator's log of who was shown personal data."""

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import Disclosure
from tests import make

pytestmark = pytest.mark.django_db

LIST = "/nhat-ky-truy-cap/"


@pytest.fixture
def log(coordinator, officer, administrator, newspaper):
    person = make.trainee("Lò Thị Hoa", newspaper)
    return [
        actions.disclose(
            coordinator,
            "id_number",
            "Số định danh cá nhân của Lò Thị Hoa",
            subject=person,
            reason="Đối chiếu hồ sơ",
            # One in the morning of the second of July in Vietnam.
            at=datetime(2026, 7, 1, 18, 30, tzinfo=UTC),
        ),
        actions.disclose(
            officer,
            "export",
            "DANH SÁCH HỌC VIÊN",
            people=240,
            at=datetime(2026, 7, 5, 2, 0, tzinfo=UTC),
        ),
    ]


def shown(page):
    return [row.people for row in page.context["listing"].rows]


def test_the_newest_stands_first_with_reader_reason_and_a_link(sign_in, administrator, log):
    page = sign_in(administrator).get(LIST)

    assert shown(page) == [240, 1]
    words = page.content.decode()
    for word in ("Mai Văn Đầu Mối", "Đối chiếu hồ sơ", log[0].subject.get_absolute_url()):
        assert word in words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tim=lo+hoa", [1]),
        ("tim=thong+ke", [240]),
        ("tim=doi+chieu", [1]),
        ("viec=export", [240]),
        ("nguoi=COORDINATOR", [1]),
        ("nguoi=khong-co", [240, 1]),
        ("tu_ngay=2026-07-03", [240]),
        ("den_ngay=2026-07-02", [1]),
        ("den_ngay=2026-07-01", []),
        ("tu_ngay=2026-07-05&den_ngay=2026-07-01", [240, 1]),
        ("sap=so-nguoi", [1, 240]),
    ],
)
def test_the_log_is_searched(sign_in, administrator, coordinator, log, query, found):
    query = query.replace("COORDINATOR", coordinator.username)

    assert shown(sign_in(administrator).get(f"{LIST}?{query}")) == found


def test_only_readers_in_the_log_are_offered(sign_in, administrator, log, trainer):
    form = sign_in(administrator).get(LIST).context["listing"].form

    assert sorted(user.full_name for user in form.fields["nguoi"].queryset) == [
        "Mai Văn Đầu Mối",
        "Trần Thị Thống Kê",
    ]


def test_the_export_of_the_log_is_in_the_log(sign_in, administrator, log):
    answer = sign_in(administrator).get(f"{LIST}?xuat=xlsx")

    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    assert [row[-1] for row in rows[-2:]] == [None, "Đối chiếu hồ sơ"]
    newest = Disclosure.objects.first()
    assert (newest.by, newest.people) == (administrator, 2)
    assert newest.what == "NHẬT KÝ TRUY CẬP DỮ LIỆU CÁ NHÂN"


@pytest.mark.parametrize("rows", [1, 6])
def test_the_log_costs_eight_queries(
    sign_in, administrator, coordinator, newspaper, django_assert_num_queries, rows
):
    for _number in range(rows):
        person = make.trainee(organisation=newspaper)
        actions.disclose(coordinator, "id_number", "Số", subject=person, reason="Đối chiếu hồ sơ")
    client = sign_in(administrator)

    with django_assert_num_queries(8):
        page = client.get(LIST)

    assert page.context["listing"].total == rows


def test_the_log_is_the_administrators_alone(
    sign_in, log, coordinator, officer, learner, administrator, other_justice
):
    foreign = make.user("Quản Trị Khác", "administrator", other_justice)
    cast = (None, learner, coordinator, officer, administrator, foreign)

    answers = [sign_in(user).get(LIST).status_code for user in cast]

    assert answers == [302, 403, 403, 403, 200, 200]
    assert shown(sign_in(foreign).get(LIST)) == []
    assert sign_in(administrator).post(LIST).status_code == 405


def test_the_menu_offers_it_to_administrators_only(sign_in, administrator, officer):
    pages = [sign_in(user).get(reverse("start")) for user in (administrator, officer)]

    assert [LIST in page.content.decode() for page in pages] == [True, False]
