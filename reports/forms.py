"""What a reader of the board may choose. Everything stands in the address."""

from datetime import date, datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.definitions import DIMENSIONS, Basis, Measure
from reports.queries import Filters
from trainees.models import AudienceCategory

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class BoardForm(forms.Form):
    """Filters of the board and of the lists behind it."""

    theo = forms.ChoiceField(
        label=_("Phân theo"),
        choices=[(code, dimension.title) for code, dimension in DIMENSIONS.items()],
        required=False,
    )
    tu_ngay = forms.DateField(label=_("Bế giảng từ ngày"), required=False, widget=DAY)
    den_ngay = forms.DateField(label=_("đến ngày"), required=False, widget=DAY)
    doi_tuong = forms.ModelChoiceField(
        label=_("Đối tượng"),
        queryset=AudienceCategory.objects.all(),
        required=False,
        empty_label=_("Tất cả đối tượng"),
    )
    tai_ngay = forms.DateField(
        label=_("Số liệu tại ngày"),
        required=False,
        widget=DAY,
        help_text=_("Để trống: số liệu hiện tại."),
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        since, until = data.get("tu_ngay"), data.get("den_ngay")
        if since and until and since > until:
            self.add_error("den_ngay", _("Ngày sau phải từ ngày trước trở đi."))
        return data

    def filters(self) -> Filters:
        """As far as the fields make sense; the form itself names the ones that do not."""
        data = self.cleaned_data
        category = data.get("doi_tuong")
        return Filters(
            since=data.get("tu_ngay"),
            until=data.get("den_ngay"),
            category=category.pk if category else None,
        )

    def dimension(self) -> str:
        return self.cleaned_data.get("theo") or next(iter(DIMENSIONS))

    def as_of(self) -> datetime | None:
        """The end of the chosen day in Vietnam; None for now."""
        day: date | None = self.cleaned_data.get("tai_ngay")
        if day is None or day >= timezone.localdate():
            return None
        return timezone.make_aware(datetime.combine(day, time.max))


class BehindForm(BoardForm):
    """A figure of the board, named whole: filters, row, measure and basis."""

    cach_tinh = forms.ChoiceField(choices=Measure.choices)
    muc = forms.ChoiceField(choices=Basis.choices)
    dong = forms.CharField(required=False, max_length=20)

    def clean_dong(self) -> str:
        key: str = self.cleaned_data["dong"]
        if key and key != "khong" and not key.isdecimal():
            raise forms.ValidationError(_("Dòng số liệu không hợp lệ."))
        return key

    def filters(self) -> Filters:
        where = super().filters()
        key = self.cleaned_data.get("dong")
        return where.with_row(self.dimension(), key) if key else where
