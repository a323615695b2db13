"""One lesson of the written curriculum against a bare page of Django, in CPU time.

Run: ``python benchmarks/lesson_page.py``. Both answer a signed-in person through the site's whole middleware, gzip
included; the bare page makes three queries (session, person, a list of twenty rows) and fills a template of its own.
They are asked in turns in one process, so that a busy machine slows both alike.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scratch import scratch

NAME = "lesson page against a bare Django page"
LIMIT = 2.5
WARM_UP = 20
ROUNDS = 200
MODULES = 5

BARE = """<!DOCTYPE html><html lang="vi"><head><title>{{ user }}</title></head><body><h1>{{ user }}</h1>
<ul>{% for run in runs %}<li><a href="/{{ run.code }}/">{{ run.title }}</a></li>{% endfor %}</ul></body></html>"""


def _school() -> tuple[str, str]:
    """A learner in a running class of the written modules. Returns the address of a lesson and a session's key."""
    from django.test import Client
    from django.urls import reverse

    from cms.loading import load_curriculum
    from cms.models import LessonPage, PageFact
    from courses.actions import learning
    from courses.models import Activity, Module
    from tests import make

    load_curriculum()
    account = make.user("Giàng A Học")
    run = make.course_run("running", modules=Module.objects.all()[:MODULES])
    for _ in range(19):
        make.course_run(modules=run.modules.all())
    seat = make.enrolment(run=run, trainee_=make.trainee("Giàng A Học", user=account))
    activity = Activity.objects.filter(module__runs=run, kind="lesson").in_order().first()
    learning.mark_done(seat, activity, content_version="", by=account)
    page = LessonPage.objects.get(pk=PageFact.objects.get(activity=activity).page_id)
    client = Client()
    client.force_login(account)
    address = reverse("cms:lesson", args=[run.code, page.learning_path])
    return address, client.cookies["sessionid"].value


def _bare_page() -> Callable:
    from django.http import HttpResponse
    from django.template import engines

    from courses.models import CourseRun

    template = engines["django"].from_string(BARE)

    def bare(request):  # type: ignore[no-untyped-def]
        context = {"user": request.user.full_name, "runs": CourseRun.objects.all()[:20]}
        return HttpResponse(template.template.render(_plain(context)))

    return bare


def _plain(values: dict) -> object:
    """A context without the site's context processors: the bare page knows no menu."""
    from django.template import Context

    return Context(values)


def _asker(address: str, session: str) -> Callable[[], None]:
    """What asks for ``address`` once, as a browser with this session does."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory
    from django.utils.crypto import get_random_string

    handler = WSGIHandler()
    cookies = f"sessionid={session}; csrftoken={get_random_string(32)}"
    factory = RequestFactory(headers={"accept-encoding": "gzip", "cookie": cookies})

    def ask() -> None:
        response = handler.get_response(factory.get(address))
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")

    return ask


def _cpu_seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def timings(rounds: int = ROUNDS) -> tuple[float, float]:
    """Median CPU milliseconds of a lesson and of the bare page."""
    with scratch():
        from django.test import override_settings
        from django.urls import clear_url_caches, path

        from config import urls

        address, session = _school()
        pages = type(sys)("benchmark_urls")
        pages.urlpatterns = [path("bare/", _bare_page()), *urls.urlpatterns]  # type: ignore[attr-defined]
        sys.modules[pages.__name__] = pages
        with override_settings(ROOT_URLCONF=pages.__name__):
            works = (_asker(address, session), _asker("/bare/", session))
            for _ in range(WARM_UP):
                for work in works:
                    work()
            taken = [[_cpu_seconds(work) for work in works] for _ in range(rounds)]
        clear_url_caches()
    lesson, bare = (median(column) * 1000 for column in zip(*taken, strict=True))
    return lesson, bare


def measure() -> tuple[str, float, float]:
    """Name, ratio to the bare page, and the ratio allowed."""
    lesson, bare = timings()
    return NAME, lesson / bare, LIMIT


def main() -> None:
    lesson, bare = timings()
    print(f"lesson     {lesson:6.2f} ms")
    print(f"bare page  {bare:6.2f} ms")
    print(f"ratio      {lesson / bare:6.2f} (allowed {LIMIT})")


if __name__ == "__main__":
    main()
