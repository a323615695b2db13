"""The life of a run."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from common.states import born, move
from common.vietnamese import fold, slugify
from courses import notices
from courses.actions import completions, enrolments, learning, run_changes
from courses.models import Activity, ActivityKind, CourseRun, DayPart, Module
from courses.states import (
    ARCHIVE_RUN,
    CANCEL_RUN,
    CLOSE_RUN,
    DECLINE,
    OPEN_RUN,
    START_RUN,
    WITHDRAW,
    CourseRunState,
    EnrolmentState,
)
from organisations.models import Organisation
from trainees.models import AudienceCategory


@transaction.atomic
def create(
    run: CourseRun,
    *,
    by: User,
    modules: Iterable[Module] = (),
    categories: Iterable[AudienceCategory] = (),
    at: datetime | None = None,
) -> CourseRun:
    """Save a new draft run and begin its history; a blank code is given here.

    Raises: ValidationError; Refused, for a module of another course.
    """
    if not run.code:
        # Two clerks of one agency would be given the same number.
        Organisation.objects.select_for_update().get(pk=run.lead_organisation_id)
        run.code = suggest_code(run.lead_organisation, run.starts_on.year)
    chosen = list(modules)
    run_changes.refuse_foreign_modules(run, chosen)
    run.full_clean()
    run.save()
    run.modules.set(chosen)
    run.admitted_categories.set(categories)
    born(run, by=by, at=at)
    return run


def suggest_code(lead: Organisation, year: int) -> str:
    """The next free code of an agency in a year: STP-2026-03."""
    initials = "".join(word[0] for word in fold(lead.name).split() if word[0].isalnum())
    name = slugify(lead.short_name or initials).upper() or "LOP"
    prefix = f"{name[:28]}-{year}-"
    known = CourseRun.objects.filter(code__istartswith=prefix).values_list("code", flat=True)
    serials = [int(tail) for code in known if (tail := code[len(prefix) :]).isdigit()]
    return f"{prefix}{max(serials, default=0) + 1:02d}"


@transaction.atomic
def update(
    run: CourseRun,
    *,
    by: User,
    modules: Iterable[Module] | None = None,
    categories: Iterable[AudienceCategory] | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> list[str]:
    """Save what was changed on ``run``; None leaves modules or categories alone. Returns what changed, in words.

    ``seen`` is the version (``run_changes.version_of``) that the person had before them. More seats call the
    waiting list. Raises: ValidationError; Refused, when the run has gone too far for this change, or when
    somebody else has saved since ``seen``.
    """
    before = enrolments.lock(run)
    run_changes.refuse_over(before)
    run_changes.refuse_overwriting(before, seen)
    chosen = list(before.modules.all() if modules is None else modules)
    admitted = list(before.admitted_categories.all() if categories is None else categories)
    changes = run_changes.changes(before, run, chosen, admitted)
    run_changes.refuse_structure(before, changes)
    run_changes.refuse_foreign_modules(run, chosen)
    run_changes.refuse_people_left_out(before, run, admitted)
    run.full_clean()
    # The state and what else this form does not show stay as the database has them.
    run.save(update_fields=run_changes.FIELDS)
    run.modules.set(chosen)
    run.admitted_categories.set(admitted)
    if before.state == CourseRunState.OPEN and (missing := missing_to_open(run)):
        raise Refused(_("Lớp đã mở nhận danh sách, không thể bỏ trống:"), missing)
    words = list(changes.values())
    if words:
        run_changes.note(before, "update", by=by, at=at, reason="; ".join(words))
    notices.run_changed(run, changes, by=by)
    if run.seats > before.seats:
        enrolments.call_next(enrolments.lock(run), seats=run.seats - before.seats, at=at)
    return words


@transaction.atomic
def open_(run: CourseRun, *, by: User, at: datetime | None = None) -> None:
    """Call for people. Raises: Refused, naming everything that is still missing."""
    run_now = enrolments.lock(run)
    missing = missing_to_open(run_now)
    if missing:
        raise Refused(_("Chưa thể mở nhận danh sách, cần bổ sung:"), missing)
    move(run, OPEN_RUN, by=by, at=at)
    notices.run_called(run, by=by)


def missing_to_open(run: CourseRun) -> list[str]:
    """What a draft lacks, in words that say what to do."""
    missing = []
    if not run.modules.exists():
        missing.append(_("Chọn ít nhất một chuyên đề."))
    elif run.mark_percent and not _has_quiz(run):
        missing.append(
            _("Các chuyên đề đã chọn không có bài kiểm tra: đặt điểm kiểm tra tối thiểu là 0.")
        )
    if not run.admitted_categories.exists():
        missing.append(_("Chọn ít nhất một đối tượng tiếp nhận."))
    if run.mode != "online" and not run.sessions.exists():
        missing.append(_("Lập lịch ít nhất một buổi học."))
    if run.mode != "online" and not run.venue:
        missing.append(_("Nhập địa điểm."))
    if run.state == CourseRunState.DRAFT and _release_is_past(run):
        missing.append(_("Ngày thu hồi chỉ tiêu chưa dùng đã qua: đổi hoặc bỏ trống ngày đó."))
    return missing


def _release_is_past(run: CourseRun) -> bool:
    """The clock would take all quotas back in the hour in which the run is opened."""
    return run.release_unused_on is not None and run.release_unused_on <= timezone.localdate()


@transaction.atomic
def start(run: CourseRun, *, by: User, at: datetime | None = None) -> None:
    """Begin: freezes category, organisation, unit, position and name of everybody with a seat, and what is learned.

    A lesson or quiz that is added to a module afterwards changes nothing for this run.
    """
    enrolments.lock(run)
    move(run, START_RUN, by=by, at=at)
    run.activities.set(Activity.objects.taught_in(run))
    enrolments.freeze(run.enrolments.holding_a_seat(), at=at)


@transaction.atomic
def close(run: CourseRun, *, by: User, at: datetime | None = None) -> int:
    """End the run: results for everybody with a seat, an answer for everybody without. Returns the results.

    Papers still open are handed in as they were last saved.

    Raises: Refused, before the last day or while a session has no attendance at all.
    """
    enrolments.lock(run)
    faults = faults_before_close(run, at=at)
    if faults:
        raise Refused(_("Chưa thể kết thúc lớp:"), faults)
    # Whoever hands in a paper holds their enrolment's row: after this line no paper is under way any more.
    list(run.enrolments.select_for_update().values_list("pk"))
    learning.submit_open_attempts(run, by=by, at=at)
    move(run, CLOSE_RUN, by=by, at=at)
    decided = completions.decide_all(run, by=by, at=at)
    _answer_the_rest(run, by=by, at=at, reason=_("Lớp đã kết thúc."))
    return decided


def faults_before_close(run: CourseRun, *, at: datetime | None = None) -> list[str]:
    faults = []
    if (timezone.localdate(at) if at else timezone.localdate()) < run.ends_on:
        faults.append(
            _("Chưa đến ngày bế giảng (%(day)s).") % {"day": run.ends_on.strftime("%d/%m/%Y")}
        )
    if run.mark_percent and not _has_quiz(run):
        faults.append(
            _(
                "Lớp yêu cầu điểm kiểm tra nhưng chuyên đề không còn bài kiểm tra nào: đăng lại bài kiểm tra."
            )
        )
    if run.enrolments.holding_a_seat().exists():
        unmarked = run.sessions.annotate(marks=Count("attendances")).filter(marks=0).in_order()
        faults += [_("%(session)s chưa điểm danh.") % {"session": session} for session in unmarked]
    return faults


@transaction.atomic
def cancel(run: CourseRun, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Call the run off; all its enrolments are withdrawn. Raises: Refused."""
    if not reason.strip():
        raise Refused(_("Nêu lý do hủy lớp để các đơn vị biết."))
    enrolments.lock(run)
    move(run, CANCEL_RUN, by=by, at=at, reason=reason)
    people = list(run.enrolments.filter(state__in=WITHDRAW.sources))
    for enrolment in people:
        move(enrolment, WITHDRAW, by=by, at=at, reason=reason)
    notices.run_cancelled(run, people, by=by, reason=reason)


