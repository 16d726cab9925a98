"""Builds the tree from the rows below a heading: which rung each row stands on, and what it says there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd import ladder
from gmsc_desktop.exchange.rpjmd.further import FurtherRows
from gmsc_desktop.exchange.rpjmd.letterhead import heads_blocks
from gmsc_desktop.exchange.rpjmd.mixed import mixed_column, rung_rows, unmeasured
from gmsc_desktop.exchange.rpjmd.naming import without_indicator
from gmsc_desktop.exchange.rpjmd.ownerless import is_measured
from gmsc_desktop.exchange.rpjmd.pages import Pages, rows_of_page
from gmsc_desktop.exchange.rpjmd.row_columns import kind_said
from gmsc_desktop.exchange.rpjmd.rungs import HEADINGS, Rungs
from gmsc_desktop.exchange.rpjmd.settling import SOURCE
from gmsc_desktop.exchange.rpjmd.sums import sums_above
from gmsc_desktop.exchange.rpjmd.tree import LEAVES, LEVELS, Node, Total, Tree
from gmsc_desktop.exchange.sheets import Cell, Kind, Place, Row, Sheet, fold
from gmsc_desktop.exchange.tabular.agencies import agencies_in, is_tick
from gmsc_desktop.exchange.tabular.ends import end_of_rows
from gmsc_desktop.exchange.tabular.figures import is_unreadable, money_in
from gmsc_desktop.exchange.tabular.grouping import Grouping, grouping_of, ungrouped
from gmsc_desktop.exchange.tabular.indicators import Indicator, IndicatorReader
from gmsc_desktop.exchange.tabular.layout import Column, Layout, Table
from gmsc_desktop.exchange.tabular.paired import paired_columns, parted
from gmsc_desktop.exchange.tabular.rows import held_by_merges, hidden_notices
from gmsc_desktop.exchange.tabular.sums import END, Money
from gmsc_desktop.exchange.tabular.vocabulary import LADDER, is_total
from gmsc_desktop.text import _

_WORDED = 5  # letters of a title
_STRAY = frozenset(("", "0", "-", "–", "—", "n/a", "x", "#", "."))


class Builder:
    """Reads the rows of one table, and of further sheets with the same columns, into one tree."""

    def __init__(
        self,
        layout: Layout,
        years: Mapping[int, int],
        scales: Mapping[int, Decimal],
        tree: Tree,
        level: str = "",
    ) -> None:
        self._layout = layout
        self._years = years  # of ordinals
        self._scales = scales  # of columns of money
        self._paired = paired_columns(layout)
        self._tree = tree
        self._mixed = mixed_column(layout)
        self._rung_rows: frozenset[int] = frozenset()
        self._outcomes = layout.of("outcome")
        self._indicators = IndicatorReader(layout, years, tree.notices.append)
        self._rungs = Rungs(layout, tree, self._indicators, level)
        self._sheet = Sheet("", {})
        self._grouping: dict[int, Grouping] = {}
        self._told_parted: set[int] = set()
        self._further = FurtherRows()
        self._grouped: list[str] = []  # the OPD that a column before all others named last
        self._merged: dict[tuple[int, int], tuple[int, int]] = {}

    def read(
        self, table: Table, pages: Pages | None = None, before: Mapping[str, Node] | None = None
    ) -> Mapping[str, Node]:
        """Read the rows below a heading; gives where the reading left off, for the page that goes on with it.

        ``pages`` are the tables that are read as one with it, ``before`` is where the page before left off.
        """
        header = table.header
        last, below = end_of_rows(table)
        self._sheet = header.sheet
        self._grouped, self._further = [], FurtherRows()
        self._merged = held_by_merges(header.sheet, header.first, last)
        for notice in [*hidden_notices(header, self._layout, last), *below]:
            self._notice(notice)
        numbers = rows_of_page(table)
        self._rung_rows = rung_rows(self._layout, self._mixed, header.sheet.rows, numbers)
        self._indicators.begin(header.sheet, self._merged, self._rung_rows)
        self._rungs.begin(table, pages or Pages([table]), before, self._rung_rows)
        if self._tree.untold:
            return {}
        headed = heads_blocks(header.sheet, numbers)
        if not (self._rungs.levels or self._rungs.ladders or self._rungs.current or headed):
            self._read_ownerless(numbers)
            return {}
        self._see_grouping(numbers)
        for number in numbers:
            self._row(number)
        self._further.settle()
        self._tell_guessed()
        if self._mixed is not None:
            goes_on = [] if pages is None or pages.is_last(table) else [*self._rungs.current.values()]
            nodes = (node for node in self._tree.nodes() if not any(node is one for one in goes_on))
            self._tree.notices += unmeasured(nodes, self._mixed, self._rung_rows, header.sheet.name)
        return self._rungs.current

    def _tell_guessed(self) -> None:
        """Rows of which nothing tells the level, among others that tell theirs."""
        guessed = self._rungs.guessed
        if guessed:
            sentence = _(
                "{count} baris tidak menunjukkan tingkatnya dan tingkatnya diduga, mulai baris {row}. "
                "Periksa susunannya."
            )
            place = Place(self._sheet.name, guessed[0], min(self._sheet.row(guessed[0]), default=0))
            self._tell("level-guessed", sentence.format(count=len(guessed), row=guessed[0] + 1), place, doubt=True)

    def _read_ownerless(self, numbers: Sequence[int]) -> None:
        """A table of indicators alone (IKU, IKD): nothing in it says what they measure."""
        held = Node("", "", Place(self._sheet.name, 0, 0))
        for number in numbers:
            self._indicators.read(number, held, {}, self._agencies(number))
        self._tree.ownerless += [one for one in held.indicators if is_measured(one)]

    def _tell(self, kind: str, sentence: str, place: Place, *, doubt: bool = False) -> None:
        self._tree.notices.append(Notice(kind, sentence, place, doubt))

    # -- one row

    def _row(self, number: int) -> None:
        if self._goes_on(number):
            return None
        texts = self._texts(number)
        money = self._money(number)
        kind = self._kind_of(number)
        if kind == "baseline":
            return None
        if self._is_total(number, texts):
            return self._total(number, money)
        if money and self._sums_only(number) and (label := sums_above(self._tree, self._sheet.name, number, money)):
            self._tree.totals.append(Total(label, self._place(number, self._layout.of("money", "end_money")[0]), money))
            return None
        deepest = self._rungs.of_row(number, texts, has_money=bool(money))
        if deepest is None and self._says_more(number, money):
            self._rungs.go_on(number)
        if deepest is None and self._is_title(number):
            self._tell_left(number)
            return None
        if deepest is None:
            deepest = self._rungs.deepest
        if deepest is None:
            self._tell_left(number)
            return None
        deepest.rows.append(number)
        agencies = self._agencies(number) or self._rungs.inherited
        headed = number in self._rungs.headings
        made = (
            [] if kind == "money" or headed else self._indicators.read(number, deepest, self._rungs.current, agencies)
        )
        if money and self._sums_only(number) and kind != "money":
            self._tell_nameless_sums(number, deepest)
        self._further.add(deepest, made, agencies)
        self._add_outcomes(number, deepest, made)
        self._add_levelled(number, deepest, money)
        self._add_money(deepest, money, heading=deepest.level in HEADINGS and not made)
        for agency in agencies:
            if agency.casefold() not in {one.casefold() for one in deepest.agencies}:
                deepest.agencies.append(agency)
        return None

    def _kind_of(self, number: int) -> str:
        """Which figures a row holds where a column says it: "Target", "Pagu"."""
        column = self._layout.first("row_kind")
        cell = self._sheet.cell(number, column.index) if column is not None else None
        if cell is not None:
            return kind_said(cell.folded)
        cells = [self._sheet.cell(number, one.index) for one in self._layout.of("indicator")]
        said = {kind_said(cell.folded) for cell in cells if cell is not None and cell.kind is Kind.TEXT}
        return "money" if said == {"money"} else ""  # "Pagu" in place of an indicator

    def _says_more(self, number: int, money: Money) -> bool:
        return bool(money) or self._indicators.has_indicator(number)

    def _goes_on(self, number: int) -> bool:
        """Add lines that were broken over two rows, as from a PDF: small letters, texts in the row above."""
        row, above = self._sheet.row(number), self._sheet.row(number - 1)
        if not row or any(cell.kind is not Kind.TEXT or not cell.folded[:1].islower() for cell in row.values()):
            return False
        columns = {one.index: one for one in self._layout.columns if one.meaning in {*LEVELS, "indicator"}}
        told = {at: self._told_in(columns[at]) for at in row if at in columns and at in above}
        if len(told) < len(row) or not all(told.values()):
            return False
        for at, one in told.items():
            assert one is not None
            one.text = f"{one.text} {row[at].folded}"
        self._tree.forget()
        sentence = _("Baris {row} dibaca sebagai lanjutan baris di atasnya: “{text}”.")
        text = " – ".join(cell.folded for cell in row.values())
        place = Place(self._sheet.name, number, min(row))
        self._tell("went-on", sentence.format(row=number + 1, text=text[:80]), place, doubt=True)
        return True

    def _told_in(self, column: Column) -> Node | Indicator | None:
        """What the last text of a column became."""
        if column.meaning in LEVELS:
            return self._rungs.current.get(column.meaning)
        owner = self._rungs.current.get(column.levels[0]) if column.levels else self._rungs.deepest
        return owner.indicators[-1] if owner is not None and owner.indicators else None

    def _texts(self, number: int) -> dict[int, str]:
        """The texts of the columns of levels and ladders; what is merged across the whole row counts as a ladder."""
        texts: dict[int, str] = {}
        row = self._sheet.row(number)
        beside = [row[one.index].folded for one in self._layout.of("indicator") if one.index in row]
        for column in (*self._rungs.levels, *self._rungs.ladders):
            if self._mixed is not None and column.index == self._mixed.index and number not in self._rung_rows:
                continue
            cell = row.get(column.index) or (self._labelled_before(row, column) if column.meaning == LADDER else None)
            if cell and not is_unreadable(cell, self._place(number, column), self._notice):
                text = without_indicator(fold(cell.text), beside)
                if text.casefold() not in _STRAY and cell.kind is not Kind.NUMBER:
                    texts[column.index] = text
        return texts

    def _labelled_before(self, row: Row, column: Column) -> Cell | None:
        """The labelled text that begins in the columns of codes before this one: "Tujuan : …" over both."""
        before = [one.index for one in self._layout.of("code") if one.index < column.index]
        return next((row[at] for at in before if at in row and ladder.label_in(row[at].text)[0]), None)

    def _notice(self, notice: Notice) -> None:
        self._tree.notices.append(notice)

    def _place(self, number: int, column: Column) -> Place:
        return Place(self._sheet.name, number, column.index)

    def _sums_only(self, number: int) -> bool:
        """Whether a row holds nothing but money."""
        return not self._sheet.row(number).keys() - {one.index for one in self._layout.of("money", "end_money")}

    def _is_title(self, number: int) -> bool:
        """Whether a row holds nothing but words in a column of numbers or codes, as the title of a block does."""
        row = self._sheet.row(number)
        column, cell = next(iter(row.items()))
        counting = {one.index for one in self._layout.of("number", "code")}
        worded = cell.kind is Kind.TEXT and sum(letter.isalpha() for letter in cell.text) >= _WORDED
        return len(row) == 1 and column in counting and worded

    def _tell_nameless_sums(self, number: int, node: Node) -> None:
        sentence = _("Baris {row} hanya berisi uang; ditambahkan pada “{name}”. Periksa apakah itu jumlah.")
        place = Place(self._sheet.name, number, min(self._sheet.row(number)))
        self._tell("sums-only", sentence.format(row=number + 1, name=node.text[:60]), place, doubt=True)

    def _tell_left(self, number: int) -> None:
        row = self._sheet.row(number)
        column = min(row)
        text = fold(row[column].text)[:80]
        sentence = _("Baris {row} tidak diambil karena bukan misi, tujuan, sasaran, program, atau isinya: “{text}”.")
        place = Place(self._sheet.name, number, column)
        self._tell("row-left", sentence.format(row=number + 1, text=text), place, doubt=True)

    # -- totals

    def _is_total(self, number: int, texts: Mapping[int, str]) -> bool:
        named = [*texts.values()]
        row = self._sheet.row(number)
        if not named and row:
            named = [fold(row[column].text) for column in sorted(row) if row[column].kind is Kind.TEXT][:1]
        if any(is_total(text) for text in named) and not self._indicators.has_indicator(number):
            return True
        measured = any(one.index in row for one in self._layout.of("unit", "target", "end_target", "baseline"))
        paid = any(one.index in row for one in self._layout.of("money", "end_money"))
        return (
            paid
            and not measured
            and any(is_total(row[one.index].folded) for one in self._layout.of("indicator") if one.index in row)
        )

    def _total(self, number: int, money: Money) -> None:
        row = self._sheet.row(number)
        column = min(row)
        self._tree.totals.append(Total(fold(row[column].text), Place(self._sheet.name, number, column), money))

    # -- what else a row says

    def _agencies(self, number: int) -> list[str]:
        own = {one.index for one in self._layout.of("agency")}
        for column in self._layout.of("agency"):
            if self._merged.get((number, column.index), (0, column.index))[1] not in own:
                continue  # a text across the whole row names no office
            cell = self._held(number, column.index)
            if cell is not None and cell.kind is Kind.TEXT and (found := agencies_in(cell.text)):
                self._grouped = found if self._is_grouping(column) else []
                return [*found, *self._ticked(number)]
        return self._ticked(number) or self._grouped

    def _ticked(self, number: int) -> list[str]:
        """The OPDs whose own columns are ticked in a row."""
        cells = [(one, self._held(number, one.index)) for one in self._layout.of("agency_tick")]
        return [one.header.rpartition(" / ")[2] for one, cell in cells if cell is not None and is_tick(cell.text)]

    def _is_grouping(self, column: Column) -> bool:
        """Whether a column of OPDs stands before all that it names the office of: one name for the rows below it."""
        names = self._layout.of("programme", "activity", "sub_activity", "ladder", "indicator")
        return bool(names) and column.index < min(one.index for one in names)

    def _held(self, number: int, column: int) -> Cell | None:
        """A cell, or the one that is merged over it."""
        at = self._merged.get((number, column), (number, column))
        return self._sheet.cell(*at)

    def _add_outcomes(self, number: int, node: Node, made: Sequence[Indicator]) -> None:
        for column in self._outcomes:
            cell = self._held(number, column.index)
            text = fold(cell.text) if cell and cell.kind is Kind.TEXT else ""
            if text.casefold() in _STRAY:
                continue
            own = not column.levels or (node.level in LEAVES and not self._layout.of(column.levels[-1]))
            owner = node if own else self._rungs.current.get(column.levels[-1])
            if owner is None:
                self._tell_outcome(number, column, text)
                continue
            if text not in owner.outcomes:
                owner.outcomes.append(text)
            for indicator in made if owner is node else ():
                indicator.outcome = text

    def _tell_outcome(self, number: int, column: Column, text: str) -> None:
        sentence = _("Hasil di sel {cell} tidak diambil karena program atau kegiatannya tidak disebut: “{text}”.")
        place = self._place(number, column)
        self._tell("outcome-left", sentence.format(cell=place.cell, text=text[:80]), place, doubt=True)

    def _money(self, number: int) -> Money:
        found: Money = {}
        kinds = ("target", "end_target") if self._kind_of(number) == "money" else ("money", "end_money")
        for column in self._layout.of(*kinds):
            if set(column.levels) & set(LEAVES) and column.meaning == "money":
                continue  # of a level of its own
            cell = ungrouped(self._sheet.cell(number, column.index), self._grouping.get(column.index))
            self._take_money(found, number, column, cell, self._scales.get(column.index, Decimal(1)))
        for column in self._layout.of("target", "end_target"):
            both = self._paired.get(column.index)
            halves = None if both is None else parted(self._sheet.cell(number, column.index), both=both)
            if halves is not None:
                self._take_money(found, number, column, halves[1], self._scales.get(column.index, Decimal(1)))
                self._tell_parted(number, column)
        return found

    def _add_levelled(self, number: int, deepest: Node, money: Money) -> None:
        """Sums of a level of its own: the row's own ones beside ``money``, those of wider rungs once."""
        for column in self._layout.of("money"):
            node = self._rungs.current.get(column.levels[0]) if set(column.levels) & set(LEAVES) else None
            found: Money = {}
            if node is not None:
                cell = ungrouped(self._sheet.cell(number, column.index), self._grouping.get(column.index))
                self._take_money(found, number, column, cell, self._scales.get(column.index, Decimal(1)))
            if node is deepest:
                money |= found
                continue
            for year, amount in found.items():
                if node is not None and node.money.setdefault(year, amount) != amount:
                    self._tell_other_sum(number, column, node)

    def _tell_other_sum(self, number: int, column: Column, node: Node) -> None:
        sentence = _("Pagu “{name}” di sel {cell} lain dari yang di atasnya; yang dipakai yang pertama.")
        place = self._place(number, column)
        self._tell("other-sum", sentence.format(name=node.text[:60], cell=place.cell), place, doubt=True)

    def _see_grouping(self, numbers: Sequence[int]) -> None:
        """Which sign parts thousands in columns of money that count in thousands or millions."""
        self._grouping = {}
        for column in self._layout.of("money", "end_money"):
            cells = [cell for number in numbers if (cell := self._sheet.cell(number, column.index)) is not None]
            found = grouping_of(cells) if self._scales.get(column.index, 1) != 1 else None
            if found is None:
                continue
            self._grouping[column.index] = found
            if not found.certain:
                sentence = _("Titik atau koma di kolom {column} (“{header}”) dibaca sebagai pemisah ribuan.")
                told = sentence.format(column=column.name, header=column.header[:60])
                self._tell("grouping", told, self._place(numbers[0], column), doubt=True)

    def _take_money(self, found: Money, number: int, column: Column, cell: Cell | None, scale: Decimal) -> None:
        amount = money_in(cell, self._place(number, column), scale, self._notice)
        ends = column.meaning in {"end_money", "end_target"}
        year = END if ends else column.year or self._years.get(column.ordinal or 0, 0)
        year = year or self._indicators.year_of(number)
        if amount is not None and year:
            found[year] = found.get(year, Decimal(0)) + amount if column.levels == (SOURCE,) else amount

    def _tell_parted(self, number: int, column: Column) -> None:
        """Once a column."""
        if column.index not in self._told_parted:
            self._told_parted.add(column.index)
            sentence = _("Kolom {column} (“{header}”) memuat target dan pagu dalam satu sel; keduanya dipisahkan.")
            told = sentence.format(column=column.name, header=column.header[:60])
            self._tell("parted", told, self._place(number, column))

    def _add_money(self, node: Node, money: Money, *, heading: bool) -> None:
        into = node.printed if heading or node.level not in LEAVES else node.money
        if into is node.money and any(money.values()):
            node.row_money.append(money)
        for year, amount in money.items():
            into[year] = into.get(year, Decimal(0)) + amount
