"""Records that may be one person: found by the machine, proposed by the Department, told apart by a person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from common.states import born, move
from organisations.models import OrganisationSuccession
from organisations.querysets import province_lineage
from trainees import duplicates
from trainees.duplicates import Match, Pair, Record
from trainees.models import DuplicatePair, Trainee
from trainees.querysets import DuplicatePairQuerySet, TraineeQuerySet
from trainees.states import LAPSE_PAIR, REOPEN_PAIR, TELL_APART, DuplicateState

Report = Callable[[int, int], None]
# For more people than this it is quicker to read the whole province than to look each one up.
FEW = 300


@dataclass(frozen=True)
class Found:
    """``new``: pairs put into the queue, reopened ones among them; ``lapsed``: pairs that hold no longer."""

    new: int
    lapsed: int


def find(
    provinces: frozenset[int], *, at: datetime | None = None, report: Report | None = None
) -> Found:
    """Look through everybody of these provinces. Safe to repeat and to kill anywhere.

    An open pair that holds no longer (a birth was corrected) leaves the queue as lapsed, with its history; one that
    an officer proposed stays. A pair told apart comes back only when an equal ID number has come to light.
    """
    records = _records(_people(provinces))
    found = duplicates.matches(records, _told_apart())
    known = DuplicatePair.objects.in_provinces(provinces)
    return _write(found, known, at=at or timezone.now(), report=report)


def find_everywhere(at: datetime | None = None) -> int:
    """Every province in turn, each with those that went into it. Returns how many pairs are new."""
    held = Trainee.objects.order_by().values_list("organisation__unit__province_id", flat=True)
    reaches = {province_lineage(one) for one in set(held) if one}
    widest = [one for one in reaches if not any(one < other for other in reaches)]
    return sum(find(provinces, at=at).new for provinces in widest)


def find_for(trainee_ids: Iterable[int], *, at: datetime | None = None) -> Found:
    """Look for whom these few may be: cheap, for the end of an import or after an edit."""
    ids = set(trainee_ids)
    asked = Trainee.objects.filter(pk__in=list(ids)[:FEW]).order_by()
    in_these = set(asked.values_list("organisation__unit__province_id", flat=True))
    provinces = frozenset().union(*(province_lineage(one) for one in in_these if one))
    if len(ids) > FEW:
        return find(provinces, at=at)
    records = _records(_alike(_people(provinces), ids))
    persons = {record.person for record in records if record.pk in ids} | ids
    found = {
        pair: match
        for pair, match in duplicates.matches(records, _told_apart()).items()
        if not persons.isdisjoint(pair)
    }
    # A pair that reaches into a province not searched here is none of this search's business.
    known = DuplicatePair.objects.naming(persons).in_provinces(provinces)
    return _write(found, known, at=at or timezone.now())


def find_after_commit(trainee_ids: Iterable[int]) -> None:
    """Look for whom the people of an import may be, once the import is safe: its locks are not held any longer
    for it, and what goes wrong here undoes nothing. A worker killed in between leaves it to the nightly search.
    """
    ids = {*trainee_ids}

    def search() -> None:
        find_for(ids)

    transaction.on_commit(search, robust=True)


@transaction.atomic
def propose(
    one: Trainee, other: Trainee, *, by: User, reason: str, at: datetime | None = None
) -> DuplicatePair:
    """Put two records into the queue by hand. Raises: Refused (itself, merged, decided, without a reason)."""
    _require_reason(reason)
    first, second = sorted((one, other), key=lambda record: record.pk)
    if first.pk == second.pk:
        raise Refused(_("Đây là cùng một hồ sơ. Chọn hai hồ sơ khác nhau."))
    if first.merged_into_id or second.merged_into_id:
        raise Refused(_("Hồ sơ đã được gộp vào hồ sơ khác. Chọn hồ sơ còn hiệu lực."))
    pair, is_new = DuplicatePair.objects.get_or_create(
        first=first,
        second=second,
        defaults={
            "signs": [duplicates.PROPOSED],
            "score": duplicates.score_of([duplicates.PROPOSED]),
            "found_at": at or timezone.now(),
        },
    )
    if is_new:
        born(pair, by=by, at=at, reason=reason)
        return pair
    if pair.state == DuplicateState.OPEN:
        raise Refused(_("Cặp hồ sơ này đã ở trong danh sách chờ xác định."))
    signs = [duplicates.PROPOSED, *(s for s in pair.signs if s != duplicates.PROPOSED)]
    move(
        pair,
        REOPEN_PAIR,
        by=by,
        at=at,
        reason=reason,
        signs=signs,
        score=duplicates.score_of(signs),
    )
    return pair


@transaction.atomic
def tell_apart(pair: DuplicatePair, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Two people, decided. Raises: Refused, without a reason or when the pair is no longer open."""
    _require_reason(reason)
    move(pair, TELL_APART, by=by, at=at, reason=reason)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Nêu căn cứ của việc xác định để người sau kiểm tra được."))


def _people(provinces: frozenset[int]) -> TraineeQuerySet:
    return Trainee.objects.filter(organisation__unit__province_id__in=provinces)


