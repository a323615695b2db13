"""How often one address may ask."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

TRIES, SECONDS = 60, 60


def is_over(request: HttpRequest) -> bool:
    """True when this address has used up its tries of the minute."""
    return bool(cache.get(_key(request), 0) >= TRIES)


def count(request: HttpRequest) -> None:
    """One more try of this address."""
    key = _key(request)
    if not cache.add(key, 1, SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two calls
            cache.set(key, 1, SECONDS)


def _key(request: HttpRequest) -> str:
    # allauth knows how many proxies are to be trusted: a forged X-Forwarded-For changes nothing.
    return f"certificate-check:{get_adapter().get_client_ip(request)}"
