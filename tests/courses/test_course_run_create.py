from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from common.models import StateChange
from common.refusals import Refused
from courses.actions import course_runs
from courses.models import CourseRun, PlanTask, TrainingPlan
from tests import make

pytestmark = pytest.mark.django_db

CREATE = reverse("courses:course_run_create")


def fields(module, category, lead, **changes):
    return {
        "title": "Tập huấn kỹ năng truyền thông",
        "course": module.course.pk,
        "lead_organisation": lead.pk,
        "mode": "in_person",
        "starts_on": "2026-03-02",
        "ends_on": "2026-03-03",
        "seats": "60",
        "venue": "Hội trường",
        "modules": [module.pk],
        "admitted_categories": [category.pk],
        "attendance_percent": "80",
        "mark_percent": "50",
        **changes,
    }


def test_an_organiser_makes_a_draft_with_the_next_code(sign_in, organiser, justice):
    make.course_run(code="STP-2026-07")
    module, category = make.module(), make.category()

    page = sign_in(organiser).post(CREATE, fields(module, category, justice))

    run = CourseRun.objects.get(code="STP-2026-08")
    assert page.url == run.get_absolute_url()
    assert (run.state, run.seats, run.starts_on) == ("draft", 60, date(2026, 3, 2))
    assert list(run.modules.all()) == [module]
    assert list(run.admitted_categories.all()) == [category]
    history = StateChange.objects.of(run).values_list("verb", "after", "by")
    assert list(history) == [("create", "draft", organiser.pk)]


def test_a_typed_code_is_kept(sign_in, organiser, justice):
    sign_in(organiser).post(CREATE, fields(make.module(), make.category(), justice, code="TTCS-01"))

    assert CourseRun.objects.get().code == "TTCS-01"


def test_the_task_of_the_address_is_chosen_already(sign_in, organiser):
    plan = TrainingPlan.objects.create(
        code="LC", province=make.province(), title="Kế hoạch", issuer="UBND tỉnh"
    )
    task = PlanTask.objects.create(plan=plan, code="II.5.b", group="training", title="Pháp luật")
    client = sign_in(organiser)

    chosen = [
        client.get(f"{CREATE}?nhiem_vu={words}").context["form"]["plan_task"].value()
        for words in ("LC:II.5.b", "LC:khac", "rac")
    ]

    assert chosen == [task.pk, None, None]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Tên lớp"),
        ({"ends_on": "2026-03-01"}, "Ngày bế giảng phải từ ngày khai giảng trở đi."),
        ({"nominate_by": "2026-03-09"}, "Hạn cử học viên phải trước ngày bế giảng."),
        ({"seats": "0"}, "số chỗ"),
        ({"mark_percent": "120"}, "điểm kiểm tra"),
        ({"code": "STP-2026-07"}, "Mã lớp"),
    ],
)
def test_a_form_with_faults_is_shown_again_and_writes_nothing(
    sign_in, organiser, justice, changes, words
):
    make.course_run(code="STP-2026-07")

    page = sign_in(organiser).post(
        CREATE, fields(make.module(), make.category(), justice, **changes)
    )

    assert page.status_code == 200
    assert words.lower() in page.content.decode().lower()
    assert 'value="Hội trường"' in page.content.decode()
    assert CourseRun.objects.count() == 1


def test_a_module_of_another_course_is_refused_by_name(sign_in, organiser, justice):
    module, foreign = make.module(), make.module(title="Chuyên đề của khóa khác")

    page = sign_in(organiser).post(
        CREATE, fields(module, make.category(), justice, modules=[module.pk, foreign.pk])
    )

    errors = page.context["form"].non_field_errors()
    assert errors == [
        "Chỉ chọn chuyên đề của khóa “Truyền thông chính sách”. Bỏ chọn:",
        str(foreign),
    ]
    assert page.context["form"].chosen_periods == 8
    assert CourseRun.objects.count() == 0


def test_another_agency_is_not_offered_as_lead(sign_in, organiser, newspaper, justice):
    page = sign_in(organiser).post(CREATE, fields(make.module(), make.category(), newspaper))

    assert list(page.context["form"].errors) == ["lead_organisation"]
    assert list(page.context["form"].fields["lead_organisation"].queryset) == [justice]


def test_what_is_no_longer_offered_is_not_shown(sign_in, organiser):
    make.module(title="Đã bỏ", is_offered=False)
    make.module(make.course(is_offered=False))
    kept = make.module(title="Còn dạy")
    old = make.category("old", "Đối tượng cũ", closed_from=date(2020, 1, 1))

    form = sign_in(organiser).get(CREATE).context["form"]

    assert list(form.fields["modules"].queryset) == [kept]
    assert old not in form.fields["admitted_categories"].queryset


@pytest.mark.parametrize(
    ("name", "short_name", "code"),
    [
        ("Sở Tư pháp", "", "STP-2026-01"),
        ("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL", "SVHTTDL-2026-01"),
        ("Đài Phát thanh", "Đài PT", "DAI-PT-2026-01"),
    ],
)
def test_a_code_is_made_of_the_agency_and_the_year(name, short_name, code):
    lead = make.organisation(name, short_name=short_name)

    assert course_runs.suggest_code(lead, 2026) == code


def test_the_next_number_follows_the_highest_not_the_count(justice):
    for code in ("STP-2026-02", "STP-2026-11", "STP-2026-cu", "STP-2025-40"):
        make.course_run("draft", code=code)

    assert course_runs.suggest_code(justice, 2026) == "STP-2026-12"


def test_the_action_itself_refuses_an_impossible_run(organiser, justice):
    day = timezone.localdate()
    run = CourseRun(
        code="X", title="X", course=make.course(), lead_organisation=justice,
        starts_on=day, ends_on=day, seats=0,
    )  # fmt: skip

    with pytest.raises(ValidationError):
        course_runs.create(run, by=organiser)
    run.seats = 1
    with pytest.raises(Refused, match="Chỉ chọn chuyên đề"):
        course_runs.create(run, by=organiser, modules=[make.module()])

    assert CourseRun.objects.count() == 0
