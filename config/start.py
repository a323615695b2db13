"""What waits for a person: the first screen of each role. Every line is a door with its verb."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, User
from certificates.models import Certificate, CertificateBatch
from certificates.states import CertificateState
from common.templatetags.ui import days_left, vn_date
from courses.models import CourseRun, Enrolment
from courses.querysets.nominations import drafts_to_submit, lists_to_approve
from courses.states import CourseRunState, EnrolmentState
from trainees import coverage
from trainees.models import DuplicatePair, Spokesperson, Trainee
from trainees.querysets.moves import waiting as without_agency


@dataclass(frozen=True)
class Waiting:
    """One thing to do. ``words`` say what waits, ``verb`` what to press."""

    words: str
    verb: str
    url: str
    note: str = ""


def waiting_for(user: User, today: date | None = None) -> list[Waiting]:
    """All that waits for this person, most urgent role first. A fixed number of queries per role."""
    today = today or timezone.localdate()
    lists = {
        Role.APPROVER: _for_approver,
        Role.ORGANISER: _for_organiser,
        Role.TRAINER: _for_trainer,
        Role.COORDINATOR: _for_coordinator,
        Role.ADMINISTRATOR: _for_administrator,
    }
    return [
        line
        for role, collect in lists.items()
        if user.scope.has(role)
        for line in collect(user, today)
    ]


def _for_approver(user: User, today: date) -> Iterator[Waiting]:
    for waiting in lists_to_approve(user)[:20]:
        yield Waiting(
            _("%(n)d người chờ duyệt cử vào lớp %(run)s")
            % {"n": waiting.people, "run": waiting.run.code},
            _("Xem và duyệt"),
            reverse(
                "courses:nomination_approval_list", args=[waiting.run.code, waiting.agency.code]
            ),
            _deadline(waiting.run, today),
        )
    led = user.scope.organisation_ids(Role.APPROVER)
    batches = (
        CertificateBatch.objects.filter(
            course_run__lead_organisation_id__in=led, approved_at=None, returned_at=None
        )
        .exclude(proposed_by=user)
        .select_related("course_run")
        .annotate(people=Count("certificates"))
        .order_by("proposed_at")
    )
    for batch in batches[:20]:
        yield Waiting(
            _("%(people)d giấy chứng nhận của lớp %(run)s chờ duyệt cấp")
            % {"people": batch.people, "run": batch.course_run.code},
            _("Xem và duyệt"),
            batch.get_absolute_url(),
            batch.course_run.title,
        )
    yield from _overtaken(led)


def _overtaken(led: frozenset[int]) -> Iterator[Waiting]:
    """A result was corrected after its certificate had been issued: the two must not contradict each other."""
    wrong = Certificate.objects.filter(
        enrolment__course_run__lead_organisation_id__in=led,
        enrolment__state=EnrolmentState.FAILED,
        state=CertificateState.ISSUED,
    )
    for certificate in wrong.select_related("enrolment__course_run")[:20]:
        yield Waiting(
            _(
                "Giấy chứng nhận số %(number)s còn giá trị nhưng kết quả đã điều chỉnh thành không đạt"
            )
            % {"number": certificate.register_number},
            _("Thu hồi"),
            reverse("certificates:certificate_revoke", args=[certificate.token]),
            str(certificate.enrolment.course_run),
        )


def _for_organiser(user: User, today: date) -> Iterator[Waiting]:
    led = user.scope.organisation_ids(Role.ORGANISER)
    runs = CourseRun.objects.led_by(led).with_seats_taken().annotate(certifiable=_certifiable())
    current = runs.exclude(state__in=[CourseRunState.ARCHIVED, CourseRunState.CANCELLED])
    for run in current.order_by("starts_on", "code"):
        yield from _of_run(run, today)


def _of_run(run: Any, today: date) -> Iterator[Waiting]:
    page = run.get_absolute_url()
    facts = {"run": run.code, "n": run.waiting}
    if run.waiting and run.takes_people:
        people = reverse("courses:enrolment_list", args=[run.code])
        yield Waiting(
            _("%(n)d người chờ xét vào lớp %(run)s") % facts,
            _("Duyệt danh sách"),
            people,
            run.title,
        )
    steps = (
        (run.state == CourseRunState.DRAFT, _("Lớp %(run)s còn là dự thảo"), _("Hoàn thiện")),
        (
            run.state == CourseRunState.OPEN and run.starts_on <= today,
            _("Lớp %(run)s đã đến ngày khai giảng"),
            _("Khai giảng"),
        ),
        (
            run.state == CourseRunState.RUNNING and run.ends_on < today,
            _("Lớp %(run)s đã qua ngày bế giảng"),
            _("Kết thúc lớp"),
        ),
    )
    for applies, words, verb in steps:
        if applies:
            yield Waiting(words % facts, verb, page, run.title)
    if run.state == CourseRunState.CLOSED and run.certifiable:
        yield Waiting(
            _("%(n)d người đạt ở lớp %(run)s chưa có giấy chứng nhận")
            % {"n": run.certifiable, "run": run.code},
            _("Đề nghị cấp"),
            reverse("certificates:batch_create", args=[run.code]),
            run.title,
        )


def _certifiable() -> Count:
    """Completed enrolments of a run that never had a certificate: a revoked one does not come back to the desk."""
    ever = Certificate.objects.exclude(state=CertificateState.VOIDED).values("enrolment")
    return Count(
        "enrolments",
        filter=Q(enrolments__state=EnrolmentState.COMPLETED) & ~Q(enrolments__in=ever),
        distinct=True,
    )


def _for_trainer(user: User, today: date) -> Iterator[Waiting]:
    runs = CourseRun.objects.filter(trainers__user=user, state=CourseRunState.RUNNING)
    for run in runs.order_by("starts_on"):
        yield Waiting(
            _("Lớp %(run)s đang diễn ra") % {"run": run.code},
            _("Điểm danh"),
            reverse("courses:attendance_overview", args=[run.code]),
            run.title,
        )


def _for_coordinator(user: User, today: date) -> Iterator[Waiting]:
    agencies = user.scope.organisation_ids(Role.COORDINATOR)
    for waiting in drafts_to_submit(user)[:20]:
        yield Waiting(
            _("%(n)d người còn là bản nháp ở lớp %(run)s")
            % {"n": waiting.people, "run": waiting.run.code},
            _("Trình lãnh đạo"),
            reverse("courses:enrolment_list", args=[waiting.run.code]),
            _deadline(waiting.run, today),
        )
    returned = (
        Enrolment.objects.of_agencies(agencies)
        .filter(state=EnrolmentState.RETURNED)
        .select_related("course_run", "trainee")
    )
    for enrolment in returned[:20]:
        yield Waiting(
            _("%(person)s bị trả lại ở lớp %(run)s")
            % {"person": enrolment.shown_name, "run": enrolment.course_run.code},
            _("Bổ sung và cử lại"),
            enrolment.get_absolute_url(),
            enrolment.course_run.title,
        )
    provinces = user.scope.province_ids(Role.COORDINATOR)
    called = (
        CourseRun.objects.in_provinces(provinces)
        .filter(state=CourseRunState.OPEN)
        .filter(Q(quotas__isnull=True) | Q(quotas__organisation_id__in=agencies))
        .filter(Q(nominate_by__isnull=True) | Q(nominate_by__gte=today))
        .distinct()
    )
    for run in called.order_by("nominate_by", "starts_on")[:20]:
        yield Waiting(
            _("Lớp %(run)s đang nhận danh sách cử") % {"run": run.code},
            _("Cử học viên"),
            reverse("courses:nomination_create", args=[run.code]),
            _deadline(run, today),
        )
    yield from _voices(user, today)
    yield from _without_agency(user)


def _voices(user: User, today: date) -> Iterator[Waiting]:
    """Agencies for which nobody speaks, and spokespersons whose names the public cannot read yet."""
    for agency in coverage.own_without(user, today):
        yield Waiting(
            _("%(agency)s chưa có người phát ngôn") % {"agency": agency},
            _("Phân công"),
            reverse("trainees:spokesperson_assign", args=[agency.code, agency.valid_from]),
        )
    own = Spokesperson.objects.of_organisations(user.scope.organisation_ids(Role.COORDINATOR))
    for one in own.standing_on(today).unposted().for_list():
        yield Waiting(
            _("Người phát ngôn %(name)s chưa đăng công khai, %(time)s")
            % {"name": one.person, "time": _time_to_post(one)},
            _("Đăng công khai"),
            reverse("trainees:spokesperson_list"),
            str(one.organisation),
        )


def _time_to_post(one: Spokesperson) -> str:
    if one.hours_late:
        return _("quá hạn %(hours)d giờ") % {"hours": one.hours_late}
    return _("còn %(hours)d giờ") % {"hours": one.hours_left}


def _for_administrator(user: User, today: date) -> Iterator[Waiting]:
    pairs = DuplicatePair.objects.visible_to(user).open_().count()
    if pairs:
        yield Waiting(
            _("%(n)d cặp hồ sơ nghi trùng chờ xác định") % {"n": pairs},
            _("Xác định"),
            reverse("trainees:duplicate_list"),
        )
    if not user.scope.has(Role.COORDINATOR):
        yield from _without_agency(user)


def _without_agency(user: User) -> Iterator[Waiting]:
    """People whose agency a decree split or abolished."""
    people = without_agency(Trainee.objects.visible_to(user).current()).count()
    if people:
        yield Waiting(
            _("%(n)d người ở cơ quan bị tách hoặc bãi bỏ chờ chọn đơn vị") % {"n": people},
            _("Chọn đơn vị"),
            reverse("trainees:move_list"),
        )


def _deadline(run: CourseRun, today: date) -> str:
    if run.nominate_by is None:
        return run.title
    return _("%(title)s – hạn cử %(day)s, %(left)s") % {
        "title": run.title,
        "day": vn_date(run.nominate_by),
        "left": days_left(run.nominate_by, today),
    }
