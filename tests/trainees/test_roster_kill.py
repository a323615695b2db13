"""A worker killed with kill -9 while it writes a roster leaves nothing or everything, and the next one finishes."""

import os
import random
import signal
import time

import pytest
from django.core.management import call_command
from django.db import connections

from common.models import Job, StateChange
from tests import make
from tests.trainees import roster_files as files
from trainees.actions import roster_lists
from trainees.models import Recognition, RosterList, Trainee
from trainees.roster_judging import fingerprint

PEOPLE = 300
KILLS = 8


def worker_process():
    """The worker command in a child of its own. Forked, so that it need not import the world each time."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            call_command("worker", batch=True, verbosity=0, startup_delay=False, interval=0)
        finally:
            os._exit(0)
    return pid


def kill_in_the_work(chance):
    """Start a worker, wait until it has the job, kill it a moment later. True when it was killed at work."""
    pid = worker_process()
    deadline = time.monotonic() + 30
    while Job.objects.get().state != "running" and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(chance.uniform(0, 0.25))
    os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def counts():
    return [
        Trainee.objects.count(),
        Recognition.objects.count(),
        StateChange.objects.filter(verb="import").count(),
        RosterList.objects.confirmed().count(),
    ]


@pytest.mark.django_db(transaction=True)
def test_kills_in_the_writing_leave_nothing_or_everything(settings, newspaper, coordinator):
    settings.JOB_HEARTBEAT_MAX_AGE_SECONDS = 0
    make.category()
    people = [
        files.person(f"Lò Thị {chr(65 + n % 26)} {chr(65 + n // 26)}", category="Phóng viên")
        for n in range(PEOPLE)
    ]
    kept = files.kept(newspaper, *people, by=coordinator)
    seen = fingerprint(files.verdicts(kept, coordinator))
    roster_lists.order(kept, by=coordinator, seen=seen)
    nothing, everything = [0, 0, 0, 0], [PEOPLE, PEOPLE, PEOPLE, 1]
    chance = random.Random(11)
    found = []

    for _ in range(KILLS):
        if Job.objects.get().state == "done":
            break
        kill_in_the_work(chance)
        found.append(counts())
    os.waitpid(worker_process(), 0)

    assert [one for one in found if one not in (nothing, everything)] == []
    assert nothing in found
    assert counts() == everything
    assert Job.objects.get().state == "done"
    again = roster_lists.confirm(kept, by=coordinator, seen=seen)
    assert [again.outcome["new"], counts()] == [PEOPLE, everything]
