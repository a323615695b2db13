"""Accounts and roles by their actions."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import actions
from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from tests import make

pytestmark = pytest.mark.django_db


def verbs(user):
    return list(StateChange.objects.of(user).for_history().values_list("verb", flat=True))


def test_a_new_account_cannot_be_entered_before_its_password_is_set(administrator):
    made = actions.create_user(username="hoa", full_name="Trần Thị Hoa", by=administrator)

    assert made.has_usable_password() is False
    assert verbs(made) == ["create"]


@pytest.mark.parametrize(
    ("username", "email", "field"),
    [
        ("HOA", "", "Tên đăng nhập này đã có người dùng."),
        ("khac", "Hoa@x.vn", "Địa chỉ thư điện tử này đã thuộc một tài khoản khác."),
    ],
)
def test_names_and_addresses_are_unique_whatever_the_case(administrator, username, email, field):
    make.user(username="hoa", email="hoa@x.vn")

    with pytest.raises(ValidationError) as error:
        actions.create_user(username=username, full_name="Ai", email=email, by=administrator)

    assert error.value.messages == [field]


def test_the_auth_group_leaves_with_the_last_open_grant_of_its_role(
    administrator, newspaper, radio
):
    user = make.user("Hai Cơ Quan", "coordinator", newspaper)
    make.grant(user, "coordinator", radio)
    first, second = user.grants.order_by("pk")

    actions.end_grant(first, by=administrator)
    assert list(user.groups.values_list("name", flat=True)) == ["coordinator"]

    actions.end_grant(second, by=administrator)
    assert list(user.groups.values_list("name", flat=True)) == []
    assert verbs(user) == ["grant", "grant", "end_grant", "end_grant"]


def test_a_grant_ends_once_and_not_before_it_began(administrator, coordinator):
    held = coordinator.grants.get()

    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        actions.end_grant(held, by=administrator, on=date(2019, 12, 31))
    actions.end_grant(held, by=administrator, on=date(2026, 1, 1))
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.end_grant(held, by=administrator)

    held.refresh_from_db()
    assert held.valid_to == date(2026, 1, 1)


def test_administrators_do_not_lock_themselves_out(administrator):
    with pytest.raises(Refused, match="tự khóa"):
        actions.deactivate(administrator, by=administrator)
    with pytest.raises(Refused, match="tự kết thúc"):
        actions.end_grant(administrator.grants.get(), by=administrator)

    assert User.objects.get(pk=administrator.pk).is_active is True
    assert administrator.grants.get().valid_to is None


def test_an_account_is_closed_and_opened_once(administrator, coordinator):
    actions.deactivate(coordinator, by=administrator, reason="Nghỉ hưu")
    with pytest.raises(Refused, match="đã bị khóa"):
        actions.deactivate(coordinator, by=administrator)
    actions.activate(coordinator, by=administrator)
    with pytest.raises(Refused, match="đang hoạt động"):
        actions.activate(coordinator, by=administrator)

    assert verbs(coordinator) == ["grant", "deactivate", "activate"]


def test_a_password_link_sets_a_password_once(administrator, client):
    made = actions.create_user(username="hoa", full_name="Trần Thị Hoa", by=administrator)
    path = actions.password_link(made, by=administrator)

    form = client.get(path, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": make.PASSWORD, "password2": make.PASSWORD})

    made.refresh_from_db()
    assert made.check_password(make.PASSWORD) is True
    assert client.get(path, follow=True).context["token_fail"] is True


def test_a_closed_account_gets_no_password_link(administrator, coordinator):
    actions.deactivate(coordinator, by=administrator)

    with pytest.raises(Refused, match="đang bị khóa"):
        actions.password_link(coordinator, by=administrator)


def test_a_role_for_a_coming_day_opens_the_admin_on_that_day(justice, administrator):
    user, today = make.user(), timezone.localdate()

    actions.grant(
        user, role="trainer", organisation=justice, by=administrator, on=today + timedelta(days=3)
    )

    groups = user.groups.values_list("name", flat=True)
    assert list(groups) == []
    assert actions.keep_groups(today + timedelta(days=2)) == 0
    assert actions.keep_groups(today + timedelta(days=3)) == 1
    assert list(groups.all()) == ["trainer"]


def test_a_role_that_ends_on_a_coming_day_stays_until_then(justice, administrator):
    user, today = make.user(), timezone.localdate()
    held = actions.grant(user, role="trainer", organisation=justice, by=administrator)

    actions.end_grant(held, by=administrator, on=today + timedelta(days=1))

    groups = user.groups.values_list("name", flat=True)
    assert list(groups) == ["trainer"]
    assert actions.keep_groups(today) == 0
    assert actions.keep_groups(today + timedelta(days=1)) == 1
    assert list(groups.all()) == []
