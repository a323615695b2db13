"""What is typed into a decree: its heading, its table, its lines."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.spreadsheets import MAX_BYTES, UnreadableFile, read_safely
from organisations.conversion import Table, read_table
from organisations.models import (
    AdministrativeUnit,
    Organisation,
    OrganisationKind,
    PlannedOrganisation,
    PlannedUnit,
    Reorganisation,
    SuccessionRelation,
    UnitLevel,
)

NOTHING = ("", gettext_lazy("Không có (bãi bỏ)"))
DAY = {"type": "date"}


class ReorganisationForm(forms.ModelForm):
    class Meta:
        model = Reorganisation
        fields = ["province", "number", "title", "issuer", "issued_on", "effective_on"]
        widgets = {
            "issued_on": forms.DateInput(format="%Y-%m-%d", attrs=DAY),
            "effective_on": forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        }
        help_texts = {
            "effective_on": gettext_lazy(
                "Ngày đầu tiên của đơn vị, cơ quan mới. Đơn vị, cơ quan cũ kết thúc ngày liền trước."
            ),
        }

    def __init__(self, *args: Any, provinces: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = AdministrativeUnit.objects.provinces().filter(pk__in=provinces)
        if self.instance.pk is None:
            there = there.filter(valid_to=None)
        province: Any = self.fields["province"]
        province.queryset = there
        only = list(there[:2])
        if len(only) == 1:
            province.initial = only[0]


class TableForm(forms.Form):
    """The conversion table. After ``is_valid``: ``table``, its rows and the faults of its cells."""

    tep = forms.FileField(
        label=gettext_lazy("Bảng chuyển đổi"),
        help_text=gettext_lazy("Tệp .xlsx, .xls hoặc .csv, tối đa 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    table: Table

    def clean_tep(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["tep"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 10 MB. Hãy chia bảng thành nhiều tệp."))
        try:
            self.table = read_table(read_safely(file.read(), Path(file.name or "").name))
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from error
        return file


class PlannedUnitForm(forms.Form):
    level = forms.ChoiceField(label=gettext_lazy("Cấp"), choices=UnitLevel.choices)
    code = forms.CharField(label=gettext_lazy("Mã"), max_length=10)
    name = forms.CharField(
        label=gettext_lazy("Tên"),
        max_length=100,
        help_text=gettext_lazy("Ghi cả loại đơn vị, ví dụ: Xã Mường Than."),
    )
    parent = forms.ChoiceField(label=gettext_lazy("Trực thuộc"), required=False)

    def __init__(
        self, *args: Any, decree: Reorganisation, provinces: frozenset[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].initial = UnitLevel.COMMUNE
        ending = decree.unit_links.values("predecessor")
        now = AdministrativeUnit.objects.in_provinces(provinces).valid_on(decree.effective_on)
        now = now.exclude(level=UnitLevel.COMMUNE).exclude(pk__in=ending)
        new = decree.planned_units.exclude(level=UnitLevel.COMMUNE)
        self.above: dict[str, PlannedUnit | AdministrativeUnit] = {
            **{f"moi-{unit.level}-{unit.code}": unit for unit in new},
            **{f"nay-{unit.pk}": unit for unit in now.order_by("level", "code")},
        }
        choices = [(key, f"{unit} ({unit.code})") for key, unit in self.above.items()]
        none = ("", _("Không (tỉnh)"))
        self.fields["parent"].choices = [none, *choices]  # type: ignore[attr-defined]
        if choices:
            self.fields["parent"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("level") != UnitLevel.PROVINCE and not given.get("parent"):
            self.add_error("parent", _("Chọn đơn vị cấp trên của đơn vị mới."))
        return given

    @property
    def columns(self) -> dict[str, Any]:
        above = self.above.get(self.cleaned_data["parent"])
        is_planned = isinstance(above, PlannedUnit)
        return {
            "level": self.cleaned_data["level"],
            "code": self.cleaned_data["code"],
            "name": self.cleaned_data["name"],
            "planned_parent": above if is_planned else None,
            "parent": None if is_planned else above,
        }


class PlannedUnitLinkForm(forms.Form):
    predecessor = forms.ModelChoiceField(
        AdministrativeUnit.objects.none(), label=gettext_lazy("Đơn vị cũ")
    )
    successor = forms.ChoiceField(label=gettext_lazy("Đơn vị mới"), required=False)
    relation = forms.ChoiceField(
        label=gettext_lazy("Cách chuyển"), choices=SuccessionRelation.choices
    )

    def __init__(
        self, *args: Any, decree: Reorganisation, provinces: frozenset[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        there = AdministrativeUnit.objects.in_provinces(provinces).valid_on(decree.eve)
        old: Any = self.fields["predecessor"]
        old.queryset = there.filter(valid_to=None).select_related("parent").order_by("code")
        old.label_from_instance = _unit_in_words
        self.news = {f"{unit.level}-{unit.code}": unit for unit in decree.planned_units.all()}
        choices = [(key, f"{unit.code} – {unit}") for key, unit in self.news.items()]
        self.fields["successor"].choices = [NOTHING, *choices]  # type: ignore[attr-defined]

    @property
    def columns(self) -> dict[str, Any]:
        return {
            **self.cleaned_data,
            "successor": self.news.get(self.cleaned_data["successor"]),
        }


def _unit_in_words(unit: Any) -> str:
    above = f", {unit.parent}" if unit.parent else ""
    return f"{unit.code} – {unit}{above}"


class PlannedOrganisationForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Tên"), max_length=200)
    short_name = forms.CharField(label=gettext_lazy("Tên viết tắt"), max_length=60, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=OrganisationKind.choices)
    where = forms.ChoiceField(label=gettext_lazy("Đơn vị hành chính"))
    above = forms.ChoiceField(label=gettext_lazy("Cơ quan chủ quản"), required=False)

    def __init__(
        self, *args: Any, decree: Reorganisation, provinces: frozenset[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ending = decree.unit_links.values("predecessor")
        now = AdministrativeUnit.objects.in_provinces(provinces).valid_on(decree.effective_on)
        self.places: dict[str, PlannedUnit | AdministrativeUnit] = {
            **{f"moi-{unit.level}-{unit.code}": unit for unit in decree.planned_units.all()},
            **{f"nay-{unit.pk}": unit for unit in now.exclude(pk__in=ending)},
        }
        places = [(key, f"{unit.code} – {unit}") for key, unit in self.places.items()]
        self.fields["where"].choices = places  # type: ignore[attr-defined]
        self.agencies = agencies_ahead(decree, provinces)
        above = [(key, _agency_in_words(agency)) for key, agency in self.agencies.items()]
        self.fields["above"].choices = [("", _("Không có")), *above]  # type: ignore[attr-defined]

    @property
    def columns(self) -> dict[str, Any]:
        given = self.cleaned_data
        where, above = self.places[given["where"]], self.agencies.get(given["above"])
        in_planned, under_planned = (
            isinstance(where, PlannedUnit),
            isinstance(above, PlannedOrganisation),
        )
        return {
            "name": given["name"],
            "short_name": given["short_name"],
            "kind": given["kind"],
            "planned_unit": where if in_planned else None,
            "unit": None if in_planned else where,
            "planned_parent": above if under_planned else None,
            "parent": None if under_planned else above,
        }


class PlannedOrganisationLinkForm(forms.Form):
    predecessor = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Cơ quan cũ")
    )
    target = forms.ChoiceField(
        label=gettext_lazy("Cơ quan tiếp nhận"),
        required=False,
        help_text=gettext_lazy("Cơ quan mới của văn bản, hoặc cơ quan đang hoạt động nhận thêm."),
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("Cách chuyển"), choices=SuccessionRelation.choices
    )

    def __init__(
        self, *args: Any, decree: Reorganisation, provinces: frozenset[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        there = Organisation.objects.in_provinces(provinces).valid_on(decree.eve)
        old: Any = self.fields["predecessor"]
        old.queryset = there.filter(valid_to=None).select_related("unit")
        old.label_from_instance = _agency_in_words
        self.agencies = agencies_ahead(decree, provinces)
        targets = [(key, _agency_in_words(agency)) for key, agency in self.agencies.items()]
        self.fields["target"].choices = [NOTHING, *targets]  # type: ignore[attr-defined]

    @property
    def columns(self) -> dict[str, Any]:
        target = self.agencies.get(self.cleaned_data["target"])
        is_planned = isinstance(target, PlannedOrganisation)
        return {
            "predecessor": self.cleaned_data["predecessor"],
            "relation": self.cleaned_data["relation"],
            "successor": target if is_planned else None,
            "into": None if is_planned else target,
        }


def agencies_ahead(
    decree: Reorganisation, provinces: frozenset[int]
) -> dict[str, PlannedOrganisation | Organisation]:
    """The agencies there will be: planned ones, and those of today that go on."""
    ending = decree.organisation_links.values("predecessor")
    now = Organisation.objects.in_provinces(provinces).valid_on(decree.effective_on)
    now = now.exclude(pk__in=ending).select_related("unit")
    new = decree.planned_organisations.select_related("unit", "planned_unit")
    return {
        **{f"moi-{agency.code}": agency for agency in new},
        **{f"nay-{agency.pk}": agency for agency in now},
    }


def _agency_in_words(agency: Any) -> str:
    unit = agency.unit or agency.planned_unit
    return str(agency) if unit.name in agency.name else f"{agency} – {unit}"
