"""People of split or abolished agencies: asked one by one, or ticked together."""

from datetime import date

import pytest
from django.urls import reverse

from common.models import StateChange
from common.refusals import Refused
from organisations.actions import plans
from organisations.models import Organisation
from tests import make
from tests.organisations import decrees
from trainees.actions import moves
from trainees.models import TraineeMove
from trainees.querysets.moves import destinations

URL = reverse("trainees:move_list")
CHOOSE = reverse("trainees:move_choose")


@pytest.fixture
def there(justice):
    return decrees.world()


@pytest.fixture
def decree(there, administrator):
    made = decrees.planned(there, administrator)
    make.trainee("Lò Văn A", there.ubnd_a)
    for name in ("Lò Văn C", "Lò Văn D"):
        make.trainee(name, there.ubnd_c)
    make.trainee("Tẩn Thị Huyện", there.office)
    moves.apply(made, by=administrator)
    return made


def agency(name):
    return Organisation.objects.get(name=name)


def person(name):
    from trainees.models import Trainee

    return Trainee.objects.get(full_name=name)


def names(page):
    return [str(one) for one in page.context["listing"].rows]


def said(response):
    return [str(message) for message in response.context["messages"]]


def choose(client, people, to):
    tokens = [person(name).token for name in people]
    return client.post(CHOOSE, {"chon": tokens, "den": agency(to).pk}, follow=True)


def test_the_queue_holds_those_who_must_be_asked(decree, administrator, sign_in):
    page = sign_in(administrator).get(URL)

    assert names(page) == ["Tẩn Thị Huyện", "Lò Văn C", "Lò Văn D"]
    assert page.context["destination"] is None


def test_an_agency_offers_what_followed_it(decree, there, administrator, sign_in):
    page = sign_in(administrator).get(URL, {"don_vi": there.ubnd_c.pk})

    assert names(page) == ["Lò Văn C", "Lò Văn D"]
    offered = page.context["destination"].fields["den"].queryset
    assert sorted(str(one) for one in offered) == ["UBND xã AB", "UBND xã D"]


def test_an_abolished_agency_offers_every_agency_of_today(decree, there, administrator, sign_in):
    page = sign_in(administrator).get(URL, {"don_vi": there.office.pk})

    offered = page.context["destination"].fields["den"].queryset
    assert sorted(str(one) for one in offered) == ["Sở Tư pháp", "UBND xã AB", "UBND xã D"]


def test_what_followed_and_has_ended_meanwhile_gives_way_to_its_own_follower(
    decree, there, administrator, sign_in
):
    later = decrees.draft(administrator, number="2/NQ", effective_on=date(2026, 1, 1))
    kinds = {"predecessor": agency("UBND xã D"), "into": agency("Sở Tư pháp")}
    plans.add_organisation_link(later, **kinds, by=administrator)
    moves.apply(later, by=administrator)
    client = sign_in(administrator)

    offered = client.get(URL, {"don_vi": there.ubnd_c.pk}).context["destination"].fields["den"]
    page = choose(client, ["Lò Văn C"], "Sở Tư pháp")

    assert sorted(str(one) for one in offered.queryset) == ["Sở Tư pháp", "UBND xã AB"]
    assert said(page) == ["Đã chuyển 1 người về Sở Tư pháp."]


def test_where_all_that_followed_was_abolished_any_agency_of_today_is_offered(
    decree, there, administrator
):
    later = decrees.draft(administrator, number="2/NQ", effective_on=date(2026, 1, 1))
    for name in ("UBND xã AB", "UBND xã D"):
        plans.add_organisation_link(
            later, predecessor=agency(name), successor=None, by=administrator
        )
    moves.apply(later, by=administrator)

    assert [str(one) for one in destinations(there.ubnd_c)] == ["Sở Tư pháp"]


def test_ticked_people_are_moved_together(decree, there, administrator, sign_in):
    page = choose(sign_in(administrator), ["Lò Văn C", "Lò Văn D"], "UBND xã D")

    assert said(page) == ["Đã chuyển 2 người về UBND xã D."]
    assert {str(person(name).organisation) for name in ("Lò Văn C", "Lò Văn D")} == {"UBND xã D"}
    rows = TraineeMove.objects.filter(is_chosen=True)
    assert {(row.reorganisation, row.from_organisation, row.moved_by) for row in rows} == {
        (decree, there.ubnd_c, administrator)
    }
    line = StateChange.objects.of(person("Lò Văn C")).get()
    assert (line.verb, line.reason) == ("move", "UBND xã C → UBND xã D (1670/NQ-UBTVQH15)")


def test_one_by_one_they_may_go_different_ways(decree, administrator, sign_in):
    client = sign_in(administrator)
    choose(client, ["Lò Văn C"], "UBND xã AB")
    choose(client, ["Lò Văn D"], "UBND xã D")

    assert [str(person(n).organisation) for n in ("Lò Văn C", "Lò Văn D")] == [
        "UBND xã AB",
        "UBND xã D",
    ]
    assert names(client.get(URL)) == ["Tẩn Thị Huyện"]


