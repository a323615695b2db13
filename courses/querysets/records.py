"""The classes of a person, as the record of a person lists them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from trainees.record import Line

if TYPE_CHECKING:
    from accounts.models import User

CLASSES = _("Lớp tập huấn")


def lines_of(user: "User", trainee_ids: frozenset[int]) -> Iterator[Line]:
    """One query. A withdrawn or declined enrolment is no place in a class: it is shown and not compared."""
    from courses.models import Enrolment  # noqa: PLC0415 -- models import this package
    from courses.states import EnrolmentState  # noqa: PLC0415 -- as above

    seen = Enrolment.objects.visible_to(user).filter(trainee_id__in=trainee_ids)
    rows = seen.select_related("course_run", "organisation").order_by("-course_run__ends_on", "-pk")
    for row in rows:
        run = row.course_run
        yield Line(
            trainee_id=row.trainee_id,
            kind=CLASSES,
            title=f"{run.code} – {run.title}",
            on=run.ends_on,
            state=(row.state, row.get_state_display()),
            url=row.get_absolute_url(),
            note=str(row.organisation or ""),
            place=run.code if row.state in EnrolmentState.live() else "",
        )
