"""Every address × method × role × whose object: as tests/access/answers.txt says, and nothing undeclared.

``WRITE_ANSWERS=1 make test PYTEST_ARGS=tests/access`` rewrites the table after a change; read the diff.
"""

import os

import pytest

from tests.access import sightings
from tests.access.walk import TABLE, Walker, addresses, header, line, written
from tests.access.world import RELATIONS, ROLES

pytestmark = pytest.mark.django_db
INTRODUCTION = """\
# What everybody is answered at every address. Read by test_walker.py; an address without a row fails the build.
# Object: whose it is, seen from the askers (the coordinator works at the newspaper, the others at Sở Tư pháp).
# Answers: the status; "login" is the way to the sign-in page, 302 any other redirect. POST sends an empty form.
"""


# A file of people, and an export, is noted in the log of disclosures as it goes out; no other GET writes.
LOG = "accounts_disclosure"
DISCLOSING = {
    "courses:nomination_original",
    "courses:nomination_result",
    "trainees:roster_corrected",
    "trainees:roster_original",
}
# Two walks of about the same length, for two workers; one that sees everything to write the tables.
PARTIES = [ROLES] if os.environ.get("WRITE_ANSWERS") else [ROLES[::2], ROLES[1::2]]


@pytest.mark.parametrize("roles", PARTIES, ids=" ".join)
def test_everybody_is_answered_and_shown_what_the_tables_say(roles):
    walker = Walker(roles)
    found = [row for relation in RELATIONS for row in walker.rows(relation)]
    shown = sightings.lines_of(walker.seen)
    if os.environ.get("WRITE_ANSWERS"):
        write(found, shown)

    told = {
        (name, method, relation): dict(zip(roles, answers, strict=True))
        for name, method, relation, answers in found
    }

    assert told == declared(roles)
    assert shown == [line for line in sightings.written() if sightings.role_of(line) in roles]
    assert {name for name in walker.written if not name.endswith(" xlsx")} <= DISCLOSING
    assert [sql for sql in set().union(*walker.written.values()) if LOG not in sql] == []
    cells = sum(len(answers) for answers in told.values())
    print(f"\n{cells} cells, {len(shown)} sightings, all declared")  # noqa: T201


def declared(roles) -> dict[tuple[str, str, str], dict[str, str]]:
    """What the table says of these roles."""
    return {
        row: {role: told for role, told in zip(ROLES, answers, strict=True) if role in roles}
        for row, answers in written().items()
    }


def write(found, shown) -> None:
    in_order = sorted(found, key=lambda row: (row[0], RELATIONS.index(row[2]), row[1]))
    lines = [header(), *(line(*row) for row in in_order)]
    TABLE.write_text(INTRODUCTION + "\n".join(lines) + "\n", encoding="utf-8")
    sightings.write(shown)


def test_no_answer_is_a_server_error_and_no_get_is_undeclared():
    table = written()

    assert {name for name, _method, _relation in table} == {name for name, _keys in addresses()}
    assert [row for row, answers in table.items() if "500" in answers] == []


def test_nobody_reaches_another_province_and_no_stranger_gets_in():
    # Open to everybody, or, as the categories, the same rows for all provinces of an installation.
    shared = {
        "certificates:certificate_check",
        "courses:enrolment_request",
        "trainees:category_edit",
    }
    seen = {
        (name, method): answers
        for (name, method, relation), answers in written().items()
        if relation == "other province" and name not in shared
    }

    leaks = {row: answers for row, answers in seen.items() if {"200", "302"} & set(answers)}

    assert leaks == {}
