"""What an edit of a run changes, what it may not change, and the run's own lines of history."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.models import StateChange, StateChangeQuerySet
from common.refusals import Refused
from courses.models import CourseRun, Module
from courses.states import CourseRunState
from trainees.models import AudienceCategory

# What the call for people already promised: fixed once the run has begun.
STRUCTURE = (
    "course",
    "lead_organisation",
    "mode",
    "starts_on",
    "accepts_requests",
    "attendance_percent",
    "mark_percent",
)
DETAILS = (
    "title",
    "plan_task",
    "ends_on",
    "nominate_by",
    "venue",
    "seats",
    "opening_decision",
    "needs_agency_approval",
    "release_unused_on",
    "fills_from_waiting_list",
)
FIELDS = ("code", *STRUCTURE, *DETAILS)


def note(
    run: CourseRun, verb: str, *, by: User | None, reason: str = "", at: datetime | None = None
) -> StateChange:
    """A line in the run's history that moves no state."""
    return StateChange.objects.create(
        subject=run,
        verb=verb,
        before=run.state,
        after=run.state,
        by=by,
        reason=reason,
        at=at or timezone.now(),
    )


def refuse_over(run: CourseRun) -> None:
    """Timetable, quotas, trainers and facts of a run that is over stay as they were."""
    if run.state in (*CourseRunState.over(), CourseRunState.CANCELLED):
        raise Refused(
            _("Lớp ở trạng thái “%(state)s”, không sửa được nữa.")
            % {"state": run.get_state_display()}
        )


def version_of(run: CourseRun) -> int:
    """How often the facts of the run have been changed: what a form carries to know that it is not stale."""
    return _updates(run).count()


def refuse_overwriting(run: CourseRun, seen: int | None) -> None:
    """Of two people with the form open the slower one is told what the other has changed. None: not asked."""
    if seen is None:
        return
    since = list(_updates(run).order_by("pk").select_related("by")[seen:])
    if since:
        raise Refused(
            _(
                "Thông tin lớp đã được người khác sửa trong lúc biểu mẫu này đang mở, chưa lưu gì. "
                "Đối chiếu các mục dưới đây với nội dung đang nhập rồi bấm “Lưu” lần nữa:"
            ),
            [
                _("%(who)s, %(at)s: %(changes)s")
                % {
                    "who": line.by,
                    "at": timezone.localtime(line.at).strftime("%H:%M %d/%m/%Y"),
                    "changes": line.reason,
                }
                for line in since
            ],
        )


def _updates(run: CourseRun) -> StateChangeQuerySet:
    return StateChange.objects.of(run).filter(verb="update")


def changes(
    before: CourseRun,
    run: CourseRun,
    modules: list[Module],
    categories: list[AudienceCategory],
) -> dict[str, str]:
    """What differs, by field name, in words for the history."""
    found = {
        name: _("%(field)s: %(old)s → %(new)s") % {"field": _label(name), "old": old, "new": new}
        for name in FIELDS
        if (old := _shown(before, name)) != (new := _shown(run, name))
    }
    if set(modules) != set(before.modules.all()):
        numbers = ", ".join(str(module.number) for module in modules) or "–"
        found["modules"] = _("chuyên đề: %(numbers)s") % {"numbers": numbers}
    if set(categories) != set(before.admitted_categories.all()):
        labels = ", ".join(category.label for category in categories) or "–"
        found["admitted_categories"] = _("đối tượng: %(labels)s") % {"labels": labels}
    return found


def _label(name: str) -> str:
    return str(getattr(CourseRun._meta.get_field(name), "verbose_name", name))


def _shown(run: CourseRun, name: str) -> str:
    value = getattr(run, name)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return _("có") if value else _("không")
    display = getattr(run, f"get_{name}_display", None)
    text = str(display() if display else value)
    return "–" if value in (None, "") else text


def refuse_structure(before: CourseRun, found: dict[str, str]) -> None:
    if before.state != CourseRunState.DRAFT and "code" in found:
        raise Refused(_("Mã lớp đã thông báo cho các đơn vị, không đổi được nữa."))
    fixed = [
        words
        for name, words in found.items()
        if name in (*STRUCTURE, "modules", "admitted_categories")
    ]
    if before.state not in CourseRunState.editable() and fixed:
        raise Refused(_("Lớp đã khai giảng, không đổi được:"), fixed)


def refuse_foreign_modules(run: CourseRun, modules: list[Module]) -> None:
    foreign = [module for module in modules if module.course_id != run.course_id]
    if foreign:
        raise Refused(
            _("Chỉ chọn chuyên đề của khóa “%(course)s”. Bỏ chọn:") % {"course": run.course},
            [str(module) for module in foreign],
        )


def refuse_people_left_out(
    before: CourseRun, run: CourseRun, admitted: list[AudienceCategory]
) -> None:
    taken = before.enrolments.holding_a_seat().count()
    if run.seats is not None and run.seats < taken:
        raise Refused(
            _("Lớp đã duyệt %(taken)d học viên, số chỗ không thể ít hơn.") % {"taken": taken}
        )
    outside = before.sessions.exclude(on__range=(run.starts_on, run.ends_on)).in_order()
    if outside:
        raise Refused(
            _("Có buổi học nằm ngoài thời gian mới của lớp. Sửa lịch buổi học trước:"),
            [str(session) for session in outside],
        )
    stranded = before.enrolments.live().exclude(category__in=admitted)
    labels = sorted(set(stranded.values_list("category__label", flat=True)))
    if labels:
        raise Refused(_("Đã có học viên thuộc đối tượng định bỏ:"), labels)
