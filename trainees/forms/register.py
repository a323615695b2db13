"""Filters of the two public pages. Whatever is typed there, a page is shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import AdministrativeUnit
from organisations.querysets import AdministrativeUnitQuerySet, province_lineage
from trainees.models import AudienceCategory
from trainees.querysets import RecognitionQuerySet, SpokespersonQuerySet

# Below this there is nothing to choose.
SEVERAL = 2


class ProvinceForm(forms.Form):
    """The choice of a province, where the installation holds several."""

    tim = forms.CharField(label=_("Họ và tên"), required=False)
    tinh = forms.ChoiceField(label=_("Tỉnh"), required=False)

    def __init__(self, *args: Any, units: AdministrativeUnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provinces = {unit.code: unit for unit in units if unit.level == "province"}
        named = [(code, unit.name) for code, unit in self.provinces.items()]
        self.fields["tinh"].choices = [("", _("Mọi tỉnh")), *named]  # type: ignore[attr-defined]
        if len(named) < SEVERAL:
            del self.fields["tinh"]

    @property
    def province(self) -> AdministrativeUnit | None:
        self.is_valid()
        return self.provinces.get(self.cleaned_data.get("tinh", ""))

    def province_ids(self) -> frozenset[int]:
        """The chosen province and those that went into it; empty where none is chosen."""
        return province_lineage(self.province.pk) if self.province else frozenset()


class RegisterFilterForm(ProvinceForm):
    doi_tuong = forms.ModelChoiceField(
        AudienceCategory.objects.public(),
        label=_("Đối tượng"),
        required=False,
        to_field_name="code",
        empty_label=_("Tất cả"),
    )
    dia_ban = forms.ChoiceField(label=_("Xã, phường, đặc khu"), required=False)
    # Which of the two tabs: kept by the form, chosen by the links above it.
    xem = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: AdministrativeUnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, units=units, **kwargs)
        wanted = self.provinces.get(self.data.get("tinh", ""))
        communes = [
            (unit.code, unit.name)
            for unit in units
            if unit.level == "commune" and (wanted is None or unit.province_id == wanted.pk)
        ]
        self.fields["dia_ban"].choices = [("", _("Tất cả")), *communes]  # type: ignore[attr-defined]

    def apply(self, rows: RecognitionQuerySet) -> RecognitionQuerySet:
        given = self.cleaned_data
        found = rows.search(given["tim"])
        if given["doi_tuong"]:
            found = found.in_category(given["doi_tuong"])
        if given["dia_ban"]:
            found = found.of_unit(given["dia_ban"])
        return found.in_provinces(self.province_ids()) if self.province else found


class PublicSpokespersonForm(ProvinceForm):
    tim = forms.CharField(label=_("Cơ quan hoặc họ tên"), required=False)

    def apply(self, rows: SpokespersonQuerySet) -> SpokespersonQuerySet:
        found = rows.search(self.cleaned_data["tim"])
        return found.in_provinces(self.province_ids()) if self.province else found
