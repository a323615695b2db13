"""Seats per agency: who is called to a run, and for how many."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from courses.actions.enrolments import lock
from courses.actions.run_changes import note, refuse_over
from courses.models import CourseRun, Quota
from courses.querysets.run_pages import quota_use
from organisations.models import Organisation


@transaction.atomic
def set_seats(run: CourseRun, seats: Mapping[int, int], *, by: User) -> int:
    """Change quotas, ``seats`` by quota id, 0 to remove. Returns how many changed.

    Raises: Refused, below what an agency has already sent.
    """
    run = lock(run)
    refuse_over(run)
    uses = quota_use(run)
    changed = [use for use in uses if seats.get(use.quota.pk, use.quota.seats) != use.quota.seats]
    short = [
        _("%(agency)s đã cử %(used)d người.") % {"agency": use.quota.organisation, "used": use.used}
        for use in changed
        if seats[use.quota.pk] < use.used
    ]
    if short:
        raise Refused(_("Chỉ tiêu không thể ít hơn số người đã cử:"), short)
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
    return len(fresh)


def _set(quota: Quota, seats: int) -> None:
    if not seats:
        quota.delete()
        return
    quota.seats = seats
    quota.full_clean(exclude=["course_run", "organisation"])
    quota.save(update_fields=["seats"])


def _note(run: CourseRun, seats: Mapping[Organisation, int], *, by: User) -> None:
    if seats:
        words = "; ".join(f"{agency}: {count}" for agency, count in seats.items())
        note(run, "quota_set", by=by, reason=words)
