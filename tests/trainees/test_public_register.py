"""The public register: what the law wants known, and nothing else."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.trainees import deciding
from trainees.models import Recognition, Trainee

pytestmark = pytest.mark.django_db

PAGE = "/bao-cao-vien-phap-luat/"
ENDINGS = f"{PAGE}?xem=ket-thuc"


def names(page):
    return [row.holder.full_name for row in page.context["listing"].rows]


def text(page):
    return " ".join(page.content.decode().split())


@pytest.fixture
def commune():
    return make.organisation("UBND xã Mường Than", make.commune("Xã Mường Than", code="03618"))


def test_anybody_reads_name_position_agency_and_decision(client, newspaper):
    deciding.recognition("Lò Thị Hoa", newspaper)

    page = client.get(PAGE)

    shown = text(page)
    assert names(page) == ["Lò Thị Hoa"]
    for word in ("Lò Thị Hoa", "Chuyên viên", "Báo Lai Châu", "12/QĐ-UBND", "ngày 05/01/2026"):
        assert word in shown


def test_nothing_else_of_a_person_leaves(client, newspaper):
    """Markers in every other field of everything that hangs on the row."""
    person = make.trainee(
        "Lò Thị Hoa",
        newspaper,
        categories=[],
        birth_year=1971,
        birth_month=11,
        birth_day=23,
        sex="female",
        phone="0987654321",
        email="dau-thu@rieng.example",
        user=make.user("Tên Tài Khoản", username="ten-tai-khoan"),
    )
    held = deciding.recognition(person=person, specialty="CHUYENSAU")
    over = deciding.recognition("Sùng A Dơ", newspaper)
    deciding.ended(over, end_reason="LYDORIENG")
    secrets = [
        "0987", "rieng.example", "1971", "23/11", "Nữ", "ten-tai-khoan", "Tên Tài Khoản", "CHUYENSAU",
        "LYDORIENG", "Tự nguyện", person.token, f"/{held.pk}/",
    ]  # fmt: skip

    pages = text(client.get(PAGE)) + text(client.get(ENDINGS))

    assert [secret for secret in secrets if secret in pages] == []
    assert [name in pages for name in ("Lò Thị Hoa", "Sùng A Dơ")] == [True, True]


def test_only_public_categories_in_force_today_are_named(client, newspaper):
    make.trainee("Phóng Viên", newspaper)
    deciding.ended(deciding.recognition("Đã Thôi", newspaper))
    today = timezone.localdate()
    deciding.recognition("Ngày Mai", newspaper, on=today + timedelta(days=1))
    last_day = deciding.recognition("Hôm Nay", newspaper)
    Recognition.objects.filter(pk=last_day.pk).update(valid_to=today)

    assert names(client.get(PAGE)) == ["Hôm Nay"]


def test_the_second_tab_names_decisions_of_dismissal_and_release(client, newspaper):
    deciding.ended(deciding.recognition("Đã Thôi", newspaper))
    without = deciding.recognition("Đã Mất", newspaper)
    Recognition.objects.filter(pk=without.pk).update(valid_to=date(2026, 5, 1))

    page = client.get(ENDINGS)

    assert names(page) == ["Đã Thôi"]
    assert "Miễn nhiệm: 40/QĐ-UBND" in text(page)
    assert "ngày 20/06/2026" in text(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tim=hoa+lo", ["Lò Thị Hoa"]),
        ("tim=KHONG", []),
        ("doi_tuong=legal_propagandist_commune", ["Giàng A Ân"]),
        ("doi_tuong=reporter", ["Giàng A Ân", "Lò Thị Hoa"]),
        ("dia_ban=03618", ["Giàng A Ân"]),
        ("tinh=12", ["Giàng A Ân", "Lò Thị Hoa"]),
        ("tinh=68", []),
        ("sap=-ten", ["Lò Thị Hoa", "Giàng A Ân"]),
        ("trang=99&sap=xyz", ["Giàng A Ân", "Lò Thị Hoa"]),
    ],
)
def test_the_register_is_searched(client, newspaper, other_justice, commune, query, found):
    deciding.recognition("Lò Thị Hoa", newspaper)
    deciding.recognition("Giàng A Ân", commune, deciding.propagandist_category())

    assert names(client.get(f"{PAGE}?{query}")) == found


def test_the_province_is_asked_only_where_there_are_several(client, newspaper, sign_in):
    assert "tinh" not in client.get(PAGE).context["listing"].form.fields

    make.province("Tỉnh Lâm Đồng", "68")

    assert "tinh" in client.get(PAGE).context["listing"].form.fields


def test_two_records_of_one_person_are_named_once_as_the_one_in_use(client, newspaper, radio):
    old = deciding.recognition("Lò Thị Hoa", newspaper)
    kept = deciding.recognition("Lò Thị Hoa Mai", radio)
    Trainee.objects.filter(pk=old.trainee.pk).update(merged_into=kept.trainee)

    assert names(client.get(PAGE)) == ["Lò Thị Hoa Mai"]


def test_there_is_no_file_to_take_away(client, newspaper):
    deciding.recognition("Lò Thị Hoa", newspaper)

    page = client.get(f"{PAGE}?xuat=xlsx")

    assert page["Content-Type"].startswith("text/html")
    assert "Xuất Excel" not in page.content.decode()


def test_a_strangers_copy_may_be_kept_and_a_users_not(client, sign_in, coordinator):
    assert client.get(PAGE)["Cache-Control"] == "public, max-age=300"
    assert "Cookie" in client.get(PAGE)["Vary"]
    assert sign_in(coordinator).get(PAGE)["Cache-Control"] == "no-store"


def test_nothing_is_posted_here(client):
    assert client.post(PAGE).status_code in (302, 405)


def test_an_empty_register_says_so(client, db):
    assert "Danh sách chưa có ai." in client.get(PAGE).content.decode()
    assert "Không có quyết định miễn nhiệm" in client.get(ENDINGS).content.decode()


@pytest.mark.parametrize("people", [1, 6])
def test_the_register_costs_four_queries(client, newspaper, django_assert_num_queries, people):
    for number in range(people):
        deciding.recognition(f"Lò Thị {number}", newspaper)

    with django_assert_num_queries(4):
        page = client.get(PAGE)

    assert page.context["listing"].total == people


def test_a_full_page_is_light(client, newspaper):
    for number in range(60):
        deciding.recognition(f"Lò Thị Ngọc {number}", newspaper)
    for number in range(124):
        make.commune(f"Xã Số Thứ {number}")

    assert len(client.get(PAGE).content) < 60_000


@pytest.mark.parametrize("missing", ["decision_number", "decided_on", "issuer"])
def test_nobody_is_on_the_register_without_a_decision(client, newspaper, missing):
    deciding.recognition("Lò Thị Hoa", newspaper)
    undecided = deciding.recognition("Sùng A Dơ", newspaper)
    blank = None if missing == "decided_on" else ""
    Recognition.objects.filter(pk=undecided.pk).update(**{missing: blank})

    assert names(client.get(PAGE)) == ["Lò Thị Hoa"]
