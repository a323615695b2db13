"""A QR code as a vector path."""

import re

import segno
from reportlab.pdfgen.pathobject import PDFPathObject

# Searching for the best of eight masks costs four times the drawing and readers do not need it.
MASK = 3
DARK = re.compile(b"\x01+")


def path(text: str) -> tuple[PDFPathObject, int]:
    """The dark modules of ``text`` and the number of modules per side.

    Shape: one unit per module, origin at the lower left, no quiet zone; error correction M (15 %).
    """
    matrix = segno.make_qr(text, error="m", mask=MASK, boost_error=False).matrix
    side = len(matrix)
    # Whole numbers need no rounding: written by hand the operators cost a third of ``rect`` calls.
    operators = [
        f"{dark.start()} {side - row - 1} {len(dark[0])} 1 re"
        for row, modules in enumerate(matrix)
        for dark in DARK.finditer(modules)
    ]
    return PDFPathObject(["n", *operators]), side
