"""Telling people, and marking what was read."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from notices import rendering
from notices.kinds import KINDS
from notices.models import Mail, Notice, NoticeTemplate
from notices.querysets import NoticeQuerySet
from notices.recipients import Recipient
from notices.rendering import Fact


class Words(NamedTuple):
    """What a kind of notice says in a province, and which way it goes."""

    subject: str
    body: str
    goes_by_mail: bool = True
    is_off: bool = False


def words_of(kind: str, province_id: int) -> Words:
    """The province's own words, or those of ``notices.kinds``."""
    own = NoticeTemplate.objects.by_kind(province_id).get(kind)
    if own:
        return Words(own.subject, own.body, own.goes_by_mail, own.is_off)
    return Words(str(KINDS[kind].subject), str(KINDS[kind].body))


class Letter(NamedTuple):
    to: Recipient
    subject: str
    body: str
    url: str


@transaction.atomic
def tell(
    kind: str,
    recipients: Iterable[Recipient],
    facts: Mapping[str, Fact],
    *,
    province_id: int,
    url: str = "",
    at: datetime | None = None,
) -> int:
    """Tell each recipient once: an account in the site, an address by a mail that the worker sends.

    Belongs in the transaction of what it tells about: what is rolled back was never told. ``url`` is a path of this
    site. Who has a closed account, or neither account nor address, is not told. Returns how many letters.
    """
    words = words_of(kind, province_id)
    if words.is_off:
        return 0
    at = at or timezone.now()
    letters = [_letter(words, one, facts, url) for one in recipients if _is_reached(one)]
    in_site = {(one.to.user.pk, one[1:]): one for one in letters if one.to.user}
    Notice.objects.bulk_create(
        Notice(
            recipient=one.to.user,
            kind=kind,
            subject=one.subject,
            body=one.body,
            url=one.url[:300],
            created_at=at,
        )
        for one in in_site.values()
    )
    if words.goes_by_mail:
        by_mail = {(one.to.email.lower(), one[1:]): one for one in letters if one.to.email}
        Mail.objects.bulk_create(
            Mail(
                province_id=province_id,
                to=one.to.email,
                kind=kind,
                subject=one.subject,
                body=_with_footer(one),
                due_at=at,
                created_at=at,
            )
            for one in by_mail.values()
        )
    return len(letters)


def _is_reached(one: Recipient) -> bool:
    return one.user.is_active if one.user else bool(one.email)


def _letter(words: Words, one: Recipient, facts: Mapping[str, Fact], url: str) -> Letter:
    url = one.url or url
    own = {**facts, **one.own, "nguoi_nhan": one.name, "duong_dan": _address(url)}
    return Letter(one, rendering.subject(words.subject, own), rendering.body(words.body, own), url)


def _with_footer(one: Letter) -> str:
    return rendering.letter(
        one.body,
        address=_address(one.url),
        site_name=settings.SITE_NAME,
        site_url=settings.SITE_URL,
    )


def _address(url: str) -> str:
    return urljoin(settings.SITE_URL, url) if url else ""


def mark_read(notices: NoticeQuerySet, *, at: datetime | None = None) -> int:
    """Set aside what was read; reading twice changes nothing. Returns how many were unread."""
    return notices.unread().update(read_at=at or timezone.now())
