"""Pages down to facts. One idempotent action; the receivers and the hooks call nothing else."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import CoursePage, LessonPage, ModulePage, PageFact, QuizPage
from cms.models.facts import Fact
from common.refusals import Refused
from courses.models import Activity, ActivityKind, CompletionRule, Course, CourseRun, Module
from courses.states import CourseRunState

FACT_PAGES = (CoursePage, ModulePage, LessonPage, QuizPage)
TITLE_LENGTH = 200
CODE_LENGTH = 40


@transaction.atomic
def sync(page: Page, *, is_live: bool | None = None) -> Fact | None:
    """Bring the fact of ``page`` in line with it, and return it; None for a page that has none.

    The first publish makes the fact. A page that is not live keeps its fact, no longer offered. An alias has no
    fact of its own. ``is_live`` overrules the page, for one that is about to be deleted.
    Raises: Refused, when the page now stands under another parent while a run teaches its fact.
    """
    page = page.specific
    if page.alias_of_id or not isinstance(page, FACT_PAGES):
        return None
    # One publisher at a time: two first publishes must not make two facts.
    Page.objects.select_for_update().filter(pk=page.pk).first()
    thread = PageFact.objects.of(page).with_fact().first()
    fact = thread.fact if thread else None
    parent = None if isinstance(page, CoursePage) else fact_of(page.get_parent())
    may_be_offered = page.live if is_live is None else is_live
    if not may_be_offered or (parent is None and not isinstance(page, CoursePage)):
        return _withdraw(fact)
    if fact is None:
        fact = _make(page, parent)
        _bring_children(page)
    else:
        _adopt(fact, parent)
        _update(fact, {**_words(page), "is_offered": True})
    if isinstance(fact, Activity):
        _order_activities(page.get_parent())
        fact.refresh_from_db()
    return fact


def fact_of(page: Page) -> Fact | None:
    """The fact of a page, through its source if it is an alias."""
    thread = PageFact.objects.of(page).with_fact().first()
    return thread.fact if thread else None


def refuse_move(page: Page, destination: Page) -> None:
    """Raises: Refused, when the move would give a fact another parent while a run teaches it."""
    fact = fact_of(page)
    if fact is None or page.alias_of_id or page.get_parent().pk == destination.pk:
        return
    refuse_while_taught(fact)


def refuse_while_taught(fact: Fact) -> None:
    runs = list(_runs_teaching(fact).values_list("code", flat=True))
    if runs:
        raise Refused(
            _("Không chuyển được “%(title)s”: lớp %(runs)s đang dùng nội dung này. "
              "Chuyển sau khi lớp kết thúc, hoặc sao chép trang sang chỗ mới.")
            % {"title": fact.title, "runs": ", ".join(runs)}
        )  # fmt: skip


def refuse_loss(page: Page) -> None:
    """Raises: Refused, when a running class is learning from ``page`` or from a page below it."""
    for thread in PageFact.objects.filter(page__path__startswith=page.path).with_fact():
        learning = _runs_teaching(thread.fact).filter(state=CourseRunState.RUNNING)
        runs = list(learning.values_list("code", flat=True))
        if runs:
            raise Refused(
                _("Không gỡ được “%(title)s”: lớp %(runs)s đang học nội dung này. "
                  "Gỡ sau khi lớp kết thúc; nội dung sai thì sửa và đăng lại.")
                % {"title": thread.fact.title, "runs": ", ".join(runs)}
            )  # fmt: skip


def _runs_teaching(fact: Fact) -> models.QuerySet[CourseRun]:
    going_on = CourseRun.objects.filter(state__in=CourseRunState.taking_people()).order_by("code")
    if isinstance(fact, Course):
        return going_on.filter(course=fact)
    return going_on.filter(modules=fact.module_id if isinstance(fact, Activity) else fact.pk)


def _withdraw(fact: Fact | None) -> Fact | None:
    if fact is not None:
        _update(fact, {"is_offered": False})
    return fact


def _make(page: Page, parent: Fact | None) -> Fact:
    words = _words(page)
    if isinstance(page, CoursePage):
        course = Course.objects.create(code=_free_code(page.slug), **words)
        PageFact.objects.create(page=page.page_ptr, course=course)
        return course
    if isinstance(page, ModulePage):
        module = Module.objects.create(course=parent, **words)
        PageFact.objects.create(page=page.page_ptr, module=module)
        return module
    activity = Activity.objects.create(module=parent, **words)
    PageFact.objects.create(page=page.page_ptr, activity=activity)
    return activity


def _adopt(fact: Fact, parent: Fact | None) -> None:
    """Put the fact under the parent that its page has now."""
    name = {Module: "course", Activity: "module"}.get(type(fact))
    if name is None or parent is None or getattr(fact, f"{name}_id") == parent.pk:
        return
    refuse_while_taught(fact)
    _update(fact, {name: parent})


def _words(page: Page) -> dict[str, Any]:
    """What the fact takes from the page."""
    words: dict[str, Any] = {"title": page.title[:TITLE_LENGTH]}
    if isinstance(page, CoursePage):
        words["summary"] = page.summary
    elif isinstance(page, ModulePage):
        words |= {"number": page.number, "periods": page.periods, "audience": page.audience}
    elif isinstance(page, LessonPage):
        words |= {"kind": ActivityKind.LESSON, "completion_rule": CompletionRule.DONE}
    elif isinstance(page, QuizPage):
        passing = page.pass_percent > 0
        words |= {
            "kind": ActivityKind.QUIZ,
            "completion_rule": CompletionRule.PASSED if passing else CompletionRule.SUBMITTED,
            "pass_percent": page.pass_percent,
            "attempts_allowed": page.attempts_allowed,
            "time_limit_minutes": page.time_limit_minutes,
        }
    return words


def _update(fact: Fact, values: Mapping[str, Any]) -> None:
    """Write only what differs."""
    changed = [name for name, value in values.items() if getattr(fact, name) != value]
    for name in changed:
        setattr(fact, name, values[name])
    if changed:
        fact.save(update_fields=changed)


def _bring_children(page: Page) -> None:
    """Pages that were published before their parent was: their facts had nowhere to hang."""
    for child in page.get_children().live().specific():
        sync(child)


def _order_activities(module_page: Page) -> None:
    """Positions follow the order of the pages; Wagtail tells us only of the page that was moved."""
    order = list(module_page.get_children().order_by("path").values_list("pk", flat=True))
    threads = PageFact.objects.filter(page_id__in=order, activity__isnull=False)
    for thread in threads.select_related("activity"):
        _update(thread.activity, {"position": order.index(thread.page_id)})


def _free_code(slug: str) -> str:
    """The slug, or the slug and a number if an older programme has it."""
    wanted = slug[:CODE_LENGTH]
    taken = set(Course.objects.filter(code__startswith=wanted[:30]).values_list("code", flat=True))
    code, number = wanted, 2
    while code in taken:
        code = f"{wanted[: CODE_LENGTH - 4]}-{number}"
        number += 1
    return code
