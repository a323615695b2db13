"""Accounts and roles: who gets in, and as what. Each verb leaves a line in the history of the account."""

from datetime import date, datetime, timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Disclosure, Role, RoleGrant, User
from common.models import StateChange
from common.refusals import Refused
from common.vietnamese import fold
from organisations.models import Organisation

# A worker that stood still over a long holiday catches up.
RECENT_DAYS = 40


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
    """Give a role for an organisation from a day; the auth group follows on that day. Raises: ValidationError."""
    made = RoleGrant(
        user=user,
        role=role,
        organisation=organisation,
        valid_from=on or timezone.localdate(),
        granted_by=by,
    )
    made.full_clean()
    made.save()
    follow_grants(user)
    user.__dict__.pop("scope", None)
    _note(user, "grant", by=by, reason=str(made))
    return made


@transaction.atomic
def end_grant(held: RoleGrant, *, by: User, on: date | None = None) -> None:
    """End a grant with ``on`` (today) as its last day; the auth group goes with the last grant of the role.

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
    follow_grants(held.user)
    held.user.__dict__.pop("scope", None)
    _note(held.user, "end_grant", by=by, reason=str(held))


def follow_grants(user: User, day: date | None = None) -> bool:
    """Make the auth groups of an account those of the roles it holds on ``day``. Returns whether any changed.

    Groups open the doors of the Wagtail admin, which asks for no dates: hence the look of ``keep_groups``. They
    close when the last day of a role has come or been entered, not when it is over.
    """
    day = day or timezone.localdate()
    lasting = user.grants.valid_on(day).exclude(valid_to=day)
    held = set(lasting.values_list("role", flat=True))
    has = set(user.groups.filter(name__in=Role.values).values_list("name", flat=True))
    user.groups.remove(*Group.objects.filter(name__in=has - held))
    user.groups.add(*(Group.objects.get_or_create(name=role)[0] for role in held - has))
    return held != has


def keep_groups(day: date | None = None) -> int:
    """Follow the grants that begin or ended by ``day``. Returns how many accounts changed."""
    day = day or timezone.localdate()
    recent = day - timedelta(days=RECENT_DAYS)
    turned = Q(valid_from__range=(recent, day)) | Q(valid_to__range=(recent, day))
    users = User.objects.filter(pk__in=RoleGrant.objects.filter(turned).values("user_id"))
    return sum(follow_grants(user, day) for user in users)


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


def disclose(
    by: User,
    kind: str,
    what: str,
    *,
    people: int = 1,
    subject: Model | None = None,
    reason: str = "",
    province_id: int | None = None,
    at: datetime | None = None,
) -> Disclosure:
    """Write down that ``by`` was shown personal data of ``people`` persons.

    Call it in the transaction of the showing, before the answer goes out: what is not logged is not shown.
    ``province_id``: whose data it was; without it the province that ``by`` serves, if it is one.
    """
    what, reason = what[:250], reason[:300]
    return Disclosure.objects.create(
        by=by,
        kind=kind,
        what=what,
        people=people,
        subject=subject,
        reason=reason,
        province_id=province_id or _only_province(by),
        at=at or timezone.now(),
        search_key=fold(f"{by.full_name} {by.username} {what} {reason}"),
    )


def _only_province(user: User) -> int | None:
    served = user.scope.all_province_ids() - {None}
    return next(iter(served)) if len(served) == 1 else None


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
