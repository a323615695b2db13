"""Forms about people."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Layout, Row
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.vietnamese import nfc
from organisations.models import Organisation
from organisations.querysets import OrganisationQuerySet
from trainees import rules
from trainees.forms.decisions import ask_for_decision
from trainees.models import AudienceCategory, Trainee
from trainees.querysets import TraineeQuerySet
from trainees.querysets.agencies import kept_by_q

HINT = '<p class="form-text mt-n2 mb-3">{}</p>'


def organisations_for(user: User, trainee: Trainee | None = None) -> OrganisationQuerySet:
    """Agencies of today whose people ``user`` keeps, and the present one of ``trainee``."""
    kept = kept_by_q(user, timezone.localdate())
    present = Q(pk=trainee.organisation_id) if trainee else Q()
    return Organisation.objects.filter(kept | present).select_related("unit")


class OrganisationField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj) if obj.unit.name in obj.name else f"{obj} – {obj.unit}"


class TraineeFilterForm(forms.Form):
    tim = forms.CharField(label=_("Họ và tên"), required=False)
    doi_tuong = forms.ModelChoiceField(
        AudienceCategory.objects.all(),
        label=_("Đối tượng"),
        required=False,
        to_field_name="code",
        empty_label=_("Mọi đối tượng"),
    )
    don_vi = OrganisationField(
        Organisation.objects.none(), label=_("Đơn vị"), required=False, empty_label=_("Mọi đơn vị")
    )
    tai_khoan = forms.ChoiceField(
        label=_("Tài khoản"),
        required=False,
        choices=[("", _("Tất cả")), ("co", _("Đã có")), ("chua", _("Chưa có"))],
    )

    def __init__(self, *args: Any, people: TraineeQuerySet, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rules.may_see_several_agencies(by):
            del self.fields["don_vi"]
            return
        agencies = Organisation.objects.filter(pk__in=people.values("organisation_id"))
        self.fields["don_vi"].queryset = agencies.select_related("unit")  # type: ignore[attr-defined]

    def apply(self, queryset: TraineeQuerySet) -> TraineeQuerySet:
        given = self.cleaned_data
        found = queryset.search(given["tim"])
        if given["doi_tuong"]:
            found = found.in_category(given["doi_tuong"])
        if given.get("don_vi"):
            found = found.of_organisation(given["don_vi"])
        if given["tai_khoan"] == "co":
            found = found.with_account()
        if given["tai_khoan"] == "chua":
            found = found.without_account()
        return found


class TraineeForm(forms.ModelForm):
    # Shown only after a namesake was found; until then the answer is no.
    is_another_person = forms.BooleanField(
        label=_("Đây là người khác, chỉ trùng họ tên và ngày sinh"),
        required=False,
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Trainee
        fields = [
            "full_name",
            "birth_day",
            "birth_month",
            "birth_year",
            "sex",
            "organisation",
            "position",
            "phone",
            "email",
        ]
        field_classes = {"organisation": OrganisationField}
        help_texts = {
            "email": _("Dùng để nhận thư đặt lại mật khẩu khi học viên có tài khoản."),
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = self._beside_each_other()
        known = self.instance if self.instance.pk else None
        agencies: Any = self.fields["organisation"]
        agencies.queryset = organisations_for(by, known)
        only = list(agencies.queryset[:2])
        if known is None and len(only) == 1:
            agencies.initial = only[0]

    def _beside_each_other(self) -> FormHelper:
        """Day, month and year in one line; the rest in the order of the form."""
        birth = ["birth_day", "birth_month", "birth_year"]
        first, *rest = [name for name in self.fields if name not in birth]
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        row = Row(*(Column(name, css_class="col-4") for name in birth))
        hint = _("Chỉ biết năm sinh thì để trống ngày và tháng.")
        helper.layout = Layout(first, row, HTML(format_html(HINT, hint)), *rest)
        return helper

    def clean_full_name(self) -> str:
        return nfc(self.cleaned_data["full_name"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        year, month, day = (given.get(f"birth_{part}") for part in ("year", "month", "day"))
        if year and not _is_past_day(year, month or 1, day or 1):
            self.add_error("birth_year", _("Ngày sinh này không có thật hoặc ở tương lai."))
        return given

    def ask_whether_another_person(self) -> None:
        self.fields["is_another_person"].widget = forms.CheckboxInput()

    @property
    def profile(self) -> dict[str, Any]:
        """Columns of Trainee by name."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class TraineeCreateForm(TraineeForm):
    """A new person with the first category."""

    category = forms.ModelChoiceField(AudienceCategory.objects.all(), label=_("Đối tượng"))
    valid_from = forms.DateField(label=_("Thuộc đối tượng từ ngày"), initial=timezone.localdate)
    decision_number = forms.CharField(
        label=_("Số quyết định công nhận, phân công"), max_length=60, required=False
    )
    decided_on = forms.DateField(label=_("Ngày quyết định"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    specialty = forms.CharField(
        label=_("Lĩnh vực chuyên sâu"),
        max_length=160,
        required=False,
        help_text=_("Lĩnh vực pháp luật chuyên sâu của báo cáo viên, nếu có."),
    )

    RECOGNITION = (
        "category",
        "valid_from",
        "decision_number",
        "decided_on",
        "issuer",
        "specialty",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        ask_for_decision(self, given, given.get("category"))
        return given

    @property
    def recognition(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.RECOGNITION}


def _is_past_day(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day) <= timezone.localdate()
    except ValueError:
        return False
