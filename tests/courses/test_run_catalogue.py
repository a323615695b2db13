"""The public catalogue, asking for a place, and taking the request back."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from common.models import StateChange
from courses.models import Enrolment
from tests import make

pytestmark = pytest.mark.django_db

CATALOGUE = "/lop-dang-nhan-dang-ky/"


def url(run):
    return reverse("courses:enrolment_request", args=[run.code])


def open_run(**with_):
    return make.course_run(accepts_requests=True, **with_)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_anybody_sees_open_runs_that_take_requests_with_seats_left(sign_in):
    run = open_run(title="Lớp Nhận Đăng Ký", seats=3)
    make.enrolment(run=run)
    make.course_run(title="Lớp Chỉ Cử")
    open_run(state="draft", title="Lớp Dự Thảo")
    open_run(state="running", title="Lớp Đang Học")

    page = sign_in(None).get(CATALOGUE)

    assert [(row["run"].title, row["seats_left"]) for row in page.context["rows"]] == [
        ("Lớp Nhận Đăng Ký", 2)
    ]
    assert "shell-public" in page.content.decode()


def test_the_catalogue_names_no_person(sign_in):
    run = open_run()
    enrolment = make.enrolment(run=run, trainee_=make.trainee("Tên Không Được Lộ"))

    pages = [sign_in(None).get(path).content.decode() for path in (CATALOGUE, url(run))]

    assert [enrolment.trainee.full_name in page for page in pages] == [False, False]


def test_the_catalogue_is_searched_without_accents(sign_in):
    for title in ("Khủng hoảng truyền thông", "Soạn thảo tin"):
        open_run(title=title)

    page = sign_in(None).get(CATALOGUE + "?tu_khoa=khung hoang")

    assert [row["run"].title for row in page.context["rows"]] == ["Khủng hoảng truyền thông"]


@pytest.mark.parametrize("runs", [1, 4])
def test_the_catalogue_costs_the_same_queries_at_any_size(sign_in, runs, django_assert_num_queries):
    for _ in range(runs):
        open_run()

    with django_assert_num_queries(2):
        page = sign_in(None).get(CATALOGUE)

    assert len(page.context["rows"]) == runs


def test_a_trainee_asks_in_the_own_category(sign_in, learner):
    run = open_run(categories=[make.category(), make.category("editor", "Biên tập viên")])
    client = sign_in(learner)

    offered = client.get(url(run)).context["form"].fields["category"].queryset
    answer = client.post(url(run), {"category": "reporter"})

    assert [one.code for one in offered] == ["reporter"]
    enrolment = Enrolment.objects.get()
    assert [enrolment.state, enrolment.source, enrolment.trainee.user] == [
        "requested",
        "request",
        learner,
    ]
    assert said(answer) == ["Đã gửi đăng ký. Cơ quan tổ chức lớp sẽ xét và trả lời."]
    assert StateChange.objects.of(enrolment).get().by == learner


def test_a_second_request_shows_the_first(sign_in, learner):
    run = open_run()
    client = sign_in(learner)
    client.post(url(run), {"category": "reporter"})

    page = client.post(url(run), {"category": "reporter"})

    assert page.context["enrolment"].state == "requested"
    assert Enrolment.objects.count() == 1


def test_a_category_of_somebody_else_is_refused(sign_in, learner):
    run = open_run(categories=[make.category(), make.category("editor", "Biên tập viên")])

    page = sign_in(learner).post(url(run), {"category": "editor"})

    assert list(page.context["form"].errors) == ["category"]
    assert Enrolment.objects.count() == 0


def test_a_late_request_is_told_whom_to_ask(sign_in, learner):
    run = open_run(nominate_by=date.today() - timedelta(days=1))

    page = sign_in(learner).post(url(run), {"category": "reporter"})

    assert page.context["form"].non_field_errors()[0].startswith("Đã hết hạn cử học viên")


def test_without_account_the_page_says_how_to_get_one(sign_in):
    run = open_run()

    page = sign_in(None).get(url(run))
    posted = sign_in(None).post(url(run), {"category": "reporter"})

    assert "Người chưa có tài khoản liên hệ đầu mối" in page.content.decode()
    assert posted.url == f"{reverse('account_login')}?next={url(run)}"
    assert Enrolment.objects.count() == 0


def test_an_account_without_profile_is_told_what_is_missing(sign_in, organiser):
    page = sign_in(organiser).get(url(open_run()))

    assert "chưa gắn với hồ sơ học viên" in page.content.decode()
    assert sign_in(organiser).post(url(open_run())).status_code == 200
    assert Enrolment.objects.count() == 0


def test_a_trainee_of_another_category_is_told_what_is_missing(sign_in, learner):
    run = open_run(categories=[make.category("legal", "Pháp chế", "legal")])

    page = sign_in(learner).get(url(run))

    assert page.context["form"] is None
    assert "chưa có đối tượng mà lớp tiếp nhận" in page.content.decode()


@pytest.mark.parametrize("state", ["draft", "running", "cancelled"])
def test_a_run_that_takes_no_requests_is_not_found(sign_in, learner, state):
    assert sign_in(learner).get(url(open_run(state=state))).status_code == 404


def test_a_run_without_requests_is_not_found(sign_in, learner):
    assert (
        sign_in(learner).post(url(make.course_run()), {"category": "reporter"}).status_code == 404
    )


def test_the_own_request_can_be_taken_back(sign_in, learner):
    run = open_run()
    client = sign_in(learner)
    client.post(url(run), {"category": "reporter"})
    enrolment = Enrolment.objects.get()

    page = client.get(url(run))
    answer = client.post(
        reverse("courses:enrolment_withdraw", args=[run.code, enrolment.token]),
        {"ly_do": "Trùng lịch công tác", "next": CATALOGUE},
    )

    enrolment.refresh_from_db()
    assert page.context["may_withdraw"] is True
    assert [answer.url, enrolment.state] == [CATALOGUE, "withdrawn"]
    assert client.get(url(run)).context["form"] is not None


def test_a_request_of_somebody_else_cannot_be_taken_back(sign_in, learner, other_learner):
    run = open_run()
    sign_in(learner).post(url(run), {"category": "reporter"})
    enrolment = Enrolment.objects.get()

    answer = sign_in(other_learner).post(
        reverse("courses:enrolment_withdraw", args=[run.code, enrolment.token]), {"ly_do": "x"}
    )

    enrolment.refresh_from_db()
    assert [answer.status_code, enrolment.state] == [404, "requested"]


def test_a_nomination_cannot_be_withdrawn_by_the_trainee(sign_in, learner):
    enrolment = make.enrolment("nominated", trainee_=learner.trainee)

    answer = sign_in(learner).post(
        reverse("courses:enrolment_withdraw", args=[enrolment.course_run.code, enrolment.token]),
        {"ly_do": "Không muốn"},
    )

    assert answer.status_code == 403
