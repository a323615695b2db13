"""People of a reorganised agency: whose are shown, and where they go."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from organisations.querysets import OrganisationQuerySet
from trainees.forms.people import OrganisationField
from trainees.querysets import TraineeQuerySet


class MoveFilterForm(forms.Form):
    don_vi = OrganisationField(
        Organisation.objects.none(),
        label=_("Cơ quan cũ"),
        required=False,
        empty_label=_("Mọi cơ quan"),
    )
    tim = forms.CharField(label=_("Họ và tên"), required=False)

    def __init__(self, *args: Any, people: TraineeQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Organisation.objects.filter(pk__in=people.order_by().values("organisation_id"))
        self.fields["don_vi"].queryset = agencies.select_related("unit")  # type: ignore[attr-defined]

    @property
    def agency(self) -> Organisation | None:
        self.is_valid()
        return self.cleaned_data.get("don_vi")

    def apply(self, queryset: TraineeQuerySet) -> TraineeQuerySet:
        found = queryset.search(self.cleaned_data["tim"])
        agency = self.cleaned_data["don_vi"]
        return found.of_organisation(agency) if agency else found


class DestinationForm(forms.Form):
    den = OrganisationField(
        Organisation.objects.none(), label=_("Chuyển đến"), empty_label=_("Chọn cơ quan")
    )

    def __init__(self, *args: Any, agencies: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["den"].queryset = agencies.select_related("unit")  # type: ignore[attr-defined]


class UndoForm(forms.Form):
    reason = forms.CharField(label=_("Lý do hoàn tác"), max_length=300)
