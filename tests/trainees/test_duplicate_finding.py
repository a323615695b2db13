"""The search fills the queue of pairs and empties it of what holds no longer; what a person said stays."""

import pytest

from common.models import StateChange
from common.refusals import Refused
from organisations.models import UnitSuccession
from tests import make
from tests.trainees.duplicate_records import merge, people, queue, twins
from trainees.actions import duplicates, merges
from trainees.models import DuplicatePair, IdNumber, Trainee

pytestmark = pytest.mark.django_db


def find(administrator):
    return duplicates.find(administrator.scope.province_ids("administrator"))


def test_the_search_puts_pairs_into_the_queue_once(administrator):
    first, second = twins()

    found = [find(administrator).new for _ in range(2)]

    assert found == [1, 0]
    assert queue() == [(first.pk, second.pk, "open")]
    pair = DuplicatePair.objects.get()
    assert pair.signs == ["birth_date", "same_name", "agency"]
    assert StateChange.objects.of(pair).get().verb == "create"


def test_the_search_stays_in_its_province(administrator, other_justice):
    twins(other_justice)
    twins(make.organisation())

    find(administrator)

    assert DuplicatePair.objects.visible_to(administrator).count() == 1 == len(queue())


def test_a_pair_that_holds_no_longer_lapses_and_comes_back(administrator):
    first, second = twins()
    find(administrator)
    Trainee.objects.filter(pk=second.pk).update(birth_day=6)
    lapsed = find(administrator).lapsed, queue()
    Trainee.objects.filter(pk=second.pk).update(birth_day=5)

    assert lapsed == (1, [(first.pk, second.pk, "lapsed")])
    assert find(administrator).new == 1
    assert queue() == [(first.pk, second.pk, "open")]


def test_what_was_told_apart_comes_back_only_with_an_equal_number(administrator):
    first, second = twins()
    find(administrator)
    pair = DuplicatePair.objects.get()
    duplicates.tell_apart(pair, by=administrator, reason="Hai người, đã gặp")

    assert find(administrator).new == 0
    for one in (first, second):
        IdNumber.objects.create(trainee=one, sealed="-", index="như nhau")
    assert find(administrator).new == 1
    assert queue() == [(first.pk, second.pk, "open")]
    assert "id_number" in DuplicatePair.objects.get().signs


def test_a_decision_needs_a_reason(administrator):
    twins()
    find(administrator)
    pair = DuplicatePair.objects.get()

    with pytest.raises(Refused, match="Nêu căn cứ"):
        duplicates.tell_apart(pair, by=administrator, reason=" ")

    assert DuplicatePair.objects.get().state == "open"


def test_an_officers_proposal_stays_whatever_the_search_finds(administrator, officer):
    first, second = people(2)
    pair = duplicates.propose(first, second, by=officer, reason="Cơ quan báo")

    find(administrator)

    pair.refresh_from_db()
    assert (pair.state, pair.signs) == ("open", ["proposed"])
    assert StateChange.objects.of(pair).get().by == officer
    with pytest.raises(Refused, match="đã ở trong danh sách"):
        duplicates.propose(second, first, by=officer, reason="Lần nữa")


@pytest.mark.parametrize(
    ("case", "words"), [("itself", "cùng một"), ("merged", "đã được gộp"), ("blank", "Nêu căn cứ")]
)
def test_a_proposal_is_refused(administrator, officer, case, words):
    first, second, third = people(3)
    merge(first, third, administrator)
    third.refresh_from_db()
    other = {"itself": first, "merged": third, "blank": second}[case]

    with pytest.raises(Refused, match=words):
        duplicates.propose(first, other, by=officer, reason="" if case == "blank" else "báo")

    assert queue() == []


def test_a_merge_answers_the_pair_and_an_undone_one_asks_again(administrator):
    first, second = twins()
    find(administrator)

    made = merge(first, second, administrator)
    merged = queue()
    merges.unmerge(made, by=administrator)

    assert merged == [(first.pk, second.pk, "merged")]
    assert queue() == [(first.pk, second.pk, "open")]


def test_a_merged_records_pairs_are_asked_of_the_person_in_use(administrator):
    first, second = twins()
    third = make.trainee("Lò Thị Hoa", birth_month=2, birth_day=5)
    kept = make.trainee("Lường Thị Mai")
    find(administrator)

    made = merge(kept, third, administrator)
    asked = {(a, b) for a, b, state in queue() if state == "open"}
    merges.unmerge(made, by=administrator)
    back = {(a, b) for a, b, state in queue() if state == "open"}

    assert asked == {(first.pk, second.pk), (first.pk, kept.pk), (second.pk, kept.pk)}
    assert back == {(first.pk, second.pk), (first.pk, third.pk), (second.pk, third.pk)}


@pytest.mark.parametrize("strangers", [0, 12])
def test_a_few_people_are_looked_up_cheaply(strangers, django_assert_max_num_queries, justice):
    for number in range(strangers):
        make.trainee(f"Vàng Văn Tên{number}", birth_year=1950 + number)
    first, second = twins()

    with django_assert_max_num_queries(24):
        found = duplicates.find_for([second.pk])

    assert found.new == 1
    assert queue() == [(first.pk, second.pk, "open")]


def test_a_few_people_and_everybody_find_the_same(administrator, radio):
    twins()
    make.trainee("Lo Thi Hoa", radio, birth_year=1985, birth_month=2, birth_day=5)
    make.trainee("Đỗ Quý", phone="0912345678", birth_year=1970)
    make.trainee("Ðỗ Quí", phone="84912345678", birth_year=1971)
    make.trainee("Đỗ Quý", radio, phone="+84 912.345-678", birth_year=1972)
    duplicates.find_for(Trainee.objects.values_list("pk", flat=True))
    few = queue()
    DuplicatePair.objects.all().delete()

    find(administrator)

    assert [row[:2] for row in few] == [row[:2] for row in queue()]
    assert len(few) == 6


@pytest.mark.parametrize(
    "phone",
    ["0912 345 678", "0912.345.678", "+84 912-345-678", "84(912)345678", "0912\u00a0345678"],
)
@pytest.mark.parametrize("asked", [0, 1])
def test_a_phone_is_one_number_however_it_is_typed(radio, phone, asked):
    both = [
        make.trainee("Đỗ Quý", phone="0912345678", birth_year=1970),
        make.trainee("Ðỗ Quí", radio, phone=phone, birth_year=1971),
    ]

    duplicates.find_for([both[asked].pk])

    assert queue() == [(both[0].pk, both[1].pk, "open")]


def test_every_province_is_searched_each_night(administrator, other_justice):
    twins(other_justice)
    twins()

    assert duplicates.find_everywhere() == 2
    assert duplicates.find_everywhere() == 0


def test_a_pair_that_reaches_into_the_province_that_took_over_stays_open():
    old, new = make.province("Tỉnh Cũ", "99"), make.province()
    UnitSuccession.objects.create(predecessor=old, successor=new, relation="whole")
    before, after = (
        make.trainee("Lò Thị Hoa", make.organisation(unit=unit), birth_month=2, birth_day=5)
        for unit in (old, new)
    )
    duplicates.find_for([after.pk])

    found = duplicates.find_for([before.pk])

    assert (found.new, found.lapsed) == (0, 0)
    assert queue() == [(before.pk, after.pk, "open")]
