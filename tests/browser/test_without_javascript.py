"""From the nomination to the figure on the board with scripts switched off: they only shorten the way."""

from datetime import date

import pytest

from courses.models import Module
from tests import make
from tests.browser import steps
from tests.cms import grow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LESSONS = ["Đọc một bức ảnh", "Hỏi lại nguồn tin"]
QUIZ = "Bài kiểm tra"


def test_the_way_from_nomination_to_the_board_needs_no_javascript(
    sit_down, justice, newspaper, trainer, organiser, approver, coordinator, officer, tmp_path
):
    world = steps.World(justice, newspaper)
    run = taught_run(world, organiser, trainer).get_absolute_url()

    organiser_desk = sit_down(organiser, javascript=False)
    coordinator_desk = sit_down(coordinator, javascript=False)
    steps.nominate(coordinator_desk, run, tmp_path)
    steps.decide(organiser_desk, coordinator_desk, run)
    learner_desk = sit_down(javascript=False)
    steps.claim_an_account(coordinator_desk, learner_desk, "vangapao")
    organiser_desk.go(run).press("Khai giảng").sees("Lớp đã khai giảng.")
    steps.learn(learner_desk, LESSONS, QUIZ)
    steps.tick_attendance(sit_down(trainer, javascript=False), run)
    steps.close(organiser_desk, run)
    steps.certify(organiser_desk, sit_down(approver, javascript=False), run)
    paper = steps.take_the_certificate(learner_desk, tmp_path)
    steps.check_the_paper(sit_down(javascript=False), paper)
    steps.read_the_board(sit_down(officer, javascript=False), tmp_path)


def taught_run(world, organiser, trainer):
    """An open run of today whose module has two lessons and a quiz."""
    module = grow.module_page(grow.course_page())
    for title in LESSONS:
        grow.lesson_page(module, title)
    grow.quiz_page(module, QUIZ)
    return make.course_run(
        "open",
        title=steps.RUN,
        by=organiser,
        modules=[Module.objects.get()],
        starts_on=date.today(),
        seats=20,
        trainers=[trainer],
        quotas={world.newspaper: 4},
        plan_task=world.task,
    )
