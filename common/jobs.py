"""Long work that may be killed at any moment.

A task opens its job with ``running``, asks the database what is left, and calls ``Progress.advance`` after each
item. The lease makes sure that of two workers on one job only the newer one goes on.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from common.models import Job, JobState, new_token
from common.refusals import Refused

logger = logging.getLogger(__name__)
MOST_ERRORS_KEPT = 200


class JobLost(Exception):
    """Another worker holds the job now, or a person paused it: stop without a trace."""


class Progress:
    """The handle that a running task holds."""

    def __init__(self, job: Job, lease: str) -> None:
        self.job, self.lease = job, lease

    def set_total(self, done: int, total: int) -> None:
        self._write(done=done, total=total)

    def advance(self, message: str = "", *, error: str = "") -> None:
        """One more item handled. Raises: JobLost."""
        self.job.done += 1
        if error and len(self.job.errors) < MOST_ERRORS_KEPT:
            self.job.errors.append(error)
        self._write(done=self.job.done, message=message[:200], errors=self.job.errors)

    def _write(self, **columns: object) -> None:
        held = Job.objects.filter(pk=self.job.pk, lease=self.lease, state=JobState.RUNNING)
        if not held.update(heartbeat_at=timezone.now(), **columns):
            raise JobLost
        for name, value in columns.items():
            setattr(self.job, name, value)


def start(task: Any, *, key: str, title: str, by: Any, result_url: str = "") -> Job:
    """Open a job for ``task`` and enqueue it in the same transaction; a second press returns the live one."""
    kind = f"{task.func.__module__}.{task.func.__name__}"
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind, key=key, title=title, created_by=by, result_url=result_url
            )
            task.enqueue(job.pk)
    except IntegrityError:
        return Job.objects.of(kind, key).live().get()
    return job


@contextmanager
def running(job_id: int) -> Iterator[Progress]:
    """Claim the job for this worker; close it as done, or as failed with the error kept."""
    lease = new_token()
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, lease=lease, heartbeat_at=timezone.now()
    )
    job = Job.objects.get(pk=job_id)
    progress = Progress(job, lease)
    if not claimed:
        logger.info("Job %s is not waiting for a worker.", job_id)
        raise JobLost
    try:
        yield progress
    except JobLost:
        logger.info("Job %s was taken over or paused.", job_id)
        raise
    except Exception as error:
        logger.exception("Job %s failed.", job_id)
        _close(progress, JobState.FAILED, errors=[*job.errors, str(error) or type(error).__name__])
        raise
    _close(progress, JobState.DONE)


def _close(progress: Progress, state: str, **columns: object) -> None:
    Job.objects.filter(pk=progress.job.pk, lease=progress.lease).update(
        state=state, finished_at=timezone.now(), **columns
    )


def pause(job: Job) -> None:
    """Stop after the item in hand. Raises: Refused, when the job is over."""
    live = Job.objects.filter(pk=job.pk, state__in=[JobState.QUEUED, JobState.RUNNING])
    if not live.update(state=JobState.PAUSED, lease=""):
        raise Refused(_("Công việc đã kết thúc, không thể tạm dừng."))


@transaction.atomic
def resume(job: Job) -> None:
    """Let a worker go on with a paused, failed or abandoned job. Raises: Refused."""
    now = timezone.now()
    stopped = Job.objects.filter(pk=job.pk, state__in=[JobState.PAUSED, JobState.FAILED])
    abandoned = Job.objects.filter(pk=job.pk).filter(_abandoned_q(now))
    again = {"state": JobState.QUEUED, "lease": "", "heartbeat_at": now}
    if not (stopped.update(**again) or abandoned.update(**again)):
        raise Refused(_("Công việc đang chạy hoặc đã xong, không cần tiếp tục."))
    import_string(job.kind).enqueue(job.pk)


def resume_abandoned(now: datetime | None = None) -> int:
    """What a worker does when it starts: pick up jobs whose worker was killed. Returns how many."""
    count = 0
    for job in Job.objects.filter(_abandoned_q(now or timezone.now())):
        try:
            resume(job)
        except Refused:
            continue
        count += 1
    return count


def _abandoned_q(now: datetime) -> Q:
    """Nobody is at it any more: silent while running, or its task was taken and lost before it began.

    A waiting job may just have a busy worker before it: enqueued twice, the second task finds nothing to do.
    """
    oldest = now - timedelta(seconds=settings.JOB_HEARTBEAT_MAX_AGE_SECONDS)
    return Q(state__in=[JobState.RUNNING, JobState.QUEUED], heartbeat_at__lte=oldest)


def yield_to_readers() -> float:
    """Seconds a batch rests between items: SQLite's lock is not fair, so the web would starve (measured)."""
    return 0.02 if connection.vendor == "sqlite" else 0.0
