"""Two administrators at once: one merge, one answer, never an error."""

import pytest

from common.models import StateChange
from tests import make
from tests.at_once import at_once
from trainees.actions import duplicates, merges
from trainees.models import DuplicatePair, Merge, Trainee

pytestmark = pytest.mark.django_db(transaction=True)

CLERKS = 8


def outcome(results):
    return [result.split(":")[0] for result in results]


def record(pk):
    return Trainee.objects.get(pk=pk)


def twins():
    return [make.trainee("Lò Thị Hoa", birth_month=2, birth_day=5) for _ in range(2)]


def test_the_same_two_records_merged_both_ways_at_once_are_merged_once():
    first, second = twins()
    by = make.user(role="administrator")
    duplicates.find_for([first.pk])

    results = at_once(
        [
            lambda a=a, b=b: merges.merge(record(a), record(b), by=by, reason="Một người")
            for a, b in [(first.pk, second.pk), (second.pk, first.pk)] * (CLERKS // 2)
        ]
    )

    assert outcome(results) == ["done"] + ["refused"] * (CLERKS - 1)
    assert Merge.objects.count() == 1
    assert Trainee.objects.filter(merged_into__isnull=False).count() == 1
    assert DuplicatePair.objects.get().state == "merged"
    assert StateChange.objects.filter(verb="merge_pair").count() == 1


def test_a_ring_of_merges_at_once_leaves_no_chain():
    people = [make.trainee(f"Người Thứ {letter}").pk for letter in "ABC"]
    by = make.user(role="administrator")
    ring = list(zip(people, [*people[1:], people[0]], strict=True)) * 2

    results = at_once(
        [
            lambda a=a, b=b: merges.merge(record(b), record(a), by=by, reason="Một người")
            for a, b in ring
        ]
    )

    pointed = Trainee.objects.filter(merged_into__isnull=False)
    assert not [one for one in outcome(results) if one == "error"]
    assert pointed.filter(merged_into__merged_into__isnull=False).count() == 0
    assert pointed.count() == Merge.objects.count() == outcome(results).count("done") >= 1


def test_a_merge_taken_apart_by_many_at_once_is_taken_apart_once():
    first, second = twins()
    by = make.user(role="administrator")
    made = merges.merge(first, second, by=by, reason="Một người")

    results = at_once(
        [lambda: merges.unmerge(Merge.objects.get(pk=made.pk), by=by) for _ in range(CLERKS)]
    )

    assert outcome(results) == ["done"] + ["refused"] * (CLERKS - 1)
    assert Trainee.objects.filter(merged_into__isnull=False).count() == 0


def test_two_searches_at_once_find_each_pair_once():
    for _ in range(3):
        twins()
    by = make.user(role="administrator")
    provinces = by.scope.province_ids("administrator")

    results = at_once([lambda: duplicates.find(provinces) for _ in range(4)])

    assert outcome(results) == ["done"] * 4
    assert DuplicatePair.objects.count() == 15
    assert StateChange.objects.filter(verb="create").count() == 15
