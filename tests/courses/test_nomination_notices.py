"""The answers to a nomination: told to the lead, the agency and the person, of the own people only."""

import pytest
from django.urls import reverse

from courses.actions import decisions, enrolments, nominations
from courses.actions.agency_approvals import approve, send_back, submit
from courses.actions.substitutions import substitute
from notices.models import Mail, Notice
from tests import make
from tests.courses.notices_told import SOON, body_for, forget_all, nominated, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(organiser):
    return make.course_run("open", starts_on=SOON, by=organiser)


@pytest.fixture
def hoa(newspaper):
    return make.trainee("Lò Thị Hoa", newspaper, email="hoa@example.vn")


@pytest.fixture
def forget():
    return forget_all


def test_the_lead_hears_of_a_list_in_one_notice(run, organiser, coordinator, newspaper):
    people = [make.trainee(f"Người Số {n}", newspaper) for n in range(1, 24)]
    chosen = [(person, make.category()) for person in people]

    nominations.nominate_many(run, chosen, organisation=newspaper, by=coordinator)

    notice = Notice.objects.get(kind="nominated")
    assert notice.recipient == organiser
    assert notice.subject == f"Báo Lai Châu cử 23 học viên vào lớp {run.code}"
    assert notice.body.count("- Người Số") == 20
    assert "- và 3 người khác" in notice.body
    assert notice.url == reverse("courses:enrolment_list", args=[run.code])


def test_the_head_hears_of_a_list_the_coordinator_of_the_answer(
    organiser, coordinator, newspaper, hoa, forget, sign_in
):
    head = make.user("Tổng Biên Tập", "approver", newspaper)
    run = make.course_run("open", starts_on=SOON, by=organiser, needs_agency_approval=True)
    one = nominated(run, hoa, coordinator)
    forget()

    submit(run, newspaper, by=coordinator)
    assert told()[0] == [("nomination_submitted", "Tổng Biên Tập")]
    asked = Notice.objects.get()
    assert sign_in(head).get(asked.url).status_code == 200
    forget()
    one.refresh_from_db()
    send_back(run, [one], by=head, reason="Bận tòa soạn")
    assert told()[0] == [("nomination_sent_back", "Mai Văn Đầu Mối")]
    assert "Lý do: Bận tòa soạn" in body_for(coordinator)
    forget()
    submit(run, newspaper, by=coordinator)
    one.refresh_from_db()
    forget()
    approve(run, [one], by=head)

    assert told() == (
        [("nominated", "Lò Thị Tổ Chức"), ("nomination_approved", "Mai Văn Đầu Mối")],
        [],
    )


def test_a_draft_is_told_to_nobody(organiser, coordinator, hoa, forget):
    run = make.course_run("open", starts_on=SOON, by=organiser, needs_agency_approval=True)
    forget()

    one = nominated(run, hoa, coordinator)
    enrolments.withdraw(one, by=coordinator, reason="Nhập nhầm")

    assert told() == ([], [])


@pytest.mark.parametrize(
    ("verb", "reason", "kinds"),
    [
        ("confirm", "", ["confirmed", "confirmed_person"]),
        ("waitlist", "", ["waitlisted", "waitlisted_person"]),
        ("decline", "Không đúng đối tượng", ["declined", "declined_person"]),
        ("return_", "Thiếu chức vụ", ["returned"]),
        ("withdraw", "Đi công tác", ["withdrawn", "withdrawn_person"]),
    ],
)
def test_the_agency_and_the_person_hear_the_answer(
    run, organiser, coordinator, hoa, forget, verb, reason, kinds
):
    one = nominated(run, hoa, coordinator)
    forget()

    getattr(enrolments, verb)(one, by=organiser, **({"reason": reason} if reason else {}))

    in_site, by_mail = told()
    assert in_site == [(kinds[0], "Mai Văn Đầu Mối")]
    assert by_mail == [(kind, "hoa@example.vn") for kind in kinds[1:]]
    assert "- Lò Thị Hoa" in body_for(coordinator)
    assert reason in body_for(coordinator)


def test_many_answers_of_one_press_are_one_notice_for_each_agency(
    run, organiser, coordinator, other_coordinator, newspaper, radio, forget
):
    """Quality 12: nobody reads of another agency's people."""
    own = [make.trainee(f"Của Báo {n}", newspaper, email=f"b{n}@example.vn") for n in range(3)]
    other = [make.trainee(f"Của Đài {n}", radio, email=f"d{n}@example.vn") for n in range(2)]
    rows = [nominated(run, person, organiser) for person in [*own, *other]]
    forget()

    decisions.decide_many(rows, "confirm", by=organiser)

    in_site, by_mail = told()
    assert in_site == [("confirmed", "Hà Thị Đầu Mối"), ("confirmed", "Mai Văn Đầu Mối")]
    assert [("Của Báo" in body_for(one), "Của Đài" in body_for(one))
            for one in (coordinator, other_coordinator)] == [(True, False), (False, True)]  # fmt: skip
    assert len(by_mail) == 5
    for mail in Mail.objects.all():
        others = {person.full_name for person in [*own, *other] if person.email != mail.to}
        assert [name for name in others if name in mail.body] == []


