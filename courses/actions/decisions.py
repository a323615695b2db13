"""One answer of the organiser for many people."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from courses import notices
from courses.actions import enrolments
from courses.actions.enrolment_checks import require_reason
from courses.models import Enrolment


class Decided(NamedTuple):
    """``refused``: the names of those who could not be decided, by the reason."""

    done: int
    refused: dict[str, list[str]]


def decide_many(
    chosen: Iterable[Enrolment],
    verb: str,
    *,
    by: User,
    reason: str = "",
    at: datetime | None = None,
) -> Decided:
    """``confirm``, ``confirm_or_waitlist``, ``waitlist``, ``decline`` or ``return`` many, a transaction each.

    Raises: Refused, for a verb that there is not, or one that needs a reason and has none.
    """
    if verb in ("decline", "return"):
        require_reason(reason)
    verbs: dict[str, Callable[..., None]] = {
        "confirm": enrolments.confirm,
        "confirm_or_waitlist": enrolments.confirm_or_waitlist,
        "waitlist": enrolments.waitlist,
        "decline": partial(enrolments.decline, reason=reason),
        "return": partial(enrolments.return_, reason=reason),
    }
    if verb not in verbs:
        raise Refused(_("Chọn một việc để làm với danh sách đã đánh dấu."))
    done, refused = 0, dict[str, list[str]]()
    with notices.gathered():
        for enrolment in chosen:
            try:
                verbs[verb](enrolment, by=by, at=at)
                done += 1
            except Refused as error:
                refused.setdefault(error.message, []).append(enrolment.shown_name)
    return Decided(done, refused)
