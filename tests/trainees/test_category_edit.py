"""Keeping the categories on the screen."""

from datetime import date

import pytest

from common.models import StateChange
from tests import make
from tests.trainees import deciding
from trainees.loading import load_categories
from trainees.models import AudienceCategory

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return deciding.reporter_category()


def url(category):
    return f"/doi-tuong/{category.code}/sua/"


def form(**with_):
    return {
        "label": "Báo cáo viên pháp luật cấp tỉnh",
        "group": "legal",
        "source": "Luật PBGDPL Đ35",
        "evidence": "",
        "recognised_by": "Chủ tịch UBND tỉnh",
        "needs_decision": "on",
        "is_public": "on",
        "closed_from": "",
        "end_grounds": ["dismissal_a", "other"],
        **with_,
    }


def test_a_category_is_changed_and_the_history_says_how(sign_in, administrator, category):
    client = sign_in(administrator)
    answer = client.post(url(category), form(is_public="", closed_from="01/03/2027"))

    category.refresh_from_db()
    assert answer["Location"] == "/doi-tuong/"
    assert (category.is_public, category.closed_from) == (False, date(2027, 3, 1))
    assert category.edited_at is not None
    change = StateChange.objects.of(category).get()
    assert (change.verb, change.by) == ("update", administrator)
    assert "công khai danh sách: có → không" in change.reason
    assert "không nhận mới từ ngày: – → 01/03/2027" in change.reason
    assert "người có thẩm quyền công nhận: – → Chủ tịch UBND tỉnh" in change.reason
    assert "công khai danh sách: có → không" in client.get(url(category)).content.decode()


def test_the_grounds_of_its_end_are_chosen(sign_in, administrator, category):
    sign_in(administrator).post(url(category), form(end_grounds=["other"]))

    assert [ground.code for ground in category.end_grounds.all()] == ["other"]
    assert "dismissal_a, other → other" in StateChange.objects.of(category).get().reason


def test_the_same_again_writes_nothing(sign_in, administrator, category):
    client = sign_in(administrator)
    client.post(url(category), form())
    changes = StateChange.objects.count()

    client.post(url(category), form())

    assert StateChange.objects.count() == changes


def test_a_category_without_a_name_is_refused(sign_in, administrator, category):
    page = sign_in(administrator).post(url(category), form(label=""))

    assert [*page.context["form"].errors] == ["label"]
    category.refresh_from_db()
    assert category.edited_at is None
    assert not StateChange.objects.of(category).exists()


def test_a_public_category_brings_its_people_into_the_register(
    sign_in, administrator, client, newspaper
):
    held = make.trainee("Lò Thị Hoa", newspaper).recognitions
    held.update(decision_number="1/QĐ", decided_on=date(2020, 1, 1), issuer="UBND tỉnh")
    reporter = held.get().category
    assert "Lò Thị Hoa" not in client.get("/bao-cao-vien-phap-luat/").content.decode()

    sign_in(administrator).post(url(reporter), form(label="Phóng viên", end_grounds=[]))

    assert "Lò Thị Hoa" in client.get("/bao-cao-vien-phap-luat/").content.decode()


def test_a_load_leaves_what_the_office_changed(sign_in, administrator):
    load_categories()
    changed = AudienceCategory.objects.get(code="legal_reporter_province")
    sign_in(administrator).post(url(changed), form(label="Tên mới", end_grounds=["other"]))

    load_categories()

    changed.refresh_from_db()
    assert (changed.label, changed.source) == ("Tên mới", "Luật PBGDPL Đ35")
    assert [ground.code for ground in changed.end_grounds.all()] == ["other"]


def test_rights(
    sign_in, category, coordinator, organiser, officer, administrator, learner, approver
):
    people = [None, coordinator, organiser, officer, administrator, learner, approver]
    statuses = [sign_in(user).get(url(category)).status_code for user in people]

    assert statuses == [302, 403, 403, 403, 200, 403, 403]


def test_an_unknown_code_is_not_found(sign_in, administrator):
    assert sign_in(administrator).get("/doi-tuong/khong-co/sua/").status_code == 404
