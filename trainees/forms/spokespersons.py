"""Forms about the spokesperson network."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from organisations.querysets import OrganisationQuerySet
from trainees.coverage import KINDS
from trainees.models import Spokesperson, Trainee
from trainees.querysets import SpokespersonQuerySet

KIND = forms.ChoiceField(
    label=_("Loại cơ quan"),
    required=False,
    choices=[("", _("Tất cả")), *((kind.value, kind.label) for kind in KINDS)],
)


class ContactForm(forms.ModelForm):
    """What the decree wants the public to know."""

    class Meta:
        model = Spokesperson
        fields = ["position", "phone", "email"]
        help_texts = {
            "phone": _("Hiện trên trang công khai: ghi số dùng cho báo chí, không ghi số riêng."),
            "email": _("Hiện trên trang công khai: ghi hộp thư công vụ."),
        }

    def _post_clean(self) -> None:
        """The action writes the row; a form that filled it in here would hide what it said before."""


class SpokespersonForm(ContactForm):
    """An assignment: who, by which decision, from when, and how to reach them."""

    trainee = forms.ModelChoiceField(
        Trainee.objects.none(),
        label=_("Người được phân công"),
        to_field_name="token",
        empty_label=_("Chọn người của cơ quan"),
    )
    decision_number = forms.CharField(label=_("Số văn bản phân công"), max_length=60)
    decided_on = forms.DateField(label=_("Ngày văn bản"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    assigned_at = forms.DateTimeField(
        label=_("Thời điểm phân công"),
        initial=timezone.now,
        help_text=_("Giờ và ngày, ví dụ 08:00 01/07/2026. Từ đây tính 24 giờ phải đăng công khai."),
    )
    # Shown only after somebody who speaks now was found; until then the answer is no.
    replaces = forms.BooleanField(
        label=_("Kết thúc phân công của người đang phát ngôn"),
        required=False,
        widget=forms.HiddenInput,
    )

    field_order = [
        "trainee",
        "decision_number",
        "decided_on",
        "issuer",
        "assigned_at",
        "position",
        "phone",
        "email",
        "replaces",
    ]
    DECISION = ("decision_number", "decided_on", "issuer")

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Trainee.objects.current().of_organisation(organisation)
        self.fields["trainee"].queryset = people  # type: ignore[attr-defined]
        self.fields["issuer"].initial = organisation.name

    def ask_whether_to_replace(self) -> None:
        self.fields["replaces"].widget = forms.CheckboxInput()

    @property
    def assignment(self) -> dict[str, Any]:
        """The arguments of ``actions.spokespersons.assign``."""
        given = self.cleaned_data
        return {
            "contact": {name: given[name] for name in self.Meta.fields},
            "decision": {name: given[name] for name in self.DECISION},
            "assigned_at": given["assigned_at"],
            "replaces": given["replaces"],
        }


class SpokespersonEndForm(forms.Form):
    on = forms.DateField(label=_("Ngày cuối cùng"), initial=timezone.localdate)
    end_decision = forms.CharField(label=_("Số văn bản"), max_length=60, required=False)
    end_decided_on = forms.DateField(label=_("Ngày văn bản"), required=False)
    end_reason = forms.CharField(label=_("Lý do"), max_length=200, required=False)


class SpokespersonFilterForm(forms.Form):
    tim = forms.CharField(label=_("Họ tên hoặc cơ quan"), required=False)
    loai = KIND
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[
            ("", _("Đang được phân công")),
            ("chua", _("Chưa đăng công khai")),
            ("het", _("Đã kết thúc")),
        ],
    )

    def of_state(self, rows: SpokespersonQuerySet, today: date) -> SpokespersonQuerySet:
        """Those who speak today unless the reader asks for something else, whatever else was typed wrongly."""
        self.is_valid()
        state = self.cleaned_data.get("tinh_trang")
        if state == "het":
            return rows.former_on(today)
        standing = rows.standing_on(today)
        return standing.unposted() if state == "chua" else standing

    def apply(self, rows: SpokespersonQuerySet) -> SpokespersonQuerySet:
        given = self.cleaned_data
        found = rows.search(given["tim"])
        return found.of_kind(given["loai"]) if given["loai"] else found


class CoverageFilterForm(forms.Form):
    q = forms.CharField(label=_("Tên cơ quan"), required=False)
    loai = KIND
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

    def apply(self, organisations: OrganisationQuerySet) -> OrganisationQuerySet:
        given = self.cleaned_data
        if given["loai"]:
            organisations = organisations.filter(kind=given["loai"])
        return organisations.search(given["q"])
