"""Page types: where each may stand, who may read it, and that its editor works."""

import pytest
from django.apps import apps
from wagtail.coreutils import get_dummy_request
from wagtail.models import Page
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from accounts.models import User
from cms.actions import fact_of
from cms.models import (
    CataloguePage,
    CoursePage,
    HomePage,
    LearnerPage,
    LessonPage,
    ModulePage,
    PlainPage,
    QuizPage,
)
from cms.tree import plant
from tests import make
from tests.cms import grow

pytestmark = pytest.mark.django_db

PARENTS = {
    HomePage: {Page},
    CataloguePage: {HomePage},
    PlainPage: {HomePage},
    CoursePage: {CataloguePage},
    ModulePage: {CoursePage},
    LessonPage: {ModulePage},
    QuizPage: {ModulePage},
}
PUBLIC = {HomePage, CataloguePage, CoursePage, PlainPage}


@pytest.fixture
def pages(client):
    """Wagtail's assertions about pages, with pytest's client."""
    case = WagtailPageTestCase()
    case.client = client
    case.dummy_request = get_dummy_request()
    return case


@pytest.fixture
def root_user(db):
    return User.objects.create_superuser("goc", full_name="Quản Trị Gốc", password=make.PASSWORD)


@pytest.fixture
def tree():
    """One page of each type."""
    module = grow.module_page(intro="<p>Bốn bài.</p>")
    home = plant().get_parent()
    plain = home.add_child(
        instance=PlainPage(title="Giới thiệu", body=[("text", "<p>Về hệ thống.</p>")])
    )
    found = [
        grow.lesson_page(module),
        grow.quiz_page(module),
        module,
        module.get_parent().specific,
        plant(),
        home.specific,
        plain,
    ]
    return {type(page): page for page in found}


def own_page_types():
    return {model for model in apps.get_app_config("cms").get_models() if issubclass(model, Page)}


def test_every_page_type_is_public_or_for_learners():
    learner_types = {model for model in own_page_types() if issubclass(model, LearnerPage)}

    assert own_page_types() == PUBLIC | learner_types
    assert not any(issubclass(model, LearnerPage) for model in PUBLIC)


@pytest.mark.parametrize("model", PARENTS, ids=lambda model: model.__name__)
def test_a_page_stands_only_where_it_belongs(model, pages):
    pages.assertAllowedParentPageTypes(model, PARENTS[model])
    children = {child for child, parents in PARENTS.items() if model in parents}
    pages.assertAllowedSubpageTypes(model, children)


@pytest.mark.parametrize("model", PARENTS, ids=lambda model: model.__name__)
def test_every_page_can_be_edited_and_previewed(model, pages, tree, root_user):
    filled = {"title": "Tên trang", "lead": "", "minutes": 10, "body": streamfield([])}
    data = nested_form_data({**filled, "comments": inline_formset([])})
    has_stream = model in (HomePage, PlainPage, LessonPage)
    pages.assertPageIsEditable(tree[model], user=root_user, post_data=data if has_stream else None)
    pages.assertPageIsPreviewable(
        tree[model], user=root_user, post_data=data if has_stream else None
    )


@pytest.mark.parametrize("model", sorted(PUBLIC, key=str), ids=lambda model: model.__name__)
def test_public_pages_open_for_everybody(model, pages, tree):
    pages.assertPageIsRenderable(tree[model])


each_learner_type = pytest.mark.parametrize(
    "model", sorted(own_page_types() - PUBLIC, key=str), ids=lambda model: model.__name__
)


@each_learner_type
def test_anonymous_at_a_learner_page_is_sent_to_sign_in(model, tree, client):
    answer = client.get(tree[model].url)

    assert answer.status_code == 302
    assert answer.url.startswith("/tai-khoan/login/?next=/khoa-tap-huan/")


@each_learner_type
def test_a_stranger_at_a_learner_page_is_refused(model, tree, sign_in, learner):
    assert sign_in(learner).get(tree[model].url).status_code == 403


@each_learner_type
def test_a_seat_in_another_module_opens_no_learner_page(model, tree, sign_in, learner):
    seat(learner, make.module())

    assert sign_in(learner).get(tree[model].url).status_code == 403


@each_learner_type
def test_a_learner_is_sent_to_the_class(model, tree, sign_in, learner):
    run = seat(learner, fact_of(tree[ModulePage]))

    answer = sign_in(learner).get(tree[model].url)

    below = "" if model is ModulePage else f"{tree[model].learning_path}/"
    assert answer.status_code == 302
    assert answer.url == f"/lop-hoc/{run.code}/hoc/{below}"


