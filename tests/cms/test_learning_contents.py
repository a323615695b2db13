"""The contents of a class: what it teaches, how far I am, where to go on."""

import pytest
from django.urls import reverse

from courses.actions import course_runs
from tests import make
from tests.cms import grow
from tests.cms.school import School

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(learner, trainer):
    return School(learner, trainers=[trainer])


def test_the_contents_show_state_and_the_way_on(school, sign_in, learner):
    client = sign_in(learner)
    client.post(school.done(0))

    page = client.get(school.contents)

    rows = page.context["room"].sections[0]["rows"]
    assert [(step.activity.title, step.state, step.is_open) for step, _address in rows] == [
        ("Bài 1", "complete", True),
        ("Bài 2", "", True),
        ("Bài kiểm tra", "", False),
    ]
    assert page.context["following_url"] == school.lesson(1)
    assert f'href="{school.lesson(1)}">Học tiếp</a>' in page.text
    assert "Chưa mở" in page.text
    assert "1/3" in " ".join(page.text.split())


def test_a_locked_activity_is_no_link(school, sign_in, learner):
    page = sign_in(learner).get(school.contents)

    assert f'href="{school.quiz()}"' not in page.text


def test_before_the_start_the_contents_stay_closed(learner, sign_in):
    school = School(learner, state="open")

    page = sign_in(learner).get(school.contents)

    assert "Lớp chưa khai giảng" in page.text
    assert "Bài 1" not in page.text
    lesson = sign_in(learner).get(school.lesson(0))
    assert (lesson.status_code, lesson.url) == (302, school.contents)


def test_after_the_end_everything_is_readable(learner, sign_in):
    school = School(learner, state="closed")

    page = sign_in(learner).get(school.contents)

    assert "Lớp đã kết thúc" in page.text
    assert f'href="{school.quiz()}"' in page.text


def test_anonymous_is_sent_to_sign_in(school, client):
    answer = client.get(school.contents)

    assert answer.url == f"{reverse('account_login')}?next={school.contents}"


def test_somebody_elses_class_does_not_exist(school, sign_in, other_learner):
    answer = sign_in(other_learner).get(school.contents)

    assert answer.status_code == 404


def test_who_sees_the_run_but_does_not_learn_in_it_is_refused(
    school, sign_in, organiser, coordinator
):
    codes = [sign_in(one).get(school.contents).status_code for one in (organiser, coordinator)]

    assert codes == [403, 403]


def test_without_a_seat_the_contents_are_closed(school, sign_in, other_learner):
    make.enrolment("nominated", run=school.run, trainee_=other_learner.trainee)

    assert sign_in(other_learner).get(school.contents).status_code == 403


def test_a_trainer_of_the_run_reads_without_progress(school, sign_in, trainer):
    page = sign_in(trainer).get(school.contents)

    assert "với tư cách giảng viên" in page.text
    assert f'href="{school.quiz()}"' in page.text
    assert "hoạt động đã hoàn thành" not in page.text


def test_another_trainer_does_not(school, sign_in, justice):
    stranger = make.user("Lê Văn Giảng", "trainer", justice)

    assert sign_in(stranger).get(school.contents).status_code == 404


def test_a_class_without_pages_says_so(learner, sign_in):
    module = make.module(lessons=0, quiz=False)
    run = make.course_run(modules=[module], mark_percent=0)
    make.enrolment(run=run, trainee_=learner.trainee)
    course_runs.start(run, by=learner)

    page = sign_in(learner).get(reverse("cms:course_contents", args=[run.code]))

    assert "Lớp chưa có bài giảng trên mạng" in page.text


def test_posting_to_the_contents_is_not_allowed(school, sign_in, learner):
    assert sign_in(learner).post(school.contents).status_code == 405


@pytest.mark.parametrize("lessons", [1, 6])
def test_the_contents_cost_five_queries(learner, sign_in, lessons, django_assert_num_queries):
    school = School(learner, lessons=lessons)
    client = sign_in(learner)

    # session, person, seat, activities with pages, what is done, grants
    with django_assert_num_queries(5):
        page = client.get(school.contents)

    assert len(page.context["room"].outline.steps) == lessons + 1


def test_the_bare_address_of_a_lesson_leads_into_the_class(school, sign_in, learner):
    bare = school.lesson_pages[0].get_url()

    answer = sign_in(learner).get(bare)

    assert (answer.status_code, answer.url) == (302, school.lesson(0))


def test_an_unpublished_lesson_leaves_the_contents(school, sign_in, learner):
    school.lesson_pages[0].unpublish()
    client = sign_in(learner)

    page = client.get(school.contents)

    assert [step.activity.title for step in page.context["room"].outline.steps] == [
        "Bài 2",
        "Bài kiểm tra",
    ]
    assert client.get(school.lesson(0)).status_code == 404


def test_a_new_lesson_is_for_the_classes_that_begin_after_it(school, sign_in, learner):
    grow.lesson_page(school.module_page, "Bài thêm")
    client = sign_in(learner)

    assert client.get(school.contents).context["room"].outline.progress == (0, 3)

    # A class that had begun before its activities were kept reads its modules as they are.
    school.run.activities.clear()
    assert client.get(school.contents).context["room"].outline.progress == (0, 4)
