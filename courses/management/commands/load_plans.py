"""``manage.py load_plans``: the provincial plans and their tasks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from courses.actions.plans import load
from organisations.models import AdministrativeUnit


class Command(BaseCommand):
    help = "Load the provincial plans. Run load_units and load_organisations before it."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = load()
        except AdministrativeUnit.DoesNotExist:
            raise CommandError(
                _("Chưa có đơn vị hành chính. Chạy lệnh load_units và load_organisations trước.")
            ) from None
        for label, tally in (
            (_("Kế hoạch"), done.plans),
            (_("Nhiệm vụ"), done.tasks),
            (_("Cơ quan thực hiện"), done.parties),
        ):
            self.stdout.write(f"{label}: {tally}")
        for phrase in done.unresolved:
            self.stdout.write(_("Chưa xác định được cơ quan: %(phrase)s") % {"phrase": phrase})
