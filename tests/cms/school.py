"""A class that teaches grown pages."""

from django.urls import reverse

from courses.actions import course_runs, learning
from courses.models import Activity, Attempt, Module
from tests import make
from tests.cms import grow


class School:
    """One module of ``lessons`` and a quiz of ``questions``; the learner sits in a running class of it."""

    def __init__(self, account, *, lessons=2, questions=3, state="running", trainers=(), **of_quiz):
        self.module_page = grow.module_page(title="Kiểm chứng thông tin")
        self.lesson_pages = [
            grow.lesson_page(self.module_page, f"Bài {number}", minutes=20)
            for number in range(1, lessons + 1)
        ]
        self.quiz_page = grow.quiz_page(
            self.module_page, "Bài kiểm tra", questions=questions, **of_quiz
        )
        self.module = Module.objects.get()
        self.by = account
        self.run = make.course_run(
            modules=[self.module], mark_percent=0, title="Lớp kiểm chứng", trainers=trainers
        )
        self.enrolment = make.enrolment(run=self.run, trainee_=account.trainee)
        if state != "open":
            course_runs.start(self.run, by=account)
        if state == "closed":
            make.attend(self.enrolment, by=account)
            course_runs.close(self.run, by=account)
        self.enrolment.refresh_from_db()

    def path(self, page):
        return f"{self.module_page.slug}/{page.slug}"

    def url(self, name, page=None, attempt=None):
        args = [self.run.code]
        if page:
            args.append(self.path(page))
        if attempt:
            args.append(attempt.token)
        return reverse(f"cms:{name}", args=args)

    @property
    def contents(self):
        return self.url("course_contents")

    def lesson(self, number):
        return self.url("lesson", self.lesson_pages[number])

    def done(self, number):
        return self.url("lesson_done", self.lesson_pages[number])

    def quiz(self, name="lesson", attempt=None):
        return self.url(name, self.quiz_page, attempt)

    def learn_all(self):
        for activity in Activity.objects.filter(kind="lesson").in_order():
            learning.mark_done(self.enrolment, activity, content_version="", by=self.by)

    def begin(self, client):
        """An attempt begun through the screen, after all lessons."""
        self.learn_all()
        client.post(self.quiz("quiz_start"))
        return Attempt.objects.latest("pk")


def right(attempt):
    """What the form sends with every question answered rightly."""
    return sent(attempt, is_correct=True)


def wrong(attempt):
    return sent(attempt, is_correct=False)


def sent(attempt, *, is_correct, only=None):
    data = {"hoi": [question["key"] for question in attempt.paper["questions"]]}
    for question in attempt.paper["questions"][:only]:
        fitting = [c["key"] for c in question["choices"] if c["is_correct"] is is_correct]
        data[question["key"]] = fitting[:1]
    return data


def words(response):
    """The messages of a page, in order."""
    return [str(message) for message in response.context["messages"]]
