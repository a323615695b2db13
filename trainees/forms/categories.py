"""Forms about the audience categories."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trainees.models import AudienceCategory, EndGround


class CategoryForm(forms.ModelForm):
    end_grounds = forms.ModelMultipleChoiceField(
        EndGround.objects.all(),
        label=_("Lý do kết thúc"),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Những lý do được chọn khi ghi miễn nhiệm, cho thôi làm hoặc kết thúc."),
    )

    class Meta:
        model = AudienceCategory
        fields = [
            "label",
            "group",
            "source",
            "evidence",
            "recognised_by",
            "needs_decision",
            "is_public",
            "closed_from",
        ]
        help_texts = {
            "needs_decision": _(
                "Khi ghi đối tượng phải có số, ngày, cơ quan ban hành quyết định. Người ghi trước đó còn thiếu "
                "thì hiện ở mục “Thiếu quyết định”."
            ),
            "is_public": _(
                "Họ tên, chức vụ, đơn vị và quyết định của người thuộc đối tượng hiện trên trang công khai, "
                "ai cũng đọc được."
            ),
            "closed_from": _(
                "Người đang thuộc đối tượng được giữ nguyên; từ ngày này không ghi thêm người mới."
            ),
        }

    field_order = [*Meta.fields, "end_grounds"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["end_grounds"] = [one.code for one in self.instance.end_grounds.all()]

    def _post_clean(self) -> None:
        """The action writes the row; a form that filled it in here would hide what it said before."""
