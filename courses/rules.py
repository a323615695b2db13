"""Who may do what in the flow: (user, object) -> bool. See the table in docs/architecture.md."""

from accounts.models import Role, User
from courses.models import CourseRun, Enrolment, NominationList
from courses.states import CourseRunState, EnrolmentState
from organisations.models import Organisation
from trainees.rules import is_own_record


def leads(user: User, run: CourseRun, *roles: str) -> bool:
    """The person holds one of these roles in the organisation that leads the run."""
    return run.lead_organisation_id in user.scope.organisation_ids(*roles)


def may_create_runs(user: User) -> bool:
    return user.scope.has(Role.ORGANISER)


def may_manage(user: User, run: CourseRun) -> bool:
    """Edit, open, start, close, cancel; quotas and sessions; confirm, waitlist, decline, return."""
    return leads(user, run, Role.ORGANISER)


def may_tick(user: User, run: CourseRun) -> bool:
    """Attendance: the run's organiser and its trainers."""
    return may_manage(user, run) or teaches(user, run)


def teaches(user: User, run: CourseRun) -> bool:
    return user.scope.has(Role.TRAINER) and run.trainers.filter(user=user).exists()


def may_nominate_for(user: User, organisation: Organisation) -> bool:
    return organisation.pk in user.scope.organisation_ids(Role.COORDINATOR)


def may_approve_nominations(user: User, organisation: Organisation) -> bool:
    """The head of the agency, on the list that its coordinator submits."""
    return organisation.pk in user.scope.organisation_ids(Role.APPROVER)


def may_see_people_of(user: User, organisation: Organisation) -> bool:
    """Keeps the records of the agency's people. An organiser who enters a list for another agency does not
    (docs/decisions/0010): they choose by name and position.
    """
    return organisation.pk in user.scope.organisation_ids(Role.COORDINATOR, Role.ORGANISER)


def may_read_original(user: User, kept: NominationList) -> bool:
    """The file as it came in may hold ID numbers: for who sent it, and for the agency whose people it names."""
    return kept.uploaded_by_id == user.pk or may_nominate_for(user, kept.organisation)


def may_nominate(user: User, run: CourseRun) -> bool:
    """Coordinators of the run's province, and the run's own organiser."""
    return run.state != "draft" and (may_manage(user, run) or user.scope.has(Role.COORDINATOR))


def may_withdraw(user: User, enrolment: Enrolment) -> bool:
    """The organiser; the agency that nominated, or the person who asked for a place, while nothing is fixed."""
    if may_manage(user, enrolment.course_run):
        return True
    asked_self = enrolment.nominating_organisation_id is None and (
        is_own_record(user, enrolment.trainee)
    )
    return (asked_self or sent_by(user, enrolment)) and not sits_in_class(enrolment)


def may_substitute(user: User, enrolment: Enrolment) -> bool:
    """The organiser, and until the class begins the agency that nominated."""
    if enrolment.nominating_organisation_id is None:
        return False
    if may_manage(user, enrolment.course_run):
        return True
    return sent_by(user, enrolment) and not sits_in_class(enrolment)


def sits_in_class(enrolment: Enrolment) -> bool:
    """Has a seat in a class that has begun: attendance and the paid sheet name this person, the organiser decides."""
    is_open = enrolment.course_run.state in CourseRunState.editable()
    return not is_open and enrolment.state in EnrolmentState.holding_a_seat()


def sent_by(user: User, enrolment: Enrolment) -> bool:
    agency = enrolment.nominating_organisation
    return agency is not None and may_nominate_for(user, agency)


def may_renominate(user: User, enrolment: Enrolment) -> bool:
    return sent_by(user, enrolment)


def may_correct(user: User, run: CourseRun) -> bool:
    """A result after closing: the approver of the lead organisation."""
    return leads(user, run, Role.APPROVER)


def may_learn(user: User, enrolment: Enrolment) -> bool:
    is_seated = enrolment.state in EnrolmentState.holding_a_seat()
    return is_seated and is_own_record(user, enrolment.trainee)
