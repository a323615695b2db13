"""manage.py load_curriculum: the course that comes with the system."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.loading import load_curriculum
from cms.models import ModulePage


class Command(BaseCommand):
    help = "Load the curriculum that comes with the system. Loading again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        course_page = load_curriculum()
        modules = ModulePage.objects.child_of(course_page)
        self.stdout.write(
            f"{course_page.title}: {modules.count()} modules, {modules.live().count()} published."
        )
