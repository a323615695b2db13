"""What the program refuses to start with."""

from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connections

SMALLEST_TIMEOUT_SECONDS = 20


@register(Tags.database)
def sqlite_is_safe(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[Error]:
    """SQLite loses answers and doubles numbers under Django's defaults; refuse anything less than safe."""
    errors = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "sqlite":
            errors += [
                Error(f"SQLite database '{alias}': {fault}.", hint=HINT, id=f"common.E00{number}")
                for number, fault in sqlite_faults(connection)
            ]
    return errors


HINT = (
    "Use the OPTIONS of SQLITE in config/settings/base.py unchanged; docs/operations.md says why."
)


def sqlite_faults(connection: Any) -> list[tuple[int, str]]:
    """Numbered faults of one SQLite connection, read from the running database, not from the settings."""
    options = connection.settings_dict.get("OPTIONS", {})
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    faults = [
        (1, journal != "wal", f"journal_mode is {journal}, not WAL"),
        (2, synchronous < 2, "synchronous is not FULL"),
        (3, options.get("transaction_mode") != "IMMEDIATE", "transaction_mode is not IMMEDIATE"),
        (4, options.get("timeout", 5) < SMALLEST_TIMEOUT_SECONDS, "timeout is below 20 seconds"),
    ]
    return [(number, text) for number, is_fault, text in faults if is_fault]
