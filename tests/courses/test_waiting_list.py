"""The waiting list: called in its order, by itself where the run wants it, or by the button."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from common.models import StateChange
from common.refusals import Refused
from courses.actions import course_runs, enrolments
from courses.models import CourseRun
from tests import make

pytestmark = pytest.mark.django_db


def url(run):
    return reverse("courses:waiting_list_call", args=[run.code])


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def full(people=1, waiting=2, **with_):
    """A full run, with the seated and the waiting in order."""
    run = make.course_run(seats=people, **with_)
    return (
        run,
        [make.enrolment(run=run) for _ in range(people)],
        [make.enrolment("waitlisted", run=run) for _ in range(waiting)],
    )


def states(rows):
    for row in rows:
        row.refresh_from_db()
    return [row.state for row in rows]


def test_a_withdrawal_calls_the_first_who_waits(coordinator):
    _run, [seated], waiting = full()

    enrolments.withdraw(seated, by=coordinator, reason="Đi công tác")

    assert states(waiting) == ["confirmed", "waitlisted"]
    line = StateChange.objects.of(waiting[0]).latest("pk")
    assert [line.verb, line.by, line.reason] == [
        "confirm",
        None,
        "Có chỗ trống, gọi theo thứ tự danh sách chờ.",
    ]


def test_more_seats_call_as_many_as_were_added(organiser):
    run, _seated, waiting = full(waiting=3)
    run.seats = 3

    course_runs.update(run, by=organiser)

    assert states(waiting) == ["confirmed", "confirmed", "waitlisted"]


def test_nothing_is_called_where_the_run_does_not_want_it(sign_in, organiser):
    run, [seated], waiting = full(fills_from_waiting_list=False)
    enrolments.withdraw(seated, by=organiser, reason="Ốm")
    assert states(waiting) == ["waitlisted"] * 2

    answer = sign_in(organiser).post(url(run))

    assert states(waiting) == ["confirmed", "waitlisted"]
    assert said(answer)[-1] == (
        f"Đã gọi 1 người trong danh sách chờ: {waiting[0].trainee.full_name}."
    )
    assert StateChange.objects.of(waiting[0]).latest("pk").by == organiser


def test_a_class_that_has_begun_calls_by_the_button_only(sign_in, organiser):
    run, [seated], waiting = full()
    make.move_run_on(run, by=organiser)
    seated.refresh_from_db()
    enrolments.withdraw(seated, by=organiser, reason="Ốm")
    assert states(waiting) == ["waitlisted"] * 2

    sign_in(organiser).post(url(run))

    assert states(waiting) == ["confirmed", "waitlisted"]
    assert waiting[0].frozen_at is not None


def test_a_withdrawal_without_a_seat_calls_nobody(organiser):
    run = make.course_run(seats=5)
    kept_back, other = make.enrolment("waitlisted", run=run), make.enrolment("nominated", run=run)

    enrolments.withdraw(other, by=organiser, reason="Ốm")

    assert states([kept_back]) == ["waitlisted"]


def test_the_list_is_called_until_seats_or_list_end(organiser):
    run = make.course_run(seats=2)
    waiting = [make.enrolment("waitlisted", run=run) for _ in range(3)]

    called = enrolments.fill_from_waiting_list(run, by=organiser)

    assert [one.pk for one in called] == [one.pk for one in waiting[:2]]
    assert enrolments.fill_from_waiting_list(run, by=organiser) == []


def test_who_joined_first_is_first_whatever_the_row(organiser):
    run = make.course_run(seats=1)
    first, second = make.enrolment("nominated", run=run), make.enrolment("nominated", run=run)
    enrolments.waitlist(second, by=organiser, at=make.moment(date.today() - timedelta(days=2)))
    enrolments.waitlist(first, by=organiser, at=make.moment(date.today() - timedelta(days=1)))

    [called] = enrolments.fill_from_waiting_list(run, by=organiser)

    assert called == second


def test_confirm_or_waitlist_never_passes_who_waits(sign_in, organiser):
    run = make.course_run(seats=2, fills_from_waiting_list=False)
    people = [make.enrolment("nominated", run=run) for _ in range(4)]
    sign_in(organiser).post(
        reverse("courses:enrolment_decide", args=[run.code]),
        {"viec": "confirm_or_waitlist", "chon": [one.token for one in people[:3]]},
    )
    assert states(people) == ["confirmed", "confirmed", "waitlisted", "nominated"]
    enrolments.withdraw(people[0], by=organiser, reason="Ốm")

    enrolments.confirm_or_waitlist(people[3], by=organiser)

    assert states(people[2:]) == ["waitlisted", "waitlisted"]
    with pytest.raises(Refused, match="Đã ở danh sách chờ"):
        enrolments.confirm_or_waitlist(people[2], by=organiser)


def test_the_place_is_shown_to_agency_and_person(sign_in, coordinator, learner):
    run = make.course_run(accepts_requests=True, seats=1)
    make.enrolment("waitlisted", run=run)
    own = make.enrolment("waitlisted", run=run, trainee_=learner.trainee)

    listing = sign_in(coordinator).get(reverse("courses:enrolment_list", args=[run.code]))
    request_page = sign_in(learner).get(reverse("courses:enrolment_request", args=[run.code]))
    detail = sign_in(learner).get(own.get_absolute_url())

    assert "Thứ 2 trong danh sách chờ" in listing.content.decode()
    assert [request_page.context["place"], request_page.context["waiting_total"]] == [2, 2]
    assert [detail.context["place"], detail.context["waiting_total"]] == [2, 2]


def test_a_request_uses_a_seat_and_no_quota_and_moves_up(sign_in, organiser, learner, newspaper):
    run = make.course_run(accepts_requests=True, seats=1, quotas={newspaper: 1})
    seated = make.enrolment(run=run)
    page = reverse("courses:enrolment_request", args=[run.code])

    sign_in(learner).post(page, {"category": "reporter"})
    own = run.enrolments.get(trainee=learner.trainee)
    enrolments.confirm_or_waitlist(own, by=organiser)
    enrolments.withdraw(seated, by=organiser, reason="Ốm")

    assert states([own]) == ["confirmed"]
    assert run.enrolments.holding_a_seat().count() == 1
    make.enrolment("nominated", run=run)  # the agency's quota is free again, the seat is not


def test_an_empty_list_is_said(sign_in, organiser):
    assert said(sign_in(organiser).post(url(make.course_run()))) == [
        "Không có chỗ trống hoặc không còn ai chờ, chưa gọi ai."
    ]


CODES = {
    "": 302,
    "learner": 404,
    "coordinator": 403,
    "other_organiser": 404,
    "officer": 403,
    "approver": 403,
    "trainer": 404,
}


@pytest.mark.parametrize("who", CODES)
def test_the_button_is_the_organisers(sign_in, request, who):
    run, [seated], waiting = full(fills_from_waiting_list=False)
    enrolments.withdraw(seated, by=make.user(), reason="Ốm")

    user = request.getfixturevalue(who) if who else None

    assert sign_in(user).post(url(run)).status_code == CODES[who]
    assert states(waiting) == ["waitlisted"] * 2


def test_a_get_calls_nobody(sign_in, organiser):
    assert sign_in(organiser).get(url(make.course_run())).status_code == 405


def test_a_run_that_is_over_calls_nobody(sign_in, organiser):
    run, _seated, waiting = full()
    CourseRun.objects.filter(pk=run.pk).update(state="closed")

    answer = sign_in(organiser).post(url(run))

    assert "không nhận thêm học viên" in said(answer)[-1]
    assert states(waiting) == ["waitlisted"] * 2
