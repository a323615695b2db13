"""A real Chromium before a real server. Such tests empty every table behind them (style.md 10.7)."""

import shutil

import pytest
from playwright.sync_api import sync_playwright

from cms import tree
from tests.browser.desk import ARGUMENTS, Desk


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Of a failed journey: what every desk shows."""
    report = yield
    seated = item.funcargs.get("sit_down") if hasattr(item, "funcargs") else None
    if report.when == "call" and report.failed and seated:
        for number, desk in enumerate(seated.desks):
            picture = item.funcargs["tmp_path"] / f"desk-{number}.png"
            desk.page.screenshot(path=picture, full_page=True)
            words = " ".join(desk.page.locator("body").inner_text().split())
            report.sections.append((f"desk {number}", f"{desk.page.url} {picture}\n{words[:1500]}"))
    return report


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture
def site(transactional_db, live_server, settings):
    """The address of a running server with the ground for pages planted."""
    settings.SITE_URL = live_server.url
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    tree.plant()
    return live_server.url


@pytest.fixture
def sit_down(chromium, site):
    """Seats people at desks, and at the end asserts that no desk had anything to complain about."""
    desks: list[Desk] = []

    def seated(user=None, **how) -> Desk:
        desk = Desk(chromium, site, **how)
        desks.append(desk)
        return desk.sign_in(user.username) if user else desk

    seated.desks = desks
    yield seated
    troubles = [trouble for desk in desks for trouble in desk.troubles]
    for desk in desks:
        desk.context.close()
    assert troubles == []
