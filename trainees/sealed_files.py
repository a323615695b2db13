"""Lists of people as they came in, sealed where they lie: names, births, phones, sometimes ID numbers."""

from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from common.models import new_token
from common.sealing import Sealer, Unreadable
from trainees.sealed_numbers import sealer

ROSTERS, NOMINATIONS = "rosters", "nominations"
# How a sealed file begins: Fernet's version byte and the zero bytes of its clock, in base64.
SEALED = b"gAAAA"


def keep(folder: str, suffix: str, data: bytes) -> str:
    """Store a file sealed, under a name nobody can guess. Returns the name. ``suffix`` begins with a dot."""
    sealed = ContentFile(sealer().seal_file(data))
    return _storage().save(f"{folder}/{new_token()}{suffix}", sealed)


def read(name: str) -> bytes:
    """The file as it came. One that was stored before files were sealed is read as it lies. Raises: Unreadable."""
    stored = _stored(name)
    return sealer().unseal_file(stored) if stored.startswith(SEALED) else stored


def keep_again(name: str, data: bytes) -> None:
    """A file that came once more, sealed under the key of today."""
    _replace(name, sealer().seal_file(data))


def delete(name: str) -> None:
    _storage().delete(name)


def renew(name: str, box: Sealer) -> str:
    """Seal a file under the first key. Returns ``renewed``, ``current`` or ``unreadable``."""
    stored = _stored(name)
    if not stored.startswith(SEALED):
        _replace(name, box.seal_file(stored))
        return "renewed"
    if box.is_under_first_key(stored):
        return "current"
    try:
        _replace(name, box.seal_file(box.unseal_file(stored)))
    except Unreadable:
        return "unreadable"
    return "renewed"


def names() -> Iterator[str]:
    """Every list that is kept."""
    for folder in (ROSTERS, NOMINATIONS):
        if _storage().exists(folder):
            yield from (f"{folder}/{name}" for name in _storage().listdir(folder)[1])


def _stored(name: str) -> bytes:
    with _storage().open(name) as file:
        content: bytes = file.read()
    return content


def _replace(name: str, data: bytes) -> None:
    """At once: killed on the way, the old file is still whole. An object store replaces whole objects anyway."""
    try:
        path = Path(_storage().path(name))
    except NotImplementedError:
        _storage().save(name, ContentFile(data))
        return
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)


def _storage() -> Storage:
    return storages["private"]
