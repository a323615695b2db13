"""What the public catalogue shows: published pages with what their facts say."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from wagtail.models import Page

from accounts.models import User
from cms.models import CoursePage, ModulePage, PageFact
from courses.models import Course, Module


@dataclass(frozen=True, slots=True)
class CourseLine:
    page: CoursePage
    course: Course


@dataclass(frozen=True, slots=True)
class ModuleLine:
    page: ModulePage
    module: Module


def offered_courses() -> list[CourseLine]:
    """Courses of live pages by title, with ``module_count`` and ``period_count`` of what is offered. Three queries."""
    offered = Q(modules__is_offered=True)
    courses = Course.objects.offered().annotate(
        module_count=Count("modules", filter=offered),
        period_count=Sum("modules__periods", filter=offered, default=0),
    )
    threads = PageFact.objects.filter(course__isnull=False).values_list("course_id", "page_id")
    page_of = dict(threads)
    pages = CoursePage.objects.live().in_bulk(page_of.values())
    return [
        CourseLine(pages[page_of[course.pk]], course)
        for course in courses.order_by("title")
        if page_of.get(course.pk) in pages
    ]


def offered_modules(course_page: CoursePage) -> list[ModuleLine]:
    """The live modules of a course by number, aliases included, with ``lesson_count`` and ``quiz_count``."""
    pages = ModulePage.objects.live().child_of(course_page) if course_page.pk else []
    sources = {page.alias_of_id or page.pk: page for page in pages}
    threads = PageFact.objects.filter(page_id__in=sources, module__is_offered=True)
    module_of = dict(threads.values_list("page_id", "module_id"))
    modules = _with_counts(Module.objects.filter(pk__in=module_of.values())).in_bulk()
    lines = [ModuleLine(sources[pk], modules[module_of[pk]]) for pk in module_of]
    return sorted(lines, key=lambda line: (line.module.number, line.module.pk))


def _with_counts(modules: QuerySet[Module]) -> QuerySet[Module]:
    offered = Q(activities__is_offered=True)
    return modules.annotate(
        lesson_count=Count("activities", filter=offered & Q(activities__kind="lesson")),
        quiz_count=Count("activities", filter=offered & Q(activities__kind="quiz")),
    )


def drafts_of(user: User) -> QuerySet[Page]:
    """Pages that this person began and that say more than what is published; the latest change first."""
    drafts = Page.objects.filter(owner=user, has_unpublished_changes=True)
    return drafts.order_by("-latest_revision_created_at")[:8]
