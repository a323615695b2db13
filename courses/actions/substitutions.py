"""Somebody else in the place of a person whom the agency has sent."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from common.states import move
from courses import notices
from courses.actions import enrolment_checks as checks
from courses.actions import enrolments
from courses.models import CourseRun, Enrolment, EnrolmentSource
from courses.states import NOMINATE, WITHDRAW, EnrolmentState
from trainees.models import AudienceCategory, Trainee


@transaction.atomic
def substitute(
    enrolment: Enrolment,
    trainee: Trainee,
    *,
    category: AudienceCategory,
    by: User,
    reason: str,
    by_lead: bool = False,
    at: datetime | None = None,
) -> Enrolment:
    """The agency sends somebody else in this one's place: needs no further quota and knows no deadline.

    Where the first had a seat, the seat is free again. The lead's own substitute (``by_lead``) takes it at once.
    Anybody else waits for the organiser, and the waiting list is not called to that seat until the substitute
    has an answer; the organiser may still give it to whom they choose. Where the run asks for it, the head of
    the agency sees the substitute first.

    Raises: Refused (no reason, nobody's nomination, closed run, category, twice).
    """
    checks.require_reason(reason)
    run, before = enrolments.lock(enrolment.course_run), enrolment.state
    checks.refuse_closed(run)
    if enrolment.nominating_organisation is None:
        raise Refused(
            _("Người này tự đăng ký nên không có đơn vị cử người thay. Rút đăng ký rồi cử riêng.")
        )
    if enrolment.trainee_id == trainee.pk:
        raise Refused(_("Chọn một người khác để thay."))
    leaves_a_seat = enrolments.has_or_keeps_a_seat(enrolment)
    move(enrolment, WITHDRAW, by=by, at=at, reason=reason)
    made = enrolments.enrol(
        run,
        trainee,
        _state_of_substitute(run, before, by_lead=by_lead),
        category=category,
        source=EnrolmentSource.NOMINATION,
        nominating_organisation=enrolment.nominating_organisation,
        substitute_for=enrolment,
        takes_over_seat=leaves_a_seat,
        by=by,
        at=at,
        reason=reason,
    )
    notices.enrolments_moved([enrolment], WITHDRAW.verb, by=by, reason=reason)
    if by_lead and before == EnrolmentState.CONFIRMED:
        enrolments.confirm(made, by=by, at=at)
    else:
        notices.enrolments_moved(enrolments.sent([made]), NOMINATE.verb, by=by, reason=reason)
    return made


def _state_of_substitute(run: CourseRun, before: str, *, by_lead: bool) -> str:
    """As far as the first had come inside the agency; whoever is past that needs the head's word again."""
    if by_lead or not run.needs_agency_approval:
        return EnrolmentState.NOMINATED
    return EnrolmentState.DRAFTED if before == EnrolmentState.DRAFTED else EnrolmentState.SUBMITTED
