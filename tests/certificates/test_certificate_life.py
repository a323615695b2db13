"""Revoke, void, issue again; and the whole diagram of a certificate."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import Role
from certificates import actions
from certificates.facts import Signer
from certificates.models import Certificate
from certificates.states import CERTIFICATE_ARROWS, CertificateState
from certificates.words import CertificateWords
from common.models import StateChange
from common.refusals import Refused
from common.states import move
from tests import make
from tests.certificates import making

pytestmark = pytest.mark.django_db

TODAY = date.today()
REASON = {"reason": "Cấp sai đối tượng"}
WRONG = [
    (arrow, state)
    for arrow in CERTIFICATE_ARROWS
    for state in CertificateState
    if state not in arrow.sources
]
RIGHT = [(arrow, state) for arrow in CERTIFICATE_ARROWS for state in arrow.sources]


def url(verb, certificate):
    return reverse(f"certificates:certificate_{verb}", args=[certificate.token])


def corrected(**with_):
    return {
        "full_name": "Nguyễn Thị Phượng",
        "birth": "05/02/1985",
        "position": "Trưởng phòng",
        "organisation": "Báo Lai Châu",
        "signer_capacity": "",
        "signer_title": "GIÁM ĐỐC",
        "signer_name": "Hà Thị Ký",
        "issued_on": TODAY.strftime("%d/%m/%Y"),
        "reason": "Sai tên",
        **with_,
    }


TYPED = {"revoke": REASON, "void": REASON, "reissue": corrected()}
VERBS = pytest.mark.parametrize(
    ("verb", "state"), [("revoke", "issued"), ("void", "draft"), ("reissue", "issued")]
)


def name(pair):
    return str(getattr(pair, "verb", pair))


@pytest.mark.parametrize(("arrow", "state"), WRONG, ids=name)
def test_every_arrow_from_another_state_is_refused_and_writes_nothing(
    arrow, state, organiser, approver
):
    certificate = making.certificate(organiser, approver, state)
    history = StateChange.objects.count()

    with pytest.raises(Refused):
        move(certificate, arrow, by=approver)

    certificate.refresh_from_db()
    assert certificate.state == state
    assert StateChange.objects.count() == history


def test_the_diagram_has_these_arrows_and_no_other():
    assert [(arrow.verb, str(state), str(arrow.target)) for arrow, state in RIGHT] == [
        ("number", "draft", "numbered"),
        ("issue", "numbered", "issued"),
        ("supersede", "issued", "superseded"),
        ("revoke", "issued", "revoked"),
        ("void", "draft", "voided"),
        ("void", "numbered", "voided"),
    ]


def test_a_revoked_certificate_keeps_its_number_words_and_file(sign_in, organiser, approver):
    certificate = making.certificate(organiser, approver)
    kept = [certificate.register_number, certificate.words, certificate.sha256]

    answer = sign_in(approver).post(url("revoke", certificate), REASON)

    certificate.refresh_from_db()
    change = StateChange.objects.of(certificate).order_by("pk").last()
    assert answer.headers["Location"] == certificate.batch.get_absolute_url()
    assert certificate.state == "revoked"
    assert [certificate.register_number, certificate.words, certificate.sha256] == kept
    assert [change.verb, change.reason, change.by] == ["revoke", "Cấp sai đối tượng", approver]


@pytest.mark.parametrize("state", ["draft", "numbered"])
def test_one_not_issued_yet_is_voided_with_its_reason(state, sign_in, organiser, approver):
    certificate = making.certificate(organiser, approver, state)

    sign_in(approver).post(url("void", certificate), REASON)

    certificate.refresh_from_db()
    assert certificate.state == "voided"
    assert StateChange.objects.of(certificate).order_by("pk").last().reason == "Cấp sai đối tượng"


def test_a_voided_number_is_not_given_again(organiser, approver):
    voided = making.certificate(organiser, approver, "numbered")
    actions.void(voided, by=approver, reason="Sai")

    again = making.issued(organiser, approver, run=voided.enrolment.course_run)

    assert list(again.certificates.values_list("number", flat=True)) == [2]


def test_a_reissued_certificate_replaces_the_old_one_with_the_next_number(
    sign_in, organiser, approver
):
    old = making.certificate(organiser, approver)

    sign_in(approver).post(url("reissue", old), corrected())

    old.refresh_from_db()
    new = Certificate.objects.get(replaces=old)
    words = CertificateWords.from_json(new.words)
    assert [old.state, new.state, new.number, new.issued_on] == ["superseded", "issued", 2, TODAY]
    assert [words.full_name, words.birth, words.position, words.signer_name] == [
        "Nguyễn Thị Phượng",
        "05/02/1985",
        "Trưởng phòng",
        "Hà Thị Ký",
    ]
    assert words.register_number == f"02/{TODAY.year}/GCN-STP"
    assert new.token in words.verification_url
    assert actions.verify_file(new) is True
    assert [actions.verify_file(old), StateChange.objects.of(new).count()] == [True, 3]


def test_a_reissue_that_cannot_be_printed_changes_nothing(sign_in, organiser, approver):
    old = making.certificate(organiser, approver)
    history = StateChange.objects.count()

    with pytest.raises(Refused, match="không in được: 𠀀"):
        actions.reissue(old, by=approver, reason="Sai", corrections={"full_name": "Lò 𠀀"})

    old.refresh_from_db()
    assert old.state == "issued"
    assert Certificate.objects.count() == 1
    assert old.series.__class__.objects.get().last_number == 1
    assert StateChange.objects.count() == history


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_of_reissue_lies_between_the_first_issue_and_today(days, organiser, approver):
    old = making.certificate(organiser, approver)

    with pytest.raises(Refused, match="Ngày cấp lại"):
        actions.reissue(old, by=approver, reason="Sai", on=TODAY + timedelta(days=days))


def test_a_reissue_keeps_words_that_were_not_corrected(organiser, approver):
    old = making.certificate(organiser, approver)

    new = actions.reissue(
        old,
        by=approver,
        reason="Đổi người ký",
        signer=Signer("", "GIÁM ĐỐC", "Hà Thị Ký"),
    )

    changed = {key for key in old.words if old.words[key] != new.words[key]}
    assert changed == {
        "register_number",
        "signer_capacity",
        "signer_title",
        "signer_name",
        "verification_url",
    }


def test_a_certificate_can_be_reissued_more_than_once(organiser, approver):
    first = making.certificate(organiser, approver)

    second = actions.reissue(first, by=approver, reason="Sai tên")
    third = actions.reissue(second, by=approver, reason="Sai năm sinh")

    states = Certificate.objects.in_register_order().values_list("state", flat=True)
    assert list(states) == ["superseded", "superseded", "issued"]
    assert third.replaces == second


@VERBS
def test_a_reason_is_asked_for(verb, state, sign_in, organiser, approver):
    certificate = making.certificate(organiser, approver, state)

    page = sign_in(approver).post(url(verb, certificate), {**TYPED[verb], "reason": ""})

    certificate.refresh_from_db()
    assert list(page.context["form"].errors) == ["reason"]
    assert certificate.state == state


@VERBS
def test_the_page_asks_before_it_acts(verb, state, sign_in, organiser, approver):
    certificate = making.certificate(organiser, approver, state)

    page = sign_in(approver).get(url(verb, certificate))

    certificate.refresh_from_db()
    assert page.status_code == 200
    assert certificate.state == state


@pytest.mark.parametrize(
    ("verb", "state"), [("revoke", "revoked"), ("void", "issued"), ("revoke", "draft")]
)
def test_a_wrong_state_is_told_and_nothing_written(verb, state, sign_in, organiser, approver):
    certificate = making.certificate(organiser, approver, state)
    history = StateChange.objects.count()

    page = sign_in(approver).post(url(verb, certificate), REASON)

    certificate.refresh_from_db()
    assert "không còn ở trạng thái này" in page.context["form"].non_field_errors()[0]
    assert [certificate.state, StateChange.objects.count()] == [state, history]


def test_only_a_valid_certificate_is_issued_again(sign_in, organiser, approver):
    certificate = making.certificate(organiser, approver, "revoked")

    answer = sign_in(approver).post(url("reissue", certificate), corrected(), follow=True)

    assert [str(one) for one in answer.context["messages"]] == [
        "Chỉ cấp lại giấy chứng nhận đang có giá trị."
    ]
    assert Certificate.objects.count() == 1


@VERBS
@pytest.mark.parametrize("who", ["organiser", "officer", "coordinator", "administrator"])
def test_another_role_may_not(who, verb, state, request, sign_in, organiser, approver):
    certificate = making.certificate(organiser, approver, state)

    answer = sign_in(request.getfixturevalue(who)).post(url(verb, certificate), TYPED[verb])

    certificate.refresh_from_db()
    assert [answer.status_code, certificate.state] == [403, state]


@VERBS
def test_the_proposer_may_not_even_with_the_role(verb, state, sign_in, organiser, approver):
    certificate = making.certificate(organiser, approver, state)
    make.grant(organiser, Role.APPROVER)

    answer = sign_in(organiser).post(url(verb, certificate), TYPED[verb])

    assert answer.status_code == 403


def test_the_action_itself_refuses_the_proposer(organiser, approver):
    certificate = making.certificate(organiser, approver)

    with pytest.raises(Refused, match="không tự xử lý"):
        actions.revoke(certificate, by=organiser, reason="Sai")


@VERBS
@pytest.mark.parametrize("who", ["other_organiser", "other_officer", "other_coordinator"])
def test_a_certificate_of_others_is_not_found(
    who, verb, state, request, sign_in, organiser, approver
):
    certificate = making.certificate(organiser, approver, state)

    answer = sign_in(request.getfixturevalue(who)).post(url(verb, certificate), TYPED[verb])

    assert answer.status_code == 404


@VERBS
def test_anonymous_is_sent_to_sign_in(verb, state, client, organiser, approver):
    certificate = making.certificate(organiser, approver, state)

    answer = client.post(url(verb, certificate), TYPED[verb])

    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_an_issued_certificate_whose_result_fell_is_marked(sign_in, organiser, approver):
    from courses.actions import completions

    certificate = making.certificate(organiser, approver)
    completions.correct(
        certificate.enrolment.completion, by=approver, reason="Nhầm", decision="QĐ 1"
    )

    page = sign_in(approver).get(certificate.batch.get_absolute_url())

    assert [one.is_without_result for one in page.context["listing"].rows] == [True]
    assert "cần thu hồi" in page.content.decode()
