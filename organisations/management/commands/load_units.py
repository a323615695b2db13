"""``manage.py load_units``: administrative units before and after 1 July 2025."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from organisations.actions import load_units


class Command(BaseCommand):
    help = "Load the administrative units of both eras and their successions. May be run again."

    def handle(self, *args: Any, **options: Any) -> None:
        done = load_units()
        for label, tally in (
            (_("Đơn vị hành chính"), done.units),
            (_("Quan hệ kế thừa đơn vị"), done.links),
        ):
            self.stdout.write(f"{label}: {tally}")
