import re
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.formats import date_format

from common.models import Job, JobState
from common.templatetags.ui import vn_date

SHELLS = ["office", "learner", "public"]
PERSON = SimpleNamespace(is_authenticated=True, full_name="Nguyễn Thị Hoài An")


def section(label, *, is_current=False, count=None):
    return SimpleNamespace(label=label, url=f"/{label}/", is_current=is_current, count=count)


def shell(name, **context):
    source = (
        '{% extends "common/base_' + name + '.html" %}{% block title %}Lớp{% endblock %}'
        "{% block heading %}Lớp tập huấn{% endblock %}"
        "{% block actions %}<b>Mở lớp</b>{% endblock %}"
        "{% block content %}<p>Nội dung</p>{% endblock %}"
        "{% block scripts %}<i>cuối</i>{% endblock %}"
    )
    template = engines["django"].from_string(source)
    # Without a request no context processor runs: what is missing must not break a page.
    return re.sub(r"\s+", " ", template.render(context))


@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_needs_neither_menu_nor_user_nor_site_name(name):
    html = shell(name)

    assert "<title> Lớp – Tập huấn truyền thông chính sách</title>" in html
    assert html.count("<h1>") == 1
    assert "Lớp tập huấn" in html
    assert ["<b>Mở lớp</b>" in html, "<p>Nội dung</p>" in html, "<i>cuối</i>" in html] == [True] * 3


@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_is_vietnamese_narrow_and_skippable(name):
    html = shell(name)

    assert '<html lang="vi">' in html
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in html
    assert '<a class="skip-link" href="#noi-dung">' in html
    assert html.count('id="noi-dung"') == 1


@pytest.mark.parametrize("name", SHELLS)
def test_no_shell_carries_inline_scripts_or_styles(name):
    html = shell(name, shell_user=PERSON, menu=[section("lop")])

    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []


@pytest.mark.parametrize("name", SHELLS)
def test_every_file_a_shell_names_exists(name):
    paths = re.findall(r'(?:src|href)="/static/([^"]+)"', shell(name))

    assert [path for path in paths if finders.find(path) is None] == []
    assert "site/site.css" in paths


def test_the_menu_marks_where_one_is_and_what_waits():
    html = shell("office", menu=[section("lop", is_current=True), section("cu", count=7)])

    # Twice: beside the page on wide screens, folded on narrow ones; the style sheet shows one.
    assert html.count('href="/lop/" aria-current="page"') == 2
    assert html.count('<span class="menu-count">7</span>') == 2


def test_a_signed_in_person_finds_their_own_pages_and_the_way_out():
    html = shell("office", shell_user=PERSON, user_menu=[section("mat-khau")], logout_url="/ra/")

    assert "Nguyễn Thị Hoài An" in html
    assert ['href="/mat-khau/"' in html, 'action="/ra/"' in html] == [True, True]


@pytest.mark.urls("allauth.account.urls")
def test_a_stranger_is_offered_to_sign_in():
    assert "Đăng nhập" in shell("public", public_menu=[section("danh-muc")])


def test_messages_are_shown_with_their_weight():
    messages = [SimpleNamespace(level_tag="error"), SimpleNamespace(level_tag="")]

    html = shell("office", messages=messages)

    assert [html.count("note note-error"), html.count("note note-info")] == [1, 1]


@pytest.mark.parametrize("code", ["400", "403", "404", "403_csrf"])
def test_an_error_page_says_what_to_do_next(code):
    html = get_template(f"{code}.html").render({})

    assert ["Hãy " in html or "đề nghị" in html, "Về trang chủ" in html] == [True, True]


def test_the_page_for_a_broken_server_needs_nothing():
    html = get_template("500.html").render()

    assert "Hãy thử lại sau ít phút" in html


