"""Which two records a person should look at. Labelled pairs: what is true, and what the rule answers."""

import time
import unicodedata
from random import Random

import pytest

from trainees import duplicates
from trainees.duplicates import Record, compare, matches

LAI_CHAU, RADIO = 1, 2
SAME, DIFFERENT = "same person", "different people"
ASK, LEAVE = "ask", "leave"


def record(pk=1, name="Lò Thị Hoa", birth="", agency=LAI_CHAU, phone="", id_index=""):
    """``birth`` as it is written: 5/2/1990, 2/1990, 1990 or nothing."""
    parts = [int(part) for part in reversed(birth.split("/"))] if birth else []
    year, month, day = [*parts, None, None, None][:3]
    return Record(pk, pk, name, (year, month, day), agency, phone, id_index)


HOA = {"name": "Lò Thị Hoa", "birth": "5/2/1990"}

# (what is true, what the rule answers, one record, the other). The truth is the office's; the rule only asks.
LABELLED = [
    (SAME, ASK, HOA, {**HOA}),
    (SAME, ASK, HOA, {**HOA, "agency": RADIO}),
    (SAME, ASK, HOA, {**HOA, "name": "LÒ THỊ HOA", "agency": RADIO}),
    (SAME, ASK, HOA, {**HOA, "name": "Lo Thi Hoa", "agency": RADIO}),
    (SAME, ASK, HOA, {**HOA, "name": unicodedata.normalize("NFD", "Lò Thị Hoa")}),
    (SAME, ASK, HOA, {**HOA, "name": "Lò\u00a0Thị\u200b  Hoa"}),
    (SAME, ASK, {"name": "Nguyễn Văn Hòa", "birth": "1985"}, {"name": "Nguyễn Văn Hoà", "birth": "1985"}),
    (SAME, ASK, {"name": "Trần Thị Thúy", "birth": "1/3/1979"}, {"name": "Trần Thị Thuý", "birth": "1979"}),
    (SAME, ASK, {"name": "Đỗ Quý", "birth": "1970"}, {"name": "Ðỗ Quí", "birth": "1970"}),
    (SAME, ASK, {"name": "Hoàng Đức", "birth": "9/9/1980"}, {"name": "Hoàng \u0189ức", "birth": "9/9/1980"}),
    (SAME, ASK, {"name": "K’Brếp", "birth": "1988"}, {"name": "K'Brếp", "birth": "1988"}),
    (SAME, ASK, {"name": "Niê Y-Bhăm", "birth": "1988"}, {"name": "Niê Y Bhăm", "birth": "1988"}),
    (SAME, ASK, HOA, {"name": "Lò Thị Hoa", "birth": "1990"}),
    (SAME, ASK, HOA, {"name": "Lò Thị Hoa", "birth": "2/1990"}),
    (SAME, ASK, HOA, {"name": "Lò Thị Hoa", "birth": ""}),
    (SAME, ASK, HOA, {"name": "Lò Thị Hoa", "birth": "2/5/1990", "agency": RADIO}),
    (SAME, ASK, {**HOA, "id_index": "x"}, {"name": "Lò Thị Hoa", "birth": "1991", "agency": RADIO, "id_index": "x"}),
    (SAME, ASK, {**HOA, "id_index": "x"}, {"name": "Lương Mai", "birth": "1971", "agency": RADIO, "id_index": "x"}),
    (SAME, ASK, {**HOA, "phone": "0912345678"}, {"name": "Lò Thị Hoa", "agency": RADIO, "phone": "84 912 345 678"}),
    (SAME, ASK, {**HOA, "phone": "0912345678"}, {"name": "Lo T. Hoa", "birth": "", "phone": "0912.345.678"}),
    # True, and out of the rule's sight: nothing but the name speaks for them.
    (SAME, LEAVE, {"name": "Lò Thị Hoa", "birth": "1990"}, {"name": "Lò Thị Hoa", "birth": "1990", "agency": RADIO}),
    (SAME, LEAVE, HOA, {"name": "Lường Thị Hoa", "birth": "5/2/1990"}),
    # Different people, and worth a look: only a person can know.
    (DIFFERENT, ASK, HOA, {**HOA, "id_index": "y", "agency": RADIO}),
    (DIFFERENT, ASK, {"name": "Hùng", "birth": "1/1/1980"}, {"name": "Hưng", "birth": "1/1/1980"}),
    (DIFFERENT, ASK, {"name": "Vàng A Dơ", "phone": "0203876543"}, {"name": "Sùng A Dơ", "phone": "0203876543"}),
    # Different people, and left alone.
    (DIFFERENT, LEAVE, HOA, {"name": "Lò Thị Hoa", "birth": "6/2/1990"}),
    (DIFFERENT, LEAVE, HOA, {"name": "Lò Thị Hoa", "birth": "5/2/1991"}),
    (DIFFERENT, LEAVE, HOA, {"name": "Lò Thị Hoa", "birth": "3/1990", "agency": RADIO}),
    (DIFFERENT, LEAVE, {"name": "Lò Thị Hoa"}, {"name": "Lò Thị Hoa", "agency": RADIO}),
    (DIFFERENT, LEAVE, {"name": "Lò Thị Hoa", "birth": "3/1990"}, {"name": "Lò Thị Hoa", "birth": "4/1990"}),
    (DIFFERENT, LEAVE, {"name": "Hùng", "birth": ""}, {"name": "Hưng", "birth": ""}),
    (DIFFERENT, LEAVE, {"name": "Trần Đông", "birth": ""}, {"name": "Trần Dông", "birth": "1980"}),
    (DIFFERENT, LEAVE, HOA, {"name": "Lò Thị Mai", "birth": "5/2/1990"}),
    (DIFFERENT, LEAVE, {**HOA, "phone": "0203876543"}, {"name": "Vàng A Dơ", "phone": "0203876543"}),
    (DIFFERENT, LEAVE, {**HOA, "phone": "113"}, {"name": "Vàng Thị Hoa", "phone": "113"}),
    (DIFFERENT, LEAVE, {**HOA, "id_index": ""}, {"name": "Vàng A Dơ", "birth": "5/2/1990", "id_index": ""}),
    (DIFFERENT, LEAVE, {"name": "Hoa", "birth": "1990"}, {"name": "Lò Thị Hoa", "birth": "1990"}),
]  # fmt: skip


