"""People nominated at once: picked from the roster, or typed in.

Seats, quota and doubles are counted under the lock of the run's row, as for a single nomination.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from courses import notices
from courses.actions import enrolment_checks as checks
from courses.actions import enrolments
from courses.models import CourseRun, Enrolment, EnrolmentSource
from courses.states import NOMINATE
from organisations.models import Organisation
from trainees.actions import rosters
from trainees.models import AudienceCategory, Trainee


@transaction.atomic
def nominate_many(
    run: CourseRun,
    chosen: Sequence[tuple[Trainee, AudienceCategory]],
    *,
    organisation: Organisation,
    by: User,
    at: datetime | None = None,
    after_deadline: bool = False,
    is_approved: bool = False,
) -> list[Enrolment]:
    """Nominate people of the roster, all or nobody; drafts where the agency's head has to approve first.

    Raises: Refused, with everybody who stands in the way by name.
    """
    if not chosen:
        raise Refused(_("Chọn ít nhất một người để cử."))
    run = enrolments.lock(run)
    if not after_deadline:
        checks.refuse_late(run, checks.day_of(at))
    left = checks.quota_left(run, organisation)
    if left is not None and left < len(chosen):
        raise Refused(
            _("Đã chọn %(chosen)d người nhưng chỉ còn %(left)d chỉ tiêu. Bỏ bớt rồi cử lại.")
            % {"chosen": len(chosen), "left": left}
        )
    enrol = partial(
        enrolments.enrol,
        run,
        state=enrolments.first_state(run, is_approved=is_approved),
        source=EnrolmentSource.NOMINATION,
        nominating_organisation=organisation,
        by=by,
        at=at,
    )
    made, refusals = [], []
    for trainee, category in chosen:
        try:
            made.append(enrol(trainee, category=category))
        except Refused as refused:
            refusals.append(refused.message)
    if refusals:
        raise Refused(_("Chưa cử ai. Cần xử lý:"), dict.fromkeys(refusals))
    notices.enrolments_moved(enrolments.sent(made), NOMINATE.verb, by=by)
    return made


@transaction.atomic
def nominate_new_person(
    run: CourseRun,
    entry: rosters.Entry,
    *,
    organisation: Organisation,
    by: User,
    at: datetime | None = None,
    after_deadline: bool = False,
    is_approved: bool = False,
) -> Enrolment:
    """Put a person on record, with the category and its decision, and nominate them. Raises: Refused."""
    # The run before the agency, as everywhere: two orders of the same locks would wait for each other.
    enrolments.lock(run)
    rosters.hold(organisation)
    instead = _("Nhập lại và cử cho cơ quan kế thừa.")
    checks.refuse_ended(organisation, checks.day_of(at), instead)
    category = AudienceCategory.objects.get(pk=entry.category_id or 0)
    checks.refuse_undecided(category, asdict(entry))
    [trainee] = rosters.commit([entry], organisation, by=by, at=at)
    return enrolments.nominate(
        run,
        trainee,
        category=category,
        organisation=organisation,
        by=by,
        at=at,
        after_deadline=after_deadline,
        is_approved=is_approved,
    )
