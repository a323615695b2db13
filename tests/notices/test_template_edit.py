"""The office's own words: seen before they are saved, refused when nobody could fill them, and taken back."""

import pytest
from django.urls import reverse

from common.models import StateChange
from common.refusals import Refused
from notices.actions import templates
from notices.kinds import KINDS
from notices.models import NoticeTemplate
from tests import make

pytestmark = pytest.mark.django_db

LIST = "/mau-thong-bao/"
WORDS = {"subject": "Bổ sung {ma_lop}", "body": "Lý do: {ly_do}", "goes_by_mail": "on"}


@pytest.fixture
def edit(justice):
    return reverse("notices:template_edit", args=[justice.unit.province.code, "returned"])


@pytest.fixture
def reset(justice):
    return reverse("notices:template_reset", args=[justice.unit.province.code, "returned"])


def test_own_words_are_saved_with_their_history(sign_in, administrator, justice, edit):
    answer = sign_in(administrator).post(edit, WORDS)

    saved = NoticeTemplate.objects.get()
    assert answer["Location"] == LIST
    assert (saved.subject, saved.body) == ("Bổ sung {ma_lop}", "Lý do: {ly_do}")
    assert (saved.goes_by_mail, saved.is_off, saved.changed_by) == (True, False, administrator)
    assert saved.province == justice.unit.province
    line = StateChange.objects.of(saved).get()
    assert (line.verb, line.by) == ("update", administrator)
    assert line.reason == "returned: Bổ sung {ma_lop}\nLý do: {ly_do}"


def test_words_are_changed_again_in_the_same_row(sign_in, administrator, edit):
    client = sign_in(administrator)
    client.post(edit, WORDS)

    client.post(edit, WORDS | {"subject": "Khác", "is_off": "on", "goes_by_mail": ""})

    saved = NoticeTemplate.objects.get()
    assert (saved.subject, saved.goes_by_mail, saved.is_off) == ("Khác", False, True)


def test_a_trial_shows_the_words_filled_and_saves_nothing(sign_in, administrator, edit):
    page = sign_in(administrator).post(edit, WORDS | {"xem": "1"})

    assert page.context["sample"] == {
        "subject": "Bổ sung STP-2026-03",
        "body": "Lý do: Chưa ghi chức vụ",
    }
    assert NoticeTemplate.objects.count() == 0


@pytest.mark.parametrize("field", ["subject", "body"])
def test_a_placeholder_nobody_can_fill_is_refused_beside_the_field(
    sign_in, administrator, edit, field
):
    page = sign_in(administrator).post(edit, WORDS | {field: "Về {ten_lớp} và {chi_tieu}"})

    [error] = page.context["form"].errors[field]
    assert "Không có chỗ điền {ten_lớp}, {chi_tieu}" in error
    assert "{ly_do}" in error
    assert NoticeTemplate.objects.count() == 0


def test_the_action_refuses_unknown_placeholders_too(administrator, justice):
    with pytest.raises(Refused, match=r"Không có chỗ điền \{ten\}"):
        templates.save(
            "returned",
            justice.unit.province,
            subject="{ten}",
            body="x",
            goes_by_mail=True,
            is_off=False,
            by=administrator,
        )


def test_the_default_words_come_back(sign_in, administrator, edit, reset):
    client = sign_in(administrator)
    client.post(edit, WORDS)
    saved = NoticeTemplate.objects.get()

    answer = client.post(reset)
    again = client.post(reset, follow=True)

    assert (answer["Location"], NoticeTemplate.objects.count()) == (edit, 0)
    assert StateChange.objects.of(saved).latest("pk").verb == "reset"
    assert "đang dùng mẫu mặc định" in again.content.decode()


def test_the_list_says_what_is_own(sign_in, administrator, edit):
    client = sign_in(administrator)
    client.post(edit, WORDS)

    page = client.get(LIST)

    [(_province, lines)] = page.context["provinces"]
    assert [line.kind.code for line in lines if line.own] == ["returned"]
    assert "Mẫu riêng" in page.content.decode()


def test_html_in_the_words_is_shown_as_text(sign_in, administrator, edit):
    page = sign_in(administrator).post(edit, WORDS | {"body": "<script>x</script>", "xem": "1"})

    assert "<script>x" not in page.content.decode()


def test_rights_on_the_words(
    sign_in, administrator, organiser, officer, coordinator, learner, other_justice, edit, reset
):
    stranger = make.user("Quản Trị Khác", "administrator", other_justice)
    people = [None, administrator, organiser, officer, coordinator, learner, stranger]

    def statuses(verb, address):
        return [getattr(sign_in(user), verb)(address).status_code for user in people]

    assert statuses("get", LIST) == [302, 200, 403, 403, 403, 403, 200]
    assert statuses("get", edit) == [302, 200, 403, 403, 403, 403, 404]
    assert statuses("post", reset) == [302, 302, 403, 403, 403, 403, 404]
    assert sign_in(administrator).get(reset).status_code == 405
    assert sign_in(administrator).get(edit.replace("returned", "khong-co")).status_code == 404


@pytest.mark.parametrize("own", [0, 3])
def test_the_list_costs_six_queries(
    sign_in, administrator, justice, django_assert_num_queries, own
):
    for kind in list(KINDS)[:own]:
        words = {"subject": "x", "body": "y", "goes_by_mail": True, "is_off": False}
        templates.save(kind, justice.unit.province, **words, by=administrator)
    client = sign_in(administrator)

    with django_assert_num_queries(6):
        page = client.get(LIST)

    [(_province, lines)] = page.context["provinces"]
    assert sum(1 for line in lines if line.own) == own
