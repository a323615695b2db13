"""What the agencies of a new unit are called and coded. Pure: names in, names out."""

from collections.abc import Iterable

from common.vietnamese import fold_spelling, slugify
from organisations.directory import CODE_LENGTH, UNIT_TYPES, lower_type

COMMITTEE, COMMITTEE_IN_FULL = "UBND ", "Ủy ban nhân dân "


def committee_of(unit: str) -> str:
    """``Xã Mường Than`` has the agency ``UBND xã Mường Than``."""
    return COMMITTEE + lower_type(unit)


def aliases_of(name: str) -> list[str]:
    """The spelled-out name of a committee; nothing for other agencies."""
    if not name.startswith(COMMITTEE):
        return []
    return [COMMITTEE_IN_FULL + name.removeprefix(COMMITTEE)]


def carried(name: str, old: str, new: str) -> str:
    """The name of an agency when its unit ``old`` becomes ``new``: only the place in it changes."""
    for before, after in ((lower_type(old), lower_type(new)), (bare(old), bare(new))):
        if before in name:
            return name.replace(before, after)
    return name


def bare(unit: str) -> str:
    """``Tỉnh Lâm Đồng`` without its type: ``Lâm Đồng``."""
    for kind in UNIT_TYPES:
        if unit.startswith(f"{kind} "):
            return unit[len(kind) + 1 :]
    return unit


def code_of(name: str, unit_code: str, stem: str = "") -> str:
    """``ubnd-xa-muong-than-03618``: readable, and unique by the unit's code and the day it begins."""
    ending = f"-{slugify(unit_code)}"
    words = (stem or slugify(name))[: CODE_LENGTH - len(ending)].rstrip("-")
    return words + ending


def stem_of(code: str, unit_code: str) -> str:
    """The code of an agency without that of its unit; empty where it does not end so."""
    ending = f"-{slugify(unit_code)}"
    return code.removesuffix(ending) if code.endswith(ending) else ""


def spellings(names: Iterable[str], name: str) -> list[str]:
    """``names`` in order, each spelling once, without that of ``name`` itself."""
    kept = {fold_spelling(one): one for one in names}
    kept.pop(fold_spelling(name), None)
    return sorted(kept.values())
