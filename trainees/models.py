"""Who is trained: people with or without an account, and the categories they belong to."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import ByteOrderedCharField
from common.models import new_token
from common.vietnamese import fold, nfc, sort_key
from organisations.models import Organisation
from trainees.querysets import (
    AccountClaimQuerySet,
    AudienceCategoryQuerySet,
    RecognitionQuerySet,
    TraineeQuerySet,
)


class AudienceGroup(models.TextChoices):
    PRESS = "press", _("Khối báo chí, thông tin")
    LEGAL = "legal", _("Khối pháp luật")
    SPOKESPERSON = "spokesperson", _("Người phát ngôn, truyền thông chính sách")


class AudienceCategory(models.Model):
    """A kind of people the plans order to be trained. Data, not an enum: the law behind it is in motion."""

    code = models.SlugField(max_length=60, unique=True)
    label = models.CharField(_("tên đối tượng"), max_length=160)
    group = models.CharField(_("khối"), max_length=20, choices=AudienceGroup.choices)
    source = models.CharField(_("căn cứ"), max_length=200, blank=True)
    evidence = models.CharField(_("giấy tờ chứng minh"), max_length=200, blank=True)
    closed_from = models.DateField(_("không nhận mới từ ngày"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    match_key = models.CharField(max_length=160, editable=False)

    objects = AudienceCategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("đối tượng")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__in=AudienceGroup.values), name="audience_group_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: object, **kwargs: object) -> None:
        self.match_key = fold(self.label)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Sex(models.TextChoices):
    FEMALE = "female", _("Nữ")
    MALE = "male", _("Nam")


class Trainee(models.Model):
    """A person who is trained. The account is optional; what was true at a class lives in the enrolment."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="trainee"
    )
    full_name = models.CharField(_("họ và tên"), max_length=120)
    sort_key = ByteOrderedCharField(max_length=130, editable=False)
    search_key = ByteOrderedCharField(max_length=130, editable=False)
    birth_year = models.PositiveSmallIntegerField(
        _("năm sinh"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    birth_month = models.PositiveSmallIntegerField(
        _("tháng sinh"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    birth_day = models.PositiveSmallIntegerField(
        _("ngày sinh"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    sex = models.CharField(_("giới tính"), max_length=10, choices=Sex.choices, blank=True)
    phone = models.CharField(_("số điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="trainees", verbose_name=_("đơn vị công tác")
    )
    position = models.CharField(_("chức vụ, chức danh"), max_length=160, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_records"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TraineeQuerySet.as_manager()

    class Meta:
        verbose_name = _("học viên")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_month__isnull=True) | Q(birth_year__isnull=False),
                name="a_birth_month_has_its_year",
                violation_error_message=_("Có tháng sinh thì phải có năm sinh."),
            ),
            models.CheckConstraint(
                condition=Q(birth_day__isnull=True) | Q(birth_month__isnull=False),
                name="a_birth_day_has_its_month",
                violation_error_message=_("Có ngày sinh thì phải có tháng sinh."),
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="a_record_is_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(sex__in=["", *Sex.values]), name="trainee_sex_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "sort_key"], name="trainee_of_organisation"),
            models.Index(fields=["search_key", "birth_year"], name="trainee_by_name_and_birth"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.full_name = nfc(self.full_name)
        self.sort_key = sort_key(self.full_name)
        self.search_key = fold(self.full_name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("trainees:trainee_detail", args=[self.token])

    @property
    def birth(self) -> str:
        """As far as it is known: 05/02/1985, 02/1985, 1985 or nothing."""
        parts = [self.birth_day, self.birth_month]
        known = [f"{part:02d}" for part in parts if part]
        return "/".join([*known, str(self.birth_year)]) if self.birth_year else ""


class Recognition(models.Model):
    """A person in a category, from a day to a day, by a decision where the category needs one.

    Source: TT 10/2016/TT-BTP Đ3-6 (recognition, dismissal, release of legal reporters and propagandists).
    """

    trainee = models.ForeignKey(Trainee, models.PROTECT, related_name="recognitions")
    category = models.ForeignKey(
        AudienceCategory, models.PROTECT, related_name="recognitions", verbose_name=_("đối tượng")
    )
    decision_number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)
    end_decision = models.CharField(_("quyết định kết thúc"), max_length=60, blank=True)
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

    def __str__(self) -> str:
        return f"{self.trainee} – {self.category}"


class AccountClaim(models.Model):
    """A one-time code by which a person without an account takes theirs. Only its hash is stored."""

    trainee = models.ForeignKey(Trainee, models.CASCADE, related_name="claims")
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = AccountClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("mã nhận tài khoản")
        constraints = [
            models.UniqueConstraint(
                fields=["trainee"],
                condition=Q(used_at__isnull=True, cancelled_at__isnull=True),
                name="one_open_claim_per_trainee",
            )
        ]

    def __str__(self) -> str:
        return f"{self.trainee} – {self.expires_at:%d/%m/%Y}"
