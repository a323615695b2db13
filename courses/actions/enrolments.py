"""From a nomination to a seat. Seats and quotas are counted under the lock of the run's row."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from common.states import born, move
from courses import notices
from courses.actions import enrolment_checks as checks
from courses.models import CourseRun, Enrolment, EnrolmentSource
from courses.querysets.enrolments import EnrolmentQuerySet
from courses.states import (
    CONFIRM,
    DECLINE,
    NOMINATE,
    RENOMINATE,
    RETURN,
    WAITLIST,
    WITHDRAW,
    CourseRunState,
    EnrolmentState,
)
from organisations.models import Organisation
from trainees.models import AudienceCategory, Trainee


@transaction.atomic
def nominate(
    run: CourseRun,
    trainee: Trainee,
    *,
    category: AudienceCategory,
    organisation: Organisation,
    by: User,
    at: datetime | None = None,
    after_deadline: bool = False,
    is_approved: bool = False,
    source: str = EnrolmentSource.NOMINATION,
) -> Enrolment:
    """An agency sends a person; a draft where its head has to approve and has not (``is_approved``).

    Raises: Refused (closed run, deadline, category, quota, twice).
    """
    run = lock(run)
    if not after_deadline:
        checks.refuse_late(run, checks.day_of(at))
    checks.refuse_quota(run, organisation)
    made = enrol(
        run,
        trainee,
        first_state(run, is_approved=is_approved),
        category=category,
        source=source,
        nominating_organisation=organisation,
        by=by,
        at=at,
    )
    notices.enrolments_moved(sent([made]), NOMINATE.verb, by=by)
    return made


@transaction.atomic
def request(
    run: CourseRun,
    trainee: Trainee,
    *,
    category: AudienceCategory,
    by: User,
    at: datetime | None = None,
) -> Enrolment:
    """A person asks for a place in a run that allows it; no quota is used. Raises: Refused."""
    run = lock(run)
    if not run.accepts_requests or run.state != CourseRunState.OPEN:
        raise Refused(
            _("Lớp này không nhận đăng ký cá nhân. Liên hệ đầu mối của đơn vị để được cử.")
        )
    checks.refuse_late(run, checks.day_of(at))
    made = enrol(
        run,
        trainee,
        EnrolmentState.REQUESTED,
        category=category,
        source=EnrolmentSource.REQUEST,
        nominating_organisation=None,
        by=by,
        at=at,
    )
    notices.enrolments_moved([made], "request", by=by)
    return made


@transaction.atomic
def confirm(enrolment: Enrolment, *, by: User, at: datetime | None = None) -> None:
    """Give the trainee a seat. Raises: Refused, when the run is full or the state has moved on."""
    run = lock(enrolment.course_run)
    checks.refuse_closed(run)
    if not checks.seats_left(run):
        raise Refused(
            _("Lớp đã đủ %(seats)d chỗ. Đưa học viên vào danh sách chờ hoặc tăng số chỗ của lớp.")
            % {"seats": run.seats}
        )
    seat(run, enrolment, by=by, at=at)
    notices.enrolments_moved([enrolment], CONFIRM.verb, by=by)


@transaction.atomic
def waitlist(enrolment: Enrolment, *, by: User, at: datetime | None = None) -> None:
    """Put the trainee at the end of the waiting list; a seat kept for them goes to the first. Raises: Refused."""
    run = lock(enrolment.course_run)
    checks.refuse_closed(run)
    move(enrolment, WAITLIST, by=by, at=at, waitlisted_at=at or timezone.now())
    notices.enrolments_moved([enrolment], WAITLIST.verb, by=by)
    if enrolment.takes_over_seat and run.enrolments.waitlisted().first() != enrolment:
        call_next(run, at=at)


@transaction.atomic
def confirm_or_waitlist(enrolment: Enrolment, *, by: User, at: datetime | None = None) -> None:
    """A seat while there is one that nobody waits for; else the end of the waiting list. A substitute's own seat is
    kept for them. Raises: Refused.
    """
    if enrolment.state == EnrolmentState.WAITLISTED:
        raise Refused(_("Đã ở danh sách chờ. Bấm “Gọi danh sách chờ” khi có chỗ trống."))
    run = lock(enrolment.course_run)
    if enrolment.takes_over_seat:
        has_room = checks.seats_left(run) > 0
    else:
        has_room = not run.enrolments.waitlisted().exists() and checks.seats_free(run) > 0
    if has_room:
        confirm(enrolment, by=by, at=at)
    else:
        waitlist(enrolment, by=by, at=at)


@transaction.atomic
def decline(enrolment: Enrolment, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Not admitted. Raises: Refused, without a reason or when the state has moved on."""
    checks.require_reason(reason)
    run, kept_a_seat = lock(enrolment.course_run), has_or_keeps_a_seat(enrolment)
    move(enrolment, DECLINE, by=by, at=at, reason=reason)
    notices.enrolments_moved([enrolment], DECLINE.verb, by=by, reason=reason)
    if kept_a_seat:
        call_next(run, at=at)


