"""What a decision must say. Pure: the law's wishes as values, so that a form and an action ask for the same.

Source: TT 10/2016/TT-BTP Đ4 (a dismissal names the number and date of the recognition), Đ3-6.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

# Column of Recognition → what it is called in a sentence.
RECOGNITION = {
    "decision_number": _("số quyết định"),
    "decided_on": _("ngày quyết định"),
    "issuer": _("cơ quan ban hành"),
}
ENDING = {
    "end_decision": _("số quyết định"),
    "end_decided_on": _("ngày quyết định"),
    "end_issuer": _("cơ quan ban hành"),
}


def lacking(said: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    """The columns of ``wanted`` that ``said`` leaves empty, in order."""
    return [name for name in wanted if not said.get(name)]


def in_words(names: list[str], wanted: Mapping[str, Any]) -> str:
    """``số quyết định, cơ quan ban hành``"""
    return ", ".join(str(wanted[name]) for name in names)