def test_of_a_press_that_is_refused_in_part_only_the_rest_is_told(
    organiser, coordinator, newspaper, forget
):
    run = make.course_run("open", starts_on=SOON, by=organiser, seats=1)
    people = [make.trainee(f"Người {n}", newspaper) for n in range(2)]
    rows = [nominated(run, person, coordinator) for person in people]
    forget()

    decided = decisions.decide_many(rows, "confirm", by=organiser)

    assert (decided.done, len(decided.refused)) == (1, 1)
    assert [words in body_for(coordinator) for words in ("Người 0", "Người 1")] == [True, False]


def test_a_call_from_the_waiting_list_has_its_own_words(organiser, coordinator, newspaper, forget):
    run = make.course_run("open", starts_on=SOON, by=organiser, seats=1)
    first, second = (make.trainee(name, newspaper) for name in ("Lò Thị Một", "Lò Thị Hai"))
    seated = nominated(run, first, coordinator)
    enrolments.confirm(seated, by=organiser)
    waiting = nominated(run, second, coordinator)
    enrolments.waitlist(waiting, by=organiser)
    forget()

    enrolments.withdraw(seated, by=organiser, reason="Ốm")

    assert told()[0] == [("promoted", "Mai Văn Đầu Mối"), ("withdrawn", "Mai Văn Đầu Mối")]
    promoted = Notice.objects.get(kind="promoted")
    assert "- Lò Thị Hai" in promoted.body


def test_a_substitution_is_one_notice_with_both_names(
    run, organiser, coordinator, newspaper, hoa, forget
):
    one = nominated(run, hoa, coordinator)
    enrolments.confirm(one, by=organiser)
    instead = make.trainee("Giàng A Thay", newspaper)
    forget()

    substitute(one, instead, category=make.category(), by=coordinator, reason="Đi công tác")

    assert told() == (
        [("substituted", "Lò Thị Tổ Chức")],
        [("substituted_person", "hoa@example.vn")],
    )
    body = body_for(organiser)
    assert ["cử người thay Lò Thị Hoa" in body, "- Giàng A Thay" in body] == [True, True]


def test_a_personal_request_is_told_to_the_lead(organiser, learner, forget):
    run = make.course_run("open", starts_on=SOON, by=organiser, accepts_requests=True)
    forget()

    enrolments.request(run, learner.trainee, category=make.category(), by=learner)

    assert told()[0] == [("requested", "Lò Thị Tổ Chức")]
    assert "- Giàng A Học" in body_for(organiser)


@pytest.mark.parametrize(
    ("before", "kinds"),
    [
        ("drafted", []),
        ("submitted", []),
        ("nominated", ["withdrawn"]),
        ("confirmed", ["withdrawn"]),
    ],
)
def test_of_a_substitute_inside_the_agency_the_lead_hears_nothing(
    organiser, coordinator, newspaper, forget, before, kinds
):
    run = make.course_run("open", starts_on=SOON, by=organiser, needs_agency_approval=True)
    one = make.enrolment(before, run=run, trainee_=make.trainee("Lò Thị Hoa", newspaper))
    instead = make.trainee("Giàng A Thay", newspaper)
    forget()

    substitute(one, instead, category=make.category(), by=coordinator, reason="Đi công tác")

    heard = Notice.objects.filter(recipient=organiser)
    assert [notice.kind for notice in heard] == kinds
    assert not any("Giàng A Thay" in notice.body for notice in heard)


def test_a_draft_that_was_replaced_is_not_named_to_the_lead(
    organiser, coordinator, newspaper, hoa, forget
):
    run = make.course_run("open", starts_on=SOON, by=organiser, needs_agency_approval=True)
    one = nominated(run, hoa, coordinator)
    type(run).objects.update(needs_agency_approval=False)
    instead = make.trainee("Giàng A Thay", newspaper)
    forget()

    substitute(one, instead, category=make.category(), by=coordinator, reason="Đi công tác")

    assert told() == ([("nominated", "Lò Thị Tổ Chức")], [])
    assert "Lò Thị Hoa" not in body_for(organiser)
