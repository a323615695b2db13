"""The Wagtail admin as a trainer meets it."""

import pytest
from wagtail.admin.menu import admin_menu
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.actions import fact_of
from cms.models import LegalDocument, LessonPage, ModulePage, Question, QuestionCategory, QuizPage
from courses.models import Activity, Module
from tests import make
from tests.cms import grow

MENU = [
    "Ngân hàng câu hỏi",
    "Văn bản pháp luật",
    "Về trang làm việc",
    "Tài liệu",
    "Hình ảnh",
    "Trang",
]

pytestmark = pytest.mark.django_db


def form(**fields):
    return nested_form_data({"comments": inline_formset([]), **fields})


def publish_child(client, kind, parent, **fields):
    return client.post(
        f"/cms/pages/add/cms/{kind}/{parent.pk}/", form(**fields, **{"action-publish": "1"})
    )


def question_form(choices, **fields):
    rows = inline_formset(
        [
            {"text": text, "is_correct": "on" if right else "", "feedback": ""}
            for text, right in choices
        ]
    )
    category = QuestionCategory.objects.get_or_create(name="Kiểm chứng")[0]
    return nested_form_data(
        {
            "category": category.pk,
            "kind": "single",
            "text": "Nguồn nào đáng tin?",
            "feedback": "",
            "choices": rows,
            **fields,
        }
    )


def test_a_trainer_writes_a_module_with_a_lesson_and_a_quiz_and_publishes_it(trainer, sign_in):
    course = grow.course_page()
    asked = grow.question()
    client = sign_in(trainer)

    publish_child(
        client, "modulepage", course,
        title="Kiểm chứng thông tin", number=8, periods=4, audience="Khối báo chí", intro=rich_text("<p>Bốn bài</p>"),
    )  # fmt: skip
    module = ModulePage.objects.get()
    publish_child(
        client, "lessonpage", module,
        title="Đọc một bức ảnh", minutes=20, body=streamfield([("text", rich_text("<p>Ảnh nói gì?</p>"))]),
    )  # fmt: skip
    publish_child(
        client, "quizpage", module,
        title="Bài kiểm tra", intro=rich_text("<p>Ba lượt</p>"), pass_percent=60, attempts_allowed=3,
        time_limit_minutes=20, draw_count=0, shuffle="on",
        questions=inline_formset([{"question": asked.pk}]),
    )  # fmt: skip

    assert (module.slug, module.live) == ("kiem-chung-thong-tin", True)
    assert (LessonPage.objects.get().live, QuizPage.objects.get().live) == (True, True)
    assert list(Activity.objects.in_order().values_list("kind", "title", "module__number")) == [
        ("lesson", "Đọc một bức ảnh", 8),
        ("quiz", "Bài kiểm tra", 8),
    ]


def test_a_quiz_without_questions_is_not_published(trainer, sign_in):
    module = grow.module_page()

    publish_child(
        sign_in(trainer), "quizpage", module,
        title="Bài kiểm tra", intro=rich_text("<p>Ba lượt</p>"), pass_percent=60, attempts_allowed=3,
        time_limit_minutes=20, draw_count=0, questions=inline_formset([]),
    )  # fmt: skip

    assert QuizPage.objects.count() == 0


def test_where_review_is_required_the_publish_button_only_saves(trainer, sign_in, settings):
    settings.CONTENT_REVIEW_REQUIRED = True
    course = grow.course_page()

    publish_child(
        sign_in(trainer), "modulepage", course,
        title="Kiểm chứng", number=8, periods=4, audience="", intro=rich_text("<p>Bài</p>"),
    )  # fmt: skip

    assert ModulePage.objects.get().live is False
    assert Module.objects.count() == 0


def test_the_menu_holds_what_trainers_need(trainer, sign_in):
    grow.course_page()

    request = sign_in(trainer).get("/cms/").wsgi_request

    labels = [str(item.label) for item in admin_menu.menu_items_for_request(request)]
    assert sorted(labels) == sorted(MENU)


def test_the_dashboard_names_the_steps_and_own_drafts(trainer, sign_in):
    draft = grow.course_page("Khóa đang soạn", live=False)
    draft.owner = trainer
    draft.save_revision()
    Page.objects.filter(pk=draft.pk).update(owner=trainer, has_unpublished_changes=True)

    page = sign_in(trainer).get("/cms/")

    assert "Soạn nội dung tập huấn" in page.text
    assert "Khóa đang soạn" in page.text


