"""Periodic work: once in its stretch of time, whoever looks, and one broken act stops no other."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from common import ticks
from common.management.commands.worker import Command

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch):
    monkeypatch.setattr(ticks, "_ticks", {})


@pytest.fixture
def ran():
    return []


def test_an_act_runs_once_in_each_stretch(ran):
    ticks.every("minute", 60, lambda: ran.append("minute"))
    ticks.every("day", 86400, lambda: ran.append("day"))

    looks = [ticks.run_due(NOON + timedelta(seconds=after)) for after in (0, 30, 60, 86400)]

    assert looks == [["minute", "day"], [], ["minute"], ["minute", "day"]]
    assert ran == ["minute", "day", "minute", "minute", "day"]


def test_a_day_begins_at_seven_in_vietnam(ran):
    ticks.every("day", 86400, lambda: ran.append("day"))
    at_seven = datetime(2026, 3, 3, 0, 0, tzinfo=UTC)

    looks = [ticks.run_due(at) for at in (NOON, at_seven - timedelta(seconds=1), at_seven)]

    assert looks == [["day"], [], ["day"]]


def test_an_act_that_raises_is_logged_and_due_again_while_the_others_go_on(ran, caplog):
    ticks.every("broken", 60, lambda: 1 // 0)
    ticks.every("sound", 60, lambda: ran.append("sound"))

    with caplog.at_level(logging.ERROR):
        first, second = ticks.run_due(NOON), ticks.run_due(NOON)

    assert (first, second, ran) == (["sound"], [], ["sound"])
    messages = [record.getMessage() for record in caplog.records]
    assert messages == ["The periodic act broken failed."] * 2


def test_what_a_killed_worker_left_is_due_again_after_a_while(ran, monkeypatch):
    def die() -> None:
        raise KeyboardInterrupt

    ticks.every("mail", 3600, die)
    with pytest.raises(KeyboardInterrupt):
        ticks.run_due(NOON)
    ticks.every("mail", 3600, lambda: ran.append("mail"))

    assert ticks.run_due(NOON) == []
    # Ten minutes pass for the cache, which drops the claim.
    cache.clear()
    assert ticks.run_due(NOON) == ["mail"]


def test_a_name_is_registered_once(ran):
    for _twice in range(2):
        ticks.every("mail", 60, lambda: ran.append("mail"))

    ticks.run_due(NOON)

    assert ran == ["mail"]


def test_the_command_runs_what_is_due_and_names_it(ran, capsys):
    ticks.every("mail", 60, lambda: ran.append("mail"))

    call_command("tick")

    assert (ran, capsys.readouterr().out) == (["mail"], "mail\n")


@pytest.mark.django_db(transaction=True)
def test_the_workers_thread_runs_what_is_due_and_closes_its_connection(ran):
    ticks.every("mail", 60, lambda: ran.append("mail"))

    Command()._look()

    assert ran == ["mail"]
    assert connection.connection is None


@pytest.mark.django_db(transaction=True)
def test_the_workers_thread_survives_a_look_that_fails(ran, monkeypatch, caplog):
    def fail(self) -> None:
        raise RuntimeError("mất kết nối")

    monkeypatch.setattr(Command, "_resume", fail)

    Command()._look()

    assert [record.getMessage() for record in caplog.records] == [
        "A look at the clock failed; the next look follows."
    ]


def test_the_worker_in_batch_mode_leaves_the_clock_alone(ran, drain):
    ticks.every("mail", 60, lambda: ran.append("mail"))

    drain()

    assert ran == []
