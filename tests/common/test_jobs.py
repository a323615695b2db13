"""Long work: one live job per thing, one worker per job, nothing lost when a worker is."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task

from common import jobs
from common.models import Job
from common.refusals import Refused
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = timezone.now() - timedelta(hours=1)


@task(backend="jobs")
def count_to_three(job_id: int) -> None:
    with jobs.running(job_id) as progress:
        progress.set_total(0, 3)
        for number in range(3):
            progress.advance(f"số {number + 1}")


@task(backend="jobs")
def stumble(job_id: int) -> None:
    with jobs.running(job_id) as progress:
        progress.advance(error="dòng 1 hỏng")
        raise ValueError("hết giấy")


def start(work=count_to_three, key="một việc"):
    return jobs.start(work, key=key, title="Đếm", by=make.user())


def state_of(job):
    job.refresh_from_db()
    return job.state


def test_a_second_press_returns_the_job_that_is_live():
    assert start() == start()
    assert Job.objects.count() == 1


def test_a_finished_job_makes_room_for_the_next(drain):
    first = start()
    drain()

    assert state_of(first) == "done"
    assert start() != first


def test_progress_and_message_are_kept(drain):
    job = start()

    drain()

    job.refresh_from_db()
    assert (job.done, job.total, job.message, job.percent) == (3, 3, "số 3", 100)


def test_a_fault_closes_the_job_and_names_itself(drain):
    job = start(stumble)

    drain()

    assert state_of(job) == "failed"
    assert job.errors == ["dòng 1 hỏng", "hết giấy"]


def test_a_failed_job_can_be_resumed(drain):
    job = start(stumble)
    drain()

    jobs.resume(job)

    assert state_of(job) == "queued"


def test_a_worker_that_lost_its_job_stops():
    job = start()

    def work():
        with jobs.running(job.pk) as progress:
            jobs.pause(job)
            progress.advance()

    with pytest.raises(jobs.JobLost):
        work()

    assert state_of(job) == "paused"
    assert job.done == 0


def test_of_two_workers_the_second_gets_nothing():
    job = start()

    with jobs.running(job.pk), pytest.raises(jobs.JobLost), jobs.running(job.pk):
        pass

    assert state_of(job) == "done"


@pytest.mark.parametrize("state", ["running", "queued"])
def test_an_abandoned_job_is_picked_up_when_a_worker_starts(state, drain):
    job = start()
    Job.objects.filter(pk=job.pk).update(state=state, lease="ai đó", heartbeat_at=LONG_AGO)

    drain()

    assert state_of(job) == "done"


def test_a_job_that_is_alive_is_left_alone():
    job = start()
    Job.objects.filter(pk=job.pk).update(state="running", lease="ai đó")

    assert jobs.resume_abandoned() == 0
    with pytest.raises(Refused, match="đang chạy"):
        jobs.resume(job)


def test_a_finished_job_cannot_be_paused(drain):
    job = start()
    drain()

    with pytest.raises(Refused, match="đã kết thúc"):
        jobs.pause(job)
