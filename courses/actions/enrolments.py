"""From a nomination to a seat. Seats and quotas are counted under the lock of the run's row."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from common.states import born, move
from courses.models import CourseRun, Enrolment, EnrolmentSource
from courses.querysets.enrolments import EnrolmentQuerySet
from courses.states import (
    CONFIRM,
    DECLINE,
    RENOMINATE,
    RETURN,
    WAITLIST,
    WITHDRAW,
    CourseRunState,
    EnrolmentState,
)
from organisations.models import Organisation
from organisations.querysets import organisation_lineage
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
    source: str = EnrolmentSource.NOMINATION,
) -> Enrolment:
    """An agency sends a person. Raises: Refused (closed run, deadline, category, quota, twice)."""
    run = lock(run)
    day = _day(at)
    if not after_deadline:
        _refuse_late(run, day)
    _refuse_quota(run, organisation)
    return _enrol(
        run,
        trainee,
        EnrolmentState.NOMINATED,
        category=category,
        source=source,
        nominating_organisation=organisation,
        by=by,
        at=at,
    )


@transaction.atomic
def request(
    run: CourseRun,
    trainee: Trainee,
    *,
    category: AudienceCategory,
    by: User,
    at: datetime | None = None,
) -> Enrolment:
    """A person asks for a place in a run that allows it. Raises: Refused."""
    run = lock(run)
    if not run.accepts_requests or run.state != CourseRunState.OPEN:
        raise Refused(
            _("Lớp này không nhận đăng ký cá nhân. Liên hệ đầu mối của đơn vị để được cử.")
        )
    _refuse_late(run, _day(at))
    return _enrol(
        run,
        trainee,
        EnrolmentState.REQUESTED,
        category=category,
        source=EnrolmentSource.REQUEST,
        nominating_organisation=None,
        by=by,
        at=at,
    )


@transaction.atomic
def confirm(enrolment: Enrolment, *, by: User, at: datetime | None = None) -> None:
    """Give the trainee a seat. Raises: Refused, when the run is full or the state has moved on."""
    run = lock(enrolment.course_run)
    _refuse_closed(run)
    if run.enrolments.holding_a_seat().count() >= run.seats:
        raise Refused(
            _("Lớp đã đủ %(seats)d chỗ. Đưa học viên vào danh sách chờ hoặc tăng số chỗ của lớp.")
            % {"seats": run.seats}
        )
    move(enrolment, CONFIRM, by=by, at=at)
    if run.state == CourseRunState.RUNNING:
        freeze(Enrolment.objects.filter(pk=enrolment.pk), at=at)
        enrolment.refresh_from_db()


@transaction.atomic
def waitlist(enrolment: Enrolment, *, by: User, at: datetime | None = None) -> None:
    """Put the trainee at the end of the waiting list. Raises: Refused."""
    _refuse_closed(lock(enrolment.course_run))
    move(enrolment, WAITLIST, by=by, at=at, waitlisted_at=at or timezone.now())


@transaction.atomic
def decline(enrolment: Enrolment, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Not admitted. Raises: Refused, without a reason or when the state has moved on."""
    _require_reason(reason)
    move(enrolment, DECLINE, by=by, at=at, reason=reason)


