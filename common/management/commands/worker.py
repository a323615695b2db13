"""The background worker: picks up what a killed one left, then works."""

import logging
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from common import jobs

logger = logging.getLogger(__name__)


class Command(DatabaseWorker):
    help = "Run the background worker; jobs whose worker was killed are resumed first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(backend_name="jobs", reload=False)

    def handle(self, **options: Any) -> None:
        self._resume()
        if not options["batch"]:
            # A worker that is back within seconds comes before its own job has gone silent: look again later.
            threading.Thread(target=self._keep_resuming, daemon=True).start()
        super().handle(**options)

    def _resume(self) -> None:
        resumed = jobs.resume_abandoned()
        if resumed:
            self.stdout.write(f"Resumed {resumed} abandoned job(s).")

    def _keep_resuming(self) -> None:
        while True:
            time.sleep(max(1, settings.JOB_HEARTBEAT_MAX_AGE_SECONDS))
            try:
                self._resume()
            except DatabaseError:
                logger.exception("Looking for abandoned jobs failed; the next look follows.")
            finally:
                connection.close()
