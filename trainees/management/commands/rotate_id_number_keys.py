"""``manage.py rotate_id_number_keys``: seal every personal ID number again under the first key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from trainees.actions.id_number_keys import rotate


class Command(BaseCommand):
    help = "Seal every ID number under the first of ID_NUMBER_KEYS. May be stopped and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        done = rotate()
        self.stdout.write(f"{_('Niêm phong lại')}: {done.renewed}")
        self.stdout.write(f"{_('Đã theo khóa mới từ trước')}: {done.current}")
        if done.unreadable:
            raise CommandError(
                _(
                    "Không khóa nào mở được %(n)d số. Hãy giữ khóa cũ trong ID_NUMBER_KEYS rồi chạy lại."
                )
                % {"n": done.unreadable}
            )
        self.stdout.write(_("Mọi số đã theo khóa đầu tiên: có thể bỏ các khóa cũ."))
