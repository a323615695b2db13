"""What stops an enrolment, asked under the lock of the run's row. Nothing is written here."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Refused
from courses.models import CourseRun
from courses.querysets.run_pages import quota_use, quotas_of
from courses.states import EnrolmentState
from organisations.models import Organisation
from trainees import decisions
from trainees.models import AudienceCategory, Recognition, Trainee


def why_not(run: CourseRun, trainee: Trainee, category: AudienceCategory, day: date) -> str:
    """Why this person cannot be in this run, in words that say what to do; empty if they can."""
    if trainee.merged_into_id:
        return _("Hồ sơ này đã được gộp vào hồ sơ khác. Chọn hồ sơ còn hiệu lực.")
    if category not in run.admitted_categories.all():
        return _("Lớp không tiếp nhận đối tượng “%(category)s”.") % {"category": category}
    held = Recognition.objects.of_person(trainee).valid_on(day)
    if not held.filter(category=category).exists():
        return _(
            "%(name)s không thuộc đối tượng “%(category)s”. Cập nhật đối tượng trong hồ sơ học viên trước."
        ) % {"name": trainee, "category": category}
    twin = run.enrolments.live().of_person(trainee).first()
    if twin:
        return _("%(name)s đã có trong lớp này (%(state)s).") % {
            "name": trainee,
            "state": twin.get_state_display(),
        }
    return ""


def quota_left(run: CourseRun, organisation: Organisation) -> int | None:
    """Seats that the agency may still fill: None where the run has no quotas, 0 where it is not called."""
    uses = quota_use(run)
    if not uses:
        return None
    return sum(use.left for use in quotas_of(uses, organisation))


def seats_left(run: CourseRun) -> int:
    """Seats that nobody holds: what the organiser may give."""
    return max(0, run.seats - run.enrolments.holding_a_seat().count())


def seats_free(run: CourseRun) -> int:
    """Seats that the waiting list may be called to: one that a substitute waits for is kept."""
    return max(0, seats_left(run) - seats_kept(run))


def seats_kept(run: CourseRun) -> int:
    """Seats whose holder was replaced by somebody whom the organiser has not answered yet."""
    waiting = run.enrolments.filter(state__in=EnrolmentState.unanswered())
    return waiting.filter(takes_over_seat=True).count()


def refuse_quota(run: CourseRun, organisation: Organisation) -> None:
    if quota_left(run, organisation) == 0:
        raise Refused(
            _(
                "%(agency)s không còn chỉ tiêu trong lớp này. Liên hệ cơ quan chủ trì để xin thêm chỉ tiêu."
            )
            % {"agency": organisation}
        )


def refuse_nomination(run: CourseRun, *, day: date, after_deadline: bool = False) -> None:
    """What stops every nomination of the run. Raises: Refused (closed run, deadline)."""
    refuse_closed(run)
    if not after_deadline:
        refuse_late(run, day)


def refuse_ended(organisation: Organisation, day: date, instead: str) -> None:
    """Asked under the lock of the agency's row; ``instead`` says what to do. Raises: Refused."""
    last = Organisation.objects.values_list("valid_to", flat=True).get(pk=organisation.pk)
    if last and last < day:
        words = _("Cơ quan này đã kết thúc hoạt động ngày %(day)s. %(instead)s")
        raise Refused(words % {"day": f"{last:%d/%m/%Y}", "instead": instead})


def refuse_undecided(category: AudienceCategory, decision: Mapping[str, Any]) -> None:
    """A new person of a category that the law wants decided comes with the decision in full. Raises: Refused."""
    missing = decisions.lacking(decision, decisions.RECOGNITION)
    if category.needs_decision and missing:
        words = _("Đối tượng “%(category)s” phải có quyết định. Hãy ghi thêm: %(missing)s.")
        said = decisions.in_words(missing, decisions.RECOGNITION)
        raise Refused(words % {"category": category, "missing": said})


def refuse_late(run: CourseRun, day: date) -> None:
    if is_late(run, day):
        raise Refused(
            _("Đã hết hạn cử học viên (%(day)s). Liên hệ cơ quan chủ trì lớp.")
            % {"day": f"{run.nominate_by:%d/%m/%Y}"}
        )


def is_late(run: CourseRun, day: date) -> bool:
    return run.nominate_by is not None and day > run.nominate_by


def refuse_closed(run: CourseRun) -> None:
    if not run.takes_people:
        raise Refused(
            _("Lớp đang ở trạng thái “%(state)s”, không nhận thêm học viên.")
            % {"state": run.get_state_display()}
        )


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Nêu lý do để đơn vị và học viên biết."))


def day_of(at: datetime | None) -> date:
    return timezone.localdate(at) if at else timezone.localdate()
