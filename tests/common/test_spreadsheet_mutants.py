"""Damaged files end as a list or as a refusal, whatever was done to them."""

import json
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path

from common.spreadsheets import UnreadableFile, read_safely
from tests.common.mutants import mutants

ROOT = Path(__file__).resolve().parents[2]


def test_no_mutant_crashes_the_reader_hangs_it_or_fills_the_memory():
    program = "from tests.common.mutants import judge_all; judge_all()"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=120, check=True
    )
    judged = json.loads(ran.stdout)
    outcomes = Counter(outcome for _what, outcome, _seconds, _memory in judged)

    assert len(judged) >= 200
    assert [what for what, outcome, _seconds, _memory in judged if outcome == "crashed"] == []
    assert outcomes["read"] > 30 < outcomes["refused"]
    # Those stopped by the limits are few: the guards see most of it coming.
    assert outcomes["stopped"] <= len(judged) // 20
    assert [what for what, _outcome, seconds, _memory in judged if seconds > 5] == []
    assert max(memory for _what, _outcome, _seconds, memory in judged) < 300


def test_a_sample_through_the_whole_way_is_read_or_refused():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcomes = [outcome_of(name, data) for _what, name, data in list(mutants())[::40]]

    assert [outcome for outcome in outcomes if outcome != "read" and outcome[-1] != "."] == []
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 100


def outcome_of(name, data):
    try:
        return "read" if read_safely(data, name) else ""
    except UnreadableFile as unreadable:
        return str(unreadable)
