"""The reader of these pages. Accounts stand a floor above, so only the shape of a user is known here."""

from typing import Protocol

from django.http import HttpRequest


class ReaderScope(Protocol):
    """What ``accounts.scope.Scope`` offers."""

    @property
    def roles(self) -> frozenset[str]: ...

    def province_ids(self, *roles: str) -> frozenset[int]: ...


class Reader(Protocol):
    pk: int

    @property
    def scope(self) -> ReaderScope: ...


class OfficeRequest(HttpRequest):
    """The request of a signed-in person: the middleware closes every page to the rest."""

    user: Reader  # type: ignore[assignment]
