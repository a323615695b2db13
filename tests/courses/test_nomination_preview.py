"""The preview of a list, its result and the file as it came: what they show, and to whom."""

import pytest

from courses.models import NominationList
from tests import make
from tests.courses import nomination_files as files
from tests.courses.nomination_pages import send, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(sign_in, coordinator):
    return sign_in(coordinator)


@pytest.mark.parametrize("name", ["preview", "result"])
def test_a_list_is_seen_by_its_agency_and_the_organiser(
    sign_in, client, coordinator, organiser, other_coordinator, name
):
    kept = send(client, make.course_run(), [files.person("Lò Thị Mới")])

    answers = [
        sign_in(user).get(url(kept, name))
        for user in (coordinator, organiser, other_coordinator, None)
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 404, 302]
    for answer in answers:
        answer.close()


def test_the_preview_counts_each_kind_and_names_cells(client, newspaper):
    run = make.course_run()
    old = make.trainee("Vàng A Cũ", newspaper)
    enrolled = make.enrolment(run=run, trainee_=make.trainee("Sùng A Có", newspaper)).trainee
    rows = [
        files.person("Lò Thị Mới"),
        files.person(old.full_name, "1985"),
        files.person(old.full_name, "1961"),
        files.person(enrolled.full_name, "1985"),
        files.person("Lò Thị Sai", "32/13/1985"),
    ]
    kept = send(client, run, rows)

    page = client.get(kept.get_absolute_url())

    counts = {kind: count["n"] for kind, count in page.context["counts"].items()}
    assert counts == {"new": 1, "known": 1, "doubtful": 1, "enrolled": 1, "refused": 1}
    assert "<strong>C8</strong>" in page.content.decode()
    assert "32/13/1985" in page.content.decode()


def test_the_preview_shows_one_kind_when_asked(client):
    rows = [files.person("Lò Thị Mới"), files.person("Lò Thị Sai", category="Lái xe")]
    kept = send(client, make.course_run(), rows)

    page = client.get(kept.get_absolute_url() + "?loai=refused")

    assert [v.row.full_name for v in page.context["page"]] == ["Lò Thị Sai"]


def test_the_result_can_be_put_right_and_sent_again(client):
    from common.spreadsheets import read
    from trainees.importing import read_roster

    rows = [files.person("Lò Thị Mới"), files.person("=HYPERLINK(1)", "x", category="Lái xe")]
    kept = send(client, make.course_run(), rows)

    answer = client.get(url(kept, "result"))

    [sheet] = read(answer.content, "ket-qua.xlsx")
    assert sheet.rows[4][-1] == "Kết quả kiểm tra"
    assert sheet.rows[5][-1] == "Người mới."
    assert sheet.rows[6][-1].startswith("Chưa cử được.")
    roster = read_roster([sheet])
    assert [str(row.birth) for row in roster.rows[:1]] == ["05/02/1985"]
    assert [row.category for row in roster.rows] == ["Phóng viên", "Lái xe"]


def test_the_file_as_it_came_is_for_its_sender_and_its_agency(
    sign_in, client, coordinator, organiser, other_coordinator
):
    kept = send(client, make.course_run(), [files.person("Lò Thị Mới")])
    colleague = make.user("Vàng Thị Đồng Nghiệp", "coordinator", kept.organisation)
    readers = (coordinator, colleague, organiser, other_coordinator)

    answers = [sign_in(user).get(url(kept, "original")) for user in readers]
    NominationList.objects.update(uploaded_by=organiser)
    own = sign_in(organiser).get(url(kept, "original"))

    assert [answer.status_code for answer in (*answers, own)] == [200, 200, 404, 404, 200]
    assert [answers[0]["Cache-Control"], own["Cache-Control"]] == ["no-store", "no-store"]


@pytest.mark.parametrize(("who", "is_linked"), [("coordinator", True), ("organiser", False)])
def test_the_preview_links_the_file_for_whoever_may_read_it(
    sign_in, request, client, who, is_linked
):
    kept = send(client, make.course_run(), [files.person("Lò Thị Mới")])

    page = sign_in(request.getfixturevalue(who)).get(kept.get_absolute_url()).content.decode()

    assert [url(kept, "original") in page, "danh-sach.xlsx" in page] == [is_linked, True]
