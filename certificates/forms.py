"""What the screens of certificates ask for."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certificates import pdf
from certificates.actions.life import CORRECTABLE
from certificates.facts import Signer, problem, sample, why_unprintable
from certificates.models import Certificate, CertificateBatch, CertificateTemplate
from certificates.states import CertificateState
from certificates.words import CertificateWords
from organisations.models import Organisation

SIGNER_FIELDS = ("signer_capacity", "signer_title", "signer_name")
CODE = re.compile(r"[A-Za-z0-9_-]{22}")
CODE_LENGTH = 22


class DateField(forms.DateField):
    """A day typed as dd/mm/yyyy on every browser alike."""

    def __init__(self, **kwargs: Any) -> None:
        look = {"placeholder": _("ngày/tháng/năm"), "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(widget=forms.DateInput(attrs=look), **kwargs)


def check_letters(text: str) -> str:
    """Raises: ValidationError, naming the letters that the fonts of the paper lack."""
    if letters := pdf.missing_glyphs(text):
        raise forms.ValidationError(problem(pdf.MissingGlyphsError(letters)))
    return text


class PrintedMixin:
    """Every text field of the form is going to be printed."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}  # type: ignore[misc]
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                try:
                    check_letters(value)
                except forms.ValidationError as error:
                    self.add_error(name, error)  # type: ignore[attr-defined]
        return cleaned


def clean_symbol(symbol: str) -> str:
    """Raises: ValidationError, for what a register number cannot carry."""
    symbol = symbol.strip()
    if not re.fullmatch(r"[\w-]+", symbol):
        raise forms.ValidationError(_("Ký hiệu chỉ gồm chữ, số và dấu gạch nối, ví dụ GCN-STP."))
    return symbol


