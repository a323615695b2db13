"""Applying a decree: what it will do in numbers, what it does, and what is left to do."""

import pytest
from django.urls import reverse

from common.models import StateChange
from common.refusals import Refused
from organisations.actions import plans
from organisations.models import AdministrativeUnit, UnitSuccession
from tests import make
from tests.organisations import decrees
from tests.trainees import deciding
from trainees.actions import moves
from trainees.models import TraineeMove


@pytest.fixture
def there(justice):
    return decrees.world()


@pytest.fixture
def decree(there, administrator):
    return decrees.planned(there, administrator)


@pytest.fixture
def people(there):
    """One of each agency that ends."""
    return {
        letter: make.trainee(f"Lò Văn {letter.upper()}", getattr(there, name))
        for letter, name in (("a", "ubnd_a"), ("b", "ubnd_b"), ("c", "ubnd_c"), ("d", "office"))
    }


def url(decree, name="reorganisation_apply"):
    return reverse(f"trainees:{name}", args=[decree.token])


def said(response):
    return [str(message) for message in response.context["messages"]]


def agencies_of(people):
    for person in people.values():
        person.refresh_from_db()
    return {letter: str(person.organisation) for letter, person in people.items()}


def test_the_page_says_in_numbers_what_will_happen(decree, there, people, administrator, sign_in):
    make.user(role="coordinator", organisation=there.ubnd_a)

    page = sign_in(administrator).get(url(decree))

    assert page.context["happenings"] == [
        "4 đơn vị hành chính kết thúc ngày 30/06/2025.",
        "2 đơn vị hành chính mới từ ngày 01/07/2025.",
        "4 cơ quan kết thúc, 2 cơ quan mới.",
        "2 người chuyển theo cả cơ quan; các lớp đã học giữ cơ quan cũ.",
        "2 người ở cơ quan bị tách hoặc bãi bỏ, sẽ hỏi từng người.",
        "1 vai trò gắn với cơ quan kết thúc, cần giao lại sau khi thực hiện.",
    ]
    assert AdministrativeUnit.objects.filter(valid_from=decrees.DAY).count() == 0


def test_applying_closes_makes_and_links(decree, there, administrator, sign_in):
    response = sign_in(administrator).post(url(decree))

    new = AdministrativeUnit.objects.get(code="90001", valid_from=decrees.DAY)
    there.a.refresh_from_db()
    there.c.refresh_from_db()
    decree.refresh_from_db()
    assert response.url == url(decree, "reorganisation_rest")
    assert (there.a.valid_to, there.a.today, there.c.today) == (decrees.EVE, new, None)
    assert (new.name, new.parent, new.province) == ("Xã AB", there.province, there.province)
    links = UnitSuccession.objects.filter(successor=new).order_by("predecessor__code")
    assert [(link.predecessor.name, link.relation, link.decree) for link in links] == [
        ("Xã A", "whole", "1670/NQ-UBTVQH15"),
        ("Xã B", "whole", "1670/NQ-UBTVQH15"),
        ("Xã C", "part", "1670/NQ-UBTVQH15"),
    ]
    [committee] = new.organisations.all()
    assert (committee.name, committee.code, committee.kind) == (
        "UBND xã AB",
        "ubnd-xa-ab-90001",
        "commune_committee",
    )
    assert decree.state == "applied"
    assert StateChange.objects.of(decree).filter(verb="apply").get().by == administrator


def test_people_of_a_whole_agency_go_with_it_and_others_wait(
    decree, people, administrator, sign_in
):
    page = sign_in(administrator).post(url(decree), follow=True)

    assert said(page) == [
        "Đã thực hiện: 4 đơn vị kết thúc, 2 đơn vị mới, 2 người đã chuyển cơ quan."
    ]
    assert page.context["asked"] == 2
    assert agencies_of(people) == {
        "a": "UBND xã AB",
        "b": "UBND xã AB",
        "c": "UBND xã C",
        "d": "Phòng Tư pháp huyện Thử",
    }
    moved = TraineeMove.objects.filter(reorganisation=decree).order_by("trainee")
    assert [(str(m.trainee), str(m.from_organisation), m.is_chosen) for m in moved] == [
        ("Lò Văn A", "UBND xã A", False),
        ("Lò Văn B", "UBND xã B", False),
    ]
    line = StateChange.objects.of(people["a"]).get()
    assert (line.verb, line.by, line.reason) == (
        "move",
        administrator,
        "UBND xã A → UBND xã AB (1670/NQ-UBTVQH15)",
    )


def test_past_enrolments_keep_their_agency_and_unit(decree, there, people, administrator):
    enrolment = make.enrolment("completed", trainee_=people["a"])

    moves.apply(decree, by=administrator)

    enrolment.refresh_from_db()
    assert (enrolment.organisation, enrolment.unit) == (there.ubnd_a, there.a)


