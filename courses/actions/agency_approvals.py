"""The word of an agency's head on the list that its coordinator has drawn up."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from common.states import move
from courses import notices
from courses.actions import enrolment_checks as checks
from courses.actions.enrolments import lock
from courses.models import CourseRun, Enrolment
from courses.states import NOMINATE, SEND_BACK, SUBMIT, EnrolmentState
from organisations.models import Organisation


@transaction.atomic
def submit(
    run: CourseRun, *organisations: Organisation, by: User, at: datetime | None = None
) -> int:
    """All drafts of the agency go to its head; straight to the organiser where the run no longer asks for that.

    ``organisations``: the agency's rows of each era. The deadline counts here, except for substitutes: they take
    the place of somebody sent in time. Returns how many. Raises: Refused.
    """
    run = lock(run)
    checks.refuse_closed(run)
    day = checks.day_of(at)
    drafts = list(run.enrolments.sent_for(*organisations).drafted())
    late = checks.is_late(run, day)
    moved = [one for one in drafts if one.substitute_for_id] if late else drafts
    if drafts and not moved:
        checks.refuse_late(run, day)
    arrow = SUBMIT if run.needs_agency_approval else NOMINATE
    if not moved:
        raise Refused(_("Không có bản nháp nào để trình. Cử học viên trước, rồi trình lãnh đạo."))
    for enrolment in moved:
        move(enrolment, arrow, by=by, at=at)
    notices.enrolments_moved(moved, arrow.verb, by=by)
    return len(moved)


@transaction.atomic
def approve(
    run: CourseRun, chosen: Sequence[Enrolment], *, by: User, at: datetime | None = None
) -> int:
    """The head sends these to the organiser; a list submitted in time may be approved after the deadline.

    All or nobody. Returns how many. Raises: Refused.
    """
    _require_chosen(chosen)
    checks.refuse_closed(lock(run))
    for enrolment in chosen:
        _refuse_draft(enrolment)
        move(enrolment, NOMINATE, by=by, at=at)
    notices.enrolments_moved(chosen, NOMINATE.verb, by=by)
    return len(chosen)


@transaction.atomic
def send_back(
    run: CourseRun,
    chosen: Sequence[Enrolment],
    *,
    by: User,
    reason: str,
    at: datetime | None = None,
) -> int:
    """Back to the coordinator as drafts, with the reason. All or nobody. Returns how many. Raises: Refused."""
    _require_chosen(chosen)
    checks.require_reason(reason)
    lock(run)
    for enrolment in chosen:
        move(enrolment, SEND_BACK, by=by, at=at, reason=reason)
    notices.enrolments_moved(chosen, SEND_BACK.verb, by=by, reason=reason)
    return len(chosen)


def _require_chosen(chosen: Sequence[Enrolment]) -> None:
    if not chosen:
        raise Refused(_("Chưa đánh dấu người nào. Đánh dấu rồi chọn việc cần làm."))


def _refuse_draft(enrolment: Enrolment) -> None:
    """The arrow starts at a draft too, for runs without approval; the head decides on what was submitted."""
    if enrolment.state != EnrolmentState.SUBMITTED:
        raise Refused(
            _("%(name)s không còn chờ duyệt. Tải lại trang để xem tình trạng mới.")
            % {"name": enrolment.shown_name}
        )
