"""Certificates are read back with the tools an office has: text, fonts, picture, QR reader."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from reportlab.pdfbase.ttfonts import TTFontFile

from certificates import pdf
from certificates.typeset import FONT_FOLDER, FONTS
from certificates.words import CertificateWords, short_date, written_date

ROOT = Path(pdf.__file__).parent.parent
MM = 72 / 25.4

WORDS = CertificateWords(
    superior_agency="UBND TỈNH LAI CHÂU",
    issuing_agency="SỞ TƯ PHÁP",
    register_number="027/2026/GCN-STP",
    full_name="Nguyễn Thị Phượng",
    birth="05/02/1985",
    position="Công chức Tư pháp - Hộ tịch",
    organisation="Ủy ban nhân dân xã Nậm Tăm, tỉnh Lai Châu",
    course_title="Kiến thức, kỹ năng truyền thông chính sách",
    run_title="Kỹ năng truyền thông chính sách cho tuyên truyền viên pháp luật năm 2026",
    starts_on=date(2026, 2, 3),
    ends_on=date(2026, 2, 4),
    periods=16,
    mode="Trực tiếp",
    venue="Hội trường Sở Tư pháp, phường Tân Phong",
    grade_band="Khá",
    place="Lai Châu",
    issued_on=date(2026, 2, 5),
    signer_capacity="KT. GIÁM ĐỐC",
    signer_title="PHÓ GIÁM ĐỐC",
    signer_name="Lò Văn Đức",
    verification_url="https://vi-du.gov.vn/chung-nhan/kiem-tra/7QK2M4XZ9PB6T3HWJ8RNC5VDFA/",
    result_decision="Quyết định số 12/QĐ-STP ngày 05/02/2026",
)

PRINTED = """
UBND TỈNH LAI CHÂU
SỞ TƯ PHÁP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
GIẤY CHỨNG NHẬN
Chứng nhận ông/bà
Nguyễn Thị Phượng
Ngày sinh: 05/02/1985
Chức vụ: Công chức Tư pháp - Hộ tịch
Đơn vị công tác: Ủy ban nhân dân xã Nậm Tăm, tỉnh Lai Châu
Đã hoàn thành lớp tập huấn:
“Kỹ năng truyền thông chính sách cho tuyên truyền viên pháp luật năm 2026”
Khóa tập huấn: Kiến thức, kỹ năng truyền thông chính sách
Thời gian: từ ngày 03/02/2026 đến ngày 04/02/2026 – Thời lượng: 16 tiết – Hình thức: Trực tiếp
Địa điểm: Hội trường Sở Tư pháp, phường Tân Phong
Xếp loại: Khá
Lai Châu, ngày 05 tháng 02 năm 2026
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lò Văn Đức
Quyết định số 12/QĐ-STP ngày 05/02/2026
Số vào sổ: 027/2026/GCN-STP
Quét mã để kiểm tra, hoặc mở địa chỉ:
vi-du.gov.vn/chung-nhan/kiem-tra/7QK2M4XZ9PB6T3HWJ8RNC5VDFA
"""

BARE_WORDS = replace(
    WORDS,
    full_name="K'Brếp",
    birth="1985",
    position="",
    organisation="",
    course_title=WORDS.run_title,
    ends_on=WORDS.starts_on,
    mode="",
    venue="",
    grade_band="",
    signer_capacity="",
    result_decision="",
)

BARE_PRINTED = """
UBND TỈNH LAI CHÂU
SỞ TƯ PHÁP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
GIẤY CHỨNG NHẬN
Chứng nhận ông/bà
K'Brếp
Năm sinh: 1985
Đã hoàn thành lớp tập huấn:
“Kỹ năng truyền thông chính sách cho tuyên truyền viên pháp luật năm 2026”
Thời gian: ngày 03/02/2026 – Thời lượng: 16 tiết
Lai Châu, ngày 05 tháng 02 năm 2026
PHÓ GIÁM ĐỐC
Lò Văn Đức
Số vào sổ: 027/2026/GCN-STP
Quét mã để kiểm tra, hoặc mở địa chỉ:
vi-du.gov.vn/chung-nhan/kiem-tra/7QK2M4XZ9PB6T3HWJ8RNC5VDFA
"""

ORGANISATION_OF_90 = (
    "Trung tâm Dịch vụ tổng hợp và Truyền thông cơ sở thuộc Ủy ban nhân dân phường Đoàn Kết Một"
)
TITLE_OF_160 = (
    "Bồi dưỡng kiến thức, kỹ năng truyền thông, kỹ năng xử lý thông tin và ứng phó với khủng hoảng"
    " truyền thông trên không gian mạng cho phóng viên, biên tập viên cả"
)

LONG_WORDS = replace(
    WORDS,
    superior_agency="ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
    issuing_agency="SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH - TRUNG TÂM VĂN HÓA NGHỆ THUẬT TỈNH LÂM ĐỒNG",
    full_name="Nguyễn Phúc Công Tằng Tôn Nữ Hoàng Thị Diệu Huyền Phương Thảo",
    organisation=ORGANISATION_OF_90,
    course_title=f"Khóa {TITLE_OF_160}"[:160],
    run_title=TITLE_OF_160,
    signer_name="Tôn Nữ Hoàng Thị Diệu Huyền Phương Thảo",
)

LONGEST_WORDS = replace(
    LONG_WORDS,
    full_name="Nguyễn " * 21 + "Thị",
    position="W" * 255,
    organisation="Đơn vị " * 36,
    course_title="Khóa học " * 28,
    run_title="Tập huấn " * 28,
    venue="Hội trường " * 23,
    place="Thành phố " * 10,
    signer_capacity="QUYỀN GIÁM ĐỐC " * 8,
    signer_title="PHÓ GIÁM ĐỐC " * 8,
    result_decision="Quyết định " * 20,
    register_number="027/2026/" + "GCN" * 30,
    verification_url="https://" + "tap-huan." * 8 + "gov.vn/kiem-tra/7QK2M4XZ9PB6T3HWJ8RNC5VDFA/",
)

ALL_LENGTHS = pytest.mark.parametrize(
    "words",
    [WORDS, BARE_WORDS, LONG_WORDS, LONGEST_WORDS],
    ids=["usual", "bare", "long", "longest"],
)


def run(tool, *arguments, file, binary=False):
    """What ``tool`` prints about the PDF given as bytes."""
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} (poppler-utils) is not installed")
    done = subprocess.run([tool, *arguments], input=file, capture_output=True, check=True)
    return done.stdout if binary else done.stdout.decode()


def text_of(file):
    return " ".join(run("pdftotext", "-raw", "-", "-", file=file).split())


def picture_of(file, dpi):
    png = run("pdftoppm", "-r", str(dpi), "-png", "-singlefile", "-", file=file, binary=True)
    return Image.open(BytesIO(png))


def word_boxes(file):
    """Each printed word with left, top, right, bottom in millimetres."""
    found = re.findall(
        r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>',
        run("pdftotext", "-bbox", "-", "-", file=file),
    )
    return [(text, *(float(side) / MM for side in sides)) for *sides, text in found]


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


def test_three_fonts_are_embedded_and_nothing_else_is_named():
    listing = run("pdffonts", "-", file=pdf.render(WORDS)).splitlines()[2:]

    fonts = sorted((row.split()[0].split("+")[-1], row.split()[-5]) for row in listing)

    assert fonts == [("Tinos-Bold", "yes"), ("Tinos-Italic", "yes"), ("Tinos-Regular", "yes")]


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


def test_words_survive_storage_as_json():
    stored = WORDS.to_json()

    assert stored["issued_on"] == "2026-02-05"
    assert stored["periods"] == 16
    assert CertificateWords.from_json(stored) == WORDS


@pytest.mark.parametrize("change", [{"full_name": None}, {"nickname": "Tí"}])
def test_stored_words_with_a_field_too_few_or_too_many_are_refused(change):
    stored = {key: value for key, value in (WORDS.to_json() | change).items() if value is not None}

    with pytest.raises(TypeError):
        CertificateWords.from_json(stored)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 9), "ngày 09 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 1), "ngày 01 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_only_days_below_ten_and_the_first_two_months_take_a_zero(day, written):
    assert written_date(day) == written


def test_a_date_in_the_running_text_has_two_digits_for_day_and_month():
    assert short_date(date(2026, 3, 1)) == "01/03/2026"
