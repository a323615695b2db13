"""A decree with its people: an agency that goes as a whole takes them along; those of a split are asked one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from organisations.actions import reorganisations
from organisations.actions.reorganisations import Effect
from organisations.models import Organisation, Reorganisation
from trainees.actions import grants
from trainees.models import Trainee, TraineeMove
from trainees.querysets.moves import destinations, waiting

BATCH = 500
MOST_NAMED = 20


@dataclass(frozen=True)
class Applied:
    """What applying did. ``asked``: people whose new agency somebody must still choose."""

    effect: Effect
    moved: int
    asked: int


@transaction.atomic
def apply(decree: Reorganisation, *, by: User, today: date | None = None) -> Applied:
    """Apply a decree and lead the people of agencies that went as a whole. Past enrolments keep what they copied.

    Raises: Refused, with all problems of the plan.
    """
    effect = reorganisations.apply(decree, by=by, today=today)
    ways = {old: new for old, new, _way in decree.organisation_links.as_a_whole().ways()}
    people = Trainee.objects.select_for_update().filter(organisation__in=ways).order_by("pk")
    led = [(pk, old, ways[old]) for pk, old in people.values_list("pk", "organisation_id")]
    target = decree.organisation_links.filter(predecessor=OuterRef("organisation_id")).targets()
    Trainee.objects.filter(organisation__in=ways).update(organisation=Subquery(target[:1]))
    _record(decree, led, by=by, is_chosen=False)
    asked = waiting(Trainee.objects.current(), decree).count()
    return Applied(effect, len(led), asked)


@transaction.atomic
def choose(people: Sequence[Trainee], to_organisation: Organisation, *, by: User) -> int:
    """Put people of an agency that split, or ended without successor, into the agency chosen for them, all or nobody.

    Raises: Refused, when somebody has a new agency already, or the chosen one did not take over from theirs.
    """
    if not people:
        raise Refused(_("Chọn ít nhất một người để chuyển."))
    keys = [person.pk for person in people]
    held = list(Trainee.objects.select_for_update().filter(pk__in=keys).order_by("sort_key", "pk"))
    still = set(waiting(Trainee.objects.filter(pk__in=keys)).values_list("pk", flat=True))
    done = [str(person) for person in held if person.pk not in still]
    if done:
        raise Refused(
            _("Chưa chuyển ai. Những người sau không còn chờ chọn đơn vị; bỏ đánh dấu rồi chuyển:"),
            _at_most(done),
        )
    for old in {person.organisation_id: person.organisation for person in held}.values():
        _refuse_elsewhere(old, to_organisation)
    for decree, led in _by_decree(held, to_organisation).items():
        # Somebody put a person back by hand: the last choice is the one that holds.
        TraineeMove.objects.filter(reorganisation=decree, trainee__in=keys).delete()
        _record(decree, led, by=by, is_chosen=True)
    Trainee.objects.filter(pk__in=keys).update(organisation=to_organisation)
    return len(held)


@transaction.atomic
def undo(decree: Reorganisation, *, by: User, reason: str = "") -> int:
    """Lead back the people and the roles that the decree moved and undo it. Returns how many people were led back.

    Raises: Refused, naming those who have moved on since, and all else that depends on the new agencies.
    """
    moves = TraineeMove.objects.filter(reorganisation=decree)
    list(Trainee.objects.select_for_update().filter(moves__in=moves).order_by("pk"))
    rows = list(moves.for_undo())
    gone = [f"{row.trainee} – {row.trainee.organisation}" for row in rows if _moved_on(row)]
    if gone:
        raise Refused(
            _(
                "Không hoàn tác được vì những người sau đã chuyển tiếp sang cơ quan khác. "
                "Chuyển họ về cơ quan mà văn bản đã xếp, rồi hoàn tác:"
            ),
            _at_most(gone),
        )
    back = moves.filter(trainee=OuterRef("pk")).values("from_organisation")
    Trainee.objects.filter(moves__in=moves).update(organisation=Subquery(back[:1]))
    _note([(row.trainee_id, _words(row)) for row in rows], "move_back", by=by)
    moves.delete()
    grants.lead_back(decree, by=by)
    reorganisations.undo(decree, by=by, reason=reason)
    return len(rows)


def _moved_on(move: TraineeMove) -> bool:
    return move.trainee.organisation_id != move.to_organisation_id


def _words(move: TraineeMove) -> str:
    return f"{move.to_organisation} → {move.from_organisation}"


def _refuse_elsewhere(old: Organisation, new: Organisation) -> None:
    if not destinations(old).filter(pk=new.pk).exists():
        raise Refused(
            _("%(new)s không tiếp nhận người của %(old)s. Chọn cơ quan trong danh sách.")
            % {"new": new, "old": old}
        )


def _by_decree(
    people: Sequence[Trainee], to_organisation: Organisation
) -> dict[Reorganisation, list[tuple[int, int, int]]]:
    """(person, from, to) by the decree that ended the person's agency."""
    ended = Reorganisation.objects.applied().filter(
        organisation_links__predecessor__in=[person.organisation_id for person in people]
    )
    by_agency = dict(ended.values_list("organisation_links__predecessor", "pk"))
    decrees = Reorganisation.objects.in_bulk(set(by_agency.values()))
    led: dict[Reorganisation, list[tuple[int, int, int]]] = {}
    for person in people:
        decree = decrees[by_agency[person.organisation_id]]
        led.setdefault(decree, []).append((person.pk, person.organisation_id, to_organisation.pk))
    return led


def _record(
    decree: Reorganisation, led: Sequence[tuple[int, int, int]], *, by: User, is_chosen: bool
) -> None:
    now = timezone.now()
    TraineeMove.objects.bulk_create(
        [
            TraineeMove(
                reorganisation=decree,
                trainee_id=person,
                from_organisation_id=old,
                to_organisation_id=new,
                is_chosen=is_chosen,
                moved_by=by,
                moved_at=now,
            )
            for person, old, new in led
        ],
        BATCH,
    )
    names = Organisation.objects.in_bulk(
        {agency for _person, old, new in led for agency in (old, new)}
    )
    lines = [(person, f"{names[old]} → {names[new]} ({decree.number})") for person, old, new in led]
    _note(lines, "move", by=by)


def _note(lines: Sequence[tuple[int, str]], verb: str, *, by: User) -> None:
    kind, now = ContentType.objects.get_for_model(Trainee), timezone.now()
    StateChange.objects.bulk_create(
        [
            StateChange(
                subject_type=kind, subject_id=person, verb=verb, by=by, reason=reason, at=now
            )
            for person, reason in lines
        ],
        BATCH,
    )


def _at_most(names: list[str]) -> list[str]:
    rest = len(names) - MOST_NAMED
    return (
        [*names[:MOST_NAMED], _("… và %(rest)d người khác.") % {"rest": rest}]
        if rest > 0
        else names
    )
