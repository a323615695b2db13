"""Decisions by which a person enters and leaves a category, and their correction. Nothing is ever deleted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from common.templatetags.ui import vn_date
from trainees import decisions
from trainees.models import AudienceCategory, EndGround, EndKind, Recognition, Trainee

END_COLUMNS = (
    "end_decision",
    "end_decided_on",
    "end_issuer",
    "end_ground",
    "end_reason",
)


@transaction.atomic
def recognise(
    trainee: Trainee,
    *,
    category: AudienceCategory,
    valid_from: date,
    by: User | None,
    **decision: Any,
) -> Recognition:
    """Put a person into a category from a day.

    ``decision``: decision_number, decided_on, issuer, specialty; the first three where the category needs one.
    Raises: Refused.
    """
    held = Trainee.objects.select_for_update().get(pk=trainee.pk)
    if held.merged_into_id:
        raise Refused(_("Hồ sơ này đã được gộp vào hồ sơ khác. Hãy mở hồ sơ còn hiệu lực."))
    _refuse_closed(category, valid_from)
    _refuse_undecided(category, decision)
    _refuse_twice(held, category)
    made = Recognition(
        trainee=held, category=category, valid_from=valid_from, recorded_by=by, **decision
    )
    _save(made)
    _note(made, "recognise", by=by, reason=str(category))
    return made


@transaction.atomic
def end(recognition: Recognition, *, on: date, by: User | None, **ending: Any) -> None:
    """End a recognition with ``on`` as its last day.

    ``ending``: end_ground, end_decision, end_decided_on, end_issuer, end_reason. Where the law lists the grounds,
    one of them is named; a dismissal or a release has a decision.
    Raises: Refused.
    """
    held = Recognition.objects.select_for_update().get(pk=recognition.pk)
    if held.valid_to:
        raise Refused(
            _("Quyết định này đã được ghi kết thúc. Tải lại trang để xem tình trạng mới.")
        )
    if on < held.valid_from:
        raise Refused(_("Ngày kết thúc không được trước ngày bắt đầu."))
    _refuse_ungrounded(held.category, ending)
    held.valid_to = on
    for name, value in ending.items():
        setattr(held, name, value)
    _save(held)
    _note(held, "end_recognition", by=by, reason=_ended_words(held))
    recognition.refresh_from_db()


@transaction.atomic
def correct(recognition: Recognition, *, by: User | None, reason: str, **columns: Any) -> list[str]:
    """Mend what was entered wrongly; the history keeps the old words. Returns the names of the changed columns.

    ``valid_to=None`` takes back an end that was entered by mistake, with all that was said of it. A decision that
    is still incomplete may be filled in part by part.
    Raises: Refused.
    """
    held = Recognition.objects.select_for_update().get(pk=recognition.pk)
    _refuse_ending_by_correction(held, columns)
    lacked = held.lacks_decision
    if held.valid_to and columns.get("valid_to", held.valid_to) is None:
        columns |= {name: _empty(name) for name in END_COLUMNS}
    changes = _apply(held, columns)
    if not changes:
        return []
    if "category" in changes or "valid_from" in changes:
        _refuse_closed(held.category, held.valid_from)
    if held.lacks_decision and not lacked:
        _refuse_undecided(held.category, vars(held))
    if held.valid_to:
        _refuse_ungrounded(held.category, {name: getattr(held, name) for name in END_COLUMNS})
    _save(held)
    _note(held, "correct_recognition", by=by, reason=_corrected_words(held, changes, reason))
    recognition.refresh_from_db()
    return [*changes]


def doubts(recognition: Recognition) -> list[str]:
    """What is allowed and still looks wrong; for a person to look at again."""
    decided, begun = recognition.decided_on, recognition.valid_from
    if decided and decided > begun:
        words = _("Quyết định ký ngày %(decided)s, sau ngày bắt đầu %(begun)s. Hãy kiểm tra lại.")
        return [words % {"decided": vn_date(decided), "begun": vn_date(begun)}]
    return []


def _refuse_closed(category: AudienceCategory, valid_from: date) -> None:
    if category.closed_from and valid_from >= category.closed_from:
        words = _(
            "Đối tượng “%(category)s” không nhận người mới từ ngày %(day)s. Hãy chọn đối tượng khác."
        )
        raise Refused(words % {"category": category, "day": vn_date(category.closed_from)})


def _refuse_undecided(category: AudienceCategory, decision: Mapping[str, Any]) -> None:
    missing = decisions.lacking(decision, decisions.RECOGNITION)
    if category.needs_decision and missing:
        words = _("Đối tượng “%(category)s” phải có quyết định. Hãy ghi thêm: %(missing)s.")
        facts = {
            "category": category,
            "missing": decisions.in_words(missing, decisions.RECOGNITION),
        }
        raise Refused(words % facts)


def _refuse_twice(trainee: Trainee, category: AudienceCategory) -> None:
    held = Recognition.objects.of_person(trainee).in_category(category)
    if held.filter(valid_to__isnull=True).exists():
        raise Refused(_("Học viên đang thuộc đối tượng này."))


def _refuse_ungrounded(category: AudienceCategory, ending: Mapping[str, Any]) -> None:
    """The ground is one of the category's, and what the law calls a decision names it."""
    ground: EndGround | None = ending.get("end_ground")
    listed = category.end_grounds.all()
    if ground is None and any(one.kind != EndKind.OTHER for one in listed):
        raise Refused(_("Hãy chọn lý do theo quy định."))
    if ground is not None and ground not in listed:
        raise Refused(_("Lý do này không áp dụng cho đối tượng đang chọn. Hãy chọn lý do khác."))
    missing = decisions.lacking(ending, decisions.ENDING)
    if ground is not None and ground.kind != EndKind.OTHER and missing:
        words = _("%(kind)s phải có quyết định. Hãy ghi thêm: %(missing)s.")
        facts = {
            "kind": ground.get_kind_display(),
            "missing": decisions.in_words(missing, decisions.ENDING),
        }
        raise Refused(words % facts)


