"""Lines of a decree, added one by one and taken out again."""

import pytest
from django.urls import reverse

from common.models import StateChange
from common.refusals import Refused
from organisations.actions import plans
from organisations.models import Organisation
from tests import make
from tests.organisations import decrees
from trainees.actions import moves

ADDS = [
    "planned_unit_create",
    "planned_unit_link_create",
    "planned_organisation_create",
    "planned_organisation_link_create",
]


@pytest.fixture
def there(justice):
    return decrees.world()


@pytest.fixture
def decree(there, administrator):
    return decrees.planned(there, administrator)


@pytest.fixture
def client(administrator, sign_in):
    return sign_in(administrator)


def url(decree, name, *args):
    return reverse(f"organisations:{name}", args=[decree.token, *args])


def test_a_new_unit_is_added_in_a_unit_of_today(there, administrator, client):
    decree = decrees.draft(administrator)
    page = client.get(url(decree, "planned_unit_create"))
    options = dict(page.context["form"].fields["parent"].choices)
    key = next(key for key, label in options.items() if label == "Tỉnh Lai Châu (12)")

    response = client.post(
        url(decree, "planned_unit_create"),
        {"level": "commune", "code": "90001", "name": "Xã AB", "parent": key},
    )

    unit = decree.planned_units.get()
    assert response.url == decree.get_absolute_url()
    assert (unit.name, unit.parent) == ("Xã AB", there.province)
    assert StateChange.objects.of(decree).filter(verb="plan").get().reason == "+ Xã AB (90001)"


def test_a_new_unit_is_added_in_a_planned_one(there, administrator, client):
    decree = decrees.draft(administrator)
    province = plans.add_unit(
        decree, level="province", code="12", name="Tỉnh Mới", by=administrator
    )

    client.post(
        url(decree, "planned_unit_create"),
        {
            "level": "commune",
            "code": "90001",
            "name": "Xã AB",
            "parent": "moi-province-12",
            "tiep": "1",
        },
    )

    assert decree.planned_units.get(code="90001").planned_parent == province


def test_a_code_is_planned_once(decree, client):
    page = client.post(
        url(decree, "planned_unit_create"),
        {
            "level": "commune",
            "code": "90001",
            "name": "Xã Khác",
            "parent": first_parent(client, decree),
        },
    )

    assert page.context["form"].non_field_errors() == ["Mã này đã có trong văn bản."]


def first_parent(client, decree):
    page = client.get(url(decree, "planned_unit_create"))
    return page.context["form"].fields["parent"].choices[1][0]


def test_a_commune_needs_a_unit_above(decree, client):
    page = client.post(
        url(decree, "planned_unit_create"),
        {"level": "commune", "code": "90009", "name": "Xã Khác", "parent": ""},
    )

    assert list(page.context["form"].errors) == ["parent"]


def test_an_old_unit_is_added_with_what_becomes_of_it(there, administrator, client):
    decree = decrees.draft(administrator)
    new = plans.add_unit(
        decree, level="commune", code="90001", name="Xã AB", parent=there.province, by=administrator
    )

    client.post(
        url(decree, "planned_unit_link_create"),
        {"predecessor": there.a.pk, "successor": "commune-90001", "relation": "renamed"},
    )
    client.post(
        url(decree, "planned_unit_link_create"),
        {"predecessor": there.district.pk, "successor": "", "relation": "whole"},
    )

    lines = decree.unit_links.values_list("predecessor", "successor", "relation").order_by("pk")
    assert list(lines) == [(there.a.pk, new.pk, "renamed"), (there.district.pk, None, "whole")]


def test_one_line_is_added_once(there, decree, client):
    page = client.post(
        url(decree, "planned_unit_link_create"),
        {"predecessor": there.district.pk, "successor": "", "relation": "whole"},
    )

    assert len(page.context["form"].non_field_errors()) == 1
    assert decree.unit_links.count() == 5


def test_a_unit_of_another_province_is_not_offered(decree, other_justice, client):
    stranger = make.commune("Xã Xa", other_justice.unit)

    page = client.post(
        url(decree, "planned_unit_link_create"),
        {"predecessor": stranger.pk, "successor": "", "relation": "whole"},
    )

    assert list(page.context["form"].errors) == ["predecessor"]


def test_an_agency_is_added_in_a_planned_unit_under_a_planned_agency(decree, client):
    client.post(
        url(decree, "planned_organisation_create"),
        {
            "name": "Phòng Văn hóa - Xã hội xã AB",
            "short_name": "",
            "kind": "other",
            "where": "moi-commune-90001",
            "above": "moi-ubnd-xa-ab-90001",
        },
    )

    office = decree.planned_organisations.get(kind="other")
    assert (office.planned_unit.name, office.planned_parent.name, office.code) == (
        "Xã AB",
        "UBND xã AB",
        "phong-van-hoa-xa-hoi-xa-ab-90001",
    )


