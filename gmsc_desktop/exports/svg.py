"""A reportlab drawing as inline SVG: the same shapes that the paper prints, with its accessible name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, PolyLine, Rect, Shape, String
from reportlab.lib.colors import Color

from gmsc_desktop.exports import fonts
from gmsc_desktop.exports.html import Attribute, Html, el, number

_WEIGHTS = {fonts.MEDIUM: 500, fonts.SEMIBOLD: 600, fonts.BOLD: 700}


def figure_of(drawing: Drawing, name: str, description: str, anchor: str) -> Html:
    """The drawing as an ``svg`` element that scales with its place.

    ``name`` and ``description`` are what a screen reader tells; ``anchor`` begins their ids and is free of user text.
    """
    titles = [el("title", name, id=f"{anchor}-nama"), el("desc", description, id=f"{anchor}-isi")]
    return el(
        "svg",
        titles,
        *_Walker(float(drawing.height)).shapes(drawing),
        cls="chart",
        viewbox=f"0 0 {number(float(drawing.width))} {number(float(drawing.height))}",
        role="img",
        aria_labelledby=f"{anchor}-nama {anchor}-isi",
        focusable="false",
    )


@dataclass(frozen=True, slots=True)
class _Walker:
    """Turns shapes over: paper counts upward from the lower edge, the screen downward from the upper one."""

    height: float

    def shapes(self, group: Group) -> Iterator[Html]:
        for shape in group.contents:
            if isinstance(shape, Group):
                yield self._group(shape)
            else:
                yield _PAINTERS[type(shape)](self, shape)

    def _group(self, group: Group) -> Html:
        a, b, c, d, e, f = map(float, group.transform)
        turned = (a, -b, -c, d, e + c * self.height, self.height - f - d * self.height)
        moved = turned != (1, 0, 0, 1, 0, 0)
        return el("g", *self.shapes(group), transform=f"matrix({' '.join(map(_exact, turned))})" if moved else None)

    def _y(self, y: float) -> float:
        return self.height - float(y)

    def _rect(self, shape: Rect) -> Html:
        place = {"x": float(shape.x), "y": self._y(shape.y + shape.height)}
        size = {"width": float(shape.width), "height": float(shape.height)}
        return el("rect", **place, **size, rx=float(shape.rx) or None, **_filled(shape))

    def _circle(self, shape: Circle) -> Html:
        return el("circle", cx=float(shape.cx), cy=self._y(shape.cy), r=float(shape.r), **_filled(shape))

    def _line(self, shape: Line) -> Html:
        start = {"x1": float(shape.x1), "y1": self._y(shape.y1)}
        return el("line", **start, x2=float(shape.x2), y2=self._y(shape.y2), **_edge(shape))

    def _polygon(self, shape: Polygon) -> Html:
        return el("polygon", points=self._points(shape.points), **_filled(shape))

    def _polyline(self, shape: PolyLine) -> Html:
        return el("polyline", points=self._points(shape.points), fill="none", **_edge(shape))

    def _points(self, flat: list[float]) -> str:
        pairs = zip(flat[::2], flat[1::2], strict=True)
        return " ".join(f"{number(float(x))},{number(self._y(y))}" for x, y in pairs)

    def _string(self, shape: String) -> Html:
        return el(
            "text",
            str(shape.text),
            x=float(shape.x),
            y=self._y(shape.y),
            font_size=float(shape.fontSize),
            font_weight=_WEIGHTS.get(shape.fontName),
            font_style="italic" if shape.fontName == fonts.ITALIC else None,
            textlength=fonts.width(str(shape.text), shape.fontName, float(shape.fontSize)) or None,
            lengthadjust="spacingAndGlyphs",
            text_anchor=shape.textAnchor if shape.textAnchor in {"middle", "end"} else None,
            fill=_colour(shape.fillColor),
        )


_PAINTERS: dict[type[Shape], Callable[..., Html]] = {
    Rect: _Walker._rect,
    Circle: _Walker._circle,
    Line: _Walker._line,
    Polygon: _Walker._polygon,
    PolyLine: _Walker._polyline,
    String: _Walker._string,
}


def _colour(colour: Color | None) -> str:
    return "none" if colour is None else f"#{colour.hexval()[2:].upper()}"


def _filled(shape: Any) -> dict[str, Attribute]:  # Any: reportlab's solid shapes share these by habit, not by a type
    opacity = float(getattr(shape.fillColor, "alpha", 1) or 0)
    told: dict[str, Attribute] = {"fill": _colour(shape.fillColor)}
    if shape.fillColor is not None and opacity < 1:
        told["fill_opacity"] = opacity
    return told | _edge(shape)


def _edge(shape: Any) -> dict[str, Attribute]:  # Any: as above
    if shape.strokeColor is None or not shape.strokeWidth:
        return {}
    dashes = " ".join(number(float(dash)) for dash in shape.strokeDashArray or ())
    return {
        "stroke": _colour(shape.strokeColor),
        "stroke_width": float(shape.strokeWidth),
        "stroke_dasharray": dashes or None,
    }


def _exact(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"
