"""Reading writes nothing: every page opened by everybody who is shown it, and every table the same before and after.

The walker (test_walker.py) watches the statements of every GET, refused ones too.
"""

import hashlib

import pytest
from django.db import connection
from django.urls import reverse

from tests.access.walk import SESSIONS, Walker, addresses, admitted

pytestmark = pytest.mark.django_db

# A file of people is noted in the log of disclosures as it goes out: that row is the point of the log.
LOG = "accounts_disclosure"


@pytest.fixture
def walker():
    return Walker()


def test_no_get_changes_any_table(walker):
    before, shown_to = hashes(), admitted()

    for name, converters in addresses():
        url = reverse(name, kwargs=walker.corners["own"].arguments(name, converters))
        for role in shown_to[name]:
            answer = walker.clients[role].get(url)
            if answer.streaming:
                b"".join(answer.streaming_content)

    after = hashes()
    assert [table for table in before if before[table] != after[table]] == [LOG]


def hashes() -> dict[str, str]:
    """A digest of every table's rows, without the sessions."""
    tables = sorted(set(connection.introspection.table_names()) - {SESSIONS})
    return {table: digest(table) for table in tables}


def digest(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        rows = sorted(repr(row) for row in cursor.fetchall())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