@transaction.atomic
def archive(run: CourseRun, *, by: User, at: datetime | None = None) -> None:
    """Nothing of the run changes any more. Raises: Refused."""
    enrolments.lock(run)
    move(run, ARCHIVE_RUN, by=by, at=at)


@transaction.atomic
def plan_half_days(run: CourseRun, *, by: User) -> int:
    """Lay out morning and afternoon of each day of a draft or open run. Returns how many were added."""
    run = enrolments.lock(run)
    if run.state not in CourseRunState.editable():
        raise Refused(_("Chỉ lập lịch khi lớp chưa khai giảng."))
    days = (run.ends_on - run.starts_on).days + 1
    added = 0
    for offset in range(min(days, 31)):
        day = run.starts_on + timedelta(days=offset)
        for part in (DayPart.MORNING, DayPart.AFTERNOON):
            added += run.sessions.get_or_create(on=day, part=part)[1]
    if added:
        words = _("%(sessions)d buổi") % {"sessions": added}
        run_changes.note(run, "session_plan", by=by, reason=words)
    return added


def _has_quiz(run: CourseRun) -> bool:
    return Activity.objects.taught_in(run).filter(kind=ActivityKind.QUIZ).exists()


def _answer_the_rest(run: CourseRun, *, by: User, at: datetime | None, reason: str) -> None:
    """Nobody is left waiting for an answer by a run that is over."""
    unanswered = run.enrolments.live().exclude(state__in=EnrolmentState.decided())
    for arrow in (DECLINE, WITHDRAW):
        people = list(unanswered.filter(state__in=arrow.sources))
        for enrolment in people:
            move(enrolment, arrow, by=by, at=at, reason=reason)
        notices.enrolments_moved(people, arrow.verb, by=by, reason=reason)
