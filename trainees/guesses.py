"""How often somebody may guess a code: ten wrong ones in ten minutes, counted by address and by session."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

LIMIT = 10
WINDOW_SECONDS = 600


def too_many(request: HttpRequest) -> bool:
    return any(cache.get(key, 0) >= LIMIT for key in _keys(request))


def count_wrong(request: HttpRequest) -> None:
    if not request.session.session_key:
        request.session.create()
    for key in _keys(request):
        # The window is part of the key, because incr() would renew the lifetime on the database cache.
        cache.set(key, cache.get(key, 0) + 1, 2 * WINDOW_SECONDS)


def _keys(request: HttpRequest) -> list[str]:
    window = int(time.time() // WINDOW_SECONDS)
    who = [get_adapter().get_client_ip(request), request.session.session_key]
    return [f"claim-guesses:{window}:{one}" for one in who if one]
