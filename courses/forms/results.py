"""Forms of results: filter of the list, correction after closing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.querysets.enrolments import EnrolmentQuerySet
from courses.states import EnrolmentState


class ResultFilterForm(forms.Form):
    q = forms.CharField(label=_("Họ và tên"), required=False)
    ket_qua = forms.ChoiceField(
        label=_("Kết quả"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            (EnrolmentState.COMPLETED, EnrolmentState.COMPLETED.label),
            (EnrolmentState.FAILED, EnrolmentState.FAILED.label),
        ],
    )

    def apply(self, enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
        found = enrolments.search(self.cleaned_data["q"])
        wanted = self.cleaned_data["ket_qua"]
        return found.filter(state=wanted) if wanted else found


class CorrectionForm(forms.Form):
    decision = forms.CharField(
        label=_("Quyết định điều chỉnh kết quả"),
        max_length=200,
        help_text=_("Số, ký hiệu và ngày, ví dụ: 125/QĐ-STP ngày 02/3/2026."),
    )
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))
