"""Approve and return: by another person than the proposer, once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Role
from certificates import actions
from certificates.models import Certificate, CertificateBatch
from common.models import Job, StateChange
from common.refusals import Refused
from tests import make
from tests.certificates import making

pytestmark = pytest.mark.django_db

TODAY = date.today()


def approve_url(batch):
    return reverse("certificates:batch_approve", args=[batch.token])


def return_url(batch):
    return reverse("certificates:batch_return", args=[batch.token])


VERBS = pytest.mark.parametrize(
    ("verb", "typed"),
    [
        ("batch_approve", {"issued_on": TODAY.strftime("%d/%m/%Y")}),
        ("batch_return", {"reason": "Sai người ký"}),
    ],
)


def test_approval_sets_the_day_and_starts_the_job(sign_in, organiser, approver):
    batch = making.proposal(organiser)

    answer = sign_in(approver).post(approve_url(batch), {"issued_on": TODAY.strftime("%d/%m/%Y")})

    batch.refresh_from_db()
    job = Job.objects.get()
    assert answer.headers["Location"] == batch.get_absolute_url()
    assert [batch.approved_by, batch.issued_on] == [approver, TODAY]
    assert [job.kind, job.key, job.state, job.created_by, job.result_url] == [
        "certificates.tasks.issue_batch",
        batch.token,
        "queued",
        approver,
        batch.get_absolute_url(),
    ]


def test_a_return_voids_the_drafts_and_keeps_the_reason(sign_in, organiser, approver):
    batch = making.proposal(organiser)

    sign_in(approver).post(return_url(batch), {"reason": "Sai người ký"})

    batch.refresh_from_db()
    assert [batch.returned_by, batch.return_reason] == [approver, "Sai người ký"]
    assert list(batch.certificates.values_list("state", flat=True)) == ["voided", "voided"]
    assert [
        list(StateChange.objects.of(one).order_by("pk").values_list("verb", "reason", "by"))[1:]
        for one in batch.certificates.all()
    ] == [[("void", "Sai người ký", approver.pk)]] * 2


def test_after_a_return_the_run_can_be_proposed_again(organiser, approver):
    batch = making.proposal(organiser)
    actions.return_(batch, by=approver, reason="Sai người ký")

    again = actions.propose(batch.course_run, by=organiser)

    assert again.certificates.count() == 2


def test_the_proposer_may_not_approve_even_with_the_role(sign_in, organiser):
    make.grant(organiser, Role.APPROVER)
    batch = making.proposal(organiser)

    answer = sign_in(organiser).post(approve_url(batch), {"issued_on": TODAY.strftime("%d/%m/%Y")})

    assert answer.status_code == 403
    with pytest.raises(Refused, match="không được tự duyệt"):
        actions.approve(batch, by=organiser, on=TODAY)


def test_the_database_knows_that_the_approver_is_not_the_proposer(organiser):
    batch = making.proposal(organiser)

    with (
        pytest.raises(IntegrityError, match="the_approver_is_not_the_proposer"),
        transaction.atomic(),
    ):
        CertificateBatch.objects.filter(pk=batch.pk).update(approved_by=organiser)


@pytest.mark.parametrize("days", [-400, 1])
def test_the_day_of_issue_lies_between_the_end_of_the_class_and_today(
    days, sign_in, organiser, approver
):
    batch = making.proposal(organiser)
    day = TODAY + timedelta(days=days)

    page = sign_in(approver).post(approve_url(batch), {"issued_on": day.strftime("%d/%m/%Y")})

    ends = batch.course_run.ends_on.strftime("%d/%m/%Y")
    assert page.context["approve_form"].non_field_errors() == [
        f"Ngày cấp phải từ ngày bế giảng ({ends}) đến hôm nay."
    ]
    assert CertificateBatch.objects.pending().count() == 1
    assert Job.objects.count() == 0


@VERBS
@pytest.mark.parametrize("before", ["approved", "returned"])
def test_a_batch_is_answered_once(verb, typed, before, sign_in, organiser, approver):
    batch = making.proposal(organiser)
    if before == "approved":
        actions.approve(batch, by=approver, on=TODAY)
    else:
        actions.return_(batch, by=approver, reason="Sai")
    history = StateChange.objects.count()

    page = sign_in(approver).post(reverse(f"certificates:{verb}", args=[batch.token]), typed)

    form = page.context["approve_form" if verb == "batch_approve" else "return_form"]
    assert form.non_field_errors() == [
        "Đề nghị này đã được duyệt hoặc trả lại. Tải lại trang để xem tình trạng mới."
    ]
    assert StateChange.objects.count() == history


def test_a_return_needs_a_reason(sign_in, organiser, approver):
    batch = making.proposal(organiser)

    page = sign_in(approver).post(return_url(batch), {"reason": " "})

    assert list(page.context["return_form"].errors) == ["reason"]
    assert Certificate.objects.drafts().count() == 2


@VERBS
@pytest.mark.parametrize("name", ["organiser", "officer", "administrator"])
def test_another_role_may_not_answer(name, verb, typed, request, sign_in, organiser):
    batch = making.proposal(organiser)

    answer = sign_in(request.getfixturevalue(name)).post(
        reverse(f"certificates:{verb}", args=[batch.token]), typed
    )

    assert answer.status_code == 403
    assert CertificateBatch.objects.pending().count() == 1


@VERBS
@pytest.mark.parametrize("name", ["other_organiser", "other_officer", "coordinator", "learner"])
def test_a_batch_of_another_agency_is_not_found(name, verb, typed, request, sign_in, organiser):
    batch = making.proposal(organiser)

    answer = sign_in(request.getfixturevalue(name)).post(
        reverse(f"certificates:{verb}", args=[batch.token]), typed
    )

    assert answer.status_code == 404


@VERBS
def test_an_answer_is_never_given_by_a_link(verb, typed, sign_in, organiser, approver):
    batch = making.proposal(organiser)

    answer = sign_in(approver).get(reverse(f"certificates:{verb}", args=[batch.token]))

    assert answer.status_code == 405


@VERBS
def test_anonymous_is_sent_to_sign_in(verb, typed, client, organiser):
    batch = making.proposal(organiser)

    answer = client.post(reverse(f"certificates:{verb}", args=[batch.token]), typed)

    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("people", [2, 6])
def test_the_detail_page_costs_eight_queries_for_few_and_many(
    people, sign_in, organiser, approver, django_assert_num_queries
):
    batch = making.issued(organiser, approver, people=people)
    client = sign_in(approver)
    client.get(batch.get_absolute_url())

    with django_assert_num_queries(8):
        page = client.get(batch.get_absolute_url())

    assert len(page.context["listing"].rows) == people


def test_the_list_shows_what_waits_first_and_counts_it(sign_in, organiser, approver):
    answered = making.proposal(organiser)
    actions.return_(answered, by=approver, reason="Sai")
    pending = actions.propose(answered.course_run, by=organiser)
    later = making.proposal(organiser)
    actions.return_(later, by=approver, reason="Sai")

    page = sign_in(approver).get(reverse("certificates:batch_list"))

    assert page.context["listing"].rows == [pending, later, answered]
    assert page.context["waiting"] == 1


@pytest.mark.parametrize(("choice", "count"), [("cho", 1), ("tra", 1), ("duyet", 0), ("", 2)])
def test_the_list_is_filtered_by_its_state(choice, count, sign_in, organiser, approver):
    answered = making.proposal(organiser)
    actions.return_(answered, by=approver, reason="Sai")
    actions.propose(answered.course_run, by=organiser)

    page = sign_in(approver).get(reverse("certificates:batch_list"), {"tinh_trang": choice})

    assert page.context["listing"].total == count


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("organiser", 200),
        ("officer", 200),
        ("administrator", 200),
        ("coordinator", 403),
        ("trainer", 403),
        ("learner", 403),
    ],
)
def test_the_list_of_proposals_is_for_the_office(name, status, request, sign_in):
    answer = sign_in(request.getfixturevalue(name)).get(reverse("certificates:batch_list"))

    assert answer.status_code == status
