"""Paints a drawing of ours on a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from gmsc_desktop.exports.shapes import Drawing, Line, Polygon, Rect, Shape, String


def paint(drawing: Drawing, canvas: Canvas, x: float, y: float) -> None:
    """Draw every shape with the drawing's lower left corner at ``x``, ``y``."""
    canvas.saveState()
    canvas.translate(x, y)
    for shape in drawing.contents:
        dash = shape.dash if isinstance(shape, Rect | Polygon) else ()
        if dash:
            canvas.saveState()
            canvas.setDash(list(dash))
        _PAINTERS[type(shape)](shape, canvas)
        if dash:
            canvas.restoreState()
    canvas.restoreState()


@cache
def _colour(code: str) -> Color:
    return HexColor(f"#{code}")


def _inked(shape: Rect | Polygon, canvas: Canvas) -> tuple[int, int]:
    """Set colours and line of a shape; tells whether it has an edge and a filling."""
    if shape.fill is not None:
        canvas.setFillColor(_colour(shape.fill))
    if shape.edge is not None:
        canvas.setStrokeColor(_colour(shape.edge))
        canvas.setLineWidth(shape.thick)
    return int(shape.edge is not None), int(shape.fill is not None)


def _rect(shape: Rect, canvas: Canvas) -> None:
    stroke, fill = _inked(shape, canvas)
    if shape.radius:
        canvas.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius, stroke=stroke, fill=fill)
    else:
        canvas.rect(shape.x, shape.y, shape.width, shape.height, stroke=stroke, fill=fill)


def _polygon(shape: Polygon, canvas: Canvas) -> None:
    stroke, fill = _inked(shape, canvas)
    path = canvas.beginPath()
    path.moveTo(*shape.points[:2])
    for i in range(2, len(shape.points), 2):
        path.lineTo(*shape.points[i : i + 2])
    path.close()
    canvas.drawPath(path, stroke=stroke, fill=fill)


def _line(shape: Line, canvas: Canvas) -> None:
    canvas.setStrokeColor(_colour(shape.edge))
    canvas.setLineWidth(shape.thick)
    canvas.line(shape.x1, shape.y1, shape.x2, shape.y2)


def _string(shape: String, canvas: Canvas) -> None:
    canvas.setFillColor(_colour(shape.ink))
    canvas.setFont(shape.font, shape.size)
    draw = {"middle": canvas.drawCentredString, "end": canvas.drawRightString}
    draw.get(shape.anchor, canvas.drawString)(shape.x, shape.y, shape.text)


_PAINTERS: dict[type[Shape], Callable[..., None]] = {Rect: _rect, Polygon: _polygon, Line: _line, String: _string}
