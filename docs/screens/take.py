"""Pictures of the demonstration's main screens, at 1280 and 360 pixels.

    make run                                      # in another terminal
    python docs/screens/take.py --base http://127.0.0.1:8000 --into docs/screens

Signs in with the demonstration's accounts and needs Chromium, Playwright, poppler-utils and (for small files) Pillow.
"""

import argparse
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from playwright.sync_api import Browser, Page, sync_playwright

COURSE = "truyen-thong-chinh-sach"

PASSWORD = "TapHuan@2026"  # noqa: S105 -- the demonstration's, printed on the screen by `make run`
WIDTHS = (1280, 360)
# Of a long list the beginning is enough.
MOST_HEIGHT = 2400
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
]
OPEN, RUNNING, OVER = "STP-2026-04", "STP-2026-03", "STP-2026-01"
CALL = "STP-2026-05"
WAITING_LIST_FILE = "danh-sach-thang-11.xlsx"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--base", default="http://127.0.0.1:8000", help="address of the demonstration"
    )
    parser.add_argument(
        "--into", type=Path, default=Path(__file__).parent, help="folder for the pictures"
    )
    parser.add_argument("--only", default="", help="only pictures whose name holds this")
    given = parser.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        camera = Camera(browser, given.base.rstrip("/"), given.into, given.only)
        for walk in (
            public,
            organiser,
            coordinator,
            press,
            head,
            trainer,
            learner,
            approver,
            officer,
            administrator,
        ):
            walk(camera)
        browser.close()


class Camera:
    """One signed-in page at a time, photographed at every width."""

    def __init__(self, browser: Browser, base: str, into: Path, only: str) -> None:
        self.browser, self.base, self.into, self.only = browser, base, into, only
        self.page: Page = browser.new_page()

    def person(self, username: str = "") -> "Camera":
        self.page.context.close()
        self.page = self.browser.new_context(
            base_url=self.base,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
        ).new_page()
        if username:
            self.page.goto("/tai-khoan/login/")
            self.page.fill("[name=login]", username)
            self.page.fill("[name=password]", PASSWORD)
            self.page.press("[name=password]", "Enter")
            self.page.wait_for_url("**/bat-dau/")
        return self

    def take(
        self, name: str, address: str = "", before: Callable[[Page], object] | None = None
    ) -> None:
        """A picture of ``address``, or of the page that is open, after ``before`` has acted on it."""
        if self.only and self.only not in name:
            return
        if address:
            answer = self.page.goto(address)
            if answer and answer.status != 200:
                print(f"{name}: {address} answers {answer.status}")
        if before:
            before(self.page)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 800})
            height = min(MOST_HEIGHT, self.page.evaluate("document.documentElement.scrollHeight"))
            shown = {"x": 0, "y": 0, "width": width, "height": height}
            self.save(f"{name}-{width}", self.page.screenshot(full_page=True, clip=shown))
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 800})

    def save(self, name: str, png: bytes) -> None:
        path = self.into / f"{name}.png"
        path.write_bytes(smaller(png))
        print(f"{path.stat().st_size // 1024:5} kB  {path.name}")

    def link(self, selector: str, otherwise: str = "") -> str:
        """Where the first such link of the open page leads."""
        found = self.page.locator(selector).first
        return found.get_attribute("href") or "" if found.count() else otherwise


def smaller(png: bytes) -> bytes:
    """The same picture with 64 colours, where Pillow is installed: screens have few."""
    try:
        from PIL import Image  # noqa: PLC0415 -- it may be absent
    except ImportError:
        return png
    output = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(64).save(output, "PNG", optimize=True)
    return output.getvalue()


def public(camera: Camera) -> None:
    camera.person()
    camera.take("trang-chu", "/")
    camera.take("khoa-tap-huan", f"/khoa-tap-huan/{COURSE}/")
    camera.take("lop-nhan-dang-ky", "/lop-dang-nhan-dang-ky/")
    camera.take("tra-cuu", "/tra-cuu/")
    camera.take("dang-nhap", "/tai-khoan/login/")
    camera.take("nhan-tai-khoan", "/nhan-tai-khoan/")
    camera.take("nguoi-phat-ngon", "/nguoi-phat-ngon/")
    camera.take("bao-cao-vien", "/bao-cao-vien-phap-luat/")


