import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from common.models import StateChange
from common.refusals import Refused
from courses.actions import completions, course_runs
from courses.models import ActivityCompletion, Attempt, Completion, CourseRun
from tests import make


def close(run):
    return reverse("courses:course_run_close", args=[run.code])


def quiz_of(run):
    return run.modules.get().activities.get(kind="quiz")


def attempt(enrolment, mark, number=1, state="finished"):
    return Attempt.objects.create(
        enrolment=enrolment,
        activity=quiz_of(enrolment.course_run),
        number=number,
        state=state,
        paper={},
        mark_percent=Decimal(mark),
    )


@pytest.mark.django_db
def test_the_preview_names_who_completes_who_fails_and_why(sign_in, organiser):
    run = make.course_run("running", mark_percent=0)
    good, bad = make.enrolment(run=run), make.enrolment(run=run)
    make.attend(good)
    make.attend(bad, present=False)

    page = sign_in(organiser).get(close(run))

    rows = {
        one.pk: (outcome.is_completed, outcome.reasons) for one, outcome in page.context["rows"]
    }
    assert rows == {
        good.pk: (True, ()),
        bad.pk: (False, ("Tham gia 0/2 buổi học, yêu cầu từ 80% trở lên.",)),
    }
    assert (page.context["completed"], page.context["failed"]) == (1, 1)
    assert Completion.objects.count() == 0
    run.refresh_from_db()
    assert run.state == "running"


@pytest.mark.django_db
def test_closing_decides_what_the_preview_showed(sign_in, organiser):
    run = make.course_run("running", mark_percent=0)
    people = [make.enrolment(run=run) for _ in range(3)]
    for index, one in enumerate(people):
        make.attend(one, present=index != 2)
    shown = {pk: outcome.is_completed for pk, outcome in completions.preview(run).items()}

    page = sign_in(organiser).post(close(run))

    decided = dict(Completion.objects.values_list("enrolment_id", "is_completed"))
    assert decided == shown
    assert page.url == reverse("courses:course_run_results", args=[run.code])
    line = StateChange.objects.of(run).latest("pk")
    assert (line.verb, line.before, line.after, line.by) == (
        "close",
        "running",
        "closed",
        organiser,
    )


@pytest.mark.django_db
def test_the_best_attempt_counts_and_a_missing_one_is_nought(organiser):
    run = make.course_run("running")
    best, none, unfinished = (make.enrolment(run=run) for _ in range(3))
    for one in (best, none, unfinished):
        make.attend(one)
    attempt(best, "40")
    attempt(best, "82.5", number=2)
    attempt(unfinished, "99", state="submitted")

    course_runs.close(run, by=organiser)

    results = dict(Completion.objects.values_list("enrolment_id", "mark_percent"))
    assert results == {
        best.pk: Decimal("82.50"),
        none.pk: Decimal("0.00"),
        unfinished.pk: Decimal("0.00"),
    }
    assert dict(Completion.objects.values_list("enrolment_id", "band")) == {
        best.pk: "Giỏi",
        none.pk: "",
        unfinished.pk: "",
    }


@pytest.mark.django_db
def test_a_run_without_sessions_counts_done_activities_of_its_own_modules(organiser):
    run = make.course_run(
        "running", mode="online", sessions=0, mark_percent=0, attendance_percent=60
    )
    one = make.enrolment(run=run)
    lessons = list(run.modules.get().activities.filter(kind="lesson"))
    elsewhere = make.module().activities.first()
    for activity, state in [
        (lessons[0], "complete"),
        (lessons[1], "complete"),
        (elsewhere, "complete"),
    ]:
        ActivityCompletion.objects.create(enrolment=one, activity=activity, state=state)
    ActivityCompletion.objects.create(enrolment=one, activity=quiz_of(run), state="complete_fail")

    outcome = completions.preview(run)[one.pk]

    assert (outcome.is_completed, outcome.periods) == (True, 4 * 2 // 3)


@pytest.mark.django_db
def test_late_counts_as_there_and_excused_does_not(organiser):
    from courses.actions import attendance

    run = make.course_run("running", mark_percent=0, attendance_percent=100)
    late, excused = make.enrolment(run=run), make.enrolment(run=run)
    for session in run.sessions.all():
        attendance.mark_sheet(session, {late.pk: "late", excused.pk: "excused"}, by=organiser)

    outcomes = completions.preview(run)

    assert (outcomes[late.pk].is_completed, outcomes[excused.pk].is_completed) == (True, False)


@pytest.mark.django_db
def test_nobody_is_left_without_an_answer(organiser):
    run = make.course_run("running", mark_percent=0, sessions=1)
    seated = make.enrolment(run=run)
    left = [make.enrolment(state, run=run) for state in ("nominated", "waitlisted", "returned")]
    make.attend(seated)

    course_runs.close(run, by=organiser)

    states = []
    for one in left:
        one.refresh_from_db()
        states.append(one.state)
    assert states == ["declined", "declined", "withdrawn"]


@pytest.mark.django_db
def test_a_half_day_without_ticks_or_days_to_go_keep_the_run_open(sign_in, organiser):
    today = timezone.localdate()
    run = make.course_run("running", starts_on=today, ends_on=today + timedelta(days=2))
    one = make.enrolment(run=run)

    page = sign_in(organiser).post(close(run), follow=True)

    first, second = run.sessions.in_order()
    assert [str(message) for message in page.context["messages"]] == [
        "Chưa thể kết thúc lớp:",
        f"Chưa đến ngày bế giảng ({run.ends_on:%d/%m/%Y}).",
        f"{first} chưa điểm danh.",
        f"{second} chưa điểm danh.",
    ]
    run.refresh_from_db()
    one.refresh_from_db()
    assert (run.state, one.state, Completion.objects.count()) == ("running", "confirmed", 0)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "open", "closed", "archived", "cancelled"])
def test_only_a_running_run_closes(sign_in, organiser, state):
    run = make.course_run(state)
    lines = StateChange.objects.of(run).count()

    page = sign_in(organiser).post(close(run), follow=True)

    run.refresh_from_db()
    assert (run.state, StateChange.objects.of(run).count()) == (state, lines)
    assert len(page.context["messages"]) == 1
    assert sign_in(organiser).get(close(run)).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 6])
def test_the_preview_costs_the_same_for_any_class(
    sign_in, organiser, size, django_assert_num_queries
):
    run = make.course_run("running")
    for _ in range(size):
        make.attend(make.enrolment(run=run))
    client = sign_in(organiser)

    with django_assert_num_queries(18):
        page = client.get(close(run))

    assert len(page.context["rows"]) == size


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_close_at_once_one_closes(organiser):
    run = make.course_run("running", mark_percent=0, by=organiser)
    one = make.enrolment(run=run, by=organiser)
    make.attend(one, by=organiser)
    gate, answers = threading.Barrier(2), []

    def press():
        mine = CourseRun.objects.get(pk=run.pk)
        gate.wait()
        try:
            answers.append(course_runs.close(mine, by=organiser))
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    clerks = [threading.Thread(target=press) for _ in range(2)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()

    assert sorted(answers, key=str) == [1, "refused"]
    assert Completion.objects.filter(enrolment=one).count() == 1
    verbs = StateChange.objects.of(run).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["create", "open", "start", "close"]