def _alike(people: TraineeQuerySet, ids: set[int]) -> TraineeQuerySet:
    """Whoever could share a key with one of ``ids``, and all records of the same persons.

    Names are not asked for: each key has another half that an index knows, and the spelling of a name does not
    follow ``search_key``. Phones are compared as ``duplicates.phone_digits`` reads them, however they were typed.
    """
    asked = _records(Trainee.objects.filter(pk__in=_family(ids)))
    lineage = _lineage()
    near = {record.agency for record in asked}
    agencies = near | {agency for agency, root in lineage.items() if root in near}
    digits = {duplicates.phone_digits(record.phone) for record in asked} - {""}
    phones = digits | {f"84{phone[1:]}" for phone in digits if phone.startswith("0")}
    found = people.with_bare_phone().filter(
        Q(organisation_id__in=agencies)
        | Q(birth_year__in={r.birth[0] for r in asked if r.birth[2]}, birth_day__isnull=False)
        | Q(bare_phone__in=phones)
        | Q(id_number__index__in={record.id_index for record in asked if record.id_index})
    )
    return Trainee.objects.filter(pk__in=_family([*found.values_list("pk", flat=True), *ids]))


def _family(ids: Iterable[int]) -> set[int]:
    """All records of the persons that these records stand for."""
    wanted = list(ids)
    persons = {
        merged or pk
        for pk, merged in Trainee.objects.filter(pk__in=wanted).values_list("pk", "merged_into_id")
    }
    led_on = Trainee.objects.filter(merged_into_id__in=persons).values_list("pk", flat=True)
    return persons | set(led_on)


def _records(people: TraineeQuerySet) -> list[Record]:
    lineage = _lineage()
    columns = (
        "pk",
        "merged_into_id",
        "full_name",
        "birth_year",
        "birth_month",
        "birth_day",
        "organisation_id",
        "phone",
        "id_number__index",
    )
    return [
        Record(
            pk=pk,
            person=merged or pk,
            full_name=name,
            birth=(year, month, day),
            agency=lineage.get(agency, agency),
            phone=phone,
            id_index=index or "",
        )
        for pk, merged, name, year, month, day, agency, phone, index in people.order_by(
            "pk"
        ).values_list(*columns)
    ]


def _lineage() -> dict[int, int]:
    links = OrganisationSuccession.objects.values_list("predecessor_id", "successor_id")
    return duplicates.lineages(links)


def _told_apart() -> dict[Pair, list[str]]:
    decided = DuplicatePair.objects.told_apart().values_list("first_id", "second_id", "signs")
    return {(first, second): signs for first, second, signs in decided}


def _write(
    found: dict[Pair, Match],
    known: DuplicatePairQuerySet,
    *,
    at: datetime,
    report: Report | None = None,
) -> Found:
    """Each pair in a transaction of its own: the web is never kept waiting, and a kill loses nothing."""
    both = known.select_related("first", "second")
    pairs = {(pair.first_id, pair.second_id): pair for pair in both}
    is_open = DuplicateState.OPEN
    gone = [pair for key, pair in pairs.items() if key not in found and pair.state == is_open]
    total, new, lapsed = len(found) + len(gone), 0, 0
    for number, (key, match) in enumerate(found.items(), start=1):
        new += _keep(key, match, pairs.get(key), at=at)
        if report:
            report(number, total)
    for number, pair in enumerate(gone, start=len(found) + 1):
        lapsed += _let_lapse(pair, at=at)
        if report:
            report(number, total)
    return Found(new, lapsed)


@transaction.atomic
def _keep(key: Pair, match: Match, pair: DuplicatePair | None, *, at: datetime) -> bool:
    """Whether the pair came into the queue by this."""
    signs, score = list(match.signs), match.score
    if pair is None:
        pair, is_new = DuplicatePair.objects.get_or_create(
            first_id=key[0],
            second_id=key[1],
            defaults={"signs": signs, "score": score, "found_at": at},
        )
        if is_new:
            born(pair, by=None, at=at)
        return is_new
    if pair.state == DuplicateState.OPEN:
        _renew(pair, signs)
        return False
    return _come_back(pair, signs, score, at=at)


def _renew(pair: DuplicatePair, signs: list[str]) -> None:
    if duplicates.PROPOSED in pair.signs:
        signs = [duplicates.PROPOSED, *signs]
    if signs != pair.signs:
        score = duplicates.score_of(signs)
        DuplicatePair.objects.open_().filter(pk=pair.pk).update(signs=signs, score=score)


def _come_back(pair: DuplicatePair, signs: list[str], score: int, *, at: datetime) -> bool:
    """A pair that lapsed, or was decided and now shows an equal ID number that it did not show then."""
    if pair.state == DuplicateState.DIFFERENT and duplicates.is_settled(pair.signs, signs):
        return False
    try:
        move(pair, REOPEN_PAIR, by=None, at=at, signs=signs, score=score)
    except Refused:
        return False
    return True


def _let_lapse(pair: DuplicatePair, *, at: datetime) -> bool:
    is_proposed = duplicates.PROPOSED in pair.signs
    is_one_already = bool(pair.first.merged_into_id or pair.second.merged_into_id)
    if is_proposed and not is_one_already:
        return False
    try:
        move(pair, LAPSE_PAIR, by=None, at=at)
    except Refused:
        return False
    return True
