"""Personal ID numbers as the screens may know them: sealed, found by digest, shown masked."""

from typing import NamedTuple

from django.conf import settings

from accounts.models import User
from common.sealing import Sealer, Unreadable
from trainees import id_numbers, rules
from trainees.models import IdNumber, Trainee


class Panel(NamedTuple):
    """What the page of a person shows of the number. ``masked`` is empty where there is none or no key fits."""

    masked: str
    is_recorded: bool
    may_record: bool
    may_reveal: bool
    is_own: bool


def sealer() -> Sealer:
    return Sealer(settings.ID_NUMBER_KEYS, settings.ID_NUMBER_INDEX_KEY)


def panel_of(trainee: Trainee, user: User) -> Panel:
    held = held_by(trainee)
    return Panel(
        masked=_masked(held) if held else "",
        is_recorded=held is not None,
        may_record=rules.may_edit(user, trainee),
        may_reveal=rules.may_reveal_id_number(user, trainee),
        is_own=rules.is_own_record(user, trainee),
    )


def held_by(trainee: Trainee) -> IdNumber | None:
    return getattr(trainee, "id_number", None)


def _masked(held: IdNumber) -> str:
    try:
        return id_numbers.masked(sealer().unseal(held.sealed))
    except Unreadable:
        return ""
