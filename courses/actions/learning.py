"""Learning: a lesson done, a quiz attempted. Only the server's clock counts."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from common.states import born, move
from courses import marking
from courses.models import (
    Activity,
    ActivityCompletion,
    ActivityKind,
    Attempt,
    CompletionRule,
    CourseRun,
    Enrolment,
)
from courses.querysets.learning import outline_of
from courses.states import (
    ACTIVITY_ARROWS,
    FINISH_ATTEMPT,
    SUBMIT_ATTEMPT,
    ActivityState,
    AttemptState,
    CourseRunState,
    EnrolmentState,
)

S = ActivityState
# Answers that left a slow line in time may arrive this much later.
GRACE = timedelta(seconds=60)
LIFTS = {arrow.target: arrow for arrow in ACTIVITY_ARROWS}


@transaction.atomic
def mark_done(
    enrolment: Enrolment,
    activity: Activity,
    *,
    content_version: str,
    by: User,
    at: datetime | None = None,
) -> ActivityCompletion:
    """The learner says that a lesson is learned; saying it twice changes nothing. Raises: Refused."""
    locked = _lock(enrolment)
    known = locked.activity_completions.filter(activity=activity).first()
    if known:
        return known
    if activity.kind == ActivityKind.QUIZ:
        raise Refused(_("Bài kiểm tra chỉ hoàn thành khi nộp bài. Bấm “Bắt đầu làm bài”."))
    refuse_unless_open(locked, activity)
    return _complete(locked, activity, S.COMPLETE, content_version=content_version, by=by, at=at)


def start_attempt(
    enrolment: Enrolment,
    activity: Activity,
    *,
    paper: dict[str, Any],
    content_version: str,
    by: User,
    at: datetime | None = None,
) -> Attempt:
    """A new attempt with a frozen ``paper``, or the one that is still open.

    An attempt whose time ran out is marked first, in its own transaction: it counts even where no attempt is left.
    Raises: Refused, when the quiz is not open, has no question, or no attempt is left.
    """
    now = at or timezone.now()
    submit_expired(enrolment, activity, by=by, at=now)
    with transaction.atomic():
        locked = _lock(enrolment)
        going_on = locked.attempts.open().filter(activity=activity).first()
        if going_on:
            return going_on
        refuse_unless_open(locked, activity)
        return _begin(locked, activity, paper, content_version, by=by, at=now)


@transaction.atomic
def save_answers(
    attempt: Attempt, answers: Mapping[str, Any], *, at: datetime | None = None
) -> Attempt:
    """Keep ``answers``; questions that are not among them keep the answer they had.

    Raises: Refused, when the attempt is over or its time is up. What was saved before stays.
    """
    now = at or timezone.now()
    _refuse_unless_learning(_lock(attempt.enrolment))
    current = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if current.state not in SUBMIT_ATTEMPT.sources:
        raise Refused(_("Bài này đã nộp, không sửa được nữa. Xem kết quả bên dưới."))
    if is_late(current, now):
        raise Refused(_("Đã hết giờ làm bài. Những câu đã lưu vẫn được giữ: bấm “Nộp bài”."))
    current.answers = _merged(current, answers)
    current.save(update_fields=["answers"])
    return current


@transaction.atomic
def submit_attempt(
    attempt: Attempt,
    answers: Mapping[str, Any],
    *,
    by: User | None,
    at: datetime | None = None,
) -> Attempt:
    """Hand in and mark. Of two presses of the button the second gets the first one's result.

    After time and grace only what was saved before is marked. Raises: Refused, when the run is over.
    """
    locked = _lock(attempt.enrolment)
    current = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if current.state in (AttemptState.SUBMITTED, AttemptState.FINISHED):
        return current
    _refuse_unless_learning(locked)
    now = at or timezone.now()
    kept = current.answers if is_late(current, now) else _merged(current, answers)
    move(current, SUBMIT_ATTEMPT, by=by, at=now, answers=kept, submitted_at=now)
    marks = marking.mark(current.paper, kept)
    move(
        current,
        FINISH_ATTEMPT,
        by=by,
        at=now,
        results=marks.results,
        mark_percent=marks.percent,
    )
    _count(locked, current, by=by, at=now)
    return current


def submit_expired(
    enrolment: Enrolment, activity: Activity, *, by: User | None, at: datetime | None = None
) -> int:
    """Mark what was saved of an attempt whose time and grace are up. Returns how many."""
    now = at or timezone.now()
    late = list(enrolment.attempts.filter(activity=activity).expired(now - GRACE))
    for attempt in late:
        submit_attempt(attempt, {}, by=by, at=now)
    return len(late)


@transaction.atomic
def submit_open_attempts(run: CourseRun, *, by: User | None, at: datetime | None = None) -> int:
    """Mark everything still open in a running run, before it is closed. Returns how many."""
    still_open = Attempt.objects.open().filter(
        enrolment__course_run=run, enrolment__state=EnrolmentState.CONFIRMED
    )
    waiting = list(still_open.select_related("enrolment"))
    for attempt in waiting:
        submit_attempt(attempt, {}, by=by, at=at)
    return len(waiting)


def refuse_unless_open(enrolment: Enrolment, activity: Activity) -> None:
    """Raises: Refused, unless the run runs, the seat is confirmed, and the activity's turn has come."""
    _refuse_unless_learning(enrolment)
    outline = outline_of(enrolment.course_run, enrolment)
    step = outline.step_of(activity.pk)
    if step is None:
        raise Refused(_("Lớp này không còn dạy nội dung đó. Quay lại mục lục để học tiếp."))
    earlier = outline.blocked_by(step)
    if earlier:
        raise Refused(
            _("Hoàn thành “%(earlier)s” trước, rồi mới học “%(title)s”.")
            % {"earlier": earlier.activity, "title": activity}
        )


