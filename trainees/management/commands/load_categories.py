"""``manage.py load_categories``: the audience categories of the plans."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from trainees.loading import load_categories


class Command(BaseCommand):
    help = "Load the audience categories. May be run again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{_('Đối tượng')}: {load_categories()}")
