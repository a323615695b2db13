"""Where the run asks for it: draft by the coordinator, submitted to the agency's head, sent or given back."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from common.models import StateChange
from common.refusals import Refused
from courses.actions import agency_approvals, enrolments, nomination_lists
from courses.models import Enrolment
from organisations.models import OrganisationSuccession
from tests import make
from trainees.importing import Roster, RosterRow

pytestmark = pytest.mark.django_db
TODAY = date.today()


@pytest.fixture
def head(newspaper):
    """The head of the newspaper."""
    return make.user("Lý Thị Lãnh Đạo", "approver", newspaper)


def call(**with_):
    return make.course_run(needs_agency_approval=True, **with_)


def address(name, run, agency):
    return reverse(f"courses:nomination_{name}", args=[run.code, agency.code])


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def states(run):
    return sorted(run.enrolments.values_list("state", flat=True))


def test_every_way_of_nominating_makes_a_draft(sign_in, coordinator, newspaper):
    run = call()
    person = make.trainee(organisation=newspaper)
    client = sign_in(coordinator)

    picked = client.post(
        reverse("courses:nomination_create", args=[run.code]), {"chon": person.token}
    )
    client.post(
        reverse("courses:nomination_new_person", args=[run.code]),
        {"full_name": "Lò Văn Mới", "category": "reporter", "sex": ""},
    )
    upload = nomination_lists.Upload("a.xlsx", ".xlsx", b"x", "0" * 64)
    rows = [RosterRow(4, "Lò Thị Tệp", category="Phóng viên")]
    kept, _new = nomination_lists.keep(
        run, newspaper, upload, Roster("", 3, {}, rows, []), by=coordinator
    )
    nomination_lists.confirm(kept, by=coordinator, seen="n")

    assert states(run) == ["drafted"] * 3
    assert said(picked)[-1] == "Đã lưu bản nháp. Bấm “Trình lãnh đạo” để gửi duyệt."


def test_what_the_organiser_enters_is_signed_on_paper_already(sign_in, organiser, newspaper):
    run = call()
    person = make.trainee(organisation=newspaper)
    page = reverse("courses:nomination_create", args=[run.code]) + f"?don_vi={newspaper.code}"

    sign_in(organiser).post(page, {"chon": person.token})

    assert states(run) == ["nominated"]


def test_drafts_are_submitted_approved_and_sent(sign_in, coordinator, head, newspaper, organiser):
    run = call()
    drafts = [make.enrolment("drafted", run=run, organisation=newspaper) for _ in range(2)]
    listing = sign_in(coordinator).get(reverse("courses:enrolment_list", args=[run.code]))
    assert [(one.agency, one.people) for one in listing.context["drafts"]] == [(newspaper, 2)]

    answer = sign_in(coordinator).post(address("submit", run, newspaper))
    assert [answer.status_code, states(run)] == [302, ["submitted"] * 2]

    page = sign_in(head).get(address("approval_list", run, newspaper))
    assert len(page.context["waiting"]) == 2
    shown = [one.token for one in page.context["waiting"]]
    sign_in(head).post(address("approve", run, newspaper), {"viec": "tat_ca", "hien": shown})

    assert states(run) == ["nominated"] * 2
    lines = StateChange.objects.of(drafts[0]).order_by("pk")
    assert [(line.verb, line.after) for line in lines] == [
        ("create", "drafted"),
        ("submit", "submitted"),
        ("nominate", "nominated"),
    ]
    assert lines.last().by == head


def test_an_agency_without_a_head_is_told_what_to_do(sign_in, coordinator, newspaper):
    run = call()
    make.enrolment("drafted", run=run)

    answer = sign_in(coordinator).post(address("submit", run, newspaper))

    assert said(answer)[-1].startswith("Cơ quan chưa có tài khoản lãnh đạo")


def test_the_head_approves_some_and_gives_the_others_back_with_a_reason(
    sign_in, coordinator, head, newspaper
):
    run = call()
    first, second = (make.enrolment("submitted", run=run) for _ in range(2))

    sign_in(head).post(address("approve", run, newspaper), {"chon": first.token})
    sign_in(head).post(
        address("send_back", run, newspaper), {"chon": second.token, "ly_do": "Đang đi học"}
    )

    second.refresh_from_db()
    line = StateChange.objects.of(second).latest("pk")
    assert [states(run), line.verb, line.reason] == [
        ["drafted", "nominated"],
        "send_back",
        "Đang đi học",
    ]
    page = sign_in(coordinator).get(second.get_absolute_url())
    assert page.context["reason"] == "Đang đi học"
    assert "Trình lãnh đạo" in page.context["next_words"]


def test_giving_back_asks_for_a_reason_and_for_people(sign_in, head, newspaper):
    run = call()
    one = make.enrolment("submitted", run=run)
    client = sign_in(head)

    unticked = client.post(address("approve", run, newspaper))
    unexplained = client.post(address("send_back", run, newspaper), {"chon": one.token})

    assert said(unticked)[-1].startswith("Chưa đánh dấu người nào")
    assert said(unexplained)[-1] == "Nêu lý do để đơn vị và học viên biết."
    assert states(run) == ["submitted"]


def test_a_stale_page_approves_nobody(head, newspaper):
    run = call()
    first, second = (make.enrolment("submitted", run=run) for _ in range(2))
    agency_approvals.send_back(run, [second], by=head, reason="Nhầm người")

    with pytest.raises(Refused, match="không còn chờ duyệt"):
        agency_approvals.approve(run, [first, second], by=head)

    assert states(run) == ["drafted", "submitted"]


def test_drafts_and_submitted_lists_use_the_quota(coordinator, newspaper):
    run = call(quotas={newspaper: 2})
    make.enrolment("drafted", run=run)
    make.enrolment("submitted", run=run)

    with pytest.raises(Refused, match="không còn chỉ tiêu"):
        make.enrolment("drafted", run=run)


def test_the_deadline_is_for_submitting_not_for_approving(coordinator, head, newspaper):
    run = call(nominate_by=TODAY)
    submitted, draft = (make.enrolment(state, run=run) for state in ("submitted", "drafted"))
    late = make.moment(TODAY + timedelta(days=1))

    with pytest.raises(Refused, match="Đã hết hạn cử"):
        agency_approvals.submit(run, newspaper, by=coordinator, at=late)
    agency_approvals.approve(run, [submitted], by=head, at=late)

    draft.refresh_from_db()
    assert [submitted.state, draft.state] == ["nominated", "drafted"]


def test_a_run_that_asks_no_longer_takes_the_drafts_at_once(coordinator, newspaper):
    run = call()
    make.enrolment("drafted", run=run)
    type(run).objects.filter(pk=run.pk).update(needs_agency_approval=False)

    assert agency_approvals.submit(run, newspaper, by=coordinator) == 1
    assert states(run) == ["nominated"]
    with pytest.raises(Refused, match="Không có bản nháp"):
        agency_approvals.submit(run, newspaper, by=coordinator)


def test_a_draft_is_no_business_of_the_organiser(sign_in, organiser, officer):
    draft = make.enrolment("drafted", run=call())
    submitted = make.enrolment("submitted", run=draft.course_run)

    for user in (organiser, officer):
        for one in (draft, submitted):
            assert sign_in(user).get(one.get_absolute_url()).status_code == 404

    with pytest.raises(Refused, match="không còn ở trạng thái này"):
        enrolments.confirm(draft, by=organiser)


CODES = {
    "": 302,
    "learner": 404,
    "other_coordinator": 403,
    "other_organiser": 404,
    "officer": 403,
    "organiser": 403,
    "approver": 403,
}


@pytest.mark.parametrize("who", CODES)
@pytest.mark.parametrize("verb", ["approve", "send_back", "submit"])
def test_only_the_head_answers_and_only_the_coordinator_submits(
    sign_in, request, newspaper, verb, who
):
    run = call()
    one = make.enrolment("drafted" if verb == "submit" else "submitted", run=run)
    user = request.getfixturevalue(who) if who else None

    answer = sign_in(user).post(address(verb, run, newspaper), {"chon": one.token, "ly_do": "x"})

    one.refresh_from_db()
    assert [answer.status_code, one.state] == [
        CODES[who],
        "drafted" if verb == "submit" else "submitted",
    ]


def test_coordinator_and_head_do_not_take_each_others_part(sign_in, coordinator, head, newspaper):
    run = call()
    make.enrolment("drafted", run=run)

    assert sign_in(coordinator).get(address("approval_list", run, newspaper)).status_code == 403
    assert sign_in(coordinator).post(address("approve", run, newspaper)).status_code == 403
    assert sign_in(head).post(address("submit", run, newspaper)).status_code == 403


@pytest.mark.parametrize("verb", ["approve", "send_back", "submit"])
def test_a_get_changes_nothing(sign_in, head, newspaper, verb):
    run = call()
    make.enrolment("submitted", run=run)

    assert sign_in(head).get(address(verb, run, newspaper)).status_code == 405


def test_another_agencys_list_is_closed_to_a_head(sign_in, head, radio):
    run = call()
    make.enrolment("submitted", run=run)
    other = make.enrolment("submitted", run=run, trainee_=make.trainee(organisation=radio))

    assert sign_in(head).get(address("approval_list", run, radio)).status_code == 403
    assert sign_in(head).get(other.get_absolute_url()).status_code == 404
    assert sign_in(head).post(address("approve", call(), radio)).status_code == 404


@pytest.mark.parametrize("size", [1, 8])
def test_the_list_costs_the_same_for_any_number_of_people(
    sign_in, head, newspaper, size, django_assert_num_queries
):
    run = call()
    for _ in range(size):
        make.enrolment("submitted", run=run)
    client = sign_in(head)

    with django_assert_num_queries(8):
        page = client.get(address("approval_list", run, newspaper))

    assert len(page.context["waiting"]) == size


def test_the_first_screen_leads_head_and_coordinator_to_it(sign_in, coordinator, head, newspaper):
    run = call(nominate_by=TODAY + timedelta(days=3))
    make.enrolment("drafted", run=run)
    make.enrolment("submitted", run=call())

    drafts = sign_in(coordinator).get(reverse("start")).context["waiting"][0]
    waiting = sign_in(head).get(reverse("start")).context["waiting"][0]

    assert [drafts.words, drafts.verb] == [
        f"1 người còn là bản nháp ở lớp {run.code}",
        "Trình lãnh đạo",
    ]
    assert "hạn cử" in drafts.note
    assert waiting.words.startswith("1 người chờ duyệt cử vào lớp")
    assert Enrolment.objects.count() == 2


def test_approving_all_takes_those_who_were_on_the_page(sign_in, head, newspaper):
    run = call()
    first = make.enrolment("submitted", run=run)
    client = sign_in(head)
    page = client.get(address("approval_list", run, newspaper)).content.decode()
    make.enrolment("submitted", run=run)

    client.post(address("approve", run, newspaper), {"viec": "tat_ca", "hien": first.token})

    assert f'<input type="hidden" name="hien" value="{first.token}">' in page
    first.refresh_from_db()
    assert [first.state, states(run)] == ["nominated", ["nominated", "submitted"]]


def test_two_eras_of_an_agency_under_one_code_are_one_list(sign_in, head, coordinator, newspaper):
    old = make.organisation(
        "Báo Lai Châu cũ",
        kind="press",
        code=newspaper.code,
        valid_from=date(2010, 1, 1),
        valid_to=TODAY - timedelta(days=1),
    )
    OrganisationSuccession.objects.create(predecessor=old, successor=newspaper, relation="whole")
    type(newspaper).objects.filter(pk=newspaper.pk).update(valid_from=TODAY)
    run = call()
    for agency in (old, newspaper):
        make.enrolment("drafted", run=run, trainee_=make.trainee(organisation=agency))

    sign_in(coordinator).post(address("submit", run, newspaper))
    page = sign_in(head).get(address("approval_list", run, newspaper))
    shown = [one.token for one in page.context["waiting"]]
    sign_in(head).post(address("approve", run, newspaper), {"viec": "tat_ca", "hien": shown})

    assert [page.context["agency"], len(shown)] == [newspaper, 2]
    assert states(run) == ["nominated"] * 2
