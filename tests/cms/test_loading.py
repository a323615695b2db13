"""The curriculum that comes with the system."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, Revision

from cms.actions import fact_of
from cms.loading import blocks_of, load_curriculum
from cms.models import LessonPage, ModulePage, Question, QuizPage
from courses.models import Activity, Course, Module

pytestmark = pytest.mark.django_db


def test_the_written_modules_are_published_and_the_others_wait_as_drafts():
    course_page = load_curriculum()

    modules = ModulePage.objects.child_of(course_page)
    assert modules.count() == 16
    assert sum(modules.values_list("periods", flat=True)) == 64
    assert list(modules.live().values_list("number", flat=True)) == [1, 8, 10, 11, 13]
    assert list(Module.objects.order_by("number").values_list("number", flat=True)) == [
        1,
        8,
        10,
        11,
        13,
    ]
    assert (LessonPage.objects.live().count(), QuizPage.objects.live().count()) == (20, 5)
    for module in Module.objects.all():
        kinds = module.activities.in_order().values_list("kind", "position")
        assert list(kinds) == [*(("lesson", place) for place in range(4)), ("quiz", 4)]
    assert Question.objects.filter(live=True).count() == 50
    assert all(question.problems == [] for question in Question.objects.all())
    assert fact_of(course_page) == Course.objects.get(code="truyen-thong-chinh-sach")


def test_loading_twice_changes_nothing(administrator):
    load_curriculum(administrator)
    models = (Page, Revision, Question, Course, Module, Activity)
    before = [model.objects.count() for model in models]

    call_command("load_curriculum")

    assert [model.objects.count() for model in models] == before


def test_an_editors_title_survives_loading_again():
    load_curriculum()
    page = ModulePage.objects.get(number=8)
    page.title = "Kiểm chứng thông tin"
    page.save_revision().publish()

    load_curriculum()

    assert ModulePage.objects.get(number=8).title == "Kiểm chứng thông tin"


def test_a_lesson_is_cut_at_headings_and_quotations():
    note = "<blockquote>Nhớ <b>kỹ</b>.</blockquote>"
    html = f"<p>Mở.</p><h2>Một</h2><p>A</p>{note}<p>B</p><h2>Hai</h2><ul><li>C</li></ul>"

    assert list(blocks_of(html)) == [
        ("text", "<p>Mở.</p>"),
        ("text", "<h2>Một</h2><p>A</p>"),
        ("note", {"title": "", "text": "<p>Nhớ <b>kỹ</b>.</p>"}),
        ("text", "<p>B</p>"),
        ("text", "<h2>Hai</h2><ul><li>C</li></ul>"),
    ]
