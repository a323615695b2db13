"""Forms of records that may be one person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from trainees.duplicates import LABELS
from trainees.forms.people import OrganisationField
from trainees.models import Trainee
from trainees.querysets import DuplicatePairQuerySet, MergeQuerySet
from trainees.states import DuplicateState

ALL = "tat-ca"
REASON = forms.Textarea(attrs={"rows": 2})


class DuplicateFilterForm(forms.Form):
    """``pairs``: what the reader may see; without a choice only what waits for a decision is shown."""

    tim = forms.CharField(label=_("Họ và tên"), required=False, max_length=120)
    dau_hieu = forms.ChoiceField(
        label=_("Dấu hiệu"), required=False, choices=[("", _("Mọi dấu hiệu")), *LABELS.items()]
    )
    don_vi = OrganisationField(
        Organisation.objects.none(), label=_("Đơn vị"), required=False, empty_label=_("Mọi đơn vị")
    )
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[
            ("", DuplicateState.OPEN.label),
            *((one.value, one.label) for one in DuplicateState if one != DuplicateState.OPEN),
            (ALL, _("Tất cả")),
        ],
    )

    def __init__(self, *args: Any, pairs: DuplicatePairQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = Organisation.objects.filter(pk__in=pairs.order_by().values("first__organisation"))
        named |= Organisation.objects.filter(pk__in=pairs.order_by().values("second__organisation"))
        self.fields["don_vi"].queryset = named.select_related("unit")  # type: ignore[attr-defined]

    def apply(self, queryset: DuplicatePairQuerySet) -> DuplicatePairQuerySet:
        given = self.cleaned_data
        found = queryset.search(given["tim"])
        if given["dau_hieu"]:
            found = found.with_sign(given["dau_hieu"])
        if given["don_vi"]:
            found = found.of_agency(given["don_vi"].pk)
        if given["tinh_trang"] == ALL:
            return found
        return found.filter(state=given["tinh_trang"] or DuplicateState.OPEN)


class MergeFilterForm(forms.Form):
    tim = forms.CharField(label=_("Họ và tên"), required=False, max_length=120)
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("hieu-luc", _("Đang gộp")),
            ("hoan-tac", _("Đã tách lại")),
        ],
    )

    def apply(self, queryset: MergeQuerySet) -> MergeQuerySet:
        found = queryset.search(self.cleaned_data["tim"])
        chosen = {"hieu-luc": found.in_force, "hoan-tac": found.undone}
        narrow = chosen.get(self.cleaned_data["tinh_trang"])
        return narrow() if narrow else found


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Căn cứ"), max_length=300, widget=REASON)


class MergeForm(ReasonForm):
    """Which of two records stays, and why."""

    kept = forms.ChoiceField(label=_("Hồ sơ giữ lại"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        widget=REASON,
        help_text=_("Ví dụ: đã gọi điện cho học viên; cơ quan xác nhận bằng văn bản."),
    )
    field_order = ["kept", "reason"]

    def __init__(self, *args: Any, first: Trainee, second: Trainee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = {one.token: one for one in (first, second)}
        labels = [
            (one.token, _("%(side)s: %(name)s – %(agency)s") % _words(side, one))
            for side, one in ((_("Hồ sơ A"), first), (_("Hồ sơ B"), second))
        ]
        self.fields["kept"].choices = labels  # type: ignore[attr-defined]

    @property
    def stays(self) -> Trainee:
        return self.sides[self.cleaned_data["kept"]]

    @property
    def goes(self) -> Trainee:
        return next(one for token, one in self.sides.items() if token != self.cleaned_data["kept"])


def _words(side: Any, one: Trainee) -> dict[str, Any]:
    return {"side": side, "name": one, "agency": one.organisation}


class MergeSearchForm(forms.Form):
    """Looking for the other record from the page of a person."""

    tim = forms.CharField(
        label=_("Họ và tên của hồ sơ kia"),
        max_length=120,
        help_text=_("Gõ một phần họ tên, không cần dấu."),
    )
