"""The form by which a person takes an account."""

from django import forms
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.utils.translation import gettext_lazy as _


class AccountClaimForm(forms.Form):
    code = forms.CharField(
        label=_("Mã nhận tài khoản"),
        max_length=30,
        help_text=_("Mười ký tự in trên phiếu; viết hoa, viết thường hay có gạch nối đều được."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        validators=[
            ASCIIUsernameValidator(message=_("Chỉ dùng chữ không dấu, số và các dấu . _ - @ +"))
        ],
        help_text=_("Chữ không dấu, số và các dấu . _ - ; ví dụ: giangahoc"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password1 = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        help_text=_("Từ 10 ký tự, không chỉ gồm chữ số, không giống tên đăng nhập."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Nhập lại mật khẩu"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password2(self) -> str:
        again = self.cleaned_data["password2"]
        if again != self.cleaned_data.get("password1", again):
            raise forms.ValidationError(_("Hai lần nhập mật khẩu không giống nhau."))
        return again
