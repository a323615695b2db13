"""Mending a recognition on its screen."""

import pytest
from django.urls import reverse

from common.models import StateChange
from tests import make
from tests.trainees import deciding
from trainees.models import Trainee

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(newspaper):
    return deciding.undecided(organisation=newspaper)


def url(held, name="recognition_edit"):
    return reverse(f"trainees:{name}", args=[held.holder.token, held.pk])


def form(held, **with_):
    return {
        "category": held.category.pk,
        "valid_from": "10/01/2026",
        "decision_number": "7/QĐ-UBND",
        "decided_on": "05/01/2026",
        "issuer": "Chủ tịch UBND tỉnh",
        "specialty": "Đất đai",
        "reason": "Bổ sung quyết định",
        **with_,
    }


def test_a_missing_decision_is_filled_in(sign_in, coordinator, held):
    client = sign_in(coordinator)
    assert "Hãy ghi đủ số, ngày và cơ quan ban hành" in client.get(url(held)).content.decode()

    answer = client.post(url(held), form(held))

    held.refresh_from_db()
    assert answer["Location"] == held.trainee.get_absolute_url()
    assert (held.decision_number, held.specialty, held.lacks_decision) == (
        "7/QĐ-UBND",
        "Đất đai",
        False,
    )
    change = StateChange.objects.of(held.trainee).get()
    assert (change.verb, change.by) == ("correct_recognition", coordinator)
    assert "số quyết định: – → 7/QĐ-UBND" in change.reason


def test_a_correction_says_why(sign_in, coordinator, held):
    page = sign_in(coordinator).post(url(held), form(held, reason=""))

    assert [*page.context["form"].errors] == ["reason"]
    held.refresh_from_db()
    assert held.decision_number == ""


def test_the_end_is_offered_only_where_there_is_one(sign_in, coordinator, newspaper, held):
    over = deciding.ended(deciding.recognition("Sùng A Dơ", newspaper))
    client = sign_in(coordinator)

    assert ["valid_to" in client.get(url(one)).context["form"].fields for one in (held, over)] == [
        False,
        True,
    ]


def test_an_end_entered_by_mistake_is_taken_back(sign_in, coordinator, newspaper):
    over = deciding.ended(deciding.recognition("Sùng A Dơ", newspaper))
    kept = {"end_ground": over.end_ground.pk, "end_decision": "40/QĐ-UBND"}

    sign_in(coordinator).post(url(over), form(over, valid_to="", **kept))

    over.refresh_from_db()
    assert (over.valid_to, over.end_ground, over.end_decision) == (None, None, "")


def test_a_refusal_keeps_what_was_typed(sign_in, coordinator, held):
    page = sign_in(coordinator).post(url(held), form(held, decided_on="01/01/2099"))

    assert "không được ở tương lai" in page.content.decode()
    assert page.context["form"]["decision_number"].value() == "7/QĐ-UBND"
    held.refresh_from_db()
    assert held.decision_number == ""


def test_a_late_decision_is_doubted(sign_in, coordinator, held):
    page = sign_in(coordinator).post(url(held), form(held, decided_on="20/01/2026"), follow=True)

    assert "sau ngày bắt đầu 10/01/2026" in page.content.decode()


def test_what_was_written_on_a_merged_record_is_mended_on_the_one_in_use(
    sign_in, coordinator, newspaper, held
):
    kept = make.trainee("Lò Thị Hoa", newspaper, categories=[])
    Trainee.objects.filter(pk=held.trainee.pk).update(merged_into=kept)
    held.refresh_from_db()
    client = sign_in(coordinator)

    assert url(held) in client.get(kept.get_absolute_url()).content.decode()
    client.post(url(held), form(held))

    held.refresh_from_db()
    assert held.decision_number == "7/QĐ-UBND"
    assert StateChange.objects.of(kept).get().verb == "correct_recognition"


def test_rights(
    sign_in, held, coordinator, officer, administrator, learner, other_coordinator, other_officer
):
    people = [None, coordinator, administrator, officer, learner, other_coordinator, other_officer]
    statuses = [sign_in(user).get(url(held)).status_code for user in people]

    assert statuses == [302, 200, 200, 403, 404, 404, 404]


def test_another_persons_recognition_is_not_found(sign_in, coordinator, newspaper, held):
    other = make.trainee("Sùng A Dơ", newspaper)
    address = reverse("trainees:recognition_edit", args=[other.token, held.pk])

    assert sign_in(coordinator).get(address).status_code == 404
