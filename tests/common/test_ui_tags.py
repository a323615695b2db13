from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import models
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from common.templatetags import ui

pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def vietnamese():
    with translation.override("vi"):
        yield


class Mood(models.TextChoices):
    CONFIRMED = "confirmed", "Đã xác nhận"


class Row:
    state = "revoked"

    def get_state_display(self):
        return "Thu hồi"


def render(source, path="/", **context):
    request = RequestFactory().get(path)
    html = Template("{% load ui %}" + source).render(Context({"request": request, **context}))
    return " ".join(html.split())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% state_badge row %}", '<span class="state state-bad">Thu hồi</span>'),
        ("{% state_badge mood %}", '<span class="state state-ok">Đã xác nhận</span>'),
        (
            "{% state_badge 'nominated' 'Đã cử' %}",
            '<span class="state state-waiting">Đã cử</span>',
        ),
        ("{% state_badge 'x' 'Khác' %}", '<span class="state state-draft">Khác</span>'),
        ("{% state_badge row kind='past' %}", '<span class="state state-past">Thu hồi</span>'),
    ],
)
def test_a_badge_says_the_state_in_word_and_shape(source, expected):
    assert render(source, row=Row(), mood=Mood.CONFIRMED) == expected


def test_a_badge_never_shows_the_bare_value_of_the_database():
    with pytest.raises(ValueError, match="get_state_display"):
        render("{% state_badge 'confirmed' %}")


def test_every_tone_has_a_shape_in_the_style_sheet(settings):
    css = (settings.BASE_DIR / "common/static/site/site.css").read_text()

    tones = set(ui.STATE_TONES.values())
    assert {tone for tone in tones if f".state-{tone}::before" in css} == tones


@pytest.mark.parametrize(
    ("source", "path", "expected"),
    [
        ("{% query_with sap='ten' %}", "/?q=an&trang=3&xuat=xlsx", "?q=an&amp;sap=ten"),
        ("{% query_with request sap='ten' %}", "/?q=an", "?q=an&amp;sap=ten"),
        ("{% query_with trang=2 %}", "/?q=an&trang=3", "?q=an&amp;trang=2"),
        ("{% query_with q=None %}", "/?q=an", "?"),
        ("{% query_with q='a&b' %}", "/", "?q=a%26b"),
    ],
)
def test_a_link_keeps_the_filter_and_drops_the_page(source, path, expected):
    assert render(source, path) == expected


def test_a_link_survives_a_page_without_a_request():
    assert Template("{% load ui %}{% query_with q='a' %}").render(Context()) == "?"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 4, 3), "03/04/2026"),
        (datetime(2026, 4, 3, 20, 0, tzinfo=UTC), "04/04/2026"),
        (None, "–"),
        ("quý III", "quý III"),
    ],
)
def test_dates_are_day_first(value, expected):
    assert ui.vn_date(value) == expected


def test_a_moment_is_told_by_the_clock_of_the_office():
    assert ui.vn_datetime(datetime(2026, 4, 3, 20, 5, tzinfo=UTC)) == "03:05 04/04/2026"
    assert ui.vn_datetime(date(2026, 4, 3)) == "03/04/2026"


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (date(2026, 11, 30), "còn 3 ngày"),
        (date(2026, 11, 27), "hết hạn hôm nay"),
        (datetime(2026, 11, 27, 16, 59, tzinfo=UTC), "hết hạn hôm nay"),
        (date(2026, 11, 25), "quá hạn 2 ngày"),
        (None, ""),
    ],
)
def test_a_deadline_tells_the_days_left(deadline, expected):
    assert ui.days_left(deadline, date(2026, 11, 27)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1234567, "1.234.567"),
        (0, "0"),
        (12.5, "12,5"),
        (100.0, "100"),
        (Decimal("1234.50"), "1.234,50"),
        (-1200, "-1.200"),
        (None, "–"),
    ],
)
def test_numbers_are_grouped_by_dots(value, expected):
    assert ui.vn_number(value) == expected


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [(0.853, "85,3%"), (1, "100%"), (0, "0%"), (Decimal("0.5"), "50%"), (None, "–")],
)
def test_a_ratio_is_shown_in_per_cent(ratio, expected):
    assert ui.percent(ratio) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0912345678", "0912 345 678"),
        ("+84 912 345 678", "0912 345 678"),
        ("02133876543", "0213 387 6543"),
        ("113", "113"),
        (None, ""),
    ],
)
def test_a_telephone_number_is_shown_in_groups(written, expected):
    assert ui.phone(written) == expected


def test_a_figure_is_a_door_with_its_measure():
    html = render("{% stat 1284 'người đã được tập huấn' '/hoc-vien/' %}")

    assert html == (
        '<div class="stat"> <span class="stat-number" aria-hidden="true">1.284</span>'
        ' <a class="stat-words stretched-link" href="/hoc-vien/">'
        '<span class="visually-hidden">1.284</span> người đã được tập huấn</a> </div>'
    )


def test_a_figure_without_a_list_is_no_link():
    html = render("{% stat 5 'lớp' %}")

    assert html.count("<a ") == 0


def test_bars_are_drawn_to_scale_with_title_and_description():
    rows = [
        {"label": "Xã <A>", "value": 1200, "percent": 100},
        {"label": "B", "value": 0, "percent": 0},
    ]

    html = render("{% bar_chart rows 'Số người' 'Năm 2026' %}", rows=rows)

    assert "<title>Số người</title> <desc>Năm 2026</desc>" in html
    assert ['width="80.0%"' in html, 'width="0.0%"' in html] == [True, True]
    assert ["Xã &lt;A&gt;" in html, ">1.200</text>" in html] == [True, True]
    assert " style=" not in html


@pytest.mark.parametrize(("done", "total", "share"), [(5, 12, 42), (0, 0, 0), (9, 3, 100)])
def test_progress_tells_its_share_in_figures(done, total, share):
    html = render("{% progress done total %}", done=done, total=total)

    assert f'value="{share}"' in html
    assert f"{done}/{total} ({share}%)" in html
