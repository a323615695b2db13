"""The call of a run and the news of it: to the agencies called and to those who would come, once."""

from datetime import timedelta

import pytest

from courses import notices
from courses.actions import course_runs, enrolments, quotas
from notices.models import Notice
from tests import make
from tests.courses.notices_told import SOON, TODAY, body_for, forget_all, nominated, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(organiser):
    return make.course_run("open", starts_on=SOON, by=organiser)


@pytest.fixture
def hoa(newspaper):
    return make.trainee("Lò Thị Hoa", newspaper, email="hoa@example.vn")


@pytest.fixture
def forget():
    return forget_all


def test_agencies_with_a_quota_are_called(organiser, coordinator, other_coordinator, newspaper):
    run = make.course_run("draft", starts_on=SOON, by=organiser, quotas={newspaper: 4},
                          nominate_by=SOON - timedelta(days=5))  # fmt: skip

    course_runs.open_(run, by=organiser)

    assert told() == ([("run_called", "Mai Văn Đầu Mối")], [])
    notice = Notice.objects.get()
    assert notice.url == run.get_absolute_url()
    assert "Chỉ tiêu: 4 người." in notice.body
    assert f"Hạn cử: {run.nominate_by:%d/%m/%Y}." in notice.body


def test_without_quotas_the_whole_province_is_called_and_no_other(
    organiser, coordinator, other_coordinator, other_justice
):
    make.user("Nơi Khác", "coordinator", other_justice)
    run = make.course_run("draft", starts_on=SOON, by=organiser)

    course_runs.open_(run, by=organiser)

    assert told()[0] == [("run_called", "Hà Thị Đầu Mối"), ("run_called", "Mai Văn Đầu Mối")]


def test_an_agency_that_is_given_a_quota_later_is_called_then(
    organiser, coordinator, other_coordinator, newspaper, radio, forget
):
    run = make.course_run("open", starts_on=SOON, by=organiser, quotas={newspaper: 4})
    forget()

    quotas.add(run, [radio], seats=2, by=organiser)

    assert told()[0] == [("run_called", "Hà Thị Đầu Mối")]


def test_a_cancelled_run_is_told_to_the_called_and_to_those_who_would_come(
    organiser, coordinator, other_coordinator, newspaper, radio, hoa, forget
):
    run = make.course_run("open", starts_on=SOON, by=organiser, quotas={newspaper: 2, radio: 1})
    nominated(run, hoa, coordinator)
    forget()

    course_runs.cancel(run, by=organiser, reason="Bão số 3")

    assert told() == (
        [("run_cancelled", "Hà Thị Đầu Mối"), ("run_cancelled", "Mai Văn Đầu Mối")],
        [("run_cancelled_person", "hoa@example.vn")],
    )
    assert "Lý do: Bão số 3" in body_for(coordinator)


def test_of_a_cancelled_draft_nobody_had_heard(organiser, coordinator, newspaper):
    run = make.course_run("draft", starts_on=SOON, by=organiser, quotas={newspaper: 2})

    course_runs.cancel(run, by=organiser, reason="Trùng lịch")

    assert told() == ([], [])


def test_a_new_place_is_told_to_the_called_and_to_the_seated(
    run, organiser, coordinator, newspaper, hoa, forget
):
    one = nominated(run, hoa, coordinator)
    enrolments.confirm(one, by=organiser)
    forget()
    run.venue = "Hội trường B"

    course_runs.update(run, by=organiser)

    assert told() == (
        [("run_changed", "Mai Văn Đầu Mối")],
        [("run_changed_person", "hoa@example.vn")],
    )
    assert "- địa điểm: Hội trường Sở Tư pháp → Hội trường B" in body_for(coordinator)


def test_a_new_title_is_nobodys_news(run, organiser, coordinator, forget):
    forget()
    run.title = "Tên khác"

    course_runs.update(run, by=organiser)

    assert told() == ([], [])


def test_an_agency_hears_what_was_taken_back(organiser, coordinator, newspaper, radio, forget):
    run = make.course_run(
        "open", starts_on=SOON, by=organiser, quotas={newspaper: 3},
        nominate_by=TODAY - timedelta(days=1),
    )  # fmt: skip
    forget()

    quotas.release_unused(run, by=organiser)

    assert told()[0] == [("quotas_released", "Mai Văn Đầu Mối")]
    assert "Báo Lai Châu được thu hồi để phân bổ lại: 3 người." in body_for(coordinator)


@pytest.mark.parametrize(("days", "words"), [(3, "còn 3 ngày"), (1, "còn 1 ngày"), (2, None)])
def test_agencies_with_seats_left_are_reminded_once_a_day(
    organiser, coordinator, other_coordinator, newspaper, radio, forget, days, words
):
    run = make.course_run(
        "open", starts_on=SOON, by=organiser, quotas={newspaper: 2, radio: 1},
        nominate_by=TODAY + timedelta(days=days),
    )  # fmt: skip
    make.enrolment("nominated", run=run, trainee_=make.trainee("Đủ Rồi", radio))
    forget()

    done = [notices.remind_of_deadlines(), notices.remind_of_deadlines()]

    if words is None:
        assert (done, told()) == ([0, 0], ([], []))
    else:
        assert done == [1, 0]
        assert told()[0] == [("deadline_reminder", "Mai Văn Đầu Mối")]
        notice = Notice.objects.get()
        assert words in notice.subject
        assert "2 người" in notice.body
