"""People with or without an account."""

from typing import Any

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
from trainees.querysets import AccountClaimQuerySet, TraineeQuerySet


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
    def records_here(self) -> "list[Trainee]":
        """This record and those merged into it, as ``for_list`` and ``for_detail`` read them."""
        return [self, *getattr(self, "merged_here", ())]

    @property
    def account(self) -> Any:
        """The account of the person, on whichever record it was taken; None without one."""
        return next((one.user for one in self.records_here if one.user_id), None)

    @property
    def categories_held(self) -> list[Any]:
        """The categories of today, each once. Only on rows of ``for_list``."""
        held = (one for record in self.records_here for one in record.current_recognitions)  # type: ignore[attr-defined]
        return list(dict.fromkeys(recognition.category for recognition in held))

    @property
    def admitted_recognitions(self) -> list[Any]:
        """What a run admits the person as, each category once. Only on rows of a run's list to pick from."""
        held = [one for record in self.records_here for one in record.admitted_here]  # type: ignore[attr-defined]
        return list({one.category_id: one for one in reversed(held)}.values())[::-1]

    @property
    def birth(self) -> str:
        """As far as it is known: 05/02/1985, 02/1985, 1985 or nothing."""
        parts = [self.birth_day, self.birth_month]
        known = [f"{part:02d}" for part in parts if part]
        return "/".join([*known, str(self.birth_year)]) if self.birth_year else ""


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
