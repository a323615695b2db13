"""Draw one certificate: words in, PDF out.

``render`` is deterministic: the same words give the same bytes, on every day and every machine with
the same library versions, so that the SHA-256 of an issued file can be proved later.

The layout follows Nghị định 30/2020/NĐ-CP, phụ lục I, by analogy: a giấy chứng nhận is none of the
29 document types of the decree, its heading, date and signing block are those of the decree.

This module knows no model and no Django; its wording is the wording of the paper form.
"""

from io import BytesIO

from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from certificates import qr
from certificates.ornament import BLUE, RED, draw_frame
from certificates.typeset import (
    BOLD,
    ITALIC,
    REGULAR,
    Box,
    DoesNotFitError,
    Line,
    MissingGlyphsError,
    Paragraph,
    Run,
    draw,
    fit,
    fonts_in_hand,
    missing_glyphs,
)
from certificates.words import CertificateWords, short_date, written_date

__all__ = ["DoesNotFitError", "MissingGlyphsError", "missing_glyphs", "render"]

WIDTH, HEIGHT = landscape(A4)
INK = HexColor("#1a1a1a")
QR_LEFT, QR_FOOT, QR_SIDE = 22 * mm, 20 * mm, 27 * mm


def _box(left: float, top: float, width: float, height: float, *, is_centred: bool = True) -> Box:
    """A box measured in millimetres from the upper left corner of the page."""
    return Box(left * mm, HEIGHT - top * mm, width * mm, height * mm, is_centred)


AGENCY = _box(22, 19, 108, 24)
NATION = _box(158, 19, 117, 18)
TITLE = _box(40, 41.5, 217, 15.5)
BODY = _box(28, 60, 241, 82)._replace(spread=7)
REGISTER = _box(53, 163, 108, 27, is_centred=False)._replace(spread=1)
PLACE = _box(165, 143, 108, 7)
SIGNER = _box(165, 150, 108, 13)
SIGNATURE = _box(165, 184.5, 108, 7)


def render(words: CertificateWords) -> bytes:
    """One A4 landscape page, every font embedded.

    Raises: MissingGlyphsError, when a letter cannot be drawn; DoesNotFitError, when a text is far
    too long; segno.DataOverflowError, when the address is longer than a QR code can be.
    """
    words = words.normalised()
    if missing := missing_glyphs(words.letters()):
        raise MissingGlyphsError(missing)
    with fonts_in_hand():
        return _page(words)


def _page(words: CertificateWords) -> bytes:
    file = BytesIO()
    canvas = Canvas(
        file,
        pagesize=(WIDTH, HEIGHT),
        pageCompression=1,
        invariant=1,
        lang="vi-VN",
        # By default every ReportLab file names Helvetica without embedding it.
        initialFontName=REGULAR,
    )
    _describe(canvas, words)
    draw_frame(canvas, WIDTH, HEIGHT)
    _draw_heading(canvas, words)
    draw(canvas, fit(_body(words), BODY))
    _draw_signature(canvas, words)
    _draw_register(canvas, words)
    canvas.save()
    return file.getvalue()


def _describe(canvas: Canvas, words: CertificateWords) -> None:
    canvas.setTitle(f"Giấy chứng nhận {words.register_number} - {words.full_name}")
    canvas.setAuthor(words.issuing_agency)
    canvas.setSubject(words.run_title)
    canvas.setCreator(words.issuing_agency)
    # The day of issue instead of ReportLab's invariant 1/1/2000; never the clock.
    canvas.setDateFormatter(lambda *_: f"D:{words.issued_on:%Y%m%d}000000+07'00'")
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _rule_under(canvas: Canvas, line: Line, share: float, colour: Color = INK) -> None:
    """A rule below ``line``, as long as ``share`` of it."""
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(0.7)
    middle, half, y = line.x + line.width / 2, line.width * share / 2, line.y - line.size * 0.42
    canvas.line(middle - half, y, middle + half, y)


