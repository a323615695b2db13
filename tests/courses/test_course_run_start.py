import pytest
from django.urls import reverse

from common.models import StateChange
from courses.models import Enrolment
from tests import make

pytestmark = pytest.mark.django_db


def press(client, run):
    return client.post(reverse("courses:course_run_start", args=[run.code]), follow=True)


def test_starting_freezes_the_people_with_a_seat_and_nobody_else(sign_in, organiser):
    run = make.course_run()
    seated = make.enrolment(run=run)
    waiting = make.enrolment("waitlisted", run=run)

    press(sign_in(organiser), run)

    run.refresh_from_db()
    assert run.state == "running"
    frozen = Enrolment.objects.filter(frozen_at__isnull=False)
    assert list(frozen) == [seated]
    seated.refresh_from_db()
    assert (seated.full_name, seated.organisation) == (
        seated.trainee.full_name,
        seated.trainee.organisation,
    )
    assert waiting.full_name == ""
    line = StateChange.objects.of(run).latest("pk")
    assert (line.verb, line.after, line.by) == ("start", "running", organiser)


@pytest.mark.parametrize("state", ["draft", "running", "closed", "archived", "cancelled"])
def test_only_an_open_run_starts(sign_in, organiser, state):
    run = make.course_run(state)
    lines = StateChange.objects.of(run).count()

    page = press(sign_in(organiser), run)

    run.refresh_from_db()
    assert (run.state, StateChange.objects.of(run).count()) == (state, lines)
    assert len(page.context["messages"]) == 1
