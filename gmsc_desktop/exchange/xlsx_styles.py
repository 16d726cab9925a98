"""Cell styles of an .xlsx: number formats, indentation, bold and italic letters, colours (ECMA-376 part 1, 18.8)."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from gmsc_desktop.exchange.numbers_in_cells import GENERAL, look_of
from gmsc_desktop.exchange.safe_xml import parse
from gmsc_desktop.exchange.sheets import look_of_text
from gmsc_desktop.exchange.zip_parts import Parts

_MOST_INDENTED = 15
_ON = frozenset(("1", "true", "on"))


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell style makes of a number, how far it indents a text, and how it is shown (``Cell.look``)."""

    number: str = GENERAL
    indent: int = 0
    shown: str = ""


@dataclass
class _Styles:
    codes: dict[int, str] = field(default_factory=dict)
    fonts: list[tuple[bool, bool]] = field(default_factory=list)  # bold, italic
    fills: list[str] = field(default_factory=list)
    made: list[Look] = field(default_factory=list)
    inside: str = ""

    def begin(self, name: str, told: dict[str, str]) -> None:
        if name in {"fonts", "fills", "cellXfs"}:
            self.inside = name
        elif name == "numFmt":
            self.codes[_whole(told.get("numFmtId", ""))] = told.get("formatCode", "")
        elif self.inside == "fonts":
            self._font(name, told)
        elif self.inside == "fills":
            if name == "fill":
                self.fills.append("")
            elif name == "fgColor" and self.fills:
                self.fills[-1] = _colour(told)
        elif self.inside == "cellXfs":
            self._style(name, told)

    def _font(self, name: str, told: dict[str, str]) -> None:
        if name == "font":
            self.fonts.append((False, False))
        elif name in {"b", "i"} and self.fonts:
            bold, italic = self.fonts[-1]
            on = told.get("val", "1") in _ON
            self.fonts[-1] = (on, italic) if name == "b" else (bold, on)

    def _style(self, name: str, told: dict[str, str]) -> None:
        if name == "xf":
            number = _whole(told.get("numFmtId", ""))
            font, fill = _whole(told.get("fontId", "")), _whole(told.get("fillId", ""))
            bold, italic = self.fonts[font] if 0 <= font < len(self.fonts) else (False, False)
            shown = look_of_text(bold=bold, italic=italic, fill=self.fills[fill] if 0 <= fill < len(self.fills) else "")
            self.made.append(Look(look_of(number, self.codes.get(number, "")), 0, shown))
        elif name == "alignment" and self.made:
            last = self.made[-1]
            indent = max(0, min(_whole(told.get("indent", "0")), _MOST_INDENTED))
            self.made[-1] = Look(last.number, indent, last.shown)

    def end(self, name: str) -> None:
        if name == self.inside:
            self.inside = ""


def read_looks(parts: Parts, part: str) -> list[Look]:
    """The looks of each cell style, by its number."""
    styles = _Styles()
    if part and part in parts:
        parse(parts.blocks(part), styles.begin, styles.end, _nothing)
    return styles.made


def _colour(told: dict[str, str]) -> str:
    """Six digits that tell a colour from others; one of a theme is not worked out, only told from others."""
    if "rgb" in told:
        return told["rgb"][-6:]
    if "theme" in told:
        white = told["theme"] == "0" and not told.get("tint", "").strip("0.")
        return "" if white else f"{zlib.crc32(repr(sorted(told.items())).encode()) & 0xFFFFFF:06x}"
    return "" if told.get("indexed", "64") in {"9", "64", "65"} else f"{_whole(told['indexed']) & 0xFF:06x}"


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _nothing(_told: str) -> None:
    return
