"""Signing in: by user name or address, and no open sign-up."""

import pytest
from django.test import Client

from accounts.models import User
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["hoa.tran", "HOA.TRAN@laichau.gov.vn"])
def test_a_user_name_or_an_address_signs_in(client, name):
    make.user("Trần Thị Hoa", username="hoa.tran", email="hoa.tran@laichau.gov.vn")

    answer = client.post("/tai-khoan/login/", {"login": name, "password": make.PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/bat-dau/")


def test_a_wrong_password_is_refused_in_vietnamese(client):
    make.user(username="hoa.tran")

    page = client.post("/tai-khoan/login/", {"login": "hoa.tran", "password": "sai"})

    assert page.context["form"].non_field_errors() == [
        "Tên đăng nhập, thư điện tử hoặc mật khẩu không đúng."
    ]


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signs_up(client, method):
    page = getattr(client, method)(
        "/tai-khoan/signup/",
        {"username": "ai-do", "password1": make.PASSWORD, "password2": make.PASSWORD},
    )

    assert "Không mở đăng ký tự do" in page.content.decode()
    assert User.objects.count() == 0


def test_a_closed_account_loses_its_open_sessions(sign_in, coordinator):
    client = sign_in(coordinator)
    assert client.get("/tai-khoan/2fa/").status_code == 200

    User.objects.filter(pk=coordinator.pk).update(is_active=False)

    assert client.get("/tai-khoan/2fa/")["Location"] == "/tai-khoan/login/?next=/tai-khoan/2fa/"


def test_weak_passwords_are_refused(sign_in, coordinator):
    page = sign_in(coordinator).post(
        "/tai-khoan/password/change/",
        {"oldpassword": make.PASSWORD, "password1": "12345678", "password2": "12345678"},
    )

    assert len(page.context["form"].errors["password1"]) == 3


def test_repeated_wrong_passwords_are_slowed_down(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/5m/key"}
    make.user(username="hoa.tran")
    client = Client()
    for _attempt in range(2):
        client.post("/tai-khoan/login/", {"login": "hoa.tran", "password": "sai"})

    page = client.post("/tai-khoan/login/", {"login": "hoa.tran", "password": make.PASSWORD})

    assert page.context["form"].non_field_errors() == [
        "Đăng nhập sai quá nhiều lần. Hãy thử lại sau ít phút."
    ]
