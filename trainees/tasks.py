"""Long work on people."""

from contextlib import suppress

from django.db import transaction
from django_tasks import task

from accounts.models import User
from common import jobs
from common.models import Job
from trainees.actions import duplicates, roster_lists
from trainees.models import RosterList


@task(backend="jobs")
def write_roster(job_id: int) -> None:
    """Write a long roster, all of it or nothing. Killed anywhere, it begins again; written, it writes nothing."""
    with suppress(jobs.JobLost), jobs.running(job_id) as progress:
        kept = RosterList.objects.get(token=progress.job.key)
        by = User.objects.get(pk=progress.job.created_by_id)
        progress.set_total(0, kept.row_count)
        # A worker that has lost the job to another one finds out before it commits.
        with transaction.atomic():
            roster_lists.confirm(kept, by=by, seen=kept.seen)
            progress.set_total(kept.row_count, kept.row_count)


def job_of(kept: RosterList) -> Job | None:
    """The newest job of this list, running or over."""
    kind = f"{write_roster.func.__module__}.{write_roster.func.__name__}"
    return Job.objects.of(kind, kept.token).order_by("-pk").first()


@task(backend="jobs")
def find_duplicates(job_id: int) -> None:
    """Look for records that may be one person, among everybody of the provinces in the job's key."""
    with suppress(jobs.JobLost), jobs.running(job_id) as progress:
        provinces = frozenset(int(one) for one in progress.job.key.split(","))

        def report(done: int, total: int) -> None:
            if done % 20 == 0 or done == total:
                progress.set_total(done, total)

        duplicates.find(provinces, report=report)


def key_of(provinces: frozenset[int]) -> str:
    return ",".join(str(one) for one in sorted(provinces))


def search_of(provinces: frozenset[int]) -> Job | None:
    """The newest search among these provinces, running or over."""
    kind = f"{find_duplicates.func.__module__}.{find_duplicates.func.__name__}"
    return Job.objects.of(kind, key_of(provinces)).order_by("-pk").first()
