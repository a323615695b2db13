"""Rights on notices: everybody reads their own; the words and the outbox are the administrator's."""

from accounts.models import Role, User


def may_administer(user: User) -> bool:
    return user.scope.has(Role.ADMINISTRATOR)


def own_province_ids(user: User) -> frozenset[int]:
    """The provinces whose words this administrator keeps today."""
    grants = user.scope.grants
    return frozenset(
        g.province_id for g in grants if g.role == Role.ADMINISTRATOR and g.province_id
    )
