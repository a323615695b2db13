"""The kinds of people, kept by the administrator. None is deleted: what was recognised in it stays true."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from common.templatetags.ui import vn_date
from common.vietnamese import slugify
from trainees.models import AudienceCategory, EndGround


@transaction.atomic
def create(*, by: User, end_grounds: Iterable[EndGround] = (), **columns: Any) -> AudienceCategory:
    """A new category at the end of the list, its code made from its label. Raises: Refused."""
    last = AudienceCategory.objects.aggregate(last=Max("position"))["last"] or 0
    category = AudienceCategory(
        code=_free_code(columns["label"]), position=last + 1, edited_at=timezone.now(), **columns
    )
    _save(category)
    category.end_grounds.set(end_grounds)
    _note(category, "create", by=by)
    return category


@transaction.atomic
def update(category: AudienceCategory, *, by: User, **columns: Any) -> bool:
    """Change columns of ``columns`` and, by ``end_grounds``, why people leave it. True when something changed.

    From now on the row is the office's, and no load of the master list changes it. Raises: Refused.
    """
    held = AudienceCategory.objects.select_for_update().get(pk=category.pk)
    said = _changes(held, columns)
    if not said:
        return False
    grounds = columns.pop("end_grounds", None)
    for name, value in columns.items():
        setattr(held, name, value)
    held.edited_at = timezone.now()
    _save(held)
    if grounds is not None:
        held.end_grounds.set(grounds)
    _note(held, "update", by=by, reason="; ".join(said))
    category.refresh_from_db()
    return True


def _changes(held: AudienceCategory, columns: dict[str, Any]) -> list[str]:
    """``tên đối tượng: cũ → mới`` for each column that differs."""
    said = []
    for name, new in columns.items():
        if name == "end_grounds":
            old, new = _listed(held.end_grounds.all()), _listed(new)
            label = EndGround._meta.verbose_name
        else:
            old = getattr(held, name)
            label = AudienceCategory._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        if old != new:
            said.append(f"{label}: {_shown(old)} → {_shown(new)}")
    return said


def _listed(grounds: Iterable[EndGround]) -> str:
    return ", ".join(sorted(ground.code for ground in grounds))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    return (vn_date(value) if value else "–") if not isinstance(value, str) else value or "–"


def _free_code(label: str) -> str:
    """The label as a code nobody has yet: ``hoa-giai-vien``, ``hoa-giai-vien-2``."""
    wanted = slugify(label)[:50] or "doi-tuong"
    known = set(
        AudienceCategory.objects.filter(code__startswith=wanted).values_list("code", flat=True)
    )
    return next(
        code
        for n in range(1, len(known) + 2)
        if (code := wanted if n == 1 else f"{wanted}-{n}") not in known
    )


def _save(category: AudienceCategory) -> None:
    try:
        category.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    category.save()


def _note(category: AudienceCategory, verb: str, *, by: User, reason: str = "") -> None:
    StateChange.objects.create(subject=category, verb=verb, by=by, reason=reason, at=timezone.now())
