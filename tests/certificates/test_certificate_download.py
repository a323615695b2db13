"""The stored file: byte for byte, to the holder and the office only."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from certificates import actions, files
from common.refusals import Refused
from tests import make
from tests.certificates import making
from trainees.models import Trainee

pytestmark = pytest.mark.django_db


def url(certificate):
    return reverse("certificates:certificate_download", args=[certificate.token])


@pytest.fixture
def certificate(organiser, approver, learner):
    """Issued to the learner of the cast."""
    run = make.course_run("running", mark_percent=0)
    enrolment = make.enrolment(run=run, trainee_=Trainee.objects.get(user=learner))
    make.attend(enrolment)
    from courses.actions import course_runs

    course_runs.close(run, by=organiser)
    return making.issued(organiser, approver, run=run).certificates.get()


@pytest.mark.parametrize(
    "who", ["learner", "organiser", "approver", "officer", "administrator", "coordinator"]
)
def test_the_holder_and_the_office_get_the_very_file(who, request, sign_in, certificate):
    answer = sign_in(request.getfixturevalue(who)).get(url(certificate))

    assert files.digest(answer.content) == certificate.sha256
    assert [answer[name] for name in ("Content-Type", "Cache-Control", "Content-Disposition")] == [
        "application/pdf",
        "no-store",
        f'attachment; filename="giay-chung-nhan-{certificate.register_number.replace("/", "-")}.pdf"',
    ]


@pytest.mark.parametrize(
    "who", ["other_learner", "other_coordinator", "other_organiser", "other_officer", "trainer"]
)
def test_nobody_else_finds_it(who, request, sign_in, certificate):
    answer = sign_in(request.getfixturevalue(who)).get(url(certificate))

    assert answer.status_code == 404


def test_anonymous_is_sent_to_sign_in(client, certificate):
    assert client.get(url(certificate)).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("state", ["draft", "numbered", "voided"])
def test_what_is_not_issued_has_no_file(state, sign_in, organiser, approver):
    certificate = making.certificate(organiser, approver, state)

    assert sign_in(organiser).get(url(certificate)).status_code == 404


@pytest.mark.parametrize("state", ["superseded", "revoked"])
def test_what_is_no_longer_valid_is_refused(state, sign_in, organiser, approver):
    certificate = making.certificate(organiser, approver, state)

    page = sign_in(organiser).get(url(certificate), follow=True)

    assert [str(one) for one in page.context["messages"]] == [
        "Giấy chứng nhận này không còn giá trị nên không tải về được."
    ]


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_damaged_file_is_never_sent(damage, certificate):
    path = Path(settings.PRIVATE_ROOT) / certificate.stored_as
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b"/Title", b"/Titel"))

    with pytest.raises(Refused, match="bị hỏng"):
        actions.checked_file(certificate)

    assert actions.verify_file(certificate) is False


def test_it_is_not_posted_to(sign_in, organiser, certificate):
    assert sign_in(organiser).post(url(certificate)).status_code == 405


def test_a_trainee_sees_own_certificates_only(sign_in, learner, other_learner, certificate):
    page = reverse("certificates:my_certificates")

    own, others = [
        list(sign_in(person).get(page).context["certificates"])
        for person in (learner, other_learner)
    ]

    assert [own, others] == [[certificate], []]


def test_a_revoked_one_stays_on_the_list_of_the_trainee(sign_in, learner, approver, certificate):
    actions.revoke(certificate, by=approver, reason="Sai")

    page = sign_in(learner).get(reverse("certificates:my_certificates"))

    assert [one.state for one in page.context["certificates"]] == ["revoked"]
    assert url(certificate) not in page.content.decode()
