"""Vietnamese text: cleaning, folding for search and matching, slugs, parts and order of names.

Pure functions of strings, without Django and without ICU, so that SQLite, PostgreSQL and a test agree letter by letter.
Figures and the layout of the sort key: ``stack.md`` section 5.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from common.legacy_encodings import (
    from_tcvn3,
    from_vni,
    looks_like_tcvn3,
    looks_like_vni,
    recase,
)

__all__ = [
    "NameParts",
    "fold",
    "fold_spelling",
    "from_tcvn3",
    "from_vni",
    "looks_like_tcvn3",
    "looks_like_vni",
    "nfc",
    "recase",
    "slugify",
    "sort_key",
    "split_name",
]

SORT_KEY_LENGTH = 120

# ETH and the African D look exactly like Đ on screen, and keyboards and old converters produce them.
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
# The soft hyphen stays: in TCVN3 text it is the letter ư. Everything else here is invisible and carries nothing.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Whatever ``nfc`` changes, but for the normal form.
_UNCLEAN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f\x7f-\x9fÐðƉɖ]|[^\\S ]|  "
)
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_APOSTROPHES = re.compile("[’‘ʼ`´′＇‛]")  # noqa: RUF001 -- the look-alikes are the point
_HYPHENS = re.compile("[-‐‑‒–—−/_\\s]+")  # noqa: RUF001 -- the look-alikes are the point
_MARKS = re.compile("[\u0300-\u036f\u00ad]")
_NOT_SLUG = re.compile("[^a-z0-9]+")

_TONE = "[\u0300\u0301\u0303\u0309\u0323]"
# òa, òe, ùy are the older placement of oà, oè, uỳ; behind q the u is part of the consonant.
_OLD_TONE_PLACE = re.compile(f"(?:(o)({_TONE})([ae])|(u)({_TONE})(y)|(qu)({_TONE})([a-z]))")
_FINAL_Y = re.compile(rf"(?<![^\W_])(qu|[hklmst])y({_TONE}?)(?![\w{_TONE[1:-1]}])")


class NameParts(NamedTuple):
    """Family name (họ), middle names (tên đệm) and given name (tên); any may be empty."""

    family: str
    middle: str
    given: str


def nfc(text: str) -> str:
    """Text as it is stored: NFC, one space between words, no invisible characters, ``Ð`` read as ``Đ``.

    Line breaks become spaces, so this is for one-line values. Decode TCVN3 and VNI before, never after.
    """
    # Most cells of a large file are clean; seeing that is four times faster than cleaning them.
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    if not _UNCLEAN.search(text) and unicodedata.is_normalized("NFC", text):
        return text.strip()
    text = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text).strip()).translate(_LOOKALIKES)


def fold(text: str) -> str:
    """The form in which people search: small ASCII letters without marks, ``đ`` as ``d``, single spaces."""
    text = _APOSTROPHES.sub("'", nfc(text)).lower().replace("đ", "d")
    return nfc(_MARKS.sub("", unicodedata.normalize("NFD", text)))


def fold_spelling(text: str) -> str:
    """The form in which two spellings of one name are equal and two names stay two.

    Ignored: case, kind of apostrophe, hyphen or space, place of the tone (``hoà``, ``hòa``), final i or y (``Quý``).
    Kept: tones and marks, so that ``Hùng`` and ``Hưng``, ``Đông`` and ``Dông`` differ.
    """
    text = _HYPHENS.sub(" ", _APOSTROPHES.sub("'", nfc(text)).lower().replace("\u00ad", ""))
    text = re.sub(r"\s*'\s*", "'", text).strip()
    letters = _OLD_TONE_PLACE.sub(_new_tone_place, unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", _FINAL_Y.sub(r"\1i\2", letters))


def _new_tone_place(found: re.Match[str]) -> str:
    first, tone, last = [part for part in found.groups() if part is not None]
    return first + last + tone


def slugify(text: str) -> str:
    """``Đợt 1: Đào tạo`` becomes ``dot-1-dao-tao``; empty when nothing of it can be written in ASCII."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def split_name(full_name: str) -> NameParts:
    """Family, middle and given name by the Kinh rule: first word, words between, last word.

    A single word is a given name. Names of other peoples often break the rule: a proposal, to be corrected by hand.
    """
    words = nfc(full_name).split(" ")
    if len(words) == 1:
        return NameParts("", "", words[0])
    return NameParts(words[0], " ".join(words[1:-1]), words[-1])


# The 29 letters of the alphabet, with f, j, w and z where they are sorted among them.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONE_ORDER = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng; ngang has no mark
_OTHER_LETTER = "~"


def _letter_keys() -> dict[str, tuple[str, str]]:
    """Each letter that can carry a tone, in NFC, with its (primary, tone) characters."""
    keys = {}
    for rank, letter in enumerate(_ALPHABET):
        keys[letter] = (chr(ord("A") + rank), "0")
        for tone, mark in enumerate(_TONE_ORDER, start=1):
            marked = unicodedata.normalize("NFC", letter + mark)
            if len(marked) == 1:
                keys[marked] = (chr(ord("A") + rank), str(tone))
    keys |= {digit: (digit, "0") for digit in "0123456789"}
    # Punctuation stands before digits and letters, hyphen before apostrophe, as in the Unicode collation.
    return keys | {"-": ("&", "0"), "'": ("'", "0")}


_LETTER_KEYS = _letter_keys()


def sort_key(full_name: str) -> str:
    """An ASCII string whose byte order is the order of a Vietnamese list: given name, then family, then middle names.

    Layout: ``<given> <family> <middle …> !<tones>``: one character from ``A`` (a) to ``a`` (z) for each of 33 letters,
    one digit 0-5 for each tone, the words in the same order. Letters come before any tone. At most 120 characters.
    """
    family, middle, given = split_name(_APOSTROPHES.sub("'", full_name))
    primaries, tones = [], []
    for word in f"{given} {family} {middle}".lower().split():
        keys = [key for letter in word if (key := _letter_key(letter))]
        primaries.append("".join(primary for primary, _tone in keys) + " ")
        tones.append("".join(tone for _primary, tone in keys))
    # The space that ends the last word too lets "Văn" stand before "Văn Bảo": space, then "!", then the letters.
    return ("".join(primaries) + "!" + " ".join(tones))[:SORT_KEY_LENGTH]


def _letter_key(letter: str) -> tuple[str, str] | None:
    """The key of one letter; a foreign letter counts as its base letter, an unknown sign as nothing."""
    if key := _LETTER_KEYS.get(letter):
        return key
    base = _MARKS.sub("", unicodedata.normalize("NFD", letter))
    if key := _LETTER_KEYS.get(base):
        return key
    return (_OTHER_LETTER, "0") if letter.isalpha() else None
