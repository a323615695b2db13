"""The way of one class through the screens, step by step, as the people of the cast walk it."""

import re
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import zxingcpp
from django.core.management import call_command
from PIL import Image

from accounts.models import User
from courses.models import PlanTask, TrainingPlan
from organisations.models import Organisation
from tests import make
from tests.browser.desk import Desk
from tests.certificates import making
from tests.courses.nomination_files import person, xlsx

RUN = "Tập huấn khối pháp luật đợt 1"
FROM_ROSTER, TYPED, GOOD, SECOND_GOOD, TOO_MANY = (
    "Lò Thị Mận",
    "Vàng A Páo",
    "Tẩn Thị Sẩu",
    "Đỗ Đức Ân",
    "Giàng Thị Dư",
)
LEARNER_PASSWORD = "Ruộng bậc thang 2026"


class World:
    """What stands before the first step: a plan, the agencies with their people, a course without modules."""

    def __init__(self, justice: Organisation, newspaper: Organisation) -> None:
        self.newspaper = newspaper
        self.category = make.category()
        plan = TrainingPlan.objects.create(
            code="lai-chau-2023",
            province=justice.unit,
            number="3430/KH-UBND",
            title="Tăng cường công tác truyền thông chính sách",
            issuer="UBND tỉnh Lai Châu",
        )
        self.task = PlanTask.objects.create(
            plan=plan, code="II.5.b", group="training", title="Tập huấn khối pháp luật"
        )
        make.trainee(FROM_ROSTER, newspaper)
        making.template(justice)


def open_a_run(desk: Desk, world: World, *, course: str, module: str, trainer: User) -> str:
    """Step 2, the organiser: from the task of the plan to an open run. Returns its address."""
    today = date.today().isoformat()
    desk.menu("Kế hoạch, nhiệm vụ")
    desk.press(str(world.task.plan)).press(re.compile("Tập huấn khối pháp luật"))
    desk.sees("Cơ quan thực hiện").press("Lập lớp mới")
    desk.fill(
        title=RUN, course=course, starts_on=today, ends_on=today, nominate_by=today, seats="20",
        venue="Hội trường Sở Tư pháp", opening_decision="15/QĐ-STP", mode="in_person",
        attendance_percent="80", mark_percent="50",
    )  # fmt: skip
    desk.tick(module).tick(str(world.category.label))
    desk.press("Lập lớp").sees("Đã lập lớp", "Lập lịch ít nhất một buổi học.")
    address = desk.address

    desk.press("Lịch học").press("Lập lịch sáng, chiều cả lớp").sees("Sáng", "Chiều")
    desk.go(address).press("Chỉ tiêu cử").fill(tim="Báo").press("Tìm")
    desk.page.locator("form:has([name=co_quan]) [name=so_cho]").fill("4")
    desk.choose("co_quan")
    desk.press("Thêm chỉ tiêu").sees("Đang giao 4 chỉ tiêu")
    desk.go(address).press("Giảng viên").fill(tai_khoan=str(trainer)).press("Thêm giảng viên")
    desk.sees(str(trainer))
    desk.go(address).press("Mở nhận danh sách").sees("Lớp đã mở nhận danh sách.")
    return address


def nominate(desk: Desk, run: str, tmp_path: Path) -> None:
    """Step 3, the coordinator: one from the roster, one typed, two from a file with a bad row, and one too many."""
    desk.sees("đang nhận danh sách cử").press("Cử học viên").sees("Còn 4/4 chỉ tiêu.")
    desk.tick(FROM_ROSTER).press("Cử những người đã đánh dấu").sees("Đã cử")
    desk.go(f"{run}cu-hoc-vien/").press("Nhập người mới")
    _type_person(desk, TYPED, "12/05/1990")
    desk.sees("Đã cử").go(f"{run}cu-hoc-vien/").sees("Còn 2/4 chỉ tiêu.")

    desk.press("Tải lên tệp Excel")
    rows = [person(GOOD), person("Chẻo Sai Ngày", birth="31/02/1990"), person(SECOND_GOOD)]
    list_file = tmp_path / "danh-sach-cu.xlsx"
    list_file.write_bytes(xlsx(rows))
    desk.page.locator("[name=file]").set_input_files(list_file)
    desk.press("Tải lên và kiểm tra")
    desk.sees("Kết quả kiểm tra danh sách", "2 hàng cử được, 1 hàng chưa cử được.")
    assert "C5" in desk.row("Chẻo Sai Ngày").inner_text()
    desk.press("Chỉ cử các dòng hợp lệ").sees("Đã cử 2 học viên từ tệp.")

    desk.go(f"{run}cu-hoc-vien/").press("Nhập người mới")
    _type_person(desk, TOO_MANY, "1991")
    desk.sees("chỉ tiêu")
    desk.go(f"{run}ghi-danh/").sees(FROM_ROSTER, TYPED, GOOD, SECOND_GOOD)
    assert desk.page.get_by_text(TOO_MANY).count() == 0


def _type_person(desk: Desk, name: str, birth: str) -> None:
    desk.fill(full_name=name, birth=birth, position="Phóng viên", category="reporter")
    desk.press("Lưu hồ sơ và cử")


