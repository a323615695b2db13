"""Vietnamese typed with the fonts of before Unicode: TCVN3 (ABC, ``.VnTime``) and VNI (``VNI-Times``).

Such text arrives as Latin-1 letters that only the old font drew as Vietnamese. The language itself decides whether a
text is legacy: its words are no Vietnamese syllables as they stand and become syllables once decoded.
Source of the TCVN3 table: ``domain.md`` section 5; VNI is the VNI-Windows layout (a letter, then one for its mark).
"""

from __future__ import annotations

import re
import unicodedata

# fmt: off
_TCVN3_TYPED = "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦"  # noqa: RUF001 -- a code table
_TCVN3_MEANT = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ"
# fmt: on
_TCVN3 = str.maketrans(_TCVN3_TYPED, _TCVN3_MEANT)

# In VNI the mark is a letter of its own behind the vowel; these marks follow a, e and o alike.
_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_CIRCUMFLEX = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_BREVE = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_LETTERS)
    for vowel in "aeouyôö":
        for typed, tone in _VNI_TONES.items():
            table[vowel + typed] = _VNI_LETTERS.get(vowel, vowel) + tone
    for vowel in "aeo":
        for typed, tone in _VNI_CIRCUMFLEX.items():
            table[vowel + typed] = vowel + _CIRCUMFLEX + tone
    for typed, tone in _VNI_BREVE.items():
        table["a" + typed] = "a" + _BREVE + tone
    return {typed: unicodedata.normalize("NFC", meant) for typed, meant in table.items()}


_VNI = _vni_table()
_VNI_PATTERN = re.compile(
    "|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)), re.IGNORECASE
)

# Letters that only Unicode text has: whoever typed one of them did not use an old font.
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u036f\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\W\d_]+(?:[\u00a1-\u00bf]+[^\W\d_]*)*|[\u00a1-\u00bf]+[^\W\d_]+")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# "Lẽo" has its tone on the e: a tone on a plain o, u, i behind another vowel is no spelling (but quì, giò, goòng).
_MISPLACED_TONE = re.compile(
    "(?<!^g)(?<!^q)(?:[aeiuy]|o(?!o))[\u031b\u0302\u0306]?[oui][\u0300\u0301\u0303\u0309\u0323](?![\u0302\u0306])"
)
_ONSET = "(?:b|ch|c|d|đ|gh|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_RIME = "|".join(
    [
        "(?:o|u)?(?:a(?:ch|c|i|m|ng|nh|n|o|p|t|u|y)?|ă(?:c|m|ng|n|p|t))",
        "o?e(?:c|m|ng|n|o|p|t)?",
        "u?(?:â(?:c|m|ng|n|p|t|u|y)|ê(?:ch|m|nh|n|p|t|u)?|ơ)",
        "u?(?:i|y)(?:a|u|êc|êm|êng|ên|êp|êt|êu|c|ch|m|nh|n|p|t)?",
        "o(?:c|i|m|ng|n|ong|oc|p|t)?",
        "ô(?:c|i|m|ng|n|p|t)?",
        "ơ(?:i|m|n|p|t)?",
        "u(?:a|c|i|m|ng|n|p|t|ô|ôc|ôi|ôm|ông|ôn|ôp|ôt)?",
        "ư(?:a|c|i|m|ng|n|t|u|ơc|ơi|ơm|ơng|ơn|ơp|ơt|ơu)?",
    ]
)
_SYLLABLE = re.compile(f"(?:gi(?:êc|êm|êng|ên|êt|êu|n|m)?|{_ONSET}(?:{_RIME})|gi(?:{_RIME}))")
# Krông, Brếp, Mlô: other peoples' names have more consonants before the vowel, and k behind it.
_LOOSE_SYLLABLE = re.compile(f"[bcdđfghjklmnpqrstvwxz]{{0,4}}(?:{_RIME})[kl]?")
# A syllable that ends in c, ch, p, t rises or falls short; no other tone can be heard on it.
_STOPPED = re.compile("[\u0300\u0303\u0309][\u0302\u0306\u031b]?(?:c|ch|p|t)$")


def is_syllable(word: str, *, loose: bool = False) -> bool:
    """Whether ``word`` is spelled like one Vietnamese syllable, in any case and with either placement of the tone.

    ``loose`` lets syllables of other peoples' names pass too.
    """
    letters = unicodedata.normalize("NFD", word.lower())
    if (
        len(_TONES.findall(letters)) > 1
        or _MISPLACED_TONE.search(letters)
        or _STOPPED.search(letters)
    ):
        return False
    toneless = unicodedata.normalize("NFC", _TONES.sub("", letters))
    return (_LOOSE_SYLLABLE if loose else _SYLLABLE).fullmatch(toneless) is not None


def has_unicode_letters(text: str) -> bool:
    """Whether ``text`` holds a letter that no legacy encoding produces, such as ``đ``, ``ư`` or ``ễ``."""
    return _UNICODE_ONLY.search(text) is not None


def from_tcvn3(text: str) -> str:
    """Read TCVN3 as Unicode. Case is lost where a capital-letter font was used; see ``recase``."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Read VNI-Windows as Unicode; the case of the vowel decides the case of the letter."""
    return _VNI_PATTERN.sub(_vni_letter, text)


def _vni_letter(found: re.Match[str]) -> str:
    typed = found.group()
    meant = _VNI[typed.lower()]
    return meant.upper() if typed[0].isupper() else meant


def looks_like_tcvn3(text: str) -> bool:
    """Whether ``text`` is more likely TCVN3 than anything else. Text that is plain ASCII is never legacy."""
    gain = _gain(text, from_tcvn3(text))
    return gain > 0 and gain >= _gain(text, from_vni(text))


def looks_like_vni(text: str) -> bool:
    """Whether ``text`` is more likely VNI than anything else."""
    gain = _gain(text, from_vni(text))
    return gain > 0 and gain > _gain(text, from_tcvn3(text))


def syllable_share(text: str, *, loose: bool = False) -> float:
    """The share, 0 to 1, of the words with marks in ``text`` that are Vietnamese syllables; 1 when there are none."""
    marked = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(is_syllable(word, loose=loose) for word in marked) / len(marked) if marked else 1.0


def _gain(text: str, decoded: str) -> int:
    """How many words become syllables by decoding; 0 when that reading leaves a marked word unreadable."""
    if text.isascii() or has_unicode_letters(text) or syllable_share(decoded) < 0.8:
        return 0
    before = sum(not word.isascii() and is_syllable(word) for word in _WORD.findall(text))
    after = sum(not word.isascii() and is_syllable(word) for word in _WORD.findall(decoded))
    return after - before


def recase(text: str) -> str:
    """Give back the capitals a capital-letter font swallowed: ``NGUYễN VĂN`` becomes ``NGUYỄN VĂN``.

    Text with a small ASCII letter, or without a word of two capitals, is returned as it is.
    """
    letters = [letter for letter in text if letter.isascii() and letter.isalpha()]
    if any(letter.islower() for letter in letters):
        return text
    shouted = any(sum(letter.isupper() for letter in word) > 1 for word in text.split())
    return text.upper() if shouted else text
