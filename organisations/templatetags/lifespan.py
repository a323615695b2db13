"""How long a unit or an agency has existed, in words."""

from typing import Any

from django import template

from organisations.life import span_words

register = template.Library()


@register.filter
def lifespan(row: Any) -> str:
    """The span of anything with ``valid_from`` and ``valid_to``."""
    return span_words(row.valid_from, row.valid_to)
