"""Sealing every number, and every list that may hold numbers, again when the keys have changed."""

from collections import Counter
from typing import NamedTuple

from common.sealing import Sealer, Unreadable
from trainees import sealed_files
from trainees.models import IdNumber, RosterList
from trainees.sealed_numbers import sealer


class Rotated(NamedTuple):
    """``renewed`` were sealed again, ``current`` were in order, ``unreadable`` fit no key at hand."""

    renewed: int
    current: int
    unreadable: int


def rotate() -> Rotated:
    """Seal every number under the first key and give it the digest of today's index key.

    So are the numbers of lists that are not written yet, and the lists as they came in. Each row is one conditional
    UPDATE: stopped anywhere, it goes on when called again, and a number that is recorded meanwhile is left alone.
    """
    box = sealer()
    counts = Counter(
        _renew(held, box) for batch in IdNumber.objects.all().in_batches() for held in batch
    )
    counts.update(_renew_list(kept, box) for kept in RosterList.objects.with_id_numbers())
    counts.update(sealed_files.renew(name, box) for name in sealed_files.names())
    return Rotated(counts["renewed"], counts["current"], counts["unreadable"])


def _renew(held: IdNumber, box: Sealer) -> str:
    try:
        number = box.unseal(held.sealed)
    except Unreadable:
        return "unreadable"
    index = box.index(number)
    if held.index == index and box.is_under_first_key(held.sealed):
        return "current"
    rows = IdNumber.objects.filter(pk=held.pk, sealed=held.sealed)
    rows.update(sealed=box.seal(number), index=index)
    return "renewed"


def _renew_list(kept: RosterList, box: Sealer) -> str:
    """The numbers of a list that is not written yet: row number → (digest, sealed)."""
    try:
        plain = {row: box.unseal(sealed) for row, (_index, sealed) in kept.id_numbers.items()}
    except Unreadable:
        return "unreadable"
    if all(
        box.is_under_first_key(sealed) and index == box.index(plain[row])
        for row, (index, sealed) in kept.id_numbers.items()
    ):
        return "current"
    renewed = {row: (box.index(number), box.seal(number)) for row, number in plain.items()}
    RosterList.objects.filter(pk=kept.pk, confirmed_at__isnull=True).update(id_numbers=renewed)
    return "renewed"
