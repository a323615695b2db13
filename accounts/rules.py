"""Rights on accounts: the administrator's, and only within the own province."""

from accounts.models import Role, RoleGrant, User


def may_administer(user: User) -> bool:
    """Open the screens of accounts at all."""
    return user.scope.has(Role.ADMINISTRATOR)


def may_read_disclosures(user: User) -> bool:
    """See who was shown personal data of the province."""
    return user.scope.has(Role.ADMINISTRATOR)


def may_manage(user: User, account: User) -> bool:
    """Edit, close, open an account, or give it a new password.

    Whoever still has a role in another province is that province's too: a new password would open its files.
    The installer's account is nobody's.
    """
    if not may_administer(user) or account.is_superuser:
        return False
    return account.scope.all_province_ids() <= user.scope.province_ids(Role.ADMINISTRATOR)


def may_grant(user: User, province_id: int | None) -> bool:
    return province_id in user.scope.province_ids(Role.ADMINISTRATOR)


def may_end_grant(user: User, held: RoleGrant) -> bool:
    return held.valid_to is None and may_grant(user, held.organisation.unit.province_id)
