"""What an agency sends to bring in its people, and how the history of such files is narrowed."""

import hashlib
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.spreadsheets import MAX_BYTES, UnreadableFile, read_safely
from organisations.models import Organisation
from trainees.actions.roster_lists import Upload
from trainees.forms.people import OrganisationField, organisations_for
from trainees.importing import Purpose, Roster, read_roster
from trainees.querysets import RosterListQuerySet

MOST_ROWS = 10_000


class FileForm(forms.Form):
    """A list as a file. A valid form has read it: ``upload`` and ``roster``."""

    file = forms.FileField(
        label=_("Tệp danh sách"),
        help_text=_("Tệp .xlsx, .xls hoặc .csv, tối đa 10 MB và 10.000 người."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={"empty": _("Tệp rỗng. Hãy chọn lại tệp có dữ liệu.")},
    )
    purpose: Purpose = "roster"
    upload: Upload
    roster: Roster

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                _("Tệp lớn hơn 10 MB. Hãy chia danh sách thành nhiều tệp nhỏ hơn.")
            )
        data, name = file.read(), file.name or ""
        self.upload = Upload(
            name, Path(name).suffix.lower(), data, hashlib.sha256(data).hexdigest()
        )
        try:
            self.roster = read_roster(read_safely(data, name), purpose=self.purpose)
        except UnreadableFile as unreadable:
            raise forms.ValidationError(str(unreadable)) from unreadable
        if not self.roster.rows:
            raise forms.ValidationError([p.message_vi for p in self.roster.problems])
        if len(self.roster.rows) > MOST_ROWS:
            raise forms.ValidationError(
                _("Tệp có hơn 10.000 người. Hãy chia danh sách thành nhiều tệp nhỏ hơn.")
            )
        return file


class RosterForm(FileForm):
    """A list as a file, and whose people they are."""

    don_vi = OrganisationField(
        Organisation.objects.none(),
        label=_("Danh sách của cơ quan, đơn vị"),
        required=False,
        empty_label=_("Nhiều cơ quan: theo cột “Đơn vị công tác”"),
    )
    field_order = ["don_vi", "file"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = organisations_for(by)
        found = list(agencies[:2])
        self.only = found[0] if len(found) == 1 else None
        if self.only:
            del self.fields["don_vi"]
        else:
            self.fields["don_vi"].queryset = agencies  # type: ignore[attr-defined]

    @property
    def organisation(self) -> Organisation | None:
        """None: each row names its own agency."""
        return self.only or self.cleaned_data["don_vi"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_read = hasattr(self, "roster") and "file" in cleaned
        by_column = not self.only and cleaned.get("don_vi") is None and "don_vi" not in self.errors
        if is_read and by_column and not any(row.organisation for row in self.roster.rows):
            self.add_error(
                "don_vi",
                _("Tệp không có cột “Đơn vị công tác”. Chọn cơ quan của danh sách này."),
            )
        return cleaned


class RosterFilter(forms.Form):
    """The history of files."""

    tim = forms.CharField(label=_("Tên tệp"), required=False, max_length=120)
    don_vi = OrganisationField(
        Organisation.objects.none(), label=_("Đơn vị"), required=False, empty_label=_("Mọi đơn vị")
    )
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("Tất cả")), ("cho", _("Chưa ghi")), ("xong", _("Đã ghi"))],
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = organisations_for(by)
        if len(agencies[:2]) < 2:
            del self.fields["don_vi"]
        else:
            self.fields["don_vi"].queryset = agencies  # type: ignore[attr-defined]

    def apply(self, lists: RosterListQuerySet) -> RosterListQuerySet:
        given = self.cleaned_data
        found = lists.search(given["tim"])
        if given.get("don_vi"):
            found = found.of_organisation(given["don_vi"])
        if given["tinh_trang"] == "cho":
            return found.waiting()
        return found.confirmed() if given["tinh_trang"] == "xong" else found
