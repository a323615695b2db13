"""A file sent for a run: read, kept as it came, and not acted upon."""

import hashlib

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from courses.models import Enrolment, NominationList
from tests import make
from tests.courses import nomination_files as files
from trainees import sealed_files
from trainees.models import Trainee

pytestmark = pytest.mark.django_db


def url(run, name="nomination_upload"):
    return reverse(f"courses:{name}", args=[run.code])


def test_a_file_is_kept_as_it_came_and_leads_to_its_preview(sign_in, coordinator):
    run = make.course_run()
    data = files.xlsx([files.person("Lò Thị Mới")])

    answer = sign_in(coordinator).post(url(run), {"file": files.file(data)})

    kept = NominationList.objects.get()
    assert answer.url == kept.get_absolute_url()
    assert sealed_files.read(kept.stored_as) == data
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert "danh-sach" not in kept.stored_as
    assert [row["full_name"] for row in kept.rows] == ["Lò Thị Mới"]
    assert [Enrolment.objects.count(), Trainee.objects.count()] == [0, 0]


def test_the_same_file_leads_to_the_same_preview(sign_in, coordinator):
    run = make.course_run()
    data = files.xlsx([files.person("Lò Thị Mới")])
    client = sign_in(coordinator)

    first = client.post(url(run), {"file": files.file(data)})
    second = client.post(url(run), {"file": files.file(data, "ten-khac.xlsx")})

    assert first.url == second.url
    assert NominationList.objects.count() == 1
    assert len(storages["private"].listdir("nominations")[1]) == 1


def test_the_same_file_for_another_agency_is_another_list(sign_in, coordinator, other_coordinator):
    run = make.course_run()
    data = files.xlsx([files.person("Lò Thị Mới")])

    for user in (coordinator, other_coordinator):
        sign_in(user).post(url(run), {"file": files.file(data)})

    agencies = NominationList.objects.order_by("pk").values_list("organisation__name", flat=True)
    assert list(agencies) == ["Báo Lai Châu", "Đài Phát thanh và Truyền hình Lai Châu"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.4", "Chỉ nhận tệp .xlsx, .xls hoặc .csv"),
        ("a.xlsx", b"", "Tệp rỗng"),
        ("a.xlsx", b"PK\x03\x04 hong", "Không mở được tệp"),
        ("a.xlsm", b"PK\x03\x04", "Tệp có chứa macro"),
        ("a.csv", "Xin chào;không có bảng\n".encode(), "Không tìm thấy hàng tiêu đề"),
        ("a.csv", "STT;Họ và tên;Ngày sinh\n".encode(), "chưa có người nào"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(sign_in, coordinator, name, data, words):
    run = make.course_run()

    answer = sign_in(coordinator).post(url(run), {"file": files.file(data, name)})

    assert [words in error for error in answer.context["form"].errors["file"]][:1] == [True]
    assert NominationList.objects.count() == 0


def test_a_form_without_file_says_so(sign_in, coordinator):
    answer = sign_in(coordinator).post(url(make.course_run()), {})

    assert list(answer.context["form"].errors) == ["file"]


def test_earlier_files_are_listed_with_what_became_of_them(sign_in, coordinator):
    run = make.course_run()
    client = sign_in(coordinator)
    client.post(url(run), {"file": files.file(files.xlsx([files.person("Lò Thị Mới")]))})

    page = client.get(url(run))

    assert "danh-sach.xlsx" in page.content.decode()
    assert "chưa xác nhận" in page.content.decode()


def test_the_template_is_read_back_without_people(sign_in, coordinator):
    from common.spreadsheets import read
    from trainees.importing import read_roster

    answer = sign_in(coordinator).get(url(make.course_run(), "nomination_template"))

    roster = read_roster(read(answer.content, "mau.xlsx"))
    assert [roster.header_row, roster.rows] == [6, []]
    assert "Phóng viên" in str(read(answer.content, "mau.xlsx"))


@pytest.mark.parametrize(
    "name", ["nomination_upload", "nomination_create", "nomination_new_person"]
)
def test_only_those_who_nominate_come_in(
    sign_in, approver, officer, trainer, learner, other_organiser, name
):
    run = make.course_run()

    codes = [
        sign_in(user).get(url(run, name)).status_code
        for user in (None, approver, officer, learner, other_organiser)
    ]

    assert codes == [302, 403, 403, 404, 404]


def test_a_draft_run_takes_no_nominations(sign_in, coordinator, organiser):
    run = make.course_run("draft")

    assert sign_in(coordinator).get(url(run)).status_code == 404
    assert sign_in(organiser).get(url(run)).status_code == 403


def test_whoever_may_choose_among_agencies_is_asked_first(sign_in, organiser, newspaper, radio):
    run = make.course_run()

    page = sign_in(organiser).get(url(run))

    offered = page.context["form"].fields["don_vi"].queryset
    assert sorted(one.name for one in offered) == [
        "Báo Lai Châu",
        "Sở Tư pháp",
        "Đài Phát thanh và Truyền hình Lai Châu",
    ]


def test_an_agency_of_somebody_else_is_not_found(sign_in, coordinator, radio):
    answer = sign_in(coordinator).get(url(make.course_run()) + f"?don_vi={radio.code}")

    assert answer.status_code == 404
