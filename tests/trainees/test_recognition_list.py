"""The corps of an office as of a day."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from accounts.models import Disclosure
from tests import make
from tests.trainees import deciding
from trainees.models import Trainee

pytestmark = pytest.mark.django_db

LIST = "/doi-ngu/"


@pytest.fixture
def held(newspaper):
    return deciding.recognition("Lò Thị Hoa", newspaper, specialty="Đất đai")


def names(page):
    return [row.holder.full_name for row in page.context["listing"].rows]


def test_an_agency_sees_its_own_and_the_department_the_province(
    sign_in, held, radio, coordinator, officer, administrator, other_officer
):
    deciding.recognition("Tẩn A Ân", radio)
    people = [coordinator, officer, administrator, other_officer]

    seen = [names(sign_in(user).get(LIST)) for user in people]

    assert seen == [["Lò Thị Hoa"], ["Tẩn A Ân", "Lò Thị Hoa"], ["Tẩn A Ân", "Lò Thị Hoa"], []]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Tẩn A Ân", "Lò Thị Hoa"]),
        ("tim=lo+hoa", ["Lò Thị Hoa"]),
        ("doi_tuong=legal_reporter_province", ["Tẩn A Ân", "Lò Thị Hoa"]),
        ("don_vi=radio", ["Tẩn A Ân"]),
        ("dia_ban=12", ["Tẩn A Ân", "Lò Thị Hoa"]),
        ("quyet_dinh=thieu", ["Tẩn A Ân"]),
        ("quyet_dinh=du", ["Lò Thị Hoa"]),
        ("tinh_trang=het", ["Sùng A Dơ"]),
        ("tinh_trang=moi", ["Tẩn A Ân", "Sùng A Dơ", "Lò Thị Hoa"]),
        ("ngay=2026-06-30", ["Tẩn A Ân", "Sùng A Dơ", "Lò Thị Hoa"]),
        ("ngay=2025-12-31", []),
        ("ngay=hom-nay", ["Tẩn A Ân", "Lò Thị Hoa"]),
        ("sap=-ten", ["Lò Thị Hoa", "Tẩn A Ân"]),
    ],
)
def test_the_list_is_narrowed(sign_in, officer, held, newspaper, radio, query, found):
    deciding.undecided("Tẩn A Ân", radio)
    deciding.ended(deciding.recognition("Sùng A Dơ", newspaper))

    page = sign_in(officer).get(f"{LIST}?{query.replace('=radio', f'={radio.pk}')}")

    assert names(page) == found


def test_only_those_who_keep_the_person_are_offered_the_verbs(
    sign_in, held, coordinator, officer, administrator
):
    rows = [
        sign_in(user).get(LIST).context["listing"].rows[0]
        for user in (coordinator, officer, administrator)
    ]

    assert [row.may_edit for row in rows] == [True, False, True]


def test_a_missing_decision_is_told_by_a_word(sign_in, coordinator, newspaper):
    deciding.undecided(organisation=newspaper)

    page = sign_in(coordinator).get(LIST).content.decode()

    assert 'class="state state-warn">Thiếu quyết định' in page


def test_two_merged_records_are_one_person(sign_in, officer, held, newspaper):
    other = deciding.recognition("Lò Thị Hoa", newspaper)
    Trainee.objects.filter(pk=held.trainee.pk).update(merged_into=other.trainee)

    assert names(sign_in(officer).get(LIST)) == ["Lò Thị Hoa"]


def test_three_records_of_one_person_without_the_one_in_use_are_one(
    sign_in, officer, held, newspaper
):
    other = deciding.recognition("Lò Thị Hoa", newspaper)
    kept = make.trainee("Lò Thị Hoa Mai", newspaper, categories=[])
    Trainee.objects.filter(pk__in=[held.trainee.pk, other.trainee.pk]).update(merged_into=kept)

    assert names(sign_in(officer).get(LIST)) == ["Lò Thị Hoa Mai"]


def test_the_export_names_the_decision_and_is_written_down(sign_in, coordinator, held):
    data = sign_in(coordinator).get(f"{LIST}?xuat=xlsx").content

    rows = list(openpyxl.load_workbook(BytesIO(data)).active.iter_rows(values_only=True))
    assert rows[-1][:4] == ("Lò Thị Hoa", "Chuyên viên", "Báo Lai Châu", "Tỉnh Lai Châu")
    assert rows[-1][5] == "12/QĐ-UBND"
    told = Disclosure.objects.get()
    assert (told.by, told.people) == (coordinator, 1)


def test_whoever_keeps_one_agency_is_not_asked_which(sign_in, coordinator, officer, held):
    forms = [sign_in(user).get(LIST).context["listing"].form for user in (coordinator, officer)]

    assert [{"don_vi", "dia_ban"} <= {*form.fields} for form in forms] == [False, True]


def test_an_ended_one_shows_how_it_ended(sign_in, coordinator, newspaper):
    deciding.ended(deciding.recognition("Sùng A Dơ", newspaper))

    page = sign_in(coordinator).get(f"{LIST}?tinh_trang=het").content.decode()

    assert "Miễn nhiệm: Tự nguyện xin thôi" in " ".join(page.split())
    assert "40/QĐ-UBND" in page


@pytest.mark.parametrize("people", [1, 6])
def test_the_list_costs_nine_queries(
    sign_in, officer, newspaper, django_assert_num_queries, people
):
    for number in range(people):
        held = deciding.recognition(f"Lò Thị {number}", newspaper, on=date(2026, 1, 1))
        if number % 2:
            kept = make.trainee(f"Lò Thị Mai {number}", newspaper, categories=[])
            Trainee.objects.filter(pk=held.trainee.pk).update(merged_into=kept)
    client = sign_in(officer)

    with django_assert_num_queries(9):
        page = client.get(LIST)

    assert page.context["listing"].total == people


def test_rights(sign_in, coordinator, organiser, officer, administrator, learner, approver):
    people = [None, coordinator, organiser, officer, administrator, learner, approver]

    assert [sign_in(user).get(LIST).status_code for user in people] == [
        302,
        200,
        200,
        200,
        200,
        403,
        403,
    ]
