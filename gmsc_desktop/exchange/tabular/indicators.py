"""The indicators of a row: one a column, or several in one cell; each with its figures, unit and OPD."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Protocol

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Cell, Kind, Place, Sheet, fold
from gmsc_desktop.exchange.tabular.agencies import agencies_in
from gmsc_desktop.exchange.tabular.figures import Figure, Tell, figure_in, is_unreadable
from gmsc_desktop.exchange.tabular.layout import Column, Layout
from gmsc_desktop.exchange.tabular.paired import paired_columns, parted
from gmsc_desktop.exchange.tabular.vocabulary import LADDER, common, year_in
from gmsc_desktop.text import _

_BULLET = re.compile(r"^\s*(?:[0-9]{1,2}[.)]|[a-z][.)]|[-–•*▪])\s*")
_NUMBERED = re.compile(  # one indicator alone: "1. Indeks", "1.2 Indeks", "a) Indeks", "- Indeks"
    r"^\s*(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]\s*(?=[^\W\d_])|[0-9]{1,2}(?:\.[0-9]{1,2})+\s+(?=[A-Z])|[a-z][.)]\s+|[-–•*▪]\s*)"
)
_TARGET_LABEL = re.compile(r"(?i:target|kinerja|target kinerja)\s*:\s*(?=\S)")
_LINE = re.compile(r"\r\n|\r|\n|\u2028")
_RUNGS = frozenset(("goal", "objective", "programme", "activity", "sub_activity"))  # behind which an OPD is theirs
_LEAVES = ("programme", "activity", "sub_activity")
_FIGURES = ("baseline", "target", "end_target", "unit")


def without_indicator_label(text: str) -> str:
    """An indicator's text without "Indikator Sasaran 3 :"."""
    plain = _TARGET_LABEL.sub("", fold(text))
    found = _indicator_label().match(plain)
    return plain[found.end() :] if found and found.end() < len(plain) else plain


