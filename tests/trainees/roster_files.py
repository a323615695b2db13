"""Files with people as agencies send them, for the tests of rosters."""

import hashlib

from django.core.files.uploadedfile import SimpleUploadedFile

from common.spreadsheets import read
from tests.courses.nomination_files import xlsx
from trainees.actions import roster_lists
from trainees.importing import read_roster
from trainees.roster_judging import fingerprint

HEADER = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Chức vụ",
    "Đơn vị công tác",
    "Số điện thoại",
    "Email",
    "Đối tượng",
]
# The people stand from this row on; the name in column B.
FIRST = 4


def person(name, birth="05/02/1985", **told):
    """One row; what is not told is blank."""
    fields = ("sex", "position", "agency", "phone", "email", "category")
    return [name, birth, *(told.get(field, "") for field in fields)]


def book(*people, header=HEADER):
    return xlsx(people, header=header, title="DANH SÁCH CÁN BỘ")


def upload_of(data, name="danh-sach.xlsx"):
    return roster_lists.Upload(name, ".xlsx", data, hashlib.sha256(data).hexdigest())


def file(data, name="danh-sach.xlsx"):
    return SimpleUploadedFile(name, data)


def kept(organisation, *people, by, header=HEADER, name="danh-sach.xlsx"):
    """A list kept through the action, as the upload does it."""
    data = book(*people, header=header)
    roster = read_roster(read(data, "danh-sach.xlsx"))
    made, _is_new = roster_lists.keep(organisation, upload_of(data, name), roster, by=by)
    made.refresh_from_db()
    return made


def verdicts(kept_, by):
    return roster_lists.verdicts_of(kept_, by=by)


def kinds(kept_, by):
    return [one.kind for one in verdicts(kept_, by)]


def confirm(kept_, by):
    """With what the preview shows now."""
    seen = fingerprint(verdicts(kept_, by))
    return roster_lists.confirm(kept_, by=by, seen=seen)
