"""Wagtail's news of its pages, each handed to the one action. Wagtail offers no other hook on every route."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.actions import sync


@receiver([page_published, page_slug_changed, post_page_move], dispatch_uid="cms.sync")
def bring_fact_in_line(sender: type[Page], instance: Page, **news: Any) -> None:
    sync(instance)


@receiver(page_unpublished, dispatch_uid="cms.withdraw")
def withdraw_fact(sender: type[Page], instance: Page, **news: Any) -> None:
    """Wagtail sends this before a deletion too, when the row still says that it is live."""
    sync(instance, is_live=False)
