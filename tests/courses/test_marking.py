"""Marking is pure: the same paper and answers give the same marks for ever."""

import json
from decimal import Decimal

import pytest

from courses import marking


def question(key="q1", kind="single", right=("a",), choices="abcd", **with_):
    return {
        "key": key,
        "kind": kind,
        "text": f"Câu {key}",
        "feedback": f"Giải thích {key}",
        "choices": [
            {"key": c, "text": f"Ý {c}", "is_correct": c in right, "feedback": f"Vì {c}"}
            for c in choices
        ],
        **with_,
    }


def paper(*questions):
    return {"version": 1, "pass_percent": 50, "questions": list(questions)}


@pytest.mark.parametrize(
    ("chosen", "percent"),
    [(["a"], "100.00"), (["b"], "0.00"), ([], "0.00"), (["a", "b"], "0.00")],
)
def test_a_single_choice_is_all_or_nothing(chosen, percent):
    marks = marking.mark(paper(question()), {"q1": chosen})

    assert marks.percent == Decimal(percent)


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        (["a", "b"], 1.0),
        (["a"], 0.5),
        (["a", "c"], 0.0),
        (["a", "b", "c"], 0.5),
        (["a", "b", "c", "d"], 0.0),
        (["c", "d"], 0.0),
        ([], 0.0),
    ],
)
def test_multiple_choice_gives_the_right_share_minus_the_wrong_share(chosen, points):
    one = question(kind="multiple", right=("a", "b"))

    marks = marking.mark(paper(one), {"q1": chosen})

    assert marks.results["q1"] == {"points": points, "max": 1.0, "is_correct": points == 1.0}


def test_where_every_choice_is_right_none_can_be_wrong():
    one = question(kind="multiple", right=("a", "b", "c"), choices="abc")

    assert marking.mark(paper(one), {"q1": ["a"]}).percent == Decimal("33.33")


def test_questions_weigh_by_their_points():
    two = paper(question("q1", points=3), question("q2", points=1))

    assert marking.mark(two, {"q1": ["a"], "q2": ["b"]}).percent == Decimal("75.00")


def test_a_half_hundredth_is_rounded_up():
    many = paper(*[question(f"q{n}") for n in range(800)])

    assert marking.mark(many, {"q1": ["a"]}).percent == Decimal("0.13")


def test_an_empty_paper_earns_nothing():
    assert marking.mark(paper(), {}) == marking.Marks(Decimal("0.00"), {})


def test_a_question_without_a_right_choice_earns_nothing():
    broken = paper(question(right=()))

    assert marking.mark(broken, {"q1": []}).percent == Decimal("0.00")


def test_results_survive_json():
    marks = marking.mark(paper(question()), {"q1": ["a"]})

    assert json.loads(json.dumps(marks.results)) == marks.results


def test_the_learners_paper_tells_no_answer():
    shown = marking.for_learner(paper(question(hint="bí mật")))

    assert shown == {
        "version": 1,
        "questions": [
            {
                "key": "q1",
                "kind": "single",
                "text": "Câu q1",
                "choices": [{"key": c, "text": f"Ý {c}"} for c in "abcd"],
            }
        ],
    }


def test_cleaning_drops_what_is_not_in_the_paper():
    two = paper(question("q1"), question("q2", kind="multiple"), question("q3"))
    raw = {"q1": ["z", "b", "a"], "q2": ["d", "a", "a"], "q9": ["a"]}

    assert marking.clean_answers(two, raw) == {"q1": ["a"], "q2": ["a", "d"]}


def test_cleaning_takes_text_lists_and_an_answer_taken_back():
    three = paper(question("q1"), question("q2"), question("q3"))
    raw = {"q1": "b", "q2": [], "q3": None}

    assert marking.clean_answers(three, raw) == {"q1": ["b"], "q2": [], "q3": []}


def test_unanswered_questions_are_told_by_number():
    three = paper(question("q1"), question("q2"), question("q3"))

    assert marking.unanswered(three, {"q1": [], "q2": ["a"]}) == [1, 3]


def test_the_pass_mark_is_the_papers_own():
    strict = {**paper(question()), "pass_percent": 60.5}

    assert marking.is_pass(strict, Decimal("60.50")) is True
    assert marking.is_pass(strict, Decimal("60.49")) is False


def test_the_review_shows_what_was_chosen_and_what_was_right():
    one = paper(question(right=("b",), choices="ab"))
    answers = {"q1": ["a"]}

    shown = marking.review(one, answers, marking.mark(one, answers).results)

    assert shown == [
        {
            "key": "q1",
            "kind": "single",
            "text": "Câu q1",
            "feedback": "Giải thích q1",
            "points": 0.0,
            "max": 1.0,
            "is_correct": False,
            "choices": [
                {
                    "key": "a",
                    "text": "Ý a",
                    "is_correct": False,
                    "feedback": "Vì a",
                    "is_chosen": True,
                },
                {
                    "key": "b",
                    "text": "Ý b",
                    "is_correct": True,
                    "feedback": "Vì b",
                    "is_chosen": False,
                },
            ],
        }
    ]


@pytest.mark.parametrize(
    ("percent", "mark"),
    [(Decimal("85.00"), "8,5"), (Decimal("33.33"), "3,33"), (100, "10"), (0, "0"), ("60", "6")],
)
def test_a_mark_is_written_out_of_ten(percent, mark):
    assert marking.out_of_ten(percent) == mark
