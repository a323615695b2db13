"""Forms of a run's timetable, quotas and trainers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from courses.models import ClassSession, CourseRun, RunTrainer
from courses.querysets.run_pages import QuotaUse
from organisations.models import OrganisationKind


class SessionForm(forms.ModelForm):
    class Meta:
        model = ClassSession
        fields = ["on", "part", "topic"]
        widgets = {"on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args: Any, run: CourseRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = run.starts_on
        self.fields["on"].widget.attrs |= {
            "min": run.starts_on.isoformat(),
            "max": run.ends_on.isoformat(),
        }


class QuotaSeatsForm(forms.Form):
    """What each agency already called has now; 0 removes it."""

    def __init__(self, *args: Any, uses: list[QuotaUse], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.uses = uses
        for use in uses:
            self.fields[self._name(use)] = forms.IntegerField(
                label=str(use.quota.organisation),
                min_value=0,
                max_value=100_000,
                required=False,
                initial=use.quota.seats_now,
                widget=forms.NumberInput(
                    attrs={
                        "class": "form-control form-control-sm",
                        "aria-label": _("Chỉ tiêu của %(agency)s")
                        % {"agency": use.quota.organisation},
                    }
                ),
            )

    @staticmethod
    def _name(use: QuotaUse) -> str:
        return f"chi-tieu-{use.quota.pk}"

    @property
    def rows(self) -> list[tuple[QuotaUse, forms.BoundField]]:
        return [(use, self[self._name(use)]) for use in self.uses]

    @property
    def seats(self) -> dict[int, int]:
        """Seats by quota id; a field left empty removes the quota."""
        return {use.quota.pk: self.cleaned_data.get(self._name(use)) or 0 for use in self.uses}


class QuotaAddForm(forms.Form):
    """Agencies found by name, ticked, each with the same number of seats."""

    co_quan = forms.MultipleChoiceField(label=_("Cơ quan, đơn vị"))
    so_cho = forms.IntegerField(
        label=_("Chỉ tiêu mỗi cơ quan"), min_value=1, max_value=100_000, initial=1
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = list(agencies)
        field = self.fields["co_quan"]
        field.choices = [(str(agency.pk), str(agency)) for agency in self.agencies]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Any]:
        wanted = set(self.cleaned_data["co_quan"])
        return [agency for agency in self.agencies if str(agency.pk) in wanted]


class QuotaKindForm(forms.Form):
    """All agencies of a kind at once, e.g. every commune committee with two seats."""

    loai = forms.ChoiceField(label=_("Loại cơ quan"), choices=OrganisationKind.choices)
    so_cho = forms.IntegerField(
        label=_("Chỉ tiêu mỗi cơ quan"), min_value=1, max_value=100_000, initial=1
    )


class RunTrainerForm(forms.Form):
    tai_khoan: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Giảng viên có tài khoản"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Giảng viên có tài khoản điểm danh được các buổi của lớp."),
    )
    ho_ten = forms.CharField(
        label=_("Hoặc báo cáo viên mời ngoài: họ và tên"), max_length=120, required=False
    )
    don_vi = forms.CharField(
        label=_("Đơn vị công tác"),
        max_length=RunTrainer._meta.get_field("organisation_name").max_length,
        required=False,
    )

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tai_khoan"].queryset = accounts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("tai_khoan")) == bool(cleaned.get("ho_ten")):
            raise forms.ValidationError(
                _("Chọn một tài khoản, hoặc nhập họ tên báo cáo viên mời ngoài.")
            )
        return cleaned
