"""Two records declared to be one person, and taken apart again. Nothing of either record is rewritten: reads follow
``Trainee.merged_into``, so undoing gives back exactly what was.

The merges in force are a forest: each merged record has one, and whatever was merged into it before hangs below it.
``merged_into`` is the root of its tree, never a step on the way (flat). ``Merge.carried`` remembers whom a merge led
on; undoing asks the forest, because what was carried may have been taken apart, or merged anew, in between.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from common.states import move
from organisations.querysets import province_lineage
from trainees.actions import duplicates
from trainees.models import DuplicatePair, Merge, Trainee
from trainees.states import MERGE_PAIR, REOPEN_PAIR, DuplicateState


@transaction.atomic
def merge(
    kept: Trainee,
    merged: Trainee,
    *,
    by: User,
    reason: str,
    pair: DuplicatePair | None = None,
    at: datetime | None = None,
) -> Merge:
    """Declare ``merged`` to be the person of ``kept``. Classes, certificates and recognitions stay where they are.

    Raises: Refused, without a reason, for a record that was merged already or is the same one, for another province,
    and when both people sign in with accounts of their own.
    """
    if not reason.strip():
        raise Refused(_("Nêu căn cứ của việc gộp để người sau kiểm tra được."))
    led_on = Trainee.objects.filter(merged_into=merged).values_list("pk", flat=True)
    held = _lock([kept.pk, merged.pk, *led_on])
    stays, goes = held[kept.pk], held[merged.pk]
    _refuse(stays, goes)
    carried = _carried(goes, held)
    made = Merge.objects.create(
        kept=stays,
        merged=goes,
        carried=carried,
        reason=reason.strip(),
        merged_by=by,
        merged_at=at or timezone.now(),
    )
    Trainee.objects.filter(pk__in=[goes.pk, *carried]).update(merged_into=stays)
    _note(made, "merge", by=by, reason=reason, at=at)
    _settle_pair(stays, goes, pair, by=by, reason=reason, at=at)
    duplicates.find_for([stays.pk, goes.pk], at=at)
    for record in (kept, merged):
        record.refresh_from_db(fields=["merged_into"])
    return made


@transaction.atomic
def unmerge(merge: Merge, *, by: User, reason: str = "", at: datetime | None = None) -> None:
    """Two people again, each with what was below their own record. Raises: Refused, when it was undone already."""
    below = _below(merge.merged_id)
    held = _lock([merge.kept_id, merge.merged_id, *below])
    in_force = Merge.objects.in_force().filter(pk=merge.pk)
    if not in_force.update(undone_by=by, undone_at=at or timezone.now()):
        raise Refused(_("Việc gộp này đã được hoàn tác. Tải lại trang để xem tình trạng mới."))
    stays = held[merge.merged_id]
    led_back = _below(stays.pk)
    Trainee.objects.filter(pk=stays.pk).update(merged_into=None)
    Trainee.objects.filter(pk__in=led_back).update(merged_into=stays)
    merge.refresh_from_db()
    _note(merge, "unmerge", by=by, reason=reason, at=at)
    _reopen_pairs(held[merge.kept_id], stays, by=by, reason=reason, at=at)
    duplicates.find_for([merge.kept_id, stays.pk], at=at)


def accounts_in_use(records: Iterable[Trainee]) -> list[User]:
    """The accounts of these records that somebody signed in with and may still use."""
    users = (record.user for record in records if record.user_id)
    return [user for user in users if user and user.is_active and user.last_login]


def _lock(ids: Iterable[int]) -> dict[int, Trainee]:
    """In the order of the ids, so that two who merge the same records wait for each other and not crosswise."""
    rows = Trainee.objects.select_for_update().filter(pk__in={*ids}).order_by("pk")
    return {row.pk: row for row in rows}


def _carried(goes: Trainee, held: dict[int, Trainee]) -> list[int]:
    """Whoever points at ``goes`` now. Read again under the lock: another merge may have led somebody there while
    this one waited. To lock that record too would be to lock against the order, so the slower one is told.
    """
    pointing = Trainee.objects.filter(merged_into=goes).order_by("pk")
    carried = list(pointing.values_list("pk", flat=True))
    if not held.keys() >= {*carried}:
        raise Refused(_("Hồ sơ vừa được người khác gộp. Tải lại trang để xem tình trạng mới."))
    return carried


def _refuse(stays: Trainee, goes: Trainee) -> None:
    if stays.pk == goes.pk:
        raise Refused(_("Đây là cùng một hồ sơ. Chọn hai hồ sơ khác nhau."))
    for one in (stays, goes):
        if one.merged_into_id:
            words = _(
                "Hồ sơ %(name)s đã được gộp vào hồ sơ khác. Mở hồ sơ còn hiệu lực rồi gộp lại."
            )
            raise Refused(words % {"name": one})
    if not _are_of_one_province(stays, goes):
        raise Refused(
            _("Hai hồ sơ thuộc hai tỉnh khác nhau. Sửa đơn vị công tác của hồ sơ sai rồi gộp lại.")
        )
    _refuse_two_accounts(stays, goes)


def _refuse_two_accounts(stays: Trainee, goes: Trainee) -> None:
    in_use = [
        accounts_in_use(Trainee.objects.of_person(one).select_related("user"))
        for one in (stays, goes)
    ]
    if all(in_use):
        names = ", ".join(user.username for users in in_use for user in users)
        words = _(
            "Cả hai hồ sơ đều có tài khoản đang dùng (%(accounts)s). Hỏi học viên muốn giữ tài khoản nào, "
            "khóa tài khoản còn lại ở mục “Tài khoản và vai trò” rồi gộp lại."
        )
        raise Refused(words % {"accounts": names})


def _are_of_one_province(one: Trainee, other: Trainee) -> bool:
    first, second = one.organisation.unit.province_id, other.organisation.unit.province_id
    if first == second:
        return True
    if not first or not second:
        return False
    return second in province_lineage(first) or first in province_lineage(second)


def _below(trainee_id: int) -> set[int]:
    """Every record whose merges in force lead through this one."""
    root = Trainee.objects.filter(pk=trainee_id).values_list("merged_into_id", flat=True).first()
    steps = Merge.objects.in_force().filter(merged__merged_into_id__in={root, trainee_id} - {None})
    children: defaultdict[int, list[int]] = defaultdict(list)
    for kept, merged in steps.values_list("kept_id", "merged_id"):
        children[kept].append(merged)
    found: set[int] = set()
    frontier = [trainee_id]
    while frontier:
        frontier = [child for one in frontier for child in children[one] if child not in found]
        found.update(frontier)
    return found


def _settle_pair(
    stays: Trainee,
    goes: Trainee,
    pair: DuplicatePair | None,
    *,
    by: User,
    reason: str,
    at: datetime | None,
) -> None:
    """The queue's own question about these two is answered, whichever screen the answer came from."""
    first, second = sorted((stays.pk, goes.pk))
    if pair is not None and (pair.first_id, pair.second_id) != (first, second):
        raise Refused(_("Cặp hồ sơ không khớp. Tải lại trang rồi thử lại."))
    asked = pair or DuplicatePair.objects.filter(first_id=first, second_id=second).first()
    if asked and (pair is not None or asked.state != DuplicateState.MERGED):
        move(asked, MERGE_PAIR, by=by, at=at, reason=reason)


def _reopen_pairs(
    kept: Trainee, merged: Trainee, *, by: User, reason: str, at: datetime | None
) -> None:
    first, second = sorted((kept.pk, merged.pk))
    for pair in DuplicatePair.objects.merged().filter(first_id=first, second_id=second):
        move(pair, REOPEN_PAIR, by=by, at=at, reason=reason)


def _note(made: Merge, verb: str, *, by: User, reason: str, at: datetime | None) -> None:
    """In the history of both records: each is opened by somebody who knows nothing of the other."""
    for subject in (made.kept, made.merged):
        StateChange.objects.create(
            subject=subject, verb=verb, by=by, reason=reason, at=at or timezone.now()
        )
