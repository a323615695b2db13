"""The curriculum that comes with the system: one course, sixteen modules, five of them written out.

Source: cms/curriculum (outline.json as the plans list the modules; a folder for each written one). Loading again adds
what is missing and never overwrites what an editor has changed since.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypedDict

from bs4 import BeautifulSoup, Tag
from django.db import transaction
from django.utils.html import escape
from wagtail.models import Page

from accounts.models import User
from cms.models import (
    CataloguePage,
    Choice,
    CoursePage,
    LessonPage,
    ModulePage,
    Question,
    QuestionCategory,
    QuizPage,
    QuizQuestion,
)
from cms.tree import plant

CURRICULUM = Path(__file__).parent / "curriculum"
COURSE_SLUG = "truyen-thong-chinh-sach"
COURSE_TITLE = (
    "Bồi dưỡng kiến thức, kỹ năng truyền thông chính sách và ứng phó khủng hoảng truyền thông"
)
COURSE_SUMMARY = (
    "Chương trình dành cho phóng viên, biên tập viên, cán bộ thông tin, người phát ngôn, báo cáo viên và "
    "tuyên truyền viên pháp luật: kiến thức chung, kỹ năng truyền thông, kiểm chứng thông tin và ứng phó khủng "
    "hoảng truyền thông trên không gian mạng."
)
AUDIENCES = {
    "all": "Tất cả đối tượng",
    "legal": "Khối pháp luật",
    "press": "Khối báo chí",
    "spokesperson": "Người phát ngôn",
}
# Reading with pauses to think, on a phone.
WORDS_A_MINUTE = 60


class OutlineModule(TypedDict):
    no: int
    title: str
    periods: int
    audience: str
    lessons: list[str]


@transaction.atomic
def load_curriculum(by: User | None = None) -> CoursePage:
    """The course page, with everything below it that was missing."""
    course_page = _course_page(plant(), by)
    known = set(ModulePage.objects.child_of(course_page).values_list("number", flat=True))
    outline: list[OutlineModule] = json.loads((CURRICULUM / "outline.json").read_text("utf-8"))
    for module in outline:
        if module["no"] not in known:
            _module_page(course_page, module, by)
    return course_page


def _course_page(catalogue: CataloguePage, by: User | None) -> CoursePage:
    page = CoursePage.objects.child_of(catalogue).filter(slug=COURSE_SLUG).first()
    if page is None:
        page = CoursePage(title=COURSE_TITLE, slug=COURSE_SLUG, summary=COURSE_SUMMARY)
        _grow(catalogue, page, by)
        _publish(page, by)
    return page


def _module_page(course_page: CoursePage, module: OutlineModule, by: User | None) -> None:
    folder = CURRICULUM / f"{module['no']:02d}"
    page = ModulePage(
        title=module["title"],
        number=module["no"],
        periods=module["periods"],
        audience=", ".join(AUDIENCES[code.strip()] for code in module["audience"].split(",")),
        intro=_list_of(module["lessons"]),
    )
    _grow(course_page, page, by)
    if not folder.is_dir():
        return
    for number, title in enumerate(module["lessons"], start=1):
        _lesson_page(page, title, (folder / f"{number}.html").read_text("utf-8"), by)
    _quiz_page(page, json.loads((folder / "quiz.json").read_text("utf-8")), by)
    _publish(page, by)


def _lesson_page(module_page: ModulePage, title: str, html: str, by: User | None) -> None:
    words = len(BeautifulSoup(html, "html.parser").get_text().split())
    page = LessonPage(
        title=title, minutes=max(5, round(words / WORDS_A_MINUTE)), body=list(blocks_of(html))
    )
    _grow(module_page, page, by)
    _publish(page, by)


def _quiz_page(module_page: ModulePage, quiz: dict[str, Any], by: User | None) -> None:
    category, _made = QuestionCategory.objects.get_or_create(
        name=f"Chuyên đề {module_page.number:02d}: {module_page.title}"
    )
    page = QuizPage(
        title=quiz["title"],
        intro="<p>Làm bài sau khi học xong các bài của chuyên đề. Điểm cao nhất trong các lượt được ghi nhận.</p>",
        pass_percent=quiz["pass_percent"],
    )
    page.questions = [
        QuizQuestion(question=_question(category, asked, by)) for asked in quiz["questions"]
    ]
    _grow(module_page, page, by)
    _publish(page, by)


def _question(category: QuestionCategory, asked: dict[str, Any], by: User | None) -> Question:
    known = Question.objects.filter(category=category, text=asked["text"]).first()
    if known:
        return known
    question = Question(
        category=category, kind=asked["kind"], text=asked["text"], feedback=asked["feedback"]
    )
    question.choices = [
        Choice(text=choice["text"], is_correct=choice["correct"], feedback=choice["feedback"])
        for choice in asked["choices"]
    ]
    if question.problems:
        raise ValueError(f"{asked['text']}: {' '.join(question.problems)}")
    question.save()
    # The rights of whoever loads are the caller's question; groups may not be joined yet.
    question.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    return question


def blocks_of(html: str) -> Iterator[tuple[str, Any]]:
    """The pieces of a lesson: a text block from each heading to the next, a note for each quotation."""
    text: list[str] = []
    for part in BeautifulSoup(html, "html.parser").find_all(True, recursive=False):
        if part.name in ("h2", "blockquote") and text:
            yield "text", "".join(text)
            text = []
        if part.name == "blockquote":
            yield "note", {"title": "", "text": _quoted(part)}
        else:
            text.append(str(part))
    if text:
        yield "text", "".join(text)


def _quoted(quotation: Tag) -> str:
    inner = quotation.decode_contents().strip()
    return inner if quotation.find("p") else f"<p>{inner}</p>"


def _list_of(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _grow(parent: Page, page: Page, by: User | None) -> None:
    """Add ``page`` as a draft that its writer can open."""
    page.live = False
    page.owner = by
    parent.add_child(instance=page)
    page.save_revision(user=by)


def _publish(page: Page, by: User | None) -> None:
    page.get_latest_revision().publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()
