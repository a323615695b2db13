import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from courses.actions import attendance
from tests import make

pytestmark = pytest.mark.django_db


def overview(run):
    return reverse("courses:attendance_overview", args=[run.code])


def test_each_half_day_is_counted(sign_in, organiser):
    run = make.course_run("running")
    first, second, third = (make.enrolment(run=run) for _ in range(3))
    morning, afternoon = run.sessions.in_order()
    sheet = {first.pk: "present", second.pk: "late", third.pk: "absent"}
    attendance.mark_sheet(morning, sheet, by=organiser)
    attendance.mark_sheet(afternoon, {first.pk: "excused"}, by=organiser)

    page = sign_in(organiser).get(overview(run))

    counts = [(s.present, s.late, s.excused, s.absent, s.ticked) for s in page.context["sessions"]]
    assert counts == [(1, 1, 0, 1, 3), (0, 0, 1, 0, 1)]


def test_the_export_is_people_by_half_days(sign_in, trainer, organiser):
    run = make.course_run("running", trainers=[trainer])
    one = make.enrolment(run=run)
    morning, afternoon = run.sessions.in_order()
    attendance.mark_sheet(morning, {one.pk: "late"}, by=organiser)

    page = sign_in(trainer).get(overview(run) + "?xuat=xlsx")

    rows = list(load_workbook(io.BytesIO(page.content)).active.values)
    assert rows[-2:] == [
        ("STT", "Họ và tên", "Đơn vị", str(morning), str(afternoon)),
        (1, one.trainee.full_name, "Báo Lai Châu", "Đi muộn", None),
    ]


def test_the_approver_reads_and_does_not_tick(sign_in, approver):
    run = make.course_run("running")

    page = sign_in(approver).get(overview(run))

    assert (page.status_code, page.context["may_tick"]) == (200, False)
    assert "phieu=trong" not in page.content.decode()


@pytest.mark.parametrize("size", [1, 6])
def test_the_overview_costs_the_same_for_any_length(
    sign_in, organiser, size, django_assert_num_queries
):
    run = make.course_run("running", sessions=size, starts_on=date(2026, 3, 2))
    make.attend(make.enrolment(run=run), by=organiser)
    client = sign_in(organiser)

    with django_assert_num_queries(6):
        page = client.get(overview(run))

    assert len(page.context["sessions"]) == size
