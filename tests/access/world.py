"""One small province and its neighbours: for every relation an object of every kind, to ask every address about."""

from datetime import date

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from accounts.models import User
from certificates import actions as certificate_actions
from common.models import Job
from courses.actions import learning
from courses.models import (
    Activity,
    Attempt,
    CourseRun,
    Module,
    NominationList,
    PlanTask,
    TrainingPlan,
)
from notices.kinds import KINDS
from organisations.models import Organisation
from tests import make
from tests.access.records import records
from tests.certificates import making
from tests.cms import grow

RELATIONS = ("own", "other agency", "other province")
# A person's data carry these letters, so that what anybody is shown tells whose it was: zqapersonphone.
MARKS = {"own": "Zqa", "other agency": "Zqb", "other province": "Zqc"}
# What was marked, as it follows the letters: personphone.
MARKED: set[str] = set()
ROLES = (
    "anonymous",
    "trainee",
    "trainer",
    "coordinator",
    "organiser",
    "approver",
    "doj_officer",
    "administrator",
)
PAPER = {
    "version": 1,
    "pass_percent": 50,
    "questions": [
        {
            "key": "q1",
            "kind": "single",
            "text": "Nguồn nào đáng tin hơn?",
            "choices": [
                {"key": "a", "text": "Công báo", "is_correct": True, "feedback": ""},
                {"key": "b", "text": "Tin đồn", "is_correct": False, "feedback": ""},
            ],
            "feedback": "",
            "points": 1,
        }
    ],
}


class Corner:
    """What one relation owns: two agencies, runs in three states, and all that hangs on them."""

    def __init__(self, relation: str, lead: Organisation, agency: Organisation, cast: dict, pages):
        self.relation, self.lead, self.agency, self.cast = relation, lead, agency, cast
        self.module, self.lesson_path, self.quiz_path, self.version = pages
        own = relation == "own"
        self.by = cast["organiser"] if own else self._staff("organiser", lead)
        self.chief = cast["approver"] if own else self._staff("approver", lead)
        trainers = [cast["trainer"]] if own else []
        account = cast["trainee"] if own else make.user(**self.marked("account", "name"))
        self.learner = account
        self.person = make.trainee(organisation=agency, user=account, **self.marked("person"))
        self.person.recognitions.update(**self.marked("recognition", "decision_number", "issuer"))
        common = {"lead": lead, "by": self.by, "modules": [self.module], "trainers": trainers}
        self.plan = TrainingPlan.objects.create(
            code=f"ke-hoach-{make.serial()}",
            province=lead.unit.province,
            title="Kế hoạch",
            issuer="UBND",
        )
        self.task = PlanTask.objects.create(
            plan=self.plan, code="II.5.b", group="training", title="Tập huấn khối pháp luật"
        )
        # Not over yet, or nobody would be told of it.
        self.open_run = make.course_run(
            "open", accepts_requests=True, plan_task=self.task, starts_on=date.today(), **common
        )
        self.pending = make.enrolment(
            "nominated",
            run=self.open_run,
            trainee_=make.trainee(organisation=agency, **self.marked("candidate")),
            by=self.by,
        )
        self.running = make.course_run("open", **common)
        self.seat = make.enrolment(run=self.running, trainee_=self.person, by=self.by)
        make.move_run_on(self.running, by=self.by)
        self.attempt = self._attempt()
        self.closed = make.course_run("running", mark_percent=0, **{**common, "sessions": 2})
        done = make.enrolment(run=self.closed, trainee_=self.person, by=self.by)
        make.attend(done, by=self.by)
        from courses.actions import course_runs

        course_runs.close(self.closed, by=self.by)
        done.refresh_from_db()
        self.done = done
        self.list = NominationList.objects.create(
            course_run=self.open_run,
            organisation=agency,
            **self.marked("list", "file_name"),
            stored_as=f"danh-sach/{make.serial()}.xlsx",
            sha256="0" * 64,
            uploaded_by=self.by,
        )
        content = "".join(self.marked("list", "content").values())
        storages["private"].save(self.list.stored_as, ContentFile(content.encode()))
        self._certify()
        self.job = Job.objects.create(
            kind="certificates.tasks.issue_batch",
            key=f"{relation}",
            title="Cấp giấy",
            created_by=self.chief,
        )
        self.colleague = self._staff("coordinator", agency)
        self.records = records(self)

    def _staff(self, role: str, organisation: Organisation) -> User:
        return make.user(role=role, organisation=organisation, **self.marked(role, "name", "email"))

    def marked(self, who: str, *columns: str) -> dict[str, str]:
        """Values by column that tell whose they are: the four of a person without ``columns``."""
        columns = columns or ("name", "phone", "email", "position")
        whats = {column: f"{who}{column.replace('_', '')}" for column in columns}
        MARKED.update(whats.values())
        values = {column: f"{MARKS[self.relation]}{what}" for column, what in whats.items()}
        if "email" in values:
            values["email"] += "@vi-du.vn"
        return values

    def _attempt(self) -> Attempt:
        enrolment = self.seat
        enrolment.refresh_from_db()
        for activity in Activity.objects.filter(module=self.module, kind="lesson").in_order():
            learning.mark_done(enrolment, activity, content_version="", by=self.learner)
        quiz = Activity.objects.get(module=self.module, kind="quiz")
        return learning.start_attempt(
            enrolment, quiz, paper=PAPER, content_version=self.version, by=self.learner
        )

    def _certify(self) -> None:
        making.template(self.lead)
        self.batch = certificate_actions.propose(self.closed, by=self.by)
        certificate_actions.approve(self.batch, by=self.chief, on=date.today())
        certificate_actions.number(self.batch, by=self.chief)
        certificate_actions.issue(self.batch, by=self.chief)
        self.certificate = self.batch.certificates.get()

    def arguments(self, name: str, converters: set[str]) -> dict[str, object]:
        """The keyword arguments by which address ``name`` names this corner's object."""
        return {key: self._value(name, key) for key in converters}

    def _value(self, name: str, key: str) -> object:
        namespace = name.split(":")[0]
        special = {
            ("organisations", "code"): self._unit_or_agency(name, "code"),
            ("organisations", "level"): self.agency.unit.level,
            ("organisations", "valid_from"): self._unit_or_agency(name, "valid_from"),
            ("accounts", "username"): self.colleague.username,
            ("accounts", "pk"): self.colleague.grants.get().pk,
            ("trainees", "pk"): self.person.recognitions.get().pk,
            ("trainees", "code"): self.agency.code if "spokesperson" in name else "reporter",
            ("trainees", "valid_from"): self.agency.valid_from,
            ("notices", "province"): self.lead.unit.province.code,
            ("notices", "kind"): next(iter(KINDS)),
            ("courses", "agency"): self.agency.code,
            ("cms", "code"): self.running.code,
            ("cms", "path"): self.lesson_path if "lesson" in name else self.quiz_path,
            ("cms", "token"): self.attempt.token,
            ("certificates", "code"): self.closed.code if "batch" in name else self.lead.code,
            ("certificates", "token"): self.batch.token
            if "batch" in name
            else self.certificate.token,
            ("courses", "task"): self.task.code,
            ("courses", "session"): self.running.sessions.in_order()[0].slug,
        }
        if (namespace, key) in special:
            return special[namespace, key]
        if namespace == "courses":
            return self._of_course(name, key)
        if key == "token" and namespace in ("trainees", "notices", "organisations"):
            return self._record(name)
        if key == "token":
            return self.job.token
        raise KeyError(f"tests/access/world.py does not know {key!r} of {name}")

    def _record(self, name: str) -> str:
        stem = name.split(":")[1]
        return next(
            (token for part, token in self.records.items() if stem.startswith(part)),
            self.person.token,
        )

    def _unit_or_agency(self, name: str, field: str) -> object:
        return getattr(self.agency.unit if "unit" in name else self.agency, field)

    def _of_course(self, name: str, key: str) -> object:
        if key == "token":
            tokens = {"nomination": self.list.token, "completion": self.done.token}
            return next(
                (token for part, token in tokens.items() if part in name), self.pending.token
            )
        if name.startswith("courses:plan"):
            return self.plan.code
        return self._run(name).code

    def _run(self, name: str) -> CourseRun:
        if any(part in name for part in ("attendance", "session_remove", "course_run_close")):
            return self.running
        if any(part in name for part in ("results", "completion", "archive")):
            return self.closed
        return self.open_run


