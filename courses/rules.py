"""Who may do what in the flow: (user, object) -> bool. See the table in docs/architecture.md."""

from accounts.models import Role, User
from courses.models import CourseRun, Enrolment
from courses.states import EnrolmentState
from organisations.models import Organisation


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


def may_nominate(user: User, run: CourseRun) -> bool:
    """Coordinators of the run's province, and the run's own organiser."""
    return run.state != "draft" and (may_manage(user, run) or user.scope.has(Role.COORDINATOR))


def may_withdraw(user: User, enrolment: Enrolment) -> bool:
    """The agency that nominated, the organiser, or the person who asked for a place."""
    agency = enrolment.nominating_organisation
    asked_self = enrolment.nominating_organisation_id is None and (
        enrolment.trainee.user_id == user.pk
    )
    return (
        asked_self
        or may_manage(user, enrolment.course_run)
        or (agency is not None and may_nominate_for(user, agency))
    )


def may_renominate(user: User, enrolment: Enrolment) -> bool:
    agency = enrolment.nominating_organisation
    return agency is not None and may_nominate_for(user, agency)


def may_correct(user: User, run: CourseRun) -> bool:
    """A result after closing: the approver of the lead organisation."""
    return leads(user, run, Role.APPROVER)


def may_learn(user: User, enrolment: Enrolment) -> bool:
    return (
        enrolment.trainee.user_id == user.pk and enrolment.state in EnrolmentState.holding_a_seat()
    )
