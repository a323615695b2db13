"""The preview of a roster: what would become of each row, decided where it is doubtful."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests import make
from tests.trainees import roster_files as files
from trainees.actions import roster_lists
from trainees.models import Trainee
from trainees.querysets import roster_facts

pytestmark = pytest.mark.django_db

BIRTH = {"birth_year": 1985, "birth_month": 2, "birth_day": 5}


def url(kept, name="preview"):
    return reverse(f"trainees:roster_{name}", args=[kept.token])


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def client(sign_in, coordinator):
    return sign_in(coordinator)


def test_rows_are_told_apart_with_counts_cells_and_what_changes(client, newspaper, coordinator):
    make.trainee("Vàng A Cũ", newspaper, position="Phóng viên", **BIRTH)
    make.trainee("Vàng A Cú", newspaper, birth_year=1970)
    kept = files.kept(
        newspaper,
        files.person("Lò Thị Mới"),
        files.person("Vàng A Cũ", position="Trưởng phòng"),
        files.person("Vàng A Cừ", birth="1970"),
        files.person("Lò Thị Sai", birth="31/02/1985"),
        by=coordinator,
    )

    page = client.get(url(kept))

    text = page.content.decode()
    assert {kind: one["n"] for kind, one in page.context["counts"].items()} == {
        "new": 1,
        "changed": 1,
        "same": 0,
        "doubtful": 1,
        "refused": 1,
    }
    assert "Ghi vào danh sách (2 người)" in text
    assert "<del>Phóng viên</del>" in text
    assert "C7" in text
    assert "Là Vàng A Cú (1970)" in text
    only = client.get(url(kept) + "?loai=refused").context["page"].object_list
    assert [one.row.full_name for one in only] == ["Lò Thị Sai"]


def test_names_and_cells_are_inert(client, newspaper, coordinator):
    kept = files.kept(
        newspaper,
        files.person("<script>alert(1)</script>", position="<img src=x onerror=alert(2)>"),
        by=coordinator,
        name='"><script>alert(3)</script>.xlsx',
    )

    text = client.get(url(kept)).content.decode()
    history = client.get(reverse("trainees:roster_list")).content.decode()

    assert ["<script>alert" in text, "<img src=x" in text] == [False, False]
    assert "<script>alert" not in history


def test_a_choice_is_kept_and_can_be_taken_back(client, newspaper, coordinator):
    known = make.trainee("Hoàng Thị Thùy", newspaper, **BIRTH)
    kept = files.kept(newspaper, files.person("Hoàng Thị Thúy"), by=coordinator)

    chosen = client.post(
        url(kept, "decide"), {"hang-4": known.token, "loai": "doubtful", "trang": "1"}
    )
    kept.refresh_from_db()
    page = client.get(url(kept))
    client.post(url(kept, "decide"), {"hang-4": ""})

    assert chosen.url == f"{kept.get_absolute_url()}?loai=doubtful&trang=1"
    assert [said(chosen), kept.decisions] == [["Đã lưu lựa chọn."], {"4": known.token}]
    (verdict,) = page.context["page"].object_list
    assert [verdict.kind, verdict.choice] == ["same", known.token]
    kept.refresh_from_db()
    assert kept.decisions == {}


def test_what_was_chosen_and_not_saved_is_kept_and_shown_before_it_is_written(
    client, newspaper, coordinator
):
    known = make.trainee("Hoàng Thị Thùy", newspaper, **BIRTH)
    kept = files.kept(
        newspaper, files.person("Hoàng Thị Thúy"), files.person("Lò Thị Mới"), by=coordinator
    )
    seen = client.get(url(kept)).context["seen"]

    answer = client.post(url(kept, "confirm"), {"da_xem": seen, "hang-4": known.token})

    kept.refresh_from_db()
    assert [kept.decisions, kept.confirmed_at] == [{"4": known.token}, None]
    assert said(answer)[0].startswith("Đã lưu lựa chọn, chưa ghi ai.")
    seen = client.get(url(kept)).context["seen"]
    client.post(url(kept, "confirm"), {"da_xem": seen, "hang-4": known.token})
    kept.refresh_from_db()
    assert kept.outcome["rows"] == "sn"


@pytest.mark.parametrize("row", ["5", "4"])
def test_only_who_is_offered_can_be_chosen(client, newspaper, radio, coordinator, row):
    make.trainee("Hoàng Thị Thùy", newspaper, **BIRTH)
    stranger = make.trainee("Hoàng Thị Thúy", radio, **BIRTH)
    kept = files.kept(newspaper, files.person("Hoàng Thị Thúy"), by=coordinator)

    answer = client.post(url(kept, "decide"), {f"hang-{row}": stranger.token})

    kept.refresh_from_db()
    assert kept.decisions == {}
    assert said(answer)[0].startswith(f"Hàng {row} không còn cần xác định")


def test_nothing_is_decided_once_it_is_written(client, newspaper, coordinator):
    kept = files.kept(newspaper, files.person("Lò Thị Mới"), by=coordinator)
    files.confirm(kept, coordinator)

    answer = client.post(url(kept, "decide"), {"hang-4": "moi"})

    assert said(answer)[0].startswith("Danh sách này đã được ghi.")


def test_of_another_agency_nothing_is_found(sign_in, newspaper, coordinator, other_coordinator):
    kept = files.kept(newspaper, files.person("Lò Thị Mới"), by=coordinator)
    names = ("preview", "decide", "confirm", "corrected", "original", "progress")

    gets = [sign_in(other_coordinator).get(url(kept, name)).status_code for name in names]
    posts = [sign_in(other_coordinator).post(url(kept, name)).status_code for name in names]
    mine = [sign_in(coordinator).get(url(kept, name)).status_code for name in names]
    anonymous = {sign_in(None).get(url(kept, name)).status_code for name in names}

    assert [gets, posts] == [[404, 405, 405, 404, 404, 404], [405, 404, 404, 405, 405, 405]]
    assert [mine, anonymous] == [[200, 405, 405, 200, 200, 200], {302}]
    assert Trainee.objects.count() == 0


def test_a_list_of_many_agencies_is_its_senders_own(
    sign_in, administrator, newspaper, justice, officer
):
    colleague = make.user("Quản Trị Hai", "administrator", justice)
    kept = files.kept(None, files.person("Lò Thị Mới", agency="Báo Lai Châu"), by=administrator)

    codes = [
        sign_in(user).get(url(kept)).status_code for user in (administrator, colleague, officer)
    ]

    assert codes == [200, 404, 404]


@pytest.mark.parametrize("rows", [2, 60])
def test_the_preview_costs_the_same_whatever_its_length(
    sign_in, coordinator, newspaper, rows, django_assert_num_queries
):
    people = [files.person(f"Lò Thị {chr(65 + n % 26)} {chr(65 + n // 26)}") for n in range(rows)]
    for person in people[: rows // 2]:
        make.trainee(person[0], newspaper, birth_year=1985)
    kept = files.kept(newspaper, *people, by=coordinator)
    client = sign_in(coordinator)

    with django_assert_num_queries(16):
        page = client.get(url(kept))

    assert page.context["counts"]["doubtful"]["n"] == rows // 2
    assert len(page.context["page"].object_list) == min(rows, 50)


TCVN3 = ["NguyÔn V¨n Ngäc", "05/02/1985"]


def test_text_of_an_old_font_is_shown_both_ways_and_must_be_ticked(client, newspaper, coordinator):
    people = [[*TCVN3, "", "Chuyªn viªn"], ["TrÇn ThÞ B×nh", "1986", "", "Phã phßng"]]
    kept = files.kept(newspaper, *people, by=coordinator, header=files.HEADER[:5])

    page = client.get(url(kept))
    seen = page.context["seen"]
    refused = client.post(url(kept, "confirm"), {"da_xem": seen})
    count_then = Trainee.objects.count()
    client.post(url(kept, "confirm"), {"da_xem": seen, "phong_cu": "1"})

    text = page.content.decode()
    assert ["NguyÔn V¨n Ngäc" in text, "Nguyễn Văn Ngọc" in text, 'name="phong_cu"' in text] == [
        True,
        True,
        True,
    ]
    assert said(refused)[0].startswith("Tệp có chữ gõ bằng phông cũ.")
    assert count_then == 0
    assert sorted(Trainee.objects.values_list("full_name", flat=True)) == [
        "Nguyễn Văn Ngọc",
        "Trần Thị Bình",
    ]


def test_a_file_that_says_what_is_known_has_nothing_to_write(client, newspaper, coordinator):
    make.trainee("Hoàng Thị Thúy", newspaper, **BIRTH)
    kept = files.kept(newspaper, files.person("Hoàng Thị Thúy"), by=coordinator)

    text = client.get(url(kept)).content.decode()

    assert ["Không cần ghi gì." in text, "Ghi vào danh sách" in text] == [True, False]
    assert roster_lists.outcome_of(files.verdicts(kept, coordinator))["same"] == 1


def test_who_is_on_record_elsewhere_is_found_in_every_batch_of_names(
    administrator, newspaper, radio, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(roster_facts, "NAMES_AT_ONCE", 2)
    names = [f"Lò Thị {given}" for given in ("An", "Bình", "Chi", "Dung", "Én")]
    for name in (names[0], names[4]):
        make.trainee(name, radio, **BIRTH)
    kept = files.kept(newspaper, *map(files.person, names), by=administrator)

    with django_assert_num_queries(16) as asked:
        verdicts = files.verdicts(kept, administrator)

    warned = [one.row.full_name for one in verdicts if "Có thể đã có hồ sơ ở" in one.remarks]
    assert warned == [names[0], names[4]]
    by_name = [one["sql"] for one in asked if '"search_key" IN' in one["sql"]]
    assert len(by_name) == 3