@transaction.atomic
def return_(enrolment: Enrolment, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Back to the agency, to be put right. Raises: Refused."""
    checks.require_reason(reason)
    lock(enrolment.course_run)
    move(enrolment, RETURN, by=by, at=at, reason=reason)
    notices.enrolments_moved([enrolment], RETURN.verb, by=by, reason=reason)


@transaction.atomic
def renominate(enrolment: Enrolment, *, by: User, at: datetime | None = None) -> None:
    """The agency sends a returned nomination again, its head has approved it before. Raises: Refused."""
    checks.refuse_closed(lock(enrolment.course_run))
    move(enrolment, RENOMINATE, by=by, at=at)
    notices.enrolments_moved([enrolment], RENOMINATE.verb, by=by)


@transaction.atomic
def withdraw(enrolment: Enrolment, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Take a person out before the result; the first of the waiting list gets the free seat. Raises: Refused."""
    checks.require_reason(reason)
    run, leaves_a_seat = lock(enrolment.course_run), has_or_keeps_a_seat(enrolment)
    move(enrolment, WITHDRAW, by=by, at=at, reason=reason)
    notices.enrolments_moved([enrolment], WITHDRAW.verb, by=by, reason=reason)
    if leaves_a_seat:
        call_next(run, at=at)


@transaction.atomic
def fill_from_waiting_list(
    run: CourseRun, *, by: User | None, at: datetime | None = None, at_most: int | None = None
) -> list[Enrolment]:
    """Call the waiting list in its order until seats or list end. Returns who got a seat.

    Raises: Refused, when the run takes nobody any more.
    """
    run = lock(run)
    checks.refuse_closed(run)
    free = checks.seats_free(run)
    waiting = run.enrolments.waitlisted().select_related("trainee__organisation")
    called: list[Enrolment] = list(waiting[: free if at_most is None else min(free, at_most)])
    reason = _("Có chỗ trống, gọi theo thứ tự danh sách chờ.")
    for enrolment in called:
        seat(run, enrolment, by=by, at=at, reason=reason)
    notices.enrolments_moved(called, CONFIRM.verb, by=by, reason=reason)
    return called


def call_next(run: CourseRun, *, seats: int = 1, at: datetime | None = None) -> None:
    """What happens by itself when ``seats`` become free, where the run wants it; nobody is its author.

    Not in a class that has begun: whoever is called into its middle by a machine misses half of it.
    """
    if run.fills_from_waiting_list and run.state == CourseRunState.OPEN:
        fill_from_waiting_list(run, by=None, at=at, at_most=seats)


def has_or_keeps_a_seat(enrolment: Enrolment) -> bool:
    keeps = enrolment.takes_over_seat and enrolment.state in EnrolmentState.unanswered()
    return keeps or enrolment.state in EnrolmentState.holding_a_seat()


def seat(
    run: CourseRun,
    enrolment: Enrolment,
    *,
    by: User | None,
    at: datetime | None = None,
    reason: str = "",
) -> None:
    """Confirm, and freeze at once in a run that has begun. The caller holds the lock and has counted."""
    move(enrolment, CONFIRM, by=by, at=at, reason=reason)
    if run.state == CourseRunState.RUNNING:
        freeze(Enrolment.objects.filter(pk=enrolment.pk), at=at)
        enrolment.refresh_from_db()


def freeze(enrolments: EnrolmentQuerySet, *, at: datetime | None = None) -> None:
    """Copy agency, unit, position and name into enrolments that have no copy yet."""
    rows = list(enrolments.filter(frozen_at__isnull=True).select_related("trainee__organisation"))
    for enrolment in rows:
        trainee = enrolment.trainee
        enrolment.organisation_id = trainee.organisation_id
        enrolment.unit_id = trainee.organisation.unit_id
        enrolment.position = trainee.position
        enrolment.full_name = trainee.full_name
        enrolment.frozen_at = at or timezone.now()
    columns = ["organisation", "unit", "position", "full_name", "frozen_at"]
    Enrolment.objects.bulk_update(rows, columns, batch_size=500)


def lock(run: CourseRun) -> CourseRun:
    """The run as it is now, held until the transaction ends: one clerk at a time."""
    return CourseRun.objects.select_for_update().get(pk=run.pk)


def first_state(run: CourseRun, *, is_approved: bool) -> str:
    """Where a nomination begins: with the agency's own head, if the run asks for that and it is still open."""
    drafted = run.needs_agency_approval and not is_approved
    return EnrolmentState.DRAFTED if drafted else EnrolmentState.NOMINATED


def sent(made: Sequence[Enrolment]) -> list[Enrolment]:
    """Those that have left the agency: nobody is told of a draft."""
    return [one for one in made if one.state == EnrolmentState.NOMINATED]


def enrol(
    run: CourseRun,
    trainee: Trainee,
    state: str,
    *,
    by: User,
    at: datetime | None,
    reason: str = "",
    **facts: Any,
) -> Enrolment:
    """A new row with its first line of history; the caller holds the lock. Raises: Refused."""
    checks.refuse_closed(run)
    refusal = checks.why_not(run, trainee, facts["category"], checks.day_of(at))
    if refusal:
        raise Refused(refusal)
    enrolment = Enrolment.objects.create(course_run=run, trainee=trainee, state=state, **facts)
    born(enrolment, by=by, at=at, reason=reason)
    return enrolment