def test_a_question_names_what_will_happen_and_posts():
    context = {
        "heading": "Thu hồi giấy chứng nhận",
        "question": "Thu hồi số 12/2026?",
        "happenings": ["Trang tra cứu ghi “Đã thu hồi”."],
        "verb": "Thu hồi",
        "back_url": "/so/",
        "is_dangerous": True,
        "next_url": "/a/?b=1",
    }

    html = re.sub(r"\s+", " ", render_to_string("common/_confirm.html", context))

    assert "<li>Trang tra cứu ghi “Đã thu hồi”.</li>" in html
    assert '<button type="submit" class="btn btn-danger">Thu hồi</button>' in html
    assert '<input type="hidden" name="next" value="/a/?b=1">' in html


class Run(forms.Form):
    ten = forms.CharField(label="Tên lớp")
    ngay = forms.DateField(label="Ngày khai giảng")
    hinh_thuc = forms.ChoiceField(
        label="Hình thức", choices=[("a", "Trực tiếp")], widget=forms.RadioSelect
    )


def test_errors_on_top_lead_to_their_fields():
    html = render_to_string("common/_form_errors.html", {"form": Run({"ngay": "x"})})

    assert re.findall(r'href="(#[^"]+)">([^<]+)', html) == [
        ("#id_ten", "Tên lớp"),
        ("#id_ngay", "Ngày khai giảng"),
        ("#div_id_hinh_thuc", "Hình thức"),
    ]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("03/04/2026", "03/04/2026"),
        ("31/12/2026", "31/12/2026"),
        ("2026-12-31", "31/12/2026"),
        ("31-12-2026", "31/12/2026"),
        ("12/31/2026", None),
    ],
)
def test_a_typed_date_is_read_day_first(typed, understood):
    with translation.override("vi"):
        form = Run({"ngay": typed})
        form.full_clean()

        day = form.cleaned_data.get("ngay")
        assert (vn_date(day) if day else None) == understood
        assert (date_format(day) if day else None) == understood


class Password(forms.Form):
    password = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput)


@pytest.mark.urls("allauth.account.urls")
@pytest.mark.parametrize(
    ("page", "heading"),
    [
        ("login", "Đăng nhập"),
        ("logout", "Đăng xuất"),
        ("password_change", "Đổi mật khẩu"),
        ("password_set", "Đặt mật khẩu"),
        ("password_reset", "Quên mật khẩu"),
        ("password_reset_done", "Đã gửi thư"),
        ("password_reset_from_key", "Đặt mật khẩu mới"),
        ("password_reset_from_key_done", "Đã đặt mật khẩu mới"),
        ("account_inactive", "Tài khoản đã ngừng hoạt động"),
        ("reauthenticate", "Xác nhận mật khẩu"),
    ],
)
def test_a_page_of_the_sign_in_library_wears_the_public_shell(page, heading):
    html = render_to_string(f"account/{page}.html", {"form": Password()})

    assert re.findall(r"<h1>\s*(.+?)\s*</h1>", html) == [heading]
    assert '<header class="masthead">' in html


@pytest.mark.urls("allauth.account.urls")
def test_a_used_up_link_says_how_to_get_another():
    html = render_to_string("account/password_reset_from_key.html", {"token_fail": True})

    assert "Gửi thư mới" in html
    assert html.count('name="password"') == 0


@pytest.mark.urls("allauth.account.urls")
def test_other_pages_of_the_library_get_crispy_fields_and_our_buttons():
    html = render_to_string("mfa/authenticate.html", {"form": Password()})

    assert ["form-control" in html, "btn btn-primary" in html] == [True, True]
    assert '<header class="masthead">' in html


@pytest.mark.parametrize("state", ["running", "done", "failed", "paused"])
def test_long_work_shows_how_far_it_is_and_what_can_be_done(state):
    job = Job(title="Cấp giấy", state=state, done=412, total=1000, result_url="/so/")
    urls = {"poll_url": "/viec/1/", "pause_url": "/dung/", "resume_url": "/tiep/"}

    html = render_to_string("common/_job.html", {"job": job, **urls})

    shown = re.findall(r'id="(job-\w+)"|>(Xem kết quả)<', html)
    expected = {"running": ("job-pause", ""), "done": ("", "Xem kết quả")}
    assert shown == [expected.get(state, ("job-resume", ""))]
    assert ("data-poll-url" in html) is (state in JobState.live())
    assert "412/1.000" in re.sub(r"\s+", " ", html)
