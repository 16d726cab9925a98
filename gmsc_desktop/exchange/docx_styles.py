"""Styles and automatic numbers of a .docx (ECMA-376 part 1, 17.7 and 17.9): what paragraphs show beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from gmsc_desktop.exchange.safe_xml import parse
from gmsc_desktop.exchange.zip_parts import Parts

_LEVELS = 9
_MOST = 5_000  # styles, or lists
_DEEPEST = 12  # styles based on one another
_OFF = frozenset(("0", "false", "off", "none"))
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class Style:
    """What a paragraph or its runs are told; None where nothing is."""

    based_on: str = ""
    bold: bool | None = None
    italic: bool | None = None
    indent: int | None = None  # twentieths of a point
    list_id: str | None = None
    list_level: int | None = None


@dataclass
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    indent: int | None = None


@dataclass
class _List:
    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)


def value_of(told: dict[str, str], key: str = "val") -> str:
    """An attribute by its name without prefix."""
    return next((value for name, value in told.items() if name.rpartition(":")[2] == key), "")


def is_on(told: dict[str, str]) -> bool:
    """Whether an element such as ``w:b`` switches on; it does without a value."""
    return value_of(told).casefold() not in _OFF


def whole(text: str, most: int = 31_680) -> int:
    """A whole number within what Word takes; 0 for what is none."""
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def indent_of(told: dict[str, str]) -> int | None:
    """Where a text begins by ``w:ind``; its first line may stand further in."""
    left = value_of(told, "left") or value_of(told, "start")
    first = value_of(told, "firstLine")
    return whole(left) + whole(first) if left or first else None


class Styles:
    """The styles of a document by their id."""

    def __init__(self, parts: Parts) -> None:
        self._styles: dict[str, Style] = {}
        self._known: dict[str, Style] = {}
        self._here = Style()
        if "word/styles.xml" in parts:
            parse(parts.blocks("word/styles.xml"), self._begin, _nothing, _nothing)

    def _begin(self, name: str, told: dict[str, str]) -> None:
        if name == "style":
            self._here = Style()
            if len(self._styles) < _MOST:
                self._styles[value_of(told, "styleId")] = self._here
        elif name == "docDefaults":
            self._here = Style()
        elif name == "basedOn":
            self._here.based_on = value_of(told)
        else:
            note(self._here, name, told)

    def of(self, name: str) -> Style:
        """A style with what it takes from those that it is based on."""
        if name not in self._known:
            made = Style()
            at, steps = name, 0
            while (one := self._styles.get(at)) is not None and steps < _DEEPEST:
                for key in ("bold", "italic", "indent", "list_id", "list_level"):
                    if getattr(made, key) is None:
                        setattr(made, key, getattr(one, key))
                at, steps = one.based_on, steps + 1
            self._known[name] = made
        return self._known[name]


def note(style: Style, name: str, told: dict[str, str]) -> None:
    """Keep what an element of properties tells of a paragraph or run."""
    if name == "b":
        style.bold = is_on(told)
    elif name == "i":
        style.italic = is_on(told)
    elif name == "ind":
        style.indent = indent_of(told) if indent_of(told) is not None else style.indent
    elif name == "numId":
        style.list_id = value_of(told)
    elif name == "ilvl":
        style.list_level = min(whole(value_of(told)), _LEVELS - 1)


class Numbers:
    """The lists of a document, and how far each has counted."""

    def __init__(self, parts: Parts) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._levels: dict[int, _Level] = {}
        self._level = _Level()
        self._list: _List | None = None
        self._at = 0
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if "word/numbering.xml" in parts:
            parse(parts.blocks("word/numbering.xml"), self._begin, _nothing, _nothing)

    def _begin(self, name: str, told: dict[str, str]) -> None:
        if name == "abstractNum":
            self._levels, self._list = {}, None
            if len(self._abstract) < _MOST:
                self._abstract[value_of(told, "abstractNumId")] = self._levels
        elif name == "num":
            self._list = _List()
            if len(self._lists) < _MOST:
                self._lists[value_of(told, "numId")] = self._list
        elif self._list is not None:
            if name == "abstractNumId":
                self._list.abstract = value_of(told)
            elif name == "lvlOverride":
                self._at = min(whole(value_of(told, "ilvl")), _LEVELS - 1)
            elif name == "startOverride":
                self._list.starts[self._at] = whole(value_of(told))
        elif name == "lvl":
            self._level = self._levels[min(whole(value_of(told, "ilvl")), _LEVELS - 1)] = _Level()
        else:
            self._about(name, told)

    def _about(self, name: str, told: dict[str, str]) -> None:
        if name == "start":
            self._level.start = whole(value_of(told))
        elif name == "numFmt":
            self._level.form = value_of(told)
        elif name == "lvlText":
            self._level.text = value_of(told)[:40]
        elif name == "ind":
            self._level.indent = indent_of(told)

    def indent(self, list_id: str, level: int) -> int | None:
        """Where the texts of a level begin; None where it does not say."""
        one = self._levels_of(list_id).get(level)
        return one.indent if one else None

    def _levels_of(self, list_id: str) -> dict[int, _Level]:
        one = self._lists.get(list_id)
        return self._abstract.get(one.abstract, {}) if one else {}

    def next(self, list_id: str, level: int) -> str:
        """Count on, and what stands before the paragraph: "2.1.", "b)", "•"; "" where nothing does."""
        one, levels = self._lists.get(list_id), self._levels_of(list_id)
        if one is None or level not in levels:
            return ""
        counts = self._counts.setdefault(one.abstract, [None] * _LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for at, start in one.starts.items():
                counts[at] = start - 1
        now = counts[level]
        counts[level] = levels[level].start if now is None else now + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if levels[level].form == "bullet":
            return "•"
        text = levels[level].text
        for at in range(level + 1):
            told = levels.get(at, _Level())
            count = counts[at]
            text = text.replace(f"%{at + 1}", _written(told.start if count is None else count, told.form))
        return text.strip()


def _written(number: int, form: str) -> str:
    if form == "none":
        return ""
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(97 + (number - 1) % 26) * min(1 + (number - 1) // 26, 4)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 400:
        made = ""
        for size, sign in _ROMAN:
            made += sign * (number // size)
            number %= size
        return made if form == "lowerRoman" else made.upper()
    return f"0{number}" if form == "decimalZero" and number < 10 else str(number)


def _nothing(*_told: object) -> None:
    return
