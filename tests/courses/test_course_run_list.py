import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from courses.models import PlanTask, TrainingPlan
from tests import make

pytestmark = pytest.mark.django_db

LIST = reverse("courses:course_run_list")


def task(code="II.5.a", plan_code="LC-2023"):
    plan = TrainingPlan.objects.create(
        code=plan_code, province=make.province(), title="Kế hoạch", issuer="UBND tỉnh Lai Châu"
    )
    return PlanTask.objects.create(plan=plan, code=code, group="training", title="Tập huấn báo chí")


def codes(page):
    return [run.code for run in page.context["listing"].rows]


def test_the_list_shows_seats_and_people_who_wait(sign_in, organiser):
    run = make.course_run(code="STP-2026-01", seats=10)
    make.enrolment(run=run)
    make.enrolment("nominated", run=run)
    make.enrolment("waitlisted", run=run)

    row = sign_in(organiser).get(LIST).context["listing"].rows[0]

    assert (row.code, row.seats_taken, row.seats, row.waiting, row.waitlisted) == (
        "STP-2026-01", 1, 10, 1, 1,
    )  # fmt: skip


def test_everyone_sees_their_own_runs_only(
    sign_in, organiser, coordinator, other_organiser, trainer
):
    draft = make.course_run("draft", code="A")
    make.course_run(code="B", trainers=[trainer])
    other = make.course_run(
        code="C", lead=make.department_of_justice(make.province("Lâm Đồng", "68"))
    )
    seen = {
        who: sorted(codes(sign_in(user).get(LIST)))
        for who, user in {
            "organiser": organiser,
            "coordinator": coordinator,
            "trainer": trainer,
            "other": other_organiser,
        }.items()
    }

    assert seen == {
        "organiser": [draft.code, "B"],
        "coordinator": ["B"],
        "trainer": ["B"],
        "other": [other.code],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("trang_thai=draft", ["A"]),
        ("nam=2025", ["A"]),
        ("nhiem_vu=LC-2023:II.5.a", ["A"]),
        ("hinh_thuc=online", ["B"]),
        ("q=bao chi", ["A"]),
        ("q=b", ["A", "B"]),
        ("q=khong co", []),
        ("nam=chu", ["A", "B"]),
        ("trang_thai=la", ["A", "B"]),
        ("sap=-code", ["B", "A"]),
    ],
)
def test_the_list_is_filtered_by_the_address(sign_in, organiser, query, found):
    make.course_run(
        "draft", code="A", title="Lớp báo chí", starts_on=date(2025, 3, 3), plan_task=task()
    )
    make.course_run(code="B", title="Bồi dưỡng", starts_on=date(2026, 3, 3), mode="online")

    page = sign_in(organiser).get(f"{LIST}?sap=code&{query}")

    assert codes(page) == found


def test_the_list_is_exported_as_it_is_filtered(sign_in, organiser):
    make.course_run("draft", code="A", title="Lớp báo chí")
    make.course_run(code="B", title="Lớp pháp luật", seats=12)

    page = sign_in(organiser).get(f"{LIST}?trang_thai=open&xuat=xlsx")

    rows = list(load_workbook(io.BytesIO(page.content)).active.values)
    assert [row[:6] + row[8:] for row in rows[-1:]] == [
        ("B", "Lớp pháp luật", 0, "Đang nhận danh sách", "Sở Tư pháp", "Trực tiếp", 0, 12)
    ]


def test_an_empty_list_offers_the_next_step_to_whoever_may_take_it(sign_in, organiser, officer):
    create = reverse("courses:course_run_create")

    pages = [sign_in(user).get(LIST).content.decode() for user in (organiser, officer)]

    assert [page.count(f'href="{create}"') for page in pages] == [2, 0]


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_the_same_for_any_number_of_runs(
    sign_in, organiser, rows, django_assert_num_queries
):
    for _ in range(rows):
        make.enrolment(run=make.course_run())
    client = sign_in(organiser)

    with django_assert_num_queries(7):
        page = client.get(LIST)

    assert len(page.context["listing"].rows) == rows
