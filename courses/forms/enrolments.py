"""Filters of the list of enrolments, and the choice of category of somebody who asks for a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.querysets.enrolments import EnrolmentQuerySet
from courses.states import EnrolmentState
from trainees.models import AudienceCategory

ANY = ("", _("Tất cả"))


class EnrolmentFilter(forms.Form):
    """``agencies`` and ``categories`` are what the reader's own rows hold: nothing else can be found."""

    tu_khoa = forms.CharField(
        label=_("Họ và tên"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("có thể gõ không dấu")}),
    )
    trang_thai = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[ANY, *EnrolmentState.choices],
    )
    don_vi = forms.ChoiceField(label=_("Cơ quan, đơn vị"), required=False)
    doi_tuong = forms.ChoiceField(label=_("Đối tượng"), required=False)

    def __init__(
        self, *args: Any, agencies: list[str], categories: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].choices = [ANY, *((name, name) for name in agencies)]  # type: ignore[attr-defined]
        self.fields["doi_tuong"].choices = [ANY, *categories]  # type: ignore[attr-defined]

    def apply(self, rows: EnrolmentQuerySet) -> EnrolmentQuerySet:
        chosen = self.cleaned_data
        rows = rows.search(chosen["tu_khoa"])
        wanted = {
            "state": chosen["trang_thai"],
            "agency_name": chosen["don_vi"],
            "category__code": chosen["doi_tuong"],
        }
        return rows.filter(**{name: value for name, value in wanted.items() if value})


class RequestForm(forms.Form):
    """``categories``: the person's own that the run admits."""

    category = forms.ModelChoiceField(
        queryset=AudienceCategory.objects.none(),
        to_field_name="code",
        label=_("Đăng ký theo đối tượng"),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, categories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]
