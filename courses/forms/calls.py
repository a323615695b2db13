"""Filter of the calls that an agency has to answer."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.querysets.course_runs import CourseRunQuerySet


class CallFilter(forms.Form):
    q = forms.CharField(label=_("Mã hoặc tên lớp"), required=False, max_length=120)
    han = forms.ChoiceField(
        label=_("Hạn cử"),
        required=False,
        choices=[("", _("Tất cả")), ("con", _("Còn hạn")), ("het", _("Đã hết hạn"))],
    )
    chi_tieu = forms.ChoiceField(
        label=_("Chỉ tiêu"),
        required=False,
        choices=[("", _("Tất cả")), ("con", _("Chưa cử đủ")), ("het", _("Đã cử đủ"))],
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        late = Q(nominate_by__isnull=False, nominate_by__lt=today)
        filled = Q(given__isnull=False, sent__gte=F("given"))
        self.parts = {
            "han": {"con": ~late, "het": late},
            "chi_tieu": {"con": ~filled, "het": filled},
        }

    def apply(self, runs: CourseRunQuerySet) -> CourseRunQuerySet:
        chosen = self.cleaned_data
        for name, parts in self.parts.items():
            if chosen[name]:
                runs = runs.filter(parts[chosen[name]])
        return runs.search(chosen["q"])
