"""Three fonts go with every certificate: they draw all of Vietnamese, and what they cannot draw is refused."""

import hashlib
import re
import unicodedata
from dataclasses import replace

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from certificates import pdf
from certificates.typeset import FONT_FOLDER, FONTS
from tests.certificates.printed_sheets import WORDS, run, text_of


def vietnamese_letters():
    """The 134 letters of Vietnamese that carry a mark."""
    vowels = "aăâeêioôơuưy"
    toned = [
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in vowels
        for tone in "\u0300\u0309\u0303\u0301\u0323"
    ]
    small = "".join(toned) + "ăâđêôơư"
    return small + small.upper()


def test_three_fonts_are_embedded_and_nothing_else_is_named():
    listing = run("pdffonts", "-", file=pdf.render(WORDS)).splitlines()[2:]

    fonts = sorted((row.split()[0].split("+")[-1], row.split()[-5]) for row in listing)

    assert fonts == [("Tinos-Bold", "yes"), ("Tinos-Italic", "yes"), ("Tinos-Regular", "yes")]


@pytest.mark.parametrize("font", FONTS)
def test_every_vietnamese_letter_is_in_the_font(font):
    letters = vietnamese_letters()

    drawn = TTFontFile(str(FONT_FOLDER / f"{font}.ttf")).charToGlyph

    assert len(set(letters)) == 134
    assert [letter for letter in letters if not drawn.get(ord(letter))] == []


def test_every_vietnamese_letter_is_read_back_from_the_page():
    letters = " ".join(re.findall(".{1,20}", vietnamese_letters()))

    text = text_of(pdf.render(replace(WORDS, venue=letters)))

    assert re.search("Địa điểm: (.*) Xếp loại", text).group(1) == letters


def test_the_fonts_are_the_files_described_beside_them():
    rows = (FONT_FOLDER / "SHA256SUMS").read_text().splitlines()

    sums = {name: digest for digest, name in (row.split() for row in rows)}

    files = [FONT_FOLDER / name for name in sums]
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files} == sums


def test_letters_no_font_can_draw_are_named_once_each():
    assert pdf.missing_glyphs("Nguyễn 漢字, 漢 \u200b\n“K'Brếp”") == "漢字\u200b"


def test_a_certificate_with_letters_no_font_can_draw_is_refused():
    with pytest.raises(pdf.MissingGlyphsError) as refusal:
        pdf.render(replace(WORDS, full_name="Trần 漢"))

    assert refusal.value.letters == "漢"
