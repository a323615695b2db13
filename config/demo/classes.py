"""One run from its opening to its certificates, on its own dates."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import User
from certificates.actions import issuing, life, proposals
from certificates.models import Certificate, CertificateBatch
from cms.models import PageFact
from cms.papers import draw
from config.demo.places import Places
from courses.actions import attendance, course_runs, enrolments, learning
from courses.models import (
    Activity,
    ActivityKind,
    ClassSession,
    Course,
    CourseRun,
    DeliveryMode,
    Enrolment,
    PlanTask,
    Quota,
    RunTrainer,
)
from courses.states import EnrolmentState
from trainees.models import AudienceCategory, Trainee

COURSE = "truyen-thong-chinh-sach"


@dataclass(frozen=True)
class Holding:
    """What happened in one run. Numbers count people; ``days`` calendar days from ``starts_on``.

    ``again``: so many have been trained before. ``late``: confirmed after the run had begun. ``proposed``: the
    certificates wait for the approver. ``until``: how far the run has come.
    """

    code: str
    title: str
    starts_on: date
    days: int
    categories: tuple[str, ...]
    people: int
    modules: tuple[int, ...]
    lead: str = "Sở Tư pháp"
    task: str = "II.5.b"
    organiser: str = "tochuc"
    online: bool = False
    again: int = 0
    withdrawn: int = 0
    failed: int = 0
    late: int = 0
    waiting: int = 0
    seats: int = 0
    issued: date | None = None
    revoked: int = 0
    proposed: bool = False
    requests: bool = False
    quotas: bool = False
    until: str = "closed"
    is_recent: bool = False

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=self.days - 1)


def recent(holding: Holding) -> Holding:
    """A run around today: its papers were written a fortnight ago at the latest."""
    return replace(holding, is_recent=True)


def moment(day: date, hour: int) -> datetime:
    """``hour`` o'clock on ``day`` in Vietnam, but never later than now."""
    return min(timezone.make_aware(datetime.combine(day, time(hour))), timezone.now())


def hold(holding: Holding, chance: Random, places: Places, staff: dict[str, User]) -> None:
    organiser = staff[holding.organiser]
    run = _open(holding, places, organiser, staff)
    people = _choose(holding, chance, run, places)
    seats = len(people) - holding.waiting
    nominated = [_nominate(run, person, holding, organiser) for person in people]
    late = nominated[seats - holding.late : seats]
    _confirm(nominated[: seats - holding.late], holding.starts_on - timedelta(days=7), organiser)
    if holding.until == "open":
        return
    course_runs.start(run, by=organiser, at=moment(holding.starts_on, 7))
    _confirm(late, holding.starts_on, organiser)
    members = list(run.enrolments.holding_a_seat().order_by("trainee__sort_key"))
    for enrolment in members[: holding.withdrawn]:
        enrolments.withdraw(
            enrolment,
            by=organiser,
            reason="Được điều động công tác đột xuất",
            at=moment(holding.starts_on, 10),
        )
    members = members[holding.withdrawn :]
    _teach(holding, chance, run, members, organiser)
    if holding.until == "running":
        return
    course_runs.close(run, by=organiser, at=moment(holding.ends_on, 17))
    _certify(holding, run, organiser, staff["lanhdao"])


def _open(holding: Holding, places: Places, organiser: User, staff: dict[str, User]) -> CourseRun:
    begun = min(holding.starts_on, timezone.localdate()) - timedelta(days=25)
    course = Course.objects.get(code=COURSE)
    run = CourseRun(
        code=holding.code,
        title=holding.title,
        course=course,
        plan_task=PlanTask.objects.filter(
            plan__province__code=places.province.code, code=holding.task
        ).first(),
        lead_organisation=places.one(holding.lead),
        mode=DeliveryMode.ONLINE if holding.online else DeliveryMode.IN_PERSON,
        starts_on=holding.starts_on,
        ends_on=holding.ends_on,
        nominate_by=holding.starts_on - timedelta(days=8),
        venue="" if holding.online else f"Hội trường {holding.lead}",
        seats=holding.seats or holding.people + 5,
        accepts_requests=holding.requests,
        mark_percent=50 if holding.online or holding.is_recent else 0,
        opening_decision=f"Quyết định số {holding.starts_on.month * 7 + 11}/QĐ-{holding.code.split('-')[0]}",
    )
    course_runs.create(run, by=organiser, at=moment(begun, 9))
    run.modules.set(course.modules.filter(number__in=holding.modules))
    run.admitted_categories.set(AudienceCategory.objects.filter(code__in=holding.categories))
    if not holding.online:
        course_runs.plan_half_days(run, by=organiser)
    if "giangvien" in staff:
        RunTrainer.objects.create(course_run=run, user=staff["giangvien"])
    if holding.quotas:
        _set_quotas(run, places)
    course_runs.open_(run, by=organiser, at=moment(begun, 14))
    return run


def _set_quotas(run: CourseRun, places: Places) -> None:
    """Every commune two seats, every department and press agency four."""
    agencies = [*places.of_kind("commune_committee"), *places.of_kind("press")]
    agencies += places.of_kind("department") + places.of_kind("province_office")
    agencies += places.of_kind("mass_organisation") + places.of_kind("central_press")
    Quota.objects.bulk_create(
        Quota(
            course_run=run,
            organisation=agency,
            seats=2 if agency.kind == "commune_committee" else 4,
        )
        for agency in agencies
    )


