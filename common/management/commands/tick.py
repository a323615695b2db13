"""Run the periodic work that is due, for installations that prefer cron to the worker's clock."""

from typing import Any

from django.core.management.base import BaseCommand

from common import ticks


class Command(BaseCommand):
    help = "Run periodic work that is due (reminders, mail, ...); call it every minute from cron."

    def handle(self, **options: Any) -> None:
        for name in ticks.run_due():
            self.stdout.write(name)
