"""The main screens on a desk and on a phone of 360 pixels: nothing runs out of the window, and axe finds no barrier
(WCAG 2.2 AA).
"""

from datetime import date

import pytest

from courses.models import Module
from tests import make
from tests.browser.depth import Depth
from tests.certificates import making
from tests.cms import grow
from tests.courses.nomination_files import person, xlsx

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = 360, 1280


class Town:
    """One of everything that the main screens show, with names as long as they come."""

    def __init__(self, justice, newspaper, organiser, approver, trainer, learner) -> None:
        make.category("commune_propagandist", "Tuyên truyền viên pháp luật cấp xã", group="legal")
        module = grow.module_page(
            grow.course_page(), "Nhận diện và kiểm chứng thông tin trên không gian mạng"
        )
        self.lesson, self.quiz = grow.lesson_page(module), grow.quiz_page(module, questions=3)
        common = {"modules": [Module.objects.get()], "by": organiser, "trainers": [trainer]}
        self.running = make.course_run(
            "open", title="Kỹ năng truyền thông chính sách cho tuyên truyền viên pháp luật cấp xã",
            starts_on=date.today(), **common,
        )  # fmt: skip
        make.enrolment(run=self.running, trainee_=learner.trainee, by=organiser)
        make.move_run_on(self.running, by=organiser)
        self.open = make.course_run("open", quotas={newspaper: 5}, accepts_requests=True, **common)
        for _ in range(3):
            make.enrolment(
                "nominated", run=self.open, trainee_=make.trainee(organisation=newspaper)
            )
        self.paper = making.certificate(organiser, approver)
        self.batch = making.proposal(organiser)
        self.list_file = xlsx([person("Tẩn Thị Sẩu"), person("Chẻo Sai Ngày", birth="31/02/1990")])

    def path(self, page) -> str:
        return f"/lop-hoc/{self.running.code}/hoc/{page.learning_path}/"


@pytest.fixture
def town(site, justice, newspaper, organiser, approver, trainer, learner):
    return Town(justice, newspaper, organiser, approver, trainer, learner)


@pytest.fixture
def head(newspaper):
    return make.user("Hoàng Văn Tổng Biên Tập", "approver", newspaper)


@pytest.fixture
def depth(site, justice, newspaper, coordinator, administrator, learner, head):
    return Depth(newspaper, coordinator, administrator, learner)


def screens(town) -> list[tuple[str, list[str]]]:
    """Whose screens, and their addresses; a selector is a link to follow on the screen before."""
    run, open_run = (one.get_absolute_url() for one in (town.running, town.open))
    sheet = f"{run}diem-danh/{town.running.sessions.in_order()[0].slug}/"
    people = f"{open_run}ghi-danh/"
    sending = f"{open_run}cu-hoc-vien/"
    parts = [f"{open_run}{part}/" for part in ("sua", "buoi-hoc", "giang-vien")]
    return [
        ("", ["/", "/tai-khoan/login/", "/nhan-tai-khoan/", "/lop-dang-nhan-dang-ky/", "/tra-cuu/"]),
        ("", [town.paper.get_absolute_url()]),
        ("organiser", ["/bat-dau/", "/ke-hoach/", "/lop-hoc/", run, open_run, people, *parts]),
        ("organiser", [f"{open_run}chi-tieu/?tim=co", "/hoc-vien/", "/co-quan/", "/don-vi-hanh-chinh/"]),
        ("coordinator", ["/bat-dau/", sending, f"{sending}nguoi-moi/", "/hoc-vien/"]),
        ("trainer", ["/bat-dau/", f"{run}diem-danh/", sheet]),
        ("learner", ["/bat-dau/", f"{run}hoc/", town.path(town.lesson), "/giay-chung-nhan/cua-toi/"]),
        ("approver", ["/bat-dau/", "/de-nghi-cap/", town.batch.get_absolute_url(), "/giay-chung-nhan/"]),
        ("officer", ["/bat-dau/", "/thong-ke/", ".stat a"]),
        ("administrator", ["/bat-dau/", "/nguoi-dung/"]),
    ]  # fmt: skip


def test_the_main_screens_fit_and_put_up_no_barrier(town, sit_down, request):
    assert visit(screens(town), sit_down, request) == []


def test_the_screens_of_people_and_organisations_fit_and_put_up_no_barrier(
    depth, newspaper, sit_down, request
):
    assert visit(depth.screens(newspaper), sit_down, request) == []


def test_the_preview_of_a_list_and_a_quiz_fit_and_put_up_no_barrier(
    town, sit_down, coordinator, learner, tmp_path
):
    file = tmp_path / "danh-sach.xlsx"
    file.write_bytes(town.list_file)
    clerk = sit_down(coordinator, width=PHONE)
    clerk.go(f"{town.open.get_absolute_url()}cu-hoc-vien/tep/")
    clerk.page.locator("[name=file]").set_input_files(file)
    clerk.press("Tải lên và kiểm tra").sees("Kết quả kiểm tra danh sách")
    faults = look(clerk)

    reader = sit_down(learner, width=PHONE)
    reader.go(town.path(town.lesson)).press("Đã học xong, bài tiếp theo")
    reader.sees("Cách làm bài")
    faults += look(reader)
    reader.press("Bắt đầu làm bài").sees("Nộp bài")
    faults += look(reader)
    for question in reader.page.locator("fieldset.question").all():
        question.get_by_label("Tin đồn").check()
    reader.press("Nộp bài").sees("Kết quả lượt 1")
    faults += look(reader)

    assert faults == []


def visit(places, sit_down, request) -> list[str]:
    """What is wrong with any of these screens, on the desk and turned to the width of a phone."""
    faults = []
    for who, addresses in places:
        desk = sit_down(request.getfixturevalue(who) if who else None, width=DESKTOP)
        for address in addresses:
            desk.go(address) if "/" in address else desk.page.locator(address).first.click()
            for width in (DESKTOP, PHONE):
                desk.page.set_viewport_size({"width": width, "height": 900})
                faults += look(desk)
    return faults


def look(desk) -> list[str]:
    """What is wrong with the page that is open."""
    wide = desk.overflow()
    return ([f"{desk.address} is {wide} px too wide"] if wide else []) + desk.axe()
