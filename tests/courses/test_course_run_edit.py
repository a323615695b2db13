from datetime import timedelta

import pytest
from django.forms import model_to_dict
from django.urls import reverse
from django.utils import timezone

from common.models import StateChange
from common.refusals import Refused
from courses.actions import course_runs
from courses.models import CourseRun
from tests import make

pytestmark = pytest.mark.django_db


def edit(run):
    return reverse("courses:course_run_edit", args=[run.code])


def sent(run, **changes):
    """What the browser sends back when nothing else was touched."""
    data = model_to_dict(run)
    data["modules"] = [module.pk for module in data["modules"]]
    data["admitted_categories"] = [one.pk for one in data["admitted_categories"]]
    data |= changes
    return {name: value for name, value in data.items() if value not in (None, False)}


def last_line(run):
    return StateChange.objects.of(run).order_by("pk").last()


def test_a_change_is_saved_and_told_in_the_history(sign_in, organiser):
    run = make.course_run("draft", seats=30, venue="Hội trường A")

    page = sign_in(organiser).post(edit(run), sent(run, seats=40, venue="Hội trường B"))

    run.refresh_from_db()
    assert page.url == run.get_absolute_url()
    assert (run.seats, run.venue, run.state) == (40, "Hội trường B", "draft")
    line = last_line(run)
    assert (line.verb, line.before, line.after, line.by) == ("update", "draft", "draft", organiser)
    assert line.reason == "địa điểm: Hội trường A → Hội trường B; số chỗ: 30 → 40"


def test_saving_without_a_change_writes_no_history(sign_in, organiser):
    run = make.course_run("draft")

    page = sign_in(organiser).post(edit(run), sent(run))

    assert page.status_code == 302
    assert last_line(run).verb == "create"


def test_the_form_shows_the_periods_that_are_chosen(sign_in, organiser):
    course = make.course()
    modules = [make.module(course, periods=4), make.module(course, periods=6)]
    run = make.course_run("draft", modules=modules)

    page = sign_in(organiser).get(edit(run))

    assert page.context["form"].chosen_periods == 10
    assert "Tổng cộng 10 tiết" in page.content.decode()


def test_seats_never_go_below_the_people_who_have_one(sign_in, organiser):
    run = make.course_run(seats=5)
    for _ in range(2):
        make.enrolment(run=run)

    page = sign_in(organiser).post(edit(run), sent(run, seats=1))

    assert page.context["form"].non_field_errors() == [
        "Lớp đã duyệt 2 học viên, số chỗ không thể ít hơn."
    ]
    run.refresh_from_db()
    assert run.seats == 5


def test_a_code_that_was_made_known_stays(organiser):
    run = make.course_run()
    run.code = "KHAC"

    with pytest.raises(Refused, match="Mã lớp đã thông báo"):
        course_runs.update(run, by=organiser)


def test_in_a_running_class_the_structure_stays_whatever_is_sent(sign_in, organiser):
    course = make.course()
    first, second = make.module(course), make.module(course)
    run = make.course_run("running", modules=[first])

    sign_in(organiser).post(
        edit(run), sent(run, mode="online", modules=[second.pk], mark_percent=0, venue="Phòng 2")
    )

    run.refresh_from_db()
    assert (run.mode, run.mark_percent, run.venue) == ("in_person", 50, "Phòng 2")
    assert list(run.modules.all()) == [first]


@pytest.mark.parametrize(
    "change", [{"mark_percent": 0}, {"mode": "online"}, {"accepts_requests": True}]
)
def test_the_action_refuses_a_change_of_structure_while_running(organiser, change):
    run = make.course_run("running")
    for name, value in change.items():
        setattr(run, name, value)

    with pytest.raises(Refused, match="Lớp đã khai giảng"):
        course_runs.update(run, by=organiser)

    fresh = CourseRun.objects.get(pk=run.pk)
    assert (fresh.mark_percent, fresh.mode, fresh.accepts_requests) == (50, "in_person", False)


def test_the_action_refuses_other_modules_while_running(organiser):
    course = make.course()
    run = make.course_run("running", modules=[make.module(course)])

    with pytest.raises(Refused, match="Lớp đã khai giảng") as refused:
        course_runs.update(run, by=organiser, modules=[make.module(course, number=77)])

    assert refused.value.details == ["chuyên đề: 77"]


@pytest.mark.parametrize("state", ["closed", "archived", "cancelled"])
def test_a_run_that_is_over_is_not_edited(sign_in, organiser, state):
    run = make.course_run(state)

    page = sign_in(organiser).post(edit(run), sent(run, venue="Khác"), follow=True)

    words = f"Lớp ở trạng thái “{run.get_state_display()}”, không sửa được nữa."
    assert [str(message) for message in page.context["messages"]] == [words]
    assert CourseRun.objects.get(pk=run.pk).venue == run.venue


