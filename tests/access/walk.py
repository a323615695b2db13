"""Walks the urlconf and writes down what everybody is answered everywhere."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.sightings import marks_in
from tests.access.world import RELATIONS, ROLES, build

TABLE = Path(__file__).parent / "answers.txt"
METHODS = ("GET", "POST")
EXPORT = "xuat=xlsx"
# Wagtail's own addresses have their own walk (test_cms_access.py); these take no object of ours.
ELSEWHERE = ("wagtail", "account_confirm_email", "account_reset_password_from_key")
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# Messages shown once, the mark of a form in progress, the age of a sign-in.
SESSIONS = "django_session"


def addresses() -> list[tuple[str, set[str]]]:
    """(name, argument names) of every address outside the Wagtail admin, sorted by name."""
    found = {
        name: set(pattern.pattern.converters)
        for name, pattern in _walk(get_resolver().url_patterns, ())
        if not name.startswith(ELSEWHERE)
    }
    return sorted(found.items())


def _walk(patterns, namespaces) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) == "cms/":
                continue
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield ":".join([*namespaces, pattern.name or str(pattern.pattern)]), pattern


class Walker:
    """One world, one signed-in client for each of ``roles``, every request rolled back.

    ``seen``: which addresses showed what of whose to which role: (relation, what, role) → names.
    ``written``: by which statements a GET wrote: name (with " xlsx" for its export) → their beginnings.
    """

    def __init__(self, roles: Sequence[str] = ROLES) -> None:
        cast, self.corners = build()
        self.cast = {role: cast[role] for role in roles}
        self.clients = {role: self._client(user) for role, user in self.cast.items()}
        self.seen: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        self.written: dict[str, set[str]] = defaultdict(set)

    @staticmethod
    def _client(user) -> Client:
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        return client

    def rows(self, relation: str) -> Iterator[tuple[str, str, str, list[str]]]:
        """(name, method, relation, answers by role) of every address."""
        for name, converters in addresses():
            if not converters and relation != RELATIONS[0]:
                continue  # an address without an object is the same for everybody's relation
            url = reverse(name, kwargs=self.corners[relation].arguments(name, converters))
            for method in METHODS:
                yield (
                    name,
                    method,
                    relation,
                    [self.ask(role, method, url, name) for role in self.cast],
                )

    def ask(self, role: str, method: str, url: str, name: str) -> str:
        """The answer in short. Whatever it shows is noted, and so is what its list gives out as a file."""
        if method == "POST":
            response = self._send(role, method, url)
            self._note(role, name, response)
            return answer(response)
        response = self._read(role, url, name)
        if EXPORT.encode() in getattr(response, "content", b""):
            self._read(role, f"{url}?{EXPORT}", f"{name} xlsx")
        return answer(response)

    def _read(self, role: str, url: str, name: str):
        """A GET, with what it shows and what it writes."""

        def note(execute, sql, params, many, context):
            if sql.lstrip().upper().startswith(WRITING) and SESSIONS not in sql:
                self.written[name].add(sql[:120])
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            response = self._send(role, "GET", url)
            self._note(role, name, response)
        return response

    def _note(self, role: str, name: str, response) -> None:
        for relation, what in marks_in(response):
            self.seen[relation, what, role].add(name)

    def _send(self, role: str, method: str, url: str):
        client = self.clients[role]
        session = self._session(client)
        with transaction.atomic():
            response = (
                client.generic(method, url, content_type="application/x-www-form-urlencoded")
                if method == "POST"
                else client.get(url)
            )
            transaction.set_rollback(True)
        # What one request left behind is not shown by the next, and a session that it began was rolled back with it.
        client.cookies.pop("messages", None)
        if self._session(client) != session:
            self.clients[role] = self._client(self.cast[role])
        return response

    @staticmethod
    def _session(client: Client) -> str:
        cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
        return cookie.value if cookie else ""


def answer(response) -> str:
    if response.status_code != 302:
        return str(response.status_code)
    return "login" if "/tai-khoan/login/" in response.url else "302"


def admitted() -> dict[str, list[str]]:
    """Who is shown each address, as the table says."""
    return {
        name: [role for role, told in zip(ROLES, answers, strict=True) if told == "200"]
        for (name, method, relation), answers in written().items()
        if (method, relation) == ("GET", RELATIONS[0])
    }


def header() -> str:
    return line("address", "method", "object", list(ROLES))


def line(name: str, method: str, relation: str, answers: list[str]) -> str:
    cells = [f"{name:<40}", f"{method:<6}", f"{relation:<14}", *(f"{cell:<13}" for cell in answers)]
    return " | ".join(cells).rstrip()


def written() -> dict[tuple[str, str, str], list[str]]:
    """The table as it stands in the repository."""
    table = {}
    for row in TABLE.read_text(encoding="utf-8").splitlines():
        if not row or row.startswith(("#", "address")):
            continue
        name, method, relation, *answers = (cell.strip() for cell in row.split("|"))
        table[name, method, relation] = answers
    return table