def organiser(camera: Camera) -> None:
    camera.person("tochuc")
    camera.take("bat-dau-to-chuc", "/bat-dau/")
    camera.take("ke-hoach", "/ke-hoach/")
    camera.page.goto("/ke-hoach/")
    camera.take("ke-hoach-chi-tiet", camera.link("main td a[href^='/ke-hoach/']"))
    camera.page.goto(f"/lop-hoc/{OPEN}/")
    camera.take("nhiem-vu", camera.link("main dd a[href*='/nhiem-vu/']"))
    camera.take("lop", "/lop-hoc/")
    camera.take("lop-chi-tiet", f"/lop-hoc/{OPEN}/")
    camera.take("lop-sua", f"/lop-hoc/{OPEN}/sua/")
    camera.take("lich-hoc", f"/lop-hoc/{OPEN}/buoi-hoc/")
    camera.take("chi-tieu", f"/lop-hoc/{OPEN}/chi-tieu/")
    camera.take("danh-sach-cho", f"/lop-hoc/{CALL}/ghi-danh/")
    camera.take("danh-sach-hoc-vien", f"/lop-hoc/{OPEN}/ghi-danh/")
    camera.take("ket-qua", f"/lop-hoc/{OVER}/ket-qua/")
    camera.take("hoc-vien", "/hoc-vien/")
    camera.take("co-quan", "/co-quan/")
    camera.take("don-vi-hanh-chinh", "/don-vi-hanh-chinh/")
    camera.page.goto("/don-vi-hanh-chinh/")
    camera.take("don-vi-chi-tiet", camera.link("main td a[href^='/don-vi-hanh-chinh/']"))


def coordinator(camera: Camera) -> None:
    camera.person("daumoi.xa")
    camera.take("bat-dau-dau-moi", "/bat-dau/")
    camera.take("cu-hoc-vien", f"/lop-hoc/{OPEN}/cu-hoc-vien/")
    camera.take("tai-len-danh-sach", f"/lop-hoc/{OPEN}/cu-hoc-vien/tep/", upload)


def press(camera: Camera) -> None:
    """The newspaper's coordinator: calls, a list from Excel that waits, what the others have said."""
    camera.person("daumoi.bao")
    camera.take("lop-dang-goi-cu", "/lop-dang-goi-cu/")
    camera.page.goto("/hoc-vien/danh-sach/")
    kept = camera.link(f"main td a:has-text('{WAITING_LIST_FILE}')")
    camera.take("nhap-tu-excel", kept)
    camera.take("thong-bao", "/thong-bao/")


def head(camera: Camera) -> None:
    camera.person("lanhdao.bao")
    camera.page.goto("/bat-dau/")
    camera.take("duyet-danh-sach-cu", camera.link("main a[href*='/duyet-cu/']"))


def upload(page: Page) -> None:
    """A list with a good row, an impossible birthday and an unknown category: the preview names the cells."""
    page.set_input_files("[name=file]", {
        "name": "danh-sach-cu.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": roster(),
    })  # fmt: skip
    page.get_by_role("button", name="Tải lên và kiểm tra").click()
    page.get_by_role("heading", level=1, name="Kết quả kiểm tra danh sách").wait_for()


def roster() -> bytes:
    output = io.BytesIO()
    rows = [
        ("", "UBND XÃ", "", "", ""),
        ("", "DANH SÁCH CỬ THAM GIA TẬP HUẤN", "", "", ""),
        ("STT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đối tượng"),
        (
            "1",
            "Giàng Thị Mỷ",
            "12/05/1990",
            "Công chức Tư pháp - Hộ tịch",
            "Báo cáo viên pháp luật",
        ),
        ("2", "Lò Văn Sơn", "31/02/1988", "Trưởng bản", "Tuyên truyền viên pháp luật"),
        ("3", "Tẩn A Sử", "1979", "Phó Trưởng bản", "Cộng tác viên"),
    ]
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return output.getvalue()


