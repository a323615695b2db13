"""Reading writes nothing: every address asked by GET as every role, and every table the same before and after."""

import hashlib

import pytest
from django.db import connection
from django.urls import reverse

from tests.access.walk import Walker, addresses
from tests.access.world import ROLES

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("walker")]

# What a GET may write, and why.
MAY_CHANGE = {
    "django_session": "messages shown once, the mark of a form in progress, the age of a sign-in",
}
# Addresses whose GET acts by nature.
LEFT_OUT: dict[str, str] = {}
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@pytest.fixture
def walker():
    return Walker()


def test_no_get_writes_to_any_table(walker):
    before = hashes()
    writes = []

    for name, converters in addresses():
        if name in LEFT_OUT:
            continue
        url = reverse(name, kwargs=walker.corners["own"].arguments(name, converters))
        for role in ROLES:
            writes += [f"{name} as {role}: {sql}" for sql in written_by(walker.clients[role], url)]

    assert writes == []
    after = hashes()
    assert [table for table in before if before[table] != after[table]] == []


def written_by(client, url: str) -> list[str]:
    """The beginnings of the statements by which this GET wrote to a table that it may not change."""
    found: list[str] = []

    def note(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITING) and not any(t in sql for t in MAY_CHANGE):
            found.append(sql[:120])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(url)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return found


def hashes() -> dict[str, str]:
    """A digest of every table's rows, without those that may change."""
    tables = sorted(set(connection.introspection.table_names()) - set(MAY_CHANGE))
    return {table: digest(table) for table in tables}


def digest(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        rows = sorted(repr(row) for row in cursor.fetchall())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
