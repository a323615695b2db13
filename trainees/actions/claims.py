"""How a person without an account takes theirs: a code on paper, once."""

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import actions as accounts
from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from trainees.models import AccountClaim, Trainee

# Read aloud and copied by hand: no 0 and O, no 1, I and L.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
LIFETIME = timedelta(days=14)


class WrongCode(Refused):
    """No open claim has this code."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Mã không đúng, đã được dùng hoặc đã hết hạn. Hãy xem lại phiếu hoặc đề nghị cơ quan cấp mã mới."
            )
        )


@transaction.atomic
def issue(trainee: Trainee, *, by: User, at: datetime | None = None) -> str:
    """A new one-time code, shown once; the open one, if any, is cancelled. Raises: Refused.

    Shape: 10 characters of ALPHABET (49 bits). Only its keyed hash is stored.
    """
    now = at or timezone.now()
    held = Trainee.objects.select_for_update().get(pk=trainee.pk)
    if Trainee.objects.of_person(held).filter(user__isnull=False).exists():
        raise Refused(_("Học viên này đã có tài khoản."))
    if held.merged_into_id:
        raise Refused(_("Hồ sơ này đã được gộp vào hồ sơ khác. Hãy mở hồ sơ còn hiệu lực."))
    AccountClaim.objects.open_().filter(trainee=held).update(cancelled_at=now)
    code = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
    AccountClaim.objects.create(
        trainee=held,
        code_hash=hashed(code),
        expires_at=now + LIFETIME,
        created_by=by,
        created_at=now,
    )
    StateChange.objects.create(subject=held, verb="issue_claim", by=by, at=now)
    return code


@transaction.atomic
def claim(code: str, username: str, password: str, at: datetime | None = None) -> User:
    """Make the account of the person to whom ``code`` was given.

    Raises: WrongCode; ValidationError for the name or the password, which leaves the code open.
    """
    now = at or timezone.now()
    open_claim = AccountClaim.objects.open_().unexpired(now).filter(code_hash=hashed(code)).first()
    # Of two who send one code at once, the slower updates no row.
    mine = AccountClaim.objects.open_().filter(pk=open_claim.pk) if open_claim else None
    if open_claim is None or mine is None or not mine.update(used_at=now):
        raise WrongCode
    trainee = open_claim.trainee
    # The code may be older than a merge: the account then goes with the person, unless the person has one.
    if Trainee.objects.of_person(trainee).filter(user__isnull=False).exists():
        raise WrongCode
    account = _new_account(trainee, username, password)
    if not Trainee.objects.filter(pk=trainee.pk, user__isnull=True).update(user=account):
        raise WrongCode
    StateChange.objects.create(subject=trainee, verb="claim", by=account, at=now)
    return account


def normalise(code: str) -> str:
    """As it was issued, however it was typed: ``abcde-fghjk`` is ``ABCDEFGHJK``."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def grouped(code: str) -> str:
    """As it is printed: ``ABCDE-FGHJK``."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def hashed(code: str) -> str:
    """HMAC-SHA256 under a key of this installation: a stolen table cannot be searched for codes."""
    key = f"trainees.claims:{settings.SECRET_KEY}".encode()
    return hmac.new(key, normalise(code).encode(), sha256).hexdigest()


def _new_account(trainee: Trainee, username: str, password: str) -> User:
    try:
        validate_password(password, User(username=username, full_name=trainee.full_name))
    except ValidationError as error:
        raise ValidationError({"password1": error}) from error
    email = "" if User.objects.filter(email__iexact=trainee.email).exists() else trainee.email
    return accounts.create_user(
        username=username, full_name=trainee.full_name, email=email, password=password, by=None
    )
