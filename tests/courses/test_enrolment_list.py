"""The list of a run: who sees whom, filters, order, export, and one verb for many."""

from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from common.models import StateChange
from courses.models import Enrolment
from tests import make

pytestmark = pytest.mark.django_db


def url(run, name="enrolment_list"):
    return reverse(f"courses:{name}", args=[run.code])


def names(page):
    return [row.shown_name for row in page.context["listing"].rows]


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def people(run, *given, agency=None, state="nominated"):
    agency = agency or make.press_agency()
    return [
        make.enrolment(state, run=run, trainee_=make.trainee(f"Lò Văn {name}", agency))
        for name in given
    ]


def test_each_sees_the_people_of_their_own(
    sign_in, organiser, coordinator, other_coordinator, officer, approver, newspaper, radio
):
    run = make.course_run()
    people(run, "An", agency=newspaper)
    people(run, "Bình", agency=radio)

    seen = {
        user: names(sign_in(user).get(url(run)))
        for user in (organiser, coordinator, other_coordinator, officer, approver)
    }

    assert seen == {
        organiser: ["Lò Văn An", "Lò Văn Bình"],
        coordinator: ["Lò Văn An"],
        other_coordinator: ["Lò Văn Bình"],
        officer: ["Lò Văn An", "Lò Văn Bình"],
        approver: ["Lò Văn An", "Lò Văn Bình"],
    }


def test_who_may_not_see_the_list(sign_in, learner, other_organiser):
    run = make.course_run()
    make.enrolment(run=run, trainee_=learner.trainee)

    codes = [sign_in(user).get(url(run)).status_code for user in (None, learner, other_organiser)]

    assert codes == [302, 403, 404]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Lò Văn Ân", "Lò Văn Bình", "Lò Văn Đức"]),
        ("?sap=-name", ["Lò Văn Đức", "Lò Văn Bình", "Lò Văn Ân"]),
        ("?sap=agency", ["Lò Văn Ân", "Lò Văn Đức", "Lò Văn Bình"]),
        ("?sap=state", ["Lò Văn Bình", "Lò Văn Đức", "Lò Văn Ân"]),
        ("?tu_khoa=duc", ["Lò Văn Đức"]),
        ("?trang_thai=waitlisted", ["Lò Văn Ân"]),
        ("?don_vi=B%C3%A1o+Lai+Ch%C3%A2u", ["Lò Văn Ân", "Lò Văn Đức"]),
        ("?doi_tuong=reporter&tu_khoa=binh", ["Lò Văn Bình"]),
        ("?doi_tuong=khong-co", ["Lò Văn Ân", "Lò Văn Bình", "Lò Văn Đức"]),
        ("?trang=99&sap=x", ["Lò Văn Ân", "Lò Văn Bình", "Lò Văn Đức"]),
    ],
)
def test_filters_and_order(sign_in, organiser, radio, query, expected):
    run = make.course_run()
    people(run, "Đức")
    people(run, "Ân", state="waitlisted")
    people(run, "Bình", agency=radio, state="confirmed")

    page = sign_in(organiser).get(url(run) + query)

    assert names(page) == expected


def test_the_waiting_list_is_in_the_order_of_joining_with_its_places(sign_in, coordinator):
    run = make.course_run()
    people(run, "Đức", "An", state="waitlisted")

    page = sign_in(coordinator).get(url(run) + "?trang_thai=waitlisted")

    assert [(row.shown_name, row.place) for row in page.context["listing"].rows] == [
        ("Lò Văn Đức", 1),
        ("Lò Văn An", 2),
    ]


def test_the_export_holds_what_the_filter_shows(sign_in, organiser):
    from openpyxl import load_workbook

    run = make.course_run()
    people(run, "An")
    people(run, "Bình", state="waitlisted")

    answer = sign_in(organiser).get(url(run) + "?trang_thai=waitlisted&xuat=xlsx")

    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[4][:6] == (
        "Họ và tên",
        "Ngày sinh",
        "Chức vụ",
        "Cơ quan, đơn vị",
        "Đối tượng",
        "Tình trạng",
    )
    assert rows[5][:6] == (
        "Lò Văn Bình",
        "1985",
        "Chuyên viên",
        "Báo Lai Châu",
        "Phóng viên",
        "Danh sách chờ",
    )
    assert len(rows) == 6