@transaction.atomic
def return_(enrolment: Enrolment, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Back to the agency, to be put right. Raises: Refused."""
    _require_reason(reason)
    move(enrolment, RETURN, by=by, at=at, reason=reason)


@transaction.atomic
def renominate(enrolment: Enrolment, *, by: User, at: datetime | None = None) -> None:
    """The agency sends a returned nomination again. Raises: Refused."""
    _refuse_closed(lock(enrolment.course_run))
    move(enrolment, RENOMINATE, by=by, at=at)


@transaction.atomic
def withdraw(enrolment: Enrolment, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Take a person out before the result; the seat is free again. Raises: Refused."""
    _require_reason(reason)
    lock(enrolment.course_run)
    move(enrolment, WITHDRAW, by=by, at=at, reason=reason)


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
    """``confirm``, ``waitlist``, ``decline`` or ``return`` many, each in a transaction of their own.

    Raises: Refused, for a verb that there is not, or one that needs a reason and has none.
    """
    if verb in ("decline", "return"):
        _require_reason(reason)
    verbs: dict[str, Callable[..., None]] = {
        "confirm": confirm,
        "waitlist": waitlist,
        "decline": partial(decline, reason=reason),
        "return": partial(return_, reason=reason),
    }
    if verb not in verbs:
        raise Refused(_("Chọn một việc để làm với danh sách đã đánh dấu."))
    done, refused = 0, dict[str, list[str]]()
    for enrolment in chosen:
        try:
            verbs[verb](enrolment, by=by, at=at)
            done += 1
        except Refused as error:
            refused.setdefault(error.message, []).append(enrolment.shown_name)
    return Decided(done, refused)


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


def why_not(run: CourseRun, trainee: Trainee, category: AudienceCategory, day: date) -> str:
    """Why this person cannot be in this run, in words that say what to do; empty if they can."""
    if category not in run.admitted_categories.all():
        return _("Lớp không tiếp nhận đối tượng “%(category)s”.") % {"category": category}
    if not trainee.recognitions.valid_on(day).filter(category=category).exists():
        return _(
            "%(name)s không thuộc đối tượng “%(category)s”. Cập nhật đối tượng trong hồ sơ học viên trước."
        ) % {"name": trainee, "category": category}
    twin = run.enrolments.live().filter(trainee=trainee).first()
    if twin:
        return _("%(name)s đã có trong lớp này (%(state)s).") % {
            "name": trainee,
            "state": twin.get_state_display(),
        }
    return ""


def _enrol(
    run: CourseRun,
    trainee: Trainee,
    state: str,
    *,
    category: AudienceCategory,
    source: str,
    nominating_organisation: Organisation | None,
    by: User,
    at: datetime | None,
) -> Enrolment:
    _refuse_closed(run)
    if trainee.merged_into_id:
        raise Refused(_("Hồ sơ này đã được gộp vào hồ sơ khác. Chọn hồ sơ còn hiệu lực."))
    reason = why_not(run, trainee, category, _day(at))
    if reason:
        raise Refused(reason)
    enrolment = Enrolment.objects.create(
        course_run=run,
        trainee=trainee,
        state=state,
        source=source,
        category=category,
        nominating_organisation=nominating_organisation,
    )
    born(enrolment, by=by, at=at)
    return enrolment


def quota_left(run: CourseRun, organisation: Organisation) -> int | None:
    """Seats that the agency may still fill: None where the run has no quotas, 0 where it is not called."""
    quotas = list(run.quotas.all())
    if not quotas:
        return None
    agencies = organisation_lineage(frozenset({organisation.pk}))
    seats = sum(quota.seats for quota in quotas if quota.organisation_id in agencies)
    return max(0, seats - run.enrolments.live().of_agencies(agencies).count())


def _refuse_quota(run: CourseRun, organisation: Organisation) -> None:
    if quota_left(run, organisation) == 0:
        raise Refused(
            _(
                "%(agency)s không còn chỉ tiêu trong lớp này. Liên hệ cơ quan chủ trì để xin thêm chỉ tiêu."
            )
            % {"agency": organisation}
        )


def refuse_nomination(run: CourseRun, *, day: date, after_deadline: bool = False) -> None:
    """What stops every nomination of the run. Raises: Refused (closed run, deadline)."""
    _refuse_closed(run)
    if not after_deadline:
        _refuse_late(run, day)


def _refuse_late(run: CourseRun, day: date) -> None:
    if run.nominate_by and day > run.nominate_by:
        raise Refused(
            _("Đã hết hạn cử học viên (%(day)s). Liên hệ cơ quan chủ trì lớp.")
            % {"day": run.nominate_by.strftime("%d/%m/%Y")}
        )


def _refuse_closed(run: CourseRun) -> None:
    if not run.takes_people:
        raise Refused(
            _("Lớp đang ở trạng thái “%(state)s”, không nhận thêm học viên.")
            % {"state": run.get_state_display()}
        )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Nêu lý do để đơn vị và học viên biết."))


def _day(at: datetime | None) -> date:
    return timezone.localdate(at) if at else timezone.localdate()
