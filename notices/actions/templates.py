"""The province's own words for a kind of notice."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.models import StateChange
from common.refusals import Refused
from notices.kinds import KINDS
from notices.models import NoticeTemplate
from notices.rendering import unknown_names
from organisations.models import AdministrativeUnit


@transaction.atomic
def save(
    kind: str,
    province: AdministrativeUnit,
    *,
    subject: str,
    body: str,
    goes_by_mail: bool,
    is_off: bool,
    by: User,
) -> NoticeTemplate:
    """Have notices of this kind say these words from now on. Raises: Refused, naming unknown placeholders."""
    unknown = unknown_names(f"{subject}\n{body}", KINDS[kind].names)
    if unknown:
        raise Refused(unknown_words(kind, unknown))
    template, _is_new = NoticeTemplate.objects.update_or_create(
        kind=kind,
        province=province,
        defaults={
            "subject": subject,
            "body": body,
            "goes_by_mail": goes_by_mail,
            "is_off": is_off,
            "changed_by": by,
            "changed_at": timezone.now(),
        },
    )
    _note(template, "update", "own", by=by)
    return template


@transaction.atomic
def reset(kind: str, province: AdministrativeUnit, *, by: User) -> None:
    """Back to the words that came with the program. Raises: Refused, when they hold already."""
    template = NoticeTemplate.objects.filter(kind=kind, province=province).first()
    if template is None:
        raise Refused(_("Loại thông báo này đang dùng mẫu mặc định."))
    _note(template, "reset", "default", by=by)
    template.delete()


def unknown_words(kind: str, unknown: list[str]) -> str:
    return _("Không có chỗ điền %(unknown)s trong loại thông báo này. Dùng được: %(known)s.") % {
        "unknown": ", ".join(f"{{{name}}}" for name in unknown),
        "known": ", ".join(f"{{{name}}}" for name in KINDS[kind].names),
    }


def _note(template: NoticeTemplate, verb: str, after: str, *, by: User) -> None:
    """The words themselves are kept in the line, so that what people were told in those days can be known."""
    StateChange.objects.create(
        subject=template,
        verb=verb,
        after=after,
        by=by,
        reason=f"{template.kind}: {template.subject}\n{template.body}",
        at=timezone.now(),
    )
