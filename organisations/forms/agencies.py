"""What an administrator types about an agency."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from organisations.models import AdministrativeUnit, Organisation


class OrganisationForm(forms.ModelForm):
    """Columns that are no matter of a decree."""

    class Meta:
        model = Organisation
        fields = ["short_name", "kind", "parent"]

    def __init__(self, *args: Any, provinces: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Organisation.objects.in_provinces(provinces).valid_on(timezone.localdate())
        # One that has ended stays above until somebody chooses another: saving must not wipe it.
        offered = Q(pk__in=there.values("pk")) | Q(pk=self.instance.parent_id)
        parent: Any = self.fields["parent"]
        parent.queryset = (
            Organisation.objects.filter(offered).exclude(pk=self.instance.pk).select_related("unit")
        )
        parent.label_from_instance = _in_words


class OrganisationCreateForm(OrganisationForm):
    class Meta(OrganisationForm.Meta):
        fields = ["name", "short_name", "kind", "unit", "parent", "valid_from"]
        widgets = {"valid_from": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args: Any, provinces: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, provinces=provinces, **kwargs)
        there = AdministrativeUnit.objects.in_provinces(provinces).valid_on(timezone.localdate())
        unit: Any = self.fields["unit"]
        unit.queryset = there.order_by("code")
        unit.label_from_instance = lambda one: f"{one.code} – {one}"
        self.fields["valid_from"].initial = timezone.localdate()


class AliasForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Tên gọi khác"),
        max_length=200,
        help_text=gettext_lazy(
            "Cách viết trong danh sách, kế hoạch; tệp tải lên ghi tên này vẫn nhận ra."
        ),
    )


def _in_words(agency: Any) -> str:
    return str(agency) if agency.unit.name in agency.name else f"{agency} – {agency.unit}"
