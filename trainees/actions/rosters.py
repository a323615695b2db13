"""A roster becomes people: found or made, never doubled."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from common.vietnamese import fold, fold_spelling, nfc, sort_key
from organisations.models import Organisation
from organisations.querysets import organisation_lineage
from trainees.models import Recognition, Trainee
from trainees.roster_cells import Birth

BIRTH_COLUMNS = ("birth_year", "birth_month", "birth_day")
TOLD = ("sex", "position", "phone", "email")
FILLED = (*BIRTH_COLUMNS, *TOLD)
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a roster.

    ``trainee_id``: already found by the caller. ``is_new``: a person or a matching under the lock says that
    this is nobody on record, so nobody is looked for. ``is_update``: what the row says replaces what the record says;
    what it leaves out stays.
    """

    full_name: str
    birth: Birth | None = None
    sex: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""
    category_id: int | None = None
    decision_number: str = ""
    decided_on: date | None = None
    issuer: str = ""
    specialty: str = ""
    trainee_id: int | None = None
    is_new: bool = False
    is_update: bool = False


@transaction.atomic
def commit(
    rows: Sequence[Entry], organisation: Organisation, *, by: User, at: datetime | None = None
) -> list[Trainee]:
    """Find or make the person of each row and add the recognitions they lack. Returns them in the order of the rows.

    The same person is the same spelling of the name and the same birth, in the agency or one whose work it took
    over. What a record already says stays, unless the row is an update; only what it leaves out is filled in.
    """
    hold(organisation)
    known = _known(rows, organisation)
    made: dict[tuple[str, Birth | None], Trainee] = {}
    people: list[Trainee] = []
    new: list[Trainee] = []
    for row in rows:
        person = known.get(row.trainee_id or 0) or (
            None if row.is_new else _named(row, known, made)
        )
        if person and person.merged_into_id:
            person = known[person.merged_into_id]
        if person is None:
            person = _made(row, organisation, at or timezone.now())
            new.append(person)
            made.setdefault(_identity(row.full_name, row.birth), person)
        people.append(person)
    # Read again under their locks: what somebody saved meanwhile is not written over with what was read before.
    parts = locked({person.pk for person in people if person.pk})
    held = {person.pk: person for part in parts for person in part}
    people = [held.get(person.pk, person) for person in people]
    filled = [
        person for person, row in zip(people, rows, strict=True) if person.pk and _fill(person, row)
    ]
    Trainee.objects.bulk_create(new)
    Trainee.objects.bulk_update(filled, FILLED, batch_size=100)
    _recognise(list(zip(people, rows, strict=True)), new, by=by, day=_day(at))
    return people


def hold(organisation: Organisation) -> Organisation:
    """The agency's row until the transaction ends: two rosters of one agency are written one after the other."""
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def has_ended(organisation: Organisation, day: date) -> bool:
    """A decree may have ended it since somebody chose it: to be asked of a row that is held."""
    return organisation.valid_to is not None and organisation.valid_to < day


def locked(trainee_ids: Iterable[int]) -> Iterator[list[Trainee]]:
    """These people until the transaction ends, ``AT_ONCE`` at a time, in the order of their ids as everywhere."""
    rest = iter(sorted(trainee_ids))
    while part := [*islice(rest, AT_ONCE)]:
        yield [*Trainee.objects.select_for_update().filter(pk__in=part).order_by("pk")]


def _known(rows: Sequence[Entry], organisation: Organisation) -> dict[int, Trainee]:
    """The people on record who may be meant, by id: also by what a record says that was merged into another."""
    asked = {row.trainee_id for row in rows if row.trainee_id}
    people = Trainee.objects.in_bulk(asked)
    if any(not row.is_new and not row.trainee_id for row in rows):
        agencies = organisation_lineage(frozenset({organisation.pk}))
        of_agency = Trainee.objects.filter(organisation_id__in=agencies).order_by("-pk")
        in_use_first = sorted(of_agency, key=lambda person: person.merged_into_id is not None)
        people |= {person.pk: person for person in in_use_first}
    kept = {person.merged_into_id for person in people.values() if person.merged_into_id}
    return people | Trainee.objects.in_bulk(kept - people.keys())


def _named(
    row: Entry,
    known: dict[int, Trainee],
    made: dict[tuple[str, Birth | None], Trainee],
) -> Trainee | None:
    wanted = _identity(row.full_name, row.birth)
    if wanted in made:
        return made[wanted]
    key = fold(row.full_name)
    alike = (person for person in known.values() if person.search_key == key)
    return next((p for p in alike if _identity(p.full_name, birth_of(p)) == wanted), None)


def _identity(full_name: str, birth: Birth | None) -> tuple[str, Birth | None]:
    return fold_spelling(full_name), birth


def birth_of(person: Trainee) -> Birth | None:
    """The birth columns as one value."""
    if person.birth_year is None:
        return None
    return Birth(person.birth_year, person.birth_month, person.birth_day)


def _made(row: Entry, organisation: Organisation, at: datetime) -> Trainee:
    """bulk_create does not call save, so the derived columns are filled here."""
    name = nfc(row.full_name)
    year, month, day = row.birth or (None, None, None)
    return Trainee(
        full_name=name,
        sort_key=sort_key(name),
        search_key=fold(name),
        birth_year=year,
        birth_month=month,
        birth_day=day,
        sex=row.sex,
        position=row.position,
        phone=row.phone,
        email=row.email,
        organisation=organisation,
        created_at=at,
    )


def _fill(person: Trainee, row: Entry) -> bool:
    """Fill in what the record leaves out; a more precise birth counts as left out."""
    before = [getattr(person, name) for name in FILLED]
    if row.birth and _is_more_precise(row.birth, birth_of(person)):
        person.birth_year, person.birth_month, person.birth_day = row.birth
    for name in TOLD:
        if getattr(row, name) and (row.is_update or not getattr(person, name)):
            setattr(person, name, getattr(row, name))
    return before != [getattr(person, name) for name in FILLED]


def _is_more_precise(told: Birth, known: Birth | None) -> bool:
    """A year becomes a month or a day of that year, a month a day of that month; nothing else is touched."""
    if known is None or known == told:
        return known is None
    return known == Birth(told.year) or known == Birth(told.year, told.month)


def _recognise(
    pairs: list[tuple[Trainee, Entry]], new: list[Trainee], *, by: User, day: date
) -> None:
    """An open recognition for each category named, where the person has none that holds on the day."""
    fresh = {person.pk for person in new}
    older = [person.pk for person, row in pairs if row.category_id and person.pk not in fresh]
    of_them = Recognition.objects.annotate(
        person=Coalesce("trainee__merged_into_id", "trainee_id")
    ).filter(person__in=older)
    held = set(of_them.valid_on(day).values_list("person", "category_id")) | set(
        of_them.filter(valid_to__isnull=True).values_list("person", "category_id")
    )
    wanted: dict[tuple[int, int], tuple[Trainee, Entry]] = {}
    for person, row in pairs:
        if row.category_id and (person.pk, row.category_id) not in held:
            wanted.setdefault((person.pk, row.category_id), (person, row))
    Recognition.objects.bulk_create(
        Recognition(
            trainee=person,
            category_id=row.category_id or 0,
            decision_number=row.decision_number,
            decided_on=row.decided_on,
            issuer=row.issuer,
            specialty=row.specialty,
            valid_from=row.decided_on or day,
            recorded_by=by,
        )
        for person, row in wanted.values()
    )


def _day(at: datetime | None) -> date:
    return timezone.localdate(at) if at else timezone.localdate()
