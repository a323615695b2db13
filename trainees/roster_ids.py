"""The personal ID number (số định danh cá nhân) as a cell of a roster holds it. No message repeats the number.

Twelve digits: three for the place of registration, one for century and sex, two for the year of birth, six at random.
Source: Nghị định 137/2015/NĐ-CP Điều 13; Luật Căn cước 26/2023/QH15 Điều 12.
"""

from __future__ import annotations

import re

from common.spreadsheets import CellValue
from trainees.roster_cells import Birth, Complaint, Sex, shown

LENGTH = 12

_BAD = "Số định danh cá nhân phải có đủ 12 chữ số. Ghi lại dưới dạng chữ (đặt dấu nháy ' trước số), hoặc để trống."
_NOT_SURE = (
    "Số định danh cá nhân thiếu chữ số và không đủ căn cứ để bổ sung số 0 ở đầu (không khớp hoặc thiếu năm sinh, "
    "giới tính). Ghi lại đủ 12 chữ số dưới dạng chữ, hoặc để trống."
)
_REPAIRED = "Số định danh cá nhân mất số 0 ở đầu, được bổ sung cho đủ 12 chữ số. Kiểm tra lại."
_OLD_CARD = "Số CMND cũ (9 số) không dùng, không được lưu. Ghi số định danh cá nhân 12 chữ số, hoặc để trống."
_OTHER_YEAR = "Số định danh cá nhân không khớp năm sinh ghi ở cùng hàng. Kiểm tra lại cả hai."
_OTHER_SEX = "Số định danh cá nhân không khớp giới tính ghi ở cùng hàng. Kiểm tra lại cả hai."


def masked(text: str) -> str:
    """``012•••••1234``; of anything that is not twelve digits only the last three digits show."""
    digits = re.sub(r"\D", "", text)
    if len(digits) == LENGTH:
        return f"{digits[:3]}•••••{digits[-4:]}"
    return re.sub(r"\d(?=(?:\D*\d){3})", "•", text)


def birth_year_of(number: str) -> int:
    """The year of birth that the twelve digits tell."""
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])


def sex_of(number: str) -> Sex:
    """The sex that the twelve digits tell."""
    return "female" if int(number[3]) % 2 else "male"


def parse_id_number(value: CellValue, birth: Birth | None, sex: Sex) -> tuple[str, list[Complaint]]:
    """Twelve digits or an empty string. Zeros lost in Excel are given back where birth year and sex bear it out.

    No place has the code 000, so that never more than two zeros are missing.
    """
    text = re.sub(r"[\s.\-\u00ad]", "", shown(value).strip("'’ "))
    if not text:
        return "", []
    if isinstance(value, bool | float) or not (text.isascii() and text.isdigit()):
        return "", [("error", _BAD)]
    if len(text) == LENGTH:
        return text, _disagreements(text, birth, sex)
    if len(text) == 9 or (len(text) == 8 and isinstance(value, int)):
        return "", [("warning", _OLD_CARD)]
    if len(text) not in (10, 11) or text.startswith("0"):
        return "", [("error", _BAD)]
    number = text.zfill(LENGTH)
    if birth is None or _disagreements(number, birth, sex):
        return "", [("error", _NOT_SURE)]
    return number, [("warning", _REPAIRED)]


def _disagreements(number: str, birth: Birth | None, sex: Sex) -> list[Complaint]:
    found: list[Complaint] = []
    if birth and birth_year_of(number) != birth.year:
        found.append(("warning", _OTHER_YEAR))
    if sex and sex_of(number) != sex:
        found.append(("warning", _OTHER_SEX))
    return found
