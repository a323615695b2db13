"""Forms of the administrator."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, RoleGrant, User, UserQuerySet
from common.vietnamese import nfc
from organisations.models import Organisation
from organisations.querysets import OrganisationQuerySet


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
