"""Unused seats go back to the lead: on the announced day by themselves, or by the button."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from common import ticks
from common.models import StateChange
from common.refusals import Refused
from courses import notices
from courses.actions import quotas, substitutions
from courses.actions.enrolment_checks import quota_left
from courses.models import CourseRun
from courses.querysets.run_pages import QuotaSums, quota_use
from organisations.models import OrganisationSuccession
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date.today()


def url(run):
    return reverse("courses:quota_release", args=[run.code])


def page_of(run):
    return reverse("courses:quota_list", args=[run.code])


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def figures(run):
    return {
        use.quota.organisation.name: (use.quota.seats, use.used, use.quota.released, use.left)
        for use in quota_use(run)
    }


@pytest.fixture
def run(newspaper, radio):
    """Two people of the newspaper's five, none of the radio's three; thirty seats."""
    made = make.course_run(quotas={newspaper: 5, radio: 3})
    CourseRun.objects.filter(pk=made.pk).update(release_unused_on=TODAY)
    made.refresh_from_db()
    for state in ("nominated", "confirmed"):
        make.enrolment(state, run=made)
    return made


def test_the_button_takes_back_what_nobody_used(sign_in, organiser, run):
    answer = sign_in(organiser).post(url(run))

    assert said(answer) == ["Đã thu hồi 6 chỉ tiêu chưa dùng."]
    assert figures(run) == {
        "Báo Lai Châu": (5, 2, 3, 0),
        "Đài Phát thanh và Truyền hình Lai Châu": (3, 0, 3, 0),
    }
    line = StateChange.objects.of(run).latest("pk")
    assert [line.verb, line.by] == ["quota_release", organiser]
    assert "Báo Lai Châu: 3" in line.reason


def test_an_agency_sends_no_more_than_it_used_but_may_replace(organiser, coordinator, run):
    quotas.release_unused(run, by=organiser)

    with pytest.raises(Refused, match="không còn chỉ tiêu"):
        make.enrolment("nominated", run=run)

    first = run.enrolments.get(state="nominated")
    person = make.trainee(organisation=first.nominating_organisation)
    substitutions.substitute(
        first, person, category=make.category(), by=coordinator, reason="Đi công tác"
    )
    assert figures(run)["Báo Lai Châu"] == (5, 2, 3, 0)


def test_the_lead_gives_the_pool_again_and_the_clock_leaves_it(organiser, newspaper, run):
    assert quotas.release_due() == 1
    sums = QuotaSums.of(run, quota_use(run))
    assert [sums.given, sums.used, sums.released, sums.pool] == [2, 2, 6, 28]

    quota = run.quotas.get(organisation=newspaper)
    quotas.set_seats(run, {quota.pk: 4}, by=organiser)

    assert quotas.release_due() == 0
    assert figures(run)["Báo Lai Châu"] == (7, 2, 3, 2)
    assert quotas.release_unused(run, by=organiser) == 2


@pytest.mark.parametrize("state", ["draft", "open", "running", "closed"])
def test_the_clock_looks_at_open_runs_on_their_day(newspaper, state):
    make.course_run("open", quotas={newspaper: 2}, release_unused_on=TODAY + timedelta(days=1))
    make.course_run("open", release_unused_on=TODAY + timedelta(days=1))
    due = make.course_run(state, mark_percent=0, sessions=0, mode="online", quotas={newspaper: 2})
    type(due).objects.filter(pk=due.pk).update(release_unused_on=TODAY)

    assert quotas.release_due() == (1 if state == "open" else 0)
    assert due.quotas.get().released == (2 if state == "open" else 0)


def test_the_clock_knows_the_act(run):
    assert "courses.release_unused_quotas" in ticks.run_due()
    assert run.quotas.filter(released__gt=0).count() == 2


def test_before_the_day_it_is_refused_and_the_page_says_from_when(sign_in, organiser, newspaper):
    day = TODAY + timedelta(days=4)
    run = make.course_run(quotas={newspaper: 2}, release_unused_on=day)
    client = sign_in(organiser)

    page = client.get(page_of(run))
    answer = client.post(url(run))

    assert [page.context["release_day"], page.context["may_release"]] == [day, False]
    assert f"từ ngày {day:%d/%m/%Y}" in said(answer)[-1]
    assert figures(run) == {"Báo Lai Châu": (2, 0, 0, 2)}


def test_without_a_day_the_deadline_decides(organiser, newspaper):
    late = make.course_run(quotas={newspaper: 2}, nominate_by=TODAY - timedelta(days=1))
    never = make.course_run(quotas={newspaper: 2})

    assert quotas.release_unused(late, by=organiser) == 2
    with pytest.raises(Refused, match="chưa có ngày thu hồi"):
        quotas.release_unused(never, by=organiser)


def test_nothing_unused_is_said(organiser, newspaper, run):
    quotas.release_unused(run, by=organiser)

    with pytest.raises(Refused, match="Không có chỉ tiêu nào chưa dùng"):
        quotas.release_unused(run, by=organiser)


def test_the_last_quota_of_an_open_run_is_not_taken_away_by_a_nought(organiser, newspaper, radio):
    run = make.course_run(quotas={newspaper: 2, radio: 2})
    ids = {quota.organisation: quota.pk for quota in run.quotas.all()}
    quotas.set_seats(run, {ids[radio]: 0}, by=organiser)

    with pytest.raises(Refused, match="mọi cơ quan trong tỉnh đều cử được"):
        quotas.set_seats(run, {ids[newspaper]: 0}, by=organiser)

    draft = make.course_run("draft", quotas={newspaper: 2})
    quotas.set_seats(draft, {draft.quotas.get().pk: 0}, by=organiser)
    assert [run.quotas.count(), draft.quotas.count()] == [1, 0]


def test_a_quota_taken_back_whole_still_closes_the_run_to_others(organiser, newspaper, radio):
    run = make.course_run(quotas={newspaper: 2}, nominate_by=TODAY - timedelta(days=1))
    quotas.release_unused(run, by=organiser)

    with pytest.raises(Refused, match="không còn chỉ tiêu"):
        make.enrolment(
            "nominated",
            run=run,
            trainee_=make.trainee(organisation=radio),
        )


def test_giving_more_than_the_seats_is_warned_of(sign_in, organiser, newspaper):
    run = make.course_run(seats=3, quotas={newspaper: 2})

    answer = sign_in(organiser).post(
        page_of(run), {"viec": "luu", f"chi-tieu-{run.quotas.get().pk}": "5"}
    )

    assert said(answer)[-1].startswith("Tổng chỉ tiêu 5 nhiều hơn số chỗ 3")
    assert sign_in(organiser).get(page_of(run)).context["sums"].over == 2


CODES = {
    "": 302,
    "learner": 404,
    "coordinator": 403,
    "other_organiser": 404,
    "officer": 403,
    "approver": 403,
}


@pytest.mark.parametrize("who", CODES)
def test_the_button_is_the_organisers(sign_in, request, run, who):
    user = request.getfixturevalue(who) if who else None

    assert sign_in(user).post(url(run)).status_code == CODES[who]
    assert not run.quotas.filter(released__gt=0).exists()


def test_a_get_takes_nothing_back(sign_in, organiser, run):
    assert sign_in(organiser).get(url(run)).status_code == 405


@pytest.fixture
def merger(organiser, newspaper, radio):
    """The radio took over the newspaper; both were called, the newspaper used its three."""
    OrganisationSuccession.objects.create(predecessor=newspaper, successor=radio, relation="whole")
    made = make.course_run(quotas={newspaper: 3, radio: 5})
    CourseRun.objects.filter(pk=made.pk).update(release_unused_on=TODAY)
    made.refresh_from_db()
    for _ in range(3):
        make.enrolment("nominated", run=made)
    return made


def test_after_a_merger_each_seat_and_each_person_counts_once(organiser, newspaper, radio, merger):
    lines = {use.quota.organisation: (use.used, use.left) for use in quota_use(merger)}
    left = [quota_left(merger, agency) for agency in (newspaper, radio)]

    assert [lines, left] == [{newspaper: (3, 0), radio: (0, 5)}, [0, 5]]
    assert quotas.release_unused(merger, by=organiser) == 5
    sums = QuotaSums.of(merger, quota_use(merger))
    assert [sums.given, sums.used, sums.released, sums.pool] == [3, 3, 5, 27]


def test_who_follows_without_a_quota_of_their_own_uses_the_seats_of_the_followed(
    organiser, newspaper, radio
):
    merged = make.organisation("Báo và phát thanh, truyền hình Lai Châu", kind="press")
    for one in (newspaper, radio):
        OrganisationSuccession.objects.create(predecessor=one, successor=merged, relation="whole")
    run = make.course_run(quotas={newspaper: 1, radio: 2}, nominate_by=TODAY)
    for _ in range(2):
        make.enrolment("nominated", run=run, trainee_=make.trainee(organisation=merged))

    assert [(use.used, use.left) for use in quota_use(run)] == [(1, 0), (1, 1)]
    assert quota_left(run, merged) == 1
    late = make.moment(TODAY + timedelta(days=1))
    assert quotas.release_unused(run, by=organiser, at=late) == 1


def test_a_run_that_fails_does_not_keep_the_clock_from_the_others(monkeypatch, newspaper):
    first, second = (make.course_run(quotas={newspaper: 2}) for _ in range(2))
    CourseRun.objects.update(release_unused_on=TODAY)
    tell = notices.quotas_released

    def broken(run, seats, *, by):
        if run == first:
            raise RuntimeError("no such agency")
        tell(run, seats, by=by)

    monkeypatch.setattr(notices, "quotas_released", broken)

    assert quotas.release_due() == 1
    assert [run.quotas.get().released for run in (first, second)] == [0, 2]
