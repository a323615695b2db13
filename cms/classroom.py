"""A run as one person enters it: the outline of the facts below, joined with the addresses of the pages above."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import require
from courses import rules
from courses.models import Activity, CourseRun, Enrolment
from courses.querysets.learning import ActivityLine, Outline, Progress, Step, outline_of, seat_of
from courses.states import CourseRunState, EnrolmentState


class PageOfStep(NamedTuple):
    """Where an activity is read: ``path`` below the course page, ``version`` of what is published now, and when."""

    page_id: int
    path: str
    version: str
    published: str


@dataclass(frozen=True)
class Classroom:
    """Without an enrolment it is a trainer of the run who reads: no progress, nothing to hand in."""

    outline: Outline
    pages: dict[int, PageOfStep]

    @property
    def run(self) -> CourseRun:
        return self.outline.run

    @property
    def enrolment(self) -> Enrolment | None:
        return self.outline.enrolment

    @property
    def has_begun(self) -> bool:
        begun = (CourseRunState.RUNNING, *CourseRunState.over())
        return self.enrolment is None or self.run.state in begun

    @property
    def is_learning(self) -> bool:
        """Results may still be added."""
        enrolment = self.enrolment
        is_running = self.run.state == CourseRunState.RUNNING
        return bool(enrolment) and is_running and enrolment.state == EnrolmentState.CONFIRMED

    @cached_property
    def _steps(self) -> dict[str, Step]:
        steps = self.outline.steps
        return {self.page_of(step).path: step for step in steps}

    def step_at(self, path: str) -> Step:
        """Raises: Http404, where the run teaches nothing under this path."""
        if path not in self._steps:
            raise Http404
        return self._steps[path]

    def page_of(self, step: Step) -> PageOfStep:
        return self.pages[step.activity.pk]

    def address(self, step: Step | None) -> str:
        """Where the step is learned; the contents where there is none."""
        return f"{self.contents_url}{self.page_of(step).path}/" if step else self.contents_url

    @cached_property
    def contents_url(self) -> str:
        """The address under which every other address of the room stands (cms.urls.CONTENTS)."""
        return reverse("cms:course_contents", args=[self.run.code])

    def around(self, step: Step) -> dict[str, Any]:
        """What a page of ``step`` shows beside it: its module, the other modules, the steps before and after."""
        before, after = self.outline.neighbours(step)
        steps = [one for one in self.outline.steps if one.activity.module == step.activity.module]
        return {
            "room": self,
            "step": step,
            "module_rows": [(one, self.address(one), *_look(one)) for one in steps],
            "modules": [module for module, _rows in self.outline.modules],
            "path": self.page_of(step).path,
            "before": before,
            "before_url": self.address(before),
            "after": after,
            "after_url": self.address(after),
        }

    @property
    def sections(self) -> list[dict[str, object]]:
        """Modules for the contents: ``module``, ``progress``, and ``rows`` of (step, address)."""
        return [
            {
                "module": module,
                "progress": Progress(sum(step.is_done for step in steps), len(steps)),
                "rows": [(step, self.address(step)) for step in steps],
            }
            for module, steps in self.outline.modules
        ]

    def activity(self, step: Step) -> Activity:
        """The whole row of a step's activity."""
        return Activity.objects.get(pk=step.activity.pk)


def enter(user: User, code: str) -> Classroom:
    """Three queries for a learner.

    Raises: Http404 for a run that is not the person's business; PermissionDenied where they see it, but
    neither learn nor teach in it.
    """
    enrolment = seat_of(user, code)
    if enrolment:
        run = enrolment.course_run
    else:
        visible = CourseRun.objects.visible_to(user).select_related("course")
        run = get_object_or_404(visible, code=code)
        require(rules.teaches(user, run))
    taught, pages = _taught_in(run)
    return Classroom(outline_of(run, enrolment, taught), pages)


# Every page of learning asks this. Django takes six times as long to compose the statement as both databases take
# to answer it (measured: 0.6 of a lesson's 4 CPU ms), so it stands here ready. It says what Activity.taught_in says.
TAUGHT = """
SELECT f.page_id, p.url_path, p.live_revision_id, p.last_published_at,
  a.id, a.kind, a.title, m.id, m.number, m.title, m.periods
FROM courses_courserun_modules AS chosen
JOIN courses_module AS m ON m.id = chosen.module_id
JOIN courses_activity AS a ON a.module_id = m.id AND a.is_offered
JOIN cms_pagefact AS f ON f.activity_id = a.id
JOIN wagtailcore_page AS p ON p.id = f.page_id
WHERE chosen.courserun_id = %s AND (
  a.id IN (SELECT activity_id FROM courses_courserun_activities WHERE courserun_id = chosen.courserun_id)
  OR NOT EXISTS (SELECT 1 FROM courses_courserun_activities WHERE courserun_id = chosen.courserun_id))
ORDER BY m.number, m.id, a.position, a.id
"""


def _taught_in(run: CourseRun) -> tuple[list[ActivityLine], dict[int, PageOfStep]]:
    """The activities of a run in order, and their pages by activity id. One query for both.

    An offered activity always has its page: the page made it, and takes the offer back when it goes.
    """
    lines, pages = [], {}
    with connection.cursor() as cursor:
        cursor.execute(TAUGHT, [run.pk])
        for page_id, url_path, revision, published, *activity in cursor.fetchall():
            line = ActivityLine.of(*activity)
            lines.append(line)
            pages[line.pk] = PageOfStep(
                page_id, _below_course(url_path), str(revision or ""), str(published or "")
            )
    return lines, pages


def _look(step: Step) -> tuple[str, str]:
    """How a step stands in the contents: its CSS class, and the words for who does not see it."""
    if step.is_done:
        return "is-done", _("đã hoàn thành")
    return ("", "") if step.is_open else ("is-locked", _("chưa mở"))


def _below_course(url_path: str) -> str:
    """``chuyen-de/bai-1``: an activity's page always stands two below its course page."""
    return "/".join(url_path.strip("/").split("/")[-2:])
