from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from common import ticks


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Tập huấn")

    def ready(self) -> None:
        from courses import notices  # noqa: PLC0415 -- models are not loaded before
        from courses.actions import quotas  # noqa: PLC0415 -- as above
        from courses.querysets import records  # noqa: PLC0415 -- as above
        from trainees import record  # noqa: PLC0415 -- as above

        record.also_lists(records.lines_of)
        ticks.every("courses.release_unused_quotas", 3600, quotas.release_due)
        ticks.every("courses.remind_of_deadlines", 24 * 3600, notices.remind_of_deadlines)
