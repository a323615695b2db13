"""Who is trained: people with or without an account, the categories they belong to, and who is who."""

from trainees.models.categories import AudienceCategory, AudienceGroup, EndGround, EndKind
from trainees.models.identity import DuplicatePair, IdNumber, Merge
from trainees.models.moves import TraineeMove
from trainees.models.people import AccountClaim, Sex, Trainee
from trainees.models.recognitions import Recognition, Spokesperson
from trainees.models.rosters import RosterList

__all__ = [
    "AccountClaim",
    "AudienceCategory",
    "AudienceGroup",
    "DuplicatePair",
    "EndGround",
    "EndKind",
    "IdNumber",
    "Merge",
    "Recognition",
    "RosterList",
    "Sex",
    "Spokesperson",
    "Trainee",
    "TraineeMove",
]