@each_learner_type
def test_a_trainer_is_sent_to_the_preview(model, tree, sign_in, trainer):
    answer = sign_in(trainer).get(tree[model].url)

    assert answer.url == f"/cms/pages/{tree[model].pk}/view_draft/"


@each_learner_type
def test_the_preview_shows_a_learner_page_and_may_be_framed_by_us_only(
    model, tree, sign_in, trainer
):
    answer = sign_in(trainer).get(f"/cms/pages/{tree[model].pk}/view_draft/")

    assert answer.status_code == 200
    assert tree[model].title in answer.text
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "wagtail-userbar" not in answer.text


def seat(user, module):
    """A seat in a running class that teaches ``module``."""
    run = make.course_run("running", modules=[module], mark_percent=0)
    make.enrolment(run=run, trainee_=user.trainee)
    return run


def test_a_withdrawn_seat_opens_nothing(tree, sign_in, learner):
    run = make.course_run("open", modules=[fact_of(tree[ModulePage])], mark_percent=0)
    make.enrolment("withdrawn", run=run, trainee_=learner.trainee)

    assert sign_in(learner).get(tree[LessonPage].url).status_code == 403


def test_an_alias_is_learned_at_its_sources_address(tree, sign_in, learner):
    other = grow.module_page(tree[CoursePage], "Chuyên đề khác", number=2)
    alias = tree[LessonPage].create_alias(parent=other)
    run = seat(learner, fact_of(tree[ModulePage]))

    answer = sign_in(learner).get(alias.url)

    assert answer.url == f"/lop-hoc/{run.code}/hoc/{tree[LessonPage].learning_path}/"


def test_a_slug_is_made_from_the_title_with_every_letter():
    page = grow.course_page("Đợt 1: Đào tạo báo cáo viên")

    assert page.slug == "dot-1-dao-tao-bao-cao-vien"


def test_a_second_page_of_the_same_title_gets_another_slug():
    module = grow.module_page()
    slugs = [grow.lesson_page(module, "Bài học").slug for _ in range(2)]

    assert slugs == ["bai-hoc", "bai-hoc-2"]


def test_a_long_title_is_cut_between_words():
    page = grow.course_page(
        "Bồi dưỡng kiến thức, kỹ năng truyền thông chính sách và ứng phó khủng hoảng"
    )

    assert page.slug == "boi-duong-kien-thuc-ky-nang-truyen-thong-chinh-sach-va-ung"


def test_the_catalogue_names_offered_courses_with_their_hours(client):
    course = grow.course_page("Khóa một", summary="Hai ngày")
    grow.module_page(course, "Một", number=1, periods=4)
    grow.module_page(course, "Hai", number=2, periods=8)
    grow.module_page(course, "Ba", number=3, live=False)
    grow.course_page("Khóa nháp", live=False)

    page = client.get(plant().url)

    lines = [
        (line.course.title, line.course.module_count, line.course.period_count)
        for line in page.context["courses"]
    ]
    assert lines == [("Khóa một", 2, 12)]


def test_a_course_page_lists_offered_modules_by_number(client):
    course = grow.course_page()
    second = grow.module_page(course, "Hai", number=2)
    first = grow.module_page(course, "Một", number=1)
    grow.module_page(course, "Nháp", number=3, live=False)
    grow.lesson_page(first)
    grow.quiz_page(first)

    page = client.get(course.url)

    lines = [
        (line.page, line.module.lesson_count, line.module.quiz_count)
        for line in page.context["modules"]
    ]
    assert lines == [(first, 1, 1), (second, 0, 0)]


@pytest.mark.parametrize("modules", [1, 5])
def test_a_course_page_costs_eleven_queries(modules, client, django_assert_num_queries):
    course = grow.course_page()
    for number in range(modules):
        grow.module_page(course, f"Chuyên đề {number}", number=number)
    client.get(course.url)

    with django_assert_num_queries(11):
        page = client.get(course.url)

    assert len(page.context["modules"]) == modules


def test_the_home_page_leads_to_classes_certificates_and_courses(client):
    grow.course_page("Khóa một")

    page = client.get("/").text

    assert 'href="/lop-dang-nhan-dang-ky/"' in page
    assert 'href="/tra-cuu/"' in page
    assert "Khóa một" in page


def test_nothing_serves_an_api(client):
    assert client.get("/api/v2/pages/").status_code == 404
    assert client.get("/api/v3/pages/").status_code == 404
