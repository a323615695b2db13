"""A worker killed with kill -9 in the middle of a batch, again and again, loses nothing and doubles nothing."""

import os
import random
import signal
import time
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from pypdf import PdfReader

from certificates import actions, files
from certificates.models import CertificateBatch, NumberSeries
from common.models import Job, StateChange
from tests.certificates import making

PEOPLE = 60
KILLS = 20
SECONDS = 90


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


def steps_done(batch):
    return batch.certificates.steps()[0]


def kill_in_the_work(batch, chance):
    """Start a worker, wait until it has done something, kill it a moment later.

    Returns True when work was done by it and work was left: the kill landed inside.
    """
    before = steps_done(batch)
    pid = worker_process()
    deadline = time.monotonic() + 20
    while steps_done(batch) == before and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(chance.uniform(0, 0.05))
    os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    done, total = batch.certificates.steps()
    return os.WIFSIGNALED(status) and before < done < total


@pytest.mark.django_db(transaction=True)
def test_twenty_kills_inside_the_work_lose_and_double_nothing(settings, organiser, approver):
    settings.JOB_HEARTBEAT_MAX_AGE_SECONDS = 0
    batch = making.approved(organiser, approver, run=making.large_run(PEOPLE, by=organiser))
    names = making.name_order(batch)
    chance = random.Random(7)
    hits = 0
    end = time.monotonic() + SECONDS

    while hits < KILLS and steps_done(batch) < 2 * PEOPLE and time.monotonic() < end:
        hits += kill_in_the_work(batch, chance)
    os.waitpid(worker_process(), 0)

    assert hits == KILLS
    assert Job.objects.get().state == "done"
    assert_whole(CertificateBatch.objects.get(), names)


def assert_whole(batch, names):
    certificates = list(batch.certificates.order_by("number"))
    assert [one.state for one in certificates] == ["issued"] * PEOPLE
    assert [one.number for one in certificates] == list(range(1, PEOPLE + 1))
    assert [one.words["full_name"] for one in certificates] == names
    assert NumberSeries.objects.get().last_number == PEOPLE
    history = [
        list(StateChange.objects.of(one).order_by("pk").values_list("verb", flat=True))
        for one in certificates
    ]
    assert history == [["create", "number", "issue"]] * PEOPLE
    contents = [files.read(one.stored_as) for one in certificates]
    assert [files.digest(content) for content in contents] == [one.sha256 for one in certificates]
    assert [len(PdfReader(BytesIO(content)).pages) for content in contents] == [1] * PEOPLE
    assert [actions.verify_file(one) for one in certificates] == [True] * PEOPLE
    shelf = Path(settings.PRIVATE_ROOT) / "certificates"
    assert len(list(shelf.glob("*/*.pdf"))) == PEOPLE
