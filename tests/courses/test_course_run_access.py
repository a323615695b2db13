"""The checklist of every address of a run: anonymous, wrong role, somebody else's, GET on a verb."""

import pytest
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db

VERBS = [
    "course_run_open",
    "course_run_start",
    "course_run_archive",
    "session_plan",
    "run_trainer_remove",
]
PAGES = [
    "course_run_edit",
    "course_run_close",
    "course_run_cancel",
    "session_list",
    "quota_list",
    "run_trainer_list",
    "attendance_overview",
]


def address(name, run, *more):
    return reverse(f"courses:{name}", args=[run.code, *more])


def every_address(run):
    session = run.sessions.in_order().first()
    return [
        *(("post", address(name, run)) for name in VERBS),
        *(("get", address(name, run)) for name in PAGES),
        ("post", address("course_run_close", run)),
        ("post", address("course_run_cancel", run)),
        ("post", address("session_remove", run, session.slug)),
        ("get", address("attendance_sheet", run, session.slug)),
        ("post", address("attendance_sheet", run, session.slug)),
    ]


def answers(client, run):
    return {getattr(client, method)(url).status_code for method, url in every_address(run)}


def test_anonymous_is_sent_to_sign_in(sign_in):
    run = make.course_run()
    addresses = [
        *every_address(run),
        ("get", reverse("courses:course_run_list")),
        ("get", reverse("courses:course_run_create")),
        ("get", address("course_run_detail", run)),
        ("get", address("course_run_results", run)),
    ]

    answered = [getattr(sign_in(None), method)(url) for method, url in addresses]

    assert {page.status_code for page in answered} == {302}
    assert {page.url.split("?")[0] for page in answered} == {reverse("account_login")}


def test_the_organiser_of_another_province_finds_nothing(sign_in, other_organiser):
    assert answers(sign_in(other_organiser), make.course_run()) == {404}


@pytest.mark.parametrize("role", ["officer", "administrator", "coordinator", "approver"])
def test_who_sees_a_run_may_not_change_it(sign_in, role, request):
    run = make.course_run("running")
    client = sign_in(request.getfixturevalue(role))

    refused = answers(client, run)

    # The approver reads the overview of attendance before signing the results.
    assert refused == ({403, 200} if role == "approver" else {403})
    run.refresh_from_db()
    assert (run.state, run.sessions.count()) == ("running", 2)


def test_a_trainee_reads_the_run_and_changes_nothing(sign_in, learner):
    run = make.course_run()
    make.enrolment(run=run, trainee_=learner.trainee)
    client = sign_in(learner)

    assert answers(client, run) == {403}
    assert client.get(address("course_run_detail", run)).status_code == 200
    assert client.get(address("course_run_results", run)).status_code == 403
    assert client.get(reverse("courses:course_run_list")).status_code == 403
    assert client.get(reverse("courses:course_run_create")).status_code == 403


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_no_link(sign_in, organiser, name):
    page = sign_in(organiser).get(address(name, make.course_run()))

    assert page.status_code == 405


def test_a_trainer_ticks_and_does_nothing_else(sign_in, trainer):
    run = make.course_run("running", trainers=[trainer])
    client = sign_in(trainer)
    session = run.sessions.in_order().first()

    ticking = {
        client.get(address("attendance_overview", run)).status_code,
        client.get(address("attendance_sheet", run, session.slug)).status_code,
    }

    assert ticking == {200}
    assert {client.post(address(name, run)).status_code for name in VERBS} == {403}


def test_a_trainer_of_another_run_finds_nothing(sign_in, trainer):
    run = make.course_run("running")

    assert answers(sign_in(trainer), run) == {404}


def test_a_half_day_that_is_not_in_the_timetable_is_not_found(sign_in, organiser):
    run = make.course_run("running")
    client = sign_in(organiser)

    pages = [
        client.get(address("attendance_sheet", run, name))
        for name in ("2001-01-01-sang", "hom-nay-sang", "sang")
    ]

    assert [page.status_code for page in pages] == [404, 404, 404]