@pytest.mark.parametrize("rows", [1, 8])
def test_the_list_costs_the_same_queries_at_any_size(
    sign_in, organiser, rows, django_assert_num_queries
):
    run = make.course_run()
    people(run, *(f"Người {n}" for n in range(rows)))
    client = sign_in(organiser)

    with django_assert_num_queries(10):
        page = client.get(url(run))

    assert len(names(page)) == rows


def test_an_empty_list_offers_the_next_step(sign_in, coordinator):
    page = sign_in(coordinator).get(url(make.course_run()))

    assert "Chưa có học viên nào được cử." in page.content.decode()


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("confirm", "confirmed"),
        ("waitlist", "waitlisted"),
        ("decline", "declined"),
        ("return", "returned"),
    ],
)
def test_one_verb_moves_all_that_are_ticked(sign_in, organiser, verb, state):
    run = make.course_run()
    chosen = people(run, "An", "Bình")
    [left] = people(run, "Chi")
    data = {"viec": verb, "chon": [one.token for one in chosen], "ly_do": "Thiếu giấy tờ"}

    answer = sign_in(organiser).post(url(run, "enrolment_decide"), data)

    states = dict(run.enrolments.values_list("trainee__full_name", "state"))
    assert states == {"Lò Văn An": state, "Lò Văn Bình": state, "Lò Văn Chi": "nominated"}
    assert [said(answer), answer.url] == [["Đã xử lý 2 học viên."], url(run)]
    assert StateChange.objects.of(chosen[0]).latest("pk").by == organiser
    assert StateChange.objects.of(left).count() == 1


def test_each_person_is_decided_alone_and_each_refusal_names_them(sign_in, organiser):
    run = make.course_run(seats=1)
    chosen = people(run, "An", "Bình", "Chi") + people(run, "Dũng", state="returned")
    data = {"viec": "confirm", "chon": [one.token for one in chosen]}

    answer = sign_in(organiser).post(url(run, "enrolment_decide"), data)

    assert said(answer) == [
        "Đã xử lý 1 học viên.",
        "Lò Văn Bình, Lò Văn Chi, Lò Văn Dũng: "
        "Lớp đã đủ 1 chỗ. Đưa học viên vào danh sách chờ hoặc tăng số chỗ của lớp.",
    ]
    assert run.enrolments.holding_a_seat().count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"viec": "confirm"}, "Chưa đánh dấu học viên nào. Đánh dấu rồi chọn việc cần làm."),
        ({"viec": "decline", "ly_do": " "}, "Nêu lý do để đơn vị và học viên biết."),
        ({"viec": "x"}, "Chọn một việc để làm với danh sách đã đánh dấu."),
    ],
)
def test_what_is_missing_is_said(sign_in, organiser, data, words):
    answer = sign_in(organiser).post(url(make.course_run(), "enrolment_decide"), data)

    assert said(answer) == [words]


def test_people_of_another_run_cannot_be_ticked_here(sign_in, organiser):
    run, other = make.course_run(), make.course_run()
    [stranger] = people(other, "An")
    data = {"viec": "confirm", "chon": [stranger.token]}

    sign_in(organiser).post(url(run, "enrolment_decide"), data)

    assert Enrolment.objects.get().state == "nominated"


def test_only_the_organiser_decides(
    sign_in, organiser, coordinator, approver, other_organiser, learner
):
    run = make.course_run()
    users = (None, coordinator, approver, other_organiser, learner)

    codes = [sign_in(user).post(url(run, "enrolment_decide")).status_code for user in users]

    assert codes == [302, 403, 403, 404, 404]
    assert sign_in(organiser).get(url(run, "enrolment_decide")).status_code == 405