def is_late(attempt: Attempt, now: datetime) -> bool:
    return attempt.due_at is not None and now > attempt.due_at + GRACE


def _refuse_unless_learning(enrolment: Enrolment) -> None:
    run = enrolment.course_run
    if run.state in CourseRunState.over():
        raise Refused(_("Lớp đã kết thúc: vẫn xem được nội dung, không ghi thêm kết quả học tập."))
    if run.state != CourseRunState.RUNNING:
        raise Refused(
            _("Lớp khai giảng ngày %(day)s. Nội dung học mở từ khi lớp bắt đầu.")
            % {"day": run.starts_on.strftime("%d/%m/%Y")}
        )
    if enrolment.state != EnrolmentState.CONFIRMED:
        raise Refused(_("Chỉ học viên đã được duyệt vào lớp mới học và làm bài được."))


def _lock(enrolment: Enrolment) -> Enrolment:
    """The enrolment as it is now, held until the transaction ends: one request of a learner at a time."""
    locked = Enrolment.objects.select_for_update(of=("self",)).select_related("course_run")
    return locked.get(pk=enrolment.pk)


def _begin(
    enrolment: Enrolment,
    activity: Activity,
    paper: dict[str, Any],
    content_version: str,
    *,
    by: User,
    at: datetime,
) -> Attempt:
    used = enrolment.attempts.filter(activity=activity).count()
    if activity.attempts_allowed and used >= activity.attempts_allowed:
        raise Refused(
            _("Đã dùng hết %(n)d lượt làm bài. Liên hệ giảng viên của lớp nếu cần làm lại.")
            % {"n": activity.attempts_allowed}
        )
    if not paper["questions"]:
        raise Refused(_("Bài kiểm tra chưa có câu hỏi. Báo cho giảng viên của lớp."))
    limit = activity.time_limit_minutes
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        activity=activity,
        number=used + 1,
        paper=paper,
        content_version=content_version,
        started_at=at,
        due_at=at + timedelta(minutes=limit) if limit else None,
    )
    born(attempt, by=by, at=at)
    return attempt


def _merged(attempt: Attempt, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    return {**attempt.answers, **marking.clean_answers(attempt.paper, answers)}


def _count(enrolment: Enrolment, attempt: Attempt, *, by: User | None, at: datetime) -> None:
    """Let a finished attempt count for its activity: the best mark stays, a pass is never lost."""
    activity, mark = attempt.activity, _mark_of(attempt)
    reached = _reached(attempt)
    known = enrolment.activity_completions.filter(activity=activity).first()
    if known is None:
        version = attempt.content_version
        _complete(enrolment, activity, reached, content_version=version, mark=mark, by=by, at=at)
        return
    if known.state in LIFTS[reached].sources:
        move(known, LIFTS[reached], by=by, at=at, completed_at=at)
    if known.mark_percent is None or mark > known.mark_percent:
        known.mark_percent, known.content_version = mark, attempt.content_version
        known.save(update_fields=["mark_percent", "content_version"])


def _mark_of(attempt: Attempt) -> Decimal:
    """A finished attempt has its mark: a constraint of the table says so."""
    assert attempt.mark_percent is not None  # noqa: S101 -- for the type checker
    return attempt.mark_percent


def _reached(attempt: Attempt) -> str:
    """A paper that only has to be handed in is complete whatever its mark."""
    if marking.is_pass(attempt.paper, _mark_of(attempt)):
        return S.COMPLETE_PASS
    handed_in = attempt.activity.completion_rule == CompletionRule.SUBMITTED
    return S.COMPLETE if handed_in else S.COMPLETE_FAIL


def _complete(
    enrolment: Enrolment,
    activity: Activity,
    state: str,
    *,
    content_version: str,
    by: User | None,
    at: datetime | None,
    mark: Any = None,
) -> ActivityCompletion:
    row = ActivityCompletion.objects.create(
        enrolment=enrolment,
        activity=activity,
        state=state,
        mark_percent=mark,
        content_version=content_version,
        completed_at=at or timezone.now(),
    )
    born(row, by=by, at=at)
    return row
