"""Walks the urlconf and writes down what everybody is answered everywhere."""

from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.world import RELATIONS, ROLES, build

TABLE = Path(__file__).parent / "answers.txt"
METHODS = ("GET", "POST")
# Wagtail's own addresses have their own walk (test_cms_access.py); these take no object of ours.
ELSEWHERE = ("wagtail", "account_confirm_email", "account_reset_password_from_key")


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
    """One world, one signed-in client per role, every request rolled back."""

    def __init__(self) -> None:
        self.cast, self.corners = build()
        self.clients = {role: self._client(user) for role, user in self.cast.items()}

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
                yield name, method, relation, [self.ask(role, method, url) for role in ROLES]

    def ask(self, role: str, method: str, url: str) -> str:
        client = self.clients[role]
        cookies = client.cookies.output()
        with transaction.atomic():
            response = (
                client.generic(method, url, content_type="application/x-www-form-urlencoded")
                if method == "POST"
                else client.get(url)
            )
            transaction.set_rollback(True)
        if client.cookies.output() != cookies:
            self.clients[role] = self._client(self.cast[role])
        return answer(response)


def answer(response) -> str:
    if response.status_code != 302:
        return str(response.status_code)
    return "login" if "/tai-khoan/login/" in response.url else "302"


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
