from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = _("Giấy chứng nhận")

    def ready(self) -> None:
        from certificates import records  # noqa: PLC0415 -- apps must be loaded before models are named
        from trainees import record  # noqa: PLC0415 -- as above

        record.also_lists(records.lines_of)
