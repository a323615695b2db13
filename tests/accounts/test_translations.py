"""What libraries leave in English is said in Vietnamese."""

import html
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext, override

from accounts import actions
from tests import make

pytestmark = pytest.mark.django_db

LOCALE = Path(settings.BASE_DIR) / "locale" / "vi" / "LC_MESSAGES"
FILES = ["django", "djangojs"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%d")


def po(name):
    return polib.pofile(str(LOCALE / f"{name}.po"))


def entries(catalogue):
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural for entry in catalogue
    }


@pytest.mark.parametrize("name", FILES)
def test_the_compiled_file_is_the_written_one(name):
    compiled = polib.mofile(str(LOCALE / f"{name}.mo"))

    assert entries(compiled) == entries(po(name))


@pytest.mark.parametrize("name", FILES)
def test_every_entry_is_translated_and_keeps_its_placeholders(name):
    faults = []
    for entry in po(name):
        words = entry.msgstr or entry.msgstr_plural[0]
        known = {*PLACEHOLDER.findall(entry.msgid), *PLACEHOLDER.findall(entry.msgid_plural or "")}
        if (
            not entry.translated()
            or "fuzzy" in entry.flags
            or not {*PLACEHOLDER.findall(words)} <= known
        ):
            faults.append(entry.msgid)

    assert faults == []


@pytest.mark.parametrize("name", FILES)
def test_nobody_is_addressed_as_ban(name):
    spoken = [entry.msgstr or entry.msgstr_plural[0] for entry in po(name)]

    assert [words for words in spoken if re.search(r"\b[Bb]ạn\b|chứng chỉ", words)] == []


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Two-Factor Authentication", "Xác thực hai lớp"),
        ("Schedule to publish", "Đặt lịch xuất bản"),
        ("Submit for moderation", "Trình duyệt"),
        ("Edit this image", "Sửa hình ảnh này"),
    ],
)
def test_our_words_come_before_the_libraries(english, vietnamese):
    with override("vi"):
        assert gettext(english) == vietnamese


def english_left_in(page):
    """Sentences and labels of allauth's sources that stand word for word in the text of a page."""
    markup = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    texts = {" ".join(html.unescape(text).split()) for text in re.split(r"<[^>]+>", markup)}
    attributes = set(re.findall(r'(?:placeholder|title|aria-label|value|alt)="([^"]+)"', page))
    return sorted((texts | attributes) & ALLAUTH)


def allauth_english():
    import allauth

    source = Path(allauth.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
    return {" ".join(entry.msgid.split()) for entry in polib.pofile(str(source))} - {"QR"}


ALLAUTH = allauth_english()

OPEN_PAGES = [
    "login",
    "signup",
    "reset_password",
    "reset_password_done",
    "reset_password_from_key_done",
    "inactive",
]
OWN_PAGES = ["email", "change_password", "logout", "reauthenticate"]
MFA_PAGES = ["mfa_index", "mfa_activate_totp", "mfa_reauthenticate"]


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_pages_before_sign_in_are_vietnamese(client, name):
    page = client.get(reverse(f"account_{name}"))

    assert (page.status_code, english_left_in(page.content.decode())) == (200, [])


def fresh(client, user):
    """Signed in, and the password confirmed a moment ago, so that no page asks again."""
    client.post("/tai-khoan/login/", {"login": user.username, "password": make.PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    return client


@pytest.mark.parametrize("name", [*(f"account_{page}" for page in OWN_PAGES), *MFA_PAGES])
def test_pages_of_ones_own_account_are_vietnamese(client, name):
    user = make.user(email="hoa@laichau.gov.vn")

    page = fresh(client, user).get(reverse(name), follow=True)

    assert (page.status_code, english_left_in(page.content.decode())) == (200, [])


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("account_login", {"login": "ai", "password": "sai"}),
        ("account_login", {}),
        ("account_reset_password", {"email": "sai"}),
    ],
)
def test_errors_before_sign_in_are_vietnamese(client, name, sent):
    page = client.post(reverse(name), sent)

    assert (page.status_code, english_left_in(page.content.decode())) == (200, [])


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("account_change_password", {"oldpassword": "sai", "password1": "a", "password2": "b"}),
        ("account_email", {"action_add": "", "email": "hoa@laichau.gov.vn"}),
        ("mfa_activate_totp", {"code": "000000"}),
    ],
)
def test_errors_of_ones_own_pages_are_vietnamese(client, name, sent):
    user = make.user(email="hoa@laichau.gov.vn")

    page = fresh(client, user).post(reverse(name), sent, follow=True)

    assert (page.status_code, english_left_in(page.content.decode())) == (200, [])


