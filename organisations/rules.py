"""Who may read the directory, draft a reorganisation and keep agencies."""

from organisations.http import Reader
from organisations.models import Organisation, Reorganisation

# The names of accounts.models.Role, which stands a floor above.
ADMINISTRATOR, OFFICER = "administrator", "doj_officer"


def may_read_directory(user: Reader) -> bool:
    """Everybody with an office role, whichever it is; a trainee has none."""
    return bool(user.scope.roles)


def may_draft(user: Reader) -> bool:
    """Write a decree down: the administrator, and the Department, which proposes."""
    return not user.scope.roles.isdisjoint({ADMINISTRATOR, OFFICER})


def may_edit_draft(user: Reader, decree: Reorganisation) -> bool:
    """The administrator every decree of the province, an officer of the Department the own ones."""
    if decree.province_id in user.scope.province_ids(ADMINISTRATOR):
        return True
    is_own = decree.created_by_id == user.pk
    return is_own and decree.province_id in user.scope.province_ids(OFFICER)


def may_keep_organisations(user: Reader) -> bool:
    return ADMINISTRATOR in user.scope.roles


def may_keep(user: Reader, organisation: Organisation) -> bool:
    """Other names, and columns that are no matter of a decree."""
    return organisation.unit.province_id in user.scope.province_ids(ADMINISTRATOR)
