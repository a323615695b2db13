"""Who belongs to which category from when to when, by which decision; and who speaks for an agency."""

from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.models import new_token
from organisations.models import Organisation
from trainees.models.categories import AudienceCategory, EndGround, EndKind
from trainees.models.people import Trainee
from trainees.querysets import RecognitionQuerySet, SpokespersonQuerySet

# NĐ 244/2026/NĐ-CP Đ3.3: posted within 24 hours of the assignment.
POSTING_TIME = timedelta(hours=24)


class Recognition(models.Model):
    """A person in a category, from a day to a day, by a decision where the category needs one.

    Source: TT 10/2016/TT-BTP Đ3-6 (recognition, dismissal, release of legal reporters and propagandists).
    """

    trainee = models.ForeignKey(Trainee, models.PROTECT, related_name="recognitions")
    category = models.ForeignKey(
        AudienceCategory, models.PROTECT, related_name="recognitions", verbose_name=_("đối tượng")
    )
    decision_number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    specialty = models.CharField(_("lĩnh vực chuyên sâu"), max_length=160, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)
    end_decision = models.CharField(_("quyết định kết thúc"), max_length=60, blank=True)
    end_decided_on = models.DateField(_("ngày quyết định kết thúc"), null=True, blank=True)
    end_issuer = models.CharField(_("cơ quan quyết định kết thúc"), max_length=200, blank=True)
    end_ground = models.ForeignKey(
        EndGround,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lý do theo quy định"),
    )
    end_reason = models.CharField(_("lý do kết thúc"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("quyết định công nhận, phân công")
        ordering = ["valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trainee", "category"],
                condition=Q(valid_to__isnull=True),
                name="one_open_recognition_per_category",
                violation_error_message=_("Học viên đang thuộc đối tượng này."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="recognition_ends_after_it_begins",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
        ]
        indexes = [
            models.Index(fields=["category", "valid_to"], name="recognition_of_category"),
        ]

    def __str__(self) -> str:
        return f"{self.holder} – {self.category}"

    @property
    def holder(self) -> Trainee:
        """Whom it is of: the record in use, where the one it was written on has been merged into another."""
        return self.trainee.merged_into or self.trainee

    @property
    def lacks_decision(self) -> bool:
        """The category needs a decision and the record does not name one in full."""
        named = self.decision_number and self.decided_on and self.issuer
        return self.category.needs_decision and not named

    @property
    def ended_how(self) -> str:
        """Miễn nhiệm, cho thôi làm or simply the end."""
        kind = self.end_ground.kind if self.end_ground else EndKind.OTHER
        return str(EndKind(kind).label)


class Spokesperson(models.Model):
    """What the decree wants known of the person who speaks for an agency; the assignment itself is the recognition.

    ``assigned_at`` starts the 24 hours within which ``posted_at`` must follow.
    Source: NĐ 244/2026/NĐ-CP Đ3.3 (name, position, phone, official e-mail, posted within 24 hours).
    """

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    recognition = models.OneToOneField(
        Recognition, models.CASCADE, related_name="spokesperson", verbose_name=_("phân công")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="spokespersons",
        verbose_name=_("cơ quan, đơn vị"),
    )
    position = models.CharField(_("chức vụ"), max_length=160)
    phone = models.CharField(_("số điện thoại"), max_length=20)
    email = models.EmailField(_("thư điện tử công vụ"))
    assigned_at = models.DateTimeField(_("thời điểm phân công"), default=timezone.now)
    posted_at = models.DateTimeField(_("thời điểm đăng công khai"), null=True, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SpokespersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("người phát ngôn")
        constraints = [
            models.CheckConstraint(
                condition=Q(posted_at__isnull=True) | Q(posted_at__gte=F("assigned_at")),
                name="a_spokesperson_is_posted_after_the_assignment",
                violation_error_message=_("Thời điểm đăng phải sau thời điểm phân công."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}"

    @property
    def person(self) -> Trainee:
        return self.recognition.holder

    @property
    def post_by(self) -> datetime:
        """The end of the time in which the name must be posted."""
        return self.assigned_at + POSTING_TIME

    @property
    def hours_late(self) -> int:
        """Whole hours after ``post_by`` at which it was posted, or now where it is not; 0 when it is in time."""
        late = (self.posted_at or timezone.now()) - self.post_by
        return max(0, ceil(late / timedelta(hours=1)))

    @property
    def hours_left(self) -> int:
        """Whole hours until ``post_by``; 0 when it is over."""
        return max(0, (self.post_by - timezone.now()) // timedelta(hours=1))
