"""Posting: the name appears on the public page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from common.models import StateChange
from tests.trainees import deciding

pytestmark = pytest.mark.django_db

PUBLIC = "/nguoi-phat-ngon/"


@pytest.fixture
def one(newspaper):
    return deciding.spokesperson(newspaper)


def url(one):
    return reverse("trainees:spokesperson_post", args=[one.token])


def test_the_public_page_shows_whom_the_agency_posted(sign_in, coordinator, client, one):
    assert "Tẩn A Nói" not in client.get(PUBLIC).content.decode()

    sign_in(coordinator).post(url(one))

    one.refresh_from_db()
    assert one.posted_by == coordinator
    assert one.hours_late == 0
    assert StateChange.objects.of(one).for_history().last().verb == "post"
    assert "Tẩn A Nói" in client.get(PUBLIC).content.decode()


def test_a_name_is_posted_once(sign_in, coordinator, one):
    client = sign_in(coordinator)
    client.post(url(one))
    one.refresh_from_db()
    posted, changes = one.posted_at, StateChange.objects.count()

    page = client.post(url(one), follow=True)

    one.refresh_from_db()
    assert (one.posted_at, StateChange.objects.count()) == (posted, changes)
    assert "đã được đăng công khai" in page.content.decode()


def test_who_speaks_no_more_is_not_posted(sign_in, coordinator, newspaper):
    one = deciding.spokesperson(newspaper, hours_ago=60)
    held = one.recognition
    held.valid_to = held.valid_from
    held.save()

    sign_in(coordinator).post(url(one))

    one.refresh_from_db()
    assert one.posted_at is None


def test_rights_and_methods(
    sign_in, one, coordinator, officer, learner, other_coordinator, other_officer
):
    assert sign_in(coordinator).get(url(one)).status_code == 405
    people = [None, officer, learner, other_coordinator, other_officer]
    statuses = [sign_in(user).post(url(one)).status_code for user in people]
    assert statuses == [302, 403, 404, 404, 404]
    one.refresh_from_db()
    assert one.posted_at is None


def test_the_public_page_names_agency_position_phone_and_office_mail_only(client, newspaper, radio):
    one = deciding.spokesperson(newspaper, hours_ago=30, posted_after=1)
    deciding.spokesperson(radio, "Chưa Đăng")
    person = one.person
    person.phone, person.email, person.birth_year = "0987654321", "rieng@nha.example", 1971
    person.save()

    page = client.get(PUBLIC)

    shown = " ".join(page.content.decode().split())
    for words in ("Báo Lai Châu", "Tẩn A Nói", "Chánh Văn phòng", "0213 300 0111", "phatngon@bao"):
        assert words in shown
    for secret in ("0987", "rieng@", "1971", "5/QĐ-PN", "Chưa Đăng", one.token, person.token):
        assert secret not in shown
    assert page["Cache-Control"] == "public, max-age=300"


def test_an_ended_assignment_leaves_the_public_page(client, newspaper):
    one = deciding.spokesperson(newspaper, hours_ago=60, posted_after=1)
    held = one.recognition
    held.valid_to = held.valid_from
    held.save()

    assert [row.pk for row in client.get(PUBLIC).context["listing"].rows] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [("tim=bao+lai", 1), ("tim=noi", 1), ("tim=xyz", 0), ("tinh=68", 0), ("tinh=12", 1)],
)
def test_the_public_page_is_searched(client, newspaper, other_justice, query, found):
    deciding.spokesperson(newspaper, hours_ago=30, posted_after=1)

    assert client.get(f"{PUBLIC}?{query}").context["listing"].total == found


@pytest.mark.parametrize("agencies", [1, 5])
def test_the_public_page_costs_three_queries(client, django_assert_num_queries, agencies):
    from tests import make

    for number in range(agencies):
        deciding.spokesperson(make.organisation(f"Sở {number}"), hours_ago=9, posted_after=1)

    with django_assert_num_queries(3):
        page = client.get(PUBLIC)

    assert page.context["listing"].total == agencies
    assert page.context["day"] == timezone.localdate()
