import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from courses.actions import course_runs
from tests import make

pytestmark = pytest.mark.django_db


def results(run, query=""):
    return reverse("courses:course_run_results", args=[run.code]) + query


def shown(page):
    return [(one.full_name, one.state) for one in page.context["listing"].rows]


def two_agencies(newspaper, radio, organiser):
    run = make.course_run("running", mark_percent=0)
    for name, agency, present in (("Lò Văn Anh", newspaper, True), ("Vàng Thị Ân", radio, False)):
        person = make.trainee(name, agency)
        make.attend(make.enrolment(run=run, trainee_=person), present=present, by=organiser)
    course_runs.close(run, by=organiser)
    return run


def test_results_stand_with_their_reasons(sign_in, organiser, newspaper, radio):
    run = two_agencies(newspaper, radio, organiser)

    page = sign_in(organiser).get(results(run))

    assert shown(page) == [("Lò Văn Anh", "completed"), ("Vàng Thị Ân", "failed")]
    html = page.content.decode()
    assert "Tham gia 0/2 buổi học, yêu cầu từ 80% trở lên." in html
    assert page.context["may_correct"] is False


def test_a_class_without_a_test_shows_a_dash_for_the_mark(sign_in, organiser, newspaper, radio):
    run = two_agencies(newspaper, radio, organiser)

    page = sign_in(organiser).get(results(run))

    assert page.text.count('data-label="Điểm (%)">–</td>') == 2


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?ket_qua=failed", ["Vàng Thị Ân"]),
        ("?q=lo van", ["Lò Văn Anh"]),
        ("?sap=-name", ["Vàng Thị Ân", "Lò Văn Anh"]),
        ("?sap=attended", ["Vàng Thị Ân", "Lò Văn Anh"]),
        ("?sap=mark", ["Lò Văn Anh", "Vàng Thị Ân"]),
    ],
)
def test_results_are_filtered_and_sorted(sign_in, organiser, newspaper, radio, query, names):
    run = two_agencies(newspaper, radio, organiser)

    page = sign_in(organiser).get(results(run, query))

    assert [name for name, _state in shown(page)] == names


def test_a_coordinator_reads_the_results_of_the_own_people(
    sign_in, organiser, coordinator, newspaper, radio
):
    run = two_agencies(newspaper, radio, organiser)

    page = sign_in(coordinator).get(results(run))

    assert shown(page) == [("Lò Văn Anh", "completed")]


def test_results_are_exported(sign_in, organiser, newspaper, radio):
    run = two_agencies(newspaper, radio, organiser)

    page = sign_in(organiser).get(results(run, "?xuat=xlsx&ket_qua=failed"))

    rows = list(load_workbook(io.BytesIO(page.content)).active.values)
    assert rows[-1] == (
        "Vàng Thị Ân", radio.name, "Phóng viên", 0, 2, None, 0, None, "Không đạt",
        "Tham gia 0/2 buổi học, yêu cầu từ 80% trở lên.", None,
    )  # fmt: skip


@pytest.mark.parametrize("state", ["open", "running", "closed"])
def test_a_run_without_results_says_why(sign_in, organiser, state):
    page = sign_in(organiser).get(results(make.course_run(state)))

    words = (
        "Lớp kết thúc không có học viên nào."
        if state == "closed"
        else "Kết quả có khi lớp kết thúc."
    )
    assert words in page.content.decode()


@pytest.mark.parametrize("people", [1, 6])
def test_results_cost_the_same_for_any_class(sign_in, organiser, people, django_assert_num_queries):
    run = make.finished_run(people=people)
    client = sign_in(organiser)

    with django_assert_num_queries(7):
        page = client.get(results(run))

    assert len(page.context["listing"].rows) == people
