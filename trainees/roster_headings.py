"""What a column of a roster means, told by the words offices write above it."""

from __future__ import annotations

import re
from functools import lru_cache

from common.spreadsheets import CellValue
from common.vietnamese import fold, nfc

LONGEST_HEADING = 200
# What only the keeping of people and their recognitions needs; a nomination neither reads nor stores it.
OF_RECOGNITIONS = frozenset({"id_number", "decision_number", "decided_on", "issuer", "specialty"})

_SYNONYMS = {
    "order": "stt, tt, so tt, so thu tu, no",
    "full_name": "ho va ten, ho ten, ho va ten hoc vien, ho ten hoc vien, ten hoc vien, hoc vien, ho va ten can bo, "
    "ho ten can bo, ho va ten nguoi du, ho va ten dai bieu, ho ten dai bieu, full name, fullname",
    "family_name": "ho, ho dem, ho va dem, ho va ten dem, ho va chu dem, ho lot, ho ten dem",
    "given_name": "ten",
    "birth": "ngay thang nam sinh, ngay sinh, nam sinh, ngay thang nam, sinh ngay, sinh nam, ngay thang sinh, ntns, "
    "ngay thang va nam sinh, date of birth",
    "sex": "gioi tinh, gioi, phai, nam nu, gt",
    "ethnic_group": "dan toc, thanh phan dan toc",
    "position": "chuc vu, chuc danh, chuc vu chuc danh, chuc danh chuc vu, chuc vu cong tac, chuc vu hien nay, "
    "vi tri viec lam",
    "position_organisation": "chuc vu don vi cong tac, chuc vu don vi, chuc vu co quan, chuc vu noi cong tac, "
    "chuc vu co quan cong tac, chuc danh don vi cong tac, chuc vu va don vi cong tac",
    "organisation": "don vi cong tac, don vi, co quan, co quan don vi, co quan cong tac, co quan don vi cong tac, "
    "noi cong tac, noi lam viec, to chuc, ten co quan, ten don vi, don vi co quan, co quan to chuc don vi, "
    "ten co quan don vi, don vi cu",
    "phone": "so dien thoai, dien thoai, sdt, so dt, dt, dien thoai lien he, so dien thoai lien he, "
    "dien thoai di dong, so dien thoai di dong, di dong, tel, phone, mobile, so dien thoai zalo",
    "email": "email, e mail, thu dien tu, dia chi email, dia chi thu dien tu, hop thu dien tu, hop thu, mail, "
    "email cong vu, dia chi e mail, gmail",
    "category": "doi tuong, thuoc doi tuong, doi tuong tap huan, doi tuong boi duong, nhom doi tuong, loai doi tuong, "
    "doi tuong tham gia, doi tuong tham du",
    "id_number": "so dinh danh ca nhan, so dinh danh, ma dinh danh, ma dinh danh ca nhan, ma so dinh danh ca nhan, "
    "cccd, so cccd, can cuoc cong dan, so can cuoc cong dan, so can cuoc, can cuoc, so the can cuoc, cccd cmnd, "
    "cmnd cccd, so cccd cmnd, so cmnd cccd, so dinh danh ca nhan cccd, so cccd so dinh danh ca nhan, "
    "so cccd so dinh danh, so dinh danh cccd",
    "old_id_number": "cmnd, so cmnd, chung minh nhan dan, so chung minh nhan dan",
    "decision_number": "so quyet dinh, quyet dinh so, so qd, qd so, quyet dinh, qd, quyet dinh cong nhan, "
    "so quyet dinh cong nhan, so quyet dinh phan cong, quyet dinh phan cong, so quyet dinh bo nhiem, "
    "so quyet dinh cong nhan phan cong, so ngay quyet dinh, so quyet dinh ngay thang nam, "
    "so ngay thang nam quyet dinh, "
    "quyet dinh cong nhan so ngay, so ngay quyet dinh cong nhan, so ky hieu quyet dinh",
    "decided_on": "ngay quyet dinh, ngay ky quyet dinh, ngay ban hanh, ngay ban hanh quyet dinh, ngay qd, ngay ky, "
    "ngay ra quyet dinh, ngay thang nam quyet dinh, ngay cong nhan, ngay quyet dinh cong nhan",
    "issuer": "co quan ban hanh, co quan ban hanh quyet dinh, co quan ra quyet dinh, noi ban hanh, co quan quyet dinh, "
    "co quan cong nhan, don vi ban hanh, co quan ban hanh qd",
    "specialty": "linh vuc chuyen sau, linh vuc, linh vuc phu trach, linh vuc chuyen mon, linh vuc phap luat, "
    "linh vuc phap luat chuyen sau, linh vuc phap luat phu trach",
    "note": "ghi chu",
}  # fmt: skip
_FIELD_OF = {label: field for field, labels in _SYNONYMS.items() for label in labels.split(", ")}
# A longer heading such as "Số điện thoại liên lạc" begins with the words we know. Short words begin too many headings.
_BEGINNINGS = sorted((label for label in _FIELD_OF if len(label) > 6), key=len, reverse=True)
_UNDER_BIRTH = {
    "nam": "male",
    "nữ": "female",
    "nư": "female",
    "ngày": "birth_day",
    "tháng": "birth_month",
    "năm": "birth_year",
}
_UNDER_DECISION = {
    "so": "decision_number",
    "so hieu": "decision_number",
    "so ky hieu": "decision_number",
    "ngay": "decided_on",
    "ngay thang": "decided_on",
    "ngay thang nam": "decided_on",
}


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"\([^)]*\)|\*", " ", fold(text))).split())


def words(value: CellValue) -> str:
    """A heading reduced to its words: no marks, no punctuation, no remarks in brackets."""
    if not isinstance(value, str) or len(value) > LONGEST_HEADING:
        return ""
    return _words(value)


def is_known(value: CellValue) -> bool:
    """Whether the words of the cell are exactly those of a heading."""
    return words(value) in _FIELD_OF


def may_stand_below(value: CellValue) -> bool:
    """Whether the cell can be in the second row of a heading of two rows."""
    if not isinstance(value, str):
        return False
    return nfc(value).lower() in _UNDER_BIRTH or words(value) in _UNDER_DECISION or is_known(value)


def field_of(parent: CellValue, under: CellValue) -> tuple[str, bool]:
    """The field of a column by its heading and the heading below; whether the words are known exactly."""
    field, sure = _field_of_words(words(parent))
    if field in _OF_DECISION and words(under) in _UNDER_DECISION:
        return _UNDER_DECISION[words(under)], True
    part = _UNDER_BIRTH.get(nfc(under).lower() if isinstance(under, str) else "")
    if part and (field in ("birth", "sex") or part in ("male", "female")):
        return part, True
    if under is None or field in ("phone", "email"):
        own = nfc(parent).lower() if isinstance(parent, str) else ""
        return (_UNDER_BIRTH[own], True) if own in ("nam", "nữ") else (field, sure)
    return _field_of_words(words(under))


_OF_DECISION = ("decision_number", "decided_on", "issuer")


def _field_of_words(label: str) -> tuple[str, bool]:
    if label in _FIELD_OF:
        return _FIELD_OF[label], True
    beginning = next((known for known in _BEGINNINGS if label.startswith(known + " ")), "")
    return (_FIELD_OF[beginning], False) if beginning and len(label) < 60 else ("", False)
