"""A migrated SQLite database in a temporary folder, for whatever a benchmark wants to write.

    with scratch() as folder:
        from courses.models import CourseRun   # models may be imported only inside
        ...

Django is set up once a process, with ``config.settings.test`` and ``VAR_DIR`` in the temporary folder; the
migrations run once, and each ``with`` gets a copy of the result, so that no measurement sees another's rows.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

_serial = count(1)


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty migrated database as ``default``. Yields the folder that is VAR_DIR; it goes when the process ends."""
    folder, migrated = _prepared()
    from django.db import connection

    database = folder / f"scratch{next(_serial)}.sqlite3"
    shutil.copyfile(migrated, database)
    _point_at(database)
    try:
        yield folder
    finally:
        connection.close()
        _point_at(migrated)


@cache
def _prepared() -> tuple[Path, Path]:
    """Set Django up and migrate. Returns the folder and the database that copies are made from."""
    keeper = TemporaryDirectory(prefix="benchmark-")
    _keepers.append(keeper)
    folder = Path(keeper.name)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.environ["VAR_DIR"] = str(folder)
    # The figures are stated for SQLite; a server named in the environment must never be written to.
    os.environ.pop("DATABASE_URL", None)

    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    _refuse_foreign_database(folder)
    migrated = folder / "migrated.sqlite3"
    _point_at(migrated)
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return folder, migrated


# The folder lives as long as the process: its finalizer deletes it at exit.
_keepers: list[TemporaryDirectory[str]] = []


def _refuse_foreign_database(folder: Path) -> None:
    """Settings that were loaded earlier, for another place, would send the rows there."""
    from django.conf import settings

    if not Path(settings.DATABASES["default"]["NAME"]).is_relative_to(folder):
        raise RuntimeError("Django was set up before benchmarks.scratch; import it first.")


def _point_at(database: Path) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = str(database)