def test_a_move_in_the_admin_is_refused_with_the_class_named(trainer, sign_in):
    lesson = grow.lesson_page()
    other = grow.module_page(lesson.course_page, "Khác", number=2)
    run = make.course_run("running", modules=[fact_of(lesson).module], mark_percent=0)

    answer = sign_in(trainer).post(f"/cms/pages/{lesson.pk}/move/{other.pk}/confirm/", follow=True)

    assert f"lớp {run.code} đang dùng nội dung này" in answer.text
    assert LessonPage.objects.get().get_parent().pk != other.pk


def test_a_bulk_move_is_refused_too(trainer, sign_in):
    lesson = grow.lesson_page()
    other = grow.module_page(lesson.course_page, "Khác", number=2)
    run = make.course_run("running", modules=[fact_of(lesson).module], mark_percent=0)

    answer = sign_in(trainer).post(
        f"/cms/bulk/wagtailcore/page/move/?id={lesson.pk}", {"chooser": other.pk}, follow=True
    )

    assert f"lớp {run.code} đang dùng nội dung này" in answer.text
    assert LessonPage.objects.get().get_parent().pk != other.pk


def test_a_move_in_the_admin_works_while_no_class_uses_the_page(trainer, sign_in):
    lesson = grow.lesson_page()
    other = grow.module_page(lesson.course_page, "Khác", number=2)

    sign_in(trainer).post(f"/cms/pages/{lesson.pk}/move/{other.pk}/confirm/")

    assert fact_of(lesson).module == fact_of(other)


def test_a_converted_alias_gets_its_own_fact(trainer, sign_in):
    lesson = grow.lesson_page()
    other = grow.module_page(lesson.course_page, "Khác", number=2)
    alias = lesson.create_alias(parent=other)

    sign_in(trainer).post(f"/cms/pages/{alias.pk}/convert_alias/")

    converted = LessonPage.objects.get(pk=alias.pk)
    assert fact_of(converted) != fact_of(lesson)
    assert fact_of(converted).module == fact_of(other)


def test_a_sound_question_is_published(trainer, sign_in):
    grow.course_page()
    data = question_form([("Cổng thông tin", True), ("Tin đồn", False)])

    sign_in(trainer).post("/cms/cau-hoi/add/", {**data, "action-publish": "1"})

    question = Question.objects.get()
    assert question.live is True
    assert [(c.text, c.is_correct) for c in question.choices.all()] == [
        ("Cổng thông tin", True),
        ("Tin đồn", False),
    ]


@pytest.mark.parametrize(
    ("kind", "choices", "words"),
    [
        ("single", [("A", True), ("B", True)], "phải có đúng một phương án đúng, hiện có 2"),
        ("single", [("A", False), ("B", False)], "phải có đúng một phương án đúng, hiện có 0"),
        ("single", [("A", True)], "Nhập ít nhất hai phương án trả lời."),
        ("multiple", [("A", False), ("B", False)], "Đánh dấu ít nhất một phương án đúng."),
        ("true_false", [("A", True), ("B", False), ("C", False)], "phải có đúng hai phương án."),
        ("single", [("A", True), ("a ", False)], "Hai phương án có nội dung giống nhau"),
    ],
)
def test_an_unsound_question_is_not_published(kind, choices, words, trainer, sign_in):
    grow.course_page()
    data = question_form(choices, kind=kind)

    answer = sign_in(trainer).post("/cms/cau-hoi/add/", {**data, "action-publish": "1"})

    assert words in answer.text
    assert Question.objects.filter(live=True).count() == 0


def test_a_draft_question_may_be_unfinished(trainer, sign_in):
    grow.course_page()
    data = question_form([("Cổng thông tin", True)])

    sign_in(trainer).post("/cms/cau-hoi/add/", data)

    assert Question.objects.get().live is False


def test_a_question_is_previewed_with_its_answers(trainer, sign_in):
    grow.course_page()
    client = sign_in(trainer)
    data = question_form([("Cổng thông tin", True), ("Tin đồn", False)])

    answer = client.post("/cms/cau-hoi/preview/", data)
    page = client.get("/cms/cau-hoi/preview/?mode=")

    assert answer.json()["is_valid"] is True
    assert "Nguồn nào đáng tin?" in page.text
    assert "(đúng)" in page.text


def test_a_question_in_a_quiz_cannot_be_deleted(trainer, sign_in):
    quiz = grow.quiz_page(questions=1)
    asked = quiz.questions.get().question

    sign_in(trainer).post(f"/cms/cau-hoi/delete/{asked.pk}/")

    assert Question.objects.filter(pk=asked.pk).count() == 1


