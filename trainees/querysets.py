"""Reads of people. Whatever shows people starts with ``visible_to``."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.vietnamese import fold
from organisations.querysets import valid_on_q

if TYPE_CHECKING:
    from accounts.models import User
    from organisations.models import Organisation
    from trainees.models import (  # noqa: F401 -- named in the strings of the base classes
        AccountClaim,
        AudienceCategory,
        Recognition,
        Trainee,
    )


class AudienceCategoryQuerySet(models.QuerySet["AudienceCategory"]):
    def open_on(self, day: date) -> Self:
        """Categories that take new people on ``day``."""
        return self.filter(Q(closed_from__isnull=True) | Q(closed_from__gt=day))


class TraineeQuerySet(models.QuerySet["Trainee"]):
    def visible_to(self, user: "User") -> Self:
        """Own record; the agency's people for its coordinator and organiser; the province for the Department."""
        scope = user.scope
        agencies = scope.organisation_ids("coordinator", "organiser")
        provinces = scope.province_ids("doj_officer", "administrator")
        return self.filter(
            Q(user=user)
            | Q(organisation_id__in=agencies)
            | Q(organisation__unit__province_id__in=provinces)
        )

    def current(self) -> Self:
        """Records that stand for a person, without those merged into another."""
        return self.filter(merged_into__isnull=True)

    def search(self, words: str) -> Self:
        found = self
        for word in fold(words).split():
            found = found.filter(search_key__contains=word)
        return found

    def namesakes(self, folded_name: str, birth: "list[int | None]") -> Self:
        """Records in use of this name (``common.vietnamese.fold``) and birth (year, month, day, or None each)."""
        found = self.current().filter(search_key=folded_name)
        for name, value in zip(("birth_year", "birth_month", "birth_day"), birth, strict=True):
            found = found.filter(**({name: value} if value else {f"{name}__isnull": True}))
        return found

    def in_category(self, category: "AudienceCategory") -> Self:
        """People in ``category`` today."""
        return self.filter(
            valid_on_q(timezone.localdate(), "recognitions__"), recognitions__category=category
        ).distinct()

    def of_organisation(self, organisation: "Organisation") -> Self:
        return self.filter(organisation=organisation)

    def with_account(self) -> Self:
        return self.filter(user__isnull=False)

    def without_account(self) -> Self:
        return self.filter(user__isnull=True)

    def for_detail(self) -> Self:
        return self.select_related("organisation__unit", "user", "merged_into")

    def for_list(self) -> Self:
        return self.select_related("organisation", "user").prefetch_related(
            models.Prefetch("recognitions", to_attr="current_recognitions", queryset=_open())
        )


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on_q(day))

    def for_detail(self) -> Self:
        return self.select_related("category", "recorded_by").order_by("-valid_from", "-pk")


class AccountClaimQuerySet(models.QuerySet["AccountClaim"]):
    def open_(self) -> Self:
        return self.filter(used_at__isnull=True, cancelled_at__isnull=True)

    def unexpired(self, now: datetime) -> Self:
        return self.filter(expires_at__gt=now)


def _open() -> "models.QuerySet[Recognition]":
    from trainees.models import Recognition  # noqa: PLC0415 -- models import this module

    return Recognition.objects.filter(valid_to__isnull=True).select_related("category")
