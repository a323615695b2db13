"""Filters of the two lists. Everything is read as of a day: a name without a date identifies nothing."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models import OrganisationKind, UnitLevel
from organisations.querysets import AdministrativeUnitQuerySet, OrganisationQuerySet

ANY = ("", _("Tất cả"))


class AsOfForm(forms.Form):
    q = forms.CharField(label=_("Tên hoặc mã"), required=False)
    ngay = forms.DateField(
        label=_("Tại ngày"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    @property
    def day(self) -> date:
        """The day that is asked for; today without one, or where the typed one is no day."""
        self.is_valid()
        return self.cleaned_data.get("ngay") or timezone.localdate()


class UnitFilterForm(AsOfForm):
    cap = forms.ChoiceField(label=_("Cấp"), required=False, choices=[ANY, *UnitLevel.choices])
    thuoc = forms.ChoiceField(label=_("Trực thuộc"), required=False)

    field_order = ["q", "cap", "thuoc", "ngay"]

    def __init__(self, *args: Any, units: AdministrativeUnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = units.with_children().order_by("code", "valid_from").values_list("code", "name")
        # A code that was used twice is offered once, under its last name; the day tells which is meant.
        self.fields["thuoc"].choices = [ANY, *dict(above).items()]  # type: ignore[attr-defined]

    def apply(self, units: AdministrativeUnitQuerySet) -> AdministrativeUnitQuerySet:
        wanted = self.cleaned_data
        if wanted["cap"]:
            units = units.filter(level=wanted["cap"])
        if wanted["thuoc"]:
            units = units.filter(parent__code=wanted["thuoc"])
        return units.search(wanted["q"])


class OrganisationFilterForm(AsOfForm):
    loai = forms.ChoiceField(
        label=_("Loại"), required=False, choices=[ANY, *OrganisationKind.choices]
    )

    field_order = ["q", "loai", "ngay"]

    def apply(self, organisations: OrganisationQuerySet) -> OrganisationQuerySet:
        wanted = self.cleaned_data
        if wanted["loai"]:
            organisations = organisations.filter(kind=wanted["loai"])
        return organisations.search(wanted["q"])
