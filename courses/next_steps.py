"""What a run waits for next, as one verb for the person who looks at it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role, User
from courses import rules
from courses.actions.course_runs import missing_to_open
from courses.models import CourseRun
from courses.states import CourseRunState, EnrolmentState


@dataclass(frozen=True)
class Step:
    """``words`` say where the run stands; ``verb`` is the button, a POST or a link; no url, no button."""

    words: str
    verb: str = ""
    url: str = ""
    is_post: bool = False
    confirm: str = ""
    details: tuple[str, ...] = ()


def next_step(run: CourseRun, user: User, today: date) -> Step:
    """The main action of the run's page, by state and rights."""
    if rules.may_manage(user, run):
        return _FOR_ORGANISER[CourseRunState(run.state)](run, today)
    if run.state == CourseRunState.RUNNING and rules.may_tick(user, run):
        return _tick(run, today) or Step(_("Lớp đang diễn ra."))
    if run.takes_people and user.scope.has(Role.COORDINATOR):
        return _nominate(run)
    return Step(str(_STANDING[CourseRunState(run.state)]))


def link(name: str, *args: object) -> str:
    """The address, or nothing where this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _draft(run: CourseRun, today: date) -> Step:
    missing = tuple(missing_to_open(run))
    if not missing:
        return Step(
            _("Lớp đã đủ thông tin để thông báo cho các đơn vị."),
            _("Mở nhận danh sách"),
            link("courses:course_run_open", run.code),
            is_post=True,
        )
    only_sessions = len(missing) == 1 and run.modules.exists() and not run.sessions.exists()
    place = "courses:session_list" if only_sessions and run.venue else "courses:course_run_edit"
    verb = _("Lập lịch học") if place == "courses:session_list" else _("Bổ sung thông tin")
    return Step(_("Để mở nhận danh sách còn thiếu:"), verb, link(place, run.code), details=missing)


def _open(run: CourseRun, today: date) -> Step:
    counts = dict(run.enrolments.order_by().values_list("state").annotate(n=Count("pk")))
    for state in EnrolmentState.waiting():
        if counts.get(state):
            return Step(
                _("%(people)d người đang chờ xét.")
                % {"people": sum(counts.get(s, 0) for s in EnrolmentState.waiting())},
                _("Duyệt danh sách"),
                f"{link('courses:enrolment_list', run.code)}?trang_thai={state}",
            )
    if today >= run.starts_on:
        return _start(run)
    return Step(
        _("Đang nhận danh sách. Khai giảng ngày %(day)s.") % {"day": f"{run.starts_on:%d/%m/%Y}"},
        _("Xem danh sách"),
        link("courses:enrolment_list", run.code),
    )


def _start(run: CourseRun) -> Step:
    return Step(
        _("Đã đến ngày khai giảng."),
        _("Khai giảng"),
        link("courses:course_run_start", run.code),
        is_post=True,
        confirm=str(START_QUESTION),
    )


def _running(run: CourseRun, today: date) -> Step:
    tick = _tick(run, today)
    if tick:
        return tick
    if today >= run.ends_on:
        return Step(
            _("Đã đến ngày bế giảng, các buổi đã điểm danh."),
            _("Kết thúc lớp"),
            link("courses:course_run_close", run.code),
        )
    return Step(
        _("Lớp đang diễn ra, bế giảng ngày %(day)s.") % {"day": f"{run.ends_on:%d/%m/%Y}"},
        _("Xem điểm danh"),
        link("courses:attendance_overview", run.code),
    )


def _tick(run: CourseRun, today: date) -> Step | None:
    """The first half-day that is over or going on and has no tick."""
    blank = run.sessions.filter(on__lte=today, attendances=None).in_order().first()
    if blank is None:
        return None
    return Step(
        _("%(session)s chưa điểm danh.") % {"session": blank},
        _("Điểm danh"),
        link("courses:attendance_sheet", run.code, blank.slug),
    )


def _closed(run: CourseRun, today: date) -> Step:
    completed = run.enrolments.completed().count()
    return Step(
        _("Lớp đã kết thúc, %(people)d học viên đạt.") % {"people": completed},
        _("Đề nghị cấp giấy chứng nhận") if completed else "",
        link("certificates:batch_create", run.code) if completed else "",
    )


def _nominate(run: CourseRun) -> Step:
    return Step(
        _("Lớp đang nhận danh sách cử từ các đơn vị."),
        _("Cử học viên"),
        link("courses:nomination_create", run.code),
    )


def _over(run: CourseRun, today: date) -> Step:
    return Step(str(_STANDING[CourseRunState(run.state)]))


START_QUESTION = gettext_lazy(
    "Khai giảng lớp? Đơn vị, chức vụ và họ tên của học viên đã duyệt được chốt theo ngày hôm nay."
)
_STANDING = {
    CourseRunState.DRAFT: gettext_lazy("Lớp đang được chuẩn bị."),
    CourseRunState.OPEN: gettext_lazy("Lớp đang nhận danh sách."),
    CourseRunState.RUNNING: gettext_lazy("Lớp đang diễn ra."),
    CourseRunState.CLOSED: gettext_lazy("Lớp đã kết thúc."),
    CourseRunState.ARCHIVED: gettext_lazy("Lớp đã lưu trữ, không sửa được nữa."),
    CourseRunState.CANCELLED: gettext_lazy("Lớp đã hủy."),
}
_FOR_ORGANISER = {
    CourseRunState.DRAFT: _draft,
    CourseRunState.OPEN: _open,
    CourseRunState.RUNNING: _running,
    CourseRunState.CLOSED: _closed,
    CourseRunState.ARCHIVED: _over,
    CourseRunState.CANCELLED: _over,
}
