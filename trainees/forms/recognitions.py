"""Forms about decisions of recognition."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from organisations.models import AdministrativeUnit, Organisation
from trainees import rules
from trainees.forms.decisions import ask_for_decision, ask_for_ending
from trainees.forms.people import OrganisationField
from trainees.models import AudienceCategory, EndGround, EndKind, Recognition
from trainees.querysets import RecognitionQuerySet


class RecognitionForm(forms.ModelForm):
    class Meta:
        model = Recognition
        fields = [
            "category",
            "decision_number",
            "decided_on",
            "issuer",
            "valid_from",
            "specialty",
        ]
        help_texts = {
            "valid_from": _("Ngày bắt đầu thuộc đối tượng, theo quyết định."),
            "specialty": _("Lĩnh vực pháp luật chuyên sâu của báo cáo viên, nếu có."),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        ask_for_decision(self, given, given.get("category"))
        return given


class RecognitionEndForm(forms.Form):
    on = forms.DateField(label=_("Ngày cuối cùng"), initial=timezone.localdate)
    end_ground = forms.ModelChoiceField(
        EndGround.objects.none(),
        label=_("Lý do theo quy định"),
        to_field_name="code",
        empty_label=_("Chọn lý do"),
    )
    end_decision = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)
    end_decided_on = forms.DateField(label=_("Ngày quyết định"), required=False)
    end_issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    end_reason = forms.CharField(label=_("Ghi thêm về lý do"), max_length=200, required=False)

    def __init__(self, *args: Any, category: AudienceCategory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = EndGround.objects.of_category(category)
        self.fields["end_ground"].queryset = grounds  # type: ignore[attr-defined]
        self.kinds = {ground.kind for ground in grounds}
        if not self.kinds & {EndKind.DISMISSAL, EndKind.RELEASE}:
            del self.fields["end_ground"]
            self.fields["end_reason"].label = _("Lý do")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        ask_for_ending(self, given)
        return given


class RecognitionEditForm(forms.ModelForm):
    """Everything on record about one recognition, and why it is mended."""

    reason = forms.CharField(
        label=_("Lý do sửa"),
        max_length=200,
        help_text=_("Lịch sử giữ cả nội dung cũ, nội dung mới và lý do này."),
    )

    class Meta:
        model = Recognition
        fields = [
            *RecognitionForm.Meta.fields,
            "valid_to",
            "end_ground",
            "end_decision",
            "end_decided_on",
            "end_issuer",
            "end_reason",
        ]
        help_texts = {
            "valid_to": _("Để trống nếu đã ghi kết thúc nhầm: đối tượng có hiệu lực trở lại."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = [*self.Meta.fields]
        if self.instance.valid_to is None:
            self.columns = [*RecognitionForm.Meta.fields]
            for name in {*self.Meta.fields} - {*self.columns}:
                del self.fields[name]
            return
        grounds = EndGround.objects.of_category(self.instance.category)
        self.fields["end_ground"].queryset = grounds  # type: ignore[attr-defined]

    @property
    def corrections(self) -> dict[str, Any]:
        """Columns of Recognition by name."""
        return {name: self.cleaned_data[name] for name in self.columns}

    def _post_clean(self) -> None:
        """The action writes the row; a form that filled it in here would hide what it said before."""


class RecognitionFilterForm(forms.Form):
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
    dia_ban = forms.ChoiceField(label=_("Địa bàn"), required=False)
    quyet_dinh = forms.ChoiceField(
        label=_("Quyết định"),
        required=False,
        choices=[("", _("Tất cả")), ("du", _("Đã ghi đủ")), ("thieu", _("Thiếu quyết định"))],
    )
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("Đang có hiệu lực")), ("het", _("Đã kết thúc")), ("moi", _("Tất cả"))],
    )
    ngay = forms.DateField(
        label=_("Tại ngày"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, rows: RecognitionQuerySet, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rules.may_see_several_agencies(by):
            del self.fields["don_vi"], self.fields["dia_ban"]
            return
        people = rows.order_by().values("trainee__organisation_id")
        agencies = Organisation.objects.filter(pk__in=people).select_related("unit")
        self.fields["don_vi"].queryset = agencies  # type: ignore[attr-defined]
        units = AdministrativeUnit.objects.filter(organisations__in=people).order_by("code")
        named = dict(units.values_list("code", "name"))
        self.fields["dia_ban"].choices = [("", _("Mọi địa bàn")), *named.items()]  # type: ignore[attr-defined]

    @property
    def day(self) -> date:
        """The day that is asked for; today without one, or where the typed one is no day."""
        self.is_valid()
        return self.cleaned_data.get("ngay") or timezone.localdate()

    def of_state(self, rows: RecognitionQuerySet) -> RecognitionQuerySet:
        """In force on the day unless the reader asks for something else, whatever else was typed wrongly."""
        day, state = self.day, self.cleaned_data.get("tinh_trang")
        if state == "moi":
            return rows
        return rows.ended_before(day) if state == "het" else rows.valid_on(day)

    def apply(self, rows: RecognitionQuerySet) -> RecognitionQuerySet:
        given = self.cleaned_data
        found = rows.search(given["tim"])
        if given["doi_tuong"]:
            found = found.in_category(given["doi_tuong"])
        if given.get("don_vi"):
            found = found.of_organisation(given["don_vi"])
        if given.get("dia_ban"):
            found = found.of_unit(given["dia_ban"])
        if given["quyet_dinh"] == "du":
            found = found.with_decision()
        if given["quyet_dinh"] == "thieu":
            found = found.lacking_decision()
        return found
