"""Accounts and roles: who gets in, and as what. Each verb leaves a line in the history of the account."""

from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, RoleGrant, User
from common.models import StateChange
from common.refusals import Refused
from organisations.models import Organisation


@transaction.atomic
def create_user(
    *, username: str, full_name: str, by: User | None, email: str = "", password: str | None = None
) -> User:
    """A new account; without ``password`` nobody can enter until a password link is used. Raises: ValidationError."""
    user = User(username=username, full_name=full_name, email=email)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    _note(user, "create", by=by, after="active")
    return user


@transaction.atomic
def update(user: User, *, full_name: str, email: str, by: User) -> None:
    """Change the name and the address. Raises: ValidationError."""
    user.full_name, user.email = full_name, email
    user.full_clean(exclude=["password"])
    user.save()
    _note(user, "update", by=by)


@transaction.atomic
def grant(
    user: User,
    *,
    role: str,
    organisation: Organisation,
    by: User | None,
    on: date | None = None,
) -> RoleGrant:
    """Give a role for an organisation, and the auth group of the same name. Raises: ValidationError."""
    made = RoleGrant(
        user=user,
        role=role,
        organisation=organisation,
        valid_from=on or timezone.localdate(),
        granted_by=by,
    )
    made.full_clean()
    made.save()
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    user.__dict__.pop("scope", None)
    _note(user, "grant", by=by, reason=str(made))
    return made


@transaction.atomic
def end_grant(held: RoleGrant, *, by: User, on: date | None = None) -> None:
    """End a grant with ``on`` (today) as its last day; the auth group goes with the last open grant of the role.

    Raises: Refused, when it has ended already, would end before it began, or is one's own key to this screen.
    """
    last_day = on or timezone.localdate()
    if held.user_id == by.pk and held.role == Role.ADMINISTRATOR:
        raise Refused(
            _("Không thể tự kết thúc vai trò quản trị của mình. Đề nghị một quản trị viên khác.")
        )
    if last_day < held.valid_from:
        raise Refused(_("Ngày kết thúc không được trước ngày bắt đầu vai trò."))
    rows = RoleGrant.objects.filter(pk=held.pk, valid_to__isnull=True)
    if not rows.update(valid_to=last_day):
        raise Refused(_("Vai trò này đã kết thúc. Tải lại trang để xem tình trạng mới."))
    if not held.user.grants.filter(role=held.role, valid_to__isnull=True).exists():
        held.user.groups.remove(*Group.objects.filter(name=held.role))
    held.user.__dict__.pop("scope", None)
    _note(held.user, "end_grant", by=by, reason=str(held))


@transaction.atomic
def deactivate(user: User, *, by: User, reason: str = "") -> None:
    """Close the account: its open sessions end with their next request. Raises: Refused."""
    if user.pk == by.pk:
        raise Refused(_("Không thể tự khóa tài khoản của mình. Đề nghị một quản trị viên khác."))
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        raise Refused(_("Tài khoản này đã bị khóa từ trước."))
    user.is_active = False
    _note(user, "deactivate", by=by, before="active", after="inactive", reason=reason)


@transaction.atomic
def activate(user: User, *, by: User) -> None:
    """Open a closed account again; password and roles are as they were. Raises: Refused."""
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        raise Refused(_("Tài khoản này đang hoạt động."))
    user.is_active = True
    _note(user, "activate", by=by, before="inactive", after="active")


def password_link(user: User, *, by: User) -> str:
    """Path of a page on which the holder sets a password once, within PASSWORD_RESET_TIMEOUT. Raises: Refused.

    It is allauth's own reset link: setting the password, or a sign-in, makes it worthless.
    """
    from allauth.account.forms import default_token_generator  # noqa: PLC0415 -- needs loaded apps
    from allauth.account.utils import user_pk_to_url_str  # noqa: PLC0415 -- as above

    if not user.is_active:
        raise Refused(_("Tài khoản đang bị khóa. Hãy mở lại tài khoản trước khi cấp đường dẫn."))
    _note(user, "password_link", by=by)
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])


def _note(
    user: User,
    verb: str,
    *,
    by: User | None,
    before: str = "",
    after: str = "",
    reason: str = "",
) -> None:
    StateChange.objects.create(
        subject=user,
        verb=verb,
        before=before,
        after=after,
        by=by,
        reason=reason,
        at=timezone.now(),
    )
