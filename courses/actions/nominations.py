"""A list of people nominated at once: picked from the roster, typed in, or read from a file.

Seats, quota and doubles are counted under the lock of the run's row, as for a single nomination.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.models import StateChange, new_token
from common.refusals import Refused
from courses import nominations
from courses.actions import enrolments
from courses.models import CourseRun, Enrolment, EnrolmentSource, NominationList
from courses.nomination_facts import DOUBTFUL, REFUSED, Facts, Verdict, pack, unpack
from courses.querysets.nominations import facts_of
from courses.states import EnrolmentState
from organisations.models import Organisation
from trainees.actions import rosters
from trainees.importing import Roster
from trainees.models import AudienceCategory, Trainee

FOLDER = "nominations"
MOST_NAMED = 30


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came. ``suffix`` begins with a dot."""

    name: str
    suffix: str
    data: bytes
    sha256: str


@transaction.atomic
def nominate_many(
    run: CourseRun,
    chosen: Sequence[tuple[Trainee, AudienceCategory]],
    *,
    organisation: Organisation,
    by: User,
    at: datetime | None = None,
    after_deadline: bool = False,
) -> int:
    """Nominate people of the roster, all or nobody. Returns how many.

    Raises: Refused, with everybody who stands in the way by name.
    """
    if not chosen:
        raise Refused(_("Chọn ít nhất một người để cử."))
    run = enrolments.lock(run)
    left = enrolments.quota_left(run, organisation)
    if left is not None and left < len(chosen):
        raise Refused(
            _("Đã chọn %(chosen)d người nhưng chỉ còn %(left)d chỉ tiêu. Bỏ bớt rồi cử lại.")
            % {"chosen": len(chosen), "left": left}
        )
    refusals = []
    for trainee, category in chosen:
        try:
            enrolments.nominate(
                run,
                trainee,
                category=category,
                organisation=organisation,
                by=by,
                at=at,
                after_deadline=after_deadline,
            )
        except Refused as refused:
            refusals.append(refused.message)
    if refusals:
        raise Refused(_("Chưa cử ai. Cần xử lý:"), dict.fromkeys(refusals))
    return len(chosen)


@transaction.atomic
def nominate_new_person(
    run: CourseRun,
    entry: rosters.Entry,
    *,
    organisation: Organisation,
    by: User,
    at: datetime | None = None,
    after_deadline: bool = False,
) -> Enrolment:
    """Put a person on record, with the category and its decision, and nominate them. Raises: Refused."""
    # The run before the agency, as everywhere: two orders of the same locks would wait for each other.
    enrolments.lock(run)
    category = AudienceCategory.objects.get(pk=entry.category_id or 0)
    [trainee] = rosters.commit([entry], organisation, by=by, at=at)
    return enrolments.nominate(
        run,
        trainee,
        category=category,
        organisation=organisation,
        by=by,
        at=at,
        after_deadline=after_deadline,
    )


@transaction.atomic
def keep(
    run: CourseRun,
    organisation: Organisation,
    upload: Upload,
    roster: Roster,
    *,
    by: User,
    at: datetime | None = None,
) -> tuple[NominationList, bool]:
    """Keep a file and what was read from it. Returns the list, and whether it is new.

    The same file for the same run and agency is the same list, so a second upload can double nobody.
    """
    enrolments.lock(run)
    same = NominationList.objects.filter(
        course_run=run, organisation=organisation, sha256=upload.sha256
    ).first()
    if same:
        return same, False
    storage = storages["private"]
    stored_as = storage.save(f"{FOLDER}/{new_token()}{upload.suffix}", ContentFile(upload.data))
    try:
        with transaction.atomic():
            kept = NominationList.objects.create(
                course_run=run,
                organisation=organisation,
                file_name=upload.name[-200:],
                stored_as=stored_as,
                sha256=upload.sha256,
                rows=[pack(row) for row in roster.rows],
                problems=roster.problems,
                uploaded_by=by,
                uploaded_at=at or timezone.now(),
            )
    except Exception:
        # A file that no row points at would hold names nobody could find and delete.
        storage.delete(stored_as)
        raise
    return kept, True


def verdicts_of(kept: NominationList, *, at: datetime | None = None) -> list[Verdict]:
    """What would become of each row of the list, as things stand now."""
    return nominations.judge(map(unpack, kept.rows), _facts(kept, at))


def _facts(kept: NominationList, at: datetime | None) -> Facts:
    left = enrolments.quota_left(kept.course_run, kept.organisation)
    return facts_of(kept.course_run, kept.organisation, _now(at).date(), quota_left=left)


