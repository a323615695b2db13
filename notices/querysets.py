"""Reads of notices and of the outbox."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from common.vietnamese import fold
from notices.states import MailState

if TYPE_CHECKING:
    from accounts.models import User
    from notices.models import (  # noqa: F401 -- named in the strings of the base classes
        Mail,
        Notice,
        NoticeTemplate,
    )


class NoticeTemplateQuerySet(models.QuerySet["NoticeTemplate"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(province_id__in=user.scope.province_ids("administrator"))

    def by_kind(self, province_id: int) -> "dict[str, NoticeTemplate]":
        """The province's own words, by kind."""
        rows = self.filter(province_id=province_id).select_related("changed_by")
        return {template.kind: template for template in rows}


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: "User") -> Self:
        """Everybody reads their own, nobody else's."""
        return self.filter(recipient=user)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def read(self) -> Self:
        return self.filter(read_at__isnull=False)

    def unread_first(self) -> Self:
        """Adds ``is_read: bool``, to sort by."""
        return self.annotate(is_read=Q(read_at__isnull=False))

    def search(self, words: str) -> Self:
        """By the words of the subject, with or without accents."""
        wanted = fold(words).split()
        if not wanted:
            return self
        hits = [
            pk
            for pk, subject in self.values_list("pk", "subject")
            if all(word in fold(subject) for word in wanted)
        ]
        return self.filter(pk__in=hits)

    def sent_since(self, moment: datetime, kind: str, url: str) -> Self:
        return self.filter(kind=kind, url=url, created_at__gte=moment)


class MailQuerySet(models.QuerySet["Mail"]):
    def visible_to(self, user: "User") -> Self:
        """Addresses are personal data: the administrators of the province only."""
        return self.filter(province_id__in=user.scope.province_ids("administrator"))

    def due(self, now: datetime) -> Self:
        return self.filter(state=MailState.QUEUED, due_at__lte=now).order_by("due_at", "pk")

    def claimed_before(self, moment: datetime) -> Self:
        """Whoever took these was killed while sending."""
        return self.filter(state=MailState.SENDING, claimed_at__lt=moment)

    def failed(self) -> Self:
        return self.filter(state=MailState.FAILED)

    def counted(self) -> dict[str, int]:
        """How many in each state; a state without mails is absent."""
        rows = self.order_by().values("state").annotate(n=Count("pk"))
        return dict(rows.values_list("state", "n"))


def unread_count(user_column: str = "user_id") -> Coalesce:
    """A correlated count of a person's unread notices, for a query that knows the person by ``user_column``."""
    from notices.models import Notice  # noqa: PLC0415 -- models import this module

    counted = (
        Notice.objects.unread()
        .filter(recipient_id=OuterRef(user_column))
        .order_by()
        .values("recipient_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(counted), 0)
