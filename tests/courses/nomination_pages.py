"""A list sent, looked at and pressed as a coordinator does it, for the tests of nomination lists."""

from django.contrib.messages import get_messages
from django.urls import reverse

from courses.models import NominationList
from tests.courses import nomination_files as files


def url(kept, name="confirm"):
    return reverse(f"courses:nomination_{name}", args=[kept.course_run.code, kept.token])


def send(client, run, rows):
    answer = client.post(
        reverse("courses:nomination_upload", args=[run.code]),
        {"file": files.file(files.xlsx(rows))},
    )
    assert answer.status_code == 302
    return NominationList.objects.latest("pk")


def seen(client, kept):
    return client.get(kept.get_absolute_url()).context["seen"]


def press(client, kept, **data):
    data.setdefault("da_xem", seen(client, kept))
    return client.post(url(kept), data)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]