def test_a_changed_law_shows_in_every_lesson_that_names_it(trainer, sign_in):
    law = LegalDocument.objects.create(number="07/CT-TTg", title="Về truyền thông chính sách")
    lesson = grow.lesson_page(body=[("law", {"document": law, "place": "", "note": ""})])
    law.changed_on = "2026-03-01"
    law.change_note = "Được thay thế."
    law.save()

    page = sign_in(trainer).get(f"/cms/pages/{lesson.pk}/view_draft/").text

    assert "Văn bản đã thay đổi từ ngày 01/03/2026." in " ".join(page.split())


def test_a_pasted_table_is_drawn_with_its_head(trainer, sign_in):
    lesson = grow.lesson_page(
        body=[
            ("table", {"caption": "Ba bước", "rows": "Bước | Việc\n1 | Dừng lại\n2\tHỏi nguồn\n"})
        ]
    )

    page = sign_in(trainer).get(f"/cms/pages/{lesson.pk}/view_draft/").text

    assert '<th scope="col">Bước</th>' in page
    assert "<td>Hỏi nguồn</td>" in page


@pytest.mark.parametrize(
    "address",
    ["/cms/account/", "/cms/images/", "/cms/documents/", "/cms/cau-hoi/", "/cms/van-ban/"],
)
def test_a_trainers_screens_open(address, trainer, sign_in):
    grow.quiz_page()

    assert sign_in(trainer).get(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["/cms/users/", "/cms/groups/", "/cms/redirects/", "/cms/sites/"]
)
def test_a_trainer_manages_no_accounts_and_no_site(address, trainer, sign_in):
    grow.course_page()

    assert sign_in(trainer).get(address).status_code == 302


def test_the_account_screen_asks_for_no_names_that_we_do_not_keep(trainer, sign_in):
    grow.course_page()

    page = sign_in(trainer).get("/cms/account/").text

    assert "name_email-first_name" not in page


@pytest.mark.parametrize(
    ("kind", "parent", "fields"),
    [
        ("coursepage", "catalogue", {"summary": "", "body": rich_text("")}),
        (
            "modulepage",
            "course",
            {"number": 1, "periods": 4, "audience": "", "intro": rich_text("")},
        ),
        ("lessonpage", "module", {"minutes": 10, "body": streamfield([])}),
        (
            "quizpage",
            "module",
            {
                "intro": rich_text(""),
                "pass_percent": 50,
                "attempts_allowed": 3,
                "time_limit_minutes": 0,
                "draw_count": 0,
                "questions": inline_formset([]),
            },
        ),
    ],
)
def test_a_page_is_previewed_before_it_is_first_saved(kind, parent, fields, trainer, sign_in):
    module = grow.module_page()
    course = module.get_parent()
    under = {"module": module, "course": course, "catalogue": course.get_parent()}[parent]
    client = sign_in(trainer)
    address = f"/cms/pages/add/cms/{kind}/{under.pk}/preview/"

    answer = client.post(address, form(title="Chưa lưu", **fields))
    page = client.get(f"{address}?mode=")

    assert answer.json()["is_valid"] is True
    assert page.status_code == 200
    assert "Chưa lưu" in page.text


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_what_a_running_class_learns_from_is_not_taken_away(trainer, sign_in, way):
    module = grow.module_page()
    quiz = grow.quiz_page(module)
    run = make.course_run("running", modules=[fact_of(module)], mark_percent=0)

    page = sign_in(trainer).post(f"/cms/pages/{quiz.pk}/{way}/", {}, follow=True)

    assert f"lớp {run.code} đang học nội dung này" in page.text
    assert Page.objects.get(pk=quiz.pk).live
    assert Activity.objects.get().is_offered


def test_what_a_running_class_learns_from_stays_in_a_bulk_action_too(trainer, sign_in):
    module = grow.module_page()
    quiz = grow.quiz_page(module)
    make.course_run("running", modules=[fact_of(module)], mark_percent=0)

    sign_in(trainer).post(f"/cms/bulk/wagtailcore/page/unpublish/?id={quiz.pk}", {})

    assert Page.objects.get(pk=quiz.pk).live


def test_what_nobody_learns_from_now_may_go(trainer, sign_in):
    module = grow.module_page()
    quiz = grow.quiz_page(module)
    make.course_run("open", modules=[fact_of(module)], mark_percent=0)

    sign_in(trainer).post(f"/cms/pages/{quiz.pk}/unpublish/", {})

    assert not Page.objects.get(pk=quiz.pk).live
