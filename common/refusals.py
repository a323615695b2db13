"""How the system says no."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied


class Refused(Exception):
    """What nobody may do now. The message is Vietnamese and says what to do next."""

    def __init__(self, message: str, details: Iterable[str] = ()) -> None:
        super().__init__(str(message))
        self.message = str(message)
        self.details = [str(detail) for detail in details]


def require(allowed: bool) -> None:
    """Raise PermissionDenied (403) unless ``allowed``."""
    if not allowed:
        raise PermissionDenied
