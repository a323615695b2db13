from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.models import StateChange
from common.refusals import Refused
from courses.actions import course_runs, sessions
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def page_of(run):
    return reverse("courses:session_list", args=[run.code])


def half_days(run):
    return [session.slug for session in run.sessions.in_order()]


def verbs(run):
    return list(StateChange.objects.of(run).order_by("pk").values_list("verb", flat=True))


def said(page):
    return [str(message) for message in page.context["messages"]]


def test_a_half_day_is_added_with_its_topic(sign_in, organiser):
    run = make.course_run("draft", sessions=0, starts_on=DAY)

    page = sign_in(organiser).post(
        page_of(run), {"viec": "them", "on": "2026-03-02", "part": "chieu", "topic": "Khủng hoảng"}
    )

    assert page.url == page_of(run)
    session = run.sessions.get()
    assert (session.slug, session.topic) == ("2026-03-02-chieu", "Khủng hoảng")
    line = StateChange.objects.of(run).latest("pk")
    assert (line.verb, line.reason, line.by) == ("session_add", "Chiều 02/03/2026", organiser)


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"on": "2026-03-02", "part": "sang"}, "Buổi này đã có trong lịch của lớp."),
        (
            {"on": "2026-03-09", "part": "sang"},
            "Buổi học phải từ ngày 02/03/2026 đến ngày 02/03/2026. Sửa thời gian lớp trước.",
        ),
    ],
)
def test_a_half_day_twice_or_outside_the_run_is_refused(sign_in, organiser, sent, error):
    run = make.course_run("draft", sessions=1, starts_on=DAY)

    page = sign_in(organiser).post(page_of(run), {"viec": "them", "topic": "Giữ lại", **sent})

    assert page.context["form"].non_field_errors() == [error]
    assert 'value="Giữ lại"' in page.content.decode()
    assert half_days(run) == ["2026-03-02-sang"]


def test_all_half_days_are_laid_out_once(sign_in, organiser):
    run = make.course_run("draft", sessions=1, starts_on=DAY, ends_on=DAY + timedelta(days=1))
    plan = reverse("courses:session_plan", args=[run.code])
    client = sign_in(organiser)

    client.post(plan)
    client.post(plan)

    assert half_days(run) == [
        "2026-03-02-sang", "2026-03-02-chieu", "2026-03-03-sang", "2026-03-03-chieu",
    ]  # fmt: skip
    assert verbs(run) == ["create", "session_plan"]


def test_half_days_are_not_laid_out_once_the_class_has_begun(organiser):
    run = make.course_run("running", ends_on=timezone.localdate() + timedelta(days=2))

    with pytest.raises(Refused, match="chưa khai giảng"):
        course_runs.plan_half_days(run, by=organiser)

    assert run.sessions.count() == 2


def test_topics_are_saved_at_once(sign_in, organiser):
    run = make.course_run("draft", sessions=2, starts_on=DAY)

    sign_in(organiser).post(
        page_of(run), {"viec": "luu", "noi-dung-2026-03-02-chieu": "Ứng phó khủng hoảng"}
    )

    assert [s.topic for s in run.sessions.in_order()] == ["", "Ứng phó khủng hoảng"]
    assert StateChange.objects.of(run).latest("pk").reason == "Chiều 02/03/2026"


def test_a_half_day_without_ticks_is_removed(sign_in, organiser):
    run = make.course_run("draft", sessions=2, starts_on=DAY)

    page = sign_in(organiser).post(
        reverse("courses:session_remove", args=[run.code, "2026-03-02-sang"]), follow=True
    )

    assert half_days(run) == ["2026-03-02-chieu"]
    assert said(page) == ["Đã xóa buổi Sáng 02/03/2026."]
    assert verbs(run) == ["create", "session_remove"]


def test_a_half_day_with_ticks_stays(sign_in, organiser):
    run = make.course_run("running", sessions=2, starts_on=DAY)
    make.attend(make.enrolment(run=run))

    page = sign_in(organiser).post(
        reverse("courses:session_remove", args=[run.code, "2026-03-02-sang"]), follow=True
    )

    assert said(page) == ["Sáng 02/03/2026 đã điểm danh, không xóa được khỏi lịch."]
    assert run.sessions.count() == 2


def test_an_open_run_keeps_its_last_half_day(organiser):
    run = make.course_run(sessions=1)

    with pytest.raises(Refused, match="ít nhất một buổi học"):
        sessions.remove(run.sessions.get(), by=organiser)


@pytest.mark.parametrize("state", ["closed", "archived", "cancelled"])
def test_the_timetable_of_a_run_that_is_over_stays(sign_in, organiser, state):
    run = make.course_run(state, starts_on=DAY)
    before, lines = half_days(run), verbs(run)
    client = sign_in(organiser)

    client.post(page_of(run), {"viec": "them", "on": "2026-03-02", "part": "toi"})
    client.post(page_of(run), {"viec": "luu", "noi-dung-2026-03-02-sang": "Khác"})
    client.post(reverse("courses:session_remove", args=[run.code, "2026-03-02-sang"]))
    client.post(reverse("courses:session_plan", args=[run.code]))

    assert (half_days(run), verbs(run)) == (before, lines)
    assert {session.topic for session in run.sessions.all()} == {""}


@pytest.mark.parametrize("size", [1, 6])
def test_the_timetable_costs_the_same_for_any_length(
    sign_in, organiser, size, django_assert_num_queries
):
    run = make.course_run(sessions=size, starts_on=DAY)
    client = sign_in(organiser)

    with django_assert_num_queries(6):
        client.get(page_of(run))


def test_a_half_day_of_another_day_is_not_found(sign_in, organiser):
    run = make.course_run("draft", sessions=1, starts_on=DAY)

    page = sign_in(organiser).post(
        reverse("courses:session_remove", args=[run.code, "2026-03-03-sang"])
    )

    assert (page.status_code, run.sessions.count()) == (404, 1)
