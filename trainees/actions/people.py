"""People who are trained, and the categories they belong to."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from common.templatetags.ui import vn_date
from common.vietnamese import fold
from organisations.models import Organisation
from trainees.models import AudienceCategory, Recognition, Trainee


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
    **profile: Any,
) -> Trainee:
    """A record of a person; ``profile`` holds other columns of Trainee.

    A namesake of the same birth in the same agency is taken for the same person unless ``is_another_person``.
    Raises: AlreadyKnown; ValidationError, when a column is wrong.
    """
    # Two clerks entering one person at once: the second waits here and then finds the record.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    made = Trainee(organisation=organisation, full_name=full_name, **profile)
    made.full_clean()
    if not is_another_person:
        _refuse_double(made)
    made.save()
    _note(made, "create", by=by)
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


@transaction.atomic
def recognise(
    trainee: Trainee,
    *,
    category: AudienceCategory,
    valid_from: date,
    by: User | None,
    decision_number: str = "",
    issuer: str = "",
) -> Recognition:
    """Put a person into a category from a day. Raises: Refused."""
    Trainee.objects.select_for_update().get(pk=trainee.pk)
    _refuse_merged(trainee)
    if category.closed_from and valid_from >= category.closed_from:
        words = _(
            "Đối tượng “%(category)s” không nhận người mới từ ngày %(day)s. Hãy chọn đối tượng khác."
        )
        raise Refused(words % {"category": category, "day": vn_date(category.closed_from)})
    made = Recognition(
        trainee=trainee,
        category=category,
        valid_from=valid_from,
        decision_number=decision_number,
        issuer=issuer,
        recorded_by=by,
    )
    try:
        made.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    made.save()
    _note(trainee, "recognise", by=by, reason=str(category))
    return made


@transaction.atomic
def end_recognition(
    recognition: Recognition, *, on: date, by: User, end_decision: str = "", end_reason: str = ""
) -> None:
    """End a recognition with ``on`` as its last day. Raises: Refused."""
    if on < recognition.valid_from:
        raise Refused(_("Ngày kết thúc không được trước ngày bắt đầu."))
    rows = Recognition.objects.filter(pk=recognition.pk, valid_to__isnull=True)
    if not rows.update(valid_to=on, end_decision=end_decision, end_reason=end_reason):
        raise Refused(
            _("Quyết định này đã được ghi kết thúc. Tải lại trang để xem tình trạng mới.")
        )
    recognition.refresh_from_db()
    _note(recognition.trainee, "end_recognition", by=by, reason=str(recognition.category))


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


def _note(subject: Model, verb: str, *, by: User | None, reason: str = "") -> None:
    StateChange.objects.create(subject=subject, verb=verb, by=by, reason=reason, at=timezone.now())
