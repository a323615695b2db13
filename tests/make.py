"""Makers: rows with honest defaults, built through the actions where a state is wanted."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import RoleGrant, User
from courses.actions import agency_approvals, attendance, course_runs, enrolments
from courses.models import (
    Activity,
    ActivityKind,
    ClassSession,
    CompletionRule,
    Course,
    CourseRun,
    Enrolment,
    Module,
    Quota,
    RunTrainer,
)
from organisations.models import AdministrativeUnit, Organisation, OrganisationKind
from trainees.models import AudienceCategory, Recognition, Trainee

PASSWORD = "Mật khẩu thử nghiệm 2026"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_serial = count(1)


def serial() -> int:
    return next(_serial)


def moment(day: date, hour: int = 9) -> datetime:
    """Nine o'clock in Vietnam on ``day``."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=HANOI)


def province(name: str = "Tỉnh Lai Châu", code: str = "12", **with_: Any) -> AdministrativeUnit:
    known = AdministrativeUnit.objects.filter(level="province", code=code, **with_).first()
    if known:
        return known
    unit = AdministrativeUnit.objects.create(name=name, code=code, level="province", **with_)
    unit.province = unit
    unit.save()
    return unit


def commune(
    name: str = "", parent: AdministrativeUnit | None = None, **with_: Any
) -> AdministrativeUnit:
    parent = parent or province()
    number = serial()
    return AdministrativeUnit.objects.create(
        name=name or f"Xã thử {number}",
        code=with_.pop("code", f"T{number:05d}"),
        level=with_.pop("level", "commune"),
        parent=parent,
        province=parent.province,
        **with_,
    )


def organisation(
    name: str = "",
    unit: AdministrativeUnit | None = None,
    kind: str = OrganisationKind.DEPARTMENT,
    **with_: Any,
) -> Organisation:
    number = serial()
    return Organisation.objects.create(
        name=name or f"Cơ quan thử {number}",
        code=with_.pop("code", f"co-quan-{number}"),
        unit=unit or province(),
        kind=kind,
        **with_,
    )


def department_of_justice(unit: AdministrativeUnit | None = None) -> Organisation:
    """The lead agency of runs, one per province."""
    unit = unit or province()
    known = Organisation.objects.filter(name="Sở Tư pháp", unit=unit).first()
    return known or organisation("Sở Tư pháp", unit)


def user(
    name: str = "", role: str | None = None, organisation: Organisation | None = None, **with_: Any
) -> User:
    number = serial()
    made = User(
        username=with_.pop("username", f"nguoi-dung-{number}"),
        full_name=name or f"Người Dùng {number}",
        **with_,
    )
    made.set_password(PASSWORD)
    made.save()
    if role:
        grant(made, role, organisation)
    return made


def grant(to: User, role: str, organisation: Organisation | None = None) -> RoleGrant:
    """Through the action, which also joins the auth group."""
    from accounts.actions import grant as grant_role

    return grant_role(
        to,
        role=role,
        organisation=organisation or department_of_justice(),
        by=None,
        on=date(2020, 1, 1),
    )


def category(
    code: str = "reporter", label: str = "Phóng viên", group: str = "press", **with_: Any
) -> AudienceCategory:
    made, _created = AudienceCategory.objects.get_or_create(
        code=code, defaults={"label": label, "group": group, **with_}
    )
    return made


def trainee(
    name: str = "",
    organisation: Organisation | None = None,
    categories: Iterable[AudienceCategory] | None = None,
    **with_: Any,
) -> Trainee:
    number = serial()
    made = Trainee.objects.create(
        full_name=name or f"Nguyễn Văn Học {number}",
        organisation=organisation or press_agency(),
        birth_year=with_.pop("birth_year", 1985),
        position=with_.pop("position", "Chuyên viên"),
        **with_,
    )
    for one in [category()] if categories is None else categories:
        Recognition.objects.create(trainee=made, category=one, valid_from=date(2020, 1, 1))
    return made


def press_agency() -> Organisation:
    known = Organisation.objects.filter(code="bao-lai-chau").first()
    return known or organisation("Báo Lai Châu", code="bao-lai-chau", kind=OrganisationKind.PRESS)


def course(**with_: Any) -> Course:
    number = serial()
    return Course.objects.create(
        code=with_.pop("code", f"khoa-{number}"),
        title=with_.pop("title", "Truyền thông chính sách"),
        **with_,
    )


def module(
    course_: Course | None = None, *, lessons: int = 2, quiz: bool = True, **with_: Any
) -> Module:
    made = Module.objects.create(
        course=course_ or course(),
        number=with_.pop("number", serial() % 1000),
        title=with_.pop("title", "Kiểm chứng thông tin"),
        **with_,
    )
    for position in range(lessons):
        Activity.objects.create(
            module=made, kind=ActivityKind.LESSON, title=f"Bài {position + 1}", position=position
        )
    if quiz:
        Activity.objects.create(
            module=made,
            kind=ActivityKind.QUIZ,
            title="Bài kiểm tra",
            position=lessons,
            completion_rule=CompletionRule.PASSED,
        )
    return made