def pages():
    """A published module with a lesson and a quiz: the fact, the two paths and the content version."""
    module_page = grow.module_page(title="Kiểm chứng thông tin")
    lesson = grow.lesson_page(module_page, "Bài một")
    quiz = grow.quiz_page(module_page, "Bài kiểm tra", questions=1)
    return (
        Module.objects.get(),
        f"{module_page.slug}/{lesson.slug}",
        f"{module_page.slug}/{quiz.slug}",
        str(quiz.live_revision_id),
    )


def build() -> tuple[dict[str, User | None], dict[str, Corner]]:
    """The eight askers and the three corners. Everybody works in Lai Châu, at the agencies of the corner "own"."""
    justice, newspaper = make.department_of_justice(), make.press_agency()
    culture = make.organisation("Sở Văn hóa, Thể thao và Du lịch")
    radio = make.organisation("Đài Phát thanh và Truyền hình", kind="press")
    far = make.province("Tỉnh Lâm Đồng", "68")
    cast: dict[str, User | None] = {"anonymous": None, "trainee": make.user("Giàng A Học")}
    for role in ROLES[2:]:
        cast[role] = make.user(
            f"Người {role}", role, newspaper if role == "coordinator" else justice
        )
    made = pages()
    corners = {
        "own": Corner("own", justice, newspaper, cast, made),
        "other agency": Corner("other agency", culture, radio, cast, made),
        "other province": Corner(
            "other province",
            make.organisation("Sở Tư pháp", far),
            make.organisation("Báo Lâm Đồng", far, "press"),
            cast,
            made,
        ),
    }
    return cast, corners
