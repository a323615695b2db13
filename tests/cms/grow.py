"""Makers of pages: drafts, published the way the admin does it."""

from cms.models import (
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


def publish(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def course_page(title="Truyền thông chính sách", *, live=True, **with_):
    return _grown(plant(), CoursePage(title=title, **with_), live)


def module_page(parent=None, title="Kiểm chứng thông tin", *, live=True, **with_):
    return _grown(parent or course_page(), ModulePage(title=title, **with_), live)


def lesson_page(parent=None, title="Đọc một bức ảnh", *, live=True, **with_):
    body = with_.pop("body", [("text", "<h2>Mở đầu</h2><p>Ảnh nói gì?</p>")])
    return _grown(parent or module_page(), LessonPage(title=title, body=body, **with_), live)


def quiz_page(parent=None, title="Bài kiểm tra", *, questions=3, live=True, **with_):
    page = QuizPage(title=title, **with_)
    page.questions = [
        QuizQuestion(question=question(f"Câu hỏi số {number}?"))
        for number in range(1, questions + 1)
    ]
    return _grown(parent or module_page(), page, live)


def question(text="Nguồn nào đáng tin hơn?", *, kind="single", live=True, choices=None):
    category, _made = QuestionCategory.objects.get_or_create(name="Kiểm chứng")
    made = Question(category=category, kind=kind, text=text, feedback="Xem lại bài 1.")
    made.choices = [
        Choice(text=words, is_correct=right, feedback=f"Nhận xét: {words}")
        for words, right in choices
        or [("Cổng thông tin của tỉnh", True), ("Tin đồn", False), ("Ảnh cắt", False)]
    ]
    made.live = live
    made.save()
    return made


def _grown(parent, page, live):
    page.live = False
    parent.add_child(instance=page)
    return publish(page) if live else page
