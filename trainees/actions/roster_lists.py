"""An agency's list of people from a file: kept as it came, judged, decided, written once – all of it or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common import jobs
from common.models import Job
from common.refusals import Refused
from organisations.models import Organisation
from trainees import sealed_files
from trainees.actions import duplicates, roster_writing, rosters
from trainees.importing import Roster
from trainees.models import RosterList, Trainee
from trainees.querysets.roster_facts import agencies_meant, facts_of, people_of
from trainees.roster_facts import IS_NEW, KIND_LABELS, Verdict
from trainees.roster_judging import fingerprint, judge
from trainees.roster_packing import pack, unpack
from trainees.roster_rows import RosterRow
from trainees.sealed_numbers import sealer

# More rows than these are written by the worker: nobody waits for an answer that long.
MOST_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came. ``suffix`` begins with a dot."""

    name: str
    suffix: str
    data: bytes
    sha256: str


@transaction.atomic
def keep(
    organisation: Organisation | None,
    upload: Upload,
    roster: Roster,
    *,
    by: User,
    at: datetime | None = None,
) -> tuple[RosterList, bool]:
    """Keep a file and what was read from it. Returns the list, and whether it is new.

    The same file for the same agency is the same list; without an agency, the same file of the same sender. Until it
    is written it is sealed anew: the key it was sealed under may be gone.
    """
    if organisation:
        rosters.hold(organisation)
    else:
        User.objects.select_for_update().get(pk=by.pk)
    same = RosterList.objects.filter(organisation=organisation, sha256=upload.sha256)
    if organisation is None:
        same = same.filter(uploaded_by=by)
    if known := same.first():
        _seal_anew(known, upload, roster)
        return known, False
    stored_as = sealed_files.keep(sealed_files.ROSTERS, upload.suffix, upload.data)
    try:
        with transaction.atomic():
            kept = RosterList.objects.create(
                organisation=organisation,
                file_name=upload.name[-200:],
                stored_as=stored_as,
                sha256=upload.sha256,
                uploaded_by=by,
                uploaded_at=at or timezone.now(),
                **_read(roster),
            )
    except Exception:
        # A file that no row points at would hold names nobody could find and delete.
        sealed_files.delete(stored_as)
        raise
    return kept, True


def _seal_anew(known: RosterList, upload: Upload, roster: Roster) -> None:
    # Whoever writes a list locks it before the agency, which is locked here already: nobody waits for a list here.
    waiting = RosterList.objects.waiting().select_for_update(skip_locked=True)
    if held := waiting.filter(pk=known.pk).first():
        held.id_numbers = _sealed(roster)
        held.save(update_fields=["id_numbers"])
        sealed_files.keep_again(held.stored_as, upload.data)


def _read(roster: Roster) -> dict[str, Any]:
    """The columns of a list that come from its file."""
    return {
        "rows": [_packed(row) for row in roster.rows],
        "row_count": len(roster.rows),
        "columns": roster.columns,
        "problems": roster.problems,
        "id_numbers": _sealed(roster),
    }


def _sealed(roster: Roster) -> dict[int, tuple[str, str]]:
    """Numbers of people by row, as digest and seal: never stored otherwise."""
    box = sealer()
    return {
        row.row_number: (box.index(row.id_number), box.seal(row.id_number))
        for row in roster.rows
        if row.id_number
    }


def _packed(row: RosterRow) -> dict[str, Any]:
    """Without the cells: each is the column's letter and the row's number, for ten thousand rows as for one."""
    packed = pack(row)
    packed.pop("cells", None)
    return packed


def rows_of(kept: RosterList) -> list[RosterRow]:
    return [unpack(row) for row in kept.rows]


def verdicts_of(kept: RosterList, *, by: User, at: datetime | None = None) -> list[Verdict]:
    """What would become of each row of the list, as things stand now and as ``by`` may know it."""
    return [*_judged(kept, rows_of(kept), by, at, with_elsewhere=True)]


def _judged(
    kept: RosterList,
    rows: list[RosterRow],
    by: User,
    at: datetime | None,
    *,
    with_elsewhere: bool = False,
) -> Iterator[Verdict]:
    day = timezone.localdate(at)
    facts = facts_of(kept, rows, day, by=by, with_elsewhere=with_elsewhere)
    return judge(rows, facts, kept.decisions)


@transaction.atomic
def decide(kept: RosterList, choices: Mapping[int, str], *, by: User) -> None:
    """Say of doubtful rows, by row number, who is meant: ``IS_NEW``, the token of a person, or empty to take it back.

    Raises: Refused, when the list is written or somebody chosen is not offered.
    """
    kept = _locked(kept)
    _refuse_written(kept)
    offered = {
        verdict.row.row_number: {one.person.token for one in verdict.candidates}
        for verdict in _judged(kept, rows_of(kept), by, None)
        if verdict.candidates
    }
    for number, choice in choices.items():
        if number not in offered or choice not in {"", IS_NEW, *offered[number]}:
            words = _("Hàng %(row)d không còn cần xác định hoặc người đã chọn không còn phù hợp.")
            raise Refused(words % {"row": number}, [_("Xem lại hàng này rồi chọn lại.")])
        kept.decisions[str(number)] = choice
    kept.decisions = {number: choice for number, choice in kept.decisions.items() if choice}
    kept.save(update_fields=["decisions"])


