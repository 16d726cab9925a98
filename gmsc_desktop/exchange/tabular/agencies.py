"""The OPDs that a cell names: several are parted, names with commas are not."""

from __future__ import annotations

import json
import re
from functools import cache

from gmsc_desktop.exchange.sheets import fold
from gmsc_desktop.exchange.tabular.vocabulary import common
from gmsc_desktop.paths import resource

_ENDS = re.compile(r"[\r\n;]")
_LINES = re.compile(r"[\n|•]+|(?:(?<=\s)|^)(?:[0-9]{1,2}|[a-z])[.)]\s+")
_NUMBERED = re.compile(r"(?:^|\n)(?:[0-9]{1,2}|[a-z])[.)]\s*(?=[^\W\d_])")
_SHORT = re.compile(r"[A-Z]{3,12}|[Kk]ecamatan|[Kk]elurahan")
_WEAK = re.compile(r"\s*(?:,|/|&|\+|(?<=\s)dan(?=\s)|(?<=\s)serta(?=\s))\s*", re.IGNORECASE)
# A bullet, a number, or the code of an office: "2.16.0.00.0.00.01.0000 Dinas …".
_LEADING = re.compile(r"^(?:[-–•*]|[0-9]+(?:\.[0-9]+){2,}(?=\s)(?:\s+[-–:])?|[0-9]{1,2}[.)])\s*")


def agencies_in(text: str) -> list[str]:
    """The names in a cell, each once, as they are written.

    Line breaks, semicolons and numbers part them; a comma, a stroke or "dan" does only where each part begins as the
    name of an office does.
    """
    found: list[str] = []
    for line in _joined(text):
        found += [name for name in _parted(line) if name.casefold() not in {one.casefold() for one in found}]
    return found


def _joined(text: str) -> list[str]:
    """The lines; one that does not begin as an office does goes on with the line above."""
    text = "\n".join(filter(None, map(str.strip, _ENDS.split(text))))  # no runs of blanks, which patterns are slow at
    if len(numbered := [fold(one) for one in _NUMBERED.split(text) if fold(one)]) > 1 and _NUMBERED.match(text):
        return [line.strip(" ,;") for line in numbered]
    made: list[str] = []
    for piece in _LINES.split(text):
        line = _LEADING.sub("", fold(piece)).strip(" ,")
        if not line or line in {"-", "–"}:
            continue
        if made and not begins_as_agency(line):
            made[-1] = f"{made[-1]} {line}"
        else:
            made.append(line)
    return made


def _parted(line: str) -> list[str]:
    names: list[str] = []
    begin = 0
    for found in _WEAK.finditer(line):
        before, both = (
            line[begin : found.start()],
            begins_as_agency(line[found.end() :]) and begins_as_agency(line[begin:]),
        )
        alone = _SHORT.fullmatch(before) is not None and found[0].strip() == ","  # no long name begins so
        if alone or (both and found.start() > begin):
            names.append(line[begin : found.start()])
            begin = found.end()
    names.append(line[begin:])
    return [name.strip(" ,") for name in names if name.strip(" ,")]


def without_office_code(text: str) -> str:
    """A name without the code of the office before it."""
    return _LEADING.sub("", text).strip(" ,")


def begins_as_agency(text: str) -> bool:
    """Whether a text begins with a word with which offices are named."""
    return _heads().match(fold(text).casefold()) is not None


@cache
def agency_heads() -> tuple[str, ...]:
    """The words with which names of offices begin, in small letters."""
    return tuple(json.loads(resource("import/agencies.json").read_text("utf-8"))["heads"])


@cache
def _heads() -> re.Pattern[str]:
    heads = sorted(agency_heads(), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, heads))})\b")


def is_tick(text: str) -> bool:
    """Whether a cell below the name of an office says that it is meant: "v", "✓"."""
    return fold(text).strip("()[].").casefold() in common()["office_ticks"]
