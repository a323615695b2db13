"""The frame of a certificate: double border, red rule, and the star of the Đông Sơn bronze drum."""

from functools import cache
from math import cos, pi, sin

from reportlab.lib.colors import HexColor, white
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

BLUE = HexColor("#0f4c81")
RED = HexColor("#b3261e")
PALE = HexColor("#f0f4f9")

OUTER = 8.5 * mm
INNER = 10.3 * mm
RULE = 13 * mm
NOTCH = 8.5 * mm
RAYS = 14
BEADS = 42


def _star(path: PDFPathObject, x: float, y: float, radius: float, core: float) -> None:
    for corner in range(RAYS * 2):
        reach = core if corner % 2 else radius
        angle = pi / 2 + corner * pi / RAYS
        step = path.lineTo if corner else path.moveTo
        step(x + reach * cos(angle), y + reach * sin(angle))
    path.close()


def _corners(width: float, height: float, inset: float) -> list[tuple[float, float]]:
    """Counter-clockwise from the lower left."""
    right, top = width - inset, height - inset
    return [(inset, inset), (right, inset), (right, top), (inset, top)]


@cache
def _notched(width: float, height: float) -> PDFPathObject:
    """A rectangle whose corners are bitten out by quarter circles."""
    path = PDFPathObject()
    starts = (90, 180, 270, 0)
    for number, ((x, y), start) in enumerate(
        zip(_corners(width, height, RULE), starts, strict=True)
    ):
        draw = path.arcTo if number else path.arc
        draw(x - NOTCH, y - NOTCH, x + NOTCH, y + NOTCH, start, -90)
    path.close()
    return path


@cache
def _corner_stars(width: float, height: float) -> PDFPathObject:
    path = PDFPathObject()
    for x, y in _corners(width, height, RULE + 2.2 * mm):
        _star(path, x, y, 2.5 * mm, 1.05 * mm)
    return path


@cache
def _corner_rings(width: float, height: float) -> PDFPathObject:
    path = PDFPathObject()
    for x, y in _corners(width, height, RULE + 2.2 * mm):
        path.circle(x, y, 3.3 * mm)
    return path


@cache
def _circle(x: float, y: float, radius: float) -> PDFPathObject:
    path = PDFPathObject()
    path.circle(x, y, radius)
    return path


@cache
def _drum_star(x: float, y: float) -> PDFPathObject:
    path = PDFPathObject()
    _star(path, x, y, 27 * mm, 10 * mm)
    return path


def _draw_drum(canvas: Canvas, x: float, y: float) -> None:
    """A pale drum face: the star, four rings and a ring of small circles."""
    canvas.saveState()
    canvas.setFillColor(PALE)
    canvas.setStrokeColor(PALE)
    canvas.drawPath(_drum_star(x, y), stroke=0, fill=1)
    canvas.setLineWidth(1.4)
    for radius in (31, 33, 44, 46):
        canvas.drawPath(_circle(x, y, radius * mm))
    # Dashes of no length with round ends are dots: one path in place of a circle for each.
    radius = 38.5 * mm
    canvas.setLineCap(1)
    canvas.setDash([0, 2 * pi * radius / BEADS])
    canvas.setLineWidth(4.8 * mm)
    canvas.drawPath(_circle(x, y, radius))
    canvas.setStrokeColor(white)
    canvas.setLineWidth(3.8 * mm)
    canvas.drawPath(_circle(x, y, radius))
    canvas.restoreState()


def draw_frame(canvas: Canvas, width: float, height: float) -> None:
    """Draw everything that is the same on every certificate. Units: points."""
    _draw_drum(canvas, width / 2, height / 2)
    canvas.setStrokeColor(BLUE)
    for inset, line in ((OUTER, 2.4), (INNER, 0.6)):
        canvas.setLineWidth(line)
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)
    canvas.drawPath(_corner_rings(width, height))
    canvas.setFillColor(BLUE)
    canvas.drawPath(_corner_stars(width, height), stroke=0, fill=1)
    canvas.setStrokeColor(RED)
    canvas.drawPath(_notched(width, height))
