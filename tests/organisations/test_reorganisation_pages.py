"""Decrees on the screen: the list, the heading, the plan with its problems and its picture."""

from datetime import date

import pytest
from django.urls import reverse

from common.models import StateChange
from organisations.actions import plans
from organisations.models import Organisation, Reorganisation
from tests import make
from tests.organisations import decrees
from trainees.actions import moves

URL = reverse("organisations:reorganisation_list")
NEW = reverse("organisations:reorganisation_create")
HEADING = {
    "number": "1670/NQ-UBTVQH15",
    "title": "Sắp xếp đơn vị hành chính cấp xã",
    "issuer": "Ủy ban Thường vụ Quốc hội",
    "issued_on": "16/06/2025",
    "effective_on": "01/07/2025",
}


@pytest.fixture
def there(justice):
    return decrees.world()


@pytest.fixture
def decree(there, administrator):
    return decrees.planned(there, administrator)


def page_of(decree, name):
    return reverse(f"organisations:{name}", args=[decree.token])


def said(response):
    return [str(message) for message in response.context["messages"]]


# ---- the list --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["trainer", "coordinator", "organiser", "approver", "doj_officer"])
def test_every_office_role_reads_the_decrees_of_its_province(decree, role, other_justice, sign_in):
    reader, stranger = make.user(role=role), make.user(role=role, organisation=other_justice)

    assert list(sign_in(reader).get(URL).context["listing"].rows) == [decree]
    assert list(sign_in(stranger).get(URL).context["listing"].rows) == []
    assert sign_in(reader).get(decree.get_absolute_url()).status_code == 200
    assert sign_in(stranger).get(decree.get_absolute_url()).status_code == 404


def test_strangers_sign_in_and_trainees_are_refused(decree, learner, sign_in):
    pages = [URL, NEW, decree.get_absolute_url(), page_of(decree, "reorganisation_edit")]

    assert [sign_in(None).get(url).status_code for url in pages] == [302] * 4
    assert sign_in(learner).get(URL).status_code == 403


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_six_queries(administrator, sign_in, rows, django_assert_num_queries):
    for _ in range(rows):
        decrees.draft(administrator)
    client = sign_in(administrator)

    with django_assert_num_queries(6):
        page = client.get(URL)

    assert page.context["listing"].total == rows


# ---- the heading -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["administrator", "officer"])
def test_an_administrator_and_an_officer_write_a_decree(who, justice, request, sign_in):
    clerk = request.getfixturevalue(who)

    response = sign_in(clerk).post(NEW, {**HEADING, "province": justice.unit.pk})

    decree = Reorganisation.objects.get()
    assert response.url == decree.get_absolute_url()
    assert (decree.number, decree.effective_on, decree.created_by, decree.state) == (
        "1670/NQ-UBTVQH15",
        date(2025, 7, 1),
        clerk,
        "draft",
    )
    assert StateChange.objects.of(decree).get().verb == "create"


def test_a_decree_of_another_province_is_not_offered(other_justice, administrator, sign_in):
    page = sign_in(administrator).post(NEW, {**HEADING, "province": other_justice.unit.pk})

    assert list(page.context["form"].errors) == ["province"]
    assert Reorganisation.objects.count() == 0


@pytest.mark.parametrize("role", ["trainer", "coordinator", "organiser", "approver"])
def test_other_roles_write_no_decree(decree, role, sign_in):
    client = sign_in(make.user(role=role))

    urls = [NEW, page_of(decree, "reorganisation_edit"), page_of(decree, "reorganisation_table")]
    assert [client.get(url).status_code for url in urls] == [403] * 3
    assert client.post(page_of(decree, "reorganisation_propose")).status_code == 403


def test_an_officer_edits_the_own_draft_and_no_other(there, decree, officer, sign_in):
    own = decrees.draft(officer)
    client = sign_in(officer)

    assert client.get(page_of(own, "reorganisation_edit")).status_code == 200
    assert client.get(page_of(decree, "reorganisation_edit")).status_code == 403