@pytest.mark.parametrize(("truth", "answer", "one", "other"), LABELLED)
def test_the_rule_answers_each_labelled_pair(truth, answer, one, other):
    first, second = record(1, **one), record(2, **other)

    asked = matches([first, second])

    assert (ASK if asked else LEAVE) == answer
    assert bool(compare(first, second)) == bool(compare(second, first)) == (answer == ASK)


def test_labelled_pairs_are_enough_and_of_both_kinds():
    kinds = [(truth, answer) for truth, answer, _one, _other in LABELLED]

    assert len(kinds) >= 30
    assert {*kinds} == {(SAME, ASK), (SAME, LEAVE), (DIFFERENT, ASK), (DIFFERENT, LEAVE)}


def test_nothing_is_merged_by_the_rule_whatever_it_finds():
    found = matches(record(n, **one) for n, (_t, _a, one, _o) in enumerate(LABELLED, start=1))

    assert all(isinstance(match, duplicates.Match) for match in found.values())
    assert not [name for name in vars(duplicates) if "merge" in name]


def test_signs_come_by_weight_with_their_words():
    match = matches([record(1, **HOA), record(2, **HOA)])[1, 2]

    assert match.signs == ("birth_date", "same_name", "agency")
    assert match.score == 90
    assert duplicates.in_words(match.signs) == [
        "Cùng ngày sinh",
        "Cùng họ tên",
        "Cùng cơ quan hoặc cơ quan kế thừa",
    ]


def test_every_sign_has_its_words_and_its_weight():
    assert set(duplicates.LABELS) == set(duplicates.WEIGHTS)


def test_an_equal_number_stands_above_all_other_signs_but_together():
    number = matches([record(1, id_index="x"), record(2, "Vàng A Dơ", agency=9, id_index="x")])

    assert number[1, 2].score > duplicates.score_of(["birth_date", "same_name", "agency"])


def test_an_agency_and_what_it_followed_are_one():
    lineage = duplicates.lineages([(10, 20), (11, 20), (20, 30), (40, 50)])

    assert lineage[10] == lineage[11] == lineage[20] == lineage[30] != lineage[40]
    assert lineage[40] == lineage[50]


def test_a_merged_record_speaks_for_its_person():
    kept = record(1, "Lò Thị Hoa", "1990")
    merged = Record(2, 1, "Lò Hoa", (1990, 2, 5), RADIO)
    third = record(3, "Lò Hoa", "5/2/1990")

    assert list(matches([kept, merged, third])) == [(1, 3)]


def test_records_of_one_person_are_not_held_against_each_other():
    assert matches([record(1, **HOA), Record(2, 1, "Lò Thị Hoa", (1990, 2, 5), LAI_CHAU)]) == {}


@pytest.mark.parametrize(
    ("then", "number", "asked"),
    [(["same_name"], "", False), (["same_name"], "x", True), (["id_number"], "x", False)],
)
def test_a_pair_told_apart_comes_back_only_with_a_new_equal_number(then, number, asked):
    people = [record(1, **HOA, id_index=number), record(2, **HOA, id_index=number)]

    assert bool(matches(people, {(1, 2): then})) == asked


def test_what_a_merged_record_was_told_apart_from_stays_apart():
    merged = Record(2, 1, "Lò Hoa", (1990, 2, 5), RADIO)
    people = [record(1, "Lò Thị Hoa", "1990"), merged, record(3, "Lò Hoa", "5/2/1990")]

    assert matches(people, {(2, 3): ["birth_date", "same_name"]}) == {}


def test_a_key_shared_by_a_crowd_is_shown_and_does_not_drown_the_queue():
    crowd = [record(n, f"Người {n}", id_index="one number for all") for n in range(1, 201)]

    assert len(matches(crowd)) == 199


def test_ten_thousand_people_cost_seconds():
    chance = Random(3)
    families, middles, givens = ["Lò", "Vàng", "Giàng", "Nguyễn"], ["Thị", "Văn", "A"], range(60)
    people = [
        record(
            n,
            f"{chance.choice(families)} {chance.choice(middles)} Tên{chance.choice(givens)}",
            f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{chance.randint(1960, 2000)}",
            chance.randint(1, 400),
        )
        for n in range(10_000)
    ]

    started = time.process_time()
    found = matches(people)

    assert time.process_time() - started < 5
    assert len(found) < 1000
