"""Work that comes round by the clock. The worker's thread runs what is due, or cron does with ``manage.py tick``.

    ticks.every("notices.send", 60, outbox.send_due)   # in AppConfig.ready()

An act does its own looking and is safe to repeat: it runs at most a little too often, never too seldom.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.core.cache import cache
from django.utils import timezone

logger = logging.getLogger(__name__)

# An act that was killed half way is due again after this long.
LET_GO_SECONDS = 600


class Tick(NamedTuple):
    name: str
    seconds: int
    act: Callable[[], object]


_ticks: dict[str, Tick] = {}


def every(name: str, seconds: int, act: Callable[[], object]) -> None:
    """Have ``act`` run once in each stretch of ``seconds``; a day's stretch begins at 7:00 in Vietnam (0:00 UTC)."""
    _ticks[name] = Tick(name, seconds, act)


def run_due(now: datetime | None = None) -> list[str]:
    """Run what is due and not yet done by another worker. Returns the names of what ran without error."""
    now = now or timezone.now()
    return [tick.name for tick in list(_ticks.values()) if _run(tick, now)]


def _run(tick: Tick, now: datetime) -> bool:
    """One act in its stretch of time: the cache, which all workers share, keeps who has it."""
    key = f"tick:{tick.name}:{int(now.timestamp()) // tick.seconds}"
    if not cache.add(key, "running", LET_GO_SECONDS):
        return False
    try:
        tick.act()
    except Exception:
        # Whatever went wrong in one act, the others go on; this one is due again at the next look.
        logger.exception("The periodic act %s failed.", tick.name)
        cache.delete(key)
        return False
    cache.set(key, "done", 2 * tick.seconds)
    return True
