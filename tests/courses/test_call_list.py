"""What calls an agency: its quota, what is sent and left, the days left, and the verb."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db
URL = "/lop-dang-goi-cu/"
TODAY = date.today()


def shown(page):
    return [
        (run.code, run.given, run.sent, run.drafted, run.left)
        for run in page.context["listing"].rows
    ]


def test_open_runs_that_call_the_agency_come_by_deadline(sign_in, coordinator, newspaper, radio):
    later = make.course_run(
        code="SAU", quotas={newspaper: 5, radio: 2}, nominate_by=TODAY + timedelta(days=9)
    )
    sooner = make.course_run(
        code="TRUOC", nominate_by=TODAY + timedelta(days=2), needs_agency_approval=True
    )
    make.course_run(code="KHAC", quotas={radio: 2})
    make.course_run("draft", code="NHAP")
    make.course_run("running", code="DANGHOC")
    make.enrolment("nominated", run=later)
    make.enrolment("withdrawn", run=later)
    make.enrolment("drafted", run=sooner)

    page = sign_in(coordinator).get(URL)

    assert shown(page) == [("TRUOC", None, 1, 1, None), ("SAU", 5, 1, 0, 4)]
    assert "còn 2 ngày" in page.content.decode()
    assert reverse("courses:nomination_create", args=["SAU"]) in page.content.decode()


def test_a_call_that_is_late_or_filled_has_no_verb(sign_in, coordinator, newspaper):
    late = make.course_run(nominate_by=TODAY - timedelta(days=1), quotas={newspaper: 2})
    filled = make.course_run(quotas={newspaper: 1})
    make.enrolment("nominated", run=filled)

    page = sign_in(coordinator).get(URL).content.decode()

    for run in (late, filled):
        assert reverse("courses:nomination_create", args=[run.code]) not in page


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("?han=con", {"CON", "DU"}),
        ("?han=het", {"HET"}),
        ("?chi_tieu=het", {"DU"}),
        ("?chi_tieu=con", {"CON", "HET"}),
        ("?q=het", {"HET"}),
        ("?sap=-left&han=con", {"CON", "DU"}),
    ],
)
def test_the_list_is_narrowed(sign_in, coordinator, newspaper, query, codes):
    make.course_run(code="CON", title="Lớp một")
    make.course_run(code="HET", title="Lớp hai", nominate_by=TODAY - timedelta(days=1))
    filled = make.course_run(code="DU", title="Lớp ba", quotas={newspaper: 1})
    make.enrolment("nominated", run=filled)

    assert {row[0] for row in shown(sign_in(coordinator).get(URL + query))} == codes


def test_the_list_leaves_as_a_file(sign_in, coordinator):
    make.course_run(code="CON")

    answer = sign_in(coordinator).get(URL + "?xuat=xlsx")

    assert "lop-dang-goi-cu.xlsx" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("who", "code"),
    [("", 302), ("learner", 403), ("organiser", 403), ("approver", 403), ("coordinator", 200)],
)
def test_it_is_the_coordinators(sign_in, request, who, code):
    user = request.getfixturevalue(who) if who else None

    assert sign_in(user).get(URL).status_code == code
    assert sign_in(user).post(URL).status_code == (405 if who else 302)


def test_an_empty_list_says_why(sign_in, coordinator):
    assert "Không có lớp nào đang gọi" in sign_in(coordinator).get(URL).content.decode()


@pytest.mark.parametrize("size", [1, 6])
def test_the_list_costs_the_same_for_any_number_of_calls(
    sign_in, coordinator, newspaper, size, django_assert_num_queries
):
    for _ in range(size):
        run = make.course_run(quotas={newspaper: 3})
        make.enrolment("nominated", run=run)
    client = sign_in(coordinator)

    with django_assert_num_queries(7):
        page = client.get(URL)

    assert len(page.context["listing"].rows) == size
