"""A list of people that came in as a file: kept, judged row by row, confirmed once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from courses import nominations, notices
from courses.actions import enrolment_checks as checks
from courses.actions import enrolments
from courses.models import CourseRun, Enrolment, EnrolmentSource, NominationList
from courses.nomination_facts import DOUBTFUL, REFUSED, Facts, Verdict
from courses.querysets.nominations import facts_of
from courses.states import NOMINATE
from organisations.models import Organisation
from trainees import sealed_files
from trainees.actions import duplicates, rosters
from trainees.actions.roster_lists import Upload
from trainees.importing import Roster
from trainees.roster_packing import pack, unpack

MOST_NAMED = 30


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
    stored_as = sealed_files.keep(sealed_files.NOMINATIONS, upload.suffix, upload.data)
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
        sealed_files.delete(stored_as)
        raise
    return kept, True


def verdicts_of(
    kept: NominationList, *, hides_birth: bool = False, at: datetime | None = None
) -> list[Verdict]:
    """What would become of each row of the list, as things stand now."""
    facts = replace(_facts(kept, at), hides_birth=hides_birth)
    return nominations.judge(map(unpack, kept.rows), facts)


def _facts(kept: NominationList, at: datetime | None) -> Facts:
    left = checks.quota_left(kept.course_run, kept.organisation)
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
    is_approved: bool = False,
) -> int:
    """Nominate the rows of a list, all of them in one transaction, once. Returns how many.

    ``seen`` is the fingerprint of the preview on which the person decided.
    Raises: Refused, when the list is confirmed, the agency has ended, the facts have changed since the preview,
    or a row cannot be nominated and ``only_good`` was not asked for.
    """
    run = enrolments.lock(kept.course_run)
    kept = NominationList.objects.select_for_update().select_related("organisation").get(pk=kept.pk)
    _refuse_confirmed(kept)
    checks.refuse_nomination(run, day=_now(at).date(), after_deadline=after_deadline)
    rosters.hold(kept.organisation)
    instead = _("Tải tệp lên lại cho cơ quan kế thừa.")
    checks.refuse_ended(kept.organisation, _now(at).date(), instead)
    kept.course_run = run
    rows, facts = [unpack(row) for row in kept.rows], _facts(kept, at)
    verdicts = nominations.judge(rows, facts)
    _refuse_changed(verdicts, seen)
    if decisions:
        verdicts = nominations.judge(rows, facts, decisions)
    good = [verdict for verdict in verdicts if verdict.is_good]
    _refuse_faulty(verdicts, good, only_good=only_good)
    made = _write(
        kept,
        good,
        state=enrolments.first_state(run, is_approved=is_approved),
        by=by,
        at=_now(at),
    )
    notices.enrolments_moved(enrolments.sent(made), NOMINATE.verb, by=by)
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


def _write(
    kept: NominationList, good: list[Verdict], *, state: str, by: User, at: datetime
) -> list[Enrolment]:
    """People, enrolments and history, each in bulk: 2,000 rows are a few seconds, not a few minutes."""
    people = rosters.commit([_entry(verdict) for verdict in good], kept.organisation, by=by, at=at)
    duplicates.find_after_commit(person.pk for person in people)
    made = Enrolment.objects.bulk_create(
        Enrolment(
            course_run=kept.course_run,
            trainee=person,
            state=state,
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
    return made


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
