"""Long work on certificates."""

import time
from contextlib import suppress

from django_tasks import task

from certificates import actions
from certificates.models import CertificateBatch
from common import jobs
from common.models import Job


@task(backend="jobs")
def issue_batch(job_id: int) -> None:
    """Number and print what an approved batch has left. Killed anywhere, it goes on there."""
    with suppress(jobs.JobLost), jobs.running(job_id) as progress:
        batch = CertificateBatch.objects.for_issue().get(token=progress.job.key)
        progress.set_total(*batch.certificates.steps())

        def report(message: str, error: str) -> None:
            # A second try would list the same fault again.
            progress.advance(message, error="" if error in progress.job.errors else error)
            time.sleep(jobs.yield_to_readers())

        actions.number(batch, by=batch.approved_by, report=report)  # type: ignore[arg-type]
        actions.issue(batch, by=batch.approved_by, report=report)  # type: ignore[arg-type]
        progress.set_total(*batch.certificates.steps())


def job_of(batch: CertificateBatch) -> Job | None:
    """The newest job of this batch, running or over."""
    kind = f"{issue_batch.func.__module__}.{issue_batch.func.__name__}"
    return Job.objects.of(kind, batch.token).order_by("-pk").first()