@cache
def _indicator_label() -> re.Pattern[str]:
    words = sorted(common()["indicator_labels"], key=len, reverse=True)
    names = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(
        rf"(?i:(?:{names})(?:\s*(?:ke)?\s*-?\s*[0-9]{{1,2}}(?:\.[0-9]{{1,2}})*\s*[:.)]?\s*|\s*:\s*))(?=\S)"
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """An indicator column with the columns that belong to it."""

    column: Column
    figures: tuple[Column, ...]
    agency: Column | None
    source: Column | None


@dataclass
class Indicator:
    """An indicator with its figures by year; ``targets`` may hold ``END``."""

    text: str
    place: Place
    unit: str = ""
    source: str = ""
    outcome: str = ""
    baseline: Figure | None = None
    baseline_year: int | None = None
    targets: dict[int, Figure] = field(default_factory=dict)
    end: Figure | None = None
    agencies: list[str] = field(default_factory=list)


class Measured(Protocol):
    """What indicators measure."""

    @property
    def indicators(self) -> list[Indicator]:
        """Those that it has so far."""


def _of_every_rung(block: _Block, layout: Layout) -> _Block:
    """The block without its level where one column names rungs further in too: "Program / Kegiatan" beside "Indikator
    Program" alone, which measures what stands in its row."""
    levels = block.column.levels
    deeper = next((_LEAVES[at + 1 :] for at, leaf in enumerate(_LEAVES) if levels == (leaf,)), ())
    others = {*deeper} & {level for one in layout.of("indicator") for level in one.levels}
    named = any({*levels} & {*one.levels} and {*deeper} & {*one.levels} for one in layout.of(LADDER))
    return replace(block, column=replace(block.column, levels=())) if named and not others else block


class IndicatorReader:
    """Reads the indicator columns of a table, row by row."""

    def __init__(self, layout: Layout, years: Mapping[int, int], tell: Tell) -> None:
        self._blocks = [_block(layout, number, column) for number, column in enumerate(layout.of("indicator"))]
        self._blocks = [_of_every_rung(block, layout) for block in self._blocks]
        self._years = years
        self._paired = paired_columns(layout)
        self._row_year = layout.first("row_year")
        self._tell = tell
        self._sheet = Sheet("", {})
        self._others: frozenset[int] = frozenset()
        self._merged: Mapping[tuple[int, int], tuple[int, int]] = {}

    def begin(
        self, sheet: Sheet, merged: Mapping[tuple[int, int], tuple[int, int]], others: frozenset[int] = frozenset()
    ) -> None:
        """Go to another sheet; ``merged`` tells which cell is seen at a covered place, ``others`` are rows whose text
        in the column of indicators is none."""
        self._others = others
        self._sheet = sheet
        self._merged = merged

    def has_indicator(self, number: int) -> bool:
        """Whether a row names an indicator."""
        return any(self._text(number, block.column) for block in self._blocks)

    def read(
        self, number: int, deepest: Measured, current: Mapping[str, Measured], agencies: Sequence[str]
    ) -> list[Indicator]:
        """The indicators of a row, put at the rungs that they measure; those of the deepest rung are given back."""
        made: list[Indicator] = []
        for block in self._bearing(number):
            owner = current.get(block.column.levels[0]) if block.column.levels else deepest
            if owner is None:
                self._tell_ownerless(number, block.column)
                continue
            if self._row_year is not None and self._add_year(number, block, owner):
                continue
            found = self._of_block(number, block, agencies if owner is deepest else ())
            for indicator in found:
                if block.column.levels and _is_known(owner, indicator):
                    continue
                if self._row_year is not None and _goes_on(owner, indicator):
                    continue
                owner.indicators.append(indicator)
                if owner is deepest:
                    made.append(indicator)
        return made

    def _bearing(self, number: int) -> list[_Block]:
        """The blocks of a row; figures that all indicator columns share are those of the one that the row names."""
        sharing = [block for block in self._blocks if block.figures]
        if len(self._blocks) < 2 or len(sharing) != 1 or self._text(number, sharing[0].column):
            return self._blocks
        named = [block for block in self._blocks if self._text(number, block.column)]
        if not named:
            return self._blocks
        bearer = replace(sharing[0], column=named[-1].column)
        return [bearer if block is named[-1] else block for block in self._blocks if block is not sharing[0]]

    def _add_year(self, number: int, block: _Block, owner: Measured) -> bool:
        """Give a row that names its year alone to the indicator above it."""
        if self._text(number, block.column) or not self.year_of(number) or not owner.indicators:
            return False
        last = owner.indicators[-1]
        for column in block.figures:
            if column.meaning == "target":
                place = Place(self._sheet.name, number, column.index)
                self._put(last, column, figure_in(self._cell(number, column), place, self._tell), self.year_of(number))
        return True

    def year_of(self, number: int) -> int:
        """The year that a row names in tables with a row for each year; 0 in others."""
        cell = self._sheet.cell(number, self._row_year.index) if self._row_year is not None else None
        return (year_in(cell.text) if cell is not None else None) or 0

    def _tell_ownerless(self, number: int, column: Column) -> None:
        text = self._text(number, column)
        if text:
            place = Place(self._sheet.name, number, column.index)
            sentence = _("Indikator di sel {cell} tidak diambil karena induknya tidak ada di baris itu: “{text}”.")
            told = sentence.format(cell=place.cell, text=fold(text)[:80])
            self._tell(Notice("indicator-left", told, place, doubt=True))

    def _text(self, number: int, column: Column) -> str:
        cell = self._sheet.cell(number, column.index)
        if cell is None or cell.kind in {Kind.ERROR, Kind.UNSTORED} or number in self._others:
            return ""
        text = fold(cell.text)
        return cell.text if any(letter.isalpha() for letter in text) else ""

    def _of_block(self, number: int, block: _Block, agencies: Sequence[str]) -> list[Indicator]:
        cell = self._sheet.cell(number, block.column.index)
        place = Place(self._sheet.name, number, block.column.index)
        if cell is not None:
            is_unreadable(cell, place, self._tell)
        text = self._text(number, block.column)
        if not text:
            self._tell_figures_without_indicator(number, block)
            return []
        own = self._own_agencies(number, block)
        lines = self._lines(number, block, text)
        return [
            self._one(number, block, line, at if len(lines) > 1 else None, own if own is not None else agencies)
            for at, line in enumerate(lines)
        ]

    def _tell_figures_without_indicator(self, number: int, block: _Block) -> None:
        """Targets beside no indicator: the text may have been spread over rows, or forgotten."""
        places = [column for column in block.figures if column.meaning == "target" and self._cell(number, column)]
        filled = [
            column for column in places if fold((self._cell(number, column) or Cell("")).text) not in {"", "-", "0"}
        ]
        if filled:
            place = Place(self._sheet.name, number, filled[0].index)
            sentence = _("Baris {row} memuat target tanpa indikator; targetnya tidak diambil.")
            self._tell(Notice("target-left", sentence.format(row=number + 1), place, doubt=True))

    def _own_agencies(self, number: int, block: _Block) -> list[str] | None:
        if block.agency is None:
            return None
        at = self._merged.get((number, block.agency.index), (number, block.agency.index))
        cell = self._sheet.cell(*at)
        return agencies_in(cell.text) if cell and cell.kind is Kind.TEXT else []

    # -- several indicators in one cell

    def _lines(self, number: int, block: _Block, text: str) -> list[str]:
        """The indicators of a cell: its lines, where they are numbered or their figures have as many lines."""
        lines = [fold(line) for line in _LINE.split(text) if fold(line)]
        if len(lines) < 2:
            return [_NUMBERED.sub("", line) for line in lines]
        bulleted = [line for line in lines if _BULLET.match(line)]
        if len(bulleted) >= 2 and _BULLET.match(lines[0]):
            lines = _joined(lines)
        elif not any(self._count(number, column) == len(lines) for column in block.figures):
            return [" ".join(lines)]
        if len(lines) > 1:
            self._tell_split(number, block, len(lines))
        return [_BULLET.sub("", line) for line in lines]

    def _count(self, number: int, column: Column) -> int:
        cell = self._cell(number, column)
        return len([line for line in _LINE.split(cell.text) if fold(line)]) if cell else 0

    def _tell_split(self, number: int, block: _Block, count: int) -> None:
        counts = {self._count(number, column) for column in block.figures if self._cell(number, column)}
        place = Place(self._sheet.name, number, block.column.index)
        if counts - {count, 1}:
            sentence = _(
                "Sel {cell} memuat {count} indikator, tetapi jumlah baris targetnya lain; periksa pasangannya."
            )
        else:
            sentence = _("Sel {cell} memuat {count} indikator; masing-masing diambil tersendiri.")
        told = sentence.format(cell=place.cell, count=count)
        figures = [column for column in block.figures if column.meaning != "unit"]  # one unit may be that of all
        counts = {self._count(number, column) for column in figures if self._cell(number, column)}
        self._tell(Notice("several-indicators", told, place, doubt=bool(counts - {count})))

    # -- one indicator

    def _one(self, number: int, block: _Block, text: str, at: int | None, agencies: Sequence[str]) -> Indicator:
        place = Place(self._sheet.name, number, block.column.index)
        made = Indicator(without_indicator_label(text), place, agencies=list(agencies))
        for column in block.figures:
            cell = _line_of(self._cell(number, column), at)
            if column.meaning == "unit":
                made.unit = fold(cell.text) if cell and cell.kind in {Kind.TEXT, Kind.PERCENT} else ""
                continue
            figure = figure_in(cell, Place(self._sheet.name, number, column.index), self._tell)
            self._put(made, column, figure, self.year_of(number))
        if block.source is not None and (cell := self._cell(number, block.source)) and cell.kind is Kind.TEXT:
            made.source = fold(cell.text)
        return made

    def _put(self, made: Indicator, column: Column, figure: Figure | None, row_year: int) -> None:
        if column.meaning == "baseline":
            made.baseline, made.baseline_year = figure, column.year
        elif column.meaning == "end_target":
            made.end = figure
        elif figure is not None:
            year = column.year or self._years.get(column.ordinal or 0, 0) or row_year
            if year:
                made.targets[year] = figure

    def _cell(self, number: int, column: Column) -> Cell | None:
        if column.meaning == "unit":
            number, at = self._merged.get((number, column.index), (number, column.index))
            return self._sheet.cell(number, at)
        cell = self._sheet.cell(number, column.index)
        both = self._paired.get(column.index)
        halves = None if both is None else parted(cell, both=both)
        return cell if halves is None else halves[0]


def _block(layout: Layout, number: int, column: Column) -> _Block:
    own = [one for one in layout.columns if one.block == number]
    agencies = layout.of("agency")
    rungs = [one.index for one in own if one.meaning in _RUNGS and one.index > column.index]
    near = [one for one in own if one.meaning == "agency" and not any(at < one.index for at in rungs)]
    agency = next(iter(near), None) if len(agencies) > 1 else None
    source = next((one for one in own if one.meaning == "source"), None)
    return _Block(column, tuple(one for one in own if one.meaning in _FIGURES), agency, source)


def _joined(lines: Sequence[str]) -> list[str]:
    """Lines that bear no number go on with the one above."""
    made: list[str] = []
    for line in lines:
        if made and not _BULLET.match(line):
            made[-1] = f"{made[-1]} {line}"
        else:
            made.append(line)
    return made


def _line_of(cell: Cell | None, at: int | None) -> Cell | None:
    """The line of a cell that goes with the indicator at this place; a single one goes with all of them."""
    if cell is None or at is None or cell.kind is not Kind.TEXT:
        return cell
    lines = [fold(line) for line in _LINE.split(cell.text) if fold(line)]
    if len(lines) < 2:
        return cell
    return Cell(_BULLET.sub("", lines[at]) if at < len(lines) else "")


def _is_known(owner: Measured, indicator: Indicator) -> bool:
    """Whether a rung has this very indicator already, as in tables that repeat it on every row below."""

    def figures(one: Indicator) -> tuple[object, ...]:
        texts = tuple(sorted((year, figure.text) for year, figure in one.targets.items()))
        return (
            fold(one.text).casefold(), one.unit, texts,
            one.baseline and one.baseline.text, one.end and one.end.text,
        )  # fmt: skip

    return any(figures(one) == figures(indicator) for one in owner.indicators)


def _goes_on(owner: Measured, indicator: Indicator) -> bool:
    """Give the figures of another year to the indicator that has them not yet, in tables with a row for each year."""
    for one in owner.indicators:
        same = (fold(one.text).casefold(), one.unit) == (fold(indicator.text).casefold(), indicator.unit)
        if same and not one.targets.keys() & indicator.targets.keys():
            one.targets.update(indicator.targets)
            one.baseline, one.end = one.baseline or indicator.baseline, one.end or indicator.end
            return True
    return False
