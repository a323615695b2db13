"""Who speaks for an agency: one person at a time, posted within 24 hours.

Source: NĐ 244/2026/NĐ-CP Đ3.3; plan 3430/KH-UBND of Lai Châu II.9.a.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from organisations.models import Organisation
from trainees.actions import recognitions
from trainees.models import AudienceCategory, Recognition, Spokesperson, Trainee

CATEGORY = "spokesperson"
CONTACT = ("position", "phone", "email")


class AlreadySpeaking(Refused):
    """Somebody else, ``current``, speaks for the agency."""

    def __init__(self, current: Spokesperson) -> None:
        words = _(
            "%(name)s đang là người phát ngôn của %(agency)s. Đánh dấu ô kết thúc phân công cũ rồi gửi lại."
        )
        super().__init__(words % {"name": current.person, "agency": current.organisation})
        self.current = current


@transaction.atomic
def assign(
    organisation: Organisation,
    trainee: Trainee,
    *,
    contact: dict[str, str],
    decision: dict[str, Any],
    by: User | None,
    assigned_at: datetime | None = None,
    replaces: bool = False,
) -> Spokesperson:
    """``trainee`` speaks for ``organisation`` from ``assigned_at`` (now).

    ``contact``: position, phone, email. ``decision``: decision_number, decided_on, issuer. ``replaces``: end the
    assignment of whoever speaks now, on the day before. An assignment of ``trainee`` to an agency that has ended
    ends with that agency. Raises: AlreadySpeaking; Refused.
    """
    # Two clerks assigning at once: the second waits here and then finds the first one's choice.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    at = assigned_at or timezone.now()
    _refuse_stranger(organisation, trainee)
    if at > timezone.now():
        raise Refused(_("Thời điểm phân công không được ở tương lai."))
    _make_room(organisation, trainee, at, replaces=replaces, by=by)
    _leave_ended(trainee, timezone.localdate(at), by=by)
    made = Spokesperson(
        recognition=_recognition(trainee, timezone.localdate(at), decision, by=by),
        organisation=organisation,
        assigned_at=at,
        **contact,
    )
    _save(made)
    _note(made, "assign", by=by, at=at)
    return made


@transaction.atomic
def edit(spokesperson: Spokesperson, *, by: User, **contact: str) -> bool:
    """Change position, phone or e-mail; the public page shows the new ones at once. Raises: Refused."""
    held = _standing(spokesperson)
    said = [
        f"{Spokesperson._meta.get_field(name).verbose_name}: {getattr(held, name)} → {value}"  # type: ignore[union-attr]
        for name, value in contact.items()
        if getattr(held, name) != value
    ]
    if not said:
        return False
    for name, value in contact.items():
        setattr(held, name, value)
    _save(held)
    _note(held, "update", by=by, reason="; ".join(said))
    spokesperson.refresh_from_db()
    return True


@transaction.atomic
def post(spokesperson: Spokesperson, *, by: User | None, at: datetime | None = None) -> None:
    """Show the name on the public page: that is the posting the decree asks for. Raises: Refused."""
    held = _standing(spokesperson)
    at = at or timezone.now()
    rows = Spokesperson.objects.unposted().filter(pk=held.pk)
    if not rows.update(posted_at=at, posted_by=by):
        raise Refused(_("Người phát ngôn này đã được đăng công khai."))
    _note(held, "post", by=by, at=at)
    spokesperson.refresh_from_db()


@transaction.atomic
def end(spokesperson: Spokesperson, *, on: date, by: User, **ending: Any) -> None:
    """End the assignment with ``on`` as its last day; the name leaves the public page. Raises: Refused."""
    recognitions.end(spokesperson.recognition, on=on, by=by, **ending)
    _note(spokesperson, "end", by=by)


def _refuse_stranger(organisation: Organisation, trainee: Trainee) -> None:
    if trainee.merged_into_id or trainee.organisation_id != organisation.pk:
        raise Refused(
            _("%(name)s không có hồ sơ ở %(agency)s. Hãy chọn người của cơ quan.")
            % {"name": trainee, "agency": organisation}
        )


def _make_room(
    organisation: Organisation, trainee: Trainee, at: datetime, *, replaces: bool, by: User | None
) -> None:
    """Nobody else speaks when the new one begins."""
    open_ones = Spokesperson.objects.of_organisations(frozenset({organisation.pk})).unended()
    for current in open_ones.for_list():
        if current.person == trainee:
            raise Refused(
                _("%(name)s đang là người phát ngôn. Hãy sửa thông tin.") % {"name": trainee}
            )
        if not replaces:
            raise AlreadySpeaking(current)
        if at <= current.assigned_at:
            raise Refused(_("Thời điểm phân công phải sau thời điểm phân công người trước."))
        day_before = timezone.localdate(at) - timedelta(days=1)
        last = max(day_before, current.recognition.valid_from)
        recognitions.end(current.recognition, on=last, by=by, end_reason=_("Phân công người khác"))


def _leave_ended(trainee: Trainee, day: date, *, by: User | None) -> None:
    for former in Spokesperson.objects.left_by(trainee, day).for_list():
        held = former.recognition
        last = max(former.organisation.valid_to or day, held.valid_from)
        recognitions.end(held, on=last, by=by, end_reason=_("Cơ quan đã kết thúc"))
        _note(former, "end", by=by)


def _recognition(
    trainee: Trainee, day: date, decision: dict[str, Any], *, by: User | None
) -> Recognition:
    """The assignment. Whoever came with a list as a spokesperson keeps that row, now with its decision."""
    category = AudienceCategory.objects.get(code=CATEGORY)
    held = Recognition.objects.of_person(trainee).in_category(category).silent().first()
    if held is None:
        return recognitions.recognise(trainee, category=category, valid_from=day, by=by, **decision)
    recognitions.correct(held, by=by, reason=_("Phân công người phát ngôn"), **decision)
    return held


def _standing(spokesperson: Spokesperson) -> Spokesperson:
    """The row, locked. Raises: Refused, when the assignment, or the agency, is over."""
    held = Spokesperson.objects.select_for_update().get(pk=spokesperson.pk)
    today = timezone.localdate()
    if held.recognition.valid_to and held.recognition.valid_to < today:
        raise Refused(_("Phân công này đã kết thúc. Hãy phân công người phát ngôn mới."))
    if held.organisation.valid_to and held.organisation.valid_to < today:
        raise Refused(
            _("%(agency)s đã kết thúc hoạt động. Hãy phân công người phát ngôn ở cơ quan kế thừa.")
            % {"agency": held.organisation}
        )
    return held


def _save(spokesperson: Spokesperson) -> None:
    try:
        spokesperson.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    spokesperson.save()


def _note(
    spokesperson: Spokesperson,
    verb: str,
    *,
    by: User | None,
    reason: str = "",
    at: datetime | None = None,
) -> None:
    StateChange.objects.create(
        subject=spokesperson, verb=verb, by=by, reason=reason, at=at or timezone.now()
    )
