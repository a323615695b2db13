"""Who teaches a run."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Refused
from courses.actions.enrolments import lock
from courses.actions.run_changes import note, refuse_over
from courses.models import CourseRun, RunTrainer


@transaction.atomic
def add(
    run: CourseRun,
    *,
    by: User,
    user: User | None = None,
    full_name: str = "",
    organisation_name: str = "",
) -> RunTrainer:
    """Name a trainer: an account, or an outside speaker. Raises: Refused; ValidationError, a second time."""
    run = lock(run)
    refuse_over(run)
    name = full_name.strip()
    if user is None and run.trainers.filter(user=None, full_name__iexact=name).exists():
        raise Refused(_("Báo cáo viên %(name)s đã có trong lớp.") % {"name": name})
    trainer = RunTrainer(
        course_run=run, user=user, full_name=name, organisation_name=organisation_name.strip()
    )
    trainer.full_clean()
    trainer.save()
    note(run, "trainer_add", by=by, reason=str(trainer))
    return trainer


@transaction.atomic
def remove(trainer: RunTrainer, *, by: User) -> None:
    """Take a trainer out. Raises: Refused, when the run is over."""
    run = lock(trainer.course_run)
    refuse_over(run)
    note(run, "trainer_remove", by=by, reason=str(trainer))
    trainer.delete()
