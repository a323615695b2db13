"""People and their categories by the actions."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from common.models import StateChange
from common.refusals import Refused
from organisations.models import Organisation
from tests import make
from trainees.actions import people, recognitions
from trainees.models import Recognition, Trainee

pytestmark = pytest.mark.django_db

BIRTH = {"birth_year": 1985, "birth_month": 2, "birth_day": 5}


def verbs(trainee):
    return list(StateChange.objects.of(trainee).for_history().values_list("verb", "reason"))


def test_a_person_is_added_once(coordinator, newspaper):
    made = people.add(organisation=newspaper, full_name="Lò  Thị Hùng", by=coordinator, **BIRTH)

    with pytest.raises(people.AlreadyKnown, match="đã có hồ sơ của Lò Thị Hùng") as refused:
        people.add(organisation=newspaper, full_name="LÒ THỊ HƯNG", by=coordinator, **BIRTH)

    assert refused.value.known == made
    assert Trainee.objects.count() == 1
    assert verbs(made) == [("create", "")]


@pytest.mark.parametrize(
    "other",
    [{"birth_day": 6}, {"birth_day": None, "birth_month": None}, {"organisation": "radio"}],
)
def test_another_birth_or_agency_is_another_person(coordinator, newspaper, radio, other):
    people.add(organisation=newspaper, full_name="Lò Thị Hoa", by=coordinator, **BIRTH)
    given = {"organisation": newspaper, **BIRTH, **other}
    given["organisation"] = radio if given["organisation"] == "radio" else given["organisation"]

    people.add(full_name="Lò Thị Hoa", by=coordinator, **given)

    assert Trainee.objects.count() == 2


def test_two_real_namesakes_are_let_in_when_somebody_says_so(coordinator, newspaper):
    person = {"organisation": newspaper, "full_name": "Lò Thị Hoa", "by": coordinator, **BIRTH}
    people.add(**person)

    people.add(**person, is_another_person=True)

    assert Trainee.objects.count() == 2


def test_a_record_merged_away_is_no_double_and_is_closed(coordinator, newspaper):
    old = people.add(organisation=newspaper, full_name="Lò Thị Hoa", by=coordinator, **BIRTH)
    kept = make.trainee("Lò Thị Hoa Mai", newspaper)
    Trainee.objects.filter(pk=old.pk).update(merged_into=kept)
    old.refresh_from_db()

    people.add(organisation=newspaper, full_name="Lò Thị Hoa", by=coordinator, **BIRTH)
    with pytest.raises(Refused, match="đã được gộp"):
        people.update(old, position="Trưởng phòng", by=coordinator)
    with pytest.raises(Refused, match="đã được gộp"):
        recognitions.recognise(
            old, category=make.category(), valid_from=date(2026, 1, 1), by=coordinator
        )


def test_an_impossible_column_is_refused_by_the_database_rules(coordinator, newspaper):
    with pytest.raises(ValidationError) as error:
        people.add(organisation=newspaper, full_name="Lò Thị Hoa", birth_month=2, by=coordinator)

    assert error.value.messages == ["Có tháng sinh thì phải có năm sinh."]


def test_the_history_names_what_was_changed(coordinator, newspaper):
    trainee = make.trainee("Lò Thị Hoa", newspaper)

    people.update(trainee, position="Trưởng phòng", phone="", birth_year=1986, by=coordinator)

    trainee.refresh_from_db()
    assert (trainee.position, trainee.birth_year) == ("Trưởng phòng", 1986)
    assert verbs(trainee) == [("update", "năm sinh, chức vụ, chức danh")]


def test_nobody_is_renamed_into_somebody_else(coordinator, newspaper):
    make.trainee("Lò Thị Hoa", newspaper)
    trainee = make.trainee("Lò Thị Huệ", newspaper)

    with pytest.raises(people.AlreadyKnown):
        people.update(trainee, full_name="Lò Thị Hoa", by=coordinator)

    trainee.refresh_from_db()
    assert trainee.full_name == "Lò Thị Huệ"


@pytest.mark.parametrize(
    ("day", "refused"),
    [(date(2025, 6, 30), False), (date(2025, 7, 1), True), (date(2026, 1, 1), True)],
)
def test_a_closed_category_takes_nobody_from_its_day(coordinator, newspaper, day, refused):
    closed = make.category(
        "district", "Báo cáo viên cấp huyện", "legal", closed_from=date(2025, 7, 1)
    )
    trainee = make.trainee("Lò Thị Hoa", newspaper, categories=[])

    if refused:
        with pytest.raises(Refused, match="không nhận người mới từ ngày 01/07/2025"):
            recognitions.recognise(trainee, category=closed, valid_from=day, by=coordinator)
    else:
        recognitions.recognise(trainee, category=closed, valid_from=day, by=coordinator)

    assert trainee.recognitions.count() == (0 if refused else 1)


def test_a_category_is_held_once_at_a_time(coordinator, newspaper):
    trainee = make.trainee("Lò Thị Hoa", newspaper)
    held = trainee.recognitions.get()

    with pytest.raises(Refused, match="đang thuộc đối tượng này"):
        recognitions.recognise(
            trainee, category=held.category, valid_from=date(2026, 1, 1), by=coordinator
        )
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        recognitions.end(held, on=date(2019, 1, 1), by=coordinator)
    recognitions.end(
        held, on=date(2025, 12, 31), end_decision="12/QĐ", end_reason="Nghỉ hưu", by=coordinator
    )
    with pytest.raises(Refused, match="đã được ghi kết thúc"):
        recognitions.end(held, on=date(2026, 1, 1), by=coordinator)
    recognitions.recognise(
        trainee,
        category=held.category,
        valid_from=date(2026, 1, 1),
        decision_number="1/QĐ",
        by=coordinator,
    )

    rows = Recognition.objects.filter(trainee=trainee).values_list(
        "valid_to", "end_decision", "decision_number"
    )
    assert list(rows) == [(date(2025, 12, 31), "12/QĐ", ""), (None, "", "1/QĐ")]
    assert [verb for verb, _reason in verbs(trainee)] == ["end_recognition", "recognise"]


def test_an_agency_that_ended_since_it_was_chosen_takes_nobody(coordinator, newspaper):
    Organisation.objects.filter(pk=newspaper.pk).update(valid_to=date(2025, 6, 30))

    with pytest.raises(Refused, match=r"Báo Lai Châu đã kết thúc hoạt động\. Lập hồ sơ"):
        people.add(organisation=newspaper, full_name="Lò Thị Hoa", by=coordinator, **BIRTH)

    assert Trainee.objects.count() == 0