def test_an_agency_goes_into_one_that_goes_on(there, administrator, client):
    decree = decrees.draft(administrator)
    old, taker = make.organisation("Sở Thông tin và Truyền thông"), make.organisation("Sở KH&CN")

    client.post(
        url(decree, "planned_organisation_link_create"),
        {"predecessor": old.pk, "target": f"nay-{taker.pk}", "relation": "whole"},
    )
    moves.apply(decree, by=administrator)

    [link] = old.successor_links.all()
    old.refresh_from_db()
    assert (link.successor, link.relation, link.note) == (taker, "whole", "1670/NQ-UBTVQH15")
    assert old.valid_to == decrees.EVE
    assert Organisation.objects.filter(valid_from=decrees.DAY).count() == 0


def test_an_agency_does_not_go_into_itself(there, administrator, client):
    decree = decrees.draft(administrator)

    page = client.post(
        url(decree, "planned_organisation_link_create"),
        {"predecessor": there.ubnd_a.pk, "target": f"nay-{there.ubnd_a.pk}", "relation": "whole"},
    )

    assert page.context["form"].non_field_errors() == [
        "Cơ quan không thể nhập vào chính mình. Chọn cơ quan tiếp nhận khác."
    ]


def test_a_new_unit_is_taken_out_with_its_lines_and_agencies(decree, client):
    client.post(url(decree, "planned_unit_remove", "commune", "90004"))

    assert [unit.code for unit in decree.planned_units.all()] == ["90001"]
    assert decree.unit_links.count() == 4
    assert [one.name for one in decree.planned_organisations.all()] == ["UBND xã AB"]


def test_a_unit_that_holds_others_stays(there, administrator, client):
    decree = decrees.draft(administrator)
    province = plans.add_unit(
        decree, level="province", code="12", name="Tỉnh Mới", by=administrator
    )
    plans.add_unit(
        decree,
        level="commune",
        code="90001",
        name="Xã AB",
        planned_parent=province,
        by=administrator,
    )

    page = client.post(url(decree, "planned_unit_remove", "province", "12"), follow=True)

    assert [str(m) for m in page.context["messages"]] == [
        "Xã AB trực thuộc Tỉnh Mới. Bỏ đơn vị bên trong trước."
    ]
    assert decree.planned_units.count() == 2


def test_lines_are_taken_out_one_by_one(there, decree, client):
    old, agency = there.c, there.ubnd_c
    begun = "1900-01-01"
    client.post(
        url(decree, "planned_unit_link_remove", "commune", old.code, begun),
        {"moi": "commune-90004"},
    )
    client.post(url(decree, "planned_unit_link_remove", "district", "901", begun), {"moi": ""})
    client.post(
        url(decree, "planned_organisation_link_remove", agency.code, begun),
        {"moi": "ubnd-xa-d-90004"},
    )
    client.post(url(decree, "planned_organisation_link_remove", there.office.code, begun))
    client.post(url(decree, "planned_organisation_remove", "ubnd-xa-d-90004"))

    assert decree.unit_links.filter(predecessor=old).get().successor.name == "Xã AB"
    assert decree.unit_links.filter(successor=None).count() == 0
    assert decree.organisation_links.filter(predecessor=agency).get().successor.name == "UBND xã AB"
    assert [one.name for one in decree.planned_organisations.all()] == ["UBND xã AB"]


@pytest.mark.parametrize("name", ADDS)
def test_who_may_add_a_line(decree, name, officer, learner, other_justice, sign_in):
    stranger = make.user(role="administrator", organisation=other_justice)

    def answer(user):
        return sign_in(user).get(url(decree, name)).status_code

    assert [answer(user) for user in (None, learner, officer, stranger)] == [302, 404, 403, 404]


def test_lines_are_removed_by_a_button_only(decree, client):
    begun = "1900-01-01"
    urls = [
        url(decree, "planned_unit_remove", "commune", "90004"),
        url(decree, "planned_unit_link_remove", "commune", "90001", begun),
        url(decree, "planned_organisation_remove", "ubnd-xa-d-90004"),
        url(decree, "planned_organisation_link_remove", "ubnd-xa-a-90001", begun),
    ]

    assert [client.get(one).status_code for one in urls] == [405] * 4


def test_a_line_that_is_not_there_is_not_found(decree, client):
    urls = [
        url(decree, "planned_unit_remove", "commune", "99999"),
        url(decree, "planned_unit_link_remove", "commune", "90001", "2020-01-01"),
    ]

    assert [client.post(one).status_code for one in urls] == [404, 404]


def test_an_applied_decree_keeps_its_lines(there, decree, administrator):
    moves.apply(decree, by=administrator)
    before = StateChange.objects.of(decree).count()

    with pytest.raises(Refused, match="đã được thực hiện"):
        plans.add_unit_link(decree, predecessor=there.a, successor=None, by=administrator)
    with pytest.raises(Refused, match="đã được thực hiện"):
        plans.remove(decree.unit_links.first(), by=administrator)

    assert decree.unit_links.count() == 5
    assert StateChange.objects.of(decree).count() == before
