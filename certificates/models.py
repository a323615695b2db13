"""The proof: templates, registers, and certificates as frozen copies of the printed words."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.querysets import (
    CertificateBatchQuerySet,
    CertificateQuerySet,
    NumberSeriesQuerySet,
)
from certificates.states import CertificateState
from common.models import new_token
from courses.models import CourseRun, Enrolment
from courses.states import EnrolmentState
from organisations.models import Organisation


class CertificateTemplate(models.Model):
    """What an agency prints on all its certificates."""

    organisation = models.OneToOneField(
        Organisation,
        models.PROTECT,
        related_name="certificate_template",
        verbose_name=_("cơ quan cấp"),
    )
    superior_agency = models.CharField(_("cơ quan chủ quản"), max_length=120)
    issuing_agency = models.CharField(_("cơ quan cấp (in trên giấy)"), max_length=120)
    symbol = models.CharField(_("ký hiệu sổ"), max_length=30, help_text=_("Ví dụ: GCN-STP"))
    place = models.CharField(_("địa danh"), max_length=60)
    signer_capacity = models.CharField(
        _("quyền hạn ký"), max_length=60, blank=True, help_text=_("Ví dụ: KT. GIÁM ĐỐC")
    )
    signer_title = models.CharField(_("chức vụ người ký"), max_length=60)
    signer_name = models.CharField(_("họ tên người ký"), max_length=120)

    class Meta:
        verbose_name = _("mẫu giấy chứng nhận")

    def __str__(self) -> str:
        return str(self.organisation)


class NumberSeries(models.Model):
    """The register of one agency in one year. Numbers are given under its row lock: no gap, no double.

    ``first_number``: the first one given here; those below it were given on paper, before the office came here.
    Source: NĐ 30/2020 Đ15.1, taken over from documents to the register.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="number_series")
    year = models.PositiveSmallIntegerField()
    symbol = models.CharField(max_length=30)
    first_number = models.PositiveIntegerField(default=1)
    last_number = models.PositiveIntegerField(default=0)

    objects = NumberSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("sổ gốc cấp giấy chứng nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"], name="one_register_per_agency_and_year"
            ),
            models.CheckConstraint(
                condition=Q(first_number__gte=1, last_number__gte=F("first_number") - 1),
                name="a_register_begins_at_its_first_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}"


class CertificateBatch(models.Model):
    """A proposal for a run, approved (numbered and issued) or returned by another person."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    course_run = models.ForeignKey(CourseRun, models.PROTECT, related_name="certificate_batches")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    result_decision = models.CharField(
        _("quyết định công nhận kết quả"), max_length=200, blank=True
    )
    signer_capacity = models.CharField(_("quyền hạn ký"), max_length=60, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=60)
    signer_name = models.CharField(_("họ tên người ký"), max_length=120)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    issued_on = models.DateField(_("ngày cấp"), null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(_("lý do trả lại"), max_length=300, blank=True)

    objects = CertificateBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("đợt cấp giấy chứng nhận")
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="the_approver_is_not_the_proposer",
                violation_error_message=_("Người đề nghị không được tự duyệt cấp."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(returned_by__isnull=True),
                name="a_batch_is_approved_or_returned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_run.code}, {self.proposed_at:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("certificates:batch_detail", args=[self.token])

    @property
    def is_pending(self) -> bool:
        return self.approved_at is None and self.returned_at is None


class Certificate(models.Model):
    """``words`` is certificates.words.CertificateWords as JSON: every printed word, frozen at issue.
    ``sha256`` proves the stored file years later.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    batch = models.ForeignKey(CertificateBatch, models.PROTECT, related_name="certificates")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="certificates")
    state = models.CharField(
        max_length=12, choices=CertificateState.choices, default=CertificateState.DRAFT
    )
    series = models.ForeignKey(
        NumberSeries, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    number = models.PositiveIntegerField(null=True, blank=True)
    register_number = models.CharField(_("số vào sổ"), max_length=60, blank=True)
    words = models.JSONField(default=dict, blank=True)
    stored_as = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    issued_on = models.DateField(_("ngày cấp"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("giấy chứng nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"], name="a_register_number_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(state__in=["draft", "numbered", "issued"]),
                name="one_live_certificate_per_enrolment",
                violation_error_message=_("Học viên đã có giấy chứng nhận của lớp này."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=CertificateState.values), name="certificate_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(series__isnull=True, number__isnull=True)
                | Q(series__isnull=False, number__isnull=False),
                name="a_number_belongs_to_a_register",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["numbered", "issued", "superseded", "revoked"])
                | Q(number__isnull=False),
                name="a_numbered_certificate_has_its_number",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["issued", "superseded", "revoked"])
                | (~Q(sha256="") & Q(issued_on__isnull=False)),
                name="an_issued_certificate_is_proved",
            ),
        ]

    def __str__(self) -> str:
        return self.register_number or self.token

    def get_absolute_url(self) -> str:
        """The short public address in the QR code."""
        return reverse("certificates:certificate_check", args=[self.token])

    def printed(self, field: str) -> str:
        """A word as the paper says it; before the issue, the name as it was frozen in the run."""
        known = {
            "full_name": self.enrolment.full_name,
            "run_title": self.enrolment.course_run.title,
        }
        return str(self.words.get(field) or known.get(field, ""))

    @property
    def is_public(self) -> bool:
        return self.state in CertificateState.public()

    @property
    def is_without_result(self) -> bool:
        """Issued, but the result was corrected to failed since: it should be revoked."""
        return (
            self.state == CertificateState.ISSUED
            and self.enrolment.state != EnrolmentState.COMPLETED
        )
