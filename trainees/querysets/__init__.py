"""Reads of people, one module a noun. Whatever shows people starts with ``visible_to``."""

from trainees.querysets.categories import AudienceCategoryQuerySet, EndGroundQuerySet
from trainees.querysets.duplicates import DuplicatePairQuerySet, MergeQuerySet
from trainees.querysets.id_numbers import IdNumberQuerySet
from trainees.querysets.moves import TraineeMoveQuerySet
from trainees.querysets.people import AccountClaimQuerySet, TraineeQuerySet
from trainees.querysets.recognitions import RecognitionQuerySet
from trainees.querysets.rosters import RosterListQuerySet
from trainees.querysets.spokespersons import SpokespersonQuerySet

__all__ = [
    "AccountClaimQuerySet",
    "AudienceCategoryQuerySet",
    "DuplicatePairQuerySet",
    "EndGroundQuerySet",
    "IdNumberQuerySet",
    "MergeQuerySet",
    "RecognitionQuerySet",
    "RosterListQuerySet",
    "SpokespersonQuerySet",
    "TraineeMoveQuerySet",
    "TraineeQuerySet",
]
