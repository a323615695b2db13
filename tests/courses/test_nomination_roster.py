"""People of a roster are found or made, never doubled."""

from datetime import date, timedelta

import pytest

from organisations.models import OrganisationSuccession
from tests import make
from trainees.actions.rosters import Entry, commit
from trainees.models import Recognition, Trainee
from trainees.roster_cells import Birth

pytestmark = pytest.mark.django_db

BORN = Birth(1985, 2, 5)


def entry(name="Lò Thị Mới", birth=BORN, **with_):
    return Entry(name, birth, **with_)


def test_the_same_roster_twice_changes_nothing(coordinator, newspaper):
    rows = [entry(category_id=make.category().pk), entry("Vàng A Sùng", None)]

    first = commit(rows, newspaper, by=coordinator)
    second = commit(rows, newspaper, by=coordinator)

    assert first == second
    assert [Trainee.objects.count(), Recognition.objects.count()] == [2, 1]


def test_one_person_twice_in_a_roster_is_one_person(coordinator, newspaper):
    category = make.category()
    rows = [entry(category_id=category.pk), entry("LÒ THỊ MỚI", category_id=category.pk)]

    people = commit(rows, newspaper, by=coordinator)

    assert people[0] is people[1]
    assert [Trainee.objects.count(), Recognition.objects.count()] == [1, 1]


@pytest.mark.parametrize(
    "other",
    [
        entry("Lò Thị Mơi"),
        entry(birth=Birth(1985)),
        entry(birth=Birth(1985, 5, 2)),
        entry(birth=None),
    ],
)
def test_another_spelling_or_birth_is_another_person(coordinator, newspaper, other):
    commit([entry(), other], newspaper, by=coordinator)

    assert Trainee.objects.count() == 2


def test_the_same_name_in_another_agency_is_another_person(coordinator, newspaper, radio):
    for agency in (newspaper, radio):
        commit([entry()], agency, by=coordinator)

    assert sorted(Trainee.objects.values_list("organisation__name", flat=True)) == [
        "Báo Lai Châu",
        "Đài Phát thanh và Truyền hình Lai Châu",
    ]


def test_a_person_of_the_agency_that_was_taken_over_is_found(coordinator, newspaper):
    old = make.organisation("Báo Lai Châu cũ", kind="press")
    OrganisationSuccession.objects.create(predecessor=old, successor=newspaper, relation="whole")
    [person] = commit([entry()], old, by=coordinator)

    assert commit([entry()], newspaper, by=coordinator) == [person]


def test_a_merged_record_is_not_found(coordinator, newspaper):
    [kept, merged] = commit([entry("Lò Thị Giữ"), entry()], newspaper, by=coordinator)
    Trainee.objects.filter(pk=merged.pk).update(merged_into=kept)

    [found] = commit([entry()], newspaper, by=coordinator)

    assert found != merged


def test_a_record_keeps_what_it_says_and_gains_what_it_leaves_out(coordinator, newspaper):
    old = make.trainee("Lò Thị Mới", newspaper, birth_year=1985, position="Phóng viên")
    row = entry(position="Trưởng phòng", phone="+84912345678", trainee_id=old.pk)

    commit([row], newspaper, by=coordinator)

    old.refresh_from_db()
    assert [old.birth, old.position, old.phone] == ["05/02/1985", "Phóng viên", "+84912345678"]


def test_a_known_birth_is_not_overwritten(coordinator, newspaper):
    old = make.trainee("Lò Thị Mới", newspaper, birth_year=1960)

    commit([entry(trainee_id=old.pk)], newspaper, by=coordinator)

    old.refresh_from_db()
    assert old.birth == "1960"


@pytest.mark.parametrize(
    ("days", "count"),
    [({}, 1), ({"valid_to": -1}, 2), ({"valid_to": 9}, 1), ({"valid_from": 9}, 1)],
)
def test_a_recognition_is_added_where_none_holds(coordinator, newspaper, days, count):
    old = make.trainee("Lò Thị Mới", newspaper, birth_year=1985)
    today = date.today()
    old.recognitions.update(**{name: today + timedelta(days=n) for name, n in days.items()})

    commit([entry(trainee_id=old.pk, category_id=make.category().pk)], newspaper, by=coordinator)

    assert old.recognitions.count() == count


def test_a_new_recognition_says_from_when_by_whom_and_by_which_decision(coordinator, newspaper):
    at = make.moment(date(2026, 3, 2))

    commit(
        [entry(category_id=make.category().pk, decision_number="12/QĐ")],
        newspaper,
        by=coordinator,
        at=at,
    )

    made = Recognition.objects.get()
    assert [made.valid_from, made.recorded_by, made.decision_number] == [
        date(2026, 3, 2),
        coordinator,
        "12/QĐ",
    ]


def test_derived_columns_are_those_that_save_would_write(coordinator, newspaper):
    [made] = commit([entry("  Đỗ   Thị Ân ")], newspaper, by=coordinator)
    before = [made.full_name, made.sort_key, made.search_key]

    made.save()

    assert before == [made.full_name, made.sort_key, made.search_key]
    assert before[0] == "Đỗ Thị Ân"
