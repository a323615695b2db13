"""What makes a question sound. Pure: values in, sentences out; the admin form, loading and imports ask here."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

SINGLE = "single"
MULTIPLE = "multiple"
TRUE_FALSE = "true_false"


class ChoiceValue(NamedTuple):
    text: str
    is_correct: bool


def problems(kind: str, text: str, choices: Sequence[ChoiceValue]) -> list[str]:
    """Why this question cannot be asked, in words that say what to do; empty when it can."""
    found = []
    correct = sum(choice.is_correct for choice in choices)
    if not text.strip():
        found.append(_("Nhập nội dung câu hỏi."))
    if kind == TRUE_FALSE and len(choices) != 2:
        found.append(_("Câu đúng/sai phải có đúng hai phương án."))
    elif len(choices) < 2:
        found.append(_("Nhập ít nhất hai phương án trả lời."))
    if kind == MULTIPLE and not correct:
        found.append(_("Đánh dấu ít nhất một phương án đúng."))
    if kind != MULTIPLE and correct != 1:
        found.append(
            _("Câu loại này phải có đúng một phương án đúng, hiện có %(n)d.") % {"n": correct}
        )
    if _has_twins(choices):
        found.append(_("Hai phương án có nội dung giống nhau: sửa hoặc bỏ một phương án."))
    return found


def _has_twins(choices: Sequence[ChoiceValue]) -> bool:
    texts = [choice.text.strip().casefold() for choice in choices]
    return len(set(texts)) < len(texts)
