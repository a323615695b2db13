"""What a form carried when the session had ended, kept until its sender is back.

It lies in the session: nobody but this browser reads it, and it goes with the session. Passwords, ID
numbers and files are never kept.
"""

import secrets
import time
from typing import Any, TypedDict

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, QueryDict

SESSION_KEY = "kept_post"
MARK = "noi-dung-giu-lai"
LARGEST_BYTES = 100_000
LIFETIME_SECONDS = 30 * 60
SECRET_PARTS = ("password", "mat_khau", "id_number", "csrfmiddlewaretoken", MARK)


class Kept(TypedDict):
    """``fields`` are (name, value) in the order of the form; ``files`` the names of what could not be kept."""

    path: str
    fields: list[tuple[str, str]]
    files: list[str]
    mark: str
    at: float


def keep(request: HttpRequest, *, now: float | None = None) -> bool:
    """Keep the POST of ``request`` in its session. False when it is too long."""
    fields = _harmless(request.POST)
    size = sum(len(name.encode()) + len(value.encode()) for name, value in fields)
    if size > LARGEST_BYTES:
        return False
    kept: Kept = {
        "path": request.get_full_path(),
        "fields": fields,
        "files": sorted(request.FILES),
        "mark": secrets.token_urlsafe(12),
        "at": now or time.time(),
    }
    request.session[SESSION_KEY] = kept
    return True


def read(session: SessionBase, *, now: float | None = None) -> Kept | None:
    """What is kept, unless it is older than half an hour."""
    kept: Any = session.get(SESSION_KEY)
    if kept is None:
        return None
    if (now or time.time()) - kept["at"] > LIFETIME_SECONDS:
        drop(session)
        return None
    return kept


def readable(held: Kept) -> list[str]:
    """What a person typed, without row numbers, ticks and other codes of the form."""
    values = [value for _name, value in held["fields"]]
    return [value for value in values if any(c.isspace() or not c.isascii() for c in value)]


def drop(session: SessionBase) -> None:
    session.pop(SESSION_KEY, None)


def _harmless(fields: QueryDict) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in fields.lists()
        if not any(part in name.lower() for part in SECRET_PARTS)
        for value in values
        if isinstance(value, str)
    ]