def test_the_heading_is_edited_with_a_line_of_history(decree, administrator, sign_in):
    url = page_of(decree, "reorganisation_edit")

    sign_in(administrator).post(url, {**HEADING, "province": decree.province_id, "number": "1/NQ"})

    decree.refresh_from_db()
    assert decree.number == "1/NQ"
    assert StateChange.objects.of(decree).filter(verb="update").get().reason == (
        "số, ký hiệu văn bản, ngày ban hành"
    )


def test_an_applied_decree_is_not_edited(decree, administrator, sign_in):
    moves.apply(decree, by=administrator)
    url = page_of(decree, "reorganisation_edit")

    page = sign_in(administrator).post(
        url, {**HEADING, "province": decree.province_id, "number": "1/NQ"}, follow=True
    )

    assert said(page) == [
        "Văn bản 1670/NQ-UBTVQH15 đã được thực hiện. Muốn sửa thì hoàn tác trước."
    ]
    assert Reorganisation.objects.get().number == "1670/NQ-UBTVQH15"


# ---- the plan --------------------------------------------------------------------------------------------------


def test_the_page_shows_old_and_new_with_their_relation(decree, officer, sign_in):
    page = sign_in(officer).get(decree.get_absolute_url())

    lines = [
        (link.predecessor.name, link.relation, str(link.successor or ""))
        for link in page.context["listing"].rows
    ]
    assert sorted(lines) == [
        ("Huyện Thử", "whole", ""),
        ("Xã A", "whole", "Xã AB"),
        ("Xã B", "whole", "Xã AB"),
        ("Xã C", "part", "Xã AB"),
        ("Xã C", "part", "Xã D"),
    ]
    effect = page.context["effect"]
    assert (effect.units_closed, effect.units_made) == (4, 2)
    assert (effect.organisations_closed, effect.organisations_made) == (4, 2)


def test_the_agencies_stand_in_the_other_half(decree, officer, sign_in):
    page = sign_in(officer).get(decree.get_absolute_url(), {"phan": "co-quan"})

    lines = [
        (link.predecessor.name, link.relation, str(link.target or ""))
        for link in page.context["listing"].rows
    ]
    assert sorted(lines) == [
        ("Phòng Tư pháp huyện Thử", "whole", ""),
        ("UBND xã A", "whole", "UBND xã AB"),
        ("UBND xã B", "whole", "UBND xã AB"),
        ("UBND xã C", "part", "UBND xã AB"),
        ("UBND xã C", "part", "UBND xã D"),
    ]


def test_the_picture_shows_the_split_and_then_what_is_asked_for(decree, officer, sign_in):
    client = sign_in(officer)

    def boxes(**query):
        page = client.get(decree.get_absolute_url(), query)
        return [box.name for box in page.context["picture"].boxes]

    assert boxes() == ["Xã C", "Xã AB", "Xã D"]
    assert boxes(hinh="commune-90001") == ["Xã A", "Xã B", "Xã C", "Xã AB"]


def test_a_plan_without_units_has_no_picture(administrator, sign_in):
    page = sign_in(administrator).get(decrees.draft(administrator).get_absolute_url())

    assert page.context["picture"] is None
    assert "Văn bản chưa có đơn vị hành chính nào." in page.content.decode()


def test_problems_stand_on_top_for_those_who_can_mend_them(there, administrator, officer, sign_in):
    decree = decrees.draft(administrator)
    plans.add_unit_link(decree, predecessor=there.district, successor=None, by=administrator)

    page = sign_in(administrator).get(decree.get_absolute_url())

    assert page.context["problems"] == [
        "Xã A và 2 nơi khác thuộc Huyện Thử là nơi kết thúc. Đưa cả vào văn bản.",
        "Phòng Tư pháp huyện Thử thuộc Huyện Thử là nơi kết thúc. "
        "Đưa Phòng Tư pháp huyện Thử vào văn bản.",
    ]
    assert sign_in(officer).get(decree.get_absolute_url()).context["problems"] == []


def test_the_administrator_is_led_to_applying_and_the_officer_is_not(
    decree, administrator, officer, sign_in
):
    url = reverse("trainees:reorganisation_apply", args=[decree.token])

    def steps(user):
        page = sign_in(user).get(decree.get_absolute_url())
        return [(step.verb, step.url) for step in page.context["steps"]]

    assert steps(administrator) == [("Thực hiện sắp xếp", url)]
    assert steps(officer) == []


