"""What an agency types or sends to nominate people."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.vietnamese import fold, nfc
from courses.models import CourseRun
from organisations.models import Organisation
from trainees.actions.rosters import Entry
from trainees.forms.decisions import ask_for_decision
from trainees.forms.rosters import FileForm
from trainees.models import AudienceCategory, Sex, Trainee
from trainees.querysets import TraineeQuerySet
from trainees.roster_cells import Birth, parse_birth, parse_phone


class AgencyForm(forms.Form):
    """For whom to nominate, where one account may do so for several agencies."""

    don_vi = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        to_field_name="code",
        label=_("Cử thay mặt cơ quan, đơn vị"),
        empty_label=_("Chọn cơ quan, đơn vị"),
    )

    def __init__(self, *args: Any, agencies: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = agencies  # type: ignore[attr-defined]


class PickFilter(forms.Form):
    """Narrows the roster to pick from. ``don_vi`` only travels along."""

    don_vi = forms.CharField(required=False, widget=forms.HiddenInput)
    tu_khoa = forms.CharField(
        label=_("Họ và tên"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("có thể gõ không dấu")}),
    )
    doi_tuong = forms.ChoiceField(label=_("Đối tượng"), required=False)

    def __init__(self, *args: Any, run: CourseRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        admitted = [(one.code, one.label) for one in run.admitted_categories.all()]
        self.fields["doi_tuong"].choices = [("", _("Tất cả")), *admitted]  # type: ignore[attr-defined]

    def apply(self, people: TraineeQuerySet) -> TraineeQuerySet:
        people = people.search(self.cleaned_data["tu_khoa"])
        if code := self.cleaned_data["doi_tuong"]:
            named = people.model.objects.filter(recognitions__category__code=code)
            people = people.filter(pk__in=named.values("pk"))
        return people


class NewPersonForm(forms.ModelForm):
    """A person who is not on record yet, with the category in which they are sent."""

    birth = forms.CharField(
        label=_("Ngày sinh"),
        required=False,
        help_text=_("Ghi ngày/tháng/năm, ví dụ 05/02/1985, hoặc chỉ ghi năm."),
    )
    phone = forms.CharField(label=_("Số điện thoại"), required=False)
    category = forms.ModelChoiceField(
        queryset=AudienceCategory.objects.none(),
        to_field_name="code",
        label=_("Đối tượng"),
        empty_label=_("Chọn đối tượng"),
    )
    decision_number = forms.CharField(
        label=_("Số quyết định công nhận, phân công"),
        required=False,
        max_length=60,
        help_text=_("Để trống nếu đối tượng này không cần quyết định."),
    )
    decided_on = forms.DateField(label=_("Ngày quyết định"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), required=False, max_length=200)
    is_new = forms.BooleanField(
        label=_("Đây là người khác với người cùng tên đã có hồ sơ"),
        required=False,
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Trainee
        fields = ["full_name", "birth", "sex", "position", "phone", "email"]

    field_order = [
        "full_name",
        "birth",
        "sex",
        "position",
        "phone",
        "email",
        "category",
        "decision_number",
        "decided_on",
        "issuer",
        "is_new",
    ]

    def __init__(
        self,
        *args: Any,
        run: CourseRun,
        people: TraineeQuerySet,
        today: Any,
        minimal: bool = False,
        **kwargs: Any,
    ) -> None:
        """``minimal``: the clerk does not keep these people's records and is not told their births."""
        super().__init__(*args, **kwargs)
        self.people, self.today, self.minimal = people, today, minimal
        admitted = run.admitted_categories.all()
        self.fields["category"].queryset = admitted.open_on(today)  # type: ignore[attr-defined]
        self.fields["sex"].choices = [("", _("Không ghi")), *Sex.choices]  # type: ignore[attr-defined]

    def clean_full_name(self) -> str:
        return nfc(self.cleaned_data["full_name"])

    def clean_birth(self) -> Birth | None:
        birth, complaints = parse_birth(self.cleaned_data["birth"], self.today)
        return birth if not _refuse(complaints) else None

    def clean_phone(self) -> str:
        number, complaints = parse_phone(self.cleaned_data["phone"])
        _refuse(complaints)
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        alike = list(self.people.search(cleaned.get("full_name", "")))[:5]
        alike = [
            person for person in alike if cleaned.get("full_name") and _same_name(person, cleaned)
        ]
        if alike and not cleaned.get("is_new"):
            # Shown from now on, so that the clerk can say that it is somebody else.
            self.fields["is_new"].widget = forms.CheckboxInput()
            people = ", ".join(f"{person} ({self._mark_of(person)})" for person in alike)
            words = _(
                "Đơn vị đã có hồ sơ: %(people)s. Cử từ danh sách có sẵn; "
                "nếu là người khác, đánh dấu ô xác nhận ở cuối biểu mẫu."
            )
            self.add_error("full_name", words % {"people": people})
        ask_for_decision(self, cleaned, cleaned.get("category"))
        return cleaned

    def _mark_of(self, person: Trainee) -> str:
        """By what two people of one name are told apart."""
        if self.minimal:
            return person.position or str(_("chưa ghi chức vụ"))
        return str(person.birth or _("chưa rõ ngày sinh"))

    def entry(self) -> Entry:
        typed = self.cleaned_data
        return Entry(
            full_name=typed["full_name"],
            birth=typed["birth"],
            sex=typed["sex"],
            position=typed["position"],
            phone=typed["phone"],
            email=typed["email"],
            category_id=typed["category"].pk,
            decision_number=typed["decision_number"],
            decided_on=typed["decided_on"],
            issuer=typed["issuer"],
            is_new=True,
        )

    def _post_clean(self) -> None:
        """The roster's action writes the row; the columns of one birth field cannot be checked as model fields."""


def _same_name(person: Trainee, typed: dict[str, Any]) -> bool:
    return person.search_key == fold(typed["full_name"])


def _refuse(complaints: list[tuple[Any, str]]) -> bool:
    """Raise what is an error; what is only a warning is the clerk's own typing, seen on the screen."""
    errors = [message for severity, message in complaints if severity == "error"]
    if errors:
        raise forms.ValidationError(errors)
    return False


class UploadForm(FileForm):
    """A list of people to nominate. A valid form has read it: ``upload`` and ``roster``."""

    purpose = "nomination"