class TemplateForm(PrintedMixin, forms.ModelForm):
    class Meta:
        model = CertificateTemplate
        fields = ("superior_agency", "issuing_agency", "symbol", "place", *SIGNER_FIELDS)

    def clean_symbol(self) -> str:
        return clean_symbol(self.cleaned_data["symbol"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            drawn = CertificateTemplate(organisation=self.instance.organisation, **cleaned)
            if reason := why_unprintable(sample(drawn, timezone.localdate())):
                raise forms.ValidationError(reason)
        return cleaned


class OpenRegisterForm(PrintedMixin, forms.Form):
    year = forms.IntegerField(label=_("Năm của sổ"), min_value=2000, max_value=2100)
    symbol = forms.CharField(label=_("Ký hiệu sổ"), max_length=30, help_text=_("Ví dụ: GCN-STP"))
    last_on_paper = forms.IntegerField(
        label=_("Số cuối cùng đã cấp trên giấy"),
        min_value=0,
        max_value=999_999,
        help_text=_("Số tiếp theo sẽ là số đầu tiên cấp trên hệ thống. Chưa cấp số nào thì ghi 0."),
    )

    def clean_symbol(self) -> str:
        return clean_symbol(self.cleaned_data["symbol"])


class ProposeForm(PrintedMixin, forms.ModelForm):
    class Meta:
        model = CertificateBatch
        fields = ("result_decision", *SIGNER_FIELDS)
        help_texts = {
            "result_decision": _("In trên giấy. Ví dụ: Quyết định số 12/QĐ-STP ngày 05/02/2026"),
            "signer_capacity": _("Ví dụ: KT. GIÁM ĐỐC. Để trống khi người đứng đầu ký."),
        }

    @property
    def signer(self) -> Signer:
        return Signer(*(self.cleaned_data[name] for name in SIGNER_FIELDS))


class ApproveForm(forms.Form):
    issued_on = DateField(
        label=_("Ngày cấp"),
        help_text=_("In trên giấy; năm của ngày này là năm của sổ gốc."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = help_text


class ReissueForm(PrintedMixin, forms.Form):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    birth = forms.RegexField(
        label=_("Ngày sinh"),
        regex=r"^(\d{2}/)?(\d{2}/)?\d{4}$",
        required=False,
        help_text=_("Ngày/tháng/năm, hoặc chỉ năm."),
    )
    position = forms.CharField(label=_("Chức vụ"), max_length=160, required=False)
    organisation = forms.CharField(label=_("Đơn vị công tác"), max_length=200, required=False)
    signer_capacity = forms.CharField(label=_("Quyền hạn ký"), max_length=60, required=False)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=60)
    signer_name = forms.CharField(label=_("Họ tên người ký"), max_length=120)
    issued_on = DateField(label=_("Ngày cấp lại"))
    reason = forms.CharField(
        label=_("Lý do cấp lại"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    @staticmethod
    def printed(certificate: Certificate) -> dict[str, Any]:
        """What the paper says now, as first values of the form."""
        words = CertificateWords.from_json(certificate.words)
        names = (*CORRECTABLE, *SIGNER_FIELDS)
        return {name: getattr(words, name) for name in names} | {"issued_on": timezone.localdate()}

    @property
    def corrections(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in CORRECTABLE}

    @property
    def signer(self) -> Signer:
        return Signer(*(self.cleaned_data[name] for name in SIGNER_FIELDS))


class BatchFilter(forms.Form):
    """The list of proposals."""

    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("cho", _("Chờ duyệt")),
            ("duyet", _("Đã duyệt")),
            ("tra", _("Đã trả lại")),
        ],
    )

    def apply(self, batches: QuerySet[CertificateBatch]) -> QuerySet[CertificateBatch]:
        wanted = self.cleaned_data["tinh_trang"]
        if wanted == "cho":
            return batches.filter(approved_at__isnull=True, returned_at__isnull=True)
        if wanted == "duyet":
            return batches.filter(approved_at__isnull=False)
        if wanted == "tra":
            return batches.filter(returned_at__isnull=False)
        return batches


class RegisterFilter(forms.Form):
    """The register: one agency, one year, as the book on the shelf."""

    tim = forms.CharField(label=_("Họ tên hoặc số vào sổ"), required=False, max_length=100)
    co_quan = forms.ModelChoiceField(
        label=_("Cơ quan cấp"),
        required=False,
        queryset=Organisation.objects.none(),
        empty_label=_("Tất cả"),
    )
    nam = forms.TypedChoiceField(label=_("Năm"), required=False, coerce=int, empty_value=None)
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            *(one for one in CertificateState.choices if one[0] != CertificateState.DRAFT),
        ],
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Certificate.objects.visible_to(user).in_register().order_by()
        agencies = Organisation.objects.filter(pk__in=seen.values("series__organisation")).order_by(
            "search_key"
        )
        self.fields["co_quan"].queryset = agencies  # type: ignore[attr-defined]
        years = seen.values_list("series__year", flat=True).distinct()
        self.fields["nam"].choices = [  # type: ignore[attr-defined]
            ("", _("Tất cả")),
            *((year, str(year)) for year in sorted(set(years), reverse=True)),
        ]

    def apply(self, certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
        asked = self.cleaned_data
        found = certificates.search(asked["tim"])  # type: ignore[attr-defined]
        if asked["co_quan"]:
            found = found.filter(series__organisation=asked["co_quan"])
        if asked["nam"]:
            found = found.filter(series__year=asked["nam"])
        if asked["tinh_trang"]:
            found = found.filter(state=asked["tinh_trang"])
        return found


class LookupForm(forms.Form):
    """A code as people have it: the whole address, with spaces, with dashes or stops at its ends."""

    ma = forms.CharField(
        label=_("Mã hoặc địa chỉ in trên giấy chứng nhận"),
        max_length=300,
        help_text=_("Mã gồm 22 ký tự, phân biệt chữ hoa và chữ thường."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_ma(self) -> list[str]:
        codes = codes_in(self.cleaned_data["ma"])
        if not codes:
            raise forms.ValidationError(
                _("Chưa đúng mã. Nhập đủ 22 ký tự sau “/c/” in dưới mã vuông trên giấy.")
            )
        return codes


def codes_in(typed: str) -> list[str]:
    """The codes that somebody may have meant: one, or a few when dashes were typed around it.

    A code may itself begin or end with a dash, so only the register can tell which dashes are too many.
    """
    text = "".join(typed.split())
    text = re.split(r"[/?#]", text.partition("/c/")[2])[0] if "/c/" in text else text
    text = re.sub(r"[–—−]", "-", text.strip("\"'“”.,;:()…"))  # noqa: RUF001 -- dashes as typed
    surplus = len(text) - CODE_LENGTH
    return [
        text[start : start + CODE_LENGTH]
        for start in range(surplus + 1)
        if CODE.fullmatch(text[start : start + CODE_LENGTH])
        and not (text[:start] + text[start + CODE_LENGTH :]).strip("-")
    ]