def test_pages_of_units_and_agencies_name_their_decree(
    decree, there, administrator, officer, sign_in
):
    moves.apply(decree, by=administrator)
    new = Organisation.objects.get(name="UBND xã AB")
    client = sign_in(officer)

    rows = [there.a, there.ubnd_a, there.office, new, new.unit]
    pages = [client.get(row.get_absolute_url()) for row in rows]

    assert [list(page.context["decrees"]) for page in pages] == [[decree]] * 5
    assert all("1670/NQ-UBTVQH15" in page.content.decode() for page in pages)


def test_a_draft_is_not_named_on_the_pages_of_its_units(decree, there, officer, sign_in):
    page = sign_in(officer).get(there.a.get_absolute_url())

    assert list(page.context["decrees"]) == []


def test_only_buttons_change_and_only_pages_are_read(decree, administrator, sign_in):
    client = sign_in(administrator)

    assert client.post(decree.get_absolute_url()).status_code == 405
    assert client.post(URL).status_code == 405
    assert client.get(page_of(decree, "reorganisation_propose")).status_code == 405


@pytest.mark.parametrize("more", [0, 4])
def test_the_plan_costs_the_same_however_long(
    there, decree, administrator, sign_in, more, django_assert_num_queries
):
    ab = decree.planned_units.get(code="90001")
    for _ in range(more):
        unit = make.commune()
        plans.add_unit_link(decree, predecessor=unit, successor=ab, by=administrator)
    client = sign_in(administrator)

    with django_assert_num_queries(25):
        page = client.get(decree.get_absolute_url())

    assert page.context["listing"].total == 5 + more


# ---- the proposal of agencies ----------------------------------------------------------------------------------


def test_agencies_are_proposed_from_the_units(there, administrator, sign_in):
    decree = decrees.draft(administrator)
    new = plans.add_unit(
        decree, level="commune", code="90001", name="Xã AB", parent=there.province, by=administrator
    )
    plans.add_unit_link(
        decree, predecessor=there.a, successor=new, relation="renamed", by=administrator
    )
    school = make.organisation(
        "Trung tâm học tập xã A", there.a, "other", code="trung-tam-90001", parent=there.ubnd_a
    )

    page = sign_in(administrator).post(page_of(decree, "reorganisation_propose"), follow=True)

    assert said(page) == ["Đã đề xuất 2 cơ quan mới, 2 dòng."]
    centre = decree.planned_organisations.get(kind="other")
    assert (centre.name, centre.code, centre.planned_parent.name) == (
        "Trung tâm học tập xã AB",
        "trung-tam-90001",
        "UBND xã AB",
    )
    link = decree.organisation_links.get(predecessor=school)
    assert (link.successor, link.relation) == (centre, "renamed")


def test_proposing_twice_adds_nothing(decree, administrator, sign_in):
    page = sign_in(administrator).post(page_of(decree, "reorganisation_propose"), follow=True)

    assert said(page) == ["Đã đề xuất 0 cơ quan mới, 0 dòng."]


def test_other_agencies_of_a_split_unit_are_left_to_a_person(there, administrator, sign_in):
    make.organisation("Trạm y tế xã C", there.c, "other")
    decree = decrees.planned(there, administrator)

    page = sign_in(administrator).post(page_of(decree, "reorganisation_propose"), follow=True)

    assert said(page)[1:] == ["Còn 1 cơ quan ở đơn vị bị tách, cần chọn nơi tiếp nhận bằng tay."]
    assert sign_in(administrator).get(decree.get_absolute_url()).context["problems"] == [
        "Trạm y tế xã C thuộc Xã C là nơi kết thúc. Đưa Trạm y tế xã C vào văn bản."
    ]


def test_nothing_is_proposed_for_an_applied_decree(decree, administrator, sign_in):
    moves.apply(decree, by=administrator)

    page = sign_in(administrator).post(page_of(decree, "reorganisation_propose"), follow=True)

    assert said(page) == [
        "Văn bản 1670/NQ-UBTVQH15 đã được thực hiện. Muốn sửa thì hoàn tác trước."
    ]
