"""The heart of the flow, by its actions."""

import pytest

from common.models import StateChange
from common.refusals import Refused
from courses.actions import course_runs, enrolments
from courses.models import Completion
from tests import make

pytestmark = pytest.mark.django_db


def test_a_confirmed_trainee_is_frozen_when_the_run_starts(organiser):
    enrolment = make.enrolment()
    trainee = enrolment.trainee

    course_runs.start(enrolment.course_run, by=organiser)
    trainee.position = "Trưởng phòng"
    trainee.save()

    enrolment.refresh_from_db()
    assert enrolment.position == "Chuyên viên"
    assert enrolment.organisation == trainee.organisation
    assert enrolment.unit == trainee.organisation.unit


def test_closing_gives_each_seat_its_result_and_reason(organiser):
    run = make.finished_run(people=1, fail=1)

    results = list(
        Completion.objects.order_by("-is_completed").values_list("is_completed", "reason")
    )
    assert results == [(True, ""), (False, "Tham gia 0/2 buổi học, yêu cầu từ 80% trở lên.")]
    assert sorted(run.enrolments.values_list("state", flat=True)) == ["completed", "failed"]


def test_a_full_run_confirms_nobody_more(organiser):
    run = make.course_run(seats=1)
    make.enrolment(run=run)
    second = make.enrolment("nominated", run=run)

    with pytest.raises(Refused, match="đủ 1 chỗ"):
        enrolments.confirm(second, by=organiser)

    assert StateChange.objects.of(second).count() == 1
