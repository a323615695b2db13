"""The two plans of 2023: words kept, agencies resolved on the plan's day and today."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from courses.actions import plans
from courses.models import PlanTask, PlanTaskParty, TrainingPlan
from courses.plan_phrases import is_open, kind_of, task_code, years_of
from courses.querysets.plans import resolve_party
from organisations.loading import Tally

pytest_plugins = ["tests.organisations.loaded"]

THEN, EVE, NOW = date(2023, 9, 5), date(2025, 6, 30), date(2026, 11, 21)


@pytest.fixture
def loaded(both_eras, db):
    return plans.load()


def party(plan: str, task: str, stated: str) -> PlanTaskParty:
    return PlanTaskParty.objects.get(task__plan__code=plan, task__code=task, stated=stated)


def agencies(party_: PlanTaskParty, day: date) -> list[str]:
    return [one.name for one in resolve_party(party_, day)]


@pytest.mark.parametrize(
    ("phrase", "kind", "open_"),
    [
        ("Các sở, ban, ngành", "department", False),
        ("Các sở, ban, ngành cấp tỉnh có liên quan", "department", False),
        ("UBND các huyện, thành phố (UBND cấp huyện)", "district_committee", False),
        ("UBND các xã, phường, thị trấn (UBND cấp xã)", "commune_committee", False),
        ("Các cơ quan báo chí trên địa bàn tỉnh", "press", False),
        ("Các cơ quan báo chí Trung ương có văn phòng đại diện", "central_press", False),
        (
            "Các cơ quan chuyên môn thuộc UBND cấp huyện, cấp xã có liên quan",
            "district_office",
            False,
        ),
        ("Phòng Văn hóa và Thông tin", "district_office", False),
        ("Trung tâm Văn hóa, Thể thao - Truyền thông các huyện", "district_centre", False),
        ("Các cơ quan, đơn vị liên quan", "", True),
        ("Các đơn vị có liên quan", "", True),
        ("Sở Tư pháp", "", False),
        ("Báo Lâm Đồng", "", False),
    ],
)
def test_a_phrase_names_a_kind_one_agency_or_nobody(phrase, kind, open_):
    assert (kind_of(phrase), is_open(phrase)) == (kind, open_)


@pytest.mark.parametrize(
    ("time", "years"),
    [
        ("Năm 2024 và những năm tiếp theo", (2024, None)),
        ("Năm 2023 và cập nhật các năm tiếp theo", (2023, None)),
        ("Hằng năm, bắt đầu từ năm 2023", (2023, None)),
        ("Giai đoạn 2022 - 2027", (2022, 2027)),
        ("Từ năm 2023 đến năm 2025", (2023, 2025)),
        ("Đến hết năm 2025", (None, 2025)),
        ("Thường xuyên hằng ngày", (None, None)),
    ],
)
def test_a_period_is_read_from_its_words(time, years):
    assert years_of(time) == years


def test_a_task_code_can_stand_in_an_address():
    assert task_code("II.8.a–c") == "II.8.a-c"


def test_both_plans_come_with_their_tasks(loaded):
    lai_chau, lam_dong = TrainingPlan.objects.order_by("code")

    assert (lai_chau.code, lai_chau.number, lai_chau.tasks.count()) == (
        "lai-chau-2023",
        "3430/KH-UBND",
        14,
    )
    assert (lai_chau.issued_on, lai_chau.is_date_certain) == (THEN, False)
    assert (lam_dong.code, lam_dong.issued_on, lam_dong.tasks.count()) == ("lam-dong-2023", None, 6)
    assert lam_dong.province.valid_to == EVE


def test_every_name_in_the_plans_resolves(loaded):
    parties = PlanTaskParty.objects.all()
    open_ = [one.stated for one in parties if not (one.kind or one.organisation_id)]

    assert loaded.unresolved == []
    assert Counter(open_) == {"Các cơ quan, đơn vị liên quan": 11, "Các đơn vị có liên quan": 1}


def test_the_legal_task_has_three_levels_of_lead(loaded):
    task = PlanTask.objects.get(plan__code="lai-chau-2023", code="II.5.b")
    leads = task.parties.filter(role="lead").order_by("position")

    assert (task.group, task.starts_in, task.ends_in) == ("training", 2024, None)
    assert [(one.stated, one.kind, str(one.organisation or "")) for one in leads] == [
        ("Sở Tư pháp", "", "Sở Tư pháp"),
        ("UBND cấp huyện", "district_committee", ""),
        ("UBND cấp xã", "commune_committee", ""),
    ]


def test_a_closed_department_resolves_to_those_that_took_over(loaded):
    lead = party("lai-chau-2023", "II.5.a", "Sở Thông tin và Truyền thông")

    assert agencies(lead, THEN) == ["Sở Thông tin và Truyền thông"]
    assert agencies(lead, NOW) == ["Sở Khoa học và Công nghệ", "Sở Văn hóa, Thể thao và Du lịch"]


def test_two_steps_of_succession_are_followed(loaded):
    lead = party("lam-dong-2023", "II.1", "Sở Thông tin và Truyền thông")
    found = resolve_party(lead, NOW)

    assert [(one.name, one.valid_from) for one in found] == [
        ("Sở Khoa học và Công nghệ", date(2025, 7, 1)),
        ("Sở Văn hóa, Thể thao và Du lịch", date(2025, 7, 1)),
    ]


def test_districts_resolve_to_nobody_once_they_ended(loaded):
    districts = party("lai-chau-2023", "II.5.b", "UBND cấp huyện")
    communes = party("lai-chau-2023", "II.5.b", "UBND cấp xã")

    assert [len(resolve_party(districts, day)) for day in (THEN, EVE, NOW)] == [8, 8, 0]
    assert [len(resolve_party(communes, day)) for day in (THEN, EVE, NOW)] == [106, 106, 38]


def test_the_twelve_districts_of_lam_dong_of_2023_are_meant(loaded):
    districts = party("lam-dong-2023", "II.1", "UBND các huyện, thành phố")

    assert [len(resolve_party(districts, day)) for day in (THEN, EVE)] == [12, 10]


def test_an_office_named_by_its_name_is_not_every_office(loaded):
    culture = party("lai-chau-2023", "II.5.a", "Phòng Văn hóa và Thông tin")

    assert agencies(culture, THEN)[0] == "Phòng Văn hóa và Thông tin huyện Mường Tè"
    assert len(resolve_party(culture, THEN)) == 8


def test_a_newspaper_of_the_plan_is_todays_merged_agency(loaded):
    paper = party("lam-dong-2023", "II.3", "Báo Lâm Đồng")

    assert agencies(paper, NOW) == ["Báo và phát thanh, truyền hình Lâm Đồng"]


def test_an_open_phrase_resolves_to_nobody(loaded):
    open_ = party("lai-chau-2023", "II.5.a", "Các cơ quan, đơn vị liên quan")

    assert resolve_party(open_, NOW) == []


def test_loading_twice_changes_nothing_and_keeps_what_the_office_typed(loaded):
    PlanTask.objects.filter(code="II.5.b").update(target_people=300, funding="Ngân sách tỉnh")

    again = plans.load()

    parties = PlanTaskParty.objects.count()
    assert [again.plans, again.tasks, again.parties] == [
        Tally(unchanged=2),
        Tally(unchanged=20),
        Tally(unchanged=parties),
    ]
    task = PlanTask.objects.get(code="II.5.b")
    assert (task.target_people, task.funding) == (300, "Ngân sách tỉnh")


def test_an_agency_entered_later_is_found_by_the_next_load(loaded):
    PlanTaskParty.objects.filter(stated="Sở Nội vụ").update(organisation=None)

    again = plans.load()

    assert again.parties.updated == 1
    assert party("lai-chau-2023", "II.4", "Sở Nội vụ").organisation.code == "so-noi-vu-12"


def test_the_command_says_what_it_did(both_eras, db):
    said = StringIO()

    call_command("load_plans", stdout=said)

    assert said.getvalue().splitlines()[:2] == [
        "Kế hoạch: 2 tạo mới, 0 cập nhật, 0 giữ nguyên",
        "Nhiệm vụ: 20 tạo mới, 0 cập nhật, 0 giữ nguyên",
    ]
