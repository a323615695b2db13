"""Who is proposed for a certificate, and why somebody is not."""

import pytest
from django.urls import reverse

from certificates import actions
from certificates.facts import Signer
from certificates.models import Certificate, CertificateBatch
from common.models import StateChange
from common.refusals import Refused
from courses.models import Enrolment
from tests import make
from tests.certificates import making

pytestmark = pytest.mark.django_db


def url(run):
    return reverse("certificates:batch_create", args=[run.code])


def asked(**with_):
    return {
        "result_decision": "Quyết định số 12/QĐ-STP ngày 05/02/2026",
        "signer_capacity": "",
        "signer_title": "GIÁM ĐỐC",
        "signer_name": "Hà Thị Ký",
        **with_,
    }


def test_everybody_who_completed_gets_a_draft_and_the_others_a_reason(organiser, justice):
    making.template(justice)
    run = make.finished_run(people=2, fail=1)

    batch = actions.propose(run, by=organiser)

    assert list(batch.certificates.values_list("state", flat=True)) == ["draft", "draft"]
    assert [one.reason for one in actions.eligibility(run)].count(
        "Đã có trong một đề nghị khác đang chờ duyệt."
    ) == 2
    assert "Tham gia 0/2 buổi học, yêu cầu từ 80% trở lên." in [
        one.reason for one in actions.eligibility(run)
    ]
    assert [
        list(StateChange.objects.of(one).values_list("verb", "after", "by"))
        for one in batch.certificates.all()
    ] == [[("create", "draft", organiser.pk)]] * 2


def test_a_run_that_is_not_over_is_refused(organiser, justice):
    making.template(justice)
    run = make.course_run("running")

    with pytest.raises(Refused, match="khi lớp đã kết thúc"):
        actions.propose(run, by=organiser)


def test_without_a_template_nobody_is_eligible(organiser):
    run = make.finished_run(people=1)

    with pytest.raises(Refused) as refusal:
        actions.propose(run, by=organiser)

    assert refusal.value.details == [
        "1 người: Cơ quan chủ trì chưa có mẫu giấy chứng nhận. Lập mẫu trước khi đề nghị."
    ]
    assert CertificateBatch.objects.count() == 0


def test_without_a_signer_nobody_is_eligible(justice):
    making.template(justice)
    run = make.finished_run(people=1)

    [one] = actions.eligibility(run, Signer("", " ", ""))

    assert one.reason == "Chưa có chức vụ và họ tên người ký."


def test_a_name_that_the_fonts_lack_holds_back_that_person_only(organiser, justice):
    making.template(justice)
    run = make.finished_run(people=2)
    poisoned = run.enrolments.first()
    Enrolment.objects.filter(pk=poisoned.pk).update(full_name="Lò 𠀀 Thị")

    batch = actions.propose(run, by=organiser)

    reasons = {one.enrolment.pk: one.reason for one in actions.eligibility(run)}
    assert batch.certificates.count() == 1
    assert reasons[poisoned.pk] == "Có chữ không in được: 𠀀. Sửa lại rồi thử lại."


def test_a_second_proposal_carries_only_who_was_left(organiser, approver):
    batch = making.proposal(organiser, people=2)
    first = batch.certificates.first()
    actions.void(first, by=approver, reason="Chờ bổ sung")

    again = actions.propose(batch.course_run, by=organiser)

    assert [one.enrolment_id for one in again.certificates.all()] == [first.enrolment_id]


def test_the_page_proposes_with_the_signer_typed(sign_in, organiser, justice):
    making.template(justice)
    run = make.finished_run(people=2)

    answer = sign_in(organiser).post(url(run), asked())

    batch = CertificateBatch.objects.get()
    assert answer.headers["Location"] == batch.get_absolute_url()
    assert [batch.proposed_by, batch.signer_title, batch.signer_name, batch.result_decision] == [
        organiser,
        "GIÁM ĐỐC",
        "Hà Thị Ký",
        "Quyết định số 12/QĐ-STP ngày 05/02/2026",
    ]
    assert batch.certificates.count() == 2


def test_the_page_shows_both_lists_and_the_signer_of_the_template(sign_in, organiser, justice):
    making.template(justice)
    run = make.finished_run(people=2, fail=1)

    page = sign_in(organiser).get(url(run))

    assert [len(page.context["eligible"]), len(page.context["others"])] == [2, 1]
    assert page.context["form"]["signer_name"].value() == "Lò Văn Đức"


def test_a_letter_that_cannot_be_printed_is_shown_on_the_form(sign_in, organiser, justice):
    making.template(justice)
    run = make.finished_run(people=1)

    page = sign_in(organiser).post(url(run), asked(signer_name="Lò 𠀀"))

    assert page.context["form"].errors["signer_name"] == [
        "Có chữ không in được: 𠀀. Sửa lại rồi thử lại."
    ]
    assert CertificateBatch.objects.count() == 0


def test_a_refusal_is_shown_on_the_form(sign_in, organiser, justice):
    making.template(justice)
    run = make.course_run("running")

    page = sign_in(organiser).post(url(run), asked())

    assert page.context["form"].non_field_errors() == [
        "Chỉ đề nghị cấp giấy chứng nhận khi lớp đã kết thúc."
    ]
    assert Certificate.objects.count() == 0


@pytest.mark.parametrize("name", ["approver", "officer", "trainer", "administrator"])
def test_another_role_may_not_propose(name, request, sign_in, justice):
    making.template(justice)
    run = make.finished_run(people=1, trainers=[request.getfixturevalue("trainer")])

    answer = sign_in(request.getfixturevalue(name)).post(url(run), asked())

    assert answer.status_code == 403
    assert CertificateBatch.objects.count() == 0


def test_a_run_of_another_agency_is_not_found(sign_in, other_organiser, justice):
    making.template(justice)
    run = make.finished_run(people=1)

    answer = sign_in(other_organiser).post(url(run), asked())

    assert answer.status_code == 404


def test_anonymous_is_sent_to_sign_in(client):
    run = make.finished_run(people=1)

    answer = client.post(url(run), asked())

    assert answer.headers["Location"].startswith(reverse("account_login"))
