"""The states of the flow and every arrow between them. This file is the diagram of docs/architecture.md."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.states import Transition


class CourseRunState(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    OPEN = "open", _("Đang nhận danh sách")
    RUNNING = "running", _("Đang diễn ra")
    CLOSED = "closed", _("Đã kết thúc")
    ARCHIVED = "archived", _("Đã lưu trữ")
    CANCELLED = "cancelled", _("Đã hủy")

    @classmethod
    def editable(cls) -> tuple[str, ...]:
        return (cls.DRAFT, cls.OPEN)

    @classmethod
    def taking_people(cls) -> tuple[str, ...]:
        """Nominations and confirmations are possible; a late one is frozen at confirmation."""
        return (cls.OPEN, cls.RUNNING)

    @classmethod
    def over(cls) -> tuple[str, ...]:
        return (cls.CLOSED, cls.ARCHIVED)


class EnrolmentState(models.TextChoices):
    DRAFTED = "drafted", _("Bản nháp")
    SUBMITTED = "submitted", _("Chờ lãnh đạo đơn vị duyệt")
    NOMINATED = "nominated", _("Đã cử, chờ xét")
    REQUESTED = "requested", _("Tự đăng ký, chờ xét")
    RETURNED = "returned", _("Trả lại để bổ sung")
    WAITLISTED = "waitlisted", _("Danh sách chờ")
    CONFIRMED = "confirmed", _("Đã duyệt")
    DECLINED = "declined", _("Không tiếp nhận")
    WITHDRAWN = "withdrawn", _("Đã rút")
    COMPLETED = "completed", _("Đạt")
    FAILED = "failed", _("Không đạt")

    @classmethod
    def ended(cls) -> tuple[str, ...]:
        """Not live: the seat and the name are free again."""
        return (cls.DECLINED, cls.WITHDRAWN)

    @classmethod
    def live(cls) -> tuple[str, ...]:
        return tuple(state for state in cls.values if state not in cls.ended())

    @classmethod
    def holding_a_seat(cls) -> tuple[str, ...]:
        return (cls.CONFIRMED, cls.COMPLETED, cls.FAILED)

    @classmethod
    def decided(cls) -> tuple[str, ...]:
        return (cls.COMPLETED, cls.FAILED)

    @classmethod
    def waiting(cls) -> tuple[str, ...]:
        """What an organiser has to look at."""
        return (cls.NOMINATED, cls.REQUESTED)

    @classmethod
    def in_agency(cls) -> tuple[str, ...]:
        """Not sent yet: with the coordinator, or with the head of the agency."""
        return (cls.DRAFTED, cls.SUBMITTED)

    @classmethod
    def unanswered(cls) -> tuple[str, ...]:
        """Neither seated nor on the waiting list: the organiser has not decided."""
        return (*cls.in_agency(), *cls.waiting(), cls.RETURNED)

    @classmethod
    def before_completed(cls) -> tuple[str, ...]:
        return tuple(state for state in cls.live() if state not in cls.decided())


class AttemptState(models.TextChoices):
    IN_PROGRESS = "in_progress", _("Đang làm")
    OVERDUE = "overdue", _("Quá giờ, chờ nộp")
    SUBMITTED = "submitted", _("Đã nộp")
    FINISHED = "finished", _("Đã chấm")
    ABANDONED = "abandoned", _("Bỏ dở")


class ActivityState(models.TextChoices):
    """Moodle's completion states of one activity."""

    INCOMPLETE = "incomplete", _("Chưa hoàn thành")
    COMPLETE = "complete", _("Hoàn thành")
    COMPLETE_PASS = "complete_pass", _("Hoàn thành, đạt")
    COMPLETE_FAIL = "complete_fail", _("Hoàn thành, chưa đạt")

    @classmethod
    def done(cls) -> tuple[str, ...]:
        return (cls.COMPLETE, cls.COMPLETE_PASS)


R, E, A = CourseRunState, EnrolmentState, AttemptState

