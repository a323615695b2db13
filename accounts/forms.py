"""Forms of the administrator."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import DisclosureKind, DisclosureQuerySet, Role, RoleGrant, User, UserQuerySet
from common.vietnamese import nfc
from organisations.models import Organisation
from organisations.querysets import OrganisationQuerySet

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OrganisationField(forms.ModelChoiceField):
    """Agencies that exist today in the provinces of the user, with their unit."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj) if obj.unit.name in obj.name else f"{obj} – {obj.unit}"


def organisations_for(user: User) -> OrganisationQuerySet:
    provinces = user.scope.province_ids(Role.ADMINISTRATOR)
    today = Organisation.objects.in_provinces(provinces).valid_on(timezone.localdate())
    return today.select_related("unit")


class UserFilterForm(forms.Form):
    tim = forms.CharField(label=_("Họ tên hoặc tên đăng nhập"), required=False)
    vai_tro = forms.ChoiceField(
        label=_("Vai trò"), required=False, choices=[("", _("Mọi vai trò")), *Role.choices]
    )
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("Tất cả")), ("mo", _("Đang hoạt động")), ("khoa", _("Đã khóa"))],
    )

    def apply(self, queryset: UserQuerySet) -> UserQuerySet:
        found = queryset.search(self.cleaned_data["tim"])
        if role := self.cleaned_data["vai_tro"]:
            found = found.holding(role)
        if self.cleaned_data["tinh_trang"] == "mo":
            found = found.active()
        if self.cleaned_data["tinh_trang"] == "khoa":
            found = found.inactive()
        return found


class UserForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["full_name", "email"]
        help_texts = {"email": _("Để đăng nhập và nhận thư đặt lại mật khẩu. Có thể để trống.")}

    def clean_full_name(self) -> str:
        return nfc(self.cleaned_data["full_name"])


class RoleGrantForm(forms.ModelForm):
    class Meta:
        model = RoleGrant
        fields = ["role", "organisation", "valid_from"]
        field_classes = {"organisation": OrganisationField}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_for(by)  # type: ignore[attr-defined]


class UserCreateForm(RoleGrantForm):
    """A new account with its first role."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9._-]+$", _("Chỉ dùng chữ thường không dấu, số và . _ -")
            )
        ],
        help_text=_("Chữ thường không dấu, số và các dấu . _ - ; ví dụ: tranthi.hoa"),
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        help_text=_("Để đăng nhập và nhận thư đặt lại mật khẩu. Có thể để trống."),
    )

    field_order = ["full_name", "username", "email", "role", "organisation", "valid_from"]

    def clean_full_name(self) -> str:
        return nfc(self.cleaned_data["full_name"])


class GrantEndForm(forms.Form):
    on = forms.DateField(label=_("Ngày cuối cùng giữ vai trò"), initial=timezone.localdate)


class DeactivateForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=200, required=False)


class DisclosureFilterForm(forms.Form):
    """Who was shown what, when. Offers only readers that stand in the log."""

    tim = forms.CharField(label=_("Tìm trong nhật ký"), required=False)
    nguoi = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Người xem"),
        required=False,
        to_field_name="username",
        empty_label=_("Mọi người"),
    )
    viec = forms.ChoiceField(
        label=_("Việc"), required=False, choices=[("", _("Mọi việc")), *DisclosureKind.choices]
    )
    tu_ngay = forms.DateField(label=_("Từ ngày"), required=False, widget=DAY)
    den_ngay = forms.DateField(label=_("đến ngày"), required=False, widget=DAY)

    def __init__(self, *args: Any, log: DisclosureQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readers = User.objects.filter(pk__in=log.order_by().values("by")).order_by("sort_key", "pk")
        self.fields["nguoi"].queryset = readers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("tu_ngay"), given.get("den_ngay")
        if first and last and last < first:
            self.add_error("den_ngay", _("Ngày cuối không được trước ngày đầu."))
        return given

    def apply(self, queryset: DisclosureQuerySet) -> DisclosureQuerySet:
        given = self.cleaned_data
        found = queryset.search(given["tim"]).between(given["tu_ngay"], given["den_ngay"])
        if given["nguoi"]:
            found = found.by_account(given["nguoi"])
        if given["viec"]:
            found = found.of_kind(given["viec"])
        return found
