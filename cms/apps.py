import logging
from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, OperationalError, ProgrammingError, transaction
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Nội dung tập huấn")

    def ready(self) -> None:
        from cms import receivers  # noqa: F401, PLC0415 -- models must be loaded before the receivers

        post_migrate.connect(plant_after_migrate, sender=self)


def plant_after_migrate(using: str, **news: Any) -> None:
    """Not a migration: those run on yesterday's tables, plant() needs today's. A flush calls this too."""
    from cms.tree import plant  # noqa: PLC0415 -- models are not loaded when this module is

    if using != DEFAULT_DB_ALIAS:
        return
    try:
        with transaction.atomic():
            plant()
    except (OperationalError, ProgrammingError) as error:
        # `migrate <app> <number>` stops on the way: the last full migrate plants.
        logger.warning("The page tree was not planted, tables are missing: %s", error)
