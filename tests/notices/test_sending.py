"""The outbox against a mail server that is down, slow, choosy, or hangs up: each mail once, none lost."""

import socket
import time
from datetime import date, timedelta

import pytest
from django.core import mail as django_mail
from django.urls import reverse
from django.utils import timezone

from common.models import StateChange
from common.refusals import Refused
from notices.actions import mails
from notices.actions.mails import WAITS, send_due
from notices.models import Mail
from tests import make
from tests.notices.fake_smtp import FakeSmtp
from tests.notices.letters import mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def smtp(settings):
    server = FakeSmtp()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 5
    yield server
    server.stop()


@pytest.fixture
def no_smtp(settings):
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


def after(minutes):
    return timezone.now() + timedelta(minutes=minutes)


def states():
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


def test_what_is_due_goes_out_over_one_connection(smtp):
    one, two = mail("a@example.vn"), mail("b@example.vn")
    mail("c@example.vn", due_at=after(5))

    assert send_due() == 2

    assert [letter.to for letter in smtp.received] == ["a@example.vn", "b@example.vn"]
    assert smtp.conversations == 1
    assert states() == ["sent", "sent", "queued"]
    one.refresh_from_db()
    assert (one.attempts, one.last_error, one.sent_at is None) == (1, "", False)
    verbs = StateChange.objects.of(two).values_list("verb", "by")
    assert list(verbs) == [("send", None), ("deliver", None)]
    assert send_due() == 0
    assert len(smtp.received) == 2


def test_a_letter_is_plain_text_in_vietnamese_with_a_lasting_name(smtp, settings):
    settings.SITE_URL = "https://tap-huan.example.vn"
    sent = mail(subject="Lớp <b>Đối ngoại</b>", body="Kính gửi <script>Sùng A Dơ</script>\n")

    send_due()

    letter = smtp.received[0].message
    assert letter["Subject"] == "Lớp <b>Đối ngoại</b>"
    assert letter["Message-ID"] == f"<{sent.token}@tap-huan.example.vn>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().splitlines() == ["Kính gửi <script>Sùng A Dơ</script>"]


def test_a_server_that_is_down_costs_one_try_and_loses_nothing(no_smtp):
    first, second = mail("a@example.vn"), mail("b@example.vn")

    assert send_due() == 0

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.attempts) == ("queued", 1)
    assert "ConnectionRefusedError" in first.last_error
    assert (second.state, second.attempts) == ("queued", 0)


def test_when_the_server_is_back_everything_goes_out_once(no_smtp, settings):
    for number in range(3):
        mail(f"n{number}@example.vn")
    send_due()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert send_due(now=after(2)) == 3

    assert sorted(letter.to[0] for letter in django_mail.outbox) == [
        "n0@example.vn",
        "n1@example.vn",
        "n2@example.vn",
    ]
    assert send_due(now=after(10)) == 0


def test_each_failure_waits_longer_and_the_last_one_gives_up(no_smtp):
    tried = mail()
    waited = []

    now = timezone.now()
    for _attempt in range(len(WAITS) + 1):
        send_due(now=now)
        tried.refresh_from_db()
        waited.append(round((tried.due_at - now).total_seconds() / 60))
        now = tried.due_at

    assert waited[:-1] == list(WAITS)
    assert (tried.state, tried.attempts) == ("failed", len(WAITS) + 1)
    assert 3 * 24 * 60 < sum(WAITS) < 4 * 24 * 60
    last = StateChange.objects.of(tried).latest("pk")
    assert (last.verb, "ConnectionRefusedError" in last.reason) == ("give_up", True)


def test_a_slow_server_is_left_after_the_time_out(smtp, settings):
    smtp.seconds, settings.EMAIL_TIMEOUT = 1.5, 0.3
    slow = mail("a@example.vn")
    mail("b@example.vn")

    began = time.monotonic()
    assert send_due() == 0

    assert time.monotonic() - began < 1.5
    slow.refresh_from_db()
    assert (slow.state, "imeout" in slow.last_error or "timed out" in slow.last_error) == (
        "queued",
        True,
    )


def test_a_refused_address_fails_at_once_and_the_others_go_on(smtp):
    smtp.answers["sai@example.vn"] = "550 5.1.1 no such user"
    wrong = mail("sai@example.vn")
    mail("dung@example.vn")

    assert send_due() == 1

    wrong.refresh_from_db()
    assert (wrong.state, wrong.last_error) == ("failed", "550 5.1.1 no such user")
    assert [letter.to for letter in smtp.received] == ["dung@example.vn"]


