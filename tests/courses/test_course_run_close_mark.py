"""A class that asks for a mark is not closed while nobody could have earned one."""

import pytest

from common.refusals import Refused
from courses.actions import course_runs
from courses.models import Activity
from tests import make

pytestmark = pytest.mark.django_db


def test_a_run_whose_quiz_was_taken_away_is_not_closed(organiser):
    run = make.course_run("running", mark_percent=50, by=organiser)
    enrolment = make.enrolment(run=run, by=organiser)
    make.attend(enrolment, by=organiser)
    Activity.objects.filter(kind="quiz").update(is_offered=False)

    with pytest.raises(Refused) as refusal:
        course_runs.close(run, by=organiser)

    assert refusal.value.details == [
        "Lớp yêu cầu điểm kiểm tra nhưng chuyên đề không còn bài kiểm tra nào: đăng lại bài kiểm tra."
    ]
    enrolment.refresh_from_db()
    assert enrolment.state == "confirmed"
