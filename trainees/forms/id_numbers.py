"""Forms about the personal ID number. It stands in no other form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trainees import id_numbers


class IdNumberForm(forms.Form):
    id_number = forms.CharField(
        label=_("Số định danh cá nhân"),
        max_length=40,
        help_text=_("12 chữ số trên thẻ căn cước. Có thể nhập cách quãng."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_id_number(self) -> str:
        try:
            return id_numbers.cleaned(self.cleaned_data["id_number"])
        except id_numbers.NotANumber as error:
            raise forms.ValidationError(error.message) from error


class IdNumberReasonForm(forms.Form):
    """Why a number is removed, or read in full."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_("Ít nhất ba từ; được lưu cùng tên người xem. Không ghi số định danh vào đây."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, for_removal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_removal:
            self.fields["reason"].help_text = _(
                "Ít nhất ba từ; được lưu trong lịch sử hồ sơ. Không ghi số định danh vào đây."
            )

    def clean_reason(self) -> str:
        """A reason that holds the number is not shown again in the form."""
        reason = str(self.cleaned_data["reason"])
        if id_numbers.is_inside(reason):
            given: Any = self.data.copy()  # type: ignore[attr-defined]
            given[self.add_prefix("reason")] = ""
            self.data = given
        return reason
