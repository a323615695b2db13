"""The rows of a roster become records, recognitions, numbers and history. Called under the locks of the agencies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from common.sealing import Unreadable
from organisations.models import Organisation
from trainees.actions import id_numbers, rosters
from trainees.models import RosterList, Trainee
from trainees.roster_facts import NEW, Verdict
from trainees.sealed_numbers import sealer

# Ten thousand people at once would hold all their rows in memory four times over.
AT_ONCE = 1_000


def write(
    kept: RosterList,
    agencies: Mapping[int, Organisation],
    verdicts: Sequence[Verdict],
    *,
    by: User,
    at: datetime,
) -> set[int]:
    """All new and changed rows, agency by agency and part by part, in the caller's transaction. Raises: Refused.

    Returns the ids of these people.
    """
    written: set[int] = set()
    for pk, agency in agencies.items():
        own = (one for one in verdicts if one.agency and one.agency.pk == pk)
        for part in _parts(own):
            people = rosters.commit([_entry(one) for one in part], agency, by=by, at=at)
            _note(kept, people, part, by, at)
            _record_numbers(kept, people, part, by)
            written.update(person.pk for person in people)
    return written


def _parts(verdicts: Iterable[Verdict]) -> Iterator[list[Verdict]]:
    rest = iter(verdicts)
    while part := [*islice(rest, AT_ONCE)]:
        yield part


def _entry(verdict: Verdict) -> rosters.Entry:
    """What the row says; of somebody on record only what it changes."""
    row, person, category = verdict.row, verdict.person, verdict.category
    changed = {change.field for change in verdict.changes}
    return rosters.Entry(
        full_name=row.full_name,
        birth=row.birth if person is None or "birth" in changed else None,
        category_id=category.pk if category else None,
        decision_number=row.decision_number,
        decided_on=row.decided_on,
        issuer=row.issuer,
        specialty=row.specialty,
        trainee_id=person.pk if person else None,
        is_new=person is None,
        is_update=person is not None,
        **{name: getattr(row, name) for name in rosters.TOLD if person is None or name in changed},
    )


def _note(
    kept: RosterList, people: list[Trainee], part: list[Verdict], by: User, at: datetime
) -> None:
    """A line of history a person: from which file, and what it changed in a record that was there."""
    kind = ContentType.objects.get_for_model(Trainee)
    StateChange.objects.bulk_create(
        StateChange(
            subject_type=kind,
            subject_id=person.pk,
            verb="import",
            by=by,
            reason=_reason(kept, verdict),
            at=at,
        )
        for person, verdict in zip(people, part, strict=True)
    )


def _reason(kept: RosterList, verdict: Verdict) -> str:
    if verdict.kind == NEW:
        return kept.file_name
    return f"{kept.file_name}: " + ", ".join(change.label for change in verdict.changes)


def _record_numbers(kept: RosterList, people: list[Trainee], part: list[Verdict], by: User) -> None:
    """The ID numbers of new people, and of those who had none. A number on record is not replaced by a file."""
    sealed = {
        person: kept.id_numbers[str(one.row.row_number)][1]
        for person, one in zip(people, part, strict=True)
        if str(one.row.row_number) in kept.id_numbers and not (one.person and one.person.id_index)
    }
    if not sealed:
        return
    box = sealer()
    try:
        numbers = [(person, box.unseal(text)) for person, text in sealed.items()]
    except Unreadable as error:
        raise Refused(
            _("Khóa mã hóa đã thay đổi từ khi tải tệp lên, chưa ghi ai. Hãy tải lại tệp lên.")
        ) from error
    id_numbers.record_many(numbers, by)
