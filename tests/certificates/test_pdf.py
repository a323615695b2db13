"""Certificates are read back with the tools an office has: text, picture, QR reader."""

import hashlib
import json
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
import zxingcpp
from pypdf import PdfReader

from certificates import pdf
from certificates.words import CertificateWords
from tests.certificates.printed_sheets import (
    BARE_PRINTED,
    BARE_WORDS,
    LONG_WORDS,
    LONGEST_WORDS,
    MM,
    ORGANISATION_OF_90,
    PRINTED,
    TITLE_OF_160,
    WORDS,
    picture_of,
    text_of,
    word_boxes,
)

ROOT = Path(pdf.__file__).parent.parent

ALL_LENGTHS = pytest.mark.parametrize(
    "words",
    [WORDS, BARE_WORDS, LONG_WORDS, LONGEST_WORDS],
    ids=["usual", "bare", "long", "longest"],
)


@pytest.mark.parametrize(("words", "printed"), [(WORDS, PRINTED), (BARE_WORDS, BARE_PRINTED)])
def test_the_text_of_the_page_is_exactly_its_words(words, printed):
    file = pdf.render(words)

    assert text_of(file) == " ".join(printed.split())


@pytest.mark.parametrize(
    "name", ["K'Brếp", "Y Bliê\u0306n Niê", "H'Mŭi Ƀuôn Yă", "Đặng Thị Ơ", "Pờ Pó Lừ"]
)
def test_names_of_every_people_are_read_back_as_written(name):
    file = pdf.render(replace(BARE_WORDS, full_name=name))

    assert text_of(file) == " ".join(BARE_PRINTED.replace("K'Brếp", name).split())


def test_markup_in_a_name_is_printed_and_not_obeyed():
    name = "<b>An</b> &amp; <img src='file:///etc/passwd'/> (x) \\ Tj"

    file = pdf.render(replace(BARE_WORDS, full_name=name))

    assert text_of(file) == " ".join(BARE_PRINTED.replace("K'Brếp", name).split())


def test_decomposed_letters_give_the_same_certificate():
    decomposed = CertificateWords.from_json(
        {
            key: unicodedata.normalize("NFD", value) if isinstance(value, str) else value
            for key, value in WORDS.to_json().items()
        }
    )

    assert decomposed != WORDS
    assert decomposed.normalised() == WORDS
    assert pdf.render(decomposed) == pdf.render(WORDS)


def test_long_titles_and_names_are_printed_whole():
    text = text_of(pdf.render(LONG_WORDS))

    whole = [LONG_WORDS.full_name, ORGANISATION_OF_90, f"“{TITLE_OF_160}”", LONG_WORDS.course_title]
    assert (len(ORGANISATION_OF_90), len(TITLE_OF_160)) == (90, 160)
    assert [part for part in whole if part.strip() not in text] == []


@ALL_LENGTHS
def test_every_word_stays_inside_the_red_rule(words):
    boxes = word_boxes(pdf.render(words))

    left, top = min(box[1] for box in boxes), min(box[2] for box in boxes)
    right, bottom = max(box[3] for box in boxes), max(box[4] for box in boxes)
    assert len(boxes) > 50
    assert (left >= 20, top >= 17, right <= 277, bottom <= 193) == (True, True, True, True)


@ALL_LENGTHS
def test_no_word_lies_on_another_or_on_the_code(words):
    code = ("QR", 22, 163, 49, 190)

    boxes = [code, *word_boxes(pdf.render(words))]

    def overlap(a, b):
        return min(a[3], b[3]) - max(a[1], b[1]) > 0.1 and min(a[4], b[4]) - max(a[2], b[2]) > 0.1

    assert [(a, b) for a, b in combinations(boxes, 2) if overlap(a, b)] == []


def test_the_paper_outside_the_frame_is_white():
    picture = picture_of(pdf.render(WORDS), 100).convert("L")
    frame = int(8 / 25.4 * 100)

    picture.paste(255, (frame, frame, picture.width - frame, picture.height - frame))

    assert picture.getextrema() == (255, 255)


@ALL_LENGTHS
def test_a_text_beyond_measure_is_refused(words):
    endless = replace(words, run_title="Tập huấn " * 2000)

    with pytest.raises(pdf.DoesNotFitError):
        pdf.render(endless)


def test_the_page_is_one_a4_sheet_across():
    pages = PdfReader(BytesIO(pdf.render(WORDS))).pages

    sizes = [(round(page.mediabox.width / MM), round(page.mediabox.height / MM)) for page in pages]

    assert sizes == [(297, 210)]


def test_title_author_language_and_date_are_recorded():
    reader = PdfReader(BytesIO(pdf.render(WORDS)))

    assert {key: reader.metadata[key] for key in ("/Title", "/Author", "/CreationDate")} == {
        "/Title": "Giấy chứng nhận 027/2026/GCN-STP - Nguyễn Thị Phượng",
        "/Author": "SỞ TƯ PHÁP",
        "/CreationDate": "D:20260205000000+07'00'",
    }
    assert reader.root_object["/Lang"] == "vi-VN"


@ALL_LENGTHS
def test_the_printed_code_leads_to_the_verification_page(words):
    picture = picture_of(pdf.render(words), 150)

    codes = zxingcpp.read_barcodes(picture)

    assert [code.text for code in codes] == [words.verification_url]


def test_the_same_words_give_the_same_bytes_in_another_process_and_time_zone():
    script = (
        "import hashlib, json, sys\n"
        "from certificates.pdf import render\n"
        "from certificates.words import CertificateWords\n"
        "words = CertificateWords.from_json(json.loads(sys.stdin.read()))\n"
        "print(hashlib.sha256(render(words)).hexdigest())\n"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'django']\n"
    )
    other = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(WORDS.to_json()),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"},
    )

    assert other.stdout.strip() == hashlib.sha256(pdf.render(WORDS)).hexdigest()


def test_four_threads_draw_what_one_thread_draws():
    people = [replace(WORDS, full_name=f"Nguyễn Ký Thử {n}") for n in range(80)]
    alone = [pdf.render(words) for words in people]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(pdf.render, people))

    assert together == alone