def trainer(camera: Camera) -> None:
    camera.person("giangvien")
    camera.take("bat-dau-giang-vien", "/bat-dau/")
    camera.take("diem-danh", f"/lop-hoc/{RUNNING}/diem-danh/")
    camera.page.goto(f"/lop-hoc/{RUNNING}/diem-danh/")
    sheet = camera.link("main a[href*='/diem-danh/20']").partition("?")[0]
    camera.take("diem-danh-buoi", sheet)
    camera.take("soan-noi-dung", "/cms/")


def learner(camera: Camera) -> None:
    camera.person("hocvien.xa")
    camera.take("bat-dau-hoc-vien", "/bat-dau/")
    contents = f"/lop-hoc/{RUNNING}/hoc/"
    camera.take("muc-luc", contents)
    camera.page.goto(contents)
    camera.take("bai-hoc", camera.link(f"main ol.steps a[href^='{contents}']"))
    camera.page.goto(contents)
    quiz = camera.page.locator("ol.steps li").filter(has_text=re.compile("Bài kiểm tra|Kiểm tra"))
    opened = quiz.get_by_role("link").first
    if opened.count():
        camera.take("bai-kiem-tra", opened.get_attribute("href") or "")
        begin = camera.page.get_by_role("button", name=re.compile("Bắt đầu làm bài|Làm lại"))
        going_on = camera.page.get_by_role("link", name="Làm tiếp")
        if begin.or_(going_on).count():
            camera.take("lam-bai", before=lambda page: begin.or_(going_on).first.click())
    camera.take("giay-chung-nhan-cua-toi", "/giay-chung-nhan/cua-toi/")
    camera.page.goto("/giay-chung-nhan/cua-toi/")
    paper(camera, camera.link("a[href$='/tai-ve/']"))
    camera.take("kiem-tra-giay", camera.link("main a[href^='/c/']"))


def paper(camera: Camera, address: str) -> None:
    """The certificate's page, drawn by poppler."""
    if not address or camera.only not in "giay-chung-nhan":
        return
    pdf = camera.page.request.get(address).body()
    drawn = subprocess.run(
        ["pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "1", "-"],  # noqa: S607
        input=pdf,
        capture_output=True,
        check=True,
    )
    camera.save("giay-chung-nhan", drawn.stdout)


def approver(camera: Camera) -> None:
    camera.person("lanhdao")
    camera.take("bat-dau-lanh-dao", "/bat-dau/")
    camera.take("duyet-cap", "/de-nghi-cap/")
    camera.page.goto("/bat-dau/")
    camera.take("duyet-cap-chi-tiet", camera.link("main a[href^='/de-nghi-cap/']"))
    camera.take("so-goc", "/giay-chung-nhan/")


def officer(camera: Camera) -> None:
    camera.person("thongke")
    camera.take("bat-dau-thong-ke", "/bat-dau/")
    camera.take("thong-ke", "/thong-ke/")
    camera.page.goto("/thong-ke/")
    camera.take("thong-ke-danh-sach", camera.link("main .stat a"))
    camera.take("do-phu-phat-ngon", "/mang-luoi-phat-ngon/do-phu/")


def administrator(camera: Camera) -> None:
    camera.person("quantri")
    camera.take("bat-dau-quan-tri", "/bat-dau/")
    camera.take("tai-khoan", "/nguoi-dung/")
    camera.page.goto("/hoc-vien/nghi-trung/")
    camera.take("ho-so-nghi-trung", camera.link("main td a[href*='/nghi-trung/']"))
    camera.page.goto("/van-ban-sap-xep/")
    camera.take("van-ban-sap-xep", camera.link("main td a[href^='/van-ban-sap-xep/']"))


if __name__ == "__main__":
    main()
