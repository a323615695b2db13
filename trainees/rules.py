"""Rights on people: an agency keeps its own, the administrator the province's, the Department reads."""

from accounts.models import Role, User
from organisations.models import Organisation, Reorganisation
from organisations.querysets import provinces_touched
from trainees.models import RosterList, Trainee

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


def may_import(user: User, kept: RosterList) -> bool:
    """Write the people of a file. One of many agencies is judged by what its sender keeps today."""
    if kept.organisation is None:
        return kept.uploaded_by_id == user.pk and may_add(user)
    scope = user.scope
    if kept.organisation.pk in scope.organisation_ids(*KEEPERS):
        return True
    return kept.organisation.unit.province_id in scope.province_ids(Role.ADMINISTRATOR)


def may_fetch_original(user: User, kept: RosterList) -> bool:
    """A file with ID numbers in full goes back only to whoever brought it."""
    has_numbers = not {"id_number", "old_id_number"}.isdisjoint(kept.columns)
    return may_import(user, kept) and (kept.uploaded_by_id == user.pk or not has_numbers)


def may_edit(user: User, trainee: Trainee) -> bool:
    """Change the profile and the recognitions. A record merged into another is closed."""
    if trainee.merged_into_id:
        return False
    scope = user.scope
    if trainee.organisation_id in scope.organisation_ids(*KEEPERS):
        return True
    return trainee.organisation.unit.province_id in scope.province_ids(Role.ADMINISTRATOR)


def is_own_record(user: User, trainee: Trainee) -> bool:
    """The account may have been taken on another record of the same person."""
    if user.pk in {record.user_id for record in trainee.records_here}:
        return True
    return Trainee.objects.of_account(user).filter(pk=trainee.pk).exists()


def may_reveal_id_number(user: User, trainee: Trainee) -> bool:
    """Read the personal ID number in full: its owner, who nominates for the agency, the administrator."""
    scope = user.scope
    return (
        is_own_record(user, trainee)
        or trainee.organisation_id in scope.organisation_ids(Role.COORDINATOR)
        or trainee.organisation.unit.province_id in scope.province_ids(Role.ADMINISTRATOR)
    )


def may_issue_claim(user: User, trainee: Trainee) -> bool:
    return trainee.account is None and may_edit(user, trainee)


def may_see_duplicates(user: User) -> bool:
    """Records that may be one person: across agencies, so never for those who keep one agency."""
    return user.scope.has(Role.DOJ_OFFICER, Role.ADMINISTRATOR)


def may_propose_merge(user: User, trainee: Trainee) -> bool:
    """Put the record into the queue beside another, or decide at once."""
    if trainee.merged_into_id:
        return False
    province = trainee.organisation.unit.province_id
    return province in user.scope.province_ids(Role.DOJ_OFFICER, Role.ADMINISTRATOR)


def may_merge(user: User, *trainees: Trainee) -> bool:
    """Merge, tell apart, take apart: the administrator of the province of every record."""
    provinces = user.scope.province_ids(Role.ADMINISTRATOR)
    return all(one.organisation.unit.province_id in provinces for one in trainees)


def may_keep_categories(user: User) -> bool:
    return user.scope.has(Role.ADMINISTRATOR)


def may_see_network(user: User) -> bool:
    """The spokespersons: whom one sees of them is said by ``visible_to``."""
    return user.scope.has(*KEEPERS, Role.DOJ_OFFICER, Role.ADMINISTRATOR)


def may_see_coverage(user: User) -> bool:
    """Which agencies of the province have a spokesperson."""
    return user.scope.has(Role.ORGANISER, Role.DOJ_OFFICER, Role.ADMINISTRATOR)


def may_keep_spokesperson(user: User, organisation: Organisation) -> bool:
    """Assign, edit, post, end: the agency's own coordinator, or the administrator of the province."""
    scope = user.scope
    if organisation.pk in scope.organisation_ids(Role.COORDINATOR):
        return True
    return organisation.unit.province_id in scope.province_ids(Role.ADMINISTRATOR)


def may_apply_reorganisation(user: User, decree: Reorganisation) -> bool:
    """Apply and undo: the administrator of every province whose units or agencies the decree ends."""
    return provinces_touched(decree) <= user.scope.province_ids(Role.ADMINISTRATOR)


def may_choose_agency(user: User, organisation: Organisation) -> bool:
    """Say where the people of a split agency are: who keeps them, or the administrator."""
    scope = user.scope
    if organisation.pk in scope.organisation_ids(*KEEPERS):
        return True
    return organisation.unit.province_id in scope.province_ids(Role.ADMINISTRATOR)
