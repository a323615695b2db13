"""What a decree still asks of those who keep accounts and people; shown on its page, which stands two floors below."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.models import Reorganisation
from organisations.next_steps import Step
from trainees import rules
from trainees.models import Trainee
from trainees.querysets.moves import grants_at_ended, waiting


def steps_of(decree: Reorganisation, user: Any) -> Iterator[Step]:
    """Apply, undo, and what is left to do after applying."""
    may_apply = rules.may_apply_reorganisation(user, decree)
    if decree.is_open and may_apply:
        yield _apply(decree)
    elif not decree.is_open:
        yield from _people(decree, user)
        if may_apply:
            yield from _grants(decree)
            url = reverse("trainees:reorganisation_undo", args=[decree.token])
            yield Step(_("Hoàn tác"), url)


def _apply(decree: Reorganisation) -> Step:
    """Before its day a decree is refused: the numbers can be read, the button does not promise more."""
    url = reverse("trainees:reorganisation_apply", args=[decree.token])
    if decree.effective_on <= timezone.localdate():
        return Step(_("Thực hiện sắp xếp"), url, is_main=True)
    words = _("Văn bản có hiệu lực từ ngày %(day)s. Từ ngày đó mới thực hiện được.")
    return Step(_("Xem trước kết quả"), url, words % {"day": f"{decree.effective_on:%d/%m/%Y}"})


def _people(decree: Reorganisation, user: Any) -> Iterator[Step]:
    if not rules.may_list(user):
        return
    n = waiting(Trainee.objects.visible_to(user).current(), decree).count()
    if n:
        words = ngettext(
            "%(n)d người ở cơ quan bị tách hoặc bãi bỏ đang chờ chọn đơn vị.",
            "%(n)d người ở cơ quan bị tách hoặc bãi bỏ đang chờ chọn đơn vị.",
            n,
        )
        yield Step(_("Chọn đơn vị"), reverse("trainees:move_list"), words % {"n": n})


def _grants(decree: Reorganisation) -> Iterator[Step]:
    n = grants_at_ended(decree).count()
    if n:
        words = ngettext(
            "%(n)d vai trò còn gắn với cơ quan đã kết thúc.",
            "%(n)d vai trò còn gắn với cơ quan đã kết thúc.",
            n,
        )
        url = reverse("trainees:reorganisation_rest", args=[decree.token])
        yield Step(_("Còn phải làm"), url, words % {"n": n})
