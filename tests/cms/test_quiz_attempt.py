"""The paper on the screen, and saving it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.models import QuizQuestion
from courses.models import Attempt
from tests import make
from tests.cms import grow
from tests.cms.school import School, right, sent, words, wrong

pytestmark = pytest.mark.django_db
SCRIPT = {"accept": "application/json"}


@pytest.fixture
def school(learner, trainer):
    return School(learner, trainers=[trainer])


def checked(page):
    """(question, choice) of every ticked box, in the order of the page."""
    tags = [" ".join(tag.split()) for tag in re.findall(r"<input[^>]+>", page.text)]
    ticked = [tag for tag in tags if tag.endswith("checked>")]
    return [re.search(r'name="(\w+)" value="(\w+)"', tag).groups() for tag in ticked]


def test_all_questions_stand_on_one_page_with_labels(school, sign_in, learner):
    client = sign_in(learner)
    attempt = school.begin(client)

    page = client.get(school.quiz("quiz_attempt", attempt))

    assert page.text.count("<fieldset") == 3
    inputs = re.findall(r'id="(q\d-[a-z])"', page.text)
    assert inputs == [f"q{n}-{key}" for n in (1, 2, 3) for key in "abc"]
    assert [f'for="{one}"' in page.text for one in inputs] == [True] * 9
    assert "Lưu bài làm" in page.text
    assert "Nộp bài" in page.text


def test_several_right_answers_are_boxes(learner, sign_in):
    school = School(learner, questions=0)
    both = [("Gọi xác minh", True), ("Tìm ảnh gốc", True), ("Chia sẻ ngay", False)]
    school.quiz_page.questions = [
        QuizQuestion(question=grow.question("Làm gì trước?", kind="multiple", choices=both))
    ]
    grow.publish(school.quiz_page)
    client = sign_in(learner)
    attempt = school.begin(client)

    page = client.get(school.quiz("quiz_attempt", attempt))

    assert (page.text.count('type="checkbox"'), page.text.count('type="radio"')) == (3, 0)
    assert "Chọn tất cả phương án đúng" in page.text


def test_nothing_that_tells_an_answer_leaves_before_the_end(learner, sign_in):
    school = School(learner, questions=0)
    marked = [("Ý một", True), ("Ý hai", False)]
    question = grow.question("Câu thử?", choices=marked)
    question.feedback = "LỘ-CHUNG"
    for choice in question.choices.all():
        choice.feedback = "LỘ-RIÊNG"
        choice.save()
    question.save()
    school.quiz_page.questions = [QuizQuestion(question=question)]
    grow.publish(school.quiz_page)
    client = sign_in(learner)
    school.learn_all()

    started = client.post(school.quiz("quiz_start"), follow=True)
    attempt = Attempt.objects.get()
    answers = [
        started,
        client.get(school.quiz()),
        client.get(school.contents),
        client.post(school.quiz("quiz_save", attempt), right(attempt), follow=True),
        client.post(school.quiz("quiz_save", attempt), right(attempt), headers=SCRIPT),
        client.get(school.quiz("quiz_attempt", attempt)),
        client.get(school.quiz("quiz_result", attempt), follow=True),
        client.post(school.quiz("quiz_submit", attempt), {"hoi": "q1"}, follow=True),
    ]

    leaks = ("LỘ", "is_correct", "phương án đúng)", "feedback")
    assert [word for answer in answers for word in leaks if word in answer.text] == []
    assert attempt.paper["questions"][0]["feedback"] == "LỘ-CHUNG"
    client.post(school.quiz("quiz_submit", attempt), right(attempt))
    end = client.get(school.quiz("quiz_result", attempt)).text
    assert ("LỘ-CHUNG" in end, "LỘ-RIÊNG" in end) == (True, True)


def test_a_later_edit_of_the_question_does_not_touch_the_paper(school, sign_in, learner):
    client = sign_in(learner)
    attempt = school.begin(client)
    for use in school.quiz_page.questions.all():
        use.question.text = "Câu đã sửa?"
        use.question.choices.update(text="Ý đã sửa", is_correct=False)
        use.question.save()

    client.post(school.quiz("quiz_submit", attempt), right(attempt))

    page = client.get(school.quiz("quiz_result", attempt))
    assert ("đã sửa" in page.text, "Câu hỏi số 1?" in page.text) == (False, True)
    assert page.context["mark"] == "10"


def test_saving_by_the_button_keeps_the_choices(school, sign_in, learner):
    client = sign_in(learner)
    attempt = school.begin(client)

    page = client.post(school.quiz("quiz_save", attempt), right(attempt), follow=True)

    attempt.refresh_from_db()
    assert attempt.answers == {key: value for key, value in right(attempt).items() if key != "hoi"}
    assert re.fullmatch(r"Đã lưu lúc \d\d:\d\d\.", words(page)[0])
    assert checked(page) == [(key, value[0]) for key, value in attempt.answers.items()]


def test_the_script_saves_one_question_at_a_time(school, sign_in, learner):
    client = sign_in(learner)
    attempt = school.begin(client)
    address = school.quiz("quiz_save", attempt)
    client.post(address, {"hoi": "q1", "q1": "a"}, headers=SCRIPT)

    answer = client.post(address, {"hoi": "q2", "q2": "b", "q3": "c"}, headers=SCRIPT)

    attempt.refresh_from_db()
    assert attempt.answers == {"q1": ["a"], "q2": ["b"]}
    assert re.fullmatch(r"Đã lưu lúc \d\d:\d\d\.", answer.json()["message"])


def test_after_the_time_the_script_hears_why(school, sign_in, learner):
    client = sign_in(learner)
    attempt = school.begin(client)
    Attempt.objects.update(due_at=timezone.now() - timedelta(minutes=5), answers={"q1": ["a"]})

    answer = client.post(
        school.quiz("quiz_save", attempt), {"hoi": "q1", "q1": "b"}, headers=SCRIPT
    )

    assert (answer.status_code, answer.json()["message"]) == (
        409,
        "Đã hết giờ làm bài. Những câu đã lưu vẫn được giữ: bấm “Nộp bài”.",
    )
    attempt.refresh_from_db()
    assert attempt.answers == {"q1": ["a"]}


def test_after_the_time_the_page_only_hands_in(school, sign_in, learner):
    client = sign_in(learner)
    attempt = school.begin(client)
    Attempt.objects.update(due_at=timezone.now() - timedelta(minutes=5))

    page = client.get(school.quiz("quiz_attempt", attempt))

    assert "Đã hết giờ làm bài" in page.text
    assert page.text.count("disabled") == 3
    assert school.quiz("quiz_save", attempt) not in page.text


def test_the_deadline_is_the_servers(school, sign_in, learner):
    client = sign_in(learner)
    attempt = school.begin(client)
    due = timezone.now() + timedelta(minutes=12, seconds=30)
    Attempt.objects.update(due_at=due)

    page = client.get(school.quiz("quiz_attempt", attempt))

    assert f"{timezone.localtime(due):%H:%M %d/%m/%Y}" in page.text
    assert page.context["minutes_left"] == 12


def test_choices_that_can_not_be_saved_stay_in_the_form(learner, sign_in):
    school = School(learner)
    client = sign_in(learner)
    attempt = school.begin(client)
    Attempt.objects.update(due_at=timezone.now() - timedelta(hours=1))

    page = client.post(school.quiz("quiz_save", attempt), sent(attempt, is_correct=True, only=2))

    assert page.status_code == 409
    assert words(page) == ["Đã hết giờ làm bài. Những câu đã lưu vẫn được giữ: bấm “Nộp bài”."]
    assert len(checked(page)) == 2


def test_a_finished_attempt_shows_its_result_instead(school, sign_in, learner):
    client = sign_in(learner)
    attempt = school.begin(client)
    client.post(school.quiz("quiz_submit", attempt), wrong(attempt))

    shown = client.get(school.quiz("quiz_attempt", attempt))
    saved = client.post(school.quiz("quiz_save", attempt), right(attempt), follow=True)

    assert shown.url == school.quiz("quiz_result", attempt)
    assert saved.redirect_chain == [(school.quiz("quiz_result", attempt), 302)]
    assert words(saved) == ["Bài này đã nộp, không sửa được nữa. Xem kết quả bên dưới."]


@pytest.mark.parametrize("name", ["quiz_attempt", "quiz_result"])
def test_an_attempt_is_nobody_elses_business(
    school, sign_in, learner, other_learner, trainer, organiser, name
):
    attempt = school.begin(sign_in(learner))
    make.enrolment(run=school.run, trainee_=other_learner.trainee)
    address = school.quiz(name, attempt)

    codes = [sign_in(one).get(address).status_code for one in (other_learner, trainer, organiser)]

    assert codes == [404, 404, 403]


@pytest.mark.parametrize("name", ["quiz_save", "quiz_submit"])
def test_nobody_answers_for_somebody_else(school, sign_in, learner, other_learner, name):
    attempt = school.begin(sign_in(learner))
    make.enrolment(run=school.run, trainee_=other_learner.trainee)

    answer = sign_in(other_learner).post(school.quiz(name, attempt), right(attempt))

    attempt.refresh_from_db()
    assert (answer.status_code, attempt.state, attempt.answers) == (404, "in_progress", {})


@pytest.mark.parametrize("name", ["quiz_save", "quiz_submit"])
def test_answers_come_by_post(school, sign_in, learner, name):
    client = sign_in(learner)
    attempt = school.begin(client)

    assert client.get(school.quiz(name, attempt)).status_code == 405


def test_after_the_session_ended_a_form_is_sent_to_sign_in(school, sign_in, learner, client):
    attempt = school.begin(sign_in(learner))

    answer = client.post(school.quiz("quiz_save", attempt), right(attempt))

    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("questions", [2, 12])
def test_an_attempt_costs_six_queries(learner, sign_in, questions, django_assert_num_queries):
    school = School(learner, questions=questions)
    client = sign_in(learner)
    attempt = school.begin(client)

    # session, person, seat, activities with pages, what is done, the attempt, grants
    with django_assert_num_queries(6):
        page = client.get(school.quiz("quiz_attempt", attempt))

    assert len(page.context["questions"]) == questions
