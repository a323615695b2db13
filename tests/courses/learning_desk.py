"""A learner at work in a class, and papers with right and wrong answers."""

from datetime import datetime

from courses.actions import course_runs, learning
from courses.models import ActivityCompletion
from tests import make

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


def attend_and_close(desk):
    make.attend(desk.enrolment, by=desk.by)
    course_runs.close(desk.run, by=desk.by)
    desk.enrolment.refresh_from_db()
