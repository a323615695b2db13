"""Somebody else in the place of a person who cannot come."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from common.models import StateChange
from common.refusals import Refused
from courses.actions import agency_approvals, enrolments, substitutions
from tests import make

pytestmark = pytest.mark.django_db


def address(enrolment):
    return reverse(
        "courses:enrolment_substitute", args=[enrolment.course_run.code, enrolment.token]
    )


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def replace(enrolment, by, person=None, **with_):
    return substitutions.substitute(
        enrolment,
        person or make.trainee(organisation=enrolment.nominating_organisation),
        category=make.category(),
        by=by,
        reason="Đi công tác",
        **with_,
    )


def test_the_agency_sends_somebody_else_in_one_step(sign_in, coordinator, newspaper):
    run = make.course_run(quotas={newspaper: 1}, nominate_by=date.today() - timedelta(days=1))
    first = make.enrolment("nominated", run=run)
    person = make.trainee("Lò Văn Thay", newspaper)
    client = sign_in(coordinator)
    assert [one.full_name for one in client.get(address(first)).context["listing"].rows] == [
        "Lò Văn Thay"
    ]

    answer = client.post(address(first), {"chon": person.token, "ly_do": "Đi công tác"})

    first.refresh_from_db()
    made = run.enrolments.get(trainee=person)
    assert answer.url == made.get_absolute_url()
    assert [first.state, made.state, made.substitute_for] == ["withdrawn", "nominated", first]
    for one, verb in ((first, "withdraw"), (made, "create")):
        line = StateChange.objects.of(one).latest("pk")
        assert [line.verb, line.reason, line.by] == [verb, "Đi công tác", coordinator]


def test_the_seat_waits_for_the_substitute_and_not_for_the_waiting_list(coordinator, organiser):
    run = make.course_run(seats=1)
    first, waiting = make.enrolment(run=run), make.enrolment("waitlisted", run=run)

    made = replace(first, coordinator)
    called = enrolments.fill_from_waiting_list(run, by=organiser)

    assert [made.state, made.takes_over_seat, called] == ["nominated", True, []]
    enrolments.confirm(made, by=organiser)
    waiting.refresh_from_db()
    assert [made.state, waiting.state] == ["confirmed", "waitlisted"]


@pytest.mark.parametrize("answer", ["decline", "withdraw", "waitlist"])
def test_a_substitute_who_does_not_come_leaves_the_seat_to_the_list(coordinator, organiser, answer):
    run = make.course_run(seats=1)
    first, waiting = make.enrolment(run=run), make.enrolment("waitlisted", run=run)
    made = replace(first, coordinator)

    reason = {} if answer == "waitlist" else {"reason": "Không đủ điều kiện"}
    getattr(enrolments, answer)(made, by=organiser, **reason)

    waiting.refresh_from_db()
    assert waiting.state == "confirmed"


def test_the_substitute_of_a_substitute_still_keeps_the_seat(coordinator, organiser):
    run = make.course_run(seats=1)
    first, waiting = make.enrolment(run=run), make.enrolment("waitlisted", run=run)

    made = replace(replace(first, coordinator), coordinator)

    waiting.refresh_from_db()
    assert [made.takes_over_seat, waiting.state] == [True, "waitlisted"]


def test_the_organisers_substitute_takes_the_seat_at_once(sign_in, organiser, newspaper):
    run = make.course_run("running", seats=1)
    first = make.enrolment(run=run)
    person = make.trainee("Lò Văn Thay", newspaper)

    sign_in(organiser).post(address(first), {"chon": person.token, "ly_do": "Ốm"})

    made = run.enrolments.get(trainee=person)
    assert [made.state, made.full_name] == ["confirmed", "Lò Văn Thay"]
    assert run.enrolments.holding_a_seat().count() == 1


def test_the_head_of_the_agency_sees_the_substitute_first(coordinator, newspaper, organiser):
    run = make.course_run(needs_agency_approval=True, nominate_by=date.today())
    late = make.moment(date.today() + timedelta(days=1))
    confirmed, draft = make.enrolment(run=run), make.enrolment("drafted", run=run)

    of_confirmed, of_draft = replace(confirmed, coordinator), replace(draft, coordinator)
    head = make.user(role="approver", organisation=newspaper)
    agency_approvals.send_back(run, [of_confirmed], by=head, reason="Cử người khác")

    assert [of_confirmed.state, of_draft.state] == ["drafted", "drafted"]
    assert agency_approvals.submit(run, newspaper, by=coordinator, at=late) == 2


def test_who_asked_for_a_place_alone_has_no_substitute(sign_in, organiser, newspaper):
    run = make.course_run(accepts_requests=True)
    asked = make.enrolment("requested", run=run)

    with pytest.raises(Refused, match="tự đăng ký"):
        replace(asked, organiser, make.trainee(organisation=newspaper))
    assert sign_in(organiser).get(address(asked)).status_code == 403


@pytest.mark.parametrize("case", ["same", "twice", "reason", "over", "gone"])
def test_a_refused_substitution_leaves_the_first_in_place(organiser, case):
    run = make.course_run("running", mark_percent=0)
    first, other = make.enrolment("nominated", run=run), make.enrolment("nominated", run=run)
    person = {"same": first.trainee, "twice": other.trainee}.get(case) or make.trainee()
    if case == "gone":
        enrolments.withdraw(first, by=organiser, reason="Bận")
    if case == "over":
        type(run).objects.filter(pk=run.pk).update(state="closed")
    lines = StateChange.objects.count()

    with pytest.raises(Refused):
        substitutions.substitute(
            first,
            person,
            category=make.category(),
            by=organiser,
            reason=" " if case == "reason" else "Ốm",
        )

    first.refresh_from_db()
    assert first.state == ("withdrawn" if case == "gone" else "nominated")
    assert StateChange.objects.count() == lines


def test_nothing_typed_is_lost_to_a_refusal(sign_in, coordinator, newspaper):
    first = make.enrolment("nominated")
    person = make.trainee(organisation=newspaper)

    page = sign_in(coordinator).post(address(first), {"chon": person.token, "ly_do": ""})
    nobody = sign_in(coordinator).post(address(first), {"ly_do": "Ốm nặng"})

    assert [row.is_ticked for row in page.context["listing"].rows] == [True]
    assert "Ốm nặng" in nobody.content.decode()
    assert said(nobody) == ["Chọn một người để cử thay."]


CODES = {
    "": 302,
    "learner": 404,
    "other_coordinator": 404,
    "other_organiser": 404,
    "officer": 403,
    "approver": 403,
    "coordinator": 200,
    "organiser": 200,
}


@pytest.mark.parametrize("who", CODES)
def test_it_is_for_the_agency_and_the_organiser(sign_in, request, who):
    first = make.enrolment("nominated")
    user = request.getfixturevalue(who) if who else None

    assert sign_in(user).get(address(first)).status_code == CODES[who]


def test_after_the_start_only_the_organiser_replaces_who_has_a_seat(sign_in, coordinator):
    seated = make.enrolment(run=make.course_run("running"))

    answer = sign_in(coordinator).post(address(seated), {"ly_do": "Ốm"})

    seated.refresh_from_db()
    assert [answer.status_code, seated.state] == [403, "confirmed"]


@pytest.mark.parametrize("size", [1, 8])
def test_the_page_costs_the_same_for_any_number_of_people(
    sign_in, coordinator, newspaper, size, django_assert_num_queries
):
    first = make.enrolment("nominated")
    for _ in range(size):
        make.trainee(organisation=newspaper)
    client = sign_in(coordinator)

    with django_assert_num_queries(12):
        page = client.get(address(first))

    assert len(page.context["listing"].rows) == size
