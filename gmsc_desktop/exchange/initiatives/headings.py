"""Rows, sheets and letterheads that say what the rows below are about: a dimension, a sub-dimension, a horizon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gmsc_desktop.exchange.initiatives.spans import span_of
from gmsc_desktop.exchange.initiatives.words import horizon_in, subdimension_words
from gmsc_desktop.exchange.sheets import Kind, fold
from gmsc_desktop.exchange.tabular.dimensions import (
    dimension_headed,
    dimension_in,
    dimension_within,
    subdimension_in,
)
from gmsc_desktop.exchange.tabular.layout import Table
from gmsc_desktop.exchange.tabular.vocabulary import words, years_in
from gmsc_desktop.models.reference import ReferencePack

_ENUMERATOR = re.compile(r"\(?(?:[A-Za-z]|[IVXLC]{1,5}|[0-9]{1,3}(?:[.][0-9]{1,3}){0,3})[.)]?")
_LEADING = re.compile(r"^\(?(?:[A-Za-z]|[IVXLC]{1,5}|[0-9]{1,3}(?:[.][0-9]{1,3}){0,3})[.)]\s*|^[0-9]+(?:[.][0-9]+)+\s+")
_OBJECTIVE = re.compile(
    r"^(?:sasaran|tujuan)(?:\s+(?:smart city|strategis))?\s*[0-9IVX.]*\s*[:.–-]\s*(?P<text>\S.+)$", re.I
)
_SUB_LABEL = re.compile(r"^(?:sub\s*-?\s*dimensi|aspek|elemen)\s*[0-9]*\s*[:.-]?\s*", re.I)
_LONGEST_HORIZON = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """What rows are about; "" and 0 where it is not told. ``years`` are those of a horizon: "JANGKA PENDEK (2024)"."""

    dimension: str = ""
    subdimension: str = ""
    horizon: str = ""
    objective: str = ""
    year: int = 0
    years: tuple[int, ...] = ()

    def below(self, outer: Heading) -> Heading:
        """This heading within an outer one: what it does not tell stays, but nothing below another dimension."""
        kept = (
            Heading(horizon=outer.horizon, year=outer.year, years=outer.years)
            if self.dimension != outer.dimension
            else outer
        )
        if not self.dimension:
            kept = replace(outer, objective="") if self.subdimension else outer
        return Heading(
            self.dimension or outer.dimension, self.subdimension or kept.subdimension, self.horizon or kept.horizon,
            self.objective or kept.objective, self.year or kept.year, self.years if self.horizon else kept.years,
        )  # fmt: skip


def without_enumerator(text: str) -> str:
    """A text without the number or letter before it: "A. Smart Governance", "1) SIMPUS"."""
    plain = fold(text)
    return _LEADING.sub("", plain) or plain


def is_enumerator(text: str) -> bool:
    """Whether a text only numbers: "A.", "IV", "2.1"."""
    return _ENUMERATOR.fullmatch(fold(text)) is not None


def subdimension_of(text: str, pack: ReferencePack, dimension: str = "") -> str:
    """The code of the sub-dimension that a whole text names, "" for none."""
    plain = _SUB_LABEL.sub("", without_enumerator(text))
    found = subdimension_in(plain, pack, dimension) or subdimension_words().get(words(plain), "")
    return found if not dimension or found.startswith(dimension) else ""


def heading_in(texts: Iterable[str], pack: ReferencePack, dimension: str) -> Heading | None:
    """What a row of these texts heads, None where it heads nothing that is known."""
    told = [fold(text) for text in texts if not is_enumerator(text)]
    if not told or len(told) > 3:
        return None
    dimensions = {dimension_headed(text) for text in told}
    if len(dimensions) == 1 and (found := dimensions.pop()):
        return Heading(dimension=found)
    if len(set(told)) > 1:
        return None
    [text] = set(told)
    if sub := subdimension_of(text, pack, dimension) or subdimension_of(text, pack):
        return Heading(dimension=sub[:-1], subdimension=sub)
    plain = without_enumerator(text)
    if (horizon := horizon_in(plain)) and len(plain) <= _LONGEST_HORIZON and "jangka" in plain.casefold():
        return Heading(horizon=horizon, years=span_of(plain).years)
    if objective := _OBJECTIVE.match(plain):
        return Heading(objective=fold(objective["text"]))
    return None


def around(table: Table) -> Heading:
    """What the letterhead and the name of the sheet tell of all rows of a table."""
    sheet = table.header.sheet
    named, letterhead = Heading(), Heading()
    for text in (sheet.name, *_letterhead(table)):
        years = set(years_in(text))
        found = Heading(
            dimension_in(text) or dimension_within(text), "", horizon_in(text) if "jangka" in text.casefold() else "",
            "", years.pop() if len(years) == 1 else 0,
        )  # fmt: skip
        if text is sheet.name:
            named = found
        else:
            letterhead = Heading(
                found.dimension or letterhead.dimension, "", found.horizon or letterhead.horizon, "",
                found.year or letterhead.year,
            )  # fmt: skip
    return Heading(
        named.dimension or letterhead.dimension, "", named.horizon or letterhead.horizon, "",
        named.year or letterhead.year,
    )  # fmt: skip


def _letterhead(table: Table) -> list[str]:
    sheet, top = table.header.sheet, table.header.top
    above = [row for number, row in sheet.rows.items() if max(table.above, top - 12) <= number < top]
    return [fold(cell.text) for row in above for cell in row.values() if cell.kind is Kind.TEXT]
