"""Reads of records that may be one person, and of merges."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from common.vietnamese import fold
from trainees.states import DuplicateState

if TYPE_CHECKING:
    from accounts.models import User
    from trainees.models import (  # noqa: F401 -- named in the strings of the base classes
        DuplicatePair,
        Merge,
    )

READERS = ("doj_officer", "administrator")


class DuplicatePairQuerySet(models.QuerySet["DuplicatePair"]):
    def visible_to(self, user: "User") -> Self:
        """Both records in the province of the Department's officer or of the administrator."""
        provinces = user.scope.province_ids(*READERS)
        return self.in_provinces(provinces)

    def in_provinces(self, province_ids: frozenset[int]) -> Self:
        return self.filter(
            first__organisation__unit__province_id__in=province_ids,
            second__organisation__unit__province_id__in=province_ids,
        )

    def open_(self) -> Self:
        return self.filter(state=DuplicateState.OPEN)

    def merged(self) -> Self:
        return self.filter(state=DuplicateState.MERGED)

    def told_apart(self) -> Self:
        return self.filter(state=DuplicateState.DIFFERENT)

    def naming(self, trainee_ids: Iterable[int]) -> Self:
        ids = list(trainee_ids)
        return self.filter(Q(first_id__in=ids) | Q(second_id__in=ids))

    def of_agency(self, organisation_id: int) -> Self:
        return self.filter(
            Q(first__organisation_id=organisation_id) | Q(second__organisation_id=organisation_id)
        )

    def with_sign(self, sign: str) -> Self:
        # The codes contain no quotes, so the text of the list is asked: SQLite knows no "contains" of JSON.
        as_text = Cast("signs", models.TextField())
        return self.alias(signs_text=as_text).filter(signs_text__contains=f'"{sign}"')

    def search(self, words: str) -> Self:
        first, second = Q(), Q()
        for word in fold(words).split():
            first &= Q(first__search_key__contains=word)
            second &= Q(second__search_key__contains=word)
        return self.filter(first | second)

    def for_list(self) -> Self:
        return self.select_related("first__organisation", "second__organisation")

    def for_detail(self) -> Self:
        records = [
            f"{side}__{path}"
            for side in ("first", "second")
            for path in ("organisation__unit", "user", "merged_into", "id_number")
        ]
        return self.select_related(*records)


class MergeQuerySet(models.QuerySet["Merge"]):
    def visible_to(self, user: "User") -> Self:
        provinces = user.scope.province_ids(*READERS)
        return self.filter(merged__organisation__unit__province_id__in=provinces)

    def in_force(self) -> Self:
        return self.filter(undone_at__isnull=True)

    def undone(self) -> Self:
        return self.filter(undone_at__isnull=False)

    def search(self, words: str) -> Self:
        kept, merged = Q(), Q()
        for word in fold(words).split():
            kept &= Q(kept__search_key__contains=word)
            merged &= Q(merged__search_key__contains=word)
        return self.filter(kept | merged)

    def of_person(self, person_id: int) -> Self:
        """Merges in force whose records stand for this person, the newest first."""
        return self.in_force().filter(merged__merged_into_id=person_id)

    def for_list(self) -> Self:
        return self.select_related(
            "kept__organisation", "merged__organisation__unit", "merged_by", "undone_by"
        )

    def for_undo(self) -> Self:
        return self.select_related("kept__organisation__unit", "merged__organisation__unit")
