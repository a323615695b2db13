"""Reads of personal ID numbers, all of them of what is sealed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from trainees.models import IdNumber

BATCH = 500


class IdNumberQuerySet(models.QuerySet["IdNumber"]):
    def of_people(self, trainee_ids: Iterable[int]) -> Self:
        return self.filter(trainee_id__in=trainee_ids)

    def in_batches(self) -> Iterator[Sequence["IdNumber"]]:
        """All rows by their key, ``BATCH`` at a time, each batch read when the one before is done."""
        last = 0
        while batch := list(self.filter(pk__gt=last).order_by("pk")[:BATCH]):
            yield batch
            last = batch[-1].pk
