"""The certificates of a person, as the record of a person lists them."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certificates.models import Certificate
from trainees.record import Line

CERTIFICATES = _("Giấy chứng nhận")


def lines_of(user: User, trainee_ids: frozenset[int]) -> Iterator[Line]:
    """One query. Only what was issued, whatever became of it: a draft is nobody's yet."""
    seen = Certificate.objects.visible_to(user).public()
    rows = seen.filter(enrolment__trainee_id__in=trainee_ids).select_related(
        "enrolment__course_run"
    )
    for row in rows.order_by("-issued_on", "-pk"):
        yield Line(
            trainee_id=row.enrolment.trainee_id,
            kind=CERTIFICATES,
            title=row.register_number,
            on=row.issued_on,
            state=(row.state, row.get_state_display()),
            url=row.get_absolute_url(),
            note=row.enrolment.course_run.code,
        )
