"""Go on with what is left, follow the progress, look at a draft: who may."""

import pytest
from django.urls import reverse

from certificates import actions
from common.models import Job, JobState
from tests.certificates import making

pytestmark = pytest.mark.django_db


def url(name, thing):
    return reverse(f"certificates:{name}", args=[thing.token])


@pytest.fixture
def batch(organiser, approver):
    """Approved, its job over, nothing numbered yet."""
    made = making.approved(organiser, approver)
    Job.objects.update(state=JobState.DONE)
    return made


def test_going_on_starts_one_job_however_often_it_is_pressed(sign_in, approver, batch):
    client = sign_in(approver)

    answers = [client.post(url("batch_continue", batch)).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == ["done", "queued"]


def test_nothing_left_is_told(sign_in, approver, organiser):
    done = making.issued(organiser, approver)
    Job.objects.update(state=JobState.DONE)

    page = sign_in(approver).post(
        url("batch_continue", done),
        headers={"Referer": f"http://testserver{done.get_absolute_url()}"},
        follow=True,
    )

    assert [str(one) for one in page.context["messages"]] == [
        "Mọi giấy chứng nhận của đợt này đã cấp xong."
    ]
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("organiser", 403),
        ("officer", 403),
        ("administrator", 403),
        ("coordinator", 404),
        ("other_organiser", 404),
        ("other_officer", 404),
    ],
)
def test_nobody_else_goes_on(who, status, request, sign_in, batch):
    answer = sign_in(request.getfixturevalue(who)).post(url("batch_continue", batch))

    assert answer.status_code == status
    assert Job.objects.count() == 1


def test_going_on_is_no_link(sign_in, approver, batch):
    assert sign_in(approver).get(url("batch_continue", batch)).status_code == 405


@pytest.mark.parametrize("name", ["batch_detail", "batch_progress", "batch_continue"])
def test_anonymous_is_sent_to_sign_in(name, client, batch):
    answer = client.post(url(name, batch))

    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["batch_detail", "batch_progress"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("organiser", 200),
        ("approver", 200),
        ("officer", 200),
        ("coordinator", 404),
        ("learner", 404),
        ("other_officer", 404),
    ],
)
def test_the_office_of_the_province_follows_a_batch(who, status, name, request, sign_in, batch):
    assert sign_in(request.getfixturevalue(who)).get(url(name, batch)).status_code == status


def test_progress_names_what_cannot_be_printed(sign_in, approver, batch):
    Job.objects.update(errors=["02/2026/GCN-STP, Lò: Có chữ không in được"])

    html = sign_in(approver).get(url("batch_progress", batch)).content.decode()

    assert "02/2026/GCN-STP, Lò: Có chữ không in được" in html


@pytest.mark.parametrize(
    ("who", "status"),
    [("organiser", 200), ("officer", 200), ("coordinator", 403), ("other_organiser", 404)],
)
def test_a_draft_is_previewed_by_the_office(who, status, request, sign_in, batch):
    certificate = batch.certificates.first()

    answer = sign_in(request.getfixturevalue(who)).get(url("certificate_preview", certificate))

    assert answer.status_code == status


def test_an_issued_certificate_has_no_preview(sign_in, organiser, approver):
    certificate = making.certificate(organiser, approver)

    assert sign_in(organiser).get(url("certificate_preview", certificate)).status_code == 404


def test_a_batch_that_waits_cannot_go_on(organiser, approver):
    from common.refusals import Refused

    pending = making.proposal(organiser)

    with pytest.raises(Refused, match="chưa được duyệt"):
        actions.continue_issuing(pending, by=approver)
