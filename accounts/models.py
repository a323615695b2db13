"""Who signs in, in which role, for which organisation."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts import reach
from common.fields import ByteOrderedCharField
from common.vietnamese import fold, sort_key
from organisations.models import Organisation
from organisations.querysets import valid_on_q

if TYPE_CHECKING:
    from accounts.scope import Scope


class Role(models.TextChoices):
    TRAINER = "trainer", _("Giảng viên")
    COORDINATOR = "coordinator", _("Đầu mối cử học viên")
    ORGANISER = "organiser", _("Cán bộ tổ chức lớp")
    APPROVER = "approver", _("Lãnh đạo phê duyệt")
    DOJ_OFFICER = "doj_officer", _("Cán bộ Sở Tư pháp theo dõi, thống kê")
    ADMINISTRATOR = "administrator", _("Quản trị hệ thống")


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> Self:
        """An administrator sees the accounts of the province; everybody sees their own."""
        provinces = user.scope.province_ids(Role.ADMINISTRATOR)
        own = Q(pk=user.pk)
        return self.filter(own | reach.belongs_to(provinces)) if provinces else self.filter(own)

    def active(self) -> Self:
        return self.filter(is_active=True)

    def inactive(self) -> Self:
        return self.filter(is_active=False)

    def holding(self, role: str) -> Self:
        """Accounts that hold ``role`` somewhere today."""
        held = RoleGrant.objects.filter(role=role).valid_on(timezone.localdate())
        return self.filter(pk__in=held.values("user_id"))

    def search(self, words: str) -> Self:
        found = self
        for word in fold(words).split():
            found = found.filter(Q(search_key__contains=word) | Q(username__icontains=word))
        return found

    def for_list(self) -> Self:
        """Adds ``current_grants``, the grants in force today."""
        today = RoleGrant.objects.valid_on(timezone.localdate()).order_by("role", "pk")
        return self.prefetch_related(
            models.Prefetch(
                "grants", queryset=today.select_related("organisation"), to_attr="current_grants"
            )
        )


class Users(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    pass


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """An account. Roles come from RoleGrant; superusers are for the installer's shell only."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("họ và tên"), max_length=120)
    email = models.EmailField(_("thư điện tử"), blank=True)
    sort_key = ByteOrderedCharField(max_length=130, editable=False, db_index=True)
    search_key = ByteOrderedCharField(max_length=130, editable=False)

    objects = Users()  # type: ignore[misc]

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("tài khoản")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="one_account_per_email",
                violation_error_message=_("Địa chỉ thư điện tử này đã thuộc một tài khoản khác."),
            ),
            models.UniqueConstraint(
                Lower("username"),
                name="username_is_unique_whatever_the_case",
                violation_error_message=_("Tên đăng nhập này đã có người dùng."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.full_name)
        self.search_key = fold(self.full_name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("accounts:user_detail", args=[self.username])

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split()[-1] if self.full_name else self.username

    @cached_property
    def scope(self) -> "Scope":
        from accounts.scope import Scope  # noqa: PLC0415 -- scope needs this module

        return Scope(self)


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on_q(day))

    def for_scope(self) -> Self:
        return self.select_related("organisation__unit")

    def for_detail(self) -> Self:
        return self.select_related("organisation__unit", "granted_by").order_by(
            "-valid_from", "-pk"
        )


class RoleGrant(models.Model):
    """A role for one organisation in a span of time. ``valid_to`` is the last day it holds."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="grants", verbose_name=_("cơ quan, đơn vị")
    )
    valid_from = models.DateField(_("từ ngày"), default=timezone.localdate)
    valid_to = models.DateField(_("đến ngày"), null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("vai trò được giao")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "organisation"],
                condition=Q(valid_to__isnull=True),
                name="one_open_grant_per_role_and_organisation",
                violation_error_message=_("Người này đang giữ vai trò này ở cơ quan này."),
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="grant_ends_after_it_begins",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.organisation}"
