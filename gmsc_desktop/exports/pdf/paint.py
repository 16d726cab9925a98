"""Paints a drawing of ours on a page: reportlab's own renderer begins each drawing in a font that is not embedded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, PolyLine, Rect, Shape, String
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas


def paint(drawing: Drawing, canvas: Canvas, x: float, y: float) -> None:
    """Draw every shape with the drawing's lower left corner at ``x``, ``y``."""
    canvas.saveState()
    canvas.translate(x, y)
    _all(drawing.contents, canvas)
    canvas.restoreState()


def _all(shapes: Sequence[Shape], canvas: Canvas) -> None:
    for shape in shapes:
        if isinstance(shape, Group):
            canvas.saveState()
            canvas.transform(*shape.transform)
            _all(shape.contents, canvas)
            canvas.restoreState()
        else:
            dashes = getattr(shape, "strokeDashArray", None)
            if dashes:
                canvas.saveState()
                canvas.setDash(list(dashes))
            _PAINTERS[type(shape)](shape, canvas)
            if dashes:
                canvas.restoreState()


def _inked(shape: Rect | Circle | Polygon, canvas: Canvas) -> tuple[int, int]:
    """Set colours and line of a shape; tells whether it has an edge and a filling."""
    if shape.fillColor is not None:
        canvas.setFillColor(shape.fillColor)
    if shape.strokeColor is not None:
        canvas.setStrokeColor(shape.strokeColor)
        canvas.setLineWidth(shape.strokeWidth)
    return int(shape.strokeColor is not None), int(shape.fillColor is not None)


def _edge(shape: Line | PolyLine, canvas: Canvas) -> None:
    canvas.setStrokeColor(shape.strokeColor or black)
    canvas.setLineWidth(shape.strokeWidth)


def _rect(shape: Rect, canvas: Canvas) -> None:
    stroke, fill = _inked(shape, canvas)
    if shape.rx:
        canvas.roundRect(shape.x, shape.y, shape.width, shape.height, shape.rx, stroke=stroke, fill=fill)
    else:
        canvas.rect(shape.x, shape.y, shape.width, shape.height, stroke=stroke, fill=fill)


def _circle(shape: Circle, canvas: Canvas) -> None:
    stroke, fill = _inked(shape, canvas)
    canvas.circle(shape.cx, shape.cy, shape.r, stroke=stroke, fill=fill)


def _polygon(shape: Polygon, canvas: Canvas) -> None:
    stroke, fill = _inked(shape, canvas)
    path = canvas.beginPath()
    path.moveTo(*shape.points[:2])
    for i in range(2, len(shape.points), 2):
        path.lineTo(*shape.points[i : i + 2])
    path.close()
    canvas.drawPath(path, stroke=stroke, fill=fill)


def _polyline(shape: PolyLine, canvas: Canvas) -> None:
    _edge(shape, canvas)
    corners = [shape.points[i : i + 2] for i in range(0, len(shape.points), 2)]
    for start, end in pairwise(corners):
        canvas.line(*start, *end)


def _line(shape: Line, canvas: Canvas) -> None:
    _edge(shape, canvas)
    canvas.line(shape.x1, shape.y1, shape.x2, shape.y2)


def _string(shape: String, canvas: Canvas) -> None:
    canvas.setFillColor(shape.fillColor or black)
    canvas.setFont(shape.fontName, shape.fontSize)
    draw = {"middle": canvas.drawCentredString, "end": canvas.drawRightString}
    draw.get(shape.textAnchor, canvas.drawString)(shape.x, shape.y, shape.text)


_PAINTERS: dict[type[Shape], Callable[..., None]] = {
    Rect: _rect, Circle: _circle, Polygon: _polygon, PolyLine: _polyline, Line: _line, String: _string,
}  # fmt: skip
