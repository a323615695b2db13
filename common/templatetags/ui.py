"""The words and small shapes all screens share: badges, links that keep the filter, dates, numbers.

Tones are told by a shape and a word as well as a colour; ``site.css`` draws one shape per tone.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from common.lists import EXPORT, PAGE

register = template.Library()

NOTHING = "–"
# Bars take this part of the picture; the rest is room for the figure.
BAR_SHARE = 0.8

# Tones: draft (not begun), waiting (somebody must act), active (under way), ok (done well),
# warn (look here), bad (failed, refused, revoked), past (over, kept for the record).
STATE_TONES: dict[str, str] = {
    "draft": "draft",
    "drafted": "draft",
    "incomplete": "draft",
    "submitted": "waiting",
    "nominated": "waiting",
    "requested": "waiting",
    "waitlisted": "waiting",
    "queued": "waiting",
    "ready": "waiting",
    "paused": "waiting",
    "proposed": "waiting",
    "open": "active",
    "running": "active",
    "in_progress": "active",
    "sending": "active",
    "numbered": "active",
    "confirmed": "ok",
    "completed": "ok",
    "complete": "ok",
    "complete_pass": "ok",
    "finished": "ok",
    "succeeded": "ok",
    "successful": "ok",
    "done": "ok",
    "issued": "ok",
    "accepted": "ok",
    "present": "ok",
    "frozen": "ok",
    "sent": "ok",
    "returned": "warn",
    "overdue": "warn",
    "late": "warn",
    "excused": "warn",
    "declined": "bad",
    "failed": "bad",
    "complete_fail": "bad",
    "revoked": "bad",
    "absent": "bad",
    "closed": "past",
    "archived": "past",
    "cancelled": "past",
    "withdrawn": "past",
    "abandoned": "past",
    "superseded": "past",
    "merged": "ok",
    "different": "past",
    "lapsed": "past",
    "voided": "past",
    "expired": "past",
}


class Bar(TypedDict):
    """One drawn bar. Heights in pixels, ``width`` in per cent of the picture: words keep their size."""

    label: str
    value: str
    width: str
    label_y: int
    bar_y: int
    value_y: int


@register.inclusion_tag("common/_state_badge.html")
def state_badge(value: Any, label: Any = "", kind: str = "") -> dict[str, str]:
    """A state as word and shape.

    ``{% state_badge enrolment %}`` reads ``enrolment.state``; a value read from the database comes
    with its words, ``{% state_badge row.presence row.get_presence_display %}``; a TextChoices member
    carries its own label. ``kind`` is a tone that overrules STATE_TONES.
    Raises: ValueError, for a bare value read from the database without its words.
    """
    if hasattr(value, "get_state_display"):
        value, label = value.state, label or value.get_state_display()
    label = label or getattr(value, "label", "")
    if not label and value:
        raise ValueError(f"state_badge needs the words of {value!r}: pass get_state_display.")
    return {"label": str(label), "tone": kind or STATE_TONES.get(str(value), "draft")}


@register.inclusion_tag("common/_stat.html")
def stat(
    number: Any, words: str, url: str = "", note: str = "", is_alert: bool = False
) -> dict[str, Any]:
    """A figure as a door: the number, its measure in words, the list behind it."""
    shown = vn_number(number) if isinstance(number, (int, float, Decimal)) else number
    return {"number": shown, "words": words, "url": url, "note": note, "is_alert": is_alert}


@register.inclusion_tag("common/_progress.html")
def progress(done: int, total: int, words: str = "") -> dict[str, Any]:
    """How far something has come: a bar, and the same in figures."""
    percentage = round(100 * min(done, total) / total) if total else 0
    return {"done": done, "total": total, "percent": percentage, "words": words}


@register.inclusion_tag("common/_bar_chart.svg.html")
def bar_chart(rows: Iterable[Mapping[str, Any]], title: str, desc: str = "") -> dict[str, Any]:
    """Horizontal bars of ``rows``: each ``label``, ``value``, ``percent`` (0 to 100, the length).

    The table with the same figures stands beside it; the picture alone is never the source.
    """
    bars = [_bar(number, row) for number, row in enumerate(rows)]
    return {"bars": bars, "title": title, "desc": desc, "height": 44 * len(bars)}


def _bar(number: int, row: Mapping[str, Any]) -> Bar:
    value = row.get("value")
    width = min(max(float(row.get("percent") or 0), 0), 100) * BAR_SHARE
    return {
        "label": str(row.get("label", "")),
        "value": vn_number(value) if isinstance(value, (int, float, Decimal)) else str(value),
        "width": f"{width:.1f}",
        "label_y": 44 * number + 14,
        "bar_y": 44 * number + 20,
        "value_y": 44 * number + 33,
    }


@register.simple_tag(takes_context=True)
def query_with(context: Context, request: Any = None, **changes: Any) -> str:
    """The query string of this page with ``changes``; None or "" takes a field out.

    The page number is dropped unless it is named: another filter starts at its first page.
    """
    request = request or context.get("request")
    if request is None:
        return "?"
    query = request.GET.copy()
    for name in (PAGE, EXPORT):
        query.pop(name, None)
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def elided(page: Page) -> list[dict[str, Any]]:
    """Page numbers to offer: each ``number`` (None for a gap) and ``is_current``."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [
        {"number": n if isinstance(n, int) else None, "is_current": n == page.number}
        for n in numbers
    ]


@register.filter
def vn_date(value: Any) -> str:
    """dd/mm/yyyy; a moment is shown by the date on the office wall."""
    if not isinstance(value, date):
        return NOTHING if value in (None, "") else str(value)
    day = _local(value)
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


@register.filter
def vn_datetime(value: Any) -> str:
    """HH:MM dd/mm/yyyy."""
    if not isinstance(value, datetime):
        return vn_date(value)
    return f"{_local(value):%H:%M} {vn_date(value)}"


@register.filter
def days_left(deadline: Any, today: date | None = None) -> str:
    """A deadline as the days that are left until its end, counted from ``today``."""
    if not isinstance(deadline, date):
        return ""
    last = _local(deadline)
    last = last.date() if isinstance(last, datetime) else last
    days = (last - (today or timezone.localdate())).days
    if days > 0:
        return _("còn %(days)s ngày") % {"days": vn_number(days)}
    if days == 0:
        return _("hết hạn hôm nay")
    return _("quá hạn %(days)s ngày") % {"days": vn_number(-days)}


@register.filter
def vn_number(value: Any, places: int | None = None) -> str:
    """1.234.567 or 12,5; ``places`` fixes the decimals. Nothing known is shown as a dash."""
    if value in (None, ""):
        return NOTHING
    if isinstance(value, float) and places is None:
        value = Decimal(repr(round(value, 2))).normalize()
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


@register.filter
def percent(ratio: Any, places: int = 1) -> str:
    """A ratio (0.853 or 1) as 85,3%; whole percentages lose the ``,0``."""
    if ratio in (None, ""):
        return NOTHING
    text = vn_number(round(100 * Decimal(str(ratio)), places), places)
    return text.removesuffix("," + "0" * places) + "%"


@register.filter
def phone(value: Any) -> str:
    """A Vietnamese telephone number in readable groups; anything else stays as it was written."""
    written = str(value or "")
    digits = "".join(c for c in written if c.isdigit())
    if written.strip().startswith("+84"):
        digits = "0" + digits.removeprefix("84")
    if len(digits) not in (10, 11) or not digits.startswith("0"):
        return written
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


def _local(value: date) -> date:
    """``value`` itself, or an aware moment by the clock of the office."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
