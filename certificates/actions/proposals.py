"""Proposals: who gets a certificate, asked by one person and answered by another."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from certificates.facts import Signer, common_words, problems_of, template_of
from certificates.models import Certificate, CertificateBatch
from certificates.querysets import decided_with_certificates
from certificates.states import VOID
from common import jobs
from common.models import Job
from common.refusals import Refused
from common.states import born, move
from courses.actions.enrolments import lock
from courses.models import CourseRun, Enrolment
from courses.states import CourseRunState, EnrolmentState


@dataclass(frozen=True)
class Candidate:
    """One person with a result, and why they get no certificate; ``reason`` is empty when they do."""

    enrolment: Enrolment
    reason: str = field(default="")

    @property
    def is_eligible(self) -> bool:
        return not self.reason


def eligibility(run: CourseRun, signer: Signer | None = None) -> list[Candidate]:
    """Everybody with a result in ``run``, by name, and whether a proposal would carry them.

    ``signer`` defaults to the one of the agency's template. Writes nothing.
    """
    people = list(decided_with_certificates(run))
    reasons = {person.pk: _why_not_yet(person) for person in people}
    open_ = [person for person in people if not reasons[person.pk]]
    reasons |= _why_not_printed(run, open_, signer)
    return [Candidate(person, reasons[person.pk]) for person in people]


def _why_not_yet(enrolment: Enrolment) -> str:
    """``enrolment`` comes from ``decided_with_certificates``."""
    if enrolment.state != EnrolmentState.COMPLETED:
        completion = getattr(enrolment, "completion", None)
        return (completion.reason if completion else "") or _("Kết quả: Không đạt.")
    live: list[Certificate] = enrolment.live_certificates  # type: ignore[attr-defined]
    if not live:
        return ""
    if live[0].register_number:
        return _("Đã có giấy chứng nhận số %(number)s.") % {"number": live[0].register_number}
    return _("Đã có trong một đề nghị khác đang chờ duyệt.")


def _why_not_printed(
    run: CourseRun, people: list[Enrolment], signer: Signer | None
) -> dict[int, str]:
    template = template_of(run)
    if template is None:
        words = _("Cơ quan chủ trì chưa có mẫu giấy chứng nhận. Lập mẫu trước khi đề nghị.")
        return {person.pk: words for person in people}
    signer = signer or Signer.of(template)
    if not signer.is_complete:
        words = _("Chưa có chức vụ và họ tên người ký.")
        return {person.pk: words for person in people}
    common = common_words(run, template, signer, result_decision="", issued_on=timezone.localdate())
    return problems_of(people, common)


@transaction.atomic
def propose(
    run: CourseRun,
    *,
    by: User,
    signer: Signer | None = None,
    result_decision: str = "",
    at: datetime | None = None,
) -> CertificateBatch:
    """Draft a certificate for everybody who completed ``run`` and has none.

    ``signer`` defaults to the one of the agency's template.
    Raises: Refused, when the run is not over or nobody is eligible, with the reasons.
    """
    run = lock(run)
    if run.state not in CourseRunState.over():
        raise Refused(_("Chỉ đề nghị cấp giấy chứng nhận khi lớp đã kết thúc."))
    candidates = eligibility(run, signer)
    eligible = [one.enrolment for one in candidates if one.is_eligible]
    if not eligible:
        raise Refused(_("Không có học viên nào đủ điều kiện cấp."), _summary(candidates))
    template = template_of(run)
    assert template is not None  # noqa: S101 -- nobody is eligible without a template
    signer = signer or Signer.of(template)
    batch = CertificateBatch.objects.create(
        course_run=run,
        proposed_by=by,
        proposed_at=at or timezone.now(),
        result_decision=result_decision.strip(),
        signer_capacity=signer.capacity.strip(),
        signer_title=signer.title.strip(),
        signer_name=signer.name.strip(),
    )
    for enrolment in eligible:
        born(Certificate.objects.create(batch=batch, enrolment=enrolment), by=by, at=at)
    return batch


def _summary(candidates: list[Candidate]) -> list[str]:
    """Each reason once, with the number of people it holds back."""
    counts: dict[str, int] = {}
    for one in candidates:
        counts[one.reason] = counts.get(one.reason, 0) + 1
    return [
        _("%(count)d người: %(reason)s") % {"count": count, "reason": reason}
        for reason, count in list(counts.items())[:10]
    ]


def _locked_pending(batch: CertificateBatch) -> CertificateBatch:
    now = CertificateBatch.objects.select_for_update().get(pk=batch.pk)
    if not now.is_pending:
        raise Refused(
            _("Đề nghị này đã được duyệt hoặc trả lại. Tải lại trang để xem tình trạng mới.")
        )
    return now


@transaction.atomic
def return_(batch: CertificateBatch, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Send the proposal back; its drafts are voided, so that a new one can be made. Raises: Refused."""
    if not reason.strip():
        raise Refused(_("Nêu lý do trả lại để người đề nghị biết cần sửa gì."))
    now = _locked_pending(batch)
    now.returned_by, now.returned_at, now.return_reason = by, at or timezone.now(), reason.strip()
    now.save(update_fields=["returned_by", "returned_at", "return_reason"])
    for certificate in now.certificates.drafts():
        move(certificate, VOID, by=by, at=at, reason=reason.strip())
    batch.refresh_from_db()


@transaction.atomic
def approve(batch: CertificateBatch, *, by: User, on: date, at: datetime | None = None) -> Job:
    """Approve the proposal with ``on`` as the day of issue, and start numbering and printing.

    Raises: Refused, for the proposer, a day before the end of the class or in the future.
    """
    now = _locked_pending(batch)
    if now.proposed_by_id == by.pk:
        raise Refused(_("Người đề nghị không được tự duyệt. Chuyển cho lãnh đạo khác duyệt."))
    if on < now.course_run.ends_on or on > timezone.localdate(at):
        raise Refused(
            _("Ngày cấp phải từ ngày bế giảng (%(first)s) đến hôm nay.")
            % {"first": now.course_run.ends_on.strftime("%d/%m/%Y")}
        )
    if not now.certificates.drafts().exists():
        raise Refused(
            _("Đề nghị không còn giấy chứng nhận nào để cấp. Trả lại để lập đề nghị mới.")
        )
    now.approved_by, now.approved_at, now.issued_on = by, at or timezone.now(), on
    now.save(update_fields=["approved_by", "approved_at", "issued_on"])
    batch.refresh_from_db()
    return _start(now, by)


def continue_issuing(batch: CertificateBatch, *, by: User) -> Job:
    """Go on with what a batch left unfinished, after the cause was put right. Raises: Refused."""
    if batch.approved_at is None:
        raise Refused(_("Đề nghị chưa được duyệt."))
    if not batch.certificates.unfinished().exists():
        raise Refused(_("Mọi giấy chứng nhận của đợt này đã cấp xong."))
    return _start(batch, by)


def _start(batch: CertificateBatch, by: User) -> Job:
    from certificates.tasks import issue_batch  # noqa: PLC0415 -- the task calls these actions

    return jobs.start(
        issue_batch,
        key=batch.token,
        title=_("Cấp giấy chứng nhận lớp %(run)s") % {"run": batch.course_run.code},
        by=by,
        result_url=batch.get_absolute_url(),
    )
