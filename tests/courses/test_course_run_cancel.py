import pytest
from django.urls import reverse

from common.models import StateChange
from tests import make

pytestmark = pytest.mark.django_db


def cancel(run):
    return reverse("courses:course_run_cancel", args=[run.code])


@pytest.mark.parametrize("state", ["draft", "open"])
def test_a_run_is_called_off_with_a_reason(sign_in, organiser, state):
    run = make.course_run(state)

    page = sign_in(organiser).post(cancel(run), {"reason": "Bão lũ"})

    run.refresh_from_db()
    assert (run.state, page.url) == ("cancelled", run.get_absolute_url())
    line = StateChange.objects.of(run).latest("pk")
    assert (line.verb, line.before, line.reason, line.by) == ("cancel", state, "Bão lũ", organiser)


def test_everybody_on_the_list_is_withdrawn_with_the_reason(sign_in, organiser):
    run = make.course_run()
    people = [make.enrolment(state, run=run) for state in ("confirmed", "nominated", "waitlisted")]
    declined = make.enrolment("declined", run=run)

    asked = sign_in(organiser).get(cancel(run))
    sign_in(organiser).post(cancel(run), {"reason": "Bão lũ"})

    assert asked.context["happenings"][0] == "3 người trong danh sách được rút khỏi lớp."
    states = dict(run.enrolments.values_list("pk", "state"))
    assert states == {**{one.pk: "withdrawn" for one in people}, declined.pk: "declined"}
    reasons = {StateChange.objects.of(one).latest("pk").reason for one in people}
    assert reasons == {"Bão lũ"}


def test_no_reason_cancels_nothing(sign_in, organiser):
    run = make.course_run()

    page = sign_in(organiser).post(cancel(run), {"reason": "  "})

    run.refresh_from_db()
    assert (page.status_code, run.state) == (200, "open")
    assert list(page.context["form"].errors) == ["reason"]


@pytest.mark.parametrize("state", ["running", "closed", "archived", "cancelled"])
def test_a_run_that_has_begun_is_not_called_off(sign_in, organiser, state):
    run = make.course_run(state)
    lines = StateChange.objects.of(run).count()

    page = sign_in(organiser).post(cancel(run), {"reason": "Bão lũ"})

    run.refresh_from_db()
    assert (run.state, StateChange.objects.of(run).count()) == (state, lines)
    assert len(page.context["form"].non_field_errors()) == 1
    assert "Bão lũ" in page.content.decode()
