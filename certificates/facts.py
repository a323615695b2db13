"""From rows to the words of a certificate, and what stands in the way of printing them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from urllib.parse import urljoin

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from certificates import pdf
from certificates.models import Certificate, CertificateBatch, CertificateTemplate
from certificates.words import CertificateWords
from courses.models import CourseRun, Enrolment

UNPRINTABLE = (pdf.MissingGlyphsError, pdf.DoesNotFitError, segno.DataOverflowError)
NO_NUMBER_YET = "…"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as the office writes it: ``capacity`` "KT. GIÁM ĐỐC" or empty."""

    capacity: str
    title: str
    name: str

    @classmethod
    def of(cls, source: CertificateTemplate | CertificateBatch) -> Self:
        return cls(source.signer_capacity, source.signer_title, source.signer_name)

    @property
    def is_complete(self) -> bool:
        return bool(self.title.strip() and self.name.strip())


def template_of(run: CourseRun) -> CertificateTemplate | None:
    return CertificateTemplate.objects.filter(organisation=run.lead_organisation_id).first()


def common_words(
    run: CourseRun,
    template: CertificateTemplate,
    signer: Signer,
    *,
    result_decision: str,
    issued_on: date,
) -> dict[str, Any]:
    """What everybody's certificate of one run says."""
    return {
        "superior_agency": template.superior_agency,
        "issuing_agency": template.issuing_agency,
        "course_title": run.course.title,
        "run_title": run.title,
        "starts_on": run.starts_on,
        "ends_on": run.ends_on,
        "periods": sum(run.modules.values_list("periods", flat=True)),
        "mode": str(run.get_mode_display()),
        "venue": run.venue,
        "place": template.place,
        "issued_on": issued_on,
        "signer_capacity": signer.capacity,
        "signer_title": signer.title,
        "signer_name": signer.name,
        "result_decision": result_decision,
    }


def words_of(
    enrolment: Enrolment, common: Mapping[str, Any], *, register_number: str, address: str
) -> CertificateWords:
    """Name, position and agency are those frozen in the enrolment, never today's."""
    completion = getattr(enrolment, "completion", None)
    return CertificateWords(
        **common,
        full_name=enrolment.full_name,
        birth=enrolment.trainee.birth,
        position=enrolment.position,
        organisation=enrolment.organisation.name if enrolment.organisation else "",
        grade_band=completion.band if completion else "",
        register_number=register_number,
        verification_url=address,
    ).normalised()


def draft_words(enrolment: Enrolment, common: Mapping[str, Any]) -> CertificateWords:
    """For previews: without a number, and with an address that will never prove this paper."""
    lookup = reverse("certificates:certificate_lookup")
    return words_of(
        enrolment, common, register_number=NO_NUMBER_YET, address=urljoin(settings.SITE_URL, lookup)
    )


def address_of(certificate: Certificate) -> str:
    """The public address in the QR code."""
    return urljoin(settings.SITE_URL, certificate.get_absolute_url())


def why_unprintable(words: CertificateWords) -> str:
    """What stands in the way of printing, empty when nothing does. Costs one drawing (8 ms)."""
    try:
        pdf.render(words)
    except UNPRINTABLE as error:
        return problem(error)
    return ""


def problem(error: Exception) -> str:
    if isinstance(error, pdf.MissingGlyphsError):
        return _("Có chữ không in được: %(letters)s. Sửa lại rồi thử lại.") % {
            "letters": " ".join(error.letters)
        }
    return _("Nội dung quá dài, không vừa khổ giấy. Rút gọn rồi thử lại.")


def problems_of(enrolments: Sequence[Enrolment], common: Mapping[str, Any]) -> dict[int, str]:
    """Why a certificate of these people could not be printed, by enrolment id.

    Letters are checked for each. Of the lengths the longest person speaks for all; only when that one
    does not fit is everybody drawn.
    """
    drafts = {enrolment.pk: draft_words(enrolment, common) for enrolment in enrolments}
    found = {}
    for pk, words in drafts.items():
        if letters := pdf.missing_glyphs(words.letters()):
            found[pk] = problem(pdf.MissingGlyphsError(letters))
    lengths = {pk: len(words.letters()) for pk, words in drafts.items() if pk not in found}
    longest = max(lengths, key=lambda pk: lengths[pk], default=None)
    if longest is not None and why_unprintable(drafts[longest]):
        long = {pk: why_unprintable(drafts[pk]) for pk in lengths}
        found |= {pk: reason for pk, reason in long.items() if reason}
    return found


def sample(template: CertificateTemplate, on: date) -> CertificateWords:
    """An invented person in an invented class, to look at the paper before anybody gets one."""
    lookup = reverse("certificates:certificate_lookup")
    return CertificateWords(
        superior_agency=template.superior_agency,
        issuing_agency=template.issuing_agency,
        register_number=f"00/{on.year}/{template.symbol}",
        full_name=_("Nguyễn Thị Mẫu"),
        birth="05/02/1985",
        position=_("Công chức Tư pháp - Hộ tịch"),
        organisation=_("Ủy ban nhân dân xã (bản mẫu)"),
        course_title=_("Kiến thức, kỹ năng truyền thông chính sách"),
        run_title=_("Lớp tập huấn mẫu về kỹ năng truyền thông chính sách"),
        starts_on=on,
        ends_on=on,
        periods=16,
        mode=_("Trực tiếp"),
        venue=_("Hội trường cơ quan"),
        grade_band=_("Khá"),
        place=template.place,
        issued_on=on,
        signer_capacity=template.signer_capacity,
        signer_title=template.signer_title,
        signer_name=template.signer_name,
        verification_url=urljoin(settings.SITE_URL, lookup),
        result_decision="",
    )
