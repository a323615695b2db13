"""A lesson as HTML. What a revision says by itself is kept for its next reader."""

import json
from typing import NamedTuple

from django.core.cache.backends.locmem import LocMemCache
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString, mark_safe

from cms.classroom import PageOfStep
from cms.models import LessonPage

# In each process: a revision never changes, so nothing has to be told to the others.
KEPT = LocMemCache("lessons", {"TIMEOUT": 3600, "OPTIONS": {"MAX_ENTRIES": 300}})
# Blocks that show rows of other tables (a law that has changed, a file that was replaced) are drawn each time.
SELF_CONTAINED = {"text", "note", "example", "checklist", "table"}


class Lesson(NamedTuple):
    minutes: int
    body: SafeString


def lesson_of(page: PageOfStep) -> Lesson:
    """What is published now. Raises: Http404, where the page is no lesson."""
    # The moment tells apart what a restored database would number again.
    key = (
        f"{page.page_id}-{page.version}-{page.published}".replace(" ", "-") if page.version else ""
    )
    kept = KEPT.get(key) if key else None
    if kept:
        return Lesson(kept[0], mark_safe(kept[1]))  # noqa: S308 -- what Wagtail rendered before
    lessons = LessonPage.objects.filter(pk=page.page_id)
    minutes, body = get_object_or_404(lessons.values_list("minutes", "body"))
    lesson = Lesson(minutes, body.render_as_block())
    if key and _is_self_contained(body.raw_data):
        KEPT.set(key, (lesson.minutes, str(lesson.body)))
    return lesson


def _is_self_contained(blocks: object) -> bool:
    """Links inside rich text to pages and documents carry a ``linktype``: their addresses may change."""
    rows = list(blocks)  # type: ignore[call-overload]
    return {row["type"] for row in rows} <= SELF_CONTAINED and "linktype" not in json.dumps(rows)
