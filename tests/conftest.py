"""The cast: rights follow the name, nobody else exists."""

import gc
import os
import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.test import Client
from wagtail.models import Site

from accounts.models import User
from organisations.models import Organisation
from tests import make

# Playwright's sync API runs an event loop, in which Django would refuse its own blocking calls.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def own_files(tmp_path, settings):
    """No test writes into the demonstration's folders."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": settings.PRIVATE_ROOT, "base_url": None},
        },
    }


@pytest.fixture(autouse=True)
def same_start(request):
    """Each test begins with an empty cache and known content types: query counts must not depend on the order."""
    cache.clear()
    Site.clear_site_root_paths_cache()
    asks = {"db", "transactional_db"} & set(request.fixturenames)
    if asks or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        ContentType.objects.get_for_models(*apps.get_models(), for_concrete_models=False)


@pytest.fixture
def justice(db) -> Organisation:
    """Sở Tư pháp Lai Châu: leads the runs of these tests."""
    return make.department_of_justice()


@pytest.fixture
def newspaper(db) -> Organisation:
    """Báo Lai Châu: the agency that nominates."""
    return make.press_agency()


@pytest.fixture
def radio(db) -> Organisation:
    """Another agency of the same province."""
    return make.organisation("Đài Phát thanh và Truyền hình Lai Châu", kind="press")


@pytest.fixture
def other_justice(db) -> Organisation:
    """The Department of Justice of another province."""
    return make.organisation("Sở Tư pháp", make.province("Tỉnh Lâm Đồng", "68"))


@pytest.fixture
def organiser(justice) -> User:
    return make.user("Lò Thị Tổ Chức", "organiser", justice)


@pytest.fixture
def approver(justice) -> User:
    return make.user("Vàng Văn Duyệt", "approver", justice)


@pytest.fixture
def officer(justice) -> User:
    return make.user("Trần Thị Thống Kê", "doj_officer", justice)


@pytest.fixture
def administrator(justice) -> User:
    return make.user("Phạm Văn Quản Trị", "administrator", justice)


@pytest.fixture
def trainer(justice) -> User:
    return make.user("Đỗ Thị Giảng", "trainer", justice)


@pytest.fixture
def coordinator(newspaper) -> User:
    return make.user("Mai Văn Đầu Mối", "coordinator", newspaper)


@pytest.fixture
def other_coordinator(radio) -> User:
    return make.user("Hà Thị Đầu Mối", "coordinator", radio)


@pytest.fixture
def other_officer(other_justice) -> User:
    return make.user("K’Brếp", "doj_officer", other_justice)


@pytest.fixture
def other_organiser(other_justice) -> User:
    return make.user("Ka Thị Tổ Chức", "organiser", other_justice)


@pytest.fixture
def learner(newspaper) -> User:
    """A trainee with an account, working at the newspaper."""
    account = make.user("Giàng A Học")
    make.trainee("Giàng A Học", newspaper, user=account)
    return account


@pytest.fixture
def other_learner(radio) -> User:
    account = make.user("Tẩn Thị Học")
    make.trainee("Tẩn Thị Học", radio, user=account)
    return account


@pytest.fixture
def sign_in():
    """A client signed in as somebody; anonymous for None."""

    def signed_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def drain(transactional_db):
    """Run everything that waits in the queue, as a worker would, and return the finished tasks."""
    from django.core.management import call_command

    def run_all() -> None:
        call_command("worker", batch=True, verbosity=0, startup_delay=False, interval=0)

    return run_all


def pytest_collection_finish():
    """Modules and tests live until the end: the collector of rubbish need not look at them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(items):
    """Say plainly what this machine cannot run; CI counts such a skip as a failure."""
    chromium = shutil.which("chromium")
    fixtures = Path(settings.BASE_DIR).parent / "shared" / "fixtures"
    for item in items:
        if "browser" in item.keywords and not chromium:
            item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium"))
        if "needs_fixtures" in item.keywords and not fixtures.is_dir():
            item.add_marker(pytest.mark.skip(reason="the shared fixtures folder is absent"))
