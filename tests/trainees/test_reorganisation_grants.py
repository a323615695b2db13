"""Leading roles at agencies that a decree ended to the agency that took over."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant
from organisations.models import Organisation
from tests import make
from tests.organisations import decrees
from trainees.actions import grants, moves


@pytest.fixture
def there(justice):
    return decrees.world()


@pytest.fixture
def decree(there, administrator):
    return decrees.planned(there, administrator)


def url(decree, name="reorganisation_apply"):
    return reverse(f"trainees:{name}", args=[decree.token])


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_roles_are_led_with_the_whole_agency(decree, there, administrator, sign_in):
    clerk = make.user("Vàng Thị Đầu Mối", "coordinator", there.ubnd_a)
    asked = make.user("Vàng Thị Tách", "coordinator", there.ubnd_c)
    client = sign_in(administrator)
    client.post(url(decree))

    page = client.post(url(decree, "reorganisation_grants"), follow=True)

    assert said(page)[-1] == "Đã giao 1 vai trò ở cơ quan kế tục."
    new = Organisation.objects.get(name="UBND xã AB")
    held = RoleGrant.objects.filter(user=clerk).order_by("pk")
    assert [(one.organisation, one.valid_to is None) for one in held] == [
        (there.ubnd_a, False),
        (new, True),
    ]
    assert [grant.user for grant in page.context["grants"]] == [asked]
    again = client.post(url(decree, "reorganisation_grants"), follow=True)
    assert said(again) == ["Không còn vai trò nào chuyển được theo cả cơ quan."]


@pytest.mark.parametrize("state", ["draft", "undone"])
def test_roles_are_led_only_for_a_decree_that_holds(there, decree, administrator, sign_in, state):
    clerk = make.user("Vàng Thị Đầu Mối", "coordinator", there.ubnd_a)
    if state == "undone":
        moves.apply(decree, by=administrator)
        moves.undo(decree, by=administrator)

    page = sign_in(administrator).post(url(decree, "reorganisation_grants"), follow=True)

    assert said(page) == ["Văn bản chưa được thực hiện. Thực hiện sắp xếp rồi chuyển vai trò."]
    assert [(one.organisation, one.valid_to) for one in clerk.grants.all()] == [
        (there.ubnd_a, None)
    ]


def test_a_role_with_a_last_day_is_left_to_a_person(there, decree, administrator, sign_in):
    ends = timezone.localdate() + timedelta(days=20)
    clerk = make.user("Vàng Thị Đầu Mối", "coordinator", there.ubnd_a)
    clerk.grants.update(valid_to=ends)
    moves.apply(decree, by=administrator)
    client = sign_in(administrator)

    page = client.post(url(decree, "reorganisation_grants"), follow=True)

    assert said(page) == ["Không còn vai trò nào chuyển được theo cả cơ quan."]
    assert [(one.user, one.valid_to) for one in page.context["grants"]] == [(clerk, ends)]
    assert page.context["may_lead"] is False
    assert clerk.grants.count() == 1


def test_nobody_loses_the_own_key_while_leading_roles(there, administrator, sign_in):

    office = make.organisation("Phòng Quản trị xã A", there.a, "other")
    keeper = make.user("Giàng A Khóa", "administrator", office)
    decree = decrees.planned(there, administrator)
    link = decree.organisation_links.get(predecessor=office)
    assert link.successor.name == "Phòng Quản trị xã AB"
    moves.apply(decree, by=keeper)

    grants.lead(decree, by=keeper)

    held = RoleGrant.objects.filter(user=keeper).order_by("pk")
    assert [(one.organisation.name, one.valid_to) for one in held] == [
        ("Phòng Quản trị xã A", None),
        ("Phòng Quản trị xã AB", None),
    ]


def test_roles_are_led_by_a_button_only(decree, administrator, sign_in):
    assert sign_in(administrator).get(url(decree, "reorganisation_grants")).status_code == 405
