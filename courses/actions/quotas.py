"""Seats per agency: who is called to a run, for how many, and what goes back unused."""

import logging
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from courses import notices
from courses.actions.enrolment_checks import day_of, refuse_closed
from courses.actions.enrolments import lock
from courses.actions.run_changes import note, refuse_over
from courses.models import CourseRun, Quota
from courses.querysets.run_pages import QuotaUse, quota_use
from organisations.models import Organisation

logger = logging.getLogger(__name__)


@transaction.atomic
def set_seats(run: CourseRun, seats: Mapping[int, int], *, by: User) -> int:
    """Change what agencies have now, ``seats`` by quota id, 0 to remove. Returns how many changed.

    What went back to the lead before stays readable beside the new number.
    Raises: Refused, below what an agency has already sent, or where the last quota would go and so open the
    run to everybody.
    """
    run = lock(run)
    refuse_over(run)
    uses = quota_use(run)
    changed = [
        use for use in uses if seats.get(use.quota.pk, use.quota.seats_now) != use.quota.seats_now
    ]
    _refuse_below_use(changed, seats)
    _refuse_last(run, uses, changed, seats)
    _note(run, {use.quota.organisation: seats[use.quota.pk] for use in changed}, by=by)
    for use in changed:
        _set(use.quota, seats[use.quota.pk])
    return len(changed)


@transaction.atomic
def add(run: CourseRun, organisations: Iterable[Organisation], *, seats: int, by: User) -> int:
    """Give each agency that has none a quota of ``seats``. Returns how many were added. Raises: Refused."""
    run = lock(run)
    refuse_over(run)
    if seats < 1:
        raise Refused(_("Chỉ tiêu phải từ 1 người trở lên."))
    known = set(run.quotas.values_list("organisation_id", flat=True))
    fresh = [agency for agency in organisations if agency.pk not in known]
    if not fresh:
        raise Refused(_("Không có cơ quan nào để thêm: đã có chỉ tiêu, hoặc chưa có loại này."))
    Quota.objects.bulk_create(
        Quota(course_run=run, organisation=agency, seats=seats) for agency in fresh
    )
    _note(run, dict.fromkeys(fresh, seats), by=by)
    notices.run_called(run, by=by, only=fresh)
    return len(fresh)


@transaction.atomic
def release_unused(run: CourseRun, *, by: User | None = None, at: datetime | None = None) -> int:
    """Take back from each agency what it has not used; it may nominate no more. Returns the seats taken back.

    Drafts and lists with the agency's head count as used. The day is the one that was announced
    (``release_unused_on``), or the one after the deadline where none was. By itself it happens once a run:
    what the lead gives again afterwards stays until the button is pressed.

    Raises: Refused, before the day, with nothing unused, or when the run takes nobody any more.
    """
    run = lock(run)
    refuse_closed(run)
    _refuse_early(run, day_of(at))
    uses = quota_use(run)
    back = {use.quota.organisation: use.left for use in uses if use.left}
    if by is None and any(use.quota.released_at for use in uses):
        return 0
    if by is not None and not back:
        raise Refused(_("Không có chỉ tiêu nào chưa dùng để thu hồi."))
    for use in uses:
        use.quota.released += use.left
        use.quota.released_at = at or timezone.now()
    Quota.objects.bulk_update([use.quota for use in uses], ["released", "released_at"])
    words = _in_words(back) if back else _("mọi cơ quan đã dùng hết chỉ tiêu")
    note(run, "quota_release", by=by, at=at, reason=words)
    notices.quotas_released(run, back, by=by)
    return sum(back.values())


def release_due(at: datetime | None = None) -> int:
    """Take back what is due today in every run. Returns how many runs. Called by the clock; may be repeated."""
    done = 0
    for run in list(CourseRun.objects.due_for_release(day_of(at))):
        try:
            release_unused(run, at=at)
        except Exception:
            # Whatever is wrong with one run, the others go on; this one is due again in an hour.
            logger.exception("The unused quotas of run %s were not released.", run.code)
        else:
            done += 1
    return done


def release_day(run: CourseRun) -> date | None:
    """From when unused seats may be taken back; None where neither that day nor a deadline was announced."""
    if run.release_unused_on or run.nominate_by is None:
        return run.release_unused_on
    return run.nominate_by + timedelta(days=1)


def _refuse_early(run: CourseRun, day: date) -> None:
    first = release_day(run)
    if first is None:
        raise Refused(
            _("Lớp chưa có ngày thu hồi chỉ tiêu và hạn cử. Ghi một trong hai ở “Sửa thông tin”.")
        )
    if day < first:
        raise Refused(
            _(
                "Chỉ tiêu được giữ cho các cơ quan, thu hồi được từ ngày %(day)s. "
                "Cần sớm hơn thì đổi ngày ở “Sửa thông tin”."
            )
            % {"day": f"{first:%d/%m/%Y}"}
        )


def _refuse_below_use(changed: list[QuotaUse], seats: Mapping[int, int]) -> None:
    short = [
        _("%(agency)s đã cử %(used)d người.") % {"agency": use.quota.organisation, "used": use.used}
        for use in changed
        if seats[use.quota.pk] < use.used
    ]
    if short:
        raise Refused(_("Chỉ tiêu không thể ít hơn số người đã cử:"), short)


def _refuse_last(
    run: CourseRun, uses: list[QuotaUse], changed: list[QuotaUse], seats: Mapping[int, int]
) -> None:
    """Without any quota every agency of the province may nominate: that is no side effect of a nought."""
    gone = [use for use in changed if _disappears(use.quota, seats[use.quota.pk])]
    if run.takes_people and gone and len(gone) == len(uses):
        raise Refused(
            _(
                "Bỏ chỉ tiêu cuối cùng thì mọi cơ quan trong tỉnh đều cử được, không giới hạn. Để ngừng nhận, đổi "
                "“Hạn cử học viên” ở “Sửa thông tin”; để chuyển chỉ tiêu, giao cho cơ quan khác trước rồi bỏ."
            )
        )


def _disappears(quota: Quota, seats: int) -> bool:
    """A quota from which something was taken back stays, so that it can be read what was once given."""
    return not seats and not quota.released


def _set(quota: Quota, seats: int) -> None:
    if _disappears(quota, seats):
        quota.delete()
        return
    quota.seats = seats + quota.released
    quota.full_clean(exclude=["course_run", "organisation"])
    quota.save(update_fields=["seats"])


def _note(run: CourseRun, seats: Mapping[Organisation, int], *, by: User) -> None:
    if seats:
        note(run, "quota_set", by=by, reason=_in_words(seats))


def _in_words(seats: Mapping[Organisation, int]) -> str:
    return "; ".join(f"{agency}: {count}" for agency, count in seats.items())
