"""Rights on people: an agency keeps its own, the administrator the province's, the Department reads."""

from accounts.models import Role, User
from trainees.models import Trainee

KEEPERS = (Role.COORDINATOR, Role.ORGANISER)


def may_list(user: User) -> bool:
    return user.scope.has(*KEEPERS, Role.DOJ_OFFICER, Role.ADMINISTRATOR)


def may_see_several_agencies(user: User) -> bool:
    scope = user.scope
    return bool(scope.province_ids(Role.DOJ_OFFICER, Role.ADMINISTRATOR)) or (
        len(scope.organisation_ids(*KEEPERS)) > 1
    )


def may_add(user: User) -> bool:
    return user.scope.has(*KEEPERS, Role.ADMINISTRATOR)


def may_edit(user: User, trainee: Trainee) -> bool:
    """Change the profile and the recognitions. A record merged into another is closed."""
    if trainee.merged_into_id:
        return False
    scope = user.scope
    if trainee.organisation_id in scope.organisation_ids(*KEEPERS):
        return True
    return trainee.organisation.unit.province_id in scope.province_ids(Role.ADMINISTRATOR)


def may_issue_claim(user: User, trainee: Trainee) -> bool:
    return trainee.user_id is None and may_edit(user, trainee)
