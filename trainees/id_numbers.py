"""The personal ID number (số định danh cá nhân): values in, values or words out.

Shape: 12 digits – 3 of the place of registration, 1 of century and sex, 2 of the birth year, 6 by chance.
Places are not checked: the list changed with each reorganisation, and old codes stay on people.
Source: ``domain.md`` section 5.
"""

import re
import unicodedata

from django.utils.translation import gettext as _

from trainees.roster_ids import birth_year_of, masked, sex_of

__all__ = ["NotANumber", "cleaned", "doubts", "is_inside", "masked"]

LENGTH = 12
_BETWEEN = re.compile(r"[\s.\-\u200b\ufeff]+")
_INSIDE = re.compile(r"(?<![0-9])(?:[0-9][\s.\-]?){11}[0-9](?![0-9])")


class NotANumber(ValueError):
    """``message`` says in Vietnamese what to do. It does not repeat what was typed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def cleaned(typed: str) -> str:
    """The 12 digits of what was typed, or the empty string for nothing. Raises: NotANumber."""
    number = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed))
    if not number:
        return ""
    if not re.fullmatch(r"[0-9]+", number):
        raise NotANumber(_("Số định danh cá nhân chỉ gồm chữ số. Hãy bỏ các ký tự khác."))
    if len(number) == LENGTH:
        return number
    if len(number) == LENGTH - 1 and not number.startswith("0"):
        raise NotANumber(
            _("Số này có 11 chữ số: Excel có thể đã bỏ mất số 0 ở đầu. Hãy nhập đủ 12 chữ số.")
        )
    if len(number) == 9:
        raise NotANumber(
            _("Số này có 9 chữ số như số chứng minh nhân dân cũ. Hãy nhập số trên thẻ căn cước.")
        )
    words = _("Số định danh cá nhân gồm 12 chữ số, số vừa nhập có %(n)d. Hãy xem lại thẻ căn cước.")
    raise NotANumber(words % {"n": len(number)})


def doubts(number: str, *, sex_known: str = "", year_known: int | None = None) -> list[str]:
    """What in ``number`` disagrees with the record, in words that tell nothing of the number beyond that."""
    found = []
    if sex_known and sex_of(number) != sex_known:
        found.append(_("Giới tính trong số định danh khác với hồ sơ. Hãy kiểm tra lại cả hai."))
    if year_known and birth_year_of(number) != year_known:
        found.append(_("Năm sinh trong số định danh khác với hồ sơ. Hãy kiểm tra lại cả hai."))
    return found


def is_inside(text: str) -> bool:
    """True where ``text`` holds what may be such a number: it must not get into a reason or a note."""
    return bool(_INSIDE.search(unicodedata.normalize("NFKC", text)))
