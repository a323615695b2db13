"""Keeping the contact of a spokesperson current."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.models import StateChange
from tests.trainees import deciding

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(newspaper):
    return deciding.spokesperson(newspaper, hours_ago=60, posted_after=1)


def url(one):
    return reverse("trainees:spokesperson_edit", args=[one.token])


NEW = {"position": "Chánh Văn phòng", "phone": "02133000999", "email": "moi@bao.example"}


def test_the_public_page_shows_the_new_contact_at_once(sign_in, coordinator, client, one):
    sign_in(coordinator).post(url(one), NEW)

    one.refresh_from_db()
    assert (one.phone, one.email) == ("02133000999", "moi@bao.example")
    change = StateChange.objects.of(one).for_history().last()
    assert (change.verb, change.by) == ("update", coordinator)
    assert change.reason == (
        "số điện thoại: 02133000111 → 02133000999; "
        "thư điện tử công vụ: phatngon@bao.example → moi@bao.example"
    )
    assert "moi@bao.example" in client.get("/nguoi-phat-ngon/").content.decode()


def test_the_same_contact_writes_nothing(sign_in, coordinator, one):
    before = StateChange.objects.count()

    sign_in(coordinator).post(url(one), deciding.CONTACT)

    assert StateChange.objects.count() == before


def test_a_wrong_address_is_refused_beside_its_field(sign_in, coordinator, one):
    page = sign_in(coordinator).post(url(one), {**NEW, "email": "khong phai thu"})

    assert [*page.context["form"].errors] == ["email"]
    one.refresh_from_db()
    assert one.phone == "02133000111"


def test_who_speaks_no_more_is_not_edited(sign_in, coordinator, one):
    held = one.recognition
    held.valid_to = held.valid_from
    held.save()

    page = sign_in(coordinator).post(url(one), NEW)

    assert "Phân công này đã kết thúc" in page.content.decode()
    one.refresh_from_db()
    assert one.phone == "02133000111"


def test_who_spoke_for_an_agency_that_has_ended_is_neither_edited_nor_posted(
    sign_in, coordinator, newspaper
):
    one = deciding.spokesperson(newspaper, hours_ago=60)
    newspaper.valid_to = timezone.localdate() - timedelta(days=1)
    newspaper.save()
    before = StateChange.objects.count()
    client = sign_in(coordinator)

    edited = client.post(url(one), NEW)
    posted = client.post(reverse("trainees:spokesperson_post", args=[one.token]), follow=True)

    said = ["đã kết thúc hoạt động" in page.content.decode() for page in (edited, posted)]
    assert said == [True, True]
    one.refresh_from_db()
    assert (one.phone, one.posted_at) == ("02133000111", None)
    assert StateChange.objects.count() == before


def test_rights(
    sign_in, one, coordinator, officer, administrator, learner, other_coordinator, other_officer
):
    people = [None, coordinator, administrator, officer, learner, other_coordinator, other_officer]
    statuses = [sign_in(user).get(url(one)).status_code for user in people]

    assert statuses == [302, 200, 200, 403, 404, 404, 404]
