"""Marking of a frozen paper: values in, values out, the same marks every time.

A paper is JSON: ``{"version": 1, "pass_percent": 50, "questions": [{"key", "kind": "single" | "multiple" |
"true_false", "text", "points": 1, "feedback", "choices": [{"key", "text", "is_correct", "feedback"}]}]}``.
Answers map a question's key to the list of chosen keys, for every kind of question.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, TypedDict

MULTIPLE = "multiple"
# What a learner may see of a paper before the end. Named, so that a new field of a question is hidden at first.
OPEN_QUESTION_FIELDS = ("key", "kind", "text", "points")
OPEN_CHOICE_FIELDS = ("key", "text")

Paper = Mapping[str, Any]
Question = Mapping[str, Any]
Answers = Mapping[str, list[str]]


class Result(TypedDict):
    """Of one question: points earned, points to earn, and whether every choice was right."""

    points: float
    max: float
    is_correct: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """``percent`` 0-100 with two decimals; ``results`` by the question's key, ready for JSON."""

    percent: Decimal
    results: dict[str, Result]


def mark(paper: Paper, answers: Answers) -> Marks:
    """Mark ``answers``. A question that is not answered, or that has no right choice, earns nothing.

    Single and true/false: all or nothing. Multiple: the share of the right choices found minus the share of the
    wrong ones taken, never below nought, as Moodle does; ticking everything earns nothing.
    """
    results: dict[str, Result] = {}
    earned = possible = Fraction(0)
    for question in paper["questions"]:
        points = _points(question)
        share = _share(question, set(answers.get(question["key"], ())))
        earned, possible = earned + points * share, possible + points
        results[question["key"]] = Result(
            points=round(float(points * share), 4), max=float(points), is_correct=share == 1
        )
    return Marks(_percent(earned, possible), results)


def is_pass(paper: Paper, percent: Decimal) -> bool:
    """The frozen pass mark decides, whatever the activity asks for today."""
    return percent >= Decimal(str(paper["pass_percent"]))


def out_of_ten(percent: Decimal | float | str) -> str:
    """A mark as offices write it: 85 is 8,5 and 33.33 is 3,33."""
    return f"{Decimal(str(percent)) / 10:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def for_learner(paper: Paper) -> dict[str, Any]:
    """The paper without anything that tells an answer."""
    return {
        "version": paper["version"],
        "questions": [
            {
                **_only(OPEN_QUESTION_FIELDS, question),
                "choices": [_only(OPEN_CHOICE_FIELDS, choice) for choice in question["choices"]],
            }
            for question in paper["questions"]
        ],
    }


def clean_answers(
    paper: Paper, raw: Mapping[str, str | Iterable[str] | None]
) -> dict[str, list[str]]:
    """What of ``raw`` belongs to the paper, choices in the paper's order.

    Unknown questions and choices are dropped. A question that came with nothing stays as an empty list: its
    answer was taken back. Where only one may be chosen, the first stays.
    """
    clean = {}
    for question in paper["questions"]:
        if question["key"] not in raw:
            continue
        wanted = _as_list(raw[question["key"]])
        chosen = [choice["key"] for choice in question["choices"] if choice["key"] in wanted]
        clean[question["key"]] = chosen if question["kind"] == MULTIPLE else chosen[:1]
    return clean


def unanswered(paper: Paper, answers: Answers) -> list[int]:
    """The numbers, from 1, of the questions that have no answer."""
    questions = enumerate(paper["questions"], start=1)
    return [number for number, question in questions if not answers.get(question["key"])]


def review(paper: Paper, answers: Answers, results: Mapping[str, Result]) -> list[dict[str, Any]]:
    """The paper after the end: each question with its result, each choice with ``is_chosen``."""
    return [
        {
            **question,
            **results[question["key"]],
            "choices": [
                {**choice, "is_chosen": choice["key"] in answers.get(question["key"], ())}
                for choice in question["choices"]
            ],
        }
        for question in paper["questions"]
    ]


def _share(question: Question, chosen: set[str]) -> Fraction:
    right = {choice["key"] for choice in question["choices"] if choice["is_correct"]}
    wrong = {choice["key"] for choice in question["choices"]} - right
    if not right or not chosen:
        return Fraction(0)
    if question["kind"] != MULTIPLE:
        return Fraction(chosen == right)
    lost = Fraction(len(chosen & wrong), len(wrong)) if wrong else Fraction(0)
    return max(Fraction(0), Fraction(len(chosen & right), len(right)) - lost)


def _points(question: Question) -> Fraction:
    """One point unless the paper says otherwise; through text, so that 0.1 stays a tenth."""
    return Fraction(str(question.get("points", 1)))


def _percent(earned: Fraction, possible: Fraction) -> Decimal:
    if not possible:
        return Decimal("0.00")
    exact = earned * 100 / possible
    ratio = Decimal(exact.numerator) / Decimal(exact.denominator)
    return ratio.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _only(fields: tuple[str, ...], row: Mapping[str, Any]) -> dict[str, Any]:
    return {field: row[field] for field in fields if field in row}


def _as_list(value: str | Iterable[str] | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else [str(one) for one in value]
