"""Who sees figures: every office role, each within its own reach (``queries.in_reach``)."""

from accounts.models import Role, User


def may_see_board(user: User) -> bool:
    return user.scope.has(*Role.values)
