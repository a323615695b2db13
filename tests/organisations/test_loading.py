"""Both eras of the two provinces, from the tables that the project carries."""

from collections import Counter
from datetime import date

import pytest

from organisations.actions import load_organisations, load_units
from organisations.directory import read_directory
from organisations.loading import Tally, read_units
from organisations.models import (
    NOT_RECORDED,
    AdministrativeUnit,
    Organisation,
    OrganisationAlias,
    OrganisationSuccession,
    UnitSuccession,
)
from organisations.querysets import organisation_lineage, province_lineage

pytest_plugins = ["tests.organisations.loaded"]

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)


def communes(province: str, day: date) -> int:
    found = AdministrativeUnit.objects.communes().valid_on(day)
    return found.filter(province__code=province).count()


def commune(code: str, day: date) -> AdministrativeUnit:
    return AdministrativeUnit.objects.communes().valid_on(day).get(code=code)


@pytest.fixture
def units(both_eras, db):
    return both_eras.units


@pytest.fixture
def organisations(both_eras, db):
    return both_eras.organisations


def test_the_stale_communes_of_the_table_are_left_out():
    codes = {row.key.code for row in read_units().of_level("commune")}

    assert codes & {"25102", "25174", "25177", "25186"} == set()


def test_every_row_of_the_tables_has_its_own_key():
    units, directory = read_units(), read_directory()

    assert len({row.key for row in units.units}) == len(units.units) == 641
    assert len({row.key for row in directory.organisations}) == len(directory.organisations)
    assert max(len(row.key.code) for row in directory.organisations) <= 60


def test_106_communes_of_lai_chau_became_38(units):
    assert (communes("12", EVE), communes("12", DAY)) == (106, 38)


def test_329_communes_of_three_provinces_became_124(units):
    before = [communes(code, EVE) for code in ("68", "67", "60")]

    assert (before, sum(before)) == ([137, 71, 121], 329)
    assert [communes(code, DAY) for code in ("68", "67", "60")] == [124, 0, 0]


def test_every_old_commune_has_a_successor_and_every_new_one_a_predecessor(units):
    communes_ = AdministrativeUnit.objects.communes()

    assert communes_.filter(valid_to=EVE, successor_links__isnull=True).count() == 0
    assert communes_.filter(valid_from=DAY, predecessor_links__isnull=True).count() == 0


def test_the_links_carry_the_relation_of_the_official_table(units):
    links = UnitSuccession.objects.filter(predecessor__level="commune")

    assert Counter(links.values_list("relation", flat=True)) == {
        "whole": 427,
        "unchanged": 6,
        "part": 2,
        "renamed": 1,
    }


def test_phong_phu_was_split_between_two_communes(units):
    phong_phu = commune("22978", EVE)
    links = phong_phu.successor_links.order_by("successor__code")

    assert phong_phu.name == "Xã Phong Phú"
    assert [(link.successor.name, link.relation, link.decree) for link in links] == [
        ("Xã Phan Rí Cửa", "part", "Nghị quyết số 1671/NQ-UBTVQH15"),
        ("Xã Tuy Phong", "part", "Nghị quyết số 1671/NQ-UBTVQH15"),
    ]


def test_one_code_names_two_communes_at_two_times(units):
    assert commune("03433", EVE).name == "Thị trấn Mường Tè"
    assert commune("03433", DAY).name == "Xã Bum Tở"


def test_a_spelling_of_the_decree_wins_where_only_the_spelling_differs(units):
    assert commune("03442", EVE).name == "Xã Pa Ủ"
    assert commune("24667", EVE).name == "Xã Đắk Lao"


def test_lai_chau_is_one_row_through_time(units):
    lai_chau = AdministrativeUnit.objects.provinces().get(code="12")

    assert (lai_chau.valid_from, lai_chau.valid_to) == (NOT_RECORDED, None)
    assert lai_chau.province == lai_chau
    assert province_lineage(lai_chau.pk) == {lai_chau.pk}


def test_lam_dong_began_again_out_of_three_provinces(units):
    old, new = AdministrativeUnit.objects.provinces().filter(code="68").order_by("valid_from")
    reach = AdministrativeUnit.objects.filter(pk__in=province_lineage(new.pk))

    assert (old.valid_to, new.valid_from, new.valid_to) == (EVE, DAY, None)
    assert sorted(reach.values_list("code", flat=True)) == ["60", "67", "68", "68"]


def test_a_commune_lies_in_the_province_row_of_its_era(units):
    old, new = AdministrativeUnit.objects.provinces().filter(code="68").order_by("valid_from")

    assert commune("24781", EVE).province == old
    assert commune("24781", EVE).parent.name == "Thành phố Đà Lạt"
    assert commune("24781", DAY).province == commune("24781", DAY).parent == new


@pytest.mark.parametrize(("day", "count"), [(date(2024, 6, 1), 12), (EVE, 10), (DAY, 0)])
def test_lam_dong_had_twelve_districts_then_ten_then_none(units, day, count):
    districts = AdministrativeUnit.objects.districts().valid_on(day)

    assert districts.filter(province__code="68").count() == count


def test_an_old_commune_knows_its_unit_of_today_unless_it_was_split(units):
    assert commune("03386", EVE).today == commune("03388", DAY)
    assert commune("22978", EVE).today is None