def _refuse_ending_by_correction(held: Recognition, columns: Mapping[str, Any]) -> None:
    """A correction of a recognition in force says nothing of its end: ending it is another verb."""
    if held.valid_to is None and any(columns.get(name) for name in ("valid_to", *END_COLUMNS)):
        raise Refused(_("Đối tượng này chưa kết thúc. Hãy dùng nút “Kết thúc”."))


def _apply(held: Recognition, columns: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Set the columns; what changed, by name, as (old, new)."""
    changes = {
        name: (getattr(held, name), value)
        for name, value in columns.items()
        if getattr(held, name) != value
    }
    for name, (_old, new) in changes.items():
        setattr(held, name, new)
    return changes


def _empty(name: str) -> Any:
    return None if Recognition._meta.get_field(name).null else ""


def _save(recognition: Recognition) -> None:
    today = timezone.localdate()
    if any(day and day > today for day in (recognition.decided_on, recognition.end_decided_on)):
        raise Refused(_("Ngày quyết định không được ở tương lai. Hãy ghi ngày đã ký."))
    try:
        recognition.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    recognition.save()


def _ended_words(held: Recognition) -> str:
    words = [str(held.category), held.ended_how]
    return " – ".join(words if held.end_ground else words[:1])


def _corrected_words(held: Recognition, changes: dict[str, tuple[Any, Any]], reason: str) -> str:
    """``Báo cáo viên …: số quyết định: 12/QĐ → 21/QĐ. Lý do: …``"""
    said = "; ".join(
        f"{Recognition._meta.get_field(name).verbose_name}: {_shown(old)} → {_shown(new)}"  # type: ignore[union-attr]
        for name, (old, new) in changes.items()
    )
    return _("%(category)s: %(said)s. Lý do: %(reason)s") % {
        "category": held.category,
        "said": said,
        "reason": reason,
    }


def _shown(value: Any) -> str:
    return vn_date(value) if isinstance(value, date) else str(value or "–")


def _note(recognition: Recognition, verb: str, *, by: User | None, reason: str) -> None:
    """The history of a recognition is read on the record of its person."""
    StateChange.objects.create(
        subject=recognition.holder, verb=verb, by=by, reason=reason, at=timezone.now()
    )
