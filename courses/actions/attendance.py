"""Who was there. A changed tick keeps its history: meal money is paid on it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from courses.actions.enrolments import lock
from courses.models import Attendance, ClassSession, Enrolment, Presence
from courses.states import CourseRunState


@transaction.atomic
def mark_sheet(
    session: ClassSession,
    presences: Mapping[int, str],
    *,
    by: User,
    at: datetime | None = None,
) -> int:
    """Tick a session: ``presences`` maps enrolment id to a Presence. Returns how many ticks changed.

    Raises: Refused, when the run is not running, the session lies ahead, or somebody has no seat in the run.
    """
    run = lock(session.course_run)
    now = at or timezone.now()
    if run.state != CourseRunState.RUNNING:
        raise Refused(_("Chỉ điểm danh khi lớp đang diễn ra."))
    if session.on > timezone.localdate(now):
        raise Refused(_("Buổi học %(session)s chưa diễn ra.") % {"session": session})
    if not set(presences.values()) <= set(Presence.values):
        raise Refused(_("Trạng thái điểm danh không hợp lệ. Tải lại trang."))
    seats = set(run.enrolments.holding_a_seat().values_list("pk", flat=True))
    if not set(presences) <= seats:
        raise Refused(
            _("Danh sách lớp vừa thay đổi. Tải lại trang để điểm danh theo danh sách mới.")
        )
    return _write(session, presences, by=by, at=now)


@transaction.atomic
def mark_tokens(
    session: ClassSession,
    presences: Mapping[str, str],
    *,
    by: User,
    at: datetime | None = None,
) -> int:
    """``mark_sheet`` by the public tokens of enrolments, as a sheet on the screen sends them. Raises: Refused."""
    known = dict(session.course_run.enrolments.values_list("token", "pk"))
    if not set(presences) <= set(known):
        raise Refused(
            _("Danh sách lớp vừa thay đổi. Tải lại trang để điểm danh theo danh sách mới.")
        )
    by_id = {known[token]: presence for token, presence in presences.items()}
    return mark_sheet(session, by_id, by=by, at=at)


def _write(session: ClassSession, presences: Mapping[int, str], *, by: User, at: datetime) -> int:
    known = {mark.enrolment_id: mark for mark in session.attendances.all()}
    new, changed = [], 0
    for enrolment_id, presence in presences.items():
        mark = known.get(enrolment_id)
        if mark is None:
            new.append(
                Attendance(
                    session=session,
                    enrolment_id=enrolment_id,
                    presence=presence,
                    marked_by=by,
                    marked_at=at,
                )
            )
        elif mark.presence != presence:
            changed += 1
            _change(mark, presence, by=by, at=at)
    Attendance.objects.bulk_create(new)
    return changed + len(new)


def _change(mark: Attendance, presence: str, *, by: User, at: datetime) -> None:
    StateChange.objects.create(
        subject=mark, verb="mark", before=mark.presence, after=presence, by=by, at=at
    )
    # ``marked_at`` stays the first tick: what held before a change is read from the history.
    Attendance.objects.filter(pk=mark.pk).update(presence=presence, marked_by=by)


def mark(
    session: ClassSession,
    enrolment: Enrolment,
    presence: str,
    *,
    by: User,
    at: datetime | None = None,
) -> None:
    """Tick one person. Raises: Refused, as ``mark_sheet``."""
    mark_sheet(session, {enrolment.pk: presence}, by=by, at=at)
