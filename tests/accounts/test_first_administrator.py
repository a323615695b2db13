"""The command of a first installation."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(monkeypatch):
    """What the operator types at the password prompt."""

    def type_in(password):
        monkeypatch.setattr("getpass.getpass", lambda prompt: password)

    return type_in


def test_it_opens_an_account_that_administers_the_agency(justice, typed):
    typed("mot-mat-khau-kho-doan-2026")

    call_command("first_administrator", "quan.tri", "Phạm Văn Quản", organisation=justice.code)

    user = User.objects.get(username="quan.tri")
    assert user.check_password("mot-mat-khau-kho-doan-2026")
    assert user.scope.organisation_ids("administrator") == {justice.pk}


def test_a_weak_password_opens_nothing(justice, typed):
    typed("12345")

    with pytest.raises(CommandError):
        call_command("first_administrator", "quan.tri", "Phạm Văn Quản", organisation=justice.code)

    assert not User.objects.exists()


def test_an_unknown_agency_opens_nothing(typed):
    make.province()
    typed("mot-mat-khau-kho-doan-2026")

    with pytest.raises(CommandError, match="khong-co"):
        call_command("first_administrator", "quan.tri", "Phạm Văn Quản", organisation="khong-co")

    assert not User.objects.exists()
