"""The personal ID number of a person: recorded sealed, read in full for a reason only."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import disclose
from accounts.models import Disclosure, DisclosureKind, User
from common.models import StateChange
from common.refusals import Refused
from common.sealing import Unreadable
from trainees import id_numbers
from trainees.models import IdNumber, Trainee
from trainees.rules import is_own_record
from trainees.sealed_numbers import sealer

FEWEST_WORDS = 3
REVEALS = 30
REVEALS_WITHIN = timedelta(hours=1)


@transaction.atomic
def record(trainee: Trainee, number: str, by: User | None) -> list[str]:
    """Seal ``number`` for a person, in place of the one before. Returns what in it disagrees with the record.

    Raises: Refused, when it is no such number or the record was merged into another.
    """
    record_many([(trainee, number)], by)
    return id_numbers.doubts(_digits(number), sex_known=trainee.sex, year_known=trainee.birth_year)


@transaction.atomic
def record_many(pairs: Iterable[tuple[Trainee, str]], by: User | None) -> int:
    """Seal many numbers, as an import brings them, in a handful of statements. Returns how many are new or changed.

    A number that a person had before is replaced: whoever imports has seen the difference.
    Raises: Refused, as ``record`` does, for the whole lot.
    """
    box = sealer()
    wanted = {person.pk: _digits(number) for person, number in pairs}
    people = _locked(wanted)
    known = dict(IdNumber.objects.of_people(wanted).values_list("trainee_id", "index"))
    indexes = {pk: box.index(number) for pk, number in wanted.items()}
    fresh = [pk for pk in people if known.get(pk) != indexes[pk]]
    now = timezone.now()
    IdNumber.objects.bulk_create(
        [
            IdNumber(
                trainee_id=pk,
                sealed=box.seal(wanted[pk]),
                index=indexes[pk],
                recorded_by=by,
                recorded_at=now,
            )
            for pk in fresh
        ],
        update_conflicts=True,
        unique_fields=["trainee"],
        update_fields=["sealed", "index", "recorded_by", "recorded_at"],
        batch_size=200,
    )
    StateChange.objects.bulk_create(
        StateChange(
            subject=people[pk],
            verb="change_id_number" if pk in known else "record_id_number",
            by=by,
            at=now,
        )
        for pk in fresh
    )
    return len(fresh)


@transaction.atomic
def remove(trainee: Trainee, by: User, reason: str) -> None:
    """Forget the number. Raises: Refused, when there is none, or the reason is none."""
    reason = _sound(reason)
    person = _locked([trainee.pk])[trainee.pk]
    deleted, _by_kind = IdNumber.objects.of_people([person.pk]).delete()
    if not deleted:
        raise Refused(_("Hồ sơ này chưa ghi số định danh cá nhân."))
    StateChange.objects.create(
        subject=person, verb="remove_id_number", by=by, reason=reason, at=timezone.now()
    )


@transaction.atomic
def reveal(trainee: Trainee, by: User, reason: str, at: datetime | None = None) -> str:
    """The number in full. Whoever reads it is written down in the same transaction.

    Raises: Refused, without a number, a reason or a fitting key, and above ``REVEALS`` an hour.
    """
    now = at or timezone.now()
    is_own = is_own_record(by, trainee)
    reason = _("Bản thân xem số của mình") if is_own else _sound(reason)
    # Two windows of one account: the second waits here and then counts the first.
    User.objects.select_for_update().get(pk=by.pk)
    _refuse_too_many(by, now)
    held = IdNumber.objects.of_people([trainee.pk]).first()
    if held is None:
        raise Refused(_("Hồ sơ này chưa ghi số định danh cá nhân."))
    number = _unsealed(held)
    disclose(
        by,
        DisclosureKind.ID_NUMBER,
        _("Số định danh cá nhân của %(name)s, %(agency)s")
        % {"name": trainee, "agency": trainee.organisation},
        subject=trainee,
        reason=reason,
        province_id=trainee.organisation.unit.province_id,
        at=now,
    )
    return number


def _digits(typed: str) -> str:
    try:
        number = id_numbers.cleaned(typed)
    except id_numbers.NotANumber as error:
        raise Refused(error.message) from error
    if not number:
        raise Refused(_("Hãy nhập số định danh cá nhân, hoặc dùng nút Xóa số để bỏ số đã ghi."))
    return number


def _locked(trainee_ids: Iterable[int]) -> dict[int, Trainee]:
    held = Trainee.objects.select_for_update().filter(pk__in=trainee_ids).order_by("pk")
    people = {person.pk: person for person in held}
    if any(person.merged_into_id for person in people.values()):
        raise Refused(_("Hồ sơ này đã được gộp vào hồ sơ khác. Hãy mở hồ sơ còn hiệu lực."))
    return people


def _sound(reason: str) -> str:
    """``reason`` when it says something and holds no number itself."""
    words = " ".join(reason.split())
    if len(words.split(" ")) < FEWEST_WORDS:
        raise Refused(_("Hãy ghi rõ lý do, ít nhất ba từ, ví dụ: đối chiếu hồ sơ cấp giấy."))
    if id_numbers.is_inside(words):
        raise Refused(_("Không ghi số định danh vào lý do: lý do được lưu lại và nhiều người đọc."))
    return words


def _unsealed(held: IdNumber) -> str:
    try:
        return sealer().unseal(held.sealed)
    except Unreadable as error:
        raise Refused(
            _(
                "Không mở được số định danh: khóa trên máy chủ không khớp. Hãy báo người vận hành máy chủ."
            )
        ) from error


def _refuse_too_many(by: User, now: datetime) -> None:
    seen = Disclosure.objects.by_account(by).of_kind(DisclosureKind.ID_NUMBER)
    if seen.since(now - REVEALS_WITHIN).count() >= REVEALS:
        words = _(
            "Đã xem %(n)d số định danh trong một giờ. Hãy thử lại sau; cần xem nhiều hơn thì báo quản trị hệ thống."
        )
        raise Refused(words % {"n": REVEALS})
