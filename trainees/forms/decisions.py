"""What a form asks of a decision: the same as the action, but said beside the field."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trainees import decisions
from trainees.models import AudienceCategory, EndKind

MISSING = _("Đối tượng này phải có quyết định: hãy ghi mục này.")
MISSING_END = _("Phải có quyết định: hãy ghi mục này.")


def ask_for_decision(
    form: forms.BaseForm, given: Mapping[str, Any], category: AudienceCategory | None
) -> None:
    """Say beside each field what the category's decision leaves out."""
    if category is None or not category.needs_decision:
        return
    for name in decisions.lacking(given, decisions.RECOGNITION):
        if name not in form.errors:
            form.add_error(name, MISSING)


def ask_for_ending(form: forms.BaseForm, given: Mapping[str, Any]) -> None:
    """A dismissal and a release name their decision."""
    ground = given.get("end_ground")
    if ground is None or ground.kind == EndKind.OTHER:
        return
    for name in decisions.lacking(given, decisions.ENDING):
        if name not in form.errors:
            form.add_error(name, MISSING_END)
