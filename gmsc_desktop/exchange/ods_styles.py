"""Styles of an .ods (OpenDocument 1.3, part 3): hidden sheets, how far a cell is indented, how it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gmsc_desktop.exchange.sheets import look_of_text

_LENGTH = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)(cm|mm|in|pt|pc|px)")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_STEP = 6.0  # points: less than the least that programs indent by
_MOST_INDENTED = 15
_MOST = 20_000
_DEEPEST = 8


@dataclass
class _Style:
    parent: str = ""
    hidden: bool = False
    bold: bool | None = None
    italic: bool | None = None
    indent: int | None = None
    fill: str | None = None


class OdsStyles:
    """The styles of a spreadsheet by their name."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._here = _Style()

    def begin(self, name: str, told: dict[str, str]) -> None:
        """Keep what an element says; ``told`` are its attributes without prefix."""
        if name in {"style", "default-style"}:
            self._here = _Style(told.get("parent-style-name", ""))
            if "name" in told and len(self._styles) < _MOST:
                self._styles[told["name"]] = self._here
        elif name == "table-properties":
            self._here.hidden = told.get("display") == "false"
        elif name == "text-properties":
            self._here.bold = told["font-weight"] in {"bold", "600", "700", "800", "900"} if "font-weight" in told \
                else self._here.bold  # fmt: skip
            self._here.italic = told["font-style"] == "italic" if "font-style" in told else self._here.italic
        elif name == "paragraph-properties" and "margin-left" in told:
            self._here.indent = _steps(told["margin-left"])
        elif name == "table-cell-properties" and "background-color" in told:
            self._here.fill = told["background-color"]

    def is_hidden(self, name: str) -> bool:
        """Whether sheets of this style are."""
        return name in self._styles and self._styles[name].hidden

    def indent(self, name: str) -> int:
        """By how many steps texts of this style stand further in."""
        found = self._value(name, "indent")
        return found if isinstance(found, int) else 0

    def is_bold(self, name: str) -> bool:
        """Whether texts of this style are bold."""
        return bool(self._value(name, "bold"))

    def look(self, name: str, *, bold: bool = False) -> str:
        """How a cell of this style is shown."""
        fill = str(self._value(name, "fill") or "")
        told = bool(self._value(name, "bold")) or bold
        return look_of_text(bold=told, italic=bool(self._value(name, "italic")), fill=fill)

    def _value(self, name: str, key: str) -> object:
        for _step in range(_DEEPEST):
            one = self._styles.get(name)
            if one is None:
                return None
            if getattr(one, key) is not None:
                return getattr(one, key)
            name = one.parent
        return None


def _steps(length: str) -> int:
    found = _LENGTH.fullmatch(length.strip())
    return min(round(float(found[1]) * _POINTS[found[2]] / _STEP), _MOST_INDENTED) if found else 0
