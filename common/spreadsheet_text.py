"""Reading .csv: which encoding, which delimiter. Text nobody can recognise is refused, never stored as mojibake."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from io import StringIO

from common.legacy_encodings import from_tcvn3, from_vni, syllable_share
from common.spreadsheet_guards import UnreadableFile
from common.vietnamese import nfc

_UNKNOWN_ENCODING = (
    "Không nhận ra bảng mã của tệp CSV. "
    "Hãy mở bằng Excel và lưu thành .xlsx hoặc “CSV UTF-8” rồi tải lên."
)
_NOT_TEXT = (
    "Nội dung tệp không đúng với đuôi “.csv”. Hãy lưu lại danh sách thành .xlsx rồi tải lên."
)
_TOO_LARGE = "Bảng có quá nhiều ô. Hãy chia danh sách thành nhiều tệp nhỏ hơn."
_UNCLOSED = (
    "Tệp CSV bị hỏng: có dấu ngoặc kép không đóng. Hãy lưu lại danh sách thành .xlsx rồi tải lên."
)
_FOREIGN_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"\x89PNG")
_DELIMITERS = ",;\t"
_SAMPLE_LINES = 50
_SAMPLE = 200_000
_LEAST_SHARE = 0.7
_LONE_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\W\d_]+")


def read_csv(data: bytes, max_cells: int) -> list[list[str | None]]:
    """All rows, blank ones included so that row numbers are those of the screen. Raises: UnreadableFile."""
    text = decode(data)
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[-1], "\n" + rest
    else:
        delimiter = _delimiter(text)
    rows: list[list[str | None]] = []
    cells = 0
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            cells += len(row)
            if cells > max_cells:
                raise UnreadableFile(_TOO_LARGE)
            rows.append([value if value.strip() else None for value in row])
    except csv.Error as error:
        raise UnreadableFile(_UNCLOSED) from error
    return rows if any(any(row) for row in rows) else []


def decode(data: bytes) -> str:
    """The text of the file. TCVN3 and VNI come back as typed, for the roster to show before and after.

    Raises: UnreadableFile, when no encoding gives Vietnamese.
    """
    if data.startswith(_FOREIGN_STARTS):
        raise UnreadableFile(_NOT_TEXT)
    try:
        text = _decode_unicode(data)
    except UnicodeDecodeError as error:
        raise UnreadableFile(_UNKNOWN_ENCODING) from error
    if text is None:
        text = _decode_eight_bit(data)
    if "\0" in text or sum(sign < " " and sign not in "\t\r\n\f" for sign in text[:4000]) > 3:
        raise UnreadableFile(_NOT_TEXT)
    return text


def _decode_unicode(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    head = data[:2000]
    # Digits, commas and line ends are every second byte zero in UTF-16; in any 8-bit encoding no byte is.
    if head.count(0) > len(head) // 20:
        return data.decode(
            "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _decode_eight_bit(data: bytes) -> str:
    """Windows-1258, or the Latin-1 disguise of TCVN3 and VNI: the reading that gives the most syllables wins.

    Where two readings are as good, as in a file of one short name, nobody can tell: such a file is refused.
    """
    windows, typed = nfc_lines(data.decode("cp1258", "replace")), data.decode("cp1252", "replace")
    sample = typed[:_SAMPLE]
    readings = [windows[:_SAMPLE], from_tcvn3(sample), from_vni(sample)]
    shares = [_share_of_windows(readings[0]), *map(syllable_share, readings[1:])]
    best = max(shares)
    wins = [reading for reading, share in zip(readings, shares, strict=True) if share == best]
    text = windows if shares[0] == best else typed
    if best < _LEAST_SHARE or len(set(wins)) > 1 or "\ufffd" in text:
        raise UnreadableFile(_UNKNOWN_ENCODING)
    return text


def _share_of_windows(text: str) -> float:
    """The share of syllables; none where a tone stands on no vowel, and no word with a capital in its middle."""
    if _LONE_TONE.search(text):
        return 0
    marked = [word for word in _WORD.findall(text) if not word.isascii()]
    uneven = sum(not (word.islower() or word.isupper() or word.istitle()) for word in marked)
    return syllable_share(text) - uneven / max(1, len(marked))


def nfc_lines(text: str) -> str:
    """``nfc`` for a text of several lines; tabs, being delimiters, stay too."""
    return "\n".join("\t".join(map(nfc, line.split("\t"))) for line in text.splitlines())


def _delimiter(text: str) -> str:
    """The delimiter under which most lines have the same number of cells."""
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(StringIO(sample), delimiter=delimiter))
        except csv.Error:
            return (0, 0)
        widths = Counter({width: count for width, count in widths.items() if width > 1})
        width, count = widths.most_common(1)[0] if widths else (1, 0)
        return (count, width)

    return max(_DELIMITERS, key=agreement)
