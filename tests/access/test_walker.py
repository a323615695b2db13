"""Every address × method × role × whose object: as tests/access/answers.txt says, and nothing undeclared.

``WRITE_ANSWERS=1 make test PYTEST_ARGS=tests/access`` rewrites the table after a change; read the diff.
"""

import os

import pytest

from tests.access.walk import TABLE, Walker, addresses, header, line, written
from tests.access.world import RELATIONS

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("walker")]
INTRODUCTION = """\
# What everybody is answered at every address. Read by test_walker.py; an address without a row fails the build.
# Object: whose it is, seen from the askers (the coordinator works at the newspaper, the others at Sở Tư pháp).
# Answers: the status; "login" is the way to the sign-in page, 302 any other redirect. POST sends an empty form.
"""


@pytest.fixture
def walker():
    return Walker()


def test_everybody_is_answered_as_the_table_says(walker):
    found = [row for relation in RELATIONS for row in walker.rows(relation)]
    if os.environ.get("WRITE_ANSWERS"):
        lines = [
            line(*row)
            for row in sorted(found, key=lambda row: (row[0], RELATIONS.index(row[2]), row[1]))
        ]
        TABLE.write_text(INTRODUCTION + header() + "\n" + "\n".join(lines) + "\n", encoding="utf-8")

    told = {(name, method, relation): answers for name, method, relation, answers in found}

    assert told == written()
    print(f"\n{sum(len(answers) for answers in told.values())} cells, all declared and right")  # noqa: T201


def test_no_answer_is_a_server_error_and_no_get_is_undeclared():
    table = written()

    assert {name for name, _method, _relation in table} == {name for name, _keys in addresses()}
    assert [row for row, answers in table.items() if "500" in answers] == []


def test_nobody_reaches_another_province_and_no_stranger_gets_in():
    public = {
        "certificates:certificate_check",
        "courses:enrolment_request",
    }
    seen = {
        (name, method): answers
        for (name, method, relation), answers in written().items()
        if relation == "other province" and name not in public
    }

    leaks = {row: answers for row, answers in seen.items() if {"200", "302"} & set(answers)}

    assert leaks == {}
