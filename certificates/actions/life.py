"""What becomes of a certificate after it was drafted: voided, revoked, replaced; and the proof of its file."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from certificates import files, pdf
from certificates.actions.issuing import finish, series_of, take_number
from certificates.facts import UNPRINTABLE, Signer, address_of, problem
from certificates.models import Certificate
from certificates.states import REVOKE, SUPERSEDE, VOID
from certificates.words import CertificateWords
from common.refusals import Refused
from common.states import born, move
from courses.states import EnrolmentState

CORRECTABLE = ("full_name", "birth", "position", "organisation")


@transaction.atomic
def revoke(certificate: Certificate, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Take an issued certificate back; the public page says so, with the reason. Raises: Refused."""
    _check(certificate, by, reason)
    move(certificate, REVOKE, by=by, at=at, reason=reason.strip())


@transaction.atomic
def void(certificate: Certificate, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Give up a certificate that was never issued; a number it has stays used. Raises: Refused."""
    _check(certificate, by, reason)
    move(certificate, VOID, by=by, at=at, reason=reason.strip())


@transaction.atomic
def reissue(
    certificate: Certificate,
    *,
    by: User,
    reason: str,
    corrections: Mapping[str, str] | None = None,
    signer: Signer | None = None,
    on: date | None = None,
    at: datetime | None = None,
) -> Certificate:
    """Replace an issued certificate by a corrected one with the next number of the register.

    ``corrections`` holds new words for any of CORRECTABLE; ``signer`` defaults to the one printed before,
    ``on``, the day of issue, to today.
    Raises: Refused; then nothing has changed.
    """
    _check(certificate, by, reason)
    day = on or timezone.localdate(at)
    if certificate.issued_on is not None and not certificate.issued_on <= day <= timezone.localdate(
        at
    ):
        raise Refused(_("Ngày cấp lại phải từ ngày cấp trước đến hôm nay."))
    if certificate.enrolment.state != EnrolmentState.COMPLETED:
        raise Refused(_("Kết quả của học viên không còn là Đạt. Thu hồi giấy thay vì cấp lại."))
    move(certificate, SUPERSEDE, by=by, at=at, reason=reason.strip())
    new = Certificate.objects.create(
        batch=certificate.batch, enrolment=certificate.enrolment, replaces=certificate
    )
    born(new, by=by, at=at, reason=reason.strip())
    take_number(new, series_of(certificate.enrolment.course_run, day.year), by=by, at=at)
    words = _corrected(certificate, new, corrections or {}, signer, day)
    try:
        content = pdf.render(words)
    except UNPRINTABLE as error:
        raise Refused(problem(error)) from error
    name = files.name_of(new.token, day.year)
    with files.prepared(name, content) as put:
        put()
        finish(new, words, content, name, by=by, at=at)
    return new


def _corrected(
    old: Certificate,
    new: Certificate,
    corrections: Mapping[str, str],
    signer: Signer | None,
    day: date,
) -> CertificateWords:
    before = CertificateWords.from_json(old.words)
    texts: dict[str, Any] = {
        field: corrections[field].strip() for field in CORRECTABLE if field in corrections
    }
    after = replace(
        before,
        **texts,
        register_number=new.register_number,
        issued_on=day,
        verification_url=address_of(new),
    )
    if signer is not None:
        after = replace(
            after,
            signer_capacity=signer.capacity.strip(),
            signer_title=signer.title.strip(),
            signer_name=signer.name.strip(),
        )
    return after.normalised()


def _check(certificate: Certificate, by: User, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Nêu lý do: lý do được lưu trong sổ gốc."))
    if certificate.batch.proposed_by_id == by.pk:
        raise Refused(_("Người đề nghị cấp không tự xử lý được. Chuyển cho lãnh đạo khác."))


def verify_file(certificate: Certificate) -> bool:
    """True when the stored file is still, byte for byte, the one that was issued."""
    try:
        return files.digest(files.read(certificate.stored_as)) == certificate.sha256
    except OSError:
        return False


def checked_file(certificate: Certificate) -> bytes:
    """The stored PDF. Raises: Refused, when it is gone or is not the one that was issued."""
    try:
        content = files.read(certificate.stored_as)
    except OSError:
        content = b""
    if files.digest(content) != certificate.sha256:
        raise Refused(
            _(
                "Tệp giấy chứng nhận số %(number)s bị hỏng nên không tải được. "
                "Báo quản trị hệ thống khôi phục từ bản sao lưu."
            )
            % {"number": certificate.register_number}
        )
    return content
