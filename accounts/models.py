"""Who signs in, in which role, for which organisation."""

from datetime import date, datetime
from typing import TYPE_CHECKING, NoReturn, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
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


class NeverChanged(TypeError):
    """Code tried to change or delete a row of the audit: a fault of the code, so nobody catches it."""


class DisclosureKind(models.TextChoices):
    ID_NUMBER = "id_number", _("Xem số định danh cá nhân")
    EXPORT = "export", _("Xuất danh sách người")


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    """Rows are added by ``accounts.actions.disclose``; nothing changes or deletes them, not even by mistake."""

    def visible_to(self, user: User) -> Self:
        """For an administrator: data of the province; where a row names none, what accounts of the province saw."""
        provinces = user.scope.province_ids(Role.ADMINISTRATOR)
        if not provinces:
            return self.none()
        accounts = User.objects.filter(reach.belongs_to(provinces))
        unnamed = Q(province__isnull=True, by__in=accounts.values("pk"))
        return self.filter(Q(province_id__in=provinces) | unnamed)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def by_account(self, user: User) -> Self:
        return self.filter(by=user)

    def since(self, moment: datetime) -> Self:
        return self.filter(at__gte=moment)

    def between(self, first: date | None, last: date | None) -> Self:
        """From the beginning of ``first`` to the end of ``last``, days of the office's clock."""
        found = self
        if first:
            found = found.filter(at__date__gte=first)
        if last:
            found = found.filter(at__date__lte=last)
        return found

    def search(self, words: str) -> Self:
        """By what was shown, why, and to whom."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_key__contains=word)
        return found

    def for_list(self) -> Self:
        return self.select_related("by").prefetch_related("subject")

    def update(self, **columns: object) -> NoReturn:
        raise NeverChanged

    def delete(self) -> NoReturn:
        raise NeverChanged

    def bulk_update(self, *args: object, **kwargs: object) -> NoReturn:
        raise NeverChanged


class Disclosure(models.Model):
    """Somebody was shown personal data: an ID number in full, or people as a file. Never changed, never deleted.

    ``province``: whose data it was; none where the reader serves several provinces at once. ``people``: how many were
    shown. ``subject`` is found by type and id and has no cascade, as history has none.
    Source: OWASP ASVS 5.0 V16.3.2; Luật 91/2025/QH15 (access to personal data is accountable).
    """

    kind = models.CharField(_("việc"), max_length=12, choices=DisclosureKind.choices)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người xem"))
    province = models.ForeignKey(
        "organisations.AdministrativeUnit", models.PROTECT, null=True, related_name="+"
    )
    what = models.CharField(_("nội dung"), max_length=250)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, null=True)
    subject_id = models.BigIntegerField(null=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    people = models.PositiveIntegerField(_("số người"), default=1)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    at = models.DateTimeField(_("thời điểm"), default=timezone.now)
    search_key = ByteOrderedCharField(max_length=900, editable=False)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhật ký truy cập dữ liệu cá nhân")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DisclosureKind.values), name="disclosure_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="id_number") | ~Q(reason=""),
                name="an_id_number_is_shown_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["province", "-at"], name="disclosure_of_province"),
            models.Index(fields=["by", "-at"], name="disclosure_to_account"),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.what}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise NeverChanged
