"""The outbox: each mail once, whatever the mail server does. Called by the worker's clock, never by a request."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from common.states import Transition, move
from notices import letters
from notices.letters import Verdict
from notices.models import Mail
from notices.querysets import MailQuerySet
from notices.states import DELIVER, GIVE_UP, RETRY, SEND

logger = logging.getLogger(__name__)

# Minutes after the first, second, ... failure; after the last one the office decides. Three days and some hours.
WAITS = (1, 5, 30, 120, 360, 1440, 1440, 1440)
# Longer than all answers of one slow conversation together (settings.EMAIL_TIMEOUT each).
CLAIM_MINUTES = 10
AT_ONCE = 200


def send_due(limit: int = AT_ONCE, *, now: datetime | None = None) -> int:
    """Send what is due over one connection. Returns how many the server took.

    A server that is down costs one try of one mail: the others wait where they are, for the next round.
    """
    now = now or timezone.now()
    _let_go(now)
    connection = get_connection()
    sent = 0
    try:
        for mail in Mail.objects.due(now)[:limit]:
            verdict = _send(mail, connection, now=now)
            if verdict is Verdict.SERVER_IS_DOWN:
                break
            sent += verdict is None
    finally:
        _close(connection)
    return sent


def retry(mail: Mail, *, by: User, now: datetime | None = None) -> None:
    """Queue a mail that was given up, as if it were new. Raises: Refused."""
    _queue(mail, now or timezone.now(), by=by)


def retry_all(mails: MailQuerySet, *, by: User, now: datetime | None = None) -> int:
    """Queue every mail of ``mails`` that was given up. Returns how many. Raises: Refused, when there is none."""
    queued = 0
    for mail in mails.failed():
        try:
            _queue(mail, now or timezone.now(), by=by)
        except Refused:
            continue
        queued += 1
    if not queued:
        raise Refused(_("Không có thư nào cần gửi lại."))
    return queued


def _queue(mail: Mail, now: datetime, *, by: User) -> None:
    move(mail, RETRY, by=by, due_at=now, attempts=0, claimed_at=None)


def _let_go(now: datetime) -> None:
    """Take back what a killed worker had in hand; the server may know it already, by its Message-ID."""
    for mail in Mail.objects.claimed_before(now - timedelta(minutes=CLAIM_MINUTES)):
        try:
            move(mail, RETRY, by=None, reason=_("Lần gửi trước bị ngắt."), due_at=now)
        except Refused:
            continue


def _send(mail: Mail, connection: BaseEmailBackend, *, now: datetime) -> Verdict | None:
    """One mail; None when the server took it."""
    try:
        # Whoever moves it first sends it: of several workers the slower one goes on to the next mail.
        move(mail, SEND, by=None, claimed_at=timezone.now(), attempts=mail.attempts + 1)
    except Refused:
        return Verdict.LATER
    try:
        connection.open()
        letters.build(mail, connection).send()
    except Exception as error:
        # The next mail begins a new conversation: after a refusal a server may have hung up.
        _close(connection)
        return _failed(mail, error, now=now)
    _settle(mail, DELIVER, sent_at=timezone.now(), last_error="")
    return None


def _failed(mail: Mail, error: Exception, *, now: datetime) -> Verdict:
    verdict, words = letters.judge(error)
    logger.warning("Mail %s was not sent: %s", mail.token, words)
    if verdict is Verdict.NEVER or mail.attempts > len(WAITS):
        _settle(mail, GIVE_UP, reason=words, last_error=words)
    else:
        due = now + timedelta(minutes=WAITS[mail.attempts - 1])
        _settle(mail, RETRY, reason=words, last_error=words, due_at=due)
    return verdict


def _settle(mail: Mail, arrow: Transition, **columns: Any) -> None:
    """Write down how it ended, unless somebody found the claim too old meanwhile."""
    try:
        move(mail, arrow, by=None, **columns)
    except Refused:
        logger.warning("Mail %s was taken over by another worker.", mail.token)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except Exception:
        # A server that does not say goodbye has still taken what it took.
        logger.warning("The mail server did not end the conversation.", exc_info=True)
