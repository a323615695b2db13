"""Who may do what with certificates: (user, object) -> bool. See the table in docs/architecture.md."""

from accounts.models import Role, User
from certificates.models import Certificate, CertificateBatch
from courses.models import CourseRun
from courses.rules import leads
from organisations.models import Organisation


def may_propose(user: User, run: CourseRun) -> bool:
    return leads(user, run, Role.ORGANISER)


def may_edit_template(user: User, organisation: Organisation) -> bool:
    return organisation.pk in user.scope.organisation_ids(Role.ORGANISER)


def may_open_register(user: User, organisation: Organisation) -> bool:
    """Whoever gives the numbers says where they begin."""
    return organisation.pk in user.scope.organisation_ids(Role.APPROVER)


def may_read_batches(user: User) -> bool:
    return user.scope.has(Role.ORGANISER, Role.APPROVER, Role.DOJ_OFFICER, Role.ADMINISTRATOR)


def may_read_register(user: User) -> bool:
    return may_read_batches(user) or user.scope.has(Role.COORDINATOR)


def may_approve(user: User, batch: CertificateBatch) -> bool:
    """Approve, return, go on: an approver of the lead organisation, never the proposer."""
    return leads(user, batch.course_run, Role.APPROVER) and batch.proposed_by_id != user.pk


def may_revoke(user: User, certificate: Certificate) -> bool:
    """Revoke, void, issue again."""
    return may_approve(user, certificate.batch)
