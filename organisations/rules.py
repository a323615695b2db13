"""Who may read the directory of units and agencies."""

from organisations.http import Reader


def may_read_directory(user: Reader) -> bool:
    """Everybody with an office role, whichever it is; a trainee has none."""
    return bool(user.scope.roles)
