"""Agencies outside a decree: a new one, what may be edited, other names."""

from datetime import date

import pytest
from django.urls import reverse

from common.models import StateChange
from organisations.models import Organisation, OrganisationAlias
from tests import make

NEW = reverse("organisations:organisation_create")


def url(agency, name):
    return reverse(f"organisations:{name}", args=[agency.code, agency.valid_from])


def facts(unit, **with_):
    return {
        "name": "UBND xã Thử",
        "short_name": "",
        "kind": "commune_committee",
        "unit": unit.pk,
        "parent": "",
        "valid_from": "01/09/2025",
        **with_,
    }


def test_an_administrator_adds_an_agency(administrator, sign_in):
    unit = make.commune("Xã Thử", code="90001")

    response = sign_in(administrator).post(NEW, facts(unit))

    agency = Organisation.objects.get(unit=unit)
    assert response.url == agency.get_absolute_url()
    assert (agency.code, agency.name) == ("ubnd-xa-thu-90001", "UBND xã Thử")
    assert [alias.name for alias in agency.aliases.all()] == ["Ủy ban nhân dân xã Thử"]
    assert StateChange.objects.of(agency).get().verb == "create"


def test_a_second_agency_of_one_name_is_refused(administrator, sign_in):
    unit = make.commune("Xã Thử", code="90001")
    client = sign_in(administrator)
    client.post(NEW, facts(unit))

    page = client.post(NEW, facts(unit, name="UBND  xã Thử", valid_from="01/10/2025"))

    assert page.context["form"].non_field_errors() == [
        "Xã Thử đã có cơ quan tên này. Hãy dùng cơ quan đã có."
    ]
    assert Organisation.objects.filter(unit=unit).count() == 1


def test_an_agency_begins_when_its_unit_is_there(administrator, sign_in):
    unit = make.commune("Xã Thử", code="90001", valid_from=date(2025, 7, 1))

    page = sign_in(administrator).post(NEW, facts(unit, valid_from="01/06/2025"))

    assert page.context["form"].non_field_errors() == [
        "Xã Thử không tồn tại vào ngày 01/06/2025. Chọn đơn vị hoặc ngày khác."
    ]


def test_short_name_kind_and_parent_are_edited_and_the_name_is_not(
    newspaper, radio, administrator, sign_in
):
    response = sign_in(administrator).post(
        url(newspaper, "organisation_edit"),
        {"short_name": "BLC", "kind": "press", "parent": radio.pk, "name": "Tên khác"},
    )

    newspaper.refresh_from_db()
    assert response.status_code == 302
    assert (newspaper.name, newspaper.short_name, newspaper.parent) == (
        "Báo Lai Châu",
        "BLC",
        radio,
    )
    assert StateChange.objects.of(newspaper).get().reason == "tên viết tắt, cơ quan chủ quản"


def test_an_agency_above_that_has_ended_stays_until_another_is_chosen(
    newspaper, radio, administrator, sign_in
):
    Organisation.objects.filter(pk=newspaper.pk).update(parent=radio)
    Organisation.objects.filter(pk=radio.pk).update(valid_to=date(2025, 6, 30))
    client = sign_in(administrator)

    form = client.get(url(newspaper, "organisation_edit")).context["form"]
    client.post(
        url(newspaper, "organisation_edit"),
        {"short_name": "BLC", "kind": "press", "parent": form["parent"].value()},
    )

    newspaper.refresh_from_db()
    assert radio in form.fields["parent"].queryset
    assert (newspaper.short_name, newspaper.parent) == ("BLC", radio)


def test_nobody_stands_above_oneself(newspaper, radio, administrator, sign_in):
    Organisation.objects.filter(pk=radio.pk).update(parent=newspaper)

    page = sign_in(administrator).post(
        url(newspaper, "organisation_edit"), {"short_name": "", "kind": "press", "parent": radio.pk}
    )

    assert page.context["form"].non_field_errors() == [
        "Cơ quan chủ quản không thể là chính cơ quan này hay cấp dưới của nó."
    ]


def test_another_name_is_added_and_found(newspaper, administrator, sign_in):
    response = sign_in(administrator).post(url(newspaper, "alias_create"), {"name": "Báo tỉnh"})

    assert response.url == newspaper.get_absolute_url()
    assert list(Organisation.objects.matching("báo Tỉnh")) == [newspaper]
    assert [(c.verb, c.reason) for c in StateChange.objects.of(newspaper)] == [
        ("add_alias", "Báo tỉnh")
    ]


@pytest.mark.parametrize("name", ["Báo  Lai Châu", "báo tỉnh"])
def test_a_name_that_finds_the_agency_already_is_refused(newspaper, administrator, sign_in, name):
    OrganisationAlias.objects.create(organisation=newspaper, name="Báo tỉnh")

    page = sign_in(administrator).post(url(newspaper, "alias_create"), {"name": name})

    assert "đã tìm ra cơ quan này, không cần thêm." in page.context["form"].errors["name"][0]
    assert newspaper.aliases.count() == 1


def test_another_name_is_dropped(newspaper, administrator, sign_in):
    OrganisationAlias.objects.create(organisation=newspaper, name="Báo tỉnh")

    sign_in(administrator).post(url(newspaper, "alias_remove"), {"ten": "Báo tỉnh"})

    assert newspaper.aliases.count() == 0
    assert StateChange.objects.of(newspaper).get().verb == "remove_alias"


def test_dropping_a_name_that_is_not_there_is_not_found(newspaper, administrator, sign_in):
    answer = sign_in(administrator).post(url(newspaper, "alias_remove"), {"ten": "Báo tỉnh"})

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["organisation_edit", "alias_create", "alias_remove"])
def test_only_the_administrator_of_the_province_keeps_an_agency(
    newspaper, name, officer, learner, other_justice, sign_in
):
    stranger = make.user(role="administrator", organisation=other_justice)
    at = url(newspaper, name)

    answers = [sign_in(who).post(at).status_code for who in (None, learner, officer, stranger)]
    assert answers == [302, 404, 403, 404]


@pytest.mark.parametrize("role", ["trainer", "coordinator", "organiser", "approver", "doj_officer"])
def test_other_roles_add_no_agency_and_see_no_buttons(newspaper, role, sign_in):
    client = sign_in(make.user(role=role))

    assert client.get(NEW).status_code == 403
    assert client.get(newspaper.get_absolute_url()).context["may_keep"] is False


def test_a_name_is_dropped_by_a_button_only(newspaper, administrator, sign_in):
    assert sign_in(administrator).get(url(newspaper, "alias_remove")).status_code == 405
