from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = _("Thông báo")

    def ready(self) -> None:
        from common import ticks  # noqa: PLC0415 -- apps must be loaded before models are named
        from notices import unread  # noqa: PLC0415 -- as above
        from notices.actions import mails  # noqa: PLC0415 -- as above

        unread.carry()
        ticks.every("notices.send_due", 30, mails.send_due)
