"""What happens around every request."""

import logging
from contextlib import contextmanager

import pytest
from django.urls import reverse

from common.models import Job

pytestmark = pytest.mark.django_db


@contextmanager
def propagating(name):
    """Let pytest hear a logger that keeps its lines to itself."""
    logger = logging.getLogger(name)
    before, logger.propagate = logger.propagate, True
    yield
    logger.propagate = before


@pytest.fixture
def finished_job(organiser):
    return Job.objects.create(
        kind="x.y", key="k", title="Việc đã xong", state="done", created_by=organiser
    )


def test_a_refusal_is_a_message_on_the_page_the_person_came_from(organiser, finished_job, sign_in):
    client = sign_in(organiser)
    here = reverse("job_detail", args=[finished_job.token])

    answer = client.post(
        reverse("job_pause", args=[finished_job.token]),
        headers={"referer": f"http://testserver{here}"},
        follow=True,
    )

    assert answer.redirect_chain == [(here, 302)]
    assert "không thể tạm dừng" in answer.text


@pytest.mark.parametrize(
    "referer", ["", "https://ke-gian.example/", "//ke-gian.example/x", "javascript:alert(1)"]
)
def test_a_refusal_never_leads_off_the_site(organiser, finished_job, sign_in, referer):
    answer = sign_in(organiser).post(
        reverse("job_pause", args=[finished_job.token]), headers={"referer": referer}
    )

    assert answer.url == "/"


def test_a_job_belongs_to_the_person_who_started_it(approver, organiser, finished_job, sign_in):
    url = reverse("job_fragment", args=[finished_job.token])

    assert sign_in(organiser).get(url).status_code == 200
    assert sign_in(approver).get(url).status_code == 404


def test_pages_of_a_signed_in_person_are_not_kept_by_the_browser(organiser, sign_in):
    assert sign_in(organiser).get(reverse("start"))["Cache-Control"] == "no-store"


def test_our_pages_run_under_the_strict_policy_and_only_the_cms_under_the_loose_one(
    trainer, sign_in
):
    client = sign_in(trainer)

    ours = client.get(reverse("start"))["Content-Security-Policy"]
    cms = client.get("/cms/")["Content-Security-Policy"]

    assert "unsafe-inline" not in ours
    assert cms.count("'unsafe-inline'") == 2
    assert "object-src 'none'" in ours


def test_the_developer_sees_queries_and_those_that_ran_twice(caplog, rf):
    from django.http import HttpResponse

    from accounts.models import User
    from common.middleware import QueryCountMiddleware

    def view(request):
        list(User.objects.all())
        list(User.objects.all())
        return HttpResponse()

    with caplog.at_level("INFO", "django.server"), propagating("django.server"):
        answer = QueryCountMiddleware(view)(rf.get("/lop-hoc/"))

    assert answer["Server-Timing"].startswith("app;dur=")
    assert "GET /lop-hoc/ 200: 2 queries" in caplog.text
    assert "twice: SELECT" in caplog.text
