"""Drawing a paper: frozen, deterministic, and only from published questions."""

import json

import pytest

from cms.papers import draw
from courses import marking
from tests.cms import grow

pytestmark = pytest.mark.django_db


def texts(paper):
    return [question["text"] for question in paper["questions"]]


def test_a_paper_has_the_shape_that_marking_reads():
    page = grow.quiz_page(questions=1, pass_percent=60, shuffle=False)

    paper = draw(page, seed=1)

    assert paper == {
        "version": 1,
        "pass_percent": 60.0,
        "questions": [
            {
                "key": "q1",
                "kind": "single",
                "text": "Câu hỏi số 1?",
                "choices": [
                    {
                        "key": "a",
                        "text": "Cổng thông tin của tỉnh",
                        "is_correct": True,
                        "feedback": "Nhận xét: Cổng thông tin của tỉnh",
                    },
                    {
                        "key": "b",
                        "text": "Tin đồn",
                        "is_correct": False,
                        "feedback": "Nhận xét: Tin đồn",
                    },
                    {
                        "key": "c",
                        "text": "Ảnh cắt",
                        "is_correct": False,
                        "feedback": "Nhận xét: Ảnh cắt",
                    },
                ],
                "feedback": "Xem lại bài 1.",
                "points": 1,
            }
        ],
    }
    assert json.loads(json.dumps(paper)) == paper
    assert marking.mark(paper, {"q1": ["a"]}).percent == 100


def test_one_seed_gives_one_paper():
    page = grow.quiz_page(questions=8)

    assert draw(page, seed=7) == draw(page, seed=7)


def test_seeds_differ_in_order_but_not_in_content():
    page = grow.quiz_page(questions=8)

    papers = [draw(page, seed=seed) for seed in range(6)]

    assert len({tuple(texts(paper)) for paper in papers}) > 1
    assert {tuple(sorted(texts(paper))) for paper in papers} == {tuple(sorted(texts(papers[0])))}


def test_as_many_questions_are_drawn_as_the_page_says():
    page = grow.quiz_page(questions=8, draw_count=3, shuffle=False)

    drawn = texts(draw(page, seed=1))

    assert len(drawn) == 3
    assert drawn == sorted(drawn)


def test_more_to_draw_than_there_are_draws_all():
    page = grow.quiz_page(questions=2, draw_count=5)

    assert len(draw(page, seed=1)["questions"]) == 2


def test_a_draft_question_is_not_asked():
    page = grow.quiz_page(questions=2, shuffle=False)
    page.questions.first().question.unpublish()

    assert texts(draw(page, seed=1)) == ["Câu hỏi số 2?"]


def test_true_stays_before_false():
    page = grow.quiz_page(questions=0)
    page.questions.create(
        question=grow.question(
            "Tin đã chia sẻ nhiều là tin đúng.",
            kind="true_false",
            choices=[("Đúng", False), ("Sai", True)],
        )
    )
    grow.publish(page)

    shown = {
        tuple(choice["text"] for choice in draw(page, seed=seed)["questions"][0]["choices"])
        for seed in range(12)
    }

    assert shown == {("Đúng", "Sai")}


@pytest.mark.parametrize("questions", [1, 6])
def test_drawing_costs_three_queries(questions, django_assert_num_queries):
    page = type(grow.quiz_page(questions=questions)).objects.get()

    with django_assert_num_queries(3):
        draw(page, seed=1)
