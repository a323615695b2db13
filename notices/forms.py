"""Filters of the lists, and the words of a kind of notice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from notices.actions.templates import unknown_words
from notices.kinds import KINDS
from notices.querysets import MailQuerySet, NoticeQuerySet
from notices.rendering import unknown_names
from notices.states import MailState


class NoticeFilterForm(forms.Form):
    tim = forms.CharField(label=_("Tiêu đề"), required=False)
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("Tất cả")), ("chua", _("Chưa đọc")), ("roi", _("Đã đọc"))],
    )

    def apply(self, notices: NoticeQuerySet) -> NoticeQuerySet:
        found = notices.search(self.cleaned_data["tim"])
        if self.cleaned_data["tinh_trang"] == "chua":
            found = found.unread()
        if self.cleaned_data["tinh_trang"] == "roi":
            found = found.read()
        return found


class MailFilterForm(forms.Form):
    tim = forms.CharField(label=_("Địa chỉ người nhận"), required=False)
    loai = forms.ChoiceField(label=_("Loại thông báo"), required=False)
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[("", _("Tất cả")), *MailState.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, kind.label) for kind in KINDS.values()]
        self.fields["loai"].choices = [("", _("Mọi loại")), *kinds]  # type: ignore[attr-defined]

    def apply(self, mails: MailQuerySet) -> MailQuerySet:
        found = mails.filter(to__icontains=self.cleaned_data["tim"].strip())
        if kind := self.cleaned_data["loai"]:
            found = found.filter(kind=kind)
        if state := self.cleaned_data["tinh_trang"]:
            found = found.filter(state=state)
        return found


class TemplateForm(forms.Form):
    subject = forms.CharField(label=_("Tiêu đề"), max_length=200)
    body = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 14}))
    goes_by_mail = forms.BooleanField(
        label=_("Gửi cả thư điện tử"),
        required=False,
        help_text=_(
            "Bỏ đánh dấu thì chỉ báo trong trang; người không có tài khoản không được báo."
        ),
    )
    is_off = forms.BooleanField(
        label=_("Không gửi thông báo này"),
        required=False,
        help_text=_("Không báo cho ai, cả trong trang lẫn qua thư."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_subject(self) -> str:
        return self._known("subject")

    def clean_body(self) -> str:
        return self._known("body").replace("\r\n", "\n")

    def _known(self, name: str) -> str:
        words: str = self.cleaned_data[name]
        unknown = unknown_names(words, KINDS[self.kind].names)
        if unknown:
            raise forms.ValidationError(unknown_words(self.kind, unknown))
        return words
