import pytest
from django.urls import reverse

from common.models import StateChange
from tests import make

pytestmark = pytest.mark.django_db


def press(client, run):
    return client.post(reverse("courses:course_run_archive", args=[run.code]), follow=True)


def test_a_closed_run_is_archived(sign_in, organiser):
    run = make.finished_run(people=1)

    page = press(sign_in(organiser), run)

    run.refresh_from_db()
    assert run.state == "archived"
    assert [str(message) for message in page.context["messages"]] == [f"Đã lưu trữ lớp {run.code}."]
    line = StateChange.objects.of(run).latest("pk")
    assert (line.verb, line.before, line.by) == ("archive", "closed", organiser)


@pytest.mark.parametrize("state", ["draft", "open", "running", "archived", "cancelled"])
def test_only_a_closed_run_is_archived(sign_in, organiser, state):
    run = make.course_run(state)
    lines = StateChange.objects.of(run).count()

    press(sign_in(organiser), run)

    run.refresh_from_db()
    assert (run.state, StateChange.objects.of(run).count()) == (state, lines)
