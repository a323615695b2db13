"""A person at a desk: one real browser context that remembers everything it complained about."""

from pathlib import Path
from re import Pattern
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Download, Locator, Page, Request, expect

from tests import make

ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)


class Desk:
    """Buttons, links and fields are named as the person reads them."""

    def __init__(self, browser: Browser, site: str, *, javascript: bool = True, width: int = 1280):
        self.site, self.javascript = site, javascript
        self.context = browser.new_context(
            base_url=site,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.troubles: list[str] = []
        self.context.on("console", self._console)
        self.context.on(
            "weberror", lambda wrong: self.troubles.append(f"page error: {wrong.error}")
        )
        self.context.on("request", self._request)
        self.page: Page = self.context.new_page()

    def _console(self, message: ConsoleMessage) -> None:
        """A broken script, a missing file and a violation of the policy all arrive as console errors."""
        if message.type == "error":
            self.troubles.append(f"console at {message.page and message.page.url}: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and not request.url.startswith(self.site):
            self.troubles.append(f"left the site: {request.url}")

    def go(self, address: str) -> "Desk":
        answer = self.page.goto(address)
        assert answer is None or answer.status == 200, f"{address}: {answer.status}"
        return self

    def sign_in(self, username: str, password: str = make.PASSWORD) -> "Desk":
        """Through the sign-in page, to the person's first screen."""
        self.go("/tai-khoan/login/")
        self.page.locator("[name=login]").fill(username)
        self.page.locator("[name=password]").fill(password)
        self.press("Đăng nhập")
        self.page.wait_for_url("**/bat-dau/")
        return self

    @property
    def address(self) -> str:
        return urlsplit(self.page.url).path

    def press(self, words: str | Pattern, *, within: str = "main", sure: bool = False) -> "Desk":
        """The first visible button or link of exactly these words; ``sure`` answers the dialog that asks once."""
        place = self.page.locator(within)
        exact = isinstance(words, str)
        button = place.get_by_role("button", name=words, exact=exact)
        link = place.get_by_role("link", name=words, exact=exact)
        button.or_(link).filter(visible=True).first.click()
        if sure and self.javascript:
            self.page.locator("dialog [value=yes]").click()
        return self

    def menu(self, words: str) -> "Desk":
        """A section of the person's menu."""
        return self.press(words, within="nav")

    def fill(self, **fields: str) -> "Desk":
        """Fields by their form name; choices by value or by the words shown."""
        for name, value in fields.items():
            field = self.page.locator(f"[name='{name}']").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def tick(self, label: str) -> "Desk":
        self.page.get_by_label(label).first.check()
        return self

    def choose(self, name: str) -> "Desk":
        """The first box of that form name."""
        self.page.locator(f"[name='{name}']").first.check()
        return self

    def unfold(self, words: str) -> "Desk":
        self.page.locator("main summary").filter(has_text=words).click()
        return self

    def give_reason(self, reason: str, verb: str) -> "Desk":
        """In the fold that is open."""
        self.page.locator("main details[open] textarea").fill(reason)
        return self.press(verb, within="main details[open]")

    def row(self, words: str) -> Locator:
        """The table row that holds these words."""
        return self.page.get_by_role("row").filter(has_text=words).first

    def sees(self, *words: str) -> "Desk":
        """The page shows these words, outside of any fold that is closed."""
        for one in words:
            expect(self.page.locator("body")).to_contain_text(one)
        return self

    def download(self, words: str, into: Path) -> Path:
        with self.page.expect_download() as coming:
            self.press(words)
        got: Download = coming.value
        path = into / got.suggested_filename
        got.save_as(path)
        return path

    def axe(self) -> list[str]:
        """Violations of WCAG 2.2 AA by rule and first element."""
        from axe_playwright_python.sync_playwright import Axe

        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
        found = Axe().run(self.page, options=options)
        return [
            f"{self.page.url} {rule['id']}: {rule['nodes'][0]['html'][:200]}"
            for rule in found.response["violations"]
        ]

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return self.page.evaluate(
            "() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"
        )