def _draw_heading(canvas: Canvas, words: CertificateWords) -> None:
    agency = [
        Paragraph((Run(words.superior_agency),), 12.5, INK, one_line=0.85),
        Paragraph((Run(words.issuing_agency, BOLD),), 12.5, INK, one_line=0.85),
    ]
    nation = [
        Paragraph((Run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD),), 12.5, INK),
        Paragraph((Run("Độc lập - Tự do - Hạnh phúc", BOLD),), 13.5, INK, before=1),
    ]
    title = [Paragraph((Run("GIẤY CHỨNG NHẬN", BOLD),), 34, RED)]
    for paragraphs, box, share, colour in (
        (agency, AGENCY, 0.4, INK),
        (nation, NATION, 1.0, INK),
        (title, TITLE, 0.24, RED),
    ):
        lines = fit([p for p in paragraphs if p.runs[0].text], box)
        draw(canvas, lines)
        for line in lines[-1:]:
            _rule_under(canvas, line, share, colour)


def _line(label: str, value: str, font: str = BOLD) -> list[Paragraph]:
    """ "label: value", or nothing when there is no value."""
    return [Paragraph((Run(f"{label}:"), Run(value, font)), 14, INK)] if value else []


def _body(words: CertificateWords) -> list[Paragraph]:
    # A run named after its course says the name once.
    title = words.run_title or words.course_title
    course = words.course_title if words.course_title != title else ""
    return [
        Paragraph((Run("Chứng nhận ông/bà"),), 15, INK),
        Paragraph((Run(words.full_name, BOLD),), 30, BLUE, one_line=0.6),
        *_line("Ngày sinh" if "/" in words.birth else "Năm sinh", words.birth),
        *_line("Chức vụ", words.position),
        *_line("Đơn vị công tác", words.organisation),
        Paragraph((Run("Đã hoàn thành lớp tập huấn:"),), 14, INK, before=7),
        Paragraph((Run(f"“{title}”", BOLD),), 18, BLUE, one_line=0.8),
        *_line("Khóa tập huấn", course, REGULAR),
        *_held(words),
    ]


def _held(words: CertificateWords) -> list[Paragraph]:
    """When, how long, how and where the class was held, and with what result."""
    first, last = short_date(words.starts_on), short_date(words.ends_on)
    days = f"ngày {first}" if first == last else f"từ ngày {first} đến ngày {last}"
    runs = [Run(f"Thời gian: {days} – Thời lượng:"), Run(f"{words.periods} tiết", BOLD)]
    if words.mode:
        runs.append(Run(f"– Hình thức: {words.mode}"))
    return [
        Paragraph(tuple(runs), 14, INK),
        *_line("Địa điểm", words.venue, REGULAR),
        *_line("Xếp loại", words.grade_band),
    ]


def _draw_signature(canvas: Canvas, words: CertificateWords) -> None:
    """Place and date, capacity and title, room for signature and seal, name."""
    place = f"{words.place}, {written_date(words.issued_on)}"
    capacity = [words.signer_capacity, words.signer_title]
    titles = [Paragraph((Run(text, BOLD),), 13.5, INK, one_line=0.8) for text in capacity if text]
    name = Paragraph((Run(words.signer_name, BOLD),), 14, INK, one_line=0.6)
    draw(canvas, fit([Paragraph((Run(place, ITALIC),), 13.5, INK, one_line=0.7)], PLACE))
    draw(canvas, fit(titles, SIGNER))
    draw(canvas, fit([name], SIGNATURE))


def _draw_register(canvas: Canvas, words: CertificateWords) -> None:
    """The QR code, the decision, the register number and the address to check at."""
    _draw_qr(canvas, words.verification_url)
    address = words.verification_url.partition("://")[2].rstrip("/")
    paragraphs = [
        Paragraph((Run("Số vào sổ:"), Run(words.register_number, BOLD)), 13, INK, one_line=0.7),
        Paragraph((Run("Quét mã để kiểm tra, hoặc mở địa chỉ:"),), 10.5, INK, before=3),
        Paragraph((Run(address),), 9.5, BLUE, one_line=0.7),
    ]
    if words.result_decision:
        paragraphs.insert(0, Paragraph((Run(words.result_decision),), 11, INK, one_line=0.8))
    draw(canvas, fit(paragraphs, REGISTER))


def _draw_qr(canvas: Canvas, address: str) -> None:
    path, modules = qr.path(address)
    canvas.saveState()
    canvas.translate(QR_LEFT, QR_FOOT)
    canvas.scale(QR_SIDE / modules, QR_SIDE / modules)
    canvas.setFillColor(black)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()
