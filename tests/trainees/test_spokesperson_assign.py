"""Naming who speaks for an agency."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.models import StateChange
from common.refusals import Refused
from tests import make
from tests.trainees import deciding
from trainees.actions import spokespersons
from trainees.models import Recognition, Spokesperson

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(newspaper):
    deciding.speaking_category()
    return make.trainee("Tẩn A Nói", newspaper, categories=[])


def url(organisation):
    return reverse(
        "trainees:spokesperson_assign", args=[organisation.code, organisation.valid_from]
    )


def form(person, **with_):
    return {
        "trainee": person.token,
        "decision_number": "5/QĐ-PN",
        "decided_on": "01/07/2026",
        "issuer": "Báo Lai Châu",
        "assigned_at": "08:00 01/07/2026",
        "position": "Phó Tổng Biên tập",
        "phone": "02133000111",
        "email": "phatngon@bao.example",
        **with_,
    }


def test_a_person_of_the_agency_is_assigned(sign_in, coordinator, newspaper, person):
    answer = sign_in(coordinator).post(url(newspaper), form(person))

    made = Spokesperson.objects.get()
    assert answer["Location"] == reverse("trainees:spokesperson_list")
    assert (made.person, made.organisation, made.position, made.posted_at) == (
        person,
        newspaper,
        "Phó Tổng Biên tập",
        None,
    )
    held = made.recognition
    assert (held.category.code, held.decision_number, f"{held.valid_from:%d/%m/%Y}") == (
        "spokesperson",
        "5/QĐ-PN",
        "01/07/2026",
    )
    assert StateChange.objects.of(made).get().verb == "assign"
    assert StateChange.objects.of(person).get().verb == "recognise"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"trainee": ""}, "trainee"),
        ({"decision_number": ""}, "decision_number"),
        ({"phone": ""}, "phone"),
        ({"email": "khong phai thu"}, "email"),
        ({"position": ""}, "position"),
        ({"assigned_at": "08:00 01/07/2099"}, "__all__"),
        ({"decided_on": "01/07/2099"}, "__all__"),
    ],
)
def test_a_wrong_form_assigns_nobody(sign_in, coordinator, newspaper, person, change, field):
    page = sign_in(coordinator).post(url(newspaper), form(person, **change))

    assert [*page.context["form"].errors] == [field]
    assert (Spokesperson.objects.count(), Recognition.objects.count()) == (0, 0)


def test_a_person_of_another_agency_is_no_choice(sign_in, coordinator, newspaper, radio, person):
    stranger = make.trainee("Người Khác", radio)

    page = sign_in(coordinator).post(url(newspaper), form(stranger))

    assert [*page.context["form"].errors] == ["trainee"]
    with pytest.raises(Refused, match="không có hồ sơ ở Báo Lai Châu"):
        spokespersons.assign(
            newspaper, stranger, contact=deciding.CONTACT, decision=deciding.DECISION, by=None
        )


def test_a_second_one_asks_to_end_the_first(sign_in, coordinator, newspaper, person):
    first = deciding.spokesperson(newspaper, "Vàng A Trước", hours_ago=24 * 300)
    client = sign_in(coordinator)

    page = client.post(url(newspaper), form(person))
    shown = page.content.decode()
    assert "Vàng A Trước đang là người phát ngôn của Báo Lai Châu" in shown
    assert 'type="checkbox" name="replaces"' in shown
    client.post(url(newspaper), form(person, replaces="on"))

    first.recognition.refresh_from_db()
    assert f"{first.recognition.valid_to:%d/%m/%Y}" == "30/06/2026"
    assert first.recognition.end_reason == "Phân công người khác"
    standing = Spokesperson.objects.standing_on(timezone.localdate())
    assert [one.person for one in standing] == [person]


def test_on_the_day_of_the_change_only_the_new_one_speaks(newspaper, person):
    deciding.spokesperson(newspaper, "Vàng A Trước", hours_ago=0.2)

    spokespersons.assign(
        newspaper,
        person,
        contact=deciding.CONTACT,
        decision=deciding.DECISION,
        by=None,
        replaces=True,
    )

    standing = Spokesperson.objects.standing_on(timezone.localdate())
    assert [one.person for one in standing] == [person]


def test_nobody_is_replaced_by_an_earlier_assignment(newspaper, person):
    deciding.spokesperson(newspaper, "Vàng A Trước", hours_ago=2)

    with pytest.raises(Refused, match="phải sau thời điểm phân công người trước"):
        spokespersons.assign(
            newspaper,
            person,
            contact=deciding.CONTACT,
            decision=deciding.DECISION,
            by=None,
            assigned_at=timezone.now() - timedelta(hours=3),
            replaces=True,
        )

    assert Spokesperson.objects.unended().count() == 1


def test_who_speaks_already_is_not_assigned_again(newspaper):
    one = deciding.spokesperson(newspaper)

    with pytest.raises(Refused, match="Hãy sửa thông tin"):
        spokespersons.assign(
            newspaper, one.person, contact=deciding.CONTACT, decision=deciding.DECISION, by=None
        )


def test_the_name_leaves_with_the_agency_and_the_assignment_to_the_next_ends_the_old(
    client, newspaper, radio, coordinator
):
    one = deciding.spokesperson(newspaper, hours_ago=24 * 30, posted_after=1)
    today = timezone.localdate()
    last = today - timedelta(days=3)
    type(newspaper).objects.filter(pk=newspaper.pk).update(valid_to=last)
    assert "Tẩn A Nói" not in client.get(reverse("trainees:public_spokespersons")).content.decode()
    assert list(Spokesperson.objects.standing_on(today)) == []
    assert list(Spokesperson.objects.standing_on(last)) == [one]
    assert list(Spokesperson.objects.former_on(today)) == [one]
    moved = one.person
    moved.organisation = radio
    moved.save()

    made = spokespersons.assign(
        radio, moved, contact=deciding.CONTACT, decision=deciding.DECISION, by=coordinator
    )

    one.recognition.refresh_from_db()
    assert (one.recognition.valid_to, one.recognition.end_reason) == (last, "Cơ quan đã kết thúc")
    assert list(Spokesperson.objects.standing_on(today)) == [made]
    assert [line.verb for line in StateChange.objects.of(one).for_history()][-1] == "end"


def test_whoever_a_list_brought_keeps_the_row_and_gets_a_decision(newspaper, person):
    category = deciding.speaking_category()
    came = Recognition.objects.create(
        trainee=person, category=category, valid_from=timezone.localdate()
    )

    made = spokespersons.assign(
        newspaper, person, contact=deciding.CONTACT, decision=deciding.DECISION, by=None
    )

    came.refresh_from_db()
    assert (made.recognition, came.decision_number) == (came, "12/QĐ-UBND")


def test_rights(
    sign_in,
    newspaper,
    coordinator,
    organiser,
    officer,
    administrator,
    learner,
    other_coordinator,
    other_officer,
):
    people = [
        None, coordinator, administrator, organiser, officer, other_coordinator, learner, other_officer,
    ]  # fmt: skip
    statuses = [sign_in(user).get(url(newspaper)).status_code for user in people]

    assert statuses == [302, 200, 200, 403, 403, 403, 404, 404]
