"""Numbering and printing, one certificate a transaction, so that it can be killed and gone on with.

What is left to do is asked of the database each time: nothing is kept in a job. Two workers at once do
no harm; the slower one finds the certificate moved on and leaves it alone.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from certificates import files, pdf
from certificates.facts import (
    UNPRINTABLE,
    Signer,
    address_of,
    common_words,
    problem,
    template_of,
    words_of,
)
from certificates.models import Certificate, CertificateBatch, NumberSeries
from certificates.states import ISSUE, NUMBER, VOID, CertificateState
from certificates.words import CertificateWords
from common.refusals import Refused
from common.states import move
from courses.models import CourseRun, Enrolment
from courses.states import EnrolmentState

# Called after each certificate with what was done and, when it could not be, why.
Report = Callable[[str, str], None]


def say_nothing(message: str, error: str) -> None:
    """The report of somebody who does not look."""


def number(
    batch: CertificateBatch, *, by: User, report: Report = say_nothing, at: datetime | None = None
) -> None:
    """Enter every draft of an approved batch in the register, in the Vietnamese order of names.

    The year of the register is that of the day of issue. Raises: Refused.
    """
    day = _day_of(batch)
    series = series_of(batch.course_run, day.year)
    drafts = list(batch.certificates.drafts().in_name_order().values_list("pk", flat=True))
    for pk in drafts:
        report(*_number_one(pk, series, by, at))


def series_of(run: CourseRun, year: int) -> NumberSeries:
    """The register of the lead agency in ``year``; it keeps the symbol it was opened with. Raises: Refused."""
    template = template_of(run)
    if template is None:
        raise Refused(_("Cơ quan chủ trì chưa có mẫu giấy chứng nhận. Lập mẫu rồi cấp tiếp."))
    return NumberSeries.objects.get_or_create(
        organisation_id=run.lead_organisation_id, year=year, defaults={"symbol": template.symbol}
    )[0]


@transaction.atomic
def _number_one(pk: int, series: NumberSeries, by: User, at: datetime | None) -> tuple[str, str]:
    certificate = _locked(pk)
    if certificate.state != CertificateState.DRAFT:
        return "", ""
    name = certificate.enrolment.full_name
    if not _is_earned(certificate):
        return "", _void(certificate, by, at)
    take_number(certificate, series, by=by, at=at)
    return _("Vào sổ số %(number)s: %(name)s") % {
        "number": certificate.register_number,
        "name": name,
    }, ""


def take_number(
    certificate: Certificate, series: NumberSeries, *, by: User, at: datetime | None = None
) -> None:
    """The next number of the register, under its lock until the transaction ends: no gap, no double."""
    held = NumberSeries.objects.select_for_update().get(pk=series.pk)
    held.last_number += 1
    held.save(update_fields=["last_number"])
    move(
        certificate,
        NUMBER,
        by=by,
        at=at,
        series=held,
        number=held.last_number,
        register_number=f"{held.last_number:02d}/{held.year}/{held.symbol}",
    )


def issue(
    batch: CertificateBatch, *, by: User, report: Report = say_nothing, at: datetime | None = None
) -> None:
    """Print every numbered certificate of an approved batch, in the order of the register.

    One that cannot be printed stays numbered and is reported; the others go on. Raises: Refused.
    """
    day = _day_of(batch)
    run, template = batch.course_run, template_of(batch.course_run)
    if template is None:
        raise Refused(_("Cơ quan chủ trì chưa có mẫu giấy chứng nhận. Lập mẫu rồi cấp tiếp."))
    files.sweep()
    common = common_words(
        run, template, Signer.of(batch), result_decision=batch.result_decision, issued_on=day
    )
    for pk in list(batch.certificates.numbered().order_by("number").values_list("pk", flat=True)):
        report(*_issue_one(pk, common, by, at))


def _issue_one(
    pk: int, common: Mapping[str, Any], by: User, at: datetime | None
) -> tuple[str, str]:
    certificate = Certificate.objects.for_issue().get(pk=pk)
    if certificate.state != CertificateState.NUMBERED:
        return "", ""
    words = words_of(
        certificate.enrolment,
        common,
        register_number=certificate.register_number,
        address=address_of(certificate),
    )
    try:
        content = pdf.render(words)
    except UNPRINTABLE as error:
        return "", f"{certificate.register_number}, {words.full_name}: {problem(error)}"
    return _store(certificate, words, content, by, at)


def _store(
    certificate: Certificate,
    words: CertificateWords,
    content: bytes,
    by: User,
    at: datetime | None,
) -> tuple[str, str]:
    name = files.name_of(certificate.token, words.issued_on.year)
    # The file takes its name inside the transaction: an issued row always has its file, and of two
    # workers the slower one cannot put its own over a file whose hash is already in the register.
    with files.prepared(name, content) as put, transaction.atomic():
        now = _locked(certificate.pk)
        if now.state != CertificateState.NUMBERED:
            return "", ""
        if not _is_earned(now):
            return "", _void(now, by, at)
        put()
        finish(now, words, content, name, by=by, at=at)
    return _("Cấp số %(number)s: %(name)s") % {
        "number": words.register_number,
        "name": words.full_name,
    }, ""


def finish(
    certificate: Certificate,
    words: CertificateWords,
    content: bytes,
    name: str,
    *,
    by: User,
    at: datetime | None = None,
) -> None:
    """The printed words, the proof of the file and the new state, in one UPDATE."""
    move(
        certificate,
        ISSUE,
        by=by,
        at=at,
        words=words.to_json(),
        sha256=files.digest(content),
        stored_as=name,
        issued_on=words.issued_on,
    )


def _day_of(batch: CertificateBatch) -> date:
    if batch.approved_at is None or batch.issued_on is None:
        raise Refused(_("Đề nghị chưa được duyệt."))
    return batch.issued_on


def _locked(pk: int) -> Certificate:
    return Certificate.objects.select_for_update().get(pk=pk)


def _is_earned(certificate: Certificate) -> bool:
    """The result may have been corrected since the proposal; it stands still until we are done."""
    enrolment = Enrolment.objects.select_for_update(no_key=True).get(pk=certificate.enrolment_id)
    certificate.enrolment = enrolment
    return enrolment.state == EnrolmentState.COMPLETED


def _void(certificate: Certificate, by: User, at: datetime | None) -> str:
    reason = _("Kết quả đã được điều chỉnh thành không đạt.")
    move(certificate, VOID, by=by, at=at, reason=reason)
    return f"{certificate.enrolment.full_name}: {reason}"
