"""The administrator's screens."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from accounts.models import RoleGrant, User
from common.models import StateChange
from tests import make

pytestmark = pytest.mark.django_db

LIST, CREATE = "/nguoi-dung/", "/nguoi-dung-moi/"


@pytest.fixture
def other_administrator(other_justice):
    return make.user("Lơ Mu Quản Trị", "administrator", other_justice)


def url(name, user, *args):
    return reverse(f"accounts:{name}", args=[user.username, *args])


def names(page):
    return [user.full_name for user in page.context["listing"].rows]


def new_account(organisation, **with_):
    return {
        "full_name": "Trần  Thị Hoa",
        "username": "hoa.tran",
        "email": "hoa@laichau.gov.vn",
        "role": "coordinator",
        "organisation": organisation.pk,
        "valid_from": "01/07/2026",
        **with_,
    }


def test_the_list_is_the_province_of_the_administrator(
    sign_in, administrator, coordinator, officer, other_officer
):
    page = sign_in(administrator).get(LIST)

    assert names(page) == ["Trần Thị Thống Kê", "Mai Văn Đầu Mối", "Phạm Văn Quản Trị"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tim=dau+moi", ["Mai Văn Đầu Mối"]),
        ("vai_tro=administrator", ["Phạm Văn Quản Trị"]),
        ("tinh_trang=khoa", ["Mai Văn Đầu Mối"]),
        ("tinh_trang=mo", ["Phạm Văn Quản Trị"]),
    ],
)
def test_the_list_is_narrowed(sign_in, administrator, coordinator, query, found):
    User.objects.filter(pk=coordinator.pk).update(is_active=False)

    assert names(sign_in(administrator).get(f"{LIST}?{query}")) == found


def test_the_list_is_exported(sign_in, administrator):
    data = sign_in(administrator).get(f"{LIST}?xuat=xlsx").content

    rows = list(openpyxl.load_workbook(BytesIO(data)).active.iter_rows(values_only=True))
    assert rows[-1][:2] == ("Phạm Văn Quản Trị", administrator.username)
    assert rows[-1][2] == "Quản trị hệ thống – Sở Tư pháp"


@pytest.mark.parametrize("accounts", [1, 6])
def test_the_list_costs_seven_queries(sign_in, administrator, django_assert_num_queries, accounts):
    for _number in range(accounts):
        make.user("Ai Đó", "trainer")
    client = sign_in(administrator)

    with django_assert_num_queries(7):
        page = client.get(LIST)

    assert page.context["listing"].total == accounts + 1


def test_an_account_is_made_with_its_role_and_a_link(sign_in, administrator, newspaper):
    page = sign_in(administrator).post(CREATE, new_account(newspaper))

    made = User.objects.get(username="hoa.tran")
    assert (made.full_name, made.has_usable_password()) == ("Trần Thị Hoa", False)
    held = made.grants.get()
    assert (held.role, held.organisation, held.granted_by) == (
        "coordinator",
        newspaper,
        administrator,
    )
    assert page.context["link"].startswith("http://testserver/tai-khoan/password/reset/key/")
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "Có Dấu"}, "username"),
        ({"email": "x"}, "email"),
        ({"role": "king"}, "role"),
        ({"valid_from": "2026"}, "valid_from"),
    ],
)
def test_a_wrong_form_makes_nothing(sign_in, administrator, newspaper, change, field):
    page = sign_in(administrator).post(CREATE, new_account(newspaper, **change))

    assert list(page.context["form"].errors) == [field]
    assert User.objects.filter(grants__organisation=newspaper).count() == 0


def test_a_taken_name_makes_nothing(sign_in, administrator, newspaper):
    make.user(username="hoa.tran")

    page = sign_in(administrator).post(CREATE, new_account(newspaper))

    assert page.context["form"].errors == {
        "__all__": ["Tên đăng nhập này đã có người dùng."]
    } or list(page.context["form"].errors) == ["username"]
    assert RoleGrant.objects.filter(organisation=newspaper).count() == 0


def test_no_role_is_given_outside_the_own_province(
    sign_in, administrator, other_justice, coordinator
):
    client = sign_in(administrator)

    page = client.post(CREATE, new_account(other_justice))
    assert list(page.context["form"].errors) == ["organisation"]
    page = client.post(
        url("grant_create", coordinator),
        {"role": "trainer", "organisation": other_justice.pk, "valid_from": "01/07/2026"},
    )
    assert list(page.context["form"].errors) == ["organisation"]


def test_a_role_is_given_once_and_ended(sign_in, administrator, coordinator, radio):
    client = sign_in(administrator)
    form = {"role": "trainer", "organisation": radio.pk, "valid_from": "01/07/2026"}

    assert client.post(url("grant_create", coordinator), form)["Location"] == url(
        "user_detail", coordinator
    )
    again = client.post(url("grant_create", coordinator), form)
    assert again.context["form"].non_field_errors() == [
        "Người này đang giữ vai trò này ở cơ quan này."
    ]

    held = coordinator.grants.get(role="trainer")
    client.post(url("grant_end", coordinator, held.pk), {"on": "02/07/2026"})
    held.refresh_from_db()
    assert f"{held.valid_to}" == "2026-07-02"
    assert (
        client.post(url("grant_end", coordinator, held.pk), {"on": "03/07/2026"}).status_code == 403
    )


def test_an_end_before_the_beginning_is_said_beside_the_form(sign_in, administrator, coordinator):
    held = coordinator.grants.get()

    page = sign_in(administrator).post(url("grant_end", coordinator, held.pk), {"on": "02/07/2019"})

    assert page.context["form"].non_field_errors() == [
        "Ngày kết thúc không được trước ngày bắt đầu vai trò."
    ]


def test_an_account_is_edited_closed_and_opened(sign_in, administrator, coordinator):
    client = sign_in(administrator)

    client.post(url("user_edit", coordinator), {"full_name": "Mai Văn Mới", "email": ""})
    client.post(url("user_deactivate", coordinator), {"reason": "Chuyển công tác"})
    coordinator.refresh_from_db()
    assert (coordinator.full_name, coordinator.is_active) == ("Mai Văn Mới", False)

    client.post(url("user_activate", coordinator))
    page = client.get(url("user_detail", coordinator))
    assert [change.verb for change in page.context["history"]] == [
        "grant", "update", "deactivate", "activate",
    ]  # fmt: skip


def test_a_lost_password_gets_a_new_link(sign_in, administrator, coordinator):
    page = sign_in(administrator).post(url("password_link_create", coordinator))

    assert "/tai-khoan/password/reset/key/" in page.content.decode()
    assert StateChange.objects.of(coordinator).filter(verb="password_link").count() == 1


VERBS = ["user_detail", "user_edit", "user_deactivate", "grant_create"]
POSTS = ["user_activate", "password_link_create"]


@pytest.mark.parametrize("name", VERBS + POSTS)
def test_only_the_administrator_of_the_province_comes_here(
    sign_in, coordinator, officer, other_administrator, name
):
    address = url(name, coordinator)

    def status(user):
        client = sign_in(user)
        return (client.post if name in POSTS else client.get)(address).status_code

    assert [status(user) for user in (None, officer, coordinator, other_administrator)] == [
        302,
        403,
        403,
        404,
    ]


@pytest.mark.parametrize("address", [LIST, CREATE])
def test_the_list_is_closed_to_others(sign_in, officer, address):
    assert [sign_in(user).get(address).status_code for user in (None, officer)] == [302, 403]


@pytest.mark.parametrize("name", POSTS)
def test_buttons_are_posts(sign_in, administrator, coordinator, name):
    assert sign_in(administrator).get(url(name, coordinator)).status_code == 405


def test_whoever_serves_two_provinces_is_managed_by_neither_alone(
    sign_in, administrator, other_justice, coordinator
):
    make.grant(coordinator, "trainer", other_justice)
    client = sign_in(administrator)

    assert client.get(url("user_detail", coordinator)).status_code == 200
    assert client.post(url("password_link_create", coordinator)).status_code == 403
    foreign = coordinator.grants.get(role="trainer")
    assert client.get(url("grant_end", coordinator, foreign.pk)).status_code == 403


def test_the_installers_account_is_nobodys(sign_in, administrator, justice):
    root = make.user("Root", "organiser", justice, is_superuser=True)

    assert sign_in(administrator).post(url("password_link_create", root)).status_code == 403
