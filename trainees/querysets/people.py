"""Reads of people. Whatever shows people starts with ``visible_to``."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q, Subquery, Value
from django.db.models.functions import Coalesce, Replace
from django.utils import timezone

from common.vietnamese import fold

if TYPE_CHECKING:
    from accounts.models import User
    from organisations.models import Organisation
    from trainees.models import (  # noqa: F401 -- named in the strings of the base classes
        AccountClaim,
        AudienceCategory,
        Recognition,
        Trainee,
    )

# What people put between the digits of a phone number.
PHONE_MARKS = " .-()/+\u00a0\u2011\u2013"


class TraineeQuerySet(models.QuerySet["Trainee"]):
    def visible_to(self, user: "User") -> Self:
        """Own records; the agency's people for its coordinator and organiser; the province for the Department."""
        scope = user.scope
        agencies = scope.organisation_ids("coordinator", "organiser")
        provinces = scope.province_ids("doj_officer", "administrator")
        return self.filter(
            self._of_account_q(user)
            | Q(organisation_id__in=agencies)
            | Q(organisation__unit__province_id__in=provinces)
        )

    def current(self) -> Self:
        """Records that stand for a person, without those merged into another."""
        return self.filter(merged_into__isnull=True)

    def of_account(self, user: "User") -> Self:
        """All records of the person who signs in as ``user``, on whichever of them the account was taken."""
        return self.filter(self._of_account_q(user))

    def _of_account_q(self, user: "User") -> Q:
        # Twice one scalar subquery: both databases answer it from two indexes, where a join would read the table.
        own = self.model.objects.filter(user=user).values_list(Coalesce("merged_into_id", "pk"))
        person = Subquery(own[:1])
        return Q(pk=person) | Q(merged_into=person)

    def of_person(self, trainee: "Trainee") -> Self:
        """All records of one person, whichever of them ``trainee`` is."""
        person = trainee.merged_into_id or trainee.pk
        return self.filter(Q(pk=person) | Q(merged_into=person))

    def search(self, words: str) -> Self:
        """By name, and by the names on the records that were merged into one."""
        named = Q()
        for word in fold(words).split():
            named &= Q(search_key__contains=word)
        if not named:
            return self
        merged = self.model.objects.filter(named, merged_into__isnull=False)
        return self.filter(named | Q(pk__in=merged.order_by().values("merged_into")))

    def namesakes(self, folded_name: str, birth: "list[int | None]") -> Self:
        """Records in use of this name (``common.vietnamese.fold``) and birth (year, month, day, or None each)."""
        found = self.current().filter(search_key=folded_name)
        for name, value in zip(("birth_year", "birth_month", "birth_day"), birth, strict=True):
            found = found.filter(**({name: value} if value else {f"{name}__isnull": True}))
        return found

    def with_bare_phone(self) -> Self:
        """To filter by ``bare_phone``: the number as it was typed, without what stands between its digits."""
        bare: F | Replace = F("phone")
        for mark in PHONE_MARKS:
            bare = Replace(bare, Value(mark), Value(""))
        return self.alias(bare_phone=bare)

    def in_category(self, category: "AudienceCategory") -> Self:
        """People in ``category`` today, by whichever of their records says so."""
        from trainees.models import Recognition  # noqa: PLC0415 -- models import this module

        held = Recognition.objects.filter(category=category).valid_on(timezone.localdate())
        return self.filter(
            Q(pk__in=held.order_by().values("trainee"))
            | Q(pk__in=held.order_by().values("trainee__merged_into"))
        )

    def of_organisation(self, organisation: "Organisation") -> Self:
        return self.filter(organisation=organisation)

    def with_account(self) -> Self:
        return self.filter(self._has_account_q())

    def without_account(self) -> Self:
        return self.exclude(self._has_account_q())

    def _has_account_q(self) -> Q:
        merged = self.model.objects.filter(user__isnull=False, merged_into__isnull=False)
        return Q(user__isnull=False) | Q(pk__in=merged.order_by().values("merged_into"))

    def for_detail(self) -> Self:
        merged = self.model.objects.select_related("organisation__unit", "user")
        return self.select_related(
            "organisation__unit", "user", "merged_into", "id_number"
        ).prefetch_related(
            models.Prefetch("merged_records", to_attr="merged_here", queryset=merged)
        )

    def for_list(self) -> Self:
        """What a list shows of a person: ``Trainee.categories_held`` and ``Trainee.account`` read all records."""
        held = models.Prefetch("recognitions", to_attr="current_recognitions", queryset=_open())
        merged = self.model.objects.select_related("user").prefetch_related(held)
        return self.select_related("organisation", "user").prefetch_related(
            held, models.Prefetch("merged_records", to_attr="merged_here", queryset=merged)
        )


class AccountClaimQuerySet(models.QuerySet["AccountClaim"]):
    def open_(self) -> Self:
        return self.filter(used_at__isnull=True, cancelled_at__isnull=True)

    def unexpired(self, now: datetime) -> Self:
        return self.filter(expires_at__gt=now)


def _open() -> "models.QuerySet[Recognition]":
    from trainees.models import Recognition  # noqa: PLC0415 -- models import this module

    return Recognition.objects.filter(valid_to__isnull=True).select_related("category")