def test_an_address_that_is_busy_is_tried_again_later(smtp):
    smtp.answers["ban@example.vn"] = "451 4.7.1 greylisted, try again"
    busy = mail("ban@example.vn")
    mail("dung@example.vn")

    assert send_due() == 1
    busy.refresh_from_db()
    assert (busy.state, busy.last_error) == ("queued", "451 4.7.1 greylisted, try again")
    smtp.answers.clear()

    assert send_due(now=after(2)) == 1
    assert [letter.to for letter in smtp.received] == ["dung@example.vn", "ban@example.vn"]


def test_a_line_cut_in_the_middle_is_tried_again_under_the_same_name(smtp):
    smtp.drops = 1
    cut = mail()

    assert send_due() == 0
    assert states() == ["queued"]
    assert send_due(now=after(2)) == 1

    assert [letter.message["Message-ID"] for letter in smtp.received] == [
        f"<{cut.token}@127.0.0.1>"
    ]


def test_a_letter_that_is_refused_for_good_is_not_tried_again(smtp):
    smtp.refuses_data = "554 5.7.1 looks like spam"
    mail()

    assert send_due() == 0

    assert states() == ["failed"]


def test_an_address_no_server_can_be_given_fails_at_once(smtp):
    mail("a@example.vn\nBcc: b@example.vn")
    mail("dung@example.vn")

    assert send_due() == 1

    assert states() == ["failed", "sent"]
    assert [letter.to for letter in smtp.received] == ["dung@example.vn"]


def test_a_mail_in_the_hands_of_another_worker_is_left_to_it(smtp):
    mail(state="sending", claimed_at=timezone.now())

    assert send_due() == 0

    assert states() == ["sending"]


def test_what_a_killed_worker_had_in_hand_is_sent_after_ten_minutes(smtp):
    left = mail(state="sending", claimed_at=after(-11), attempts=1)

    assert send_due() == 1

    left.refresh_from_db()
    assert (left.state, left.attempts) == ("sent", 2)
    assert StateChange.objects.of(left).order_by("pk").first().reason == "Lần gửi trước bị ngắt."


def test_a_limit_leaves_the_rest_for_the_next_round(smtp):
    for number in range(3):
        mail(f"n{number}@example.vn")

    assert [send_due(limit=2), send_due(limit=2), send_due(limit=2)] == [2, 1, 0]


def test_a_mail_that_was_given_up_is_queued_again_by_a_person(administrator):
    failed = mail(state="failed", attempts=9, last_error="550 no such user")

    mails.retry(failed, by=administrator)

    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("queued", 0)
    assert StateChange.objects.of(failed).get().by == administrator


def test_only_what_was_given_up_is_queued_again(administrator):
    with pytest.raises(Refused):
        mails.retry(mail(state="sent"), by=administrator)

    assert states() == ["sent"]


def test_all_that_failed_is_queued_at_once(administrator):
    for state in ("failed", "failed", "sent"):
        mail(state=state)

    assert mails.retry_all(Mail.objects.all(), by=administrator) == 2
    with pytest.raises(Refused, match="Không có thư nào cần gửi lại"):
        mails.retry_all(Mail.objects.all(), by=administrator)

    assert states() == ["queued", "queued", "sent"]


def test_an_action_waits_for_no_mail_server(no_smtp, sign_in, organiser, coordinator, newspaper):
    """Quality E1: the server is down, the click succeeds, the mail waits."""
    type(coordinator).objects.filter(pk=coordinator.pk).update(email="dau.moi@example.vn")
    run = make.course_run("open", starts_on=date.today() + timedelta(days=30))
    person = make.trainee("Lò Thị Hoa", newspaper, email="hoa@example.vn")
    sent = make.enrolment("nominated", run=run, trainee_=person, by=coordinator)
    Mail.objects.all().delete()

    answer = sign_in(organiser).post(
        reverse("courses:enrolment_confirm", args=[run.code, sent.token])
    )

    sent.refresh_from_db()
    assert (answer.status_code, sent.state) == (302, "confirmed")
    assert sorted(Mail.objects.values_list("to", flat=True)) == [
        "dau.moi@example.vn",
        "hoa@example.vn",
    ]
