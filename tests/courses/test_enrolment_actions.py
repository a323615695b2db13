"""The heart of the flow, by its actions."""

import pytest
from django.urls import reverse

from common.models import StateChange
from common.refusals import Refused
from courses.actions import course_runs, enrolments
from courses.actions.enrolment_checks import quota_left
from courses.models import Completion
from organisations.models import OrganisationSuccession
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


def test_the_quota_of_an_agency_goes_on_with_its_successor(organiser, newspaper, radio):
    merged = make.organisation("Báo và phát thanh, truyền hình Lai Châu", kind="press")
    for one in (newspaper, radio):
        OrganisationSuccession.objects.create(predecessor=one, successor=merged, relation="whole")
    run = make.course_run(quotas={newspaper: 2, radio: 1})
    make.enrolment("nominated", run=run, trainee_=make.trainee(organisation=newspaper))

    assert quota_left(run, merged) == 2


def test_the_waiting_list_comes_before_new_names_in_a_bulk_decision(organiser, sign_in):
    run = make.course_run(seats=1)
    fresh = make.enrolment("nominated", run=run)
    waiting = make.enrolment("waitlisted", run=run)

    sign_in(organiser).post(
        reverse("courses:enrolment_decide", args=[run.code]),
        {"chon": [fresh.token, waiting.token], "viec": "confirm"},
    )

    fresh.refresh_from_db()
    waiting.refresh_from_db()
    assert (waiting.state, fresh.state) == ("confirmed", "nominated")
