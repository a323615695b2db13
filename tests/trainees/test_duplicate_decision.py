"""Two records side by side: merged, told apart or proposed by whoever may, with a reason, once."""

import pytest
from django.utils import timezone

from common.models import StateChange
from tests import make
from tests.trainees.duplicate_pages import REASON, decision, found_pair, standing, url
from trainees.actions import duplicates, merges
from trainees.models import DuplicatePair, Merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(newspaper, justice):
    return found_pair(newspaper)


@pytest.fixture
def merge(administrator, pair):
    return merges.merge(pair.first, pair.second, by=administrator, reason=REASON, pair=pair)


# Verb, its address, what it sends, and the answer to: anonymous, coordinator, organiser, officer, administrator,
# the administrator's colleague of another province, and a GET by the administrator.
VERBS = {
    "find": (lambda p: url("duplicate_find"), lambda p: {}, (302, 403, 403, 403, 302, 302, 405)),
    "merge": (
        lambda p: url("duplicate_merge", p.token),
        decision,
        (302, 403, 403, 403, 302, 404, 405),
    ),
    "tell apart": (
        lambda p: url("duplicate_tell_apart", p.token),
        lambda p: {"reason": REASON},
        (302, 403, 403, 403, 302, 404, 405),
    ),
    "propose": (
        lambda p: url("duplicate_propose", p.first.token),
        lambda p: {"voi": make.trainee("Vàng A Dơ").token, "reason": REASON},
        (302, 403, 404, 302, 302, 404, 405),
    ),
    "merge from the page": (
        lambda p: url("merge_create", p.first.token),
        lambda p: decision(p, voi=p.second.token),
        (302, 403, 404, 403, 302, 404, 200),
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_answers_each_role(
    sign_in, pair, coordinator, organiser, officer, administrator, other_justice, verb
):
    address, data, expected = VERBS[verb]
    away = make.user(role="administrator", organisation=other_justice)
    data = data(pair)
    answers = []

    for user in (None, coordinator, organiser, officer):
        before = standing()
        answers.append(sign_in(user).post(address(pair), data).status_code)
        if answers[-1] != 302 or user is None:
            assert standing() == before
    away_answer = sign_in(away).post(address(pair), data).status_code
    get = sign_in(administrator).get(address(pair)).status_code
    if verb == "propose":
        DuplicatePair.objects.exclude(pk=pair.pk).delete()
    mine = sign_in(administrator).post(address(pair), data).status_code

    assert (*answers, mine, away_answer, get) == expected


def test_two_records_stand_side_by_side_with_their_differences(
    sign_in, officer, newspaper, radio, justice
):
    first = make.trainee("Lò Thị Hoa", newspaper, birth_month=2, birth_day=5, phone="0912345678")
    second = make.trainee("Lò Thị Hoa", radio, birth_month=2, birth_day=5)
    run = make.course_run()
    for person in (first, second):
        make.enrolment(run=run, trainee_=person)
    duplicates.find_for([first.pk])

    page = sign_in(officer).get(url("duplicate_detail", DuplicatePair.objects.get().token))

    rows = {row.label: row.verdict for row in page.context["rows"]}
    assert rows == {
        "Họ và tên": "same",
        "Ngày sinh": "same",
        "Giới tính": "",
        "Đơn vị công tác": "different",
        "Đơn vị hành chính": "same",
        "Chức vụ, chức danh": "same",
        "Số điện thoại": "one_sided",
        "Thư điện tử": "",
        "Tài khoản": "",
        "Số định danh cá nhân": "",
    }
    text = page.content.decode()
    assert [text.count(word) >= 1 for word in ("Giống nhau", "Khác nhau", "Một bên chưa ghi")] == [
        True
    ] * 3
    assert [line.place for line in page.context["shared"]] == [run.code]
    assert "Cả hai hồ sơ cùng có tên trong các lớp sau" in text
    assert "Gộp hồ sơ</button>" not in text


def test_an_administrator_merges_and_keeps_the_chosen_record(sign_in, administrator, pair):
    response = sign_in(administrator).post(
        url("duplicate_merge", pair.token), decision(pair, kept=pair.second.token)
    )

    merge = Merge.objects.get()
    assert response.url == pair.second.get_absolute_url()
    assert (merge.kept, merge.merged, merge.reason) == (pair.second, pair.first, REASON)
    assert DuplicatePair.objects.get().state == "merged"
    assert StateChange.objects.of(pair).filter(verb="merge_pair", by=administrator).count() == 1


@pytest.mark.parametrize("missing", ["kept", "reason"])
def test_nothing_typed_is_lost_when_something_is_missing(sign_in, administrator, pair, missing):
    before = standing()

    page = sign_in(administrator).post(
        url("duplicate_merge", pair.token), decision(pair, **{missing: ""})
    )

    assert missing in page.context["form"].errors
    assert standing() == before
    if missing == "kept":
        assert REASON in page.content.decode()


def test_two_accounts_in_use_are_explained_on_the_form(sign_in, administrator, pair):
    for one in (pair.first, pair.second):
        one.user = make.user(last_login=timezone.now())
        one.save()
    before = standing()

    page = sign_in(administrator).post(url("duplicate_merge", pair.token), decision(pair))

    assert "khóa tài khoản còn lại" in page.content.decode()
    assert standing() == before


def test_two_people_are_told_apart(sign_in, administrator, pair):
    sign_in(administrator).post(url("duplicate_tell_apart", pair.token), {"reason": REASON})

    assert DuplicatePair.objects.get().state == "different"
    change = StateChange.objects.of(pair).get(verb="tell_apart")
    assert (change.by, change.reason) == (administrator, REASON)


def test_telling_apart_without_a_reason_is_explained(sign_in, administrator, pair):
    before = standing()

    page = sign_in(administrator).post(url("duplicate_tell_apart", pair.token), {"reason": ""})

    assert list(page.context["form"].errors) == ["reason"]
    assert standing() == before


@pytest.mark.parametrize("verb", ["duplicate_merge", "duplicate_tell_apart"])
def test_a_decided_pair_is_not_decided_again(sign_in, administrator, pair, merge, verb):
    before = standing()

    page = sign_in(administrator).post(url(verb, pair.token), decision(pair))

    assert page.context["form"].non_field_errors()
    assert standing() == before


def test_an_officer_proposes_what_the_search_did_not_find(sign_in, officer, newspaper):
    first, second = make.trainee("Lò Thị Hoa"), make.trainee("Vàng Thị Hoa")
    client = sign_in(officer)

    found = client.get(url("merge_create", first.token), {"tim": "vang hoa"})
    compared = client.get(url("merge_create", first.token), {"voi": second.token})
    client.post(url("duplicate_propose", first.token), {"voi": second.token, "reason": REASON})

    assert found.context["offered"] == [second]
    assert "Đề nghị xác định" in compared.content.decode()
    pair = DuplicatePair.objects.get()
    assert (pair.signs, pair.state) == (["proposed"], "open")
    assert StateChange.objects.of(pair).get().reason == REASON


def test_a_proposal_without_a_reason_is_refused_in_words(sign_in, officer, newspaper):
    first, second = make.trainee("Lò Thị Hoa"), make.trainee("Vàng Thị Hoa")

    page = sign_in(officer).post(
        url("duplicate_propose", first.token), {"voi": second.token, "reason": ""}, follow=True
    )

    assert "Nêu căn cứ" in page.content.decode()
    assert DuplicatePair.objects.count() == 0


def test_records_are_merged_from_the_page_of_a_person(sign_in, administrator, pair):
    client = sign_in(administrator)
    address = url("merge_create", pair.first.token)

    wrong = client.post(address, {"voi": pair.second.token, "reason": REASON})
    client.post(address, decision(pair, voi=pair.second.token))

    assert list(wrong.context["form"].errors) == ["kept"]
    assert Merge.objects.get().kept == pair.first
    assert client.get(address, {"voi": pair.second.token}).status_code == 404
    assert client.get(url("merge_create", pair.second.token)).status_code == 403
