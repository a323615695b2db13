"""Dismissal, release, and any other end."""

from datetime import date

import pytest
from django.urls import reverse

from common.models import StateChange
from tests import make
from tests.trainees import deciding

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(newspaper):
    return deciding.recognition(organisation=newspaper)


def url(held):
    return reverse("trainees:recognition_end", args=[held.trainee.token, held.pk])


def form(**with_):
    return {
        "on": "30/06/2026",
        "end_ground": "dismissal_a",
        "end_decision": "40/QĐ-UBND",
        "end_decided_on": "20/06/2026",
        "end_issuer": "Chủ tịch UBND tỉnh",
        "end_reason": "Theo đơn ngày 01/06/2026",
        **with_,
    }


def test_a_reporter_is_dismissed(sign_in, coordinator, held):
    client = sign_in(coordinator)
    page = client.get(url(held))
    assert page.context["heading"] == "Miễn nhiệm"
    assert "Tự nguyện xin thôi" in page.content.decode()

    client.post(url(held), form())

    held.refresh_from_db()
    assert (held.valid_to, held.end_ground.code, held.end_issuer) == (
        date(2026, 6, 30),
        "dismissal_a",
        "Chủ tịch UBND tỉnh",
    )
    change = StateChange.objects.of(held.trainee).for_history().last()
    assert (change.verb, change.by) == ("end_recognition", coordinator)


def test_a_propagandist_is_released(sign_in, coordinator, newspaper):
    category = deciding.propagandist_category()
    held = deciding.recognition("Sùng A Dơ", newspaper, category)
    client = sign_in(coordinator)

    heading = client.get(url(held)).context["heading"]
    client.post(url(held), form(end_ground="release_a"))

    held.refresh_from_db()
    assert (heading, held.ended_how) == ("Cho thôi làm", "Cho thôi làm")


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"end_ground": ""}, ["end_ground"]),
        ({"end_decision": ""}, ["end_decision"]),
        ({"end_decided_on": "", "end_issuer": ""}, ["end_decided_on", "end_issuer"]),
        ({"on": ""}, ["on"]),
        ({"end_ground": "release_a"}, ["end_ground"]),
    ],
)
def test_what_is_missing_is_said_beside_its_field(sign_in, coordinator, held, change, fields):
    deciding.propagandist_category()

    page = sign_in(coordinator).post(url(held), form(**change))

    assert [*page.context["form"].errors] == fields
    held.refresh_from_db()
    assert held.valid_to is None


def test_other_categories_are_asked_for_no_ground(sign_in, coordinator, newspaper):
    held = make.trainee("Vàng A Đức", newspaper).recognitions.get()
    client = sign_in(coordinator)

    fields = client.get(url(held)).context["form"].fields
    client.post(url(held), {"on": "30/06/2026", "end_reason": "Nghỉ hưu"})

    held.refresh_from_db()
    assert "end_ground" not in fields
    assert (held.valid_to, held.end_reason) == (date(2026, 6, 30), "Nghỉ hưu")


def test_an_ended_one_is_not_ended_again(sign_in, coordinator, held):
    client = sign_in(coordinator)
    client.post(url(held), form())

    page = client.post(url(held), form(on="01/07/2026"))

    assert page.context["form"].non_field_errors() == [
        "Quyết định này đã được ghi kết thúc. Tải lại trang để xem tình trạng mới."
    ]
    held.refresh_from_db()
    assert held.valid_to == date(2026, 6, 30)


def test_rights(
    sign_in, held, coordinator, officer, administrator, learner, other_coordinator, other_officer
):
    people = [None, coordinator, administrator, officer, learner, other_coordinator, other_officer]
    statuses = [sign_in(user).get(url(held)).status_code for user in people]

    assert statuses == [302, 200, 200, 403, 404, 404, 404]