def test_roles_at_ended_agencies_are_left_to_do(decree, there, administrator, sign_in):
    clerk = make.user("Vàng Thị Đầu Mối", "coordinator", there.ubnd_a)
    client = sign_in(administrator)

    page = client.post(url(decree), follow=True)

    assert [grant.user for grant in page.context["grants"]] == [clerk]
    assert clerk.get_absolute_url() in page.content.decode()
    steps = client.get(decree.get_absolute_url()).context["steps"]
    assert [(step.verb, step.words) for step in steps] == [
        ("Còn phải làm", "1 vai trò còn gắn với cơ quan đã kết thúc."),
        ("Hoàn tác", ""),
    ]


def test_spokespersons_of_ended_agencies_are_left_to_do(
    there, decree, newspaper, administrator, sign_in
):
    one = deciding.spokesperson(there.ubnd_a)
    deciding.spokesperson(newspaper, "Vàng A Khác")

    page = sign_in(administrator).post(url(decree), follow=True)

    assert list(page.context["speakers"]) == [one]
    assert reverse("trainees:spokesperson_end", args=[one.token]) in page.content.decode()


def test_a_plan_with_problems_is_not_applied(there, administrator, sign_in):

    decree = decrees.draft(administrator)
    plans.add_unit_link(decree, predecessor=there.district, successor=None, by=administrator)

    page = sign_in(administrator).post(url(decree), follow=True)

    assert said(page) == [
        "Chưa thực hiện được. Cần xử lý:",
        "Xã A và 2 nơi khác thuộc Huyện Thử là nơi kết thúc. Đưa cả vào văn bản.",
        "Phòng Tư pháp huyện Thử thuộc Huyện Thử là nơi kết thúc. Đưa Phòng Tư pháp huyện Thử vào văn bản.",
    ]
    there.district.refresh_from_db()
    assert there.district.valid_to is None
    assert StateChange.objects.of(decree).filter(verb="apply").count() == 0


def test_the_page_of_a_plan_with_problems_leads_back(there, administrator, sign_in):

    decree = decrees.draft(administrator)
    plans.add_unit_link(decree, predecessor=there.district, successor=None, by=administrator)

    page = sign_in(administrator).get(url(decree), follow=True)

    assert said(page) == ["Chưa thực hiện được. Xem các vấn đề cần xử lý."]


def test_an_empty_decree_is_not_applied(administrator, justice):
    with pytest.raises(Refused, match="chưa có đơn vị hay cơ quan nào"):
        moves.apply(decrees.draft(administrator), by=administrator)


def test_a_decree_is_not_applied_before_its_day(decree, administrator):
    with pytest.raises(Refused, match="có hiệu lực từ ngày 01/07/2025"):
        moves.apply(decree, by=administrator, today=decrees.EVE)

    decree.refresh_from_db()
    assert decree.state == "draft"


def test_a_decree_is_applied_once(decree, administrator, sign_in):
    client = sign_in(administrator)
    client.post(url(decree))

    page = client.post(url(decree), follow=True)

    assert said(page)[-1:] == [
        "Văn bản 1670/NQ-UBTVQH15 đã được thực hiện. Muốn sửa thì hoàn tác trước."
    ]
    assert AdministrativeUnit.objects.filter(valid_from=decrees.DAY).count() == 2


def test_the_page_of_an_applied_decree_leads_back(decree, administrator, sign_in):
    moves.apply(decree, by=administrator)

    page = sign_in(administrator).get(url(decree), follow=True)

    assert said(page) == ["Văn bản này đã được thực hiện."]


def test_of_two_decrees_about_one_unit_the_second_is_refused(decree, there, administrator):
    second = decrees.draft(administrator, number="2/NQ")

    plans.add_unit_link(second, predecessor=there.district, successor=None, by=administrator)
    moves.apply(decree, by=administrator)

    with pytest.raises(Refused) as refused:
        moves.apply(second, by=administrator)

    assert refused.value.details == [
        "Huyện Thử (901) đã kết thúc từ ngày 30/06/2025. Bỏ khỏi văn bản."
    ]


@pytest.mark.parametrize(
    "name", ["reorganisation_apply", "reorganisation_undo", "reorganisation_rest"]
)
def test_only_the_administrator_applies(
    decree, name, officer, organiser, learner, other_justice, sign_in
):
    stranger = make.user(role="administrator", organisation=other_justice)

    answers = [
        sign_in(who).get(url(decree, name)).status_code
        for who in (None, learner, officer, organiser, stranger)
    ]
    assert answers == [302, 404, 403, 403, 404]


def test_a_decree_about_two_provinces_needs_both(there, administrator, other_justice, sign_in):

    decree = decrees.draft(administrator)
    plans.add_unit_link(decree, predecessor=other_justice.unit, successor=None, by=administrator)

    assert sign_in(administrator).post(url(decree)).status_code == 403

    make.grant(administrator, "administrator", other_justice)
    assert sign_in(administrator).get(url(decree)).status_code == 302


@pytest.mark.parametrize("rows", [1, 5])
def test_what_is_left_costs_the_same(
    decree, there, administrator, sign_in, rows, django_assert_num_queries
):
    for _ in range(rows):
        make.user(role="coordinator", organisation=there.ubnd_a)
    moves.apply(decree, by=administrator)
    client = sign_in(administrator)

    with django_assert_num_queries(12):
        page = client.get(url(decree, "reorganisation_rest"))

    assert len(page.context["grants"]) == rows
