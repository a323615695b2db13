"""A form sent after the session ended is kept and offered again after sign-in."""

import re
import time

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import kept
from accounts.models import User
from tests import make

pytestmark = pytest.mark.django_db

LOGIN = "/tai-khoan/login/?next=/tiep-tuc/"


@pytest.fixture
def edit_url(coordinator):
    return reverse("accounts:user_edit", args=[coordinator.username])


def form(**with_):
    return {"full_name": "Mai Văn <Mới>", "email": "moi@laichau.gov.vn", **with_}


def test_what_was_typed_reaches_its_page_after_sign_in(administrator, coordinator, edit_url):
    client = Client(enforce_csrf_checks=True)
    client.get("/tai-khoan/login/")
    sent = client.post(edit_url, form(csrfmiddlewaretoken=client.cookies["csrftoken"].value))
    assert (sent.status_code, sent["Location"]) == (302, LOGIN)

    page = client.get(LOGIN).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    entered = client.post(
        "/tai-khoan/login/",
        {
            "login": administrator.username,
            "password": make.PASSWORD,
            "next": "/tiep-tuc/",
            "csrfmiddlewaretoken": token,
        },
    )
    assert entered["Location"] == "/tiep-tuc/"

    offered = client.get("/tiep-tuc/").content.decode()
    again = re.search(
        r'<form method="post" action="(/nguoi-dung/[^"]+)">(.*?)</form>', offered, re.S
    )
    fields = dict(re.findall(r'name="([^"]+)"\s+value="([^"]*)"', again[2]))
    assert fields["full_name"] == "Mai Văn &lt;Mới&gt;"
    saved = client.post(again[1], {**fields, "full_name": "Mai Văn <Mới>"})

    assert saved.status_code == 302
    assert User.objects.get(pk=coordinator.pk).full_name == "Mai Văn <Mới>"
    assert kept.SESSION_KEY not in client.session


def test_passwords_tokens_and_files_are_not_kept(sign_in, edit_url):
    client = sign_in(None)

    client.post(
        edit_url + "?tab=2",
        form(
            password1="bí mật",
            OldPassword="x",
            csrfmiddlewaretoken="t",
            tep=SimpleUploadedFile("a.txt", b"a"),
        ),
    )

    held = client.session[kept.SESSION_KEY]
    assert [list(field) for field in held["fields"]] == [
        ["full_name", "Mai Văn <Mới>"],
        ["email", "moi@laichau.gov.vn"],
    ]
    assert (held["files"], held["path"]) == (["tep"], edit_url + "?tab=2")


def test_more_than_a_hundred_kilobytes_is_not_kept_and_says_so(sign_in, edit_url):
    client = sign_in(None)

    answer = client.post(
        edit_url,
        form(note="a" * 100_001),
        headers={"referer": "http://testserver/nguoi-dung/?tim=a"},
    )

    assert answer["Location"] == "/tai-khoan/login/?next=/nguoi-dung/%3Ftim%3Da"
    assert kept.SESSION_KEY not in client.session
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert [("quá 100 kB" in words) for words in said] == [True]


def test_after_half_an_hour_nothing_is_left(sign_in, edit_url, coordinator):
    client = sign_in(None)
    client.post(edit_url, form())
    session = client.session
    session[kept.SESSION_KEY] = {**session[kept.SESSION_KEY], "at": time.time() - 1801}
    session.save()
    client.force_login(coordinator)

    page = client.get("/tiep-tuc/")

    assert page.context["kept"] is None
    assert kept.SESSION_KEY not in client.session


def test_another_form_does_not_use_up_what_is_kept(sign_in, edit_url, coordinator):
    client = sign_in(None)
    client.post(edit_url, form())
    client.force_login(coordinator)

    client.post(reverse("accounts:kept_post_drop") + "x/", {kept.MARK: "falsch"})
    assert client.get("/tiep-tuc/").context["kept"]["path"] == edit_url

    client.post(reverse("accounts:kept_post_drop"))
    assert client.get("/tiep-tuc/").context["kept"] is None


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-dest": "empty"}, {"x-requested-with": "XMLHttpRequest"}]
)
def test_what_a_script_sends_is_not_kept(sign_in, edit_url, headers):
    client = sign_in(None)

    answer = client.post(edit_url, form(), headers=headers)

    assert answer["Location"] == f"/tai-khoan/login/?next={edit_url}"
    assert kept.SESSION_KEY not in client.session


def test_public_pages_and_reading_go_their_usual_way(sign_in, edit_url):
    client = sign_in(None)

    client.post("/tai-khoan/login/", {"login": "x", "password": "y"})
    client.get(edit_url)

    assert kept.SESSION_KEY not in client.session


def test_anonymous_readers_of_the_page_are_sent_to_sign_in(sign_in):
    answer = sign_in(None).get("/tiep-tuc/")

    assert answer["Location"] == LOGIN
