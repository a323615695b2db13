"""The Wagtail admin as trainers meet it: their menu, their first page, and what it must not do."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from cms import actions, documents
from cms.catalogue import drafts_of
from cms.models import CataloguePage
from cms.viewsets import LegalDocumentViewSet, QuestionBank
from common.refusals import Refused

HIDDEN_MENU_ITEMS = {"help", "reports", "snippets"}

# It asks for a first and a last name, which our accounts do not have, and then lets nothing else be saved.
NameEmailSettingsPanel.is_active = lambda panel: False

register_snippet(QuestionBank)
register_snippet(LegalDocumentViewSet)

hooks.register("before_serve_document", documents.gate)


@hooks.register("construct_main_menu")
def trim_menu(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_MENU_ITEMS]


@hooks.register("register_admin_menu_item")
def back_to_the_office() -> MenuItem:
    return MenuItem(_("Về trang làm việc"), "/bat-dau/", icon_name="home", order=10)


class WritingPanel(Component):
    """What a trainer does here, in the order in which it is done, and the drafts that wait."""

    name = "writing"
    order = 50
    template_name = "cms/admin/writing_panel.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {
            "catalogue": CataloguePage.objects.first(),
            "drafts": drafts_of(parent_context["request"].user),
        }


@hooks.register("construct_homepage_panels")
def set_panels(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WritingPanel())


@hooks.register("before_move_page")
def keep_taught_pages(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """On the way to the move, so that nobody is refused after the page has gone."""
    return _refuse_moves(request, [page], destination)


@hooks.register("before_bulk_action")
def keep_taught_pages_together(
    request: HttpRequest, action_type: str, objects: Iterable[Page], action: Any
) -> HttpResponse | None:
    if action_type != "move" or not all(isinstance(one, Page) for one in objects):
        return None
    return _refuse_moves(request, objects, action.cleaned_form.cleaned_data["chooser"])


@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
def keep_what_is_being_taught(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Results count the activities that are offered: none may vanish under a class that is learning them."""
    return _refuse_loss(request, [page])


@hooks.register("before_bulk_action")
def keep_what_is_being_taught_together(
    request: HttpRequest, action_type: str, objects: Iterable[Page], action: Any
) -> HttpResponse | None:
    if action_type not in {"delete", "unpublish"}:
        return None
    return _refuse_loss(request, [one for one in objects if isinstance(one, Page)])


def _refuse_loss(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    for page in pages:
        try:
            actions.refuse_loss(page)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def _refuse_moves(
    request: HttpRequest, pages: Iterable[Page], destination: Page
) -> HttpResponse | None:
    for page in pages:
        try:
            actions.refuse_move(page, destination)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("after_convert_alias_page")
def give_its_own_fact(request: HttpRequest, page: Page) -> None:
    """A converted alias is live at once, and Wagtail sends no news of it."""
    page.refresh_from_db()
    actions.sync(page)
