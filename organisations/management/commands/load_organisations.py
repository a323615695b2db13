"""``manage.py load_organisations``: the agencies of the provinces, districts and communes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from organisations.actions import load_organisations
from organisations.models import AdministrativeUnit


class Command(BaseCommand):
    help = "Load the agencies, their other names and their successions. Run load_units before it."

    def handle(self, *args: Any, **options: Any) -> None:
        if not AdministrativeUnit.objects.communes().exists():
            raise CommandError(_("Chưa có đơn vị hành chính. Chạy lệnh load_units trước."))
        done = load_organisations()
        for label, tally in (
            (_("Cơ quan, đơn vị"), done.organisations),
            (_("Quan hệ kế thừa cơ quan"), done.links),
            (_("Tên gọi khác"), done.aliases),
        ):
            self.stdout.write(f"{label}: {tally}")