@transaction.atomic
def confirm(
    kept: NominationList,
    *,
    by: User,
    seen: str,
    decisions: Mapping[int, str] | None = None,
    only_good: bool = False,
    at: datetime | None = None,
    after_deadline: bool = False,
) -> int:
    """Nominate the rows of a list, all of them in one transaction, once. Returns how many.

    ``seen`` is the fingerprint of the preview on which the person decided.
    Raises: Refused, when the list is confirmed, the facts have changed since the preview, or a row cannot be
    nominated and ``only_good`` was not asked for.
    """
    run = enrolments.lock(kept.course_run)
    kept = NominationList.objects.select_for_update().select_related("organisation").get(pk=kept.pk)
    _refuse_confirmed(kept)
    enrolments.refuse_nomination(run, day=_now(at).date(), after_deadline=after_deadline)
    rosters.hold(kept.organisation)
    kept.course_run = run
    rows, facts = [unpack(row) for row in kept.rows], _facts(kept, at)
    verdicts = nominations.judge(rows, facts)
    _refuse_changed(verdicts, seen)
    if decisions:
        verdicts = nominations.judge(rows, facts, decisions)
    good = [verdict for verdict in verdicts if verdict.is_good]
    _refuse_faulty(verdicts, good, only_good=only_good)
    _write(kept, good, by=by, at=_now(at))
    kept.confirmed_at, kept.confirmed_count = _now(at), len(good)
    kept.save(update_fields=["confirmed_at", "confirmed_count"])
    return len(good)


def _refuse_confirmed(kept: NominationList) -> None:
    if kept.confirmed_at:
        raise Refused(
            _("Tệp này đã được xác nhận lúc %(at)s, đã cử %(count)d người.")
            % {
                "at": timezone.localtime(kept.confirmed_at).strftime("%H:%M %d/%m/%Y"),
                "count": kept.confirmed_count,
            }
        )


def _refuse_changed(verdicts: list[Verdict], seen: str) -> None:
    now = nominations.fingerprint(verdicts)
    if now == seen:
        return
    shown = seen.ljust(len(now))
    changed = [
        _row_in_words(verdict)
        for verdict, before in zip(verdicts, shown, strict=False)
        if verdict.kind[0] != before
    ]
    raise Refused(
        _("Tình trạng đã thay đổi từ khi xem trước, chưa cử ai. Kiểm tra lại các hàng:"),
        _at_most(changed),
    )


def _refuse_faulty(verdicts: list[Verdict], good: list[Verdict], *, only_good: bool) -> None:
    bad = [v for v in verdicts if v.kind in (REFUSED, DOUBTFUL)]
    if bad and not only_good:
        raise Refused(
            _("Còn hàng chưa cử được. Sửa tệp, hoặc chọn “Chỉ cử các dòng hợp lệ”:"),
            _at_most([_row_in_words(verdict) for verdict in bad]),
        )
    if not good:
        raise Refused(_("Không có hàng nào để cử. Sửa tệp theo kết quả kiểm tra rồi tải lên lại."))


def _write(kept: NominationList, good: list[Verdict], *, by: User, at: datetime) -> None:
    """People, enrolments and history, each in bulk: 2,000 rows are a few seconds, not a few minutes."""
    people = rosters.commit([_entry(verdict) for verdict in good], kept.organisation, by=by, at=at)
    made = Enrolment.objects.bulk_create(
        Enrolment(
            course_run=kept.course_run,
            trainee=person,
            state=EnrolmentState.NOMINATED,
            source=EnrolmentSource.ROSTER,
            category_id=verdict.category.pk if verdict.category else 0,
            nominating_organisation=kept.organisation,
            note=verdict.row.note[:300],
        )
        for person, verdict in zip(people, good, strict=True)
    )
    kind = ContentType.objects.get_for_model(Enrolment)
    StateChange.objects.bulk_create(
        StateChange(
            subject_type=kind,
            subject_id=enrolment.pk,
            verb="create",
            after=enrolment.state,
            by=by,
            at=at,
        )
        for enrolment in made
    )


def _entry(verdict: Verdict) -> rosters.Entry:
    row = verdict.row
    return rosters.Entry(
        full_name=row.full_name,
        birth=row.birth,
        sex=row.sex,
        position=row.position,
        phone=row.phone,
        email=row.email,
        category_id=verdict.category.pk if verdict.category else None,
        trainee_id=verdict.person.pk if verdict.person else None,
        is_new=verdict.person is None,
    )


def _row_in_words(verdict: Verdict) -> str:
    return _("Hàng %(row)d, %(name)s: %(verdict)s") % {
        "row": verdict.row.row_number,
        "name": verdict.row.full_name or "–",
        "verdict": verdict.in_words,
    }


def _at_most(lines: list[str]) -> list[str]:
    rest = len(lines) - MOST_NAMED
    if rest <= 0:
        return lines
    return [*lines[:MOST_NAMED], _("… và %(rest)d hàng khác.") % {"rest": rest}]


def _now(at: datetime | None) -> datetime:
    return timezone.localtime(at)
