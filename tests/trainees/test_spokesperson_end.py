"""The end of an assignment."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.models import StateChange
from tests.trainees import deciding
from trainees.models import Spokesperson

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(newspaper):
    return deciding.spokesperson(newspaper, hours_ago=100, posted_after=1)


def url(one):
    return reverse("trainees:spokesperson_end", args=[one.token])


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def test_an_assignment_ends_with_its_recognition(sign_in, coordinator, one):
    last = days_ago(1)
    sign_in(coordinator).post(
        url(one), {"on": f"{last:%d/%m/%Y}", "end_decision": "9/QĐ", "end_reason": "Nghỉ hưu"}
    )

    one.recognition.refresh_from_db()
    assert (one.recognition.valid_to, one.recognition.end_decision) == (last, "9/QĐ")
    assert Spokesperson.objects.standing_on(timezone.localdate()).count() == 0
    assert StateChange.objects.of(one).for_history().last().verb == "end"
    assert StateChange.objects.of(one.person).for_history().last().verb == "end_recognition"


@pytest.mark.parametrize("before", [30, 0])
def test_an_end_before_the_beginning_or_a_second_end_is_refused(sign_in, coordinator, one, before):
    client = sign_in(coordinator)
    if not before:
        client.post(url(one), {"on": f"{days_ago(1):%d/%m/%Y}"})
    changes = StateChange.objects.count()

    page = client.post(url(one), {"on": f"{days_ago(before):%d/%m/%Y}"})

    assert len(page.context["form"].non_field_errors()) == 1
    assert StateChange.objects.count() == changes


def test_rights(
    sign_in, one, coordinator, officer, administrator, learner, other_coordinator, other_officer
):
    people = [None, coordinator, administrator, officer, learner, other_coordinator, other_officer]
    statuses = [sign_in(user).get(url(one)).status_code for user in people]

    assert statuses == [302, 200, 200, 403, 404, 404, 404]
