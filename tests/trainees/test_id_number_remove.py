"""Removing the personal ID number of a person."""

import pytest
from django.urls import reverse

from common.models import StateChange
from tests import make
from trainees.actions import id_numbers
from trainees.models import IdNumber

pytestmark = pytest.mark.django_db

NUMBER, REASON = "012085001234", "Ghi nhầm người khác"


@pytest.fixture
def person(newspaper, coordinator):
    made = make.trainee("Lò Thị Hoa", newspaper)
    id_numbers.record(made, NUMBER, coordinator)
    return made


def url(person):
    return reverse("trainees:id_number_remove", args=[person.token])


def test_a_number_is_removed_for_a_reason(sign_in, person, coordinator):
    client = sign_in(coordinator)
    assert client.get(url(person)).status_code == 200
    assert IdNumber.objects.count() == 1

    answer = client.post(url(person), {"reason": REASON})

    assert answer["Location"] == person.get_absolute_url()
    assert IdNumber.objects.count() == 0
    last = StateChange.objects.of(person).for_history().last()
    assert (last.verb, last.reason, last.by) == ("remove_id_number", REASON, coordinator)


@pytest.mark.parametrize("reason", ["", "nhầm", f"không phải {NUMBER} của người này"])
def test_without_a_sound_reason_the_number_stays(sign_in, person, coordinator, reason):
    answer = sign_in(coordinator).post(url(person), {"reason": reason})

    assert answer.context["form"].errors
    assert NUMBER not in answer.content.decode()
    assert IdNumber.objects.count() == 1


def test_where_there_is_none_it_is_said(sign_in, coordinator, newspaper):
    person = make.trainee(organisation=newspaper)
    client = sign_in(coordinator)

    answer = client.post(url(person), {"reason": REASON}, follow=True)

    assert "Hồ sơ này chưa ghi số định danh cá nhân." in answer.content.decode()
    assert StateChange.objects.of(person).count() == 0


def test_who_may_remove(
    sign_in, person, coordinator, other_coordinator, officer, administrator, organiser
):
    cast = (None, coordinator, other_coordinator, officer, administrator, organiser)

    answers = [sign_in(user).get(url(person)).status_code for user in cast]

    assert answers == [302, 200, 404, 403, 200, 404]
