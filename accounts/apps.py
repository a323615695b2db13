from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Tài khoản")

    def ready(self) -> None:
        from accounts import actions  # noqa: PLC0415 -- models must be loaded
        from common import ticks  # noqa: PLC0415 -- as above

        ticks.every("accounts.groups", 3600, actions.keep_groups)
