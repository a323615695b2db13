"""The background worker: picks up what a killed one left, then works; beside it, a thread looks after the clock."""

import logging
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.db import connection
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from common import jobs, ticks

logger = logging.getLogger(__name__)
# Often enough that a mail leaves within the minute; a look that finds nothing costs a few reads.
LOOK_SECONDS = 20


class Command(DatabaseWorker):
    help = "Run the background worker; jobs whose worker was killed are resumed first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(backend_name="jobs", reload=False)

    def handle(self, **options: Any) -> None:
        self._resume()
        if not options["batch"]:
            # A worker that is back within seconds comes before its own job has gone silent: look again later.
            threading.Thread(target=self._keep_looking, daemon=True).start()
        super().handle(**options)

    def _resume(self) -> None:
        resumed = jobs.resume_abandoned()
        if resumed:
            self.stdout.write(f"Resumed {resumed} abandoned job(s).")

    def _keep_looking(self) -> None:
        while True:
            time.sleep(max(1, min(LOOK_SECONDS, settings.JOB_HEARTBEAT_MAX_AGE_SECONDS)))
            self._look()

    def _look(self) -> None:
        """One round of the thread: abandoned jobs, then whatever comes round by the clock."""
        try:
            self._resume()
            ticks.run_due()
        except Exception:
            # A thread that dies would be missed by nobody: no mail, no reminder, for days.
            logger.exception("A look at the clock failed; the next look follows.")
        finally:
            connection.close()
