"""What a row says of its initiative beside its name: offices, years, amounts, indicators, and all else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from decimal import Decimal

from gmsc_desktop.exchange.initiatives.amounts import AmountReader
from gmsc_desktop.exchange.initiatives.extras import is_telling, keep_extra
from gmsc_desktop.exchange.initiatives.headings import Heading, subdimension_of
from gmsc_desktop.exchange.initiatives.schedule import schedule_of
from gmsc_desktop.exchange.initiatives.spans import span_in, span_of
from gmsc_desktop.exchange.initiatives.tree import TEXTS, Entry
from gmsc_desktop.exchange.initiatives.words import (
    horizon_in,
    is_done_in_words,
    is_no_tick,
    is_tick,
    value_of,
    value_within,
)
from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Cell, Kind, Place, fold
from gmsc_desktop.exchange.tabular.agencies import agencies_in
from gmsc_desktop.exchange.tabular.figures import Tell
from gmsc_desktop.exchange.tabular.indicators import IndicatorReader
from gmsc_desktop.exchange.tabular.layout import Column, Table
from gmsc_desktop.exchange.tabular.rows import prose_in
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.text import _

_PARTS = re.compile(r"[\r\n;]+|(?<=\S),\s+(?!Tbk\b)")
_LINES = re.compile(r"[\r\n]+")
_BULLET = re.compile(r"^\s*(?:[0-9]{1,2}[.)]|[a-z][.)]|[-–•*▪])\s*")
_CODE = re.compile(r"^(?P<code>[0-9Xx]{1,4}(?:[.][0-9Xx]{1,4})+[.]?)\s*[-–:]?\s*(?P<name>.*)$", re.DOTALL)
_UNNAMED = frozenset(("number", "note", "ignored", "", "code", "title"))
_CHOICES = ("kind", "form", "state")


class FactReader:
    """Reads the columns of one table but those of the title and of the dimension."""

    def __init__(
        self, table: Table, merged: Mapping[tuple[int, int], tuple[int, int]], pack: ReferencePack, tell: Tell, *,
        year_of: Callable[[int], int | None], scale: Decimal,
    ) -> None:  # fmt: skip
        self._sheet = table.header.sheet
        self._layout = table.layout
        self._merged = merged
        self._pack = pack
        self._tell = tell
        self._year_of = year_of
        years = {ordinal: year for ordinal in range(1, 21) if (year := year_of(ordinal)) is not None}
        self._indicators = IndicatorReader(table.layout, years, tell)
        self._indicators.begin(self._sheet, merged)
        self._said: set[tuple[int, str]] = set()
        self._amounts = AmountReader(table, merged, tell, year_of=year_of, scale=scale)
        self.money = self._amounts.money
        self._has_indicators = bool(table.layout.of("indicator"))

    def read(self, number: int, entry: Entry, where: Heading) -> None:
        """Add what a row says to its initiative; ``where`` is what heads it."""
        self._headed(entry, where)
        steps = len(entry.steps)
        for column in self._layout.columns:
            if column.meaning in {"", "ignored"}:
                cell = self._held(number, column)
                if cell is not None and is_telling(column, cell):
                    keep_extra(entry, column, cell, self._place(number, column))
                continue
            reader = _READERS.get(column.meaning)
            cell = self._held(number, column) if reader else None
            if reader and cell is not None and cell.kind not in {Kind.ERROR, Kind.UNSTORED}:
                reader(self, number, column, cell, entry)
        self._amounts.read(number, entry, where)
        self._schedule(number, entry, where, [text for text, _place in entry.steps[steps:]])
        self._indicators.read(number, entry, {}, ())

    def _schedule(self, number: int, entry: Entry, where: Heading, steps: list[str]) -> None:
        """The months of a row that are ticked: of its year, and of the steps that the row names."""
        ticks = [one for one in self._layout.of("period_tick") if is_tick(self._held(number, one))]
        if not ticks:
            return
        year = self._amounts.year_of_row(number) or where.year
        found = schedule_of(ticks, year)
        if found is None:
            sentence = _("Bulan di baris {row} tidak disertai tahunnya, sehingga jadwalnya tidak diambil.")
            told = sentence.format(row=number + 1)
            self._tell(Notice("months", told, self._place(number, ticks[0]), doubt=True))
            return
        entry.years |= {int(found[0][:4]), int(found[1][:4])}
        for text in steps or ([entry.steps[-1][0]] if entry.steps and self._layout.of("step") else []):
            before = entry.step_months.get(text, found)
            entry.step_months[text] = (min(before[0], found[0]), max(before[1], found[1]))
        if not self._layout.of("step") and not entry.steps:
            entry.notes.append(_("Jadwal {start} sampai {end}").format(start=found[0], end=found[1]))

    def of_column(self, entry: Entry, column: Column) -> None:
        """The years of a column in which an initiative is named: its own, or those behind its horizon."""
        own = column.year or self._year_of(column.ordinal or 0)
        entry.years |= {own} if own else set(span_of(column.header).resolved(self._year_of).years)

    def fills(self, number: int, besides: Set[int]) -> bool:
        """Whether a row holds anything of an initiative beside some columns: an office, a tick, an indicator."""
        filled = self._sheet.row(number)
        for column in self._layout.columns:
            if column.index in besides or column.meaning in _UNNAMED or column.meaning in {"money", "total_money"}:
                continue
            cell = filled.get(column.index)
            if cell is not None and fold(cell.text) and not is_no_tick(cell):
                return True
        return False

    def _headed(self, entry: Entry, where: Heading) -> None:
        if where.subdimension and where.subdimension not in entry.subdimensions:
            entry.subdimensions.append(where.subdimension)
        if where.objective and where.objective not in entry.objectives:
            entry.objectives.append(where.objective)
        entry.horizon = entry.horizon or where.horizon
        entry.years_above = entry.years_above or where.years

    def _held(self, number: int, column: Column) -> Cell | None:
        return self._sheet.cell(*self._merged.get((number, column.index), (number, column.index)))

    def _place(self, number: int, column: Column) -> Place:
        return Place(self._sheet.name, number, column.index)

    def _doubt(self, kind: str, number: int, column: Column, sentence: str, text: str) -> None:
        place = self._place(number, column)
        told = sentence.format(cell=place.cell, text=fold(text)[:80])
        self._tell(Notice(kind, told, place, doubt=True))

    # -- words

    def text(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """A description, a background, an output …"""
        if told := prose_in(cell, self._place(number, column), self._tell):
            entry.add_text(column.meaning, told)

    def note(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """A remark, which is shown."""
        if (told := prose_in(cell, self._place(number, column), self._tell)) and told not in entry.notes:
            entry.notes.append(told)

    def objective(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """The sasaran smart city that it serves."""
        for text in _listed(prose_in(cell, self._place(number, column), self._tell)):
            if text not in entry.objectives:
                entry.objectives.append(text)

    def subdimension(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """Its sub-dimensions."""
        for part in _PARTS.split(cell.text):
            if not part.strip() or is_no_tick(Cell(part)):
                continue
            found = subdimension_of(part, self._pack, entry.dimension) or subdimension_of(part, self._pack)
            if not found:
                sentence = _("“{text}” di sel {cell} tidak dikenal sebagai sub-dimensi, sehingga tidak diambil.")
                self._doubt("subdimension", number, column, sentence, part)
            else:
                entry.dimension = entry.dimension or found[:-1]
                if found not in entry.subdimensions:
                    entry.subdimensions.append(found)

    def choice(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """Jenis, bentuk or status, by the words that offices use."""
        if is_no_tick(cell):
            return
        for group in (column.meaning, *(one for one in _CHOICES if one != column.meaning)):
            if found := value_of(group, cell.text):
                entry.choices.setdefault(group, found)
                return
        if "quick win" in fold(cell.text).casefold():
            entry.is_quick_win = True
        elif found := value_within(column.meaning, cell.text):
            entry.choices.setdefault(column.meaning, found)
        elif (column.index, fold(cell.text)) not in self._said:
            self._said.add((column.index, fold(cell.text)))
            sentence = _("“{text}” di sel {cell} tidak dikenal sebagai pilihan, sehingga tidak diambil.")
            self._doubt("choice", number, column, sentence, cell.text)

    def named(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """A programme, sasaran or indicator of the RPJMD that is named."""
        known = entry.named.setdefault(column.meaning, [])
        known += [
            text for text in _listed(prose_in(cell, self._place(number, column), self._tell)) if text not in known
        ]

    def step(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """Steps of the plan of action."""
        known = {text.casefold() for text, _place in entry.steps}
        for text in _listed(prose_in(cell, self._place(number, column), self._tell)):
            if text.casefold() not in known:
                known.add(text.casefold())
                entry.steps.append((text, self._place(number, column)))

    def code(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """Codes of the nomenclature, with their names where they are told; in a column of any codes the long ones."""
        for line in re.split(r"[\r\n;]+", cell.text):
            found = _CODE.match(fold(line))
            if found and (column.meaning == "initiative_code" or found["code"].count(".") >= 2):
                told = (found["code"].rstrip("."), found["name"])
                if told[0] not in {code for code, _name in entry.codes}:
                    entry.codes.append(told)
            elif column.meaning == "initiative_code" and fold(line) and not is_no_tick(Cell(line)):
                sentence = _("“{text}” di sel {cell} bukan kode nomenklatur, sehingga tidak diambil.")
                self._doubt("nomenclature", number, column, sentence, line)

    # -- who

    def agency(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """The first office is responsible, the others support; so do those of a column of supporting offices."""
        if cell.kind is not Kind.TEXT or is_no_tick(cell):
            return
        names = agencies_in(cell.text)
        known = {name.casefold() for name in (*entry.agencies, *entry.supporting)}
        fresh = [name for name in names if name.casefold() not in known]
        if column.meaning == "agency" and fresh and not entry.agencies:
            entry.agencies.append(fresh.pop(0))
            if fresh:
                sentence = _(
                    "Sel {cell} menyebut beberapa OPD; “{first}” menjadi penanggung jawab, yang lain pendukung."
                )
                told = sentence.format(cell=self._place(number, column).cell, first=entry.agencies[0])
                self._tell(Notice("agencies", told, self._place(number, column)))
        entry.supporting += fresh

    def partner(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """Mitra, one a line or between commas."""
        for part in _PARTS.split(cell.text):
            plain = fold(_BULLET.sub("", part)).strip(" ,")
            if plain and not is_no_tick(Cell(plain)) and plain.casefold() not in {p.casefold() for p in entry.partners}:
                entry.partners.append(plain)

    # -- when

    def years(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """Years, or a horizon, in a cell of text."""
        span = span_in(cell).resolved(self._year_of)
        horizon = horizon_in(cell.text) if cell.kind is Kind.TEXT else ""
        entry.years |= set(span.years)
        entry.goes_on = entry.goes_on or span.open
        entry.horizon = entry.horizon or horizon
        if not span.years and not horizon and not is_no_tick(cell) and column.meaning != "horizon":
            sentence = _("“{text}” di sel {cell} tidak terbaca sebagai tahun, sehingga tidak diambil.")
            self._doubt("years", number, column, sentence, cell.text)

    def bound(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """The first or the last year, in a column of its own."""
        years = span_in(cell).resolved(self._year_of).years
        if not years:
            self.years(number, column, cell, entry)
        elif column.meaning == "year_start":
            entry.first_year = min(years[0], entry.first_year or years[0])
        else:
            entry.last_year = max(years[-1], entry.last_year or years[-1])

    def horizon(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """A horizon that is named, or whose column is ticked."""
        if not column.levels:
            self.years(number, column, cell, entry)
        elif not is_no_tick(cell):
            entry.horizon = entry.horizon or column.levels[0]
            entry.years |= set(span_of(cell.text).resolved(self._year_of).years)

    def year_tick(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """A year that is ticked, or about which something stands there."""
        year = column.year or self._year_of(column.ordinal or 0)
        if year and not is_no_tick(cell):
            entry.years.add(year)
            if "quick win" in cell.text.casefold():
                entry.quick_wins.add(year)
            elif is_done_in_words(cell):
                self._step_of_year(number, column, cell, entry, year)

    def _step_of_year(self, number: int, column: Column, cell: Cell, entry: Entry, year: int) -> None:
        """What a year says in words is to be done in it: a step of the plan of action."""
        self.step(number, column, cell, entry)
        for text in _listed(prose_in(cell, self._place(number, column), self._tell)):
            own = next(known for known, _place in entry.steps if known.casefold() == text.casefold())
            before = entry.step_months.get(own, (f"{year}-01", f"{year}-12"))
            entry.step_months[own] = (min(before[0], f"{year}-01"), max(before[1], f"{year}-12"))

    def target(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """A target without an indicator says at least that the year is planned."""
        if not self._has_indicators:
            self.year_tick(number, column, cell, entry)

    def quick_win(self, number: int, column: Column, cell: Cell, entry: Entry) -> None:
        """A tick, or the year of the quick win."""
        if is_no_tick(cell):
            return
        span = span_in(cell).resolved(self._year_of)
        if column.year and is_tick(cell):
            entry.quick_wins.add(column.year)
        elif span.years:
            entry.quick_wins |= set(span.years)
        elif is_tick(cell) or "quick" in cell.text.casefold():
            entry.is_quick_win = True
        else:
            sentence = _("“{text}” di sel {cell} tidak terbaca sebagai tanda quick win, sehingga tidak diambil.")
            self._doubt("quick-win", number, column, sentence, cell.text)


def _listed(text: str) -> list[str]:
    """The items of a cell: its lines where they are numbered, or where each begins as a sentence does."""
    lines = [line for line in text.split("\n") if line.strip()]
    numbered = len(lines) > 1 and all(_BULLET.match(line) for line in lines)
    begun = all(line[0].isupper() or line[0].isdigit() for line in lines)
    finished = not any(line.endswith((",", ":", " dan", " serta", "-", "/")) for line in lines[:-1])
    items = lines if numbered or (begun and finished) else [" ".join(lines)]
    return [plain for item in items if (plain := fold(_BULLET.sub("", item)))]


def names_in(cell: Cell | None) -> list[str]:
    """The names in a cell of a matrix."""
    if cell is None or cell.kind is not Kind.TEXT or is_no_tick(cell):
        return []
    return [text for text in _listed(cell.text.replace(";", "\n")) if any(letter.isalpha() for letter in text)]


_Reader = Callable[[FactReader, int, Column, Cell, Entry], None]
_READERS: dict[str, _Reader] = {
    **dict.fromkeys(TEXTS, FactReader.text),
    **dict.fromkeys(_CHOICES, FactReader.choice),
    **dict.fromkeys(("rpjmd_programme", "rpjmd_objective", "rpjmd_indicator"), FactReader.named),
    **dict.fromkeys(("year_start", "year_end"), FactReader.bound),
    "years": FactReader.years,
    **dict.fromkeys(("agency", "supporting"), FactReader.agency),
    **dict.fromkeys(("initiative_code", "code"), FactReader.code),
    "note": FactReader.note,
    "objective": FactReader.objective,
    "subdimension": FactReader.subdimension,
    "step": FactReader.step,
    "partner": FactReader.partner,
    "horizon": FactReader.horizon,
    "year_tick": FactReader.year_tick,
    "target": FactReader.target,
    "quick_win": FactReader.quick_win,
}
