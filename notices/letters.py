"""A mail as it goes to the server, and what the server's answer means."""

from email.utils import formatdate
from enum import Enum
from smtplib import SMTPDataError, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from notices.models import Mail


class Verdict(Enum):
    """What a failure says: this letter never, this letter later, or no letter at all for now."""

    NEVER = "never"
    LATER = "later"
    SERVER_IS_DOWN = "server is down"


def build(mail: Mail, connection: BaseEmailBackend) -> EmailMessage:
    """Plain text, with a name that stays the same when it is sent again."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<{mail.token}@{host}>",
        "Date": formatdate(mail.created_at.timestamp()),
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(
        mail.subject, mail.body, to=[mail.to], headers=headers, connection=connection
    )


def judge(error: Exception) -> tuple[Verdict, str]:
    """What to do after ``error``, and the words of the server for the administrator.

    Source: RFC 5321 4.2.1: a reply 5yz is permanent, 4yz is transient.
    """
    if isinstance(error, SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()), (0, b""))
        return _by_code(code), _in_words(code, words)
    if isinstance(error, SMTPDataError):
        return _by_code(error.smtp_code), _in_words(error.smtp_code, error.smtp_error)
    if isinstance(error, ValueError):
        # An address or a header that no server will ever be given.
        return Verdict.NEVER, _plain(error)
    # Refused connections, time-outs, a line cut in the middle, a wrong password, a sender that is not welcome.
    return Verdict.SERVER_IS_DOWN, _plain(error)


def _by_code(code: int) -> Verdict:
    return Verdict.NEVER if code >= 500 else Verdict.LATER


def _in_words(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}"[:300]


def _plain(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
