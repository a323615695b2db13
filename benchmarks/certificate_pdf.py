"""One certificate against the smallest PDF of the same library, in CPU time.

Run: ``python benchmarks/certificate_pdf.py``. Both are drawn in turns in one process, so that a
busy machine slows both alike; the ratio is what may be compared between machines.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from certificates.pdf import render
from certificates.typeset import FONT_FOLDER, REGULAR, fonts_in_hand
from certificates.words import CertificateWords

PLAIN = "Plain"
NAME = "certificate against a bare PDF"
LIMIT = 5.0
WARM_UP = 30
ROUNDS = 400

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


def certificate() -> bytes:
    return render(WORDS)


def bare() -> bytes:
    """One string in one embedded font, everything else as the library has it."""
    file = BytesIO()
    canvas = Canvas(file)
    canvas.setFont(PLAIN, 14)
    canvas.drawString(72, 300, WORDS.full_name)
    canvas.save()
    return file.getvalue()


def trimmed() -> bytes:
    """The same string with our settings: only its letters are embedded."""
    with fonts_in_hand():
        file = BytesIO()
        canvas = Canvas(file, invariant=1, initialFontName=REGULAR)
        canvas.setFont(REGULAR, 14)
        canvas.drawString(72, 300, WORDS.full_name)
        canvas.save()
        return file.getvalue()


def _register_plain() -> None:
    font = TTFont(PLAIN, str(FONT_FOLDER / "Tinos-Regular.ttf"))
    # ReportLab hands out one font per face name; ours is registered with other settings.
    font.face.name = PLAIN.encode()
    pdfmetrics.registerFont(font)


def _cpu_seconds(work: Callable[[], bytes]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def timings() -> tuple[float, float, float]:
    """Median CPU milliseconds of a certificate, a bare PDF and a bare PDF with our settings."""
    _register_plain()
    works = (certificate, bare, trimmed)
    for _ in range(WARM_UP):
        for work in works:
            work()
    rounds = [[_cpu_seconds(work) for work in works] for _ in range(ROUNDS)]
    drawn, plain, small = (median(column) * 1000 for column in zip(*rounds, strict=True))
    return drawn, plain, small


def measure() -> tuple[str, float, float]:
    """Name, ratio to the bare PDF, and the ratio allowed."""
    drawn, plain, _ = timings()
    return NAME, drawn / plain, LIMIT


def main() -> None:
    drawn, plain, small = timings()
    lines = [
        f"certificate                   {drawn:6.2f} CPU ms {len(certificate()):7,} bytes",
        f"bare PDF, library defaults    {plain:6.2f} CPU ms {len(bare()):7,} bytes",
        f"bare PDF, our settings        {small:6.2f} CPU ms {len(trimmed()):7,} bytes",
        f"certificate / bare PDF        {drawn / plain:6.2f} (limit {LIMIT:.1f})",
        f"certificate / our bare PDF    {drawn / small:6.2f}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
