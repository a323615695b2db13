"""The screens of people."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from common.models import StateChange
from tests import make
from trainees.models import Recognition, Trainee

pytestmark = pytest.mark.django_db

LIST, CREATE = "/hoc-vien/", "/hoc-vien/them/"


@pytest.fixture
def person(newspaper):
    return make.trainee("Lò Thị Hoa", newspaper)


def url(name, trainee, *args):
    return reverse(f"trainees:{name}", args=[trainee.token, *args])


def names(page):
    return [person.full_name for person in page.context["listing"].rows]


def profile(organisation, **with_):
    return {
        "full_name": "Sùng A  Dơ",
        "birth_day": "5",
        "birth_month": "2",
        "birth_year": "1990",
        "sex": "male",
        "organisation": organisation.pk,
        "position": "Phóng viên",
        **with_,
    }


def new_person(organisation, **with_):
    return {
        **profile(organisation),
        "category": make.category().pk,
        "valid_from": "01/07/2026",
        "decision_number": "12/QĐ-UBND",
        **with_,
    }


def test_an_agency_sees_its_own_people_and_the_department_the_province(
    sign_in, person, radio, coordinator, officer, administrator, other_officer
):
    make.trainee("Tẩn A Ân", radio)

    seen = [
        names(sign_in(user).get(LIST))
        for user in (coordinator, officer, administrator, other_officer)
    ]

    assert seen == [["Lò Thị Hoa"], ["Tẩn A Ân", "Lò Thị Hoa"], ["Tẩn A Ân", "Lò Thị Hoa"], []]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tim=lo+hoa", ["Lò Thị Hoa"]),
        ("doi_tuong=legal-reporter", ["Vàng A Đức"]),
        ("don_vi=radio", ["Vàng A Đức"]),
        ("tai_khoan=co", ["Vàng A Đức"]),
        ("tai_khoan=chua", ["Lò Thị Hoa"]),
        ("sap=-ten", ["Lò Thị Hoa", "Vàng A Đức"]),
        ("doi_tuong=khong-co", ["Vàng A Đức", "Lò Thị Hoa"]),
    ],
)
def test_the_list_is_narrowed_without_accents(sign_in, officer, person, radio, query, found):
    legal = make.category("legal-reporter", "Báo cáo viên pháp luật", "legal")
    make.trainee("Vàng A Đức", radio, categories=[legal], user=make.user())
    query = query.replace("=radio", f"={radio.pk}")

    assert names(sign_in(officer).get(f"{LIST}?{query}")) == found


def test_whoever_keeps_one_agency_is_not_asked_which(sign_in, coordinator, officer, person):
    forms = [sign_in(user).get(LIST).context["listing"].form for user in (coordinator, officer)]

    assert ["don_vi" in form.fields for form in forms] == [False, True]


def test_an_ended_category_filters_no_more(sign_in, officer, person):
    Recognition.objects.update(valid_to=date(2021, 1, 1))

    assert names(sign_in(officer).get(f"{LIST}?doi_tuong=reporter")) == []


def test_the_list_is_exported(sign_in, coordinator, person):
    data = sign_in(coordinator).get(f"{LIST}?xuat=xlsx").content

    rows = list(openpyxl.load_workbook(BytesIO(data)).active.iter_rows(values_only=True))
    assert rows[-1] == ("Lò Thị Hoa", "1985", "Báo Lai Châu", "Chuyên viên", "Phóng viên", None)


@pytest.mark.parametrize("people", [1, 6])
def test_the_list_costs_ten_queries(sign_in, officer, newspaper, django_assert_num_queries, people):
    for number in range(people):
        make.trainee(f"Lò Thị {number}", newspaper, user=make.user())
    client = sign_in(officer)

    with django_assert_num_queries(10):
        page = client.get(LIST)

    assert page.context["listing"].total == people


@pytest.mark.parametrize("held", [1, 4])
def test_the_record_costs_thirteen_queries(
    sign_in, coordinator, person, django_assert_num_queries, held
):
    for number in range(held - 1):
        Recognition.objects.create(
            trainee=person,
            category=make.category(f"loai-{number}", f"Loại {number}"),
            valid_from=date(2026, 1, 1),
        )
    client = sign_in(coordinator)
    # Django keeps content types in memory; a test that runs alone must not count the first look.
    ContentType.objects.get_for_model(Trainee)

    with django_assert_num_queries(13):
        page = client.get(person.get_absolute_url())

    assert len(page.context["recognitions"]) == held


def test_a_person_is_added_with_a_first_category(sign_in, coordinator, newspaper):
    answer = sign_in(coordinator).post(CREATE, new_person(newspaper))

    made = Trainee.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.full_name, made.birth, made.organisation) == ("Sùng A Dơ", "05/02/1990", newspaper)
    held = made.recognitions.get()
    assert (held.decision_number, held.recorded_by) == ("12/QĐ-UBND", coordinator)
    assert list(StateChange.objects.of(made).values_list("verb", flat=True)) == [
        "create",
        "recognise",
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"full_name": ""}, "full_name"),
        ({"birth_day": "31"}, "birth_year"),
        ({"birth_year": "2099"}, "birth_year"),
        ({"birth_month": ""}, "__all__"),
        ({"valid_from": "32/01/2026"}, "valid_from"),
        ({"category": ""}, "category"),
    ],
)
def test_a_wrong_form_adds_nobody(sign_in, coordinator, newspaper, change, field):
    page = sign_in(coordinator).post(CREATE, new_person(newspaper, **change))

    assert [*page.context["form"].errors] == [field]
    assert Trainee.objects.count() == 0


def test_a_closed_category_adds_nobody(sign_in, coordinator, newspaper):
    closed = make.category("huyen", "Báo cáo viên cấp huyện", "legal", closed_from=date(2025, 7, 1))

    page = sign_in(coordinator).post(CREATE, new_person(newspaper, category=closed.pk))

    assert "không nhận người mới" in page.content.decode()
    assert Trainee.objects.count() == 0


def test_a_double_is_shown_with_a_link_and_let_in_on_request(sign_in, coordinator, newspaper):
    client = sign_in(coordinator)
    client.post(CREATE, new_person(newspaper))
    known = Trainee.objects.get()

    page = client.post(CREATE, new_person(newspaper, full_name="SÙNG A DƠ")).content.decode()
    assert f'<a href="{known.get_absolute_url()}">Mở hồ sơ đã có</a>' in page
    assert 'type="checkbox" name="is_another_person"' in page
    client.post(CREATE, new_person(newspaper, is_another_person="on"))

    assert Trainee.objects.count() == 2


def test_nobody_is_put_into_a_foreign_agency(
    sign_in, coordinator, administrator, radio, other_justice
):
    pages = [
        sign_in(coordinator).post(CREATE, new_person(radio)),
        sign_in(administrator).post(CREATE, new_person(other_justice)),
    ]

    assert [[*page.context["form"].errors] for page in pages] == [
        ["organisation"],
        ["organisation"],
    ]


def test_a_record_is_edited(sign_in, coordinator, person, newspaper):
    answer = sign_in(coordinator).post(
        url("trainee_edit", person), profile(newspaper, position="Biên tập viên")
    )

    person.refresh_from_db()
    assert (answer.status_code, person.position, person.birth) == (
        302,
        "Biên tập viên",
        "05/02/1990",
    )
    assert StateChange.objects.of(person).get().verb == "update"


def test_an_edit_into_somebody_else_is_refused_beside_the_form(
    sign_in, coordinator, person, newspaper
):
    other = make.trainee("Sùng A Dơ", newspaper, birth_year=1990, birth_month=2, birth_day=5)

    page = sign_in(coordinator).post(url("trainee_edit", person), profile(newspaper))

    assert other.get_absolute_url() in page.content.decode()
    person.refresh_from_db()
    assert person.full_name == "Lò Thị Hoa"


def test_a_category_is_given_and_ended(sign_in, coordinator, person):
    client = sign_in(coordinator)
    legal = make.category("legal-reporter", "Báo cáo viên pháp luật", "legal")
    form = {"category": legal.pk, "valid_from": "01/01/2026", "decision_number": "7/QĐ"}

    client.post(url("recognition_create", person), form)
    twice = client.post(url("recognition_create", person), form)
    held = person.recognitions.get(category=legal)
    client.post(
        url("recognition_end", person, held.pk), {"on": "30/06/2026", "end_reason": "Nghỉ hưu"}
    )
    again = client.post(url("recognition_end", person, held.pk), {"on": "30/06/2026"})

    held.refresh_from_db()
    assert (held.valid_to, held.end_reason) == (date(2026, 6, 30), "Nghỉ hưu")
    assert twice.context["form"].non_field_errors() == ["Học viên đang thuộc đối tượng này."]
    assert again.context["form"].non_field_errors() == [
        "Quyết định này đã được ghi kết thúc. Tải lại trang để xem tình trạng mới."
    ]


def test_rights_on_a_record(
    sign_in, person, coordinator, officer, administrator, other_coordinator, other_officer, learner
):
    people = [None, coordinator, administrator, officer, learner, other_coordinator, other_officer]

    def statuses(address):
        return [sign_in(user).get(address).status_code for user in people]

    assert statuses(person.get_absolute_url()) == [302, 200, 200, 200, 404, 404, 404]
    assert statuses(url("trainee_edit", person)) == [302, 200, 200, 403, 404, 404, 404]
    assert statuses(url("recognition_create", person)) == [302, 200, 200, 403, 404, 404, 404]
    held = person.recognitions.get()
    assert statuses(url("recognition_end", person, held.pk)) == [302, 200, 200, 403, 404, 404, 404]
    assert statuses(LIST) == [302, 200, 200, 200, 403, 200, 200]
    assert statuses(CREATE) == [302, 200, 200, 403, 403, 200, 403]


def test_a_learner_reads_the_own_record_and_changes_nothing(sign_in, learner):
    client = sign_in(learner)
    own = learner.trainee

    page = client.get(own.get_absolute_url())

    assert (page.status_code, page.context["may_edit"], page.context["history"]) == (200, False, [])
    assert [link in page.content.decode() for link in (url("trainee_edit", own), LIST + '"')] == [
        False,
        False,
    ]
    assert client.post(url("trainee_edit", own), {}).status_code == 403


def test_a_merged_record_points_to_the_one_in_use(sign_in, coordinator, person, newspaper):
    kept = make.trainee("Lò Thị Hoa", newspaper)
    Trainee.objects.filter(pk=person.pk).update(merged_into=kept)
    client = sign_in(coordinator)

    page = client.get(person.get_absolute_url())

    assert kept.get_absolute_url() in page.content.decode()
    assert client.get(url("trainee_edit", person)).status_code == 403
    assert names(client.get(LIST)) == ["Lò Thị Hoa"]


def test_the_administrator_keeps_learners_accounts_too(sign_in, administrator, learner):
    page = sign_in(administrator).post(
        reverse("accounts:password_link_create", args=[learner.username])
    )

    assert "/tai-khoan/password/reset/key/" in page.content.decode()