def course_run(
    state: str = "open",
    *,
    lead: Organisation | None = None,
    sessions: int = 2,
    modules: Iterable[Module] | None = None,
    categories: Iterable[AudienceCategory] | None = None,
    quotas: dict[Organisation, int] | None = None,
    trainers: Iterable[User] = (),
    starts_on: date | None = None,
    by: User | None = None,
    **with_: Any,
) -> CourseRun:
    """A run in the wanted state, moved there through the actions. It starts yesterday unless told otherwise."""
    number = serial()
    starts_on = starts_on or date.today() - timedelta(days=1)
    chosen = [module()] if modules is None else list(modules)
    run = CourseRun(
        code=with_.pop("code", f"LOP-{number}"),
        title=with_.pop("title", f"Lớp thử {number}"),
        course=chosen[0].course if chosen else course(),
        lead_organisation=lead or department_of_justice(),
        starts_on=starts_on,
        ends_on=with_.pop("ends_on", starts_on + timedelta(days=max(0, (sessions - 1) // 2))),
        seats=with_.pop("seats", 30),
        venue=with_.pop("venue", "Hội trường Sở Tư pháp"),
        mode=with_.pop("mode", "in_person"),
        **with_,
    )
    by = by or user()
    course_runs.create(run, by=by)
    run.modules.set(chosen)
    run.admitted_categories.set([category()] if categories is None else categories)
    for index in range(sessions):
        ClassSession.objects.create(
            course_run=run,
            on=starts_on + timedelta(days=index // 2),
            part="sang" if index % 2 == 0 else "chieu",
        )
    for agency, seats in (quotas or {}).items():
        Quota.objects.create(course_run=run, organisation=agency, seats=seats)
    for trainer in trainers:
        RunTrainer.objects.create(course_run=run, user=trainer)
    move_run(run, state, by=by)
    return run


def move_run(run: CourseRun, state: str, *, by: User) -> None:
    """Walk the run to ``state`` by its actions."""
    way = {
        "draft": [],
        "open": ["open"],
        "running": ["open", "start"],
        "closed": ["open", "start", "close"],
        "archived": ["open", "start", "close", "archive"],
        "cancelled": ["cancel"],
    }[state]
    for step in way:
        if step == "cancel":
            course_runs.cancel(run, by=by, reason="Không đủ người")
        else:
            {
                "open": course_runs.open_,
                "start": course_runs.start,
                "close": course_runs.close,
                "archive": course_runs.archive,
            }[step](run, by=by)


def move_run_on(run: CourseRun, *, by: User) -> None:
    """Start an open run."""
    course_runs.start(run, by=by)


def enrolment(
    state: str = "confirmed",
    *,
    run: CourseRun | None = None,
    trainee_: Trainee | None = None,
    by: User | None = None,
    **with_: Any,
) -> Enrolment:
    """An enrolment in ``state``, moved there through the actions. A decided one closes its (running) run."""
    run = run or course_run("running" if state in ("completed", "failed") else "open")
    by = by or user()
    person = trainee_ or trainee(categories=list(run.admitted_categories.all()))
    chosen = with_.pop("category", None) or run.admitted_categories.first()
    if state == "requested":
        return enrolments.request(run, person, category=chosen, by=by)
    made = enrolments.nominate(
        run,
        person,
        category=chosen,
        organisation=with_.pop("organisation", person.organisation),
        by=by,
        after_deadline=True,
        is_approved=state not in ("drafted", "submitted"),
    )
    _move_enrolment(made, state, by=by)
    return made


def _move_enrolment(made: Enrolment, state: str, *, by: User) -> None:
    """On to ``state`` from where it was born."""
    run = made.course_run
    if state == "submitted":
        agency_approvals.submit(run, made.nominating_organisation, by=by)
    elif state in ("confirmed", "completed", "failed"):
        enrolments.confirm(made, by=by)
    elif state == "waitlisted":
        enrolments.waitlist(made, by=by)
    elif state in ("declined", "returned", "withdrawn"):
        verbs = {
            "declined": (enrolments.decline, "Không đúng đối tượng"),
            "returned": (enrolments.return_, "Thiếu chức vụ"),
            "withdrawn": (enrolments.withdraw, "Đi công tác"),
        }
        verb, reason = verbs[state]
        verb(made, by=by, reason=reason)
    if state in ("completed", "failed"):
        attend(made, present=state == "completed", by=by)
        course_runs.close(run, by=by)
    made.refresh_from_db()


def attend(enrolment_: Enrolment, *, present: bool = True, by: User | None = None) -> None:
    """Tick every session of the run for one person."""
    for session in enrolment_.course_run.sessions.in_order():
        attendance.mark(session, enrolment_, "present" if present else "absent", by=by or user())


def finished_run(people: int = 2, *, fail: int = 0, **with_: Any) -> CourseRun:
    """A closed run without test: ``people`` completed and ``fail`` failed."""
    by = with_.pop("by", None) or user()
    run = course_run("running", by=by, mark_percent=0, **with_)
    for index in range(people + fail):
        made = enrolment(run=run, by=by)
        attend(made, present=index < people, by=by)
    course_runs.close(run, by=by)
    return run
