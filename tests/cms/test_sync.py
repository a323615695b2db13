"""Pages and facts: one test for each route by which Wagtail changes a page."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from cms.actions import fact_of, sync
from cms.models import LessonPage, ModulePage, PageFact
from common.refusals import Refused
from courses.models import Activity, Course, Module
from tests import make
from tests.cms import grow

pytestmark = pytest.mark.django_db


def test_the_first_publish_of_a_course_makes_its_fact():
    page = grow.course_page("Đợt 1: Đào tạo", summary="Hai ngày")

    course = Course.objects.get()

    assert (course.code, course.title, course.summary, course.is_offered) == (
        "dot-1-dao-tao",
        "Đợt 1: Đào tạo",
        "Hai ngày",
        True,
    )
    assert fact_of(page) == course


def test_a_draft_has_no_fact():
    page = grow.course_page(live=False)

    assert sync(page) is None
    assert Course.objects.count() == 0


def test_a_published_module_writes_number_hours_and_audience():
    page = grow.module_page(number=8, periods=6, audience="Khối báo chí")

    module = Module.objects.get()

    assert (module.number, module.periods, module.audience) == (8, 6, "Khối báo chí")
    assert fact_of(page).course == Course.objects.get()


def test_a_published_quiz_writes_its_rule():
    grow.quiz_page(pass_percent=60, attempts_allowed=2, time_limit_minutes=15)

    quiz = Activity.objects.get()

    assert (quiz.kind, quiz.completion_rule) == ("quiz", "passed")
    assert (quiz.pass_percent, quiz.attempts_allowed, quiz.time_limit_minutes) == (60, 2, 15)


def test_a_quiz_without_pass_mark_only_wants_to_be_handed_in():
    grow.quiz_page(pass_percent=0)

    assert Activity.objects.get().completion_rule == "submitted"


def test_publishing_again_renames_the_same_fact():
    page = grow.lesson_page(title="Tên cũ")
    before = fact_of(page)

    page.title = "Tên mới"
    grow.publish(page)

    assert Activity.objects.get() == before
    assert fact_of(page).title == "Tên mới"


def test_syncing_twice_writes_nothing(django_assert_num_queries):
    page = grow.lesson_page()
    sync(page)

    with django_assert_num_queries(8) as ran:
        sync(page)

    assert [query["sql"] for query in ran if query["sql"].startswith(("UPDATE", "INSERT"))] == []


def test_a_lesson_published_before_its_module_waits_for_it():
    module = grow.module_page(live=False)
    lesson = grow.lesson_page(module)
    assert fact_of(lesson) is None

    grow.publish(module)

    assert fact_of(lesson).module == fact_of(module)


def test_a_copy_gets_its_own_fact_when_it_is_published():
    page = grow.lesson_page()

    copy = page.copy(keep_live=False, update_attrs={"slug": "ban-sao"})
    assert fact_of(copy) is None
    grow.publish(copy)

    assert fact_of(copy) != fact_of(page)
    assert Activity.objects.count() == 2


def test_a_live_copy_of_a_subtree_gets_its_own_facts():
    module = grow.module_page()
    lesson = grow.lesson_page(module)

    copy = module.copy(recursive=True, update_attrs={"slug": "ban-sao"})

    copied_lesson = LessonPage.objects.child_of(copy).get()
    assert fact_of(copied_lesson).module == fact_of(copy)
    assert {fact_of(copy), fact_of(module)} == set(Module.objects.all())
    assert {fact_of(copied_lesson), fact_of(lesson)} == set(Activity.objects.all())


def test_an_alias_shows_its_sources_fact():
    lesson = grow.lesson_page()
    other = grow.module_page(lesson.course_page, "Chuyên đề khác", number=2)

    alias = lesson.create_alias(parent=other)

    assert fact_of(alias) == fact_of(lesson)
    assert Activity.objects.count() == 1
    assert fact_of(lesson).module == fact_of(lesson.get_parent())


def test_deleting_an_alias_leaves_the_fact_offered():
    lesson = grow.lesson_page()
    other = grow.module_page(lesson.course_page, "Chuyên đề khác", number=2)
    alias = lesson.create_alias(parent=other)

    alias.delete()

    assert fact_of(lesson).is_offered is True


def test_a_move_changes_the_parent_fact():
    lesson = grow.lesson_page()
    other = grow.module_page(lesson.course_page, "Chuyên đề khác", number=2)

    lesson.move(other, pos="last-child")

    assert fact_of(lesson).module == fact_of(other)
    assert Activity.objects.count() == 1


def test_a_move_within_the_module_changes_the_order():
    module = grow.module_page()
    first = grow.lesson_page(module, "Một")
    second = grow.lesson_page(module, "Hai")
    quiz = grow.quiz_page(module)

    Page.objects.get(pk=quiz.pk).move(Page.objects.get(pk=first.pk), pos="left")

    order = list(Activity.objects.in_order().values_list("pk", "position"))
    assert order == [(fact_of(quiz).pk, 0), (fact_of(first).pk, 1), (fact_of(second).pk, 2)]


@pytest.mark.parametrize("state", ["open", "running"])
def test_a_move_is_refused_while_a_run_teaches_the_module(state):
    lesson = grow.lesson_page()
    module = fact_of(lesson).module
    other = grow.module_page(lesson.course_page, "Chuyên đề khác", number=2)
    make.course_run(state, modules=[module], mark_percent=0)

    with pytest.raises(Refused):
        lesson.move(other, pos="last-child")

    assert fact_of(lesson).module == module


def test_a_move_is_allowed_once_the_run_is_over():
    lesson = grow.lesson_page()
    other = grow.module_page(lesson.course_page, "Chuyên đề khác", number=2)
    make.course_run("closed", modules=[fact_of(lesson).module], mark_percent=0)

    lesson.move(other, pos="last-child")

    assert fact_of(lesson).module == fact_of(other)


def test_a_lesson_moved_under_a_draft_module_is_not_offered_until_that_is_published():
    lesson = grow.lesson_page()
    draft = grow.module_page(lesson.course_page, "Bản nháp", number=2, live=False)

    lesson.move(draft, pos="last-child")
    assert fact_of(lesson).is_offered is False
    grow.publish(ModulePage.objects.get(pk=draft.pk))

    assert fact_of(lesson).is_offered is True
    assert fact_of(lesson).module == fact_of(draft)


def test_unpublishing_keeps_the_fact_but_offers_it_no_more():
    page = grow.lesson_page()
    before = fact_of(page)

    page.unpublish()

    assert fact_of(page) == before
    assert fact_of(page).is_offered is False


def test_an_old_revision_published_again_has_the_same_fact():
    page = grow.lesson_page(title="Bản một")
    before = fact_of(page)
    old = page.latest_revision
    page.title = "Bản hai"
    grow.publish(page)
    page.unpublish()

    old.publish()

    assert Activity.objects.get() == before
    assert (fact_of(page).title, fact_of(page).is_offered) == ("Bản một", True)


def test_a_deleted_page_leaves_its_fact():
    page = grow.lesson_page()

    page.delete()

    assert PageFact.objects.filter(activity__isnull=False).count() == 0
    assert Activity.objects.get().is_offered is False


def test_a_deleted_subtree_leaves_all_its_facts():
    course = grow.course_page()
    module = grow.module_page(course)
    grow.lesson_page(module)

    Page.objects.get(pk=course.pk).delete()

    facts = [Course.objects.get(), Module.objects.get(), Activity.objects.get()]
    assert [fact.is_offered for fact in facts] == [False, False, False]
    assert PageFact.objects.count() == 0


def test_a_changed_slug_changes_no_fact():
    page = grow.course_page("Khóa một")
    before = fact_of(page)

    page.slug = "ten-khac"
    grow.publish(page)

    assert fact_of(page) == before
    assert fact_of(page).code == "khoa-mot"


def test_a_second_course_of_the_same_slug_gets_another_code():
    grow.course_page("Khóa một").delete()

    again = grow.course_page("Khóa một")

    assert fact_of(again).code == "khoa-mot-2"


def test_a_scheduled_publish_makes_the_fact():
    page = grow.lesson_page(live=False)
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = page.save_revision()
    revision.approved_go_live_at = page.go_live_at
    revision.save()

    call_command("publish_scheduled")

    assert fact_of(page).is_offered is True


def test_a_scheduled_expiry_takes_the_offer_back():
    page = grow.lesson_page()
    LessonPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    call_command("publish_scheduled")

    assert fact_of(page).is_offered is False


def test_plain_pages_have_no_facts():
    home = grow.course_page().get_parent().get_parent()

    assert sync(home) is None
