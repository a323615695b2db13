"""What the words of a plan mean: who is named, and from which year to which. Pure functions of strings."""

import re
from typing import NamedTuple

from common.vietnamese import fold

# The first pattern that is found decides, so the narrower phrase stands before the wider one.
_KINDS = (
    (r"co quan chuyen mon thuoc ubnd cap huyen", "district_office"),
    (r"^phong van hoa|^phong tu phap", "district_office"),
    (r"^trung tam van hoa", "district_centre"),
    (r"ubnd (cap huyen|cac huyen)", "district_committee"),
    (r"ubnd (cap xa|cac xa)", "commune_committee"),
    (r"co quan bao chi trung uong", "central_press"),
    (r"cac co quan bao chi", "press"),
    (r"cac so, ban, nganh", "department"),
)
_OPEN = re.compile(r"^cac (co quan|don vi)\b.*lien quan$")
_SPAN = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")
_FROM = re.compile(r"năm (\d{4})", re.IGNORECASE)
_TO = re.compile(r"đến (?:hết )?năm (\d{4})", re.IGNORECASE)


class Years(NamedTuple):
    """First and last year of a period; None where the words set no end."""

    first: int | None
    last: int | None


def kind_of(phrase: str) -> str:
    """The kind of agencies that ``phrase`` means; empty for one agency's name and for an open phrase."""
    folded = fold(phrase)
    return next((kind for pattern, kind in _KINDS if re.search(pattern, folded)), "")


def is_open(phrase: str) -> bool:
    """True for "Các cơ quan, đơn vị liên quan": it names nobody, and nobody can be counted on."""
    return bool(_OPEN.search(fold(phrase))) and not kind_of(phrase)


def years_of(time: str) -> Years:
    """``Năm 2024 và những năm tiếp theo`` is (2024, None); ``Thường xuyên`` is (None, None)."""
    if span := _SPAN.search(time):
        return Years(int(span[1]), int(span[2]))
    last = _TO.search(time)
    first = _FROM.search(_TO.sub("", time))
    return Years(int(first[1]) if first else None, int(last[1]) if last else None)


def task_code(written: str) -> str:
    """The code as it stands in an address: ``II.8.a–c`` becomes ``II.8.a-c``."""
    return written.strip().replace("–", "-").replace(" ", "")
