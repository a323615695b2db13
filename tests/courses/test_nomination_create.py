"""Nominating from the agency's roster, and somebody who is not on record yet."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from common.models import StateChange
from common.refusals import Refused
from courses.actions.nominations import nominate_new_person
from courses.models import Enrolment
from tests import make
from trainees.actions.rosters import Entry
from trainees.models import Recognition, Trainee

pytestmark = pytest.mark.django_db


def url(run, name="create", agency=None):
    return reverse(f"courses:nomination_{name}", args=[run.code]) + (
        f"?don_vi={agency.code}" if agency else ""
    )


def offered(page):
    return [person.full_name for person in page.context["listing"].rows]


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def client(sign_in, coordinator):
    return sign_in(coordinator)


def test_the_roster_offers_who_may_be_sent_and_nobody_else(client, newspaper, radio):
    run = make.course_run()
    make.trainee("Lò Văn Được", newspaper)
    make.trainee("Lò Văn Khác Cơ Quan", radio)
    make.trainee("Lò Văn Khác Đối Tượng", newspaper, [make.category("legal", "Pháp chế", "legal")])
    make.trainee("Lò Văn Không Đối Tượng", newspaper, [])
    over = make.trainee("Lò Văn Hết Hạn", newspaper)
    over.recognitions.update(valid_to=date.today() - timedelta(days=1))
    make.enrolment("nominated", run=run, trainee_=make.trainee("Lò Văn Đã Cử", newspaper))
    make.enrolment("withdrawn", run=run, trainee_=make.trainee("Lò Văn Đã Rút", newspaper))
    merged = make.trainee("Lò Văn Đã Gộp", newspaper, [])
    Trainee.objects.filter(pk=merged.pk).update(merged_into=over)

    assert offered(client.get(url(run))) == ["Lò Văn Được", "Lò Văn Đã Rút"]


def test_an_agency_offers_the_people_of_the_agency_it_took_over(client, newspaper):
    from organisations.models import OrganisationSuccession

    old = make.organisation("Báo Lai Châu cũ", kind="press", valid_to=date(2025, 6, 30))
    OrganisationSuccession.objects.create(predecessor=old, successor=newspaper, relation="whole")
    make.trainee("Lò Văn Cũ", old)

    assert offered(client.get(url(make.course_run()))) == ["Lò Văn Cũ"]


def test_ticked_people_are_nominated_with_history(client, coordinator, newspaper):
    run = make.course_run()
    an, binh, _left = (make.trainee(f"Lò Văn {name}", newspaper) for name in ("An", "Bình", "Chi"))

    answer = client.post(url(run), {"chon": [an.token, binh.token]})

    assert answer.url == reverse("courses:enrolment_list", args=[run.code])
    assert said(answer) == ["Đã cử 2 học viên."]
    rows = run.enrolments.order_by("pk").values_list("trainee", "state", "nominating_organisation")
    assert list(rows) == [(p.pk, "nominated", newspaper.pk) for p in (an, binh)]
    assert StateChange.objects.of(run.enrolments.first()).get().by == coordinator


def test_somebody_of_several_categories_is_sent_in_the_chosen_one(client, newspaper):
    editor = make.category("editor", "Biên tập viên")
    run = make.course_run(categories=[make.category(), editor])
    person = make.trainee("Lò Văn An", newspaper, [make.category(), editor])

    missing = client.post(url(run), {"chon": [person.token]})
    client.post(url(run), {"chon": [person.token], f"doi_tuong-{person.token}": "editor"})

    assert said(missing) == ["Chọn đối tượng để cử Lò Văn An."]
    assert [row.is_ticked for row in missing.context["listing"].rows] == [True]
    assert Enrolment.objects.get().category == editor


def test_a_category_the_person_does_not_hold_cannot_be_smuggled_in(client, newspaper):
    run = make.course_run(categories=[make.category(), make.category("editor", "Biên tập viên")])
    person = make.trainee("Lò Văn An", newspaper)

    client.post(url(run), {"chon": [person.token], f"doi_tuong-{person.token}": "editor"})

    assert Enrolment.objects.count() == 0


def test_more_than_the_quota_is_refused_whole_and_ticks_stay(client, newspaper):
    run = make.course_run(quotas={newspaper: 1})
    people = [make.trainee(f"Lò Văn {name}", newspaper) for name in ("An", "Bình")]

    page = client.post(url(run), {"chon": [person.token for person in people]})

    assert said(page) == ["Đã chọn 2 người nhưng chỉ còn 1 chỉ tiêu. Bỏ bớt rồi cử lại."]
    assert [row.is_ticked for row in page.context["listing"].rows] == [True, True]
    assert Enrolment.objects.count() == 0


def test_the_page_says_how_much_quota_is_left(client, newspaper):
    run = make.course_run(quotas={newspaper: 5})
    for name in ("An", "Bình"):
        make.enrolment("nominated", run=run, trainee_=make.trainee(name, newspaper))

    page = client.get(url(run)).content.decode()

    assert "Còn 3/5 chỉ tiêu." in " ".join(page.split())


def test_an_agency_that_is_not_called_has_nothing_left(client, radio, newspaper):
    run = make.course_run(quotas={radio: 5})
    person = make.trainee("Lò Văn An", newspaper)

    page = client.post(url(run), {"chon": [person.token]})

    assert said(page) == ["Đã chọn 1 người nhưng chỉ còn 0 chỉ tiêu. Bỏ bớt rồi cử lại."]


def test_after_the_deadline_only_the_organiser_nominates(client, sign_in, organiser, newspaper):
    run = make.course_run(nominate_by=date(2026, 1, 5))
    person = make.trainee("Lò Văn An", newspaper)

    late = client.post(url(run), {"chon": [person.token]})
    sign_in(organiser).post(url(run, agency=newspaper), {"chon": [person.token]})

    assert said(late) == [
        "Đã hết hạn cử học viên (05/01/2026). Liên hệ cơ quan chủ trì lớp.",
    ]
    assert Enrolment.objects.get().nominating_organisation == newspaper


def test_a_second_click_nominates_nobody_twice(client, newspaper):
    run = make.course_run()
    person = make.trainee("Lò Văn An", newspaper)
    client.post(url(run), {"chon": [person.token]})

    answer = client.post(url(run), {"chon": [person.token]})

    assert said(answer)[-1:] == [
        "Danh sách vừa thay đổi: có người không còn cử được. Kiểm tra lại."
    ]
    assert Enrolment.objects.count() == 1


def test_people_of_another_agency_cannot_be_sent(client, radio):
    run = make.course_run()
    stranger = make.trainee("Lò Văn Lạ", radio)

    client.post(url(run), {"chon": [stranger.token]})

    assert Enrolment.objects.count() == 0


def test_nothing_ticked_is_said(client):
    assert said(client.post(url(make.course_run()), {})) == ["Chọn ít nhất một người để cử."]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("?tu_khoa=duc", ["Lò Văn Đức"]), ("?sap=-name", ["Lò Văn Đức", "Lò Văn Ân"])],
)
def test_the_roster_is_searched_and_sorted(client, newspaper, query, expected):
    for name in ("Đức", "Ân"):
        make.trainee(f"Lò Văn {name}", newspaper)

    assert offered(client.get(url(make.course_run()) + query)) == expected


@pytest.mark.parametrize("rows", [1, 8])
def test_the_roster_costs_the_same_queries_at_any_size(
    client, newspaper, rows, django_assert_num_queries
):
    run = make.course_run(quotas={newspaper: 9})
    for number in range(rows):
        make.trainee(f"Người {number}", newspaper)

    with django_assert_num_queries(17):
        page = client.get(url(run))

    assert len(offered(page)) == rows


NEW = {
    "full_name": "Lò  Thị Mới",
    "birth": "05/02/1985",
    "sex": "female",
    "position": "Phóng viên",
    "phone": "0912 345 678",
    "email": "moi@lc.vn",
    "category": "reporter",
    "decision_number": "12/QĐ-BLC",
}


def test_a_new_person_is_put_on_record_and_nominated(client, newspaper):
    run = make.course_run()

    answer = client.post(url(run, "new_person"), NEW)

    assert answer.url == reverse("courses:enrolment_list", args=[run.code])
    person = Trainee.objects.get()
    assert [person.full_name, person.birth, person.sex, person.phone] == [
        "Lò Thị Mới",
        "05/02/1985",
        "female",
        "+84912345678",
    ]
    assert person.organisation == newspaper
    recognition = Recognition.objects.get()
    assert [recognition.category.code, recognition.decision_number] == ["reporter", "12/QĐ-BLC"]
    assert run.enrolments.get().trainee == person


def test_a_refused_nomination_leaves_no_person_behind(client, newspaper):
    run = make.course_run(quotas={newspaper: 1})
    make.enrolment("nominated", run=run, trainee_=make.trainee("Lò Văn An", newspaper))

    page = client.post(url(run, "new_person"), NEW)

    assert page.context["form"].non_field_errors() == [
        "Báo Lai Châu không còn chỉ tiêu trong lớp này. Liên hệ cơ quan chủ trì để xin thêm chỉ tiêu."
    ]
    assert page.context["form"]["full_name"].value() == "Lò  Thị Mới"
    assert Trainee.objects.filter(full_name="Lò Thị Mới").count() == 0


@pytest.mark.parametrize(
    ("typed", "birth"), [("1985", "1985"), ("", ""), ("5-2-1985", "05/02/1985")]
)
def test_a_birth_is_kept_as_precisely_as_it_is_known(client, typed, birth):
    client.post(url(make.course_run(), "new_person"), {**NEW, "birth": typed})

    assert Trainee.objects.get().birth == birth


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth", "31/02/1985"),
        ("birth", "hôm qua"),
        ("phone", "12345"),
        ("email", "moi@"),
        ("category", "legal"),
        ("full_name", ""),
        ("full_name", "A" * 121),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, field, value):
    make.category("legal", "Pháp chế", "legal")

    page = client.post(url(make.course_run(), "new_person"), {**NEW, field: value})

    assert list(page.context["form"].errors) == [field]
    assert Trainee.objects.count() == 0


def test_a_person_of_the_same_name_has_to_be_told_apart(client, newspaper):
    run = make.course_run()
    make.trainee("Lò Thị Mới", newspaper, birth_year=1960)

    asked = client.post(url(run, "new_person"), NEW)
    client.post(url(run, "new_person"), {**NEW, "is_new": "on"})

    assert asked.context["form"].errors["full_name"] == [
        "Đơn vị đã có hồ sơ: Lò Thị Mới (1960). Cử từ danh sách có sẵn; "
        "nếu là người khác, đánh dấu ô xác nhận ở cuối biểu mẫu."
    ]
    assert 'type="checkbox" name="is_new"' in asked.content.decode()
    assert [Trainee.objects.count(), Enrolment.objects.count()] == [2, 1]


def test_a_category_that_is_closed_takes_nobody_new(client):
    closed = make.category("old", "Đối tượng cũ", closed_from=date(2020, 1, 1))
    run = make.course_run(categories=[closed])

    page = client.post(url(run, "new_person"), {**NEW, "category": "old"})

    assert list(page.context["form"].errors) == ["category"]


def test_a_new_person_of_a_decided_category_comes_with_the_whole_decision(client):
    legal = make.category("legal", "Báo cáo viên pháp luật", "legal", needs_decision=True)
    run = make.course_run(categories=[legal])
    typed = {**NEW, "category": "legal"}

    asked = client.post(url(run, "new_person"), typed)
    client.post(
        url(run, "new_person"), {**typed, "decided_on": "05/01/2026", "issuer": "UBND tỉnh"}
    )

    assert list(asked.context["form"].errors) == ["decided_on", "issuer"]
    held = Recognition.objects.get()
    assert [held.decision_number, held.decided_on, held.issuer, held.lacks_decision] == [
        "12/QĐ-BLC",
        date(2026, 1, 5),
        "UBND tỉnh",
        False,
    ]
    assert run.enrolments.get().category == legal


def test_the_action_asks_for_the_decision_too(coordinator, newspaper):
    legal = make.category("legal", "Báo cáo viên pháp luật", "legal", needs_decision=True)
    run = make.course_run(categories=[legal])
    entry = Entry("Lò Thị Mới", category_id=legal.pk, decision_number="1", is_new=True)

    with pytest.raises(Refused, match="Hãy ghi thêm: ngày quyết định, cơ quan ban hành"):
        nominate_new_person(run, entry, organisation=newspaper, by=coordinator)

    assert Trainee.objects.count() == 0


def test_an_agency_that_has_ended_gets_no_new_person(organiser, newspaper):
    run = make.course_run()
    entry = Entry("Lò Thị Mới", category_id=make.category().pk, is_new=True)
    type(newspaper).objects.update(valid_to=date.today() - timedelta(days=1))

    with pytest.raises(Refused, match="đã kết thúc hoạt động"):
        nominate_new_person(run, entry, organisation=newspaper, by=organiser)

    assert Trainee.objects.count() == 0
