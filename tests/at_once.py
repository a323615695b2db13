"""Several people who press at the same moment."""

import threading
from collections.abc import Callable, Sequence

from django.db import connection

from common.refusals import Refused


def at_once(works: Sequence[Callable[[], object]]) -> list[str]:
    """Run all works at one moment, each on its own connection. Returns "done", the refusal, or the error, sorted."""
    start = threading.Barrier(len(works))
    results: list[str] = []

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait(timeout=30)
            work()
            results.append("done")
        except Refused as refused:
            results.append(f"refused: {refused.message}")
        except Exception as error:
            results.append(f"error: {error!r}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)