def with_authenticator(client):
    """An account with an authenticator app, activated on the page itself. Returns account and secret."""
    from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

    user = make.user(email="hoa@laichau.gov.vn")
    page = fresh(client, user).get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    code = f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"
    done = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert english_left_in(done.content.decode()) == []
    return user


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
    ],
)
def test_pages_of_an_authenticator_are_vietnamese(client, name):
    with_authenticator(client)

    page = client.get(reverse(name), follow=True)

    assert (page.status_code, english_left_in(page.content.decode())) == (200, [])


def test_the_second_step_of_signing_in_is_vietnamese(client):
    user = with_authenticator(client)
    client.post(reverse("account_logout"))

    page = client.post(
        "/tai-khoan/login/", {"login": user.username, "password": make.PASSWORD}, follow=True
    )
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert page.request["PATH_INFO"] == reverse("mfa_authenticate")
    assert [english_left_in(one.content.decode()) for one in (page, wrong)] == [[], []]


def test_a_used_reset_link_is_vietnamese(client, administrator):
    account = actions.create_user(username="hoa", full_name="Trần Thị Hoa", by=administrator)
    path = actions.password_link(account, by=administrator)
    account.set_password(make.PASSWORD)
    account.save()

    page = client.get(path, follow=True)

    assert (page.status_code, english_left_in(page.content.decode())) == (200, [])


@pytest.mark.parametrize("email", ["hoa@laichau.gov.vn", "khong.co@laichau.gov.vn"])
def test_the_mails_of_a_forgotten_password_are_vietnamese(client, email):
    make.user(username="hoa.tran", email="hoa@laichau.gov.vn")

    client.post(reverse("account_reset_password"), {"email": email})

    (letter,) = mail.outbox
    lines = [line for line in [letter.subject, *letter.body.splitlines()] if "://" not in line]
    assert [
        line
        for line in lines
        if re.search(r"\b(you|your|the|email|password|account|Hello)\b", line)
    ] == []


def test_the_mail_of_a_changed_password_is_vietnamese(client):
    user = make.user(email="hoa@laichau.gov.vn")

    fresh(client, user).post(
        reverse("account_change_password"),
        {
            "oldpassword": make.PASSWORD,
            "password1": "Mật khẩu khác 2027",
            "password2": "Mật khẩu khác 2027",
        },
    )

    (letter,) = mail.outbox
    assert "Mật khẩu đã được thay đổi." in letter.body
    assert re.findall(r"\b(you|your|the|Hello)\b", letter.subject + letter.body) == []


def test_spans_of_time_and_password_rules_are_vietnamese():
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)

    with override("vi"):
        assert timesince(long_ago, long_ago + timedelta(days=9, hours=2)) == "1\xa0tuần, 2\xa0ngày"
        assert ngettext("%(num)d minute", "%(num)d minutes", 0) % {"num": 0} == "0 phút"
        with pytest.raises(ValidationError) as error:
            validate_password("12345678")

    assert error.value.messages == [
        "Mật khẩu quá ngắn. Cần ít nhất 10 ký tự.",
        "Mật khẩu này quá phổ biến.",
        "Mật khẩu này hoàn toàn là số.",
    ]
