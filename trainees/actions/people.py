"""People who are trained."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from common.vietnamese import fold
from organisations.models import Organisation
from trainees.actions import rosters
from trainees.models import Trainee


class AlreadyKnown(Refused):
    """The agency has a record of this person, ``known``."""

    def __init__(self, known: Trainee) -> None:
        words = _(
            "%(agency)s đã có hồ sơ của %(name)s. Hãy dùng hồ sơ đã có, không lập hồ sơ thứ hai."
        )
        super().__init__(words % {"agency": known.organisation, "name": known})
        self.known = known


@transaction.atomic
def add(
    *,
    organisation: Organisation,
    full_name: str,
    by: User | None,
    is_another_person: bool = False,
    at: datetime | None = None,
    **profile: Any,
) -> Trainee:
    """A record of a person; ``profile`` holds other columns of Trainee.

    A namesake of the same birth in the same agency is taken for the same person unless ``is_another_person``.
    Raises: AlreadyKnown; Refused, when the agency has ended; ValidationError, when a column is wrong.
    """
    # Two clerks entering one person at once: the second waits here and then finds the record.
    held = rosters.hold(organisation)
    if rosters.has_ended(held, timezone.localdate(at)):
        words = _("Cơ quan %(agency)s đã kết thúc hoạt động. Lập hồ sơ ở cơ quan kế thừa.")
        raise Refused(words % {"agency": held})
    made = Trainee(organisation=organisation, full_name=full_name, **profile)
    made.full_clean()
    if not is_another_person:
        _refuse_double(made)
    made.save()
    _note(made, "create", by=by, at=at)
    return made


@transaction.atomic
def update(trainee: Trainee, *, by: User, is_another_person: bool = False, **profile: Any) -> None:
    """Change columns of ``profile``; past enrolments keep what they copied.

    Raises: AlreadyKnown; Refused, when the record was merged into another; ValidationError.
    """
    held = Trainee.objects.select_for_update().get(pk=trainee.pk)
    _refuse_merged(held)
    changed = [name for name, value in profile.items() if getattr(held, name) != value]
    for name in changed:
        setattr(held, name, profile[name])
    held.full_clean()
    if not is_another_person and {"full_name", "organisation", *_BIRTH} & {*changed}:
        _refuse_double(held)
    held.save()
    labels = [field.verbose_name for field in Trainee._meta.fields if field.name in changed]
    _note(held, "update", by=by, reason=", ".join(str(label) for label in labels))


_BIRTH = ("birth_year", "birth_month", "birth_day")


def _refuse_double(person: Trainee) -> None:
    namesakes = Trainee.objects.namesakes(
        fold(person.full_name), [getattr(person, name) for name in _BIRTH]
    )
    known = namesakes.filter(organisation=person.organisation_id).exclude(pk=person.pk).first()
    if known:
        raise AlreadyKnown(known)


def _refuse_merged(person: Trainee) -> None:
    if person.merged_into_id:
        raise Refused(_("Hồ sơ này đã được gộp vào hồ sơ khác. Hãy mở hồ sơ còn hiệu lực."))


def _note(
    subject: Model, verb: str, *, by: User | None, reason: str = "", at: datetime | None = None
) -> None:
    StateChange.objects.create(
        subject=subject, verb=verb, by=by, reason=reason, at=at or timezone.now()
    )
