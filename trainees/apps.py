from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TraineesConfig(AppConfig):
    name = "trainees"
    verbose_name = _("Học viên")

    def ready(self) -> None:
        from accounts import reach  # noqa: PLC0415 -- apps must be loaded before models are named
        from common import ticks  # noqa: PLC0415 -- as above
        from organisations import next_steps  # noqa: PLC0415 -- as above
        from trainees import decree_steps  # noqa: PLC0415 -- as above
        from trainees.actions import duplicates  # noqa: PLC0415 -- as above

        reach.also_belongs(_by_agency)
        next_steps.also_next(decree_steps.steps_of)
        ticks.every("trainees.find_duplicates", 24 * 3600, duplicates.find_everywhere)


def _by_agency(province_ids: frozenset[int]) -> Q:
    """The account of a trainee belongs to the province of the agency: its administrator helps with passwords."""
    return Q(trainee__organisation__unit__province_id__in=province_ids)