def test_loading_units_twice_changes_nothing_and_says_so(units, django_assert_max_num_queries):
    assert (units.units, units.links) == (Tally(641), Tally(442))

    with django_assert_max_num_queries(12):
        again = load_units()

    assert (again.units, again.links) == (Tally(unchanged=641), Tally(unchanged=442))
    assert AdministrativeUnit.objects.count() == 641


def test_a_load_mends_a_row_that_differs(units):
    AdministrativeUnit.objects.filter(code="03386").update(name="Phường Khác", search_key="")

    again = load_units()

    mended = commune("03386", EVE)
    assert again.units == Tally(0, 1, 640)
    assert (mended.name, mended.search_key) == ("Phường Quyết Thắng", "phuong quyet thang")


def test_every_unit_of_a_day_has_its_committee(organisations):
    kinds = [
        Counter(Organisation.objects.valid_on(day).values_list("kind", flat=True))
        for day in (EVE, DAY)
    ]

    assert (kinds[0]["district_committee"], kinds[0]["commune_committee"]) == (36, 435)
    assert (kinds[1]["district_committee"], kinds[1]["commune_committee"]) == (0, 162)
    assert (kinds[1]["district_office"], kinds[1]["district_centre"]) == (0, 0)


def test_a_commune_committee_follows_its_commune(organisations):
    phong_phu = Organisation.objects.get(code="ubnd-xa-phong-phu-22978")
    links = phong_phu.successor_links.order_by("successor__code")

    assert [(link.successor.name, link.relation) for link in links] == [
        ("UBND xã Phan Rí Cửa", "part"),
        ("UBND xã Tuy Phong", "part"),
    ]


def test_a_district_committee_has_no_successor_after_the_districts_ended(organisations):
    districts = Organisation.objects.filter(kind="district_committee", valid_to=EVE)

    assert districts.filter(successor_links__isnull=False).count() == 0


def test_the_department_of_information_went_to_two_departments_in_part(organisations):
    old = Organisation.objects.get(code="so-thong-tin-va-truyen-thong-12")
    links = old.successor_links.order_by("successor__name")

    assert old.valid_to == date(2025, 2, 28)
    assert [(link.successor.name, link.relation, link.note[-17:]) for link in links] == [
        ("Sở Khoa học và Công nghệ", "part", "ngày cần xác nhận"),
        ("Sở Văn hóa, Thể thao và Du lịch", "part", "ngày cần xác nhận"),
    ]


def test_the_new_department_of_justice_of_lam_dong_follows_three(organisations):
    new = Organisation.objects.get(code="so-tu-phap-68", valid_from=DAY)
    reach = Organisation.objects.filter(pk__in=organisation_lineage(frozenset({new.pk})))

    assert sorted((one.code, one.valid_to) for one in reach if one != new) == [
        ("so-tu-phap-60", EVE),
        ("so-tu-phap-67", EVE),
        ("so-tu-phap-68", EVE),
    ]


def test_newspaper_and_broadcaster_became_one(organisations):
    merged = Organisation.objects.get(code="bao-va-phat-thanh-truyen-hinh-68")
    names = merged.predecessor_links.values_list("predecessor__name", flat=True)

    assert sorted(names) == [
        "Báo Bình Thuận",
        "Báo Lâm Đồng",
        "Báo Đắk Nông",
        "Đài Phát thanh và Truyền hình Bình Thuận",
        "Đài Phát thanh và Truyền hình Lâm Đồng",
        "Đài Phát thanh và Truyền hình Đắk Nông",
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (
            "Trung tâm Văn hóa, Thể thao - Truyền thông huyện Tam Đường",
            "trung-tam-vh-tt-tt-huyen-tam-duong-106",
        ),
        (
            "Trung tâm Văn hoá, Thể thao và Truyền thông huyện Tam Đường",
            "trung-tam-vh-tt-tt-huyen-tam-duong-106",
        ),
        ("Sở Tư pháp tỉnh Lai Châu", "so-tu-phap-12"),
        ("Uỷ ban nhân dân xã Lản Nhì Thàng", "ubnd-xa-la-nhi-thang-03391"),
        ("Hội Nhà báo Việt Nam tỉnh Lai Châu", "hoi-nha-bao-12"),
    ],
)
def test_other_spellings_find_the_agency(organisations, written, code):
    assert [one.code for one in Organisation.objects.matching(written)] == [code]


def test_loading_organisations_twice_changes_nothing_and_says_so(organisations):
    counts = [
        Organisation.objects.count(),
        OrganisationSuccession.objects.count(),
        OrganisationAlias.objects.count(),
    ]

    again = load_organisations()

    assert [again.organisations, again.links, again.aliases] == [
        Tally(unchanged=count) for count in counts
    ]
    assert organisations.organisations == Tally(counts[0])


def test_an_alias_typed_by_the_office_stays(organisations):
    agency = Organisation.objects.get(code="so-tu-phap-12")
    OrganisationAlias.objects.create(organisation=agency, name="Tư pháp tỉnh")

    load_organisations()

    assert agency.aliases.filter(name="Tư pháp tỉnh").count() == 1
