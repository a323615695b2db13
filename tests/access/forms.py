"""The forms of a page as a browser would send them, filled in honestly."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.utils import timezone

WORDS = {"password": "Mật khẩu thử nghiệm 2026", "email": "nguoi@vi-du.vn"}


class Sent(NamedTuple):
    """Where a form goes, what it carries (name → values), and every name it shows, ticked or not."""

    action: str
    data: dict[str, list[str]]
    shown: frozenset[str]

    @property
    def shape(self) -> tuple[str, tuple[str, ...]]:
        return self.action, tuple(sorted(self.data))


def forms_of(url: str, content: bytes) -> Iterator[Sent]:
    """Every form of the page that posts, once for each of its named buttons. Forms that want a file are left out."""
    for form in BeautifulSoup(content, "html.parser").find_all("form", method="post"):
        if form.find("input", type="file", attrs={"required": True}):
            continue
        fields = _fields(form)
        shown = frozenset(field["name"] for field in form.find_all(attrs={"name": True}))
        for button in _buttons(form):
            action = button.get("formaction") or form.get("action") or url
            named = {button["name"]: [button.get("value", "")]} if button.get("name") else {}
            yield Sent(urljoin(url, action), {**fields, **named}, shown)


def _buttons(form: Tag) -> list[Tag]:
    return form.find_all("button", type="submit") or [form]


def _fields(form: Tag) -> dict[str, list[str]]:
    data: dict[str, list[str]] = {}
    for field in form.find_all(["input", "select", "textarea"]):
        name = field.get("name")
        if name and name != "csrfmiddlewaretoken" and not field.has_attr("disabled"):
            value = _value(field, name in data)
            if value is not None:
                data.setdefault(name, []).extend(value)
    return data


def _value(field: Tag, is_known: bool) -> list[str] | None:
    """What this field sends; None for nothing."""
    if field.name == "select":
        return _chosen(field)
    if field.name == "textarea":
        return [field.get_text().strip() or "Nội dung thử nghiệm"]
    kind = field.get("type", "text")
    if kind in ("checkbox", "radio"):
        first_of_radios = kind == "radio" and not is_known
        ticked = field.has_attr("checked") or field.has_attr("required") or first_of_radios
        return [field.get("value", "on")] if ticked else None
    return [field.get("value") or _made_up(field, kind)]


def _chosen(field: Tag) -> list[str]:
    options = field.find_all("option")
    selected = [one.get("value", "") for one in options if one.has_attr("selected")]
    filled = [one.get("value", "") for one in options if one.get("value")]
    return [value for value in selected if value] or filled[:1]


def _made_up(field: Tag, kind: str) -> str:
    if not field.has_attr("required") and kind != "hidden":
        return ""
    today = timezone.localdate()
    if kind == "date":
        return today.isoformat()
    if kind == "number":
        return field.get("min") or "1"
    if "ngày/tháng/năm" in (field.get("placeholder") or ""):
        return f"{today:%d/%m/%Y}"
    return WORDS.get(kind, "Giá trị thử")