def decide(organiser: Desk, coordinator: Desk, run: str) -> None:
    """Step 4: two confirmed, one waitlisted, one returned, sent again and declined."""
    organiser.go(run).press("Duyệt danh sách").sees("4 chờ xét")
    organiser.tick(f"Đánh dấu {FROM_ROSTER}").press("Duyệt", within="#decide")
    organiser.sees("Đã duyệt 1/20 chỗ")
    organiser.go(f"{run}ghi-danh/").press("Duyệt", within=f"tr:has-text('{TYPED}')")
    organiser.sees("Đã duyệt 2/20 chỗ")
    organiser.go(f"{run}ghi-danh/").tick(f"Đánh dấu {GOOD}")
    organiser.press("Đưa vào danh sách chờ").sees("1 trong danh sách chờ")
    organiser.go(f"{run}ghi-danh/").press(SECOND_GOOD).unfold("Trả lại đơn vị…")
    organiser.give_reason("Thiếu quyết định công nhận", "Trả lại đơn vị").sees(
        "Thiếu quyết định công nhận"
    )

    coordinator.go("/bat-dau/").sees(f"{SECOND_GOOD} bị trả lại").press("Bổ sung và cử lại")
    coordinator.sees("Thiếu quyết định công nhận").press("Cử lại")
    organiser.go(f"{run}ghi-danh/").press(SECOND_GOOD).unfold("Không tiếp nhận…")
    organiser.give_reason("Không đúng đối tượng", "Không tiếp nhận").sees("Không đúng đối tượng")


def claim_an_account(coordinator: Desk, stranger: Desk, username: str) -> None:
    """Step 4, the slip with the one-time code, and the person who types it in."""
    coordinator.menu("Học viên").press(TYPED).press("Cấp mã nhận tài khoản")
    code = coordinator.page.locator("main code").inner_text()
    stranger.go("/nhan-tai-khoan/")
    stranger.fill(
        code=code, username=username, password1=LEARNER_PASSWORD, password2=LEARNER_PASSWORD
    )
    stranger.press("Nhận tài khoản").sees("Đã nhận tài khoản.", RUN)


def learn(desk: Desk, lessons: list[str], quiz: str) -> None:
    """Step 5, the trainee: the lessons in order, the quiz, its result."""
    desk.go("/bat-dau/").press("Vào học")
    assert desk.page.get_by_role("link", name=quiz, exact=True).count() == 0
    desk.press("Học tiếp")
    for title in lessons:
        desk.page.get_by_role("heading", level=1, name=title).wait_for()
        desk.press("Đã học xong, bài tiếp theo")
    desk.page.get_by_role("heading", level=1, name=quiz).wait_for()
    desk.press("Bắt đầu làm bài")
    for question in desk.page.locator("fieldset.question").all():
        question.get_by_label("Cổng thông tin của tỉnh").check()
    desk.press("Nộp bài").sees("10/10 điểm", "Đạt", "(đã chọn, đúng)")


def tick_attendance(desk: Desk, run: str) -> None:
    """Step 6, the trainer: everybody present in both sessions of the day."""
    for part in ("sang", "chieu"):
        desk.go(f"{run}diem-danh/{date.today():%Y-%m-%d}-{part}/")
        desk.press("Ghi tất cả có mặt và lưu").sees("Đã điểm danh")
    desk.go("/bat-dau/").press("Điểm danh").sees("2/2")


def close(desk: Desk, run: str) -> None:
    """Step 6, the organiser: sees what closing would decide, and closes."""
    desk.go(run).press("Kết thúc lớp").sees("Kết thúc lớp với kết quả dưới đây?", "học viên đạt")
    assert "Đạt" in desk.row(TYPED).inner_text()
    assert "Không đạt" in desk.row(FROM_ROSTER).inner_text()
    desk.press("Kết thúc lớp").sees("Lớp đã kết thúc với 2 kết quả.")


def certify(organiser: Desk, approver: Desk, run: str) -> None:
    """Step 7: the organiser proposes, the approver approves, the worker draws."""
    organiser.go(run).press("Đề nghị cấp giấy chứng nhận").sees("Đủ điều kiện: 1 người", TYPED)
    organiser.press("Đề nghị cấp cho 1 người").sees("Đề nghị đang chờ lãnh đạo duyệt.")
    approver.go("/bat-dau/").press("Xem và duyệt")
    approver.press("Duyệt, cấp giấy chứng nhận", sure=True).sees("Người duyệt")
    call_command("worker", batch=True, verbosity=0, startup_delay=False, interval=0)
    approver.page.reload()
    approver.sees("01/", "Đã cấp")


def take_the_certificate(desk: Desk, tmp_path: Path) -> str:
    """Step 7, the trainee: the paper as a file. Returns the address in its QR code."""
    desk.go("/bat-dau/").menu("Giấy chứng nhận của tôi")
    paper = desk.download("Tải về", tmp_path)
    printed = subprocess.run(
        ["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert TYPED.upper() in printed.upper()
    assert RUN in " ".join(printed.split())
    subprocess.run(
        ["pdftoppm", "-r", "200", "-png", "-singlefile", paper, tmp_path / "to-giay"], check=True
    )
    with Image.open(tmp_path / "to-giay.png") as picture:
        (found,) = zxingcpp.read_barcodes(picture)
    return found.text


def check_the_paper(desk: Desk, address: str) -> None:
    """Step 7, anybody who scans the code."""
    assert address.startswith(desk.site)
    desk.go(address).sees("Có giá trị", TYPED, RUN, "SỞ TƯ PHÁP")


def read_the_board(desk: Desk, tmp_path: Path) -> None:
    """Step 8, the officer: a figure is a door to the people behind it, and the list goes out as a file."""
    desk.menu("Bảng thống kê").sees("Cách tính")
    figure = desk.page.locator(".stat").filter(has_text=re.compile("hoàn thành|đạt")).first
    assert figure.locator(".stat-number").inner_text() == "1"
    figure.get_by_role("link").click()
    desk.sees(TYPED, RUN)
    book = openpyxl.load_workbook(desk.download("Xuất Excel", tmp_path), read_only=True)
    try:
        cells = [cell for row in book.active.iter_rows(values_only=True) for cell in row]
    finally:
        book.close()
    assert TYPED in cells
