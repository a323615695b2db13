"""The history of merges, taking one apart, and one person on one page whatever the records."""

import pytest

from common.models import StateChange
from tests import make
from tests.trainees.duplicate_pages import MERGED, REASON, found_pair, standing, url
from tests.trainees.duplicate_records import twins
from trainees.actions import merges
from trainees.models import Merge, Trainee

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(newspaper, justice):
    return found_pair(newspaper)


@pytest.fixture
def merge(administrator, pair):
    return merges.merge(pair.first, pair.second, by=administrator, reason=REASON, pair=pair)


def test_undoing_a_merge_answers_each_role(
    sign_in, merge, coordinator, officer, administrator, other_officer, other_justice
):
    address = url("merge_undo", merge.token)
    away = make.user(role="administrator", organisation=other_justice)

    answers = [
        sign_in(user).post(address).status_code
        for user in (None, coordinator, officer, other_officer, away)
    ]
    get = sign_in(administrator).get(address).status_code

    assert (answers, get) == ([302, 403, 403, 404, 404], 405)
    assert Merge.objects.get().undone_at is None


@pytest.mark.parametrize("merged", [1, 4])
def test_the_history_of_merges_costs_seven_queries(
    sign_in, administrator, newspaper, django_assert_num_queries, merged
):
    for _ in range(merged):
        first, second = twins(newspaper)
        merges.merge(first, second, by=administrator, reason=REASON)
    client = sign_in(administrator)

    with django_assert_num_queries(7):
        page = client.get(MERGED)

    assert page.context["listing"].total == merged


def test_one_click_takes_a_merge_apart(sign_in, administrator, pair, merge):
    response = sign_in(administrator).post(url("merge_undo", merge.token))

    assert response.url == pair.second.get_absolute_url()
    assert Trainee.objects.filter(merged_into__isnull=False).count() == 0
    merge.refresh_from_db()
    assert merge.undone_by == administrator
    assert StateChange.objects.of(pair.second).filter(verb="unmerge").count() == 1


def test_a_merge_taken_apart_twice_says_so(sign_in, administrator, merge):
    client = sign_in(administrator)
    client.post(url("merge_undo", merge.token))
    before = standing()

    page = client.post(url("merge_undo", merge.token), HTTP_REFERER=MERGED, follow=True)

    assert "đã được hoàn tác" in page.content.decode()
    assert standing() == before


@pytest.mark.parametrize(
    ("query", "found"), [("", 1), ("?tinh_trang=hieu-luc", 0), ("?tinh_trang=hoan-tac", 1)]
)
def test_the_history_keeps_what_was_taken_apart(sign_in, administrator, merge, query, found):
    merges.unmerge(merge, by=administrator)

    assert sign_in(administrator).get(f"{MERGED}{query}").context["listing"].total == found


def test_the_page_of_a_person_shows_all_records_as_one(
    sign_in, administrator, coordinator, newspaper, radio
):
    kept, merged = make.trainee("Lò Thị Hoa", newspaper), make.trainee("Lò Hoa", radio)
    runs = [make.enrolment(trainee_=one).course_run for one in (kept, merged)]
    made = merges.merge(kept, merged, by=administrator, reason=REASON)

    for user, may_undo in ((administrator, True), (coordinator, False)):
        text = sign_in(user).get(kept.get_absolute_url()).content.decode()
        assert all(run.code in text for run in runs)
        assert text.count("theo hồ sơ đã gộp: Lò Hoa – Đài Phát thanh") == 2
        assert (url("merge_undo", made.token) in text) == may_undo


def test_a_merged_record_leads_on_whoever_may_see_the_person(
    sign_in, administrator, other_coordinator, newspaper, radio
):
    kept, merged = make.trainee("Lò Thị Hoa", newspaper), make.trainee("Lò Hoa", radio)
    merges.merge(kept, merged, by=administrator, reason=REASON)

    pages = [
        sign_in(user).get(merged.get_absolute_url()).content.decode()
        for user in (administrator, other_coordinator)
    ]

    assert [kept.get_absolute_url() in page for page in pages] == [True, False]
    assert "do cơ quan khác quản lý" in pages[1]
    assert sign_in(other_coordinator).get(kept.get_absolute_url()).status_code == 404


def test_the_list_of_people_shows_a_person_once_with_the_account(sign_in, administrator, newspaper):
    kept, merged = make.trainee("Lò Thị Hoa"), make.trainee("Lò Hoa", user=make.user())
    merges.merge(kept, merged, by=administrator, reason=REASON)

    page = sign_in(administrator).get("/hoc-vien/", {"tai_khoan": "co"})

    assert page.context["listing"].rows == [kept]
    assert merged.user.username in page.content.decode()
