"""A drawing as inline SVG: the same shapes that the paper prints, with its accessible name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gmsc_desktop.exports import fonts
from gmsc_desktop.exports.html import Attribute, Html, el, number
from gmsc_desktop.exports.shapes import Drawing, Line, Polygon, Rect, Shape, String

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

    def shapes(self, drawing: Drawing) -> Iterator[Html]:
        for shape in drawing.contents:
            yield _PAINTERS[type(shape)](self, shape)

    def _y(self, y: float) -> float:
        return self.height - y

    def _rect(self, shape: Rect) -> Html:
        place = {"x": shape.x, "y": self._y(shape.y + shape.height)}
        size = {"width": shape.width, "height": shape.height}
        inks = {"fill": _colour(shape.fill), **_edge(shape)}
        return el("rect", **place, **size, rx=shape.radius or None, **inks)

    def _polygon(self, shape: Polygon) -> Html:
        pairs = zip(shape.points[::2], shape.points[1::2], strict=True)
        points = " ".join(f"{number(x)},{number(self._y(y))}" for x, y in pairs)
        inks = {"fill": _colour(shape.fill), **_edge(shape)}
        return el("polygon", points=points, **inks)

    def _line(self, shape: Line) -> Html:
        start = {"x1": shape.x1, "y1": self._y(shape.y1)}
        return el("line", **start, x2=shape.x2, y2=self._y(shape.y2), **_edge(shape))

    def _string(self, shape: String) -> Html:
        return el(
            "text",
            shape.text,
            x=shape.x,
            y=self._y(shape.y),
            font_size=shape.size,
            font_weight=_WEIGHTS.get(shape.font),
            font_style="italic" if shape.font == fonts.ITALIC else None,
            textlength=fonts.width(shape.text, shape.font, shape.size) or None,
            lengthadjust="spacingAndGlyphs",
            text_anchor=shape.anchor if shape.anchor != "start" else None,
            fill=_colour(shape.ink),
        )


_PAINTERS: dict[type[Shape], Callable[..., Html]] = {
    Rect: _Walker._rect,
    Polygon: _Walker._polygon,
    Line: _Walker._line,
    String: _Walker._string,
}


def _colour(colour: str | None) -> str:
    return "none" if colour is None else f"#{colour.upper()}"


def _edge(shape: Rect | Polygon | Line) -> dict[str, Attribute]:
    if shape.edge is None or not shape.thick:
        return {}
    dashes = "" if isinstance(shape, Line) else " ".join(number(dash) for dash in shape.dash)
    return {"stroke": _colour(shape.edge), "stroke_width": shape.thick, "stroke_dasharray": dashes or None}
