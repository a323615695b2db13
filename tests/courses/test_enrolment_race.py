"""Many clerks at once: never more confirmed than seats, never an error instead of an answer."""

import pytest

from common.models import StateChange
from courses.actions import enrolments
from courses.actions import nomination_lists as actions
from courses.models import Enrolment, NominationList
from tests import make
from tests.at_once import at_once
from trainees.importing import Roster, RosterRow
from trainees.models import Trainee

pytestmark = pytest.mark.django_db(transaction=True)

CLERKS = 20


def test_twenty_confirmations_for_one_seat_give_one_seat_and_nineteen_answers():
    run = make.course_run(seats=1)
    organiser = make.user("Lò Thị Tổ Chức", "organiser")
    waiting = [make.enrolment("nominated", run=run) for _ in range(CLERKS)]

    results = at_once([lambda one=one: enrolments.confirm(one, by=organiser) for one in waiting])

    full = "refused: Lớp đã đủ 1 chỗ. Đưa học viên vào danh sách chờ hoặc tăng số chỗ của lớp."
    assert results == ["done", *[full] * (CLERKS - 1)]
    assert run.enrolments.holding_a_seat().count() == 1
    assert StateChange.objects.filter(verb="confirm").count() == 1


def test_twenty_clicks_on_one_person_confirm_once():
    enrolment = make.enrolment("nominated")
    organiser = make.user("Lò Thị Tổ Chức", "organiser")
    copies = [Enrolment.objects.get(pk=enrolment.pk) for _ in range(CLERKS)]

    results = at_once([lambda one=one: enrolments.confirm(one, by=organiser) for one in copies])

    assert [result.split(":")[0] for result in results] == ["done"] + ["refused"] * (CLERKS - 1)
    assert StateChange.objects.filter(verb="confirm").count() == 1


def test_twenty_nominations_for_three_places_of_a_quota_give_three():
    agency = make.press_agency()
    run = make.course_run(quotas={agency: 3})
    coordinator = make.user("Mai Văn Đầu Mối", "coordinator", agency)
    people = [make.trainee(organisation=agency) for _ in range(CLERKS)]
    category = make.category()

    results = at_once(
        [
            lambda person=person: enrolments.nominate(
                run, person, category=category, organisation=agency, by=coordinator
            )
            for person in people
        ]
    )

    assert [result.split(":")[0] for result in results] == ["done"] * 3 + ["refused"] * 17
    assert run.enrolments.live().count() == 3


def test_twenty_clicks_on_one_file_confirm_it_once():
    agency = make.press_agency()
    run = make.course_run()
    coordinator = make.user("Mai Văn Đầu Mối", "coordinator", agency)
    rows = [RosterRow(4 + n, f"Lò Văn {n}", category="Phóng viên") for n in range(5)]
    upload = actions.Upload("a.xlsx", ".xlsx", b"x", "0" * 64)
    kept, _is_new = actions.keep(run, agency, upload, Roster("", 3, {}, rows, []), by=coordinator)
    copies = [NominationList.objects.get(pk=kept.pk) for _ in range(8)]

    results = at_once(
        [lambda one=one: actions.confirm(one, by=coordinator, seen="nnnnn") for one in copies]
    )

    assert [result.split(" ")[0] for result in results] == ["done"] + ["refused:"] * 7
    assert [run.enrolments.count(), Trainee.objects.count()] == [5, 5]
