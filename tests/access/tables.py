"""What a request changed: every table of the small world before and after."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

# Marks of a request that say nothing about what was asked.
LEFT_OUT = {"django_session", "cache_entries"}
TOKEN = re.compile(r"\b[0-9a-f]{64}\b|[\w-]{22}|pbkdf2_\S+|md5\$\S+|!\S{40}")
WRITTEN = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) \"(\w+)\"")

Rows = dict[str, dict[Any, dict[str, Any]]]


def snapshot() -> Rows:
    """Every row by table and key."""
    names = sorted(set(connection.introspection.table_names()) - LEFT_OUT)
    return {name: _rows(name) for name in names}


def _rows(table: str) -> dict[Any, dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        columns = [column[0] for column in cursor.description]
        return {row[0]: dict(zip(columns, row, strict=True)) for row in cursor.fetchall()}


def changes(before: Rows, act: Callable[[], object]) -> list[str]:
    """What ``act`` writes, in lines that two runs of the same request have in common; it is rolled back."""
    touched: set[str] = set()

    def note(execute, sql, params, many, context):
        touched.update(WRITTEN.findall(sql))
        return execute(sql, params, many, context)

    _count_from_the_last_row()
    with transaction.atomic():
        with connection.execute_wrapper(note):
            act()
        after = {table: _rows(table) for table in touched - LEFT_OUT}
        transaction.set_rollback(True)
    return sorted(line for table in after for line in _of_table(table, before[table], after[table]))


def _count_from_the_last_row() -> None:
    """A rollback gives no numbers back on PostgreSQL: two runs of one request would number their rows differently."""
    for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _of_table(table: str, before: dict[Any, Any], after: dict[Any, Any]) -> list[str]:
    lines = [f"{table} loses {key}" for key in before.keys() - after.keys()]
    for key, row in after.items():
        known = before.get(key)
        changed = {c: _plain(v) for c, v in row.items() if known is None or known[c] != v}
        if known is None:
            changed.pop("id", None)
            lines.append(f"{table} gains {changed}")
        elif changed:
            lines.append(f"{table} {key}: {changed}")
    return lines


def _plain(value: Any) -> Any:
    """Times, tokens and hashes are new each time."""
    if isinstance(value, datetime) or (isinstance(value, str) and _is_time(value)):
        return "a time"
    return TOKEN.sub("a token", value) if isinstance(value, str) else value


def _is_time(value: str) -> bool:
    return re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d", value) is not None