@transaction.atomic
def approve_legacy(kept: RosterList) -> None:
    """Somebody has compared the text of old fonts with what it was read as. Raises: Refused."""
    kept = _locked(kept)
    _refuse_written(kept)
    kept.is_legacy_approved = True
    kept.save(update_fields=["is_legacy_approved"])


@transaction.atomic
def confirm(kept: RosterList, *, by: User, seen: str, at: datetime | None = None) -> RosterList:
    """Write every new and every changed row of a list, in one transaction, once. Returns the list as it is then.

    ``seen`` is the fingerprint of the preview on which the person decided. A second call writes nothing.
    Raises: Refused, when the facts have changed since the preview, when an agency has ended, when old fonts were not
    looked at, or when there is nothing to write.
    """
    kept = _locked(kept)
    if kept.confirmed_at:
        return kept
    _refuse_unread(kept)
    at = at or timezone.now()
    rows = rows_of(kept)
    # The agencies in the order of their ids, as everywhere: two orders of the same locks would wait for each other.
    agencies = Organisation.objects.filter(
        pk__in=agencies_meant(kept, rows, timezone.localdate(at), by=by)
    )
    held = {agency.pk: agency for agency in agencies.order_by("pk").select_for_update()}
    for agency in held.values():
        _refuse_ended(agency, timezone.localdate(at))
    verdicts = [*_judged(kept, rows, by, at)]
    if fingerprint(verdicts) != seen or not _hold(verdicts):
        raise Refused(
            _("Hồ sơ của cơ quan đã thay đổi từ khi xem trước, chưa ghi ai."),
            [_("Kiểm tra lại kết quả bên dưới rồi bấm ghi lần nữa.")],
        )
    outcome = outcome_of(verdicts)
    written = [verdict for verdict in verdicts if verdict.is_written]
    if not written:
        raise Refused(_("Không có gì để ghi: không hàng nào mới hoặc thay đổi."))
    del verdicts, rows
    people = roster_writing.write(kept, held, written, by=by, at=at)
    duplicates.find_after_commit(people)
    return _closed(kept, outcome, by, at)


def _hold(verdicts: list[Verdict]) -> bool:
    """Lock whom the list changes. False, when somebody was changed between being judged and being locked."""
    judged = {one.person.pk: one.person for one in verdicts if one.is_written and one.person}
    held = [
        person
        for part in rosters.locked(judged)
        for person in people_of(Trainee.objects.current().filter(pk__in=[one.pk for one in part]))
    ]
    return held == [judged[pk] for pk in sorted(judged)]


def outcome_of(verdicts: list[Verdict]) -> dict[str, Any]:
    """How many rows of each kind, and ``rows``: the first letter of each row's kind."""
    letters = "".join(verdict.kind[0] for verdict in verdicts)
    return {kind: letters.count(kind[0]) for kind in KIND_LABELS} | {"rows": letters}


def _closed(kept: RosterList, outcome: dict[str, Any], by: User, at: datetime) -> RosterList:
    """The numbers of people go: what was to be recorded is in the records now."""
    kept.outcome, kept.confirmed_by, kept.confirmed_at = outcome, by, at
    kept.id_numbers = {}
    kept.save(update_fields=["outcome", "confirmed_by", "confirmed_at", "id_numbers"])
    return kept


@transaction.atomic
def order(kept: RosterList, *, by: User, seen: str) -> Job | None:
    """Have a long list written by the worker, against the preview that was ``seen``. None: it is written already.

    Raises: Refused, when old fonts were not looked at or the agency has ended.
    """
    from trainees.tasks import write_roster  # noqa: PLC0415 -- the task calls these actions

    kept = _locked(kept)
    if kept.confirmed_at:
        return None
    _refuse_unread(kept)
    if kept.organisation:
        _refuse_ended(rosters.hold(kept.organisation), timezone.localdate())
    kept.seen = seen
    kept.save(update_fields=["seen"])
    return jobs.start(
        write_roster,
        key=kept.token,
        title=_("Ghi danh sách học viên từ tệp %(file)s") % {"file": kept.file_name[:120]},
        by=by,
        result_url=kept.get_absolute_url(),
    )


def has_legacy_text(kept: RosterList) -> bool:
    return any("decoded" in row for row in kept.rows)


def _locked(kept: RosterList) -> RosterList:
    lists = RosterList.objects.select_for_update(of=("self",))
    return lists.select_related("organisation__unit").get(pk=kept.pk)


def _refuse_written(kept: RosterList) -> None:
    if kept.confirmed_at:
        raise Refused(_("Danh sách này đã được ghi. Cần sửa thêm thì sửa trong hồ sơ học viên."))


def _refuse_ended(agency: Organisation, day: date) -> None:
    if rosters.has_ended(agency, day):
        words = _("Cơ quan %(agency)s đã kết thúc hoạt động. Tải tệp lên lại cho cơ quan kế thừa.")
        raise Refused(words % {"agency": agency})


def _refuse_unread(kept: RosterList) -> None:
    if has_legacy_text(kept) and not kept.is_legacy_approved:
        raise Refused(
            _("Tệp có chữ gõ bằng phông cũ. So lại cách đọc và đánh dấu xác nhận trước khi ghi.")
        )