def test_an_open_run_keeps_what_it_needed_to_open(sign_in, organiser):
    run = make.course_run()

    page = sign_in(organiser).post(edit(run), sent(run, modules=[], venue=""))

    assert page.context["form"].non_field_errors() == [
        "Lớp đã mở nhận danh sách, không thể bỏ trống:",
        "Chọn ít nhất một chuyên đề.",
        "Nhập địa điểm.",
    ]
    run.refresh_from_db()
    assert (run.modules.count(), run.venue) == (1, "Hội trường Sở Tư pháp")


def test_a_category_with_people_stays(organiser):
    run = make.course_run()
    make.enrolment("nominated", run=run)

    with pytest.raises(Refused, match="đối tượng định bỏ") as refused:
        course_runs.update(run, by=organiser, categories=[make.category("other", "Khác")])

    assert refused.value.details == ["Phóng viên"]


def test_dates_that_leave_a_half_day_outside_are_refused(organiser):
    run = make.course_run("draft")
    run.starts_on = run.ends_on = run.starts_on + timedelta(days=7)

    with pytest.raises(Refused, match="nằm ngoài thời gian mới"):
        course_runs.update(run, by=organiser)


def test_an_edit_with_an_old_page_does_not_turn_the_state_back(organiser):
    page_of_yesterday = make.course_run("draft")
    course_runs.open_(CourseRun.objects.get(pk=page_of_yesterday.pk), by=organiser)
    page_of_yesterday.venue = "Phòng 3"

    course_runs.update(page_of_yesterday, by=organiser)

    run = CourseRun.objects.get(pk=page_of_yesterday.pk)
    assert (run.state, run.venue) == ("open", "Phòng 3")


def test_the_slower_of_two_people_is_told_what_the_other_changed(sign_in, organiser):
    run = make.course_run("draft", seats=30, venue="Hội trường A")
    other = make.user("Hù Thị Đồng Nghiệp", "organiser")
    client = sign_in(organiser)
    version = client.get(edit(run)).context["version"]
    sign_in(other).post(edit(run), sent(run, venue="Hội trường B", phien_ban=str(version)))

    refused = client.post(edit(run), sent(run, seats=40, phien_ban=str(version)))

    run.refresh_from_db()
    assert (run.seats, run.venue) == (30, "Hội trường B")
    told = refused.context["form"].non_field_errors()
    assert told[0].startswith("Thông tin lớp đã được người khác sửa")
    assert told[1].startswith("Hù Thị Đồng Nghiệp, ")
    assert told[1].endswith("địa điểm: Hội trường A → Hội trường B")
    page = refused.content.decode()
    assert 'value="40"' in page
    assert f'name="phien_ban" value="{version + 1}"' in page

    again = client.post(
        edit(run), sent(run, seats=40, venue="Hội trường B", phien_ban=str(version + 1))
    )
    run.refresh_from_db()
    assert (again.status_code, run.seats, run.venue) == (302, 40, "Hội trường B")


def test_saving_twice_in_a_row_is_no_conflict(sign_in, organiser):
    run = make.course_run("draft", seats=30)
    client = sign_in(organiser)
    for seats in (31, 32):
        version = client.get(edit(run)).context["version"]
        client.post(edit(run), sent(run, seats=seats, phien_ban=str(version)))

    run.refresh_from_db()
    assert run.seats == 32


def test_the_rules_of_nomination_are_saved_and_told(sign_in, organiser):
    run = make.course_run("draft", starts_on=timezone.localdate() + timedelta(days=20))
    day = timezone.localdate() + timedelta(days=9)

    sign_in(organiser).post(
        edit(run), sent(run, needs_agency_approval=True, release_unused_on=day.isoformat())
    )

    run.refresh_from_db()
    assert (run.needs_agency_approval, run.release_unused_on) == (True, day)
    assert "thu hồi chỉ tiêu chưa dùng từ ngày: – →" in last_line(run).reason


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_day_of_release_lies_ahead_and_before_the_end(sign_in, organiser, days):
    run = make.course_run("draft", starts_on=timezone.localdate() + timedelta(days=20))
    day = timezone.localdate() + timedelta(days=days)

    page = sign_in(organiser).post(edit(run), sent(run, release_unused_on=day.isoformat()))

    assert list(page.context["form"].errors) == ["release_unused_on"]


def test_a_draft_whose_day_of_release_is_past_is_not_opened(organiser):
    run = make.course_run("draft")
    CourseRun.objects.filter(pk=run.pk).update(release_unused_on=timezone.localdate())
    run.refresh_from_db()

    with pytest.raises(Refused) as refused:
        course_runs.open_(run, by=organiser)

    assert refused.value.details == [
        "Ngày thu hồi chỉ tiêu chưa dùng đã qua: đổi hoặc bỏ trống ngày đó."
    ]
