"""The timetable of a run, half-day by half-day."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from courses.actions.enrolments import lock
from courses.actions.run_changes import note, refuse_over
from courses.models import ClassSession, CourseRun, DeliveryMode
from courses.states import CourseRunState


@transaction.atomic
def add(run: CourseRun, *, on: date, part: str, topic: str = "", by: User) -> ClassSession:
    """Put a half-day into the timetable. Raises: Refused, outside the run; ValidationError, a second time."""
    run = lock(run)
    refuse_over(run)
    if not run.starts_on <= on <= run.ends_on:
        raise Refused(
            _("Buổi học phải từ ngày %(first)s đến ngày %(last)s. Sửa thời gian lớp trước.")
            % {"first": f"{run.starts_on:%d/%m/%Y}", "last": f"{run.ends_on:%d/%m/%Y}"}
        )
    session = ClassSession(course_run=run, on=on, part=part, topic=topic)
    session.full_clean()
    session.save()
    note(run, "session_add", by=by, reason=str(session))
    return session


@transaction.atomic
def set_topics(run: CourseRun, topics: Mapping[int, str], *, by: User) -> int:
    """Say what each half-day is about; ``topics`` is by session id. Returns how many changed."""
    run = lock(run)
    refuse_over(run)
    changed = []
    for session in run.sessions.in_order():
        topic = topics.get(session.pk, session.topic).strip()[:200]
        if topic != session.topic:
            session.topic = topic
            changed.append(session)
    ClassSession.objects.bulk_update(changed, ["topic"])
    if changed:
        note(run, "session_topics", by=by, reason=", ".join(map(str, changed)))
    return len(changed)


@transaction.atomic
def remove(session: ClassSession, *, by: User) -> None:
    """Take a half-day out. Raises: Refused, once somebody was ticked in it."""
    run = lock(session.course_run)
    refuse_over(run)
    if session.attendances.exists():
        raise Refused(
            _("%(session)s đã điểm danh, không xóa được khỏi lịch.") % {"session": session}
        )
    last = not run.sessions.exclude(pk=session.pk).exists()
    if last and run.state != CourseRunState.DRAFT and run.mode != DeliveryMode.ONLINE:
        raise Refused(_("Lớp đã mở phải còn ít nhất một buổi học. Thêm buổi khác trước khi xóa."))
    note(run, "session_remove", by=by, reason=str(session))
    session.delete()