def _choose(holding: Holding, chance: Random, run: CourseRun, places: Places) -> list[Trainee]:
    """People of the categories: first-timers, and as many trained before as the story says."""
    pool = (
        Trainee.objects.current()
        .filter(
            recognitions__category__in=run.admitted_categories.all(),
            recognitions__valid_to=None,
            organisation__in=places.agencies,
        )
        .select_related("organisation")
        .distinct()
    )
    known = list(pool.filter(enrolments__state=EnrolmentState.COMPLETED).order_by("pk").distinct())
    known_ids = {person.pk for person in known}
    fresh = [person for person in pool.order_by("pk") if person.pk not in known_ids]
    chosen = chance.sample(known, min(holding.again, len(known)))
    wanted = holding.people - len(chosen)
    # The demonstration's own learners are in every class that takes them.
    named = [person for person in [*known, *fresh] if "Học Viên" in person.full_name]
    chosen += chance.sample(fresh, min(wanted, len(fresh)))
    return list(dict.fromkeys([*named, *chosen]))


def _nominate(run: CourseRun, person: Trainee, holding: Holding, by: User) -> Enrolment:
    day = min(holding.starts_on - timedelta(days=10), timezone.localdate())
    held = person.recognitions.filter(category__in=run.admitted_categories.all(), valid_to=None)
    return enrolments.nominate(
        run,
        person,
        category=held.order_by("pk").first().category,  # type: ignore[union-attr]
        organisation=person.organisation,
        by=by,
        at=moment(day, 10),
    )


def _confirm(nominated: Iterable[Enrolment], day: date, by: User) -> None:
    for enrolment in nominated:
        enrolments.confirm(enrolment, by=by, at=moment(min(day, timezone.localdate()), 15))


def _teach(
    holding: Holding, chance: Random, run: CourseRun, members: list[Enrolment], by: User
) -> None:
    diligent = members[: len(members) - holding.failed]
    absent = {enrolment.pk for enrolment in members[len(members) - holding.failed :]}
    for session in run.sessions.in_order():
        if moment(session.on, 18) < timezone.now() and session.on < timezone.localdate():
            _tick(session, members, absent, chance, by)
    if not (holding.online or holding.is_recent):
        return
    papers = _papers(run)
    for place, enrolment in enumerate(diligent):
        share = 1.0 if holding.until == "closed" else place / max(1, len(diligent) - 1)
        _learn(enrolment, papers, chance, share, moment(holding.starts_on, 19))


def _tick(
    session: ClassSession, members: list[Enrolment], absent: set[int], chance: Random, by: User
) -> None:
    presences = {
        enrolment.pk: "absent"
        if enrolment.pk in absent
        else chance.choices(("present", "late"), weights=(95, 5))[0]
        for enrolment in members
    }
    attendance.mark_sheet(session, presences, by=by, at=moment(session.on, 12))


def _papers(run: CourseRun) -> list[tuple[Activity, Any]]:
    """The run's activities in order, with the quiz page of each quiz."""
    activities = Activity.objects.offered().filter(module__runs=run).in_order()
    pages = {
        fact.activity_id: fact.page.specific
        for fact in PageFact.objects.filter(activity__in=activities).select_related("page")
    }
    return [(activity, pages[activity.pk]) for activity in activities]


def _learn(
    enrolment: Enrolment,
    papers: list[tuple[Activity, Any]],
    chance: Random,
    share: float,
    at: datetime,
) -> None:
    """The first ``share`` of the activities, answered right four times in five."""
    for activity, page in papers[: round(len(papers) * share)]:
        version = str(page.live_revision_id or "")
        if activity.kind == ActivityKind.LESSON:
            learning.mark_done(enrolment, activity, content_version=version, by=None, at=at)
            continue
        paper = draw(page, seed=enrolment.pk)
        attempt = learning.start_attempt(
            enrolment, activity, paper=paper, content_version=version, by=None, at=at
        )
        answers = {question["key"]: _answer(question, chance) for question in paper["questions"]}
        learning.submit_attempt(attempt, answers, by=None, at=at + timedelta(minutes=20))


def _answer(question: dict[str, Any], chance: Random) -> list[str]:
    right = [choice["key"] for choice in question["choices"] if choice["is_correct"]]
    if chance.random() < 0.8:
        return right
    return [chance.choice(question["choices"])["key"]]


def _certify(holding: Holding, run: CourseRun, organiser: User, approver: User) -> None:
    if not (holding.issued or holding.proposed):
        return
    day = holding.ends_on + timedelta(days=8)
    batch = proposals.propose(
        run,
        by=organiser,
        result_decision=f"Quyết định số {run.pk + 60}/QĐ-STP ngày {day:%d/%m/%Y}",
        at=moment(day, 9),
    )
    if holding.issued:
        _issue(batch, holding.issued, approver)
        for certificate in Certificate.objects.filter(batch=batch).order_by("number")[
            : holding.revoked
        ]:
            life.revoke(
                certificate,
                by=approver,
                reason="Cấp nhầm: học viên được miễn thi không đủ điều kiện",
                at=moment(holding.issued + timedelta(days=20), 9),
            )


def _issue(batch: CertificateBatch, day: date, approver: User) -> None:
    """As the worker does, but on the day of the story; the worker then finds its job done."""
    at = moment(day, 10)
    proposals.approve(batch, by=approver, on=day, at=at)
    issuing.number(batch, by=approver, at=at)
    issuing.issue(batch, by=approver, at=at)
