"""How many notices a person has not read."""

from accounts import scope
from accounts.models import User
from notices.models import Notice
from notices.querysets import unread_count

CARRIED = "unread_notices"


def carry() -> None:
    """Have the office's pages count on the query of the grants that they make anyway."""
    scope.carry(CARRIED, unread_count)


def unread_of(user: User) -> int:
    """Costs nothing for somebody with a role; one query for a learner, whose lessons never ask."""
    if user.scope.roles:
        return user.scope.carried(CARRIED)
    return Notice.objects.visible_to(user).unread().count()
