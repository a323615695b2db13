"""What a learner's first lesson costs on a mobile connection, measured on the production server as it is shipped."""

import gzip
import os
import re
import subprocess
import sys
import urllib.request
from urllib.parse import urljoin

import brotli
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from cms import tree
from cms.loading import load_curriculum
from cms.models import LessonPage, PageFact
from courses.actions import learning
from courses.models import Activity, Module
from tests import make

MOST_BYTES = 60_000
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STATIC = re.compile(rb"""(?:href|src)="?(/static/[^"\s>]+)""")
IN_STYLES = re.compile(rb"""url\(["']?([^"')]+)["']?\)|@import ["']([^"']+)["']""")


@pytest.fixture
def learning_addresses(db):
    """Every lesson of the first of five written modules, done by one learner. With the session's key."""
    tree.plant()
    load_curriculum()
    account = make.user("Giàng A Học")
    run = make.course_run("running", modules=Module.objects.order_by("number")[:5])
    seat = make.enrolment(run=run, trainee_=make.trainee("Giàng A Học", user=account))
    lessons = Activity.objects.filter(module=run.modules.order_by("number")[0], kind="lesson")
    lessons = lessons.in_order()
    for activity in lessons:
        learning.mark_done(seat, activity, content_version="", by=account)
    client = Client()
    client.force_login(account)
    pages = LessonPage.objects.filter(
        pk__in=PageFact.objects.filter(activity__in=lessons).values("page")
    )
    addresses = [reverse("cms:lesson", args=[run.code, page.learning_path]) for page in pages]
    return addresses, client.cookies["sessionid"].value


@pytest.fixture
def production(learning_addresses, tmp_path):
    """Gunicorn under the production settings, on the database of this test. Yields its address."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        # The session of this test was signed with it.
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "https://127.0.0.1",
        "ID_NUMBER_KEYS": settings.ID_NUMBER_KEYS[0],
        "ID_NUMBER_INDEX_KEY": settings.ID_NUMBER_INDEX_KEY,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": database_url(),
    }
    run_module = [sys.executable, "-m"]
    # The admin's files are not a learner's, and compressing them takes a minute.
    subprocess.run(
        [*run_module, "django", "collectstatic", "--noinput", "-v0", "-i", "wagtail*"],
        env=environment, cwd=settings.BASE_DIR, check=True,
    )  # fmt: skip
    server = subprocess.Popen(
        [*run_module, "gunicorn", "config.wsgi", "--bind", "127.0.0.1:0", "--workers", "1"],
        env=environment, cwd=settings.BASE_DIR, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield next(
            found[1] for line in server.stderr if (found := re.search(r"at: (http://\S+)", line))
        )
    finally:
        server.terminate()
        server.wait(timeout=20)
        server.stderr.close()


def database_url() -> str:
    """Of the test database that this process has open."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    before, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    return f"{before}/{connection.settings_dict['NAME']}"


def test_a_cold_lesson_weighs_at_most_sixty_kilobytes(production, learning_addresses):
    addresses, session = learning_addresses
    pages = {url: fetch(production + url, session) for url in addresses}
    heaviest = max(pages, key=lambda url: pages[url][0])

    weights = {heaviest: pages[heaviest][0]}
    waiting = [production + found.decode() for found in STATIC.findall(pages[heaviest][1])]
    while waiting:
        url = waiting.pop()
        if url in weights or url.startswith("data:"):
            continue
        weights[url], body = fetch(url, session)
        if ".css" in url:
            inner = [a or b for a, b in IN_STYLES.findall(body)]
            waiting += [
                urljoin(url, one.decode()) for one in inner if not one.startswith((b"data:", b"#"))
            ]

    total = sum(weights.values())
    for url, weight in sorted(weights.items(), key=lambda row: -row[1]):
        print(f"{weight:7,} {url.removeprefix(production)}")  # noqa: T201
    print(f"{total:7,} bytes of {MOST_BYTES:,}")  # noqa: T201
    assert len(weights) > 3
    assert total <= MOST_BYTES


def fetch(url: str, session: str) -> tuple[int, bytes]:
    """Bytes over the wire and the content. TLS ends before gunicorn, so the proxy's header comes along."""
    request = urllib.request.Request(  # noqa: S310 -- our own server
        url,
        headers={
            "Accept-Encoding": "br, gzip",
            "X-Forwarded-Proto": "https",
            "Cookie": f"__Host-sessionid={session}",
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 -- our own server
        assert answer.geturl() == url
        raw = answer.read()
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress}
        return len(raw), unpack.get(answer.headers["Content-Encoding"], bytes)(raw)
