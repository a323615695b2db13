"""The stored PDF files: whole or not at all."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import mkstemp

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.utils import timezone

SHELF = "private"
FOLDER = "certificates"
LEFTOVER = ".tmp"


def name_of(token: str, year: int) -> str:
    return f"{FOLDER}/{year}/{token}.pdf"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@contextmanager
def prepared(name: str, content: bytes) -> Iterator[Callable[[], None]]:
    """``content`` written out beside its place; the function yielded puts it there in one step.

    Whoever is killed on the way leaves a leftover with another name, never half a certificate.
    """
    storage = storages[SHELF]
    if not isinstance(storage, FileSystemStorage):
        # Object stores take a file whole or not at all.
        yield lambda: _upload(name, content)
        return
    place = Path(storage.path(name))
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, leftover = mkstemp(dir=place.parent, prefix=".", suffix=LEFTOVER)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if storage.file_permissions_mode is not None:
            Path(leftover).chmod(storage.file_permissions_mode)
        yield lambda: _put(Path(leftover), place)
    finally:
        Path(leftover).unlink(missing_ok=True)


def _put(leftover: Path, place: Path) -> None:
    leftover.replace(place)
    # The new name must survive a power cut too, not only the content.
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _upload(name: str, content: bytes) -> None:
    storage = storages[SHELF]
    storage.delete(name)
    storage.save(name, ContentFile(content))


def read(name: str) -> bytes:
    """Raises: OSError, when the file is gone."""
    with storages[SHELF].open(name) as file:
        return file.read()


def sweep(older_than: timedelta = timedelta(hours=1)) -> None:
    """Remove what killed workers left behind."""
    storage = storages[SHELF]
    if not isinstance(storage, FileSystemStorage):
        return
    oldest = (timezone.now() - older_than).timestamp()
    for leftover in Path(storage.path(FOLDER)).glob(f"*/.*{LEFTOVER}"):
        if leftover.stat().st_mtime < oldest:
            leftover.unlink(missing_ok=True)