def test_a_person_of_an_abolished_agency_goes_anywhere_in_the_province(
    decree, administrator, sign_in
):
    page = choose(sign_in(administrator), ["Tẩn Thị Huyện"], "Sở Tư pháp")

    assert said(page) == ["Đã chuyển 1 người về Sở Tư pháp."]


@pytest.mark.parametrize("data", [{}, {"den": ""}])
def test_nobody_ticked_or_nothing_chosen_is_said(decree, administrator, sign_in, data):
    page = sign_in(administrator).post(CHOOSE, data, follow=True)

    assert said(page) == ["Đánh dấu người cần chuyển và chọn cơ quan nơi họ chuyển đến."]


def test_an_agency_that_took_nothing_over_is_refused(decree, justice, administrator):
    with pytest.raises(Refused, match="Sở Tư pháp không tiếp nhận người của UBND xã C"):
        moves.choose([person("Lò Văn C")], justice, by=administrator)

    assert TraineeMove.objects.filter(is_chosen=True).count() == 0


def test_who_has_an_agency_already_is_not_asked_again(decree, administrator, sign_in):
    client = sign_in(administrator)
    choose(client, ["Lò Văn C"], "UBND xã D")

    page = choose(client, ["Lò Văn A"], "UBND xã D")

    with pytest.raises(Refused, match="không còn chờ chọn đơn vị") as refused:
        moves.choose(
            [person("Lò Văn C"), person("Lò Văn D")], agency("UBND xã D"), by=administrator
        )
    assert refused.value.details == ["Lò Văn C"]
    assert str(person("Lò Văn D").organisation) == "UBND xã C"
    assert said(page) != []
    assert str(person("Lò Văn A").organisation) == "UBND xã AB"


def test_nobody_is_moved_for_nobody(decree, administrator):
    with pytest.raises(Refused, match="Chọn ít nhất một người"):
        moves.choose([], agency("UBND xã D"), by=administrator)


def test_who_was_put_back_by_hand_may_be_asked_again(decree, there, administrator):
    moves.choose([person("Lò Văn C")], agency("UBND xã D"), by=administrator)
    back = person("Lò Văn C")
    back.organisation = there.ubnd_c
    back.save()

    moves.choose([back], agency("UBND xã AB"), by=administrator)

    assert TraineeMove.objects.get(trainee=back).to_organisation == agency("UBND xã AB")


def test_the_coordinator_of_the_agency_chooses_for_its_people(decree, there, sign_in):
    clerk = make.user(role="coordinator", organisation=there.ubnd_c)
    client = sign_in(clerk)

    assert names(client.get(URL)) == ["Lò Văn C", "Lò Văn D"]
    assert said(choose(client, ["Lò Văn C"], "UBND xã D")) == ["Đã chuyển 1 người về UBND xã D."]


def test_the_first_screen_leads_to_the_queue(decree, there, administrator, officer, sign_in):
    clerk = make.user(role="coordinator", organisation=there.ubnd_c)

    def lines(user):
        page = sign_in(user).get(reverse("start"))
        return [line.words for line in page.context["waiting"] if line.url == URL]

    words = "%d người ở cơ quan bị tách hoặc bãi bỏ chờ chọn đơn vị"
    assert [lines(user) for user in (clerk, administrator, officer)] == [
        [words % 2],
        [words % 3],
        [],
    ]


def test_an_officer_reads_and_does_not_choose(decree, there, officer, sign_in):
    client = sign_in(officer)

    page = client.get(URL, {"don_vi": there.ubnd_c.pk})

    assert (names(page), page.context["destination"]) == (["Lò Văn C", "Lò Văn D"], None)
    assert choose(client, ["Lò Văn C"], "UBND xã D").status_code == 403


def test_people_of_another_agency_are_not_found(decree, other_coordinator, sign_in):
    client = sign_in(other_coordinator)

    assert names(client.get(URL)) == []
    assert choose(client, ["Lò Văn C"], "UBND xã D").status_code == 404


def test_strangers_sign_in_and_trainees_are_refused(decree, learner, sign_in):
    assert [sign_in(None).get(URL).status_code, sign_in(learner).get(URL).status_code] == [302, 403]
    assert sign_in(None).post(CHOOSE).status_code == 302


def test_choosing_is_a_button_and_the_list_a_page(decree, administrator, sign_in):
    client = sign_in(administrator)

    assert [client.get(CHOOSE).status_code, client.post(URL).status_code] == [405, 405]


@pytest.mark.parametrize("rows", [1, 5])
def test_the_queue_costs_the_same(there, administrator, sign_in, rows, django_assert_num_queries):
    decree = decrees.planned(there, administrator)
    for _ in range(rows):
        make.trainee(organisation=there.ubnd_c)
    moves.apply(decree, by=administrator)
    client = sign_in(administrator)

    with django_assert_num_queries(14):
        page = client.get(URL, {"don_vi": there.ubnd_c.pk})

    assert page.context["listing"].total == rows
