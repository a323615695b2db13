import pytest
from django.urls import reverse

from common.models import StateChange
from tests import make

pytestmark = pytest.mark.django_db


def press(client, run):
    return client.post(reverse("courses:course_run_open", args=[run.code]), follow=True)


def words(page):
    return [str(message) for message in page.context["messages"]]


def test_an_organiser_opens_a_complete_draft(sign_in, organiser):
    run = make.course_run("draft")

    page = press(sign_in(organiser), run)

    run.refresh_from_db()
    assert run.state == "open"
    assert page.redirect_chain == [(run.get_absolute_url(), 302)]
    assert words(page) == ["Lớp đã mở nhận danh sách. Các đơn vị có thể cử học viên."]
    line = StateChange.objects.of(run).latest("pk")
    assert (line.verb, line.before, line.after, line.by) == ("open", "draft", "open", organiser)


def test_what_is_missing_is_named_and_nothing_written(sign_in, organiser):
    run = make.course_run("draft", modules=[make.module(quiz=False)], sessions=0)

    page = press(sign_in(organiser), run)

    run.refresh_from_db()
    assert run.state == "draft"
    assert words(page) == [
        "Chưa thể mở nhận danh sách, cần bổ sung:",
        "Các chuyên đề đã chọn không có bài kiểm tra: đặt điểm kiểm tra tối thiểu là 0.",
        "Lập lịch ít nhất một buổi học.",
    ]
    assert StateChange.objects.of(run).count() == 1


def test_an_online_run_needs_neither_timetable_nor_venue(sign_in, organiser):
    run = make.course_run("draft", mode="online", sessions=0, venue="")

    press(sign_in(organiser), run)

    run.refresh_from_db()
    assert run.state == "open"


@pytest.mark.parametrize("state", ["open", "running", "closed", "archived", "cancelled"])
def test_a_run_opens_once(sign_in, organiser, state):
    run = make.course_run(state)
    lines = StateChange.objects.of(run).count()

    page = press(sign_in(organiser), run)

    run.refresh_from_db()
    assert run.state == state
    assert [message.startswith("Hồ sơ vừa được người khác xử lý") for message in words(page)] == [
        True
    ]
    assert StateChange.objects.of(run).count() == lines
