"""One way for a row to change its state: a conditional UPDATE and a line of history."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.models import StateChange
from common.refusals import Refused

# An account, or None for the system itself. This floor knows accounts only by their table.
Actor = Any


class Transition(NamedTuple):
    """An arrow of a state diagram."""

    verb: str
    sources: tuple[str, ...]
    target: str


def born(
    obj: models.Model,
    *,
    by: Actor,
    at: datetime | None = None,
    reason: str = "",
) -> StateChange:
    """Record the first state of a new row, so that its history is whole from the start."""
    return _record(obj, "create", "", obj.state, by=by, at=at, reason=reason)  # type: ignore[attr-defined]


@transaction.atomic
def move(
    obj: models.Model,
    arrow: Transition,
    *,
    by: Actor,
    at: datetime | None = None,
    reason: str = "",
    **also: Any,
) -> StateChange:
    """Move ``obj`` along ``arrow``, set the columns ``also``, and record it.

    Of two clerks pressing the same button, the slower one updates no row.

    Raises: Refused, when ``obj`` is not, or no longer, in one of ``arrow.sources``.
    """
    before: str = obj.state  # type: ignore[attr-defined]
    rows = type(obj)._base_manager.filter(pk=obj.pk, state=before)
    if before not in arrow.sources or not rows.update(state=arrow.target, **also):
        raise Refused(
            _(
                "Hồ sơ vừa được người khác xử lý hoặc không còn ở trạng thái này. "
                "Tải lại trang để xem tình trạng mới."
            )
        )
    obj.refresh_from_db(fields=["state", *also])
    return _record(obj, arrow.verb, before, arrow.target, by=by, at=at, reason=reason)


def _record(
    obj: models.Model,
    verb: str,
    before: str,
    after: str,
    *,
    by: Actor,
    at: datetime | None,
    reason: str,
) -> StateChange:
    return StateChange.objects.create(
        subject=obj,
        verb=verb,
        before=before,
        after=after,
        by=by,
        reason=reason,
        at=at or timezone.now(),
    )
