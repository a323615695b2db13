"""One class from an empty module page to the figure on the board, each role at its own desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.desk import Desk
from tests.cms import grow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COURSE = "Truyền thông chính sách"
MODULE = "Kiểm chứng thông tin"
LESSONS = ["Đọc một bức ảnh", "Hỏi lại nguồn tin"]
QUIZ = "Bài kiểm tra cuối chuyên đề"
QUESTION = "Nguồn nào đáng tin hơn?"


def test_a_class_goes_from_its_first_lesson_to_the_figure_on_the_board(
    sit_down, justice, newspaper, trainer, organiser, approver, coordinator, officer, tmp_path
):
    world = steps.World(justice, newspaper)
    course = grow.course_page(COURSE)
    writer = sit_down(trainer)
    write_content(writer, course)

    organiser_desk = sit_down(organiser)
    run = steps.open_a_run(organiser_desk, world, course=COURSE, module=MODULE, trainer=trainer)
    coordinator_desk = sit_down(coordinator)
    steps.nominate(coordinator_desk, run, tmp_path)
    steps.decide(organiser_desk, coordinator_desk, run)
    learner_desk = sit_down()
    steps.claim_an_account(coordinator_desk, learner_desk, "vangapao")
    organiser_desk.go(run).press("Khai giảng", sure=True).sees("Lớp đã khai giảng.")
    steps.learn(learner_desk, LESSONS, QUIZ)
    steps.tick_attendance(writer, run)
    steps.close(organiser_desk, run)
    steps.certify(organiser_desk, sit_down(approver), run)
    paper = steps.take_the_certificate(learner_desk, tmp_path)
    steps.check_the_paper(sit_down(), paper)
    steps.read_the_board(sit_down(officer), tmp_path)


def write_content(desk: Desk, course) -> None:
    """Step 1, the trainer: a question in the bank, a module with two lessons and a quiz that asks it."""
    desk.menu("Soạn nội dung").sees("Soạn nội dung tập huấn")
    add_question(desk)
    module = publish_page(desk, "modulepage", course.pk, MODULE, number="8", periods="4")
    for title in LESSONS:
        desk.go(f"/cms/pages/add/cms/lessonpage/{module}/").fill(title=title, minutes="20")
        write_text(desk, f"Nội dung của bài “{title}”.")
        preview(desk, f"Nội dung của bài “{title}”.")
        publish(desk, title)
    desk.go(f"/cms/pages/add/cms/quizpage/{module}/").fill(title=QUIZ)
    desk.press("Chọn câu hỏi").press(QUESTION, within=".modal-body")
    expect(desk.page.locator(".modal-body")).to_have_count(0)
    publish(desk, QUIZ)


def add_question(desk: Desk) -> None:
    desk.go("/cms/nhom-cau-hoi/add/").fill(name="Kiểm chứng").press("Lưu").sees("Kiểm chứng")
    desk.go("/cms/cau-hoi/add/").press("Chọn nhóm câu hỏi").press(
        "Kiểm chứng", within=".modal-body"
    )
    desk.fill(text=QUESTION)
    answers = [("Cổng thông tin của tỉnh", True), ("Tin đồn", False), ("Ảnh cắt", False)]
    for number, (words, is_right) in enumerate(answers):
        desk.press("Thêm phương án").fill(**{f"choices-{number}-text": words})
        desk.page.locator(f"[name='choices-{number}-is_correct']").set_checked(is_right)
    publish(desk, QUESTION)


def publish_page(desk: Desk, kind: str, parent: int, title: str, **fields: str) -> int:
    """The number of the page, which only the admin's addresses need."""
    desk.go(f"/cms/pages/add/cms/{kind}/{parent}/").fill(title=title, **fields)
    publish(desk, title)
    return grow.ModulePage.objects.get(title=title).pk


def write_text(desk: Desk, words: str) -> None:
    """One paragraph in the stream of blocks."""
    desk.page.get_by_role("button", name="Chèn khối").first.click()
    desk.page.get_by_role("option", name="Văn bản", exact=True).click()
    desk.page.locator("[data-contentpath=body] [role=textbox]").last.fill(words)
    # The editor hands its text to the form a quarter of a second after the last key.
    expect(desk.page.locator("[name=body-0-value]")).to_have_value(re.compile(re.escape(words)))


def preview(desk: Desk, words: str) -> None:
    """The panel beside the form shows the page as learners will see it."""
    desk.page.get_by_role("button", name="Xem trước").first.click()
    expect(desk.page.frame_locator("#w-preview-iframe").locator("body")).to_contain_text(words)
    desk.page.get_by_role("button", name="Xem trước").first.click()


def publish(desk: Desk, title: str) -> None:
    desk.page.locator(
        "footer [data-w-dropdown-target=toggle], footer .w-dropdown__toggle"
    ).first.click()
    desk.page.get_by_role("button", name="Xuất bản").filter(visible=True).first.click()
    expect(desk.page.locator(".messages")).to_contain_text(title)