OPEN_RUN = Transition("open", sources=(R.DRAFT,), target=R.OPEN)
START_RUN = Transition("start", sources=(R.OPEN,), target=R.RUNNING)
CLOSE_RUN = Transition("close", sources=(R.RUNNING,), target=R.CLOSED)
ARCHIVE_RUN = Transition("archive", sources=(R.CLOSED,), target=R.ARCHIVED)
CANCEL_RUN = Transition("cancel", sources=(R.DRAFT, R.OPEN), target=R.CANCELLED)
RUN_ARROWS = (OPEN_RUN, START_RUN, CLOSE_RUN, ARCHIVE_RUN, CANCEL_RUN)

SUBMIT = Transition("submit", sources=(E.DRAFTED,), target=E.SUBMITTED)
SEND_BACK = Transition("send_back", sources=(E.SUBMITTED,), target=E.DRAFTED)
NOMINATE = Transition("nominate", sources=(E.DRAFTED, E.SUBMITTED), target=E.NOMINATED)
RETURN = Transition("return", sources=(E.NOMINATED,), target=E.RETURNED)
RENOMINATE = Transition("renominate", sources=(E.RETURNED,), target=E.NOMINATED)
CONFIRM = Transition(
    "confirm", sources=(E.NOMINATED, E.REQUESTED, E.WAITLISTED), target=E.CONFIRMED
)
WAITLIST = Transition("waitlist", sources=(E.NOMINATED, E.REQUESTED), target=E.WAITLISTED)
DECLINE = Transition("decline", sources=(E.NOMINATED, E.REQUESTED, E.WAITLISTED), target=E.DECLINED)
WITHDRAW = Transition("withdraw", sources=E.before_completed(), target=E.WITHDRAWN)
COMPLETE = Transition("complete", sources=(E.CONFIRMED,), target=E.COMPLETED)
FAIL = Transition("fail", sources=(E.CONFIRMED,), target=E.FAILED)
CORRECT_TO_COMPLETED = Transition("correct", sources=(E.FAILED,), target=E.COMPLETED)
CORRECT_TO_FAILED = Transition("correct", sources=(E.COMPLETED,), target=E.FAILED)
ENROLMENT_ARROWS = (
    SUBMIT,
    SEND_BACK,
    NOMINATE,
    RETURN,
    RENOMINATE,
    CONFIRM,
    WAITLIST,
    DECLINE,
    WITHDRAW,
    COMPLETE,
    FAIL,
    CORRECT_TO_COMPLETED,
    CORRECT_TO_FAILED,
)

RUN_OUT = Transition("run_out", sources=(A.IN_PROGRESS,), target=A.OVERDUE)
SUBMIT_ATTEMPT = Transition("submit", sources=(A.IN_PROGRESS, A.OVERDUE), target=A.SUBMITTED)
FINISH_ATTEMPT = Transition("finish", sources=(A.SUBMITTED,), target=A.FINISHED)
ABANDON_ATTEMPT = Transition("abandon", sources=(A.IN_PROGRESS, A.OVERDUE), target=A.ABANDONED)
ATTEMPT_ARROWS = (RUN_OUT, SUBMIT_ATTEMPT, FINISH_ATTEMPT, ABANDON_ATTEMPT)

C = ActivityState

# Where a better attempt may lift a completion. Nothing leads down: a pass is never taken back by a later try.
PASS_ACTIVITY = Transition(
    "pass", sources=(C.INCOMPLETE, C.COMPLETE_FAIL, C.COMPLETE), target=C.COMPLETE_PASS
)
COMPLETE_ACTIVITY = Transition(
    "complete", sources=(C.INCOMPLETE, C.COMPLETE_FAIL), target=C.COMPLETE
)
FAIL_ACTIVITY = Transition("fail", sources=(C.INCOMPLETE,), target=C.COMPLETE_FAIL)
ACTIVITY_ARROWS = (PASS_ACTIVITY, COMPLETE_ACTIVITY, FAIL_ACTIVITY)
