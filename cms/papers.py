"""Drawing a paper: the frozen copy of the questions that one attempt is asked, in the shape of courses/marking.py."""

import random
from typing import Any

from cms.models import Question, QuestionKind, QuizPage

KEYS = "abcdefghijklmnopqrstuvwxyz"


def draw(quiz_page: QuizPage, *, seed: int) -> dict[str, Any]:
    """The paper of ``quiz_page`` for ``seed``: the same seed and content give the same paper.

    Only published questions are asked. Keys follow the order in which things are shown, so that they tell nothing.
    """
    chance = random.Random(seed)  # noqa: S311 -- a reproducible draw, not a secret
    questions = _published(quiz_page)
    if quiz_page.draw_count:
        drawn = chance.sample(range(len(questions)), min(quiz_page.draw_count, len(questions)))
        questions = [questions[index] for index in sorted(drawn)]
    if quiz_page.shuffle:
        chance.shuffle(questions)
    return {
        "version": 1,
        "pass_percent": float(quiz_page.pass_percent),
        "questions": [
            _asked(question, f"q{number}", chance if quiz_page.shuffle else None)
            for number, question in enumerate(questions, start=1)
        ],
    }


def _published(quiz_page: QuizPage) -> list[Question]:
    """In the order of the page. Two queries, however many questions there are."""
    order = [use.question_id for use in quiz_page.questions.all()]
    found = Question.objects.filter(pk__in=order, live=True).prefetch_related("choices")
    by_pk = {question.pk: question for question in found}
    return [by_pk[pk] for pk in order if pk in by_pk]


def _asked(question: Question, key: str, chance: random.Random | None) -> dict[str, Any]:
    choices = list(question.choices.all())
    # "Đúng" stays before "Sai": turned round, readers tick the wrong one by habit.
    if chance and question.kind != QuestionKind.TRUE_FALSE:
        chance.shuffle(choices)
    return {
        "key": key,
        "kind": question.kind,
        "text": question.text,
        "choices": [
            {
                "key": KEYS[index],
                "text": choice.text,
                "is_correct": choice.is_correct,
                "feedback": choice.feedback,
            }
            for index, choice in enumerate(choices)
        ],
        "feedback": question.feedback,
        "points": 1,
    }
