"""Reading a personal ID number in full."""

import pytest
from django.urls import reverse

from accounts.models import Disclosure
from common.sealing import derived_key
from tests import make
from trainees.actions import id_numbers

pytestmark = pytest.mark.django_db

NUMBER, REASON = "012085001234", "Đối chiếu hồ sơ cấp giấy"


@pytest.fixture
def person(learner, coordinator):
    id_numbers.record(learner.trainee, NUMBER, coordinator)
    return learner.trainee


def url(person):
    return reverse("trainees:id_number_reveal", args=[person.token])


def test_the_answer_shows_the_number_once_and_is_kept_nowhere(sign_in, person, coordinator):
    client = sign_in(coordinator)

    answer = client.post(url(person), {"reason": REASON})

    assert answer.content.decode().count(NUMBER) == 1
    assert answer["Cache-Control"] == "no-store"
    assert [(one.by, one.reason) for one in Disclosure.objects.all()] == [(coordinator, REASON)]
    assert NUMBER not in client.get(url(person)).content.decode()
    assert NUMBER not in str(dict(client.session))


def test_the_question_alone_shows_and_writes_nothing(sign_in, person, coordinator):
    page = sign_in(coordinator).get(url(person))

    assert NUMBER not in page.content.decode()
    assert Disclosure.objects.count() == 0


@pytest.mark.parametrize("reason", ["", "xem", f"theo số {NUMBER} trên thẻ"])
def test_without_a_sound_reason_nothing_is_shown(sign_in, person, coordinator, reason):
    answer = sign_in(coordinator).post(url(person), {"reason": reason})

    assert list(answer.context["form"].errors) in (["reason"], ["__all__"])
    assert NUMBER not in answer.content.decode()
    assert Disclosure.objects.count() == 0


def test_the_person_reads_the_own_number_with_one_button(sign_in, person, learner):
    client = sign_in(learner)
    page = client.get(person.get_absolute_url()).content.decode()
    assert ("012•••••1234" in page, url(person) in page) == (True, True)

    answer = client.post(url(person))

    assert answer.content.decode().count(NUMBER) == 1
    assert [(one.by, one.reason) for one in Disclosure.objects.all()] == [
        (learner, "Bản thân xem số của mình")
    ]


def test_who_may_read_in_full(
    sign_in, person, coordinator, other_coordinator, officer, administrator, organiser, approver
):
    cast = (None, coordinator, administrator, officer, organiser, approver, other_coordinator)

    answers = [sign_in(user).post(url(person), {"reason": REASON}).status_code for user in cast]

    assert answers == [302, 200, 200, 403, 404, 404, 404]
    assert Disclosure.objects.count() == 2


def test_an_organiser_keeps_numbers_of_the_own_agency_and_reads_none(sign_in, person, newspaper):
    keeper = make.user("Người Tổ Chức", "organiser", newspaper)
    client = sign_in(keeper)

    page = client.get(person.get_absolute_url()).content.decode()

    assert ("012•••••1234" in page, "Sửa số" in page, "Xem đầy đủ" in page) == (True, True, False)
    assert client.post(url(person), {"reason": REASON}).status_code == 403


def test_the_department_sees_it_masked_and_changes_nothing(sign_in, person, officer):
    page = sign_in(officer).get(person.get_absolute_url()).content.decode()

    assert ("012•••••1234" in page, "Sửa số" in page, "Xem đầy đủ" in page) == (True, False, False)


def test_above_the_limit_it_is_said(sign_in, person, coordinator, monkeypatch):
    monkeypatch.setattr(id_numbers, "REVEALS", 1)
    client = sign_in(coordinator)
    client.post(url(person), {"reason": REASON})

    answer = client.post(url(person), {"reason": REASON})

    assert "Đã xem 1 số định danh trong một giờ" in answer.content.decode()
    assert NUMBER not in answer.content.decode()
    assert Disclosure.objects.count() == 1


def test_a_wrong_key_is_said_on_every_page(sign_in, person, coordinator, learner, settings):
    settings.ID_NUMBER_KEYS = [derived_key("another", "key")]
    client = sign_in(coordinator)

    page = client.get(person.get_absolute_url())
    answer = client.post(url(person), {"reason": REASON})
    own = sign_in(learner).post(url(person), follow=True)

    assert "khóa trên máy chủ không mở được" in page.content.decode()
    assert [one.status_code for one in (page, answer, own)] == [200, 200, 200]
    for one in (answer, own):
        assert "khóa trên máy chủ không khớp" in one.content.decode()
    assert Disclosure.objects.count() == 0


def test_where_there_is_none_it_is_said(sign_in, coordinator, newspaper):
    nobody = make.trainee(organisation=newspaper)

    answer = sign_in(coordinator).post(url(nobody), {"reason": REASON}, follow=True)

    assert "Hồ sơ này chưa ghi số định danh cá nhân." in answer.content.decode()
    assert Disclosure.objects.count() == 0
