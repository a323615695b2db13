"""A learner who presses many times at once has done it once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from common.models import StateChange
from courses.models import ActivityCompletion, Attempt
from tests.courses.learning_desk import RIGHT, WRONG, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(learner):
    return Desk(learner)


def in_parallel(times, work):
    def alone(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(alone, range(times)))


@pytest.mark.django_db(transaction=True)
def test_twenty_starts_at_once_make_one_attempt(desk):
    tokens = in_parallel(20, lambda _n: desk.start().token)

    assert len(set(tokens)) == 1
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_submissions_at_once_give_one_result(desk):
    attempt = desk.start()
    papers = [RIGHT, WRONG]

    marks = in_parallel(10, lambda n: desk.submit(attempt, papers[n % 2]).mark_percent)

    attempt.refresh_from_db()
    assert set(marks) == {attempt.mark_percent}
    assert StateChange.objects.of(attempt).count() == 3
    assert ActivityCompletion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_lesson_done_at_once_is_one_row(learner):
    desk = Desk(learner, lessons=1)

    rows = in_parallel(10, lambda _n: desk.learn(0).pk)

    assert len(set(rows)) == 1
