"""The few declarations of CSS that tell something of a table: what is hidden, indented, bold, coloured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from gmsc_desktop.exchange.sheets import look_of_text

Declared = Mapping[str, str]
_TOLD = frozenset((
    "display", "visibility", "font-weight", "font-style", "padding-left", "text-indent", "margin-left", "padding",
    "background", "background-color", "mso-char-indent-count", "mso-hide",
))  # fmt: skip
_MOST_LETTERS = 200_000  # of a style sheet
_MOST_RULES = 3_000
_SELECTOR = re.compile(r"(?:(?P<tag>[a-z][a-z0-9]*))?(?:\.(?P<name>[\w-]+))?")
_LENGTH = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})?)\s*(px|pt|em|rem|cm|mm|in|ex|%)?")
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "ex": 6.0, "%": 3.0}
_STEP = 4.0  # points: less than the least that pages indent by
_USUAL = 8.0  # points of padding that cells of many pages have all around
_MOST_INDENTED = 15
_RGB = re.compile(r"rgba?\(\s*([0-9]{1,3})\D{1,3}([0-9]{1,3})\D{1,3}([0-9]{1,3})")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b")
_NAMED = {"yellow": "ffff00", "silver": "c0c0c0", "gray": "808080", "lightgray": "d3d3d3", "lime": "00ff00",
          "aqua": "00ffff", "orange": "ffa500", "lightblue": "add8e6", "lightgreen": "90ee90"}  # fmt: skip


def declared(text: str) -> dict[str, str]:
    """The declarations of a ``style`` that count here."""
    found = {}
    for one in text[:4_000].split(";"):
        key, colon, value = one.partition(":")
        if colon and (key := key.strip().casefold()) in _TOLD:
            found[key] = value.strip().casefold().removesuffix("!important").strip()
    return found


class StyleSheet:
    """The rules of a page for tags and classes; others are not looked at."""

    def __init__(self) -> None:
        self._rules: dict[tuple[str, str], dict[str, str]] = {}
        self._letters = 0

    def add(self, text: str) -> None:
        """Keep the rules of a style sheet, within its limits."""
        room = _MOST_LETTERS - self._letters
        text = text[: max(0, room)]
        self._letters += len(text)
        for rule in _without_comments(text).split("}"):
            selectors, brace, body = rule.rpartition("{")
            found = declared(body) if brace else {}
            for selector in selectors.rpartition("{")[2].split(",") if found else ():
                told = _SELECTOR.fullmatch(selector.strip().casefold())
                if told and (told["tag"] or told["name"]) and len(self._rules) < _MOST_RULES:
                    self._rules.setdefault((told["tag"] or "", told["name"] or ""), {}).update(found)

    def of(self, tag: str, told: Mapping[str, str | None]) -> dict[str, str]:
        """All that is declared of an element by its tag, its classes and its own style."""
        made: dict[str, str] = {}
        if self._rules:
            made |= self._rules.get((tag, ""), {})
            for name in (told.get("class") or "").casefold().split()[:20]:
                made |= self._rules.get(("", name), {})
                made |= self._rules.get((tag, name), {})
        if style := told.get("style"):
            made |= declared(style)
        return made


def is_hidden(tag: Declared, told: Mapping[str, str | None]) -> bool:
    """Whether an element is not shown."""
    off = (
        tag.get("display") == "none" or tag.get("visibility") in {"hidden", "collapse"} or tag.get("mso-hide") == "all"
    )
    return off or "hidden" in told


def indent_of(one: Declared) -> int:
    """By how many steps a text stands further in; the padding of a whole cell is no indentation."""
    if (count := one.get("mso-char-indent-count", "")).isdecimal():
        return min(int(count), _MOST_INDENTED)
    points = max(_points(one.get("text-indent", "")), _points(one.get("margin-left", "")))
    left = _points(one.get("padding-left", ""))
    if left > _USUAL:
        points += left
    if "padding-left" not in one and len(sides := one.get("padding", "").split()) == 4:
        points += left if (left := _points(sides[3])) > _USUAL else 0
    return min(round(points / _STEP), _MOST_INDENTED)


def look_of(declarations: Iterable[Declared], bold: bool = False, italic: bool = False, fill: str = "") -> str:
    """How a text is shown by all that is declared of it, the outermost first."""
    for one in declarations:
        if weight := one.get("font-weight"):
            bold = weight in {"bold", "bolder", "600", "700", "800", "900"}
        if style := one.get("font-style"):
            italic = style in {"italic", "oblique"}
        if shown := colour_in(one.get("background-color", "") or one.get("background", "")):
            fill = shown
    return look_of_text(bold=bold, italic=italic, fill=fill)


def colour_in(text: str) -> str:
    """The colour that a value names in six digits, "" for none."""
    plain = text.strip().casefold()
    if found := _HEX.search(plain):
        digits = found[1]
        return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    if found := _RGB.match(plain):
        return "".join(f"{min(int(part), 255):02x}" for part in found.groups())
    return _NAMED.get(plain, "")


def _without_comments(text: str) -> str:
    pieces = text.replace("<!--", " ").replace("-->", " ").split("/*")
    return " ".join([pieces[0], *(piece.partition("*/")[2] for piece in pieces[1:])])


def _points(text: str) -> float:
    found = _LENGTH.match(text.strip())
    return float(found[1]) * _POINTS[found[2] or "px"] if found else 0.0
