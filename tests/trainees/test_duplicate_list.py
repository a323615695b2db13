"""The queue of pairs: who sees it, in what order, and what fills it."""

from io import BytesIO

import openpyxl
import pytest

from accounts.models import Disclosure
from common.models import Job
from config.start import waiting_for
from tests import make
from tests.trainees.duplicate_pages import LIST, MERGED, REASON, found_pair, url
from tests.trainees.duplicate_records import twins
from trainees.actions import duplicates, merges
from trainees.models import DuplicatePair, Trainee

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(newspaper, justice):
    return found_pair(newspaper)


@pytest.fixture
def merge(administrator, pair):
    return merges.merge(pair.first, pair.second, by=administrator, reason=REASON, pair=pair)


def test_whoever_keeps_one_agency_sees_nothing_here(
    sign_in, pair, merge, coordinator, organiser, learner
):
    for user in (coordinator, organiser, learner):
        client = sign_in(user)
        assert [
            client.get(address).status_code
            for address in (LIST, MERGED, url("duplicate_detail", pair.token))
        ] == [403] * 3
    assert sign_in(None).get(LIST).status_code == 302


def test_another_province_sees_an_empty_queue(sign_in, pair, other_officer):
    client = sign_in(other_officer)

    assert client.get(LIST).context["listing"].total == 0
    assert client.get(url("duplicate_detail", pair.token)).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1),
        ("?tim=lo+hoa", 1),
        ("?tim=vang", 0),
        ("?dau_hieu=birth_date", 1),
        ("?dau_hieu=phone", 0),
        ("?don_vi=newspaper", 1),
        ("?don_vi=radio", 1),
        ("?tinh_trang=different", 1),
        ("?tinh_trang=tat-ca", 2),
        ("?tinh_trang=khong-co&sap=khong-co", 2),
    ],
)
def test_the_queue_is_narrowed(
    sign_in, officer, administrator, newspaper, radio, pair, query, found
):
    apart = twins(radio, "Vàng A Dơ")
    duplicates.find_for([apart[0].pk])
    duplicates.tell_apart(
        DuplicatePair.objects.get(first=apart[0]), by=administrator, reason=REASON
    )
    query = query.replace("=radio", f"={radio.pk}&tinh_trang=different")
    query = query.replace("=newspaper", f"={newspaper.pk}")

    assert sign_in(officer).get(f"{LIST}{query}").context["listing"].total == found


def test_the_strongest_signs_stand_first(sign_in, officer, newspaper, radio, justice):
    weak = [make.trainee("Đỗ Quý", newspaper, birth_year=year) for year in (1970, None)]
    Trainee.objects.filter(pk=weak[1].pk).update(birth_year=None)
    strong = twins(newspaper)
    duplicates.find_for([weak[0].pk, strong[0].pk])

    rows = sign_in(officer).get(LIST).context["listing"].rows

    assert [row.first for row in rows] == [strong[0], weak[0]]


@pytest.mark.parametrize("pairs", [1, 4])
def test_the_queue_costs_nine_queries(
    sign_in, officer, newspaper, justice, django_assert_num_queries, pairs
):
    for number in range(pairs):
        duplicates.find_for([twins(newspaper, f"Lò Thị Tên{number}")[0].pk])
    client = sign_in(officer)

    with django_assert_num_queries(9):
        page = client.get(LIST)

    assert page.context["listing"].total == pairs


def test_an_empty_queue_says_why_and_what_next(sign_in, administrator, officer):
    assert "tự tìm mỗi đêm" in sign_in(administrator).get(LIST).content.decode()
    assert "Gộp với hồ sơ khác" in sign_in(officer).get(LIST).content.decode()


def test_the_queue_as_a_file_is_written_down(sign_in, officer, pair):
    data = sign_in(officer).get(f"{LIST}?xuat=xlsx").content

    rows = list(openpyxl.load_workbook(BytesIO(data)).active.iter_rows(values_only=True))
    assert rows[-1][:3] == ("Lò Thị Hoa", "05/02/1985", "Báo Lai Châu")
    assert Disclosure.objects.get().people == 1


def test_the_first_screen_of_an_administrator_names_what_waits(administrator, officer, pair):
    lines = waiting_for(administrator)

    assert [(line.words, line.verb, line.url) for line in lines] == [
        ("1 cặp hồ sơ nghi trùng chờ xác định", "Xác định", LIST)
    ]
    assert LIST not in [line.url for line in waiting_for(officer)]


@pytest.mark.django_db(transaction=True)
def test_the_search_runs_behind_the_page(sign_in, administrator, newspaper, drain):
    twins(newspaper)
    client = sign_in(administrator)

    client.post(url("duplicate_find"))
    shown = client.get(url("duplicate_progress")).content.decode()
    drain()

    assert "Tìm hồ sơ trùng" in shown
    assert Job.objects.get().state == "done"
    assert client.get(LIST).context["listing"].total == 1
