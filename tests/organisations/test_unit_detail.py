"""One unit: what came before it, what followed it, what lies in it."""

from datetime import date

import pytest

from organisations.models import AdministrativeUnit, Organisation, UnitSuccession
from tests import make

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def phong_phu(justice) -> AdministrativeUnit:
    """An old commune that was split between two new ones."""
    old = make.commune("Xã Phong Phú", code="22978", valid_to=EVE)
    for name, code in (("Xã Phan Rí Cửa", "22972"), ("Xã Tuy Phong", "22978")):
        new = make.commune(name, code=code, valid_from=DAY)
        UnitSuccession.objects.create(
            predecessor=old, successor=new, relation="part", decree="NQ 1671"
        )
    return old


def test_an_address_names_level_code_and_day(phong_phu):
    assert phong_phu.get_absolute_url() == "/don-vi-hanh-chinh/xa/22978/1900-01-01/"


def test_a_split_unit_shows_both_successors(phong_phu, officer, sign_in):
    page = sign_in(officer).get(phong_phu.get_absolute_url())

    after = page.context["after"]
    assert [(link.successor.name, link.relation) for link in after] == [
        ("Xã Phan Rí Cửa", "part"),
        ("Xã Tuy Phong", "part"),
    ]
    assert [box.name for box in page.context["picture"].boxes] == [
        "Xã Phong Phú",
        "Xã Phan Rí Cửa",
        "Xã Tuy Phong",
    ]
    assert "đến 30/06/2025" in page.content.decode()


def test_one_code_at_two_days_is_two_pages(phong_phu, officer, sign_in):
    page = sign_in(officer).get("/don-vi-hanh-chinh/xa/22978/2025-07-01/")

    assert page.context["unit"].name == "Xã Tuy Phong"
    assert [link.predecessor.name for link in page.context["before"]] == ["Xã Phong Phú"]


def test_a_closed_unit_shows_what_lay_in_it_on_its_last_day(justice, officer, sign_in):
    district = make.commune("Huyện Than Uyên", code="110", level="district", valid_to=EVE)
    commune = make.commune("Xã Mường Than", district, valid_to=EVE)
    office = make.organisation("Phòng Tư pháp huyện Than Uyên", district, valid_to=EVE)

    page = sign_in(officer).get(district.get_absolute_url())

    assert list(page.context["children"]) == [commune]
    assert list(page.context["organisations"]) == [office]


def test_a_unit_of_another_province_is_not_found(phong_phu, other_officer, sign_in):
    assert sign_in(other_officer).get(phong_phu.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "path", ["xa/22978/2025-02-30/", "xa/22978/2020-01-01/", "huyen/22978/1900-01-01/"]
)
def test_an_address_without_its_unit_is_not_found(phong_phu, officer, sign_in, path):
    assert sign_in(officer).get(f"/don-vi-hanh-chinh/{path}").status_code == 404


def test_a_stranger_is_asked_to_sign_in_and_a_trainee_refused(phong_phu, learner, sign_in):
    url = phong_phu.get_absolute_url()

    assert [sign_in(None).get(url).status_code, sign_in(learner).get(url).status_code] == [302, 403]


def test_a_unit_is_only_read(phong_phu, officer, sign_in):
    assert sign_in(officer).post(phong_phu.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("rows", [1, 5])
def test_a_unit_costs_the_same_however_much_it_took_in(
    officer, sign_in, rows, django_assert_num_queries
):
    new = make.commune("Xã Tân Uyên", valid_from=DAY)
    for _ in range(rows):
        old = make.commune(valid_to=EVE)
        UnitSuccession.objects.create(predecessor=old, successor=new, relation="whole")
        make.organisation(unit=new)
    client = sign_in(officer)

    with django_assert_num_queries(11):
        page = client.get(new.get_absolute_url())

    assert len(page.context["before"]) == rows
    assert Organisation.objects.filter(unit=new).count() == rows
