"""Recording the personal ID number of a person."""

import pytest
from django.urls import reverse

from common.models import StateChange
from tests import make
from tests.trainees.id_number_holders import who_carries
from trainees.actions import id_numbers
from trainees.models import IdNumber, Trainee

pytestmark = pytest.mark.django_db

NUMBER, OTHER = "012085001234", "012085005678"


@pytest.fixture
def person(newspaper):
    return make.trainee("Lò Thị Hoa", newspaper)


def url(person):
    return reverse("trainees:id_number_edit", args=[person.token])


def said(answer):
    from django.contrib.messages import get_messages

    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_number_is_recorded_and_shown_masked(sign_in, person, coordinator):
    client = sign_in(coordinator)

    answer = client.post(url(person), {"id_number": "012 085 001 234"})

    assert answer["Location"] == person.get_absolute_url()
    assert list(who_carries(NUMBER)) == [person]
    assert [c.verb for c in StateChange.objects.of(person)] == ["record_id_number"]
    page = client.get(person.get_absolute_url()).content.decode()
    assert "012•••••1234" in page
    assert NUMBER not in page


def test_the_form_never_shows_what_is_recorded(sign_in, person, coordinator):
    id_numbers.record(person, NUMBER, coordinator)

    page = sign_in(coordinator).get(url(person))

    assert page.context["form"]["id_number"].value() is None
    assert "1234" not in page.content.decode()


def test_what_disagrees_with_the_record_is_said_after_saving(sign_in, person, coordinator):
    Trainee.objects.filter(pk=person.pk).update(birth_year=1990)

    answer = sign_in(coordinator).post(url(person), {"id_number": NUMBER})

    assert said(answer) == [
        "Năm sinh trong số định danh khác với hồ sơ. Hãy kiểm tra lại cả hai.",
        "Đã ghi số định danh cá nhân.",
    ]


@pytest.mark.parametrize("typed", ["", "1208500123", "abc", "0120850012345"])
def test_what_is_no_number_is_said_beside_the_field(sign_in, person, coordinator, typed):
    answer = sign_in(coordinator).post(url(person), {"id_number": typed})

    assert list(answer.context["form"].errors) == ["id_number"]
    assert IdNumber.objects.count() == 0
    assert StateChange.objects.of(person).count() == 0


def test_a_merged_record_is_closed(sign_in, person, coordinator, newspaper):
    Trainee.objects.filter(pk=person.pk).update(merged_into=make.trainee(organisation=newspaper))

    assert sign_in(coordinator).post(url(person), {"id_number": NUMBER}).status_code == 403
    assert IdNumber.objects.count() == 0


def test_who_may_record(
    sign_in, learner, coordinator, other_coordinator, officer, administrator, approver
):
    person = learner.trainee
    cast = (None, learner, coordinator, other_coordinator, officer, administrator, approver)

    answers = [sign_in(user).get(url(person)).status_code for user in cast]

    assert answers == [302, 403, 200, 404, 403, 200, 404]


def test_an_expired_session_keeps_no_number(sign_in, person, client):
    client.post(url(person), {"id_number": NUMBER})

    assert NUMBER not in str(dict(client.session))


def test_no_other_form_has_the_field(sign_in, person, administrator):
    client = sign_in(administrator)
    names = ("trainees:trainee_create", [], "trainees:trainee_edit", [person.token])

    for name, arguments in zip(names[::2], names[1::2], strict=True):
        form = client.get(reverse(name, args=arguments)).context["form"]
        assert "id_number" not in form.fields
