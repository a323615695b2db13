"""The screens of the Wagtail admin that a trainer meets say nothing in English."""

import html
import json
import re
from pathlib import Path

import polib
import pytest
import wagtail

from cms.models import PlainPage
from tests import make
from tests.cms import grow

pytestmark = pytest.mark.django_db

# The same in both languages; and two words that Wagtail 8.0 writes into its markup without asking for a translation
# (the label of a landmark, and Python's None as the title of an empty cell).
SAME = {"URL", "ID", "Wagtail", "Actions", "None"}


def english():
    found = set()
    for source in Path(wagtail.__file__).parent.rglob("locale/en/LC_MESSAGES/django.po"):
        found |= {" ".join(entry.msgid.split()) for entry in polib.pofile(str(source))}
    return found - SAME


ENGLISH = english()


def shown(page):
    """Text, labels and placeholders of a page."""
    markup = re.sub(r"<(script|style|template)\b.*?</\1>", " ", page, flags=re.S)
    texts = {" ".join(html.unescape(text).split()) for text in re.split(r"<[^>]+>", markup)}
    labels = re.findall(r'(?:placeholder|title|aria-label|alt)="([^"]+)"', markup)
    return texts | {html.unescape(label) for label in labels}


@pytest.fixture
def tree(db):
    """Home, one plain page and one lesson, by the names the addresses use."""
    lesson = grow.lesson_page()
    home = lesson.get_site().root_page
    plain = home.add_child(instance=PlainPage(title="Giới thiệu", live=False))
    plain.save_revision()
    return {"home": home.pk, "plain": plain.pk, "lesson": lesson.pk}


PAGES = [
    "/cms/",
    "/cms/pages/",
    "/cms/pages/%(home)d/",
    "/cms/pages/%(home)d/add_subpage/",
    "/cms/pages/add/cms/plainpage/%(home)d/",
    "/cms/pages/%(plain)d/edit/",
    "/cms/pages/%(lesson)d/edit/",
    "/cms/pages/%(lesson)d/history/",
    "/cms/pages/%(lesson)d/workflow_history/",
    "/cms/pages/%(lesson)d/usage/",
    "/cms/pages/%(plain)d/delete/",
    "/cms/pages/%(plain)d/copy/",
    "/cms/pages/%(plain)d/move/",
    "/cms/pages/%(lesson)d/unpublish/",
    "/cms/pages/search/?q=khong-co",
    "/cms/images/",
    "/cms/images/add/",
    "/cms/images/multiple/add/",
    "/cms/images/chooser/",
    "/cms/documents/",
    "/cms/documents/multiple/add/",
    "/cms/documents/chooser/",
    "/cms/choose-page/",
    "/cms/choose-external-link/",
    "/cms/choose-email-link/",
    "/cms/collections/",
    "/cms/account/",
    "/cms/reports/workflow/",
    "/cms/reports/locked/",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_screen_of_the_admin_says_nothing_in_english(sign_in, tree, address):
    # The installer sees every button; a trainer sees some of them.
    client = sign_in(make.user("Người Cài Đặt", is_superuser=True))

    page = client.get(address % tree, follow=True)

    assert (page.status_code, sorted(shown(page.content.decode()) & ENGLISH)) == (200, [])


def test_the_words_of_the_admins_scripts_are_vietnamese(sign_in):
    from django.urls import reverse

    script = sign_in(make.user(is_superuser=True)).get(reverse("wagtailadmin_javascript_catalog"))

    words = script.content.decode()
    assert [json.dumps(label) in words for label in ("Chèn khối", "Thu gọn tất cả")] == [True, True]
