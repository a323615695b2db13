"""Plans, their tasks and how far these have come."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from courses.models import PlanTask, PlanTaskParty, TrainingPlan
from organisations.models import OrganisationSuccession
from tests import make

LIST = reverse("courses:plan_list")


@pytest.fixture
def plan(justice) -> TrainingPlan:
    return TrainingPlan.objects.create(
        code="lai-chau-2023",
        province=justice.unit,
        number="3430/KH-UBND",
        title="Tăng cường công tác truyền thông chính sách",
        issuer="UBND tỉnh Lai Châu",
        issued_on=date(2023, 9, 5),
        is_date_certain=False,
    )


@pytest.fixture
def task(plan) -> PlanTask:
    return new_task(plan, "II.5.b", group="training", title="Bồi dưỡng – khối pháp luật")


def new_task(plan, code, **with_) -> PlanTask:
    return PlanTask.objects.create(
        plan=plan, code=code, **{"group": "other", "title": f"Nhiệm vụ {code}", **with_}
    )


def lead(task, stated="Sở Tư pháp", position=1, **with_) -> PlanTaskParty:
    return PlanTaskParty.objects.create(
        task=task, role="lead", position=position, stated=stated, **with_
    )


def figures(task) -> tuple[int, int, int, int]:
    found = PlanTask.objects.with_progress().get(pk=task.pk)
    return found.runs_count, found.runs_over, found.people_completed, found.participations


def test_a_task_without_runs_has_come_nowhere(task):
    assert figures(task) == (0, 0, 0, 0)


def test_progress_is_computed_from_the_runs_of_the_task(task):
    make.finished_run(2, fail=1, plan_task=task)
    make.course_run("open", plan_task=task)
    make.course_run("cancelled", plan_task=task)
    make.finished_run(3)

    assert figures(task) == (2, 1, 2, 2)


def test_a_person_trained_twice_is_one_person_and_two_participations(task):
    person = make.trainee()
    for _ in range(2):
        run = make.course_run("running", plan_task=task, mark_percent=0)
        make.enrolment("completed", run=run, trainee_=person)

    assert figures(task)[2:] == (1, 2)


def test_two_records_of_one_person_count_once(task):
    run = make.finished_run(2, plan_task=task)
    kept, double = [enrolment.trainee for enrolment in run.enrolments.order_by("pk")]
    double.merged_into = kept
    double.save()

    assert figures(task)[2:] == (1, 1)


def test_a_person_of_two_tasks_counts_once_in_the_plan(plan, task):
    person = make.trainee()
    for one in (task, new_task(plan, "II.9.a")):
        run = make.course_run("running", plan_task=one, mark_percent=0)
        make.enrolment("completed", run=run, trainee_=person)

    found = TrainingPlan.objects.with_progress().get()

    assert (found.tasks_count, found.runs_count) == (2, 2)
    assert (found.people_completed, found.participations) == (1, 2)


def test_the_list_shows_the_plans_of_the_province(plan, task, officer, other_officer, sign_in):
    shown = [sign_in(user).get(LIST).context["listing"].rows for user in (officer, other_officer)]

    assert shown == [[plan], []]


def test_the_plan_shows_its_tasks_by_group_training_first(plan, task, officer, sign_in):
    new_task(plan, "II.1")
    new_task(plan, "II.2")

    page = sign_in(officer).get(plan.get_absolute_url())

    sections = page.context["sections"]
    assert [(one.label, [task.code for task in one.tasks]) for one in sections] == [
        ("Bồi dưỡng, tập huấn", ["II.5.b"]),
        ("Nhiệm vụ khác", ["II.1", "II.2"]),
    ]


def test_every_figure_of_a_task_is_a_door_to_its_runs(plan, task, officer, sign_in):
    make.finished_run(2, plan_task=task)

    html = sign_in(officer).get(plan.get_absolute_url()).content.decode()

    assert html.count('href="/lop-hoc/?nhiem_vu=lai-chau-2023%3AII.5.b"') == 2


def test_a_target_typed_by_the_office_measures_the_progress(plan, task, officer, sign_in):
    PlanTask.objects.update(target_people=8)
    make.finished_run(2, plan_task=task)

    html = sign_in(officer).get(plan.get_absolute_url()).content.decode()

    assert '<progress max="100" value="25"' in " ".join(html.split())


def test_a_task_shows_who_its_parties_are_today(task, justice, officer, sign_in):
    ended = make.organisation("Sở Thông tin và Truyền thông", valid_to=date(2025, 2, 28))
    heir = make.organisation("Sở Văn hóa, Thể thao và Du lịch")
    OrganisationSuccession.objects.create(predecessor=ended, successor=heir, relation="part")
    lead(task, "Sở Thông tin và Truyền thông", organisation=ended)
    lead(task, "Các sở, ban, ngành", 2, kind="department")
    lead(task, "UBND cấp huyện", 3, kind="district_committee")
    lead(task, "Các cơ quan liên quan", 4)

    page = sign_in(officer).get(task.get_absolute_url())

    rows = page.context["leads"]
    assert [[one.name for one in row.agencies] for row in rows] == [
        ["Sở Văn hóa, Thể thao và Du lịch"],
        ["Sở Tư pháp", "Sở Văn hóa, Thể thao và Du lịch"],
        [],
        [],
    ]
    assert [(row.is_succeeded, row.is_open) for row in rows] == [
        (True, False),
        (False, False),
        (False, False),
        (False, True),
    ]


def test_a_task_shows_its_runs_with_state_and_people(task, officer, sign_in):
    run = make.finished_run(2, fail=1, plan_task=task)

    page = sign_in(officer).get(task.get_absolute_url())

    assert [(one, one.seats_taken, one.completed) for one in page.context["runs"]] == [(run, 3, 2)]
    assert page.context["hidden_runs"] == 0


def test_runs_out_of_sight_are_counted_and_said(task, organiser, sign_in):
    make.course_run("draft", plan_task=task, lead=make.organisation("Sở Nội vụ"))

    page = sign_in(organiser).get(task.get_absolute_url())

    assert (page.context["runs"], page.context["hidden_runs"]) == ([], 1)
    assert "Còn 1 lớp của cơ quan khác" in page.content.decode()


def test_an_organiser_may_open_a_run_of_the_task(task, organiser, officer, sign_in):
    door = f'href="{reverse("courses:course_run_create")}?nhiem_vu=lai-chau-2023%3AII.5.b"'

    pages = [sign_in(user).get(task.get_absolute_url()) for user in (organiser, officer)]

    assert [page.content.decode().count(door) for page in pages] == [1, 0]


def test_plans_of_another_province_are_not_found(plan, task, other_officer, sign_in):
    client = sign_in(other_officer)

    assert client.get(plan.get_absolute_url()).status_code == 404
    assert client.get(task.get_absolute_url()).status_code == 404


def test_strangers_sign_in_trainees_are_refused_and_nothing_is_posted(
    plan, task, learner, officer, sign_in
):
    urls = [LIST, plan.get_absolute_url(), task.get_absolute_url()]

    assert [sign_in(None).get(url).status_code for url in urls] == [302] * 3
    assert [sign_in(learner).get(url).status_code for url in urls] == [403] * 3
    assert [sign_in(officer).post(url).status_code for url in urls] == [405] * 3


def test_an_unknown_task_is_not_found(plan, officer, sign_in):
    url = reverse("courses:plan_task_detail", args=[plan.code, "II.99"])

    assert sign_in(officer).get(url).status_code == 404


def test_the_tasks_of_a_plan_can_be_exported(plan, task, officer, sign_in):
    lead(task)
    lead(task, "UBND cấp xã", 2, kind="commune_committee")
    make.finished_run(2, plan_task=task)

    response = sign_in(officer).get(plan.get_absolute_url(), {"xuat": "xlsx"})

    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert [cell.value for cell in list(sheet.rows)[-1]] == [
        "II.5.b",
        "Bồi dưỡng – khối pháp luật",
        "Bồi dưỡng, tập huấn",
        "Sở Tư pháp; UBND cấp xã",
        None,
        None,
        1,
        1,
        2,
        2,
        None,
    ]


def test_the_list_of_plans_can_be_exported(plan, task, officer, sign_in):
    response = sign_in(officer).get(LIST, {"xuat": "xlsx"})

    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert [cell.value for cell in list(sheet.rows)[-1]][:2] == [
        "Kế hoạch 3430/KH-UBND",
        "UBND tỉnh Lai Châu",
    ]


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_six_queries(plan, officer, sign_in, rows, django_assert_num_queries):
    for number in range(rows - 1):
        TrainingPlan.objects.create(
            code=f"ke-hoach-{number}", province=plan.province, title="Khác", issuer="UBND tỉnh"
        )
    client = sign_in(officer)

    with django_assert_num_queries(6):
        page = client.get(LIST)

    assert page.context["listing"].total == rows


@pytest.mark.parametrize("rows", [1, 5])
def test_a_plan_costs_seven_queries(plan, officer, sign_in, rows, django_assert_num_queries):
    for number in range(rows):
        lead(new_task(plan, f"II.{number}"))
    client = sign_in(officer)

    with django_assert_num_queries(7):
        page = client.get(plan.get_absolute_url())

    assert sum(len(section.tasks) for section in page.context["sections"]) == rows


@pytest.mark.parametrize("rows", [1, 5])
def test_a_task_costs_the_same_however_many_parties_and_runs(
    task, officer, sign_in, rows, django_assert_num_queries
):
    for position in range(rows):
        lead(task, "Các sở, ban, ngành", position + 1, kind="department")
        make.course_run("open", plan_task=task)
    client = sign_in(officer)

    with django_assert_num_queries(12):
        page = client.get(task.get_absolute_url())

    assert (len(page.context["leads"]), len(page.context["runs"])) == (rows, rows)
