"""The background worker: picks up what a killed one left, then works."""

from argparse import ArgumentParser
from typing import Any

from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from common import jobs


class Command(DatabaseWorker):
    help = "Run the background worker; jobs whose worker was killed are resumed first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(backend_name="jobs", reload=False)

    def handle(self, **options: Any) -> None:
        resumed = jobs.resume_abandoned()
        if resumed:
            self.stdout.write(f"Resumed {resumed} abandoned job(s).")
        super().handle(**options)
