"""Two records side by side: what they say of each thing, and whether it is the same. Pure."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from common.vietnamese import fold_spelling
from trainees.duplicates import phone_digits

SAME, DIFFERENT, ONE_SIDED = "same", "different", "one_sided"
TONES = {SAME: "ok", DIFFERENT: "warn", ONE_SIDED: "draft"}


class Compared(NamedTuple):
    """One line of the comparison. ``verdict`` is empty where neither record says anything."""

    label: str
    first: str
    second: str
    verdict: str

    @property
    def words(self) -> str:
        return {
            SAME: _("Giống nhau"),
            DIFFERENT: _("Khác nhau"),
            ONE_SIDED: _("Một bên chưa ghi"),
        }.get(self.verdict, "")

    @property
    def tone(self) -> str:
        return TONES.get(self.verdict, "")


def compared(first: Any, second: Any) -> list[Compared]:
    """``first`` and ``second``: trainees of ``for_detail``. The ID number is compared and never shown."""
    return [
        *(_line(label, str(of(first)), str(of(second)), key) for label, of, key in _fields()),
        _id_number(first, second),
    ]


def _fields() -> list[Any]:
    return [
        (_("Họ và tên"), lambda one: one.full_name, fold_spelling),
        (_("Ngày sinh"), lambda one: one.birth, str),
        (_("Giới tính"), lambda one: one.get_sex_display() or "", str),
        (_("Đơn vị công tác"), lambda one: one.organisation, str),
        (_("Đơn vị hành chính"), lambda one: one.organisation.unit, str),
        (_("Chức vụ, chức danh"), lambda one: one.position, fold_spelling),
        (_("Số điện thoại"), lambda one: one.phone, phone_digits),
        (_("Thư điện tử"), lambda one: one.email, str.lower),
        (_("Tài khoản"), lambda one: one.account.username if one.account else "", str),
    ]


def _line(label: str, first: str, second: str, key: Any) -> Compared:
    return Compared(label, first, second, _verdict(first, second, key))


def _verdict(first: str, second: str, key: Any) -> str:
    if not first and not second:
        return ""
    if not first or not second:
        return ONE_SIDED
    return SAME if (key(first) or first) == (key(second) or second) else DIFFERENT


def _id_number(first: Any, second: Any) -> Compared:
    one, other = (getattr(record, "id_number", None) for record in (first, second))
    first_told, second_told = (_("đã ghi") if number else "" for number in (one, other))
    verdict = _verdict(one.index if one else "", other.index if other else "", str)
    return Compared(_("Số định danh cá nhân"), first_told, second_told, verdict)
