"""The words of tables of initiatives, and what short cells say: a tick, a kind, a source of money, a horizon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from gmsc_desktop.exchange.sheets import Cell, Kind, fold
from gmsc_desktop.exchange.tabular.vocabulary import Vocabulary, load, words


def vocabulary() -> Vocabulary:
    """The words of ``resources/import/initiatives.json``."""
    return load("initiatives")


def is_tick(cell: Cell | None) -> bool:
    """Whether a cell is ticked: ✓, v, x, ■, 1, "ya"."""
    if cell is None or cell.kind in {Kind.ERROR, Kind.UNSTORED}:
        return False
    if cell.kind is Kind.TRUTH:
        return cell.text.casefold() in {"1", "true", "benar"}
    return fold(cell.text).strip("()[].").casefold() in _signs("ticks")


def is_no_tick(cell: Cell | None) -> bool:
    """Whether a cell says no, or nothing: "-", 0, "tidak"."""
    if cell is None or cell.kind in {Kind.ERROR, Kind.UNSTORED}:
        return True
    if cell.kind is Kind.TRUTH:
        return not is_tick(cell)
    return fold(cell.text).casefold() in _signs("no_ticks")


def is_done_in_words(cell: Cell) -> bool:
    """Whether a cell of a year says what is done in it, in more than a tick or a status."""
    plain = words(cell.text)
    if cell.kind is not Kind.TEXT or is_tick(cell) or is_no_tick(cell) or not any(letter.isalpha() for letter in plain):
        return False
    listed: Mapping[str, Sequence[str]] = load("progress").raw["statuses"]
    known = any(plain in phrases for phrases in listed.values()) or horizon_in(plain)
    return not known and not any(value_of(group, plain) for group in ("kind", "form", "state", "funding"))


@cache
def _signs(name: str) -> frozenset[str]:
    return frozenset(sign.casefold() for sign in vocabulary().words_of(name))


def value_of(group: str, text: str) -> str:
    """The code of a list of the paket acuan that a whole text means, by the words of a group; "" where none does."""
    return _codes(group).get(_plain(text), "")


def value_within(group: str, text: str) -> str:
    """The code whose longest phrase stands in a text word by word, "" where none does."""
    plain = f" {_plain(text)} "
    found = [(len(phrase), code) for phrase, code in _codes(group).items() if f" {phrase} " in plain]
    return max(found)[1] if found else ""


def _plain(text: str) -> str:
    """The words of a text, those on both sides of a stroke beside each other."""
    return words(text).replace(" / ", " ")


@cache
def _codes(group: str) -> Mapping[str, str]:
    raw: Mapping[str, Sequence[str]] = vocabulary().raw["values"].get(group) or vocabulary().raw[group]
    return {_plain(phrase): code for code, listed in raw.items() for phrase in listed}


def horizon_in(text: str) -> str:
    """The code of the horizon that a text names: "Jangka pendek (2023-2024)"; "" for none or several."""
    plain = f" {words(text)} "
    found = {code for phrase, code in _codes("horizons").items() if f" {phrase} " in plain}
    return found.pop() if len(found) == 1 else ""


def subdimension_words() -> Mapping[str, str]:
    """Other words by which sub-dimensions are called, each with its code."""
    return _codes("subdimensions")
