"""Lessons done and quizzes attempted: by the server's clock, once each, never downwards."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from common.models import StateChange
from common.refusals import Refused
from courses.actions import course_runs, learning
from courses.models import ActivityCompletion, Attempt
from courses.querysets.learning import outline_of, progress_of, start_of
from tests import make

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=make.HANOI)


def paper(questions=2, pass_percent=50):
    return {
        "version": 1,
        "pass_percent": pass_percent,
        "questions": [
            {
                "key": f"q{n}",
                "kind": "single",
                "text": f"Câu {n}",
                "feedback": "",
                "points": 1,
                "choices": [
                    {"key": "a", "text": "Đúng", "is_correct": True, "feedback": ""},
                    {"key": "b", "text": "Sai", "is_correct": False, "feedback": ""},
                ],
            }
            for n in range(1, questions + 1)
        ],
    }


RIGHT = {"q1": ["a"], "q2": ["a"]}
HALF = {"q1": ["a"], "q2": ["b"]}
WRONG = {"q1": ["b"], "q2": ["b"]}


class Desk:
    """A learner in a running class of one module: two lessons and a quiz, or only the quiz."""

    def __init__(self, account, *, lessons=0, state="running", **of_quiz):
        module = make.module(lessons=lessons)
        self.lessons = list(module.activities.filter(kind="lesson").in_order())
        self.quiz = module.activities.get(kind="quiz")
        for field, value in of_quiz.items():
            setattr(self.quiz, field, value)
        self.quiz.save()
        self.run = make.course_run("open", modules=[module], mark_percent=0)
        self.enrolment = make.enrolment(run=self.run, trainee_=account.trainee)
        self.by = account
        if state == "running":
            course_runs.start(self.run, by=account)

    def learn(self, number):
        return learning.mark_done(
            self.enrolment, self.lessons[number], content_version="7", by=self.by
        )

    def start(self, at=NOON, **with_):
        return learning.start_attempt(
            self.enrolment,
            self.quiz,
            paper=with_.pop("paper", paper()),
            content_version=with_.pop("content_version", "9"),
            by=self.by,
            at=at,
        )

    def submit(self, attempt, answers, at=NOON):
        return learning.submit_attempt(attempt, answers, by=self.by, at=at)

    @property
    def quiz_row(self):
        return ActivityCompletion.objects.get(enrolment=self.enrolment, activity=self.quiz)


@pytest.fixture
def desk(learner):
    return Desk(learner)


def test_a_lesson_done_is_recorded_with_what_was_read(learner):
    desk = Desk(learner, lessons=2)

    row = desk.learn(0)

    assert (row.state, row.content_version, row.mark_percent) == ("complete", "7", None)
    assert list(StateChange.objects.of(row).values_list("after", "by")) == [
        ("complete", learner.pk)
    ]


def test_a_lesson_done_twice_is_one_row(learner):
    desk = Desk(learner, lessons=2)

    first, second = desk.learn(0), desk.learn(0)

    assert first == second
    assert StateChange.objects.of(first).count() == 1


def test_a_later_lesson_waits_for_the_earlier_one(learner):
    desk = Desk(learner, lessons=2)

    with pytest.raises(Refused, match="Hoàn thành “Bài 1” trước"):
        desk.learn(1)

    assert ActivityCompletion.objects.count() == 0


def test_a_quiz_waits_for_the_lessons(learner):
    desk = Desk(learner, lessons=2)
    desk.learn(0)

    with pytest.raises(Refused, match="Hoàn thành “Bài 2” trước"):
        desk.start()

    assert Attempt.objects.count() == 0


def test_a_quiz_is_not_done_by_saying_so(desk):
    with pytest.raises(Refused, match="chỉ hoàn thành khi nộp bài"):
        learning.mark_done(desk.enrolment, desk.quiz, content_version="", by=desk.by)


def test_a_withdrawn_lesson_holds_nobody_up(learner):
    desk = Desk(learner, lessons=2)
    desk.lessons[0].is_offered = False
    desk.lessons[0].save()

    assert desk.learn(1).state == "complete"


def test_what_another_run_teaches_cannot_be_learned_here(desk):
    elsewhere = make.module().activities.first()

    with pytest.raises(Refused, match="không còn dạy nội dung đó"):
        learning.mark_done(desk.enrolment, elsewhere, content_version="", by=desk.by)


def test_nothing_is_learned_before_the_run_starts(learner):
    desk = Desk(learner, lessons=2, state="open")

    with pytest.raises(Refused, match="Lớp khai giảng ngày"):
        desk.learn(0)


def test_nothing_is_learned_after_the_run(learner):
    desk = Desk(learner, lessons=2)
    attend_and_close(desk)

    with pytest.raises(Refused, match="Lớp đã kết thúc"):
        desk.learn(0)

    assert ActivityCompletion.objects.count() == 0


def attend_and_close(desk):
    make.attend(desk.enrolment, by=desk.by)
    course_runs.close(desk.run, by=desk.by)
    desk.enrolment.refresh_from_db()


def test_nobody_without_a_seat_learns(learner):
    desk = Desk(learner, lessons=2)
    waiting = make.enrolment("nominated", run=desk.run)

    with pytest.raises(Refused, match="Chỉ học viên đã được duyệt"):
        learning.mark_done(waiting, desk.lessons[0], content_version="", by=learner)


def test_an_attempt_is_numbered_timed_and_recorded(learner):
    desk = Desk(learner, time_limit_minutes=15)

    attempt = desk.start()

    assert (attempt.number, attempt.state, attempt.content_version) == (1, "in_progress", "9")
    assert (attempt.started_at, attempt.due_at) == (NOON, NOON + timedelta(minutes=15))
    assert list(StateChange.objects.of(attempt).values_list("after", "at")) == [
        ("in_progress", NOON)
    ]


def test_starting_again_returns_the_open_attempt_with_its_paper(desk):
    first = desk.start()

    again = desk.start(paper=paper(questions=5))

    assert again == first
    assert len(again.paper["questions"]) == 2


def test_attempts_are_limited(learner):
    desk = Desk(learner, attempts_allowed=1)
    desk.submit(desk.start(), WRONG)

    with pytest.raises(Refused, match="hết 1 lượt"):
        desk.start()

    assert Attempt.objects.count() == 1


def test_nought_allows_any_number_of_attempts(learner):
    desk = Desk(learner, attempts_allowed=0)

    numbers = [desk.submit(desk.start(), WRONG).number for _ in range(4)]

    assert numbers == [1, 2, 3, 4]


def test_a_quiz_without_questions_does_not_begin(desk):
    with pytest.raises(Refused, match="chưa có câu hỏi"):
        desk.start(paper=paper(questions=0))


def test_saving_keeps_what_the_form_did_not_show(desk):
    attempt = desk.start()
    learning.save_answers(attempt, {"q1": ["a"]}, at=NOON)

    learning.save_answers(attempt, {"q2": ["b"], "q9": ["a"]}, at=NOON)

    attempt.refresh_from_db()
    assert attempt.answers == {"q1": ["a"], "q2": ["b"]}


def test_an_answer_can_be_taken_back(desk):
    attempt = desk.start()
    learning.save_answers(attempt, RIGHT, at=NOON)

    learning.save_answers(attempt, {"q1": []}, at=NOON)

    attempt.refresh_from_db()
    assert attempt.answers == {"q1": [], "q2": ["a"]}


@pytest.mark.parametrize(("seconds", "kept"), [(0, RIGHT), (60, RIGHT), (61, HALF)])
def test_answers_count_until_a_minute_after_the_time(learner, seconds, kept):
    desk = Desk(learner, time_limit_minutes=10)
    attempt = desk.start()
    learning.save_answers(attempt, HALF, at=NOON + timedelta(minutes=1))
    late = NOON + timedelta(minutes=10, seconds=seconds)

    if kept == HALF:
        with pytest.raises(Refused, match="Đã hết giờ làm bài"):
            learning.save_answers(attempt, RIGHT, at=late)
    else:
        learning.save_answers(attempt, RIGHT, at=late)

    attempt.refresh_from_db()
    assert attempt.answers == kept


def test_a_late_submission_marks_what_was_saved_before(learner):
    desk = Desk(learner, time_limit_minutes=10)
    attempt = desk.start()
    learning.save_answers(attempt, HALF, at=NOON)

    done = desk.submit(attempt, RIGHT, at=NOON + timedelta(minutes=20))

    assert (done.state, done.mark_percent, done.answers) == ("finished", Decimal(50), HALF)


def test_a_new_start_marks_the_attempt_whose_time_ran_out(learner):
    desk = Desk(learner, time_limit_minutes=10, attempts_allowed=2)
    first = desk.start()
    learning.save_answers(first, RIGHT, at=NOON)

    second = desk.start(at=NOON + timedelta(hours=1))

    first.refresh_from_db()
    assert (first.state, first.mark_percent, second.number) == ("finished", Decimal(100), 2)


def test_an_expired_last_attempt_is_marked_even_when_no_new_one_is_left(learner):
    desk = Desk(learner, time_limit_minutes=10, attempts_allowed=1)
    first = desk.start()

    with pytest.raises(Refused, match="hết 1 lượt"):
        desk.start(at=NOON + timedelta(hours=1))

    first.refresh_from_db()
    assert first.state == "finished"


def test_submitting_marks_and_counts(desk):
    done = desk.submit(desk.start(), RIGHT)

    assert (done.state, done.mark_percent, done.submitted_at) == ("finished", Decimal(100), NOON)
    assert done.results["q1"] == {"points": 1.0, "max": 1.0, "is_correct": True}
    row = desk.quiz_row
    assert (row.state, row.mark_percent, row.content_version) == (
        "complete_pass",
        Decimal(100),
        "9",
    )
    verbs = StateChange.objects.of(done).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["create", "submit", "finish"]


def test_submitting_twice_returns_the_first_result(desk):
    attempt = desk.start()
    desk.submit(attempt, WRONG)

    again = desk.submit(attempt, RIGHT)

    assert (again.mark_percent, again.answers) == (Decimal(0), WRONG)
    assert StateChange.objects.of(again).count() == 3


def test_nothing_is_saved_into_a_finished_attempt(desk):
    attempt = desk.submit(desk.start(), HALF)

    with pytest.raises(Refused, match="đã nộp"):
        learning.save_answers(attempt, RIGHT, at=NOON)

    attempt.refresh_from_db()
    assert attempt.answers == HALF


def test_a_fail_is_lifted_by_a_pass(desk):
    desk.submit(desk.start(), WRONG)
    assert desk.quiz_row.state == "complete_fail"

    desk.submit(desk.start(content_version="10"), RIGHT)

    row = desk.quiz_row
    assert (row.state, row.mark_percent, row.content_version) == (
        "complete_pass",
        Decimal(100),
        "10",
    )
    changes = StateChange.objects.of(row).order_by("pk").values_list("before", "after")
    assert list(changes) == [("", "complete_fail"), ("complete_fail", "complete_pass")]


def test_a_pass_is_never_lost(desk):
    desk.submit(desk.start(), RIGHT)

    desk.submit(desk.start(content_version="10"), WRONG)

    row = desk.quiz_row
    assert (row.state, row.mark_percent, row.content_version) == (
        "complete_pass",
        Decimal(100),
        "9",
    )


def test_a_better_fail_keeps_the_better_mark(desk):
    desk.submit(desk.start(paper=paper(pass_percent=60)), HALF)

    desk.submit(desk.start(paper=paper(pass_percent=60)), WRONG)

    assert (desk.quiz_row.state, desk.quiz_row.mark_percent) == ("complete_fail", Decimal(50))


def test_a_paper_that_only_has_to_be_handed_in_is_complete(learner):
    desk = Desk(learner, completion_rule="submitted")

    desk.submit(desk.start(), WRONG)

    assert desk.quiz_row.state == "complete"


def test_the_frozen_pass_mark_decides(desk):
    attempt = desk.start(paper=paper(pass_percent=50))
    desk.quiz.pass_percent = 90
    desk.quiz.save()

    desk.submit(attempt, HALF)

    assert desk.quiz_row.state == "complete_pass"


def test_a_failed_quiz_lets_the_learner_go_on(learner):
    desk = Desk(learner)
    more = make.module(desk.run.course, number=999, lessons=1, quiz=False)
    desk.run.modules.add(more)
    desk.submit(desk.start(), WRONG)

    row = learning.mark_done(desk.enrolment, more.activities.get(), content_version="", by=learner)

    assert row.state == "complete"


def test_everything_open_can_be_marked_before_a_run_is_closed(desk):
    attempt = desk.start()
    learning.save_answers(attempt, HALF, at=NOON)

    count = learning.submit_open_attempts(desk.run, by=desk.by, at=NOON)

    attempt.refresh_from_db()
    assert (count, attempt.state, attempt.mark_percent) == (1, "finished", Decimal(50))


def test_after_the_run_a_late_press_gets_the_paper_that_counted(desk):
    attempt = desk.start()
    attend_and_close(desk)

    late = desk.submit(attempt, RIGHT)

    assert (late.state, late.answers, late.mark_percent) == ("finished", {}, 0)


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


def test_the_outline_tells_state_mark_and_what_is_open(learner):
    desk = Desk(learner, lessons=2)
    desk.learn(0)

    outline = outline_of(desk.run, desk.enrolment)

    steps = [(step.activity.title, step.state, step.is_open) for step in outline.steps]
    assert steps == [
        ("Bài 1", "complete", True),
        ("Bài 2", "", True),
        ("Bài kiểm tra", "", False),
    ]
    assert outline.progress == (1, 3)
    assert outline.next_step.activity.title == "Bài 2"


def test_the_way_on_leads_back_to_a_failed_quiz_at_the_end(learner):
    desk = Desk(learner, lessons=1)
    desk.learn(0)
    desk.submit(desk.start(), WRONG)

    outline = outline_of(desk.run, desk.enrolment)

    assert (outline.next_step.activity.pk, outline.next_step.mark) == (desk.quiz.pk, "0")


def test_everything_is_readable_after_the_run(learner):
    desk = Desk(learner, lessons=2)
    attend_and_close(desk)
    desk.run.refresh_from_db()

    outline = outline_of(desk.run, desk.enrolment)

    assert [step.is_open for step in outline.steps] == [True] * 3


@pytest.mark.parametrize("size", [1, 6])
def test_the_outline_costs_two_queries(learner, size, django_assert_num_queries):
    desk = Desk(learner, lessons=size)

    with django_assert_num_queries(2):
        outline = outline_of(desk.run, desk.enrolment)
        titles = [str(module) for module, _steps in outline.modules]

    assert (len(titles), len(outline.steps)) == (1, size + 1)


@pytest.mark.parametrize("size", [1, 4])
def test_the_first_screen_costs_four_queries(learner, size, django_assert_num_queries):
    for number in range(size):
        Desk(learner, lessons=number + 1).learn(0)

    with django_assert_num_queries(4):
        rows = start_of(learner)
        shown = [(row.enrolment.course_run.title, row.next_session) for row in rows]

    assert len(shown) == size
    assert [row.progress for row in sorted(rows, key=lambda row: row.enrolment.pk)] == [
        (1, number + 2) for number in range(size)
    ]


def test_the_first_screen_shows_the_next_session_and_nothing_cancelled(learner):
    soon = make.course_run(starts_on=NOON.date(), sessions=4)
    make.enrolment("nominated", run=soon, trainee_=learner.trainee)
    gone = make.course_run()
    make.enrolment("declined", run=gone, trainee_=learner.trainee)

    rows = start_of(learner, on=NOON.date() + timedelta(days=1))

    assert [(row.enrolment.course_run, row.may_study) for row in rows] == [(soon, False)]
    assert str(rows[0].next_session) == "Sáng 03/03/2026"


def test_progress_counts_only_what_the_run_teaches(learner):
    desk = Desk(learner, lessons=2)
    desk.learn(0)
    desk.learn(1)
    desk.lessons[1].is_offered = False
    desk.lessons[1].save()

    assert progress_of([desk.enrolment]) == {desk.enrolment.pk: (1, 2)}


def test_a_paper_still_open_is_handed_in_when_the_run_closes(learner, organiser):
    desk = Desk(learner)
    attempt = learning.start_attempt(
        desk.enrolment, desk.quiz, paper=paper(), content_version="", by=learner
    )
    learning.save_answers(attempt, HALF)
    make.attend(desk.enrolment, by=organiser)

    course_runs.close(desk.run, by=organiser)

    attempt.refresh_from_db()
    assert (attempt.state, attempt.mark_percent) == ("finished", 50)
    desk.enrolment.refresh_from_db()
    assert desk.enrolment.completion.mark_percent == 50
