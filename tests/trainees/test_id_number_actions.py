"""Personal ID numbers by their actions: recorded, found, removed, read, many at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Disclosure
from common.models import StateChange
from common.refusals import Refused
from common.sealing import derived_key
from tests import make
from tests.trainees.id_number_holders import who_carries
from trainees.actions import id_numbers
from trainees.models import IdNumber, Trainee

pytestmark = pytest.mark.django_db

NUMBER, OTHER = "012085001234", "012185005678"
REASON = "Đối chiếu hồ sơ cấp giấy"


@pytest.fixture
def person(newspaper):
    return make.trainee("Lò Thị Hoa", newspaper, sex="female")


def verbs(person):
    history = StateChange.objects.of(person).for_history()
    return [(change.verb, change.reason) for change in history]


def test_a_recorded_number_is_sealed_and_found(person, coordinator):
    id_numbers.record(person, "012 085 001 234", coordinator)

    held = IdNumber.objects.get()
    assert NUMBER not in held.sealed
    assert (held.trainee, held.recorded_by) == (person, coordinator)
    assert [list(who_carries(number)) for number in (NUMBER, OTHER)] == [[person], []]
    assert verbs(person) == [("record_id_number", "")]


def test_what_disagrees_with_the_record_is_said_and_recorded_all_the_same(person, coordinator):
    doubts = id_numbers.record(person, NUMBER, coordinator)

    assert doubts == ["Giới tính trong số định danh khác với hồ sơ. Hãy kiểm tra lại cả hai."]
    assert IdNumber.objects.count() == 1


def test_another_number_takes_the_place_of_the_first(person, coordinator, administrator):
    id_numbers.record(person, NUMBER, coordinator)
    id_numbers.record(person, OTHER, administrator)

    assert [list(who_carries(number)) for number in (NUMBER, OTHER)] == [[], [person]]
    assert IdNumber.objects.get().recorded_by == administrator
    assert [verb for verb, _reason in verbs(person)] == ["record_id_number", "change_id_number"]


def test_the_same_number_again_writes_nothing(person, coordinator):
    id_numbers.record(person, NUMBER, coordinator)
    before = IdNumber.objects.get().sealed
    id_numbers.record(person, NUMBER, coordinator)

    assert IdNumber.objects.get().sealed == before
    assert len(verbs(person)) == 1


def test_two_records_of_one_person_carry_one_number(person, radio, coordinator):
    again = make.trainee("Lò Thị Hoa", radio)
    id_numbers.record_many([(person, NUMBER), (again, NUMBER)], coordinator)

    assert set(who_carries(NUMBER)) == {person, again}


@pytest.mark.parametrize("number", ["", "12", "12085001234"])
def test_what_is_no_number_is_refused(person, coordinator, number):
    with pytest.raises(Refused):
        id_numbers.record(person, number, coordinator)

    assert IdNumber.objects.count() == 0
    assert verbs(person) == []


def test_a_merged_record_takes_no_number(person, radio, coordinator):
    Trainee.objects.filter(pk=person.pk).update(merged_into=make.trainee(organisation=radio))

    with pytest.raises(Refused, match="đã được gộp"):
        id_numbers.record(person, NUMBER, coordinator)


@pytest.mark.parametrize("people", [2, 12])
def test_an_import_costs_the_same_for_few_and_many(
    newspaper, coordinator, django_assert_num_queries, people
):
    pairs = [(make.trainee(organisation=newspaper), f"0120850{n:05d}") for n in range(people)]

    with django_assert_num_queries(6):
        recorded = id_numbers.record_many(pairs, coordinator)

    assert recorded == people == IdNumber.objects.count()
    assert id_numbers.record_many(pairs, coordinator) == 0


def test_a_bad_number_in_an_import_records_nobody(person, coordinator):
    pairs = [(person, NUMBER), (make.trainee(), "12")]

    with pytest.raises(Refused):
        id_numbers.record_many(pairs, coordinator)

    assert IdNumber.objects.count() == 0


def test_a_removed_number_is_gone_and_the_reason_stays(person, coordinator):
    id_numbers.record(person, NUMBER, coordinator)

    id_numbers.remove(person, coordinator, REASON)

    assert list(who_carries(NUMBER)) == []
    assert verbs(person)[-1] == ("remove_id_number", REASON)
    with pytest.raises(Refused, match="chưa ghi"):
        id_numbers.remove(person, coordinator, REASON)


def test_whoever_reads_a_number_is_written_down(person, coordinator, justice):
    id_numbers.record(person, NUMBER, coordinator)

    assert id_numbers.reveal(person, coordinator, f"  {REASON} ") == NUMBER

    noted = Disclosure.objects.get()
    assert (noted.by, noted.subject, noted.people) == (coordinator, person, 1)
    assert (noted.kind, noted.reason) == ("id_number", REASON)
    assert noted.what == "Số định danh cá nhân của Lò Thị Hoa, Báo Lai Châu"
    assert noted.province == justice.unit.province


@pytest.mark.parametrize("reason", ["", "xem", "cần xem", f"theo số {NUMBER} trên thẻ"])
def test_a_number_is_not_read_without_a_reason(person, coordinator, reason):
    id_numbers.record(person, NUMBER, coordinator)

    with pytest.raises(Refused):
        id_numbers.reveal(person, coordinator, reason)

    assert Disclosure.objects.count() == 0


def test_the_person_gives_no_reason_and_is_written_down_too(learner, coordinator):
    person = learner.trainee
    id_numbers.record(person, NUMBER, coordinator)

    assert id_numbers.reveal(person, learner, "") == NUMBER
    noted = Disclosure.objects.get()
    assert (noted.by, noted.reason) == (learner, "Bản thân xem số của mình")
    assert noted.province == person.organisation.unit.province


def test_thirty_numbers_an_hour_are_enough(person, coordinator, administrator, monkeypatch):
    monkeypatch.setattr(id_numbers, "REVEALS", 2)
    id_numbers.record(person, NUMBER, coordinator)
    now = timezone.now()
    for _time in range(2):
        id_numbers.reveal(person, coordinator, REASON, at=now)

    with pytest.raises(Refused, match="Đã xem 2 số định danh trong một giờ"):
        id_numbers.reveal(person, coordinator, REASON, at=now + timedelta(minutes=59))

    assert id_numbers.reveal(person, administrator, REASON, at=now) == NUMBER
    later = now + timedelta(minutes=61)
    assert id_numbers.reveal(person, coordinator, REASON, at=later) == NUMBER


def test_a_wrong_key_is_said_and_nothing_is_written_down(person, coordinator, settings):
    id_numbers.record(person, NUMBER, coordinator)
    settings.ID_NUMBER_KEYS = [derived_key("another", "key")]

    with pytest.raises(Refused, match="khóa trên máy chủ không khớp"):
        id_numbers.reveal(person, coordinator, REASON)

    assert Disclosure.objects.count() == 0
