"""From a book to a proposal: which table is read, what is asked, the tree, its sums and all that is doubtful."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.review import Notice, corrected
from gmsc_desktop.exchange.rpjmd.building import Builder, Tree
from gmsc_desktop.exchange.rpjmd.columns import Column, Layout, period_in, read_layout, with_answers
from gmsc_desktop.exchange.rpjmd.figures import SCALES
from gmsc_desktop.exchange.rpjmd.headers import Header, find_headers, header_at, heading_of
from gmsc_desktop.exchange.rpjmd.sums import check_sums, programme_sums, sum_notices, take_repeated_once
from gmsc_desktop.exchange.rpjmd.tree import Node, SumCheck
from gmsc_desktop.exchange.rpjmd.vocabulary import Vocabulary, vocabulary, without_years, words
from gmsc_desktop.exchange.sheets import Book, Cell, Kind, Place, Sheet, fold
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

_SMALLEST_USUAL = Decimal(1_000_000)  # Rupiah: half of all programmes below it, and another unit was meant


@dataclass(frozen=True)
class Answers:
    """What a person has said: a sheet, the unit of money, the year of "Tahun 1", meanings of columns by their index.

    ``rows`` are the first and the last row of the heading, where it was not found or not rightly. ``cells`` are texts
    that stand in place of those of the book. ``kind`` and ``period`` are those of the document.
    """

    sheet: str = ""
    unit: str = ""
    first_year: int | None = None
    columns: Mapping[int, Column] = field(default_factory=dict)
    rows: tuple[int, int] | None = None
    cells: Mapping[Place, str] = field(default_factory=dict)
    kind: str = ""
    period: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """A question that only a person can answer: ``what`` is unit, sheet, years or columns; ``choices`` its answers."""

    what: str
    sentence: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table of a sheet: its heading, its columns, its last row."""

    header: Header
    layout: Layout
    last: int

    @property
    def name(self) -> str:
        """Of the sheet, and the row where the table begins."""
        return self.header.sheet.name


@dataclass(frozen=True)
class Proposal:
    """Everything a review shows. ``tables`` are those that were read, ``others`` those that were found beside them."""

    book: str
    form: str
    kind: str
    period: tuple[int, int] | None
    years: tuple[int, ...]
    unit: str
    tables: tuple[Table, ...]
    others: tuple[Table, ...]
    tree: Tree
    sums: tuple[SumCheck, ...]
    notices: tuple[Notice, ...]
    needs: tuple[Need, ...]
    fingerprint: str

    @property
    def nodes(self) -> list[Node]:
        """Every node in the order of the table."""
        return self.tree.nodes()

    @property
    def ceilings(self) -> dict[int | str, int]:
        """Whole Rupiah by year over all programmes."""
        return programme_sums(self.nodes)


def propose(book: Book, answers: Answers | None = None, first_year: int | None = None) -> Proposal:
    """Read the table of a book. ``first_year`` is that of "Tahun 1" where neither file nor person tells it.

    Raises ``UserFacingError`` where there is no such table.
    """
    answers = answers or Answers()
    book = corrected(book, answers.cells)
    words_ = vocabulary()
    tables = [table for sheet in book.sheets for table in _tables(sheet, words_, answers)]
    if not tables:
        raise _no_table(book)
    chosen, others, needs = _choose(tables, answers)
    told = _Context(book, chosen, words_)
    years, year_notices = _years(chosen[0].layout, told, answers, first_year)
    if not years and chosen[0].layout.ordinals:
        needs.append(_years_needed())
    unit = answers.unit or told.unit_that_is_plain()
    tree = _build(chosen, years, SCALES[unit or "rupiah"])
    if not unit:
        reason = told.unit_question(tree)
        if reason:
            needs.append(Need("unit", reason, ("rupiah", "ribu", "juta")))
    sums = check_sums(tree)
    notices = [*_book_notices(book, others), *year_notices, *_column_notices(chosen), *tree.notices, *sum_notices(sums)]
    all_years = chosen[0].layout.years or [years[n] for n in chosen[0].layout.ordinals if n in years]
    return Proposal(
        book.name, book.form, answers.kind or told.kind(), answers.period or told.period, tuple(all_years),
        unit or "rupiah", tuple(chosen),
        tuple(others), tree, tuple(sums), tuple(_once(notices)), tuple(needs), fingerprint(chosen[0].header),
    )  # fmt: skip


def _no_table(book: Book) -> UserFacingError:
    if not any(sheet.rows for sheet in book.sheets):
        return UserFacingError(
            _("Berkas “{name}” tidak berisi apa-apa.").format(name=book.name), _("Pilih berkas lain.")
        )
    return UserFacingError(
        _("Tidak ditemukan tabel RPJMD atau Renstra di berkas “{name}”.").format(name=book.name),
        _(
            "Tabelnya perlu kepala kolom seperti Tujuan, Sasaran, Program, Indikator, dan Target per tahun. Periksa "
            "berkasnya, atau cocokkan kolomnya sendiri."
        ),
    )


# -- tables of a sheet


def _tables(sheet: Sheet, words_: Vocabulary, answers: Answers) -> Iterator[Table]:
    """The tables of a sheet from top to bottom; a heading that repeats on each page goes on with its table."""
    headers: list[Header] = []
    for header in [] if answers.rows else find_headers(sheet, words_):
        if not headers or not header.repeats(headers[-1]):
            headers.append(header)
    if not headers and (told := answers.rows or heading_of(sheet, [c.header for c in answers.columns.values()])):
        headers = [header_at(sheet, *told, words_)]
    for number, header in enumerate(headers):
        last = headers[number + 1].top - 1 if number + 1 < len(headers) else sheet.height - 1
        layout = read_layout(header, words_, _below(sheet, header.first, last))
        if answers.columns:
            layout = with_answers(layout, answers.columns)
        yield Table(header, layout, last)


class _below:  # noqa: N801 - reads as the function it is
    """The cells below a heading by column, gathered once."""

    def __init__(self, sheet: Sheet, first: int, last: int) -> None:
        self._columns: dict[int, list[Cell]] = {}
        for number, row in sheet.rows.items():
            if first <= number <= last:
                for column, cell in row.items():
                    self._columns.setdefault(column, []).append(cell)

    def __call__(self, column: int) -> Iterable[Cell]:
        return self._columns.get(column, ())


def _score(table: Table) -> tuple[float, ...]:
    """How much a table is what is looked for: targets by year, rungs, indicators, rows; hidden sheets come last."""
    layout = table.layout
    rows = sum(1 for row in table.header.sheet.rows if table.header.first <= row <= table.last)
    levels = {column.meaning for column in layout.columns} & {
        "ladder", "programme", "objective", "goal", "mission", "vision",
    }  # fmt: skip
    figures = len(layout.of("target", "end_target"))
    return (
        not table.header.sheet.hidden,
        bool(layout.of("indicator")) + bool(levels) + bool(figures) + 0.5 * bool(layout.of("money")),
        min(rows, 2_000) * (1 + min(figures, 5)),
    )


def _choose(tables: Sequence[Table], answers: Answers) -> tuple[list[Table], list[Table], list[Need]]:
    """The best table, with the others of the very same columns; the same programmes twice are asked about."""
    wanted = [
        table for table in tables if not answers.sheet or fold(table.name).casefold() == fold(answers.sheet).casefold()
    ]
    if not wanted:
        names = tuple(dict.fromkeys(table.name for table in tables))
        raise UserFacingError(
            _("Lembar “{sheet}” tidak berisi tabel RPJMD atau Renstra.").format(sheet=answers.sheet),
            _("Pilih salah satu lembar ini: {sheets}.").format(sheets=", ".join(names)),
        )
    best = max(wanted, key=_score)
    same = [one for one in wanted if _alike(one, best) and one.header.sheet.hidden == best.header.sheet.hidden]
    needs: list[Need] = []
    if len(same) > 1 and _overlap(same):
        names = tuple(dict.fromkeys(one.name for one in same))
        sentence = _("Beberapa lembar memuat tabel yang sama: {sheets}. Lembar mana yang diimpor?")
        needs.append(Need("sheet", sentence.format(sheets=", ".join(names)), names))
        same = [best]
    return same, [table for table in tables if not any(table is one for one in same)], needs


def _alike(one: Table, other: Table) -> bool:
    def meanings(table: Table) -> list[tuple[object, ...]]:
        return [
            (c.index, c.meaning, c.year, c.ordinal) for c in table.layout.columns if c.meaning not in {"", "ignored"}
        ]

    return meanings(one) == meanings(other)


def _overlap(tables: Sequence[Table]) -> bool:
    """Whether two tables name mostly the same rungs."""
    seen: list[set[str]] = []
    for table in tables:
        columns = [
            c.index for c in table.layout.columns if c.meaning in {"ladder", "programme", "indicator", "objective"}
        ]
        rows = [row for number, row in table.header.sheet.rows.items() if table.header.first <= number <= table.last]
        seen.append({fold(row[c].text).casefold() for row in rows for c in columns if c in row})
    pairs = [(one, other) for at, one in enumerate(seen) for other in seen[at + 1 :]]
    return any(len(one & other) > 0.3 * max(1, min(len(one), len(other))) for one, other in pairs)


def _build(tables: Sequence[Table], years: Mapping[int, int], scale: Decimal) -> Tree:
    tree = Tree()
    for table in tables:
        Builder(table.layout, years, scale, tree).read(table.header, table.last)
    take_repeated_once(tree)
    return tree


# -- what stands around the table


class _Context:
    """The letterhead, the names of sheet and file, the headings: what tells the kind, the period and the unit."""

    def __init__(self, book: Book, tables: Sequence[Table], words_: Vocabulary) -> None:
        self._words = words_
        self._tables = tables
        first = tables[0]
        above = [row for number, row in first.header.sheet.rows.items() if number < first.header.top]
        letterhead = [fold(cell.text) for row in above for cell in row.values() if cell.kind is Kind.TEXT]
        self._texts = [*letterhead, first.name]
        self._headings = [text for path in first.header.paths for text in path]
        self._named = [*self._texts, *self._headings, book.name]
        self.period = period_in([*self._texts, *self._headings, book.name])
        self._money = {c.index for table in tables for c in table.layout.of("money", "end_money")}

    def kind(self) -> str:
        """rpjmd, rpd, perubahan_rpjmd or renstra."""
        for kind, listed in self._words.raw["documents"].items():
            phrases = [f" {words(phrase)} " for phrase in listed]
            if any(phrase in f" {words(text)} " for text in self._named for phrase in phrases):
                return str(kind)
        meanings = {c.meaning for table in self._tables for c in table.layout.columns}
        return "renstra" if meanings & {"activity", "sub_activity"} else "rpjmd"

    def unit_that_is_plain(self) -> str:
        """ "rupiah" where no column holds money; "" where it must be looked at."""
        return "" if self._money else "rupiah"

    def unit_question(self, tree: Tree) -> str:
        """The question about the unit, "" where nothing speaks for another one than Rupiah."""
        paths = [self._tables[0].header.paths[index] for index in sorted(self._money)]
        heads = list(dict.fromkeys(text for path in paths for text in path))
        for name, phrases in self._words.raw["thousands"].items():
            for text in [*heads, *self._texts]:
                plain = f" {without_years(words(text))} "
                if len(text) < 200 and any(f" {phrase} " in plain for phrase in phrases):
                    sentence = _("Kepala tabel menyebut “{text}”. Apakah jumlah uang di tabel ini dalam {unit} rupiah?")
                    return sentence.format(text=text[:80], unit=_(name))
        amounts = sorted(abs(a) for node in tree.nodes() for a in node.money.values() if a)
        if amounts and amounts[len(amounts) // 2] < _SMALLEST_USUAL:
            return _("Jumlah uang di tabel ini sangat kecil untuk rupiah. Dalam satuan apa jumlah itu ditulis?")
        return ""


def _years(
    layout: Layout, told: _Context, answers: Answers, first_year: int | None
) -> tuple[dict[int, int], list[Notice]]:
    """The year of each "Tahun n", and where it was taken from."""
    ordinals = layout.ordinals
    if not ordinals:
        return {}, []
    notices: list[Notice] = []
    start = answers.first_year
    if start is None and told.period:
        start = told.period[0]
        sentence = _("Tahun 1 dianggap {year}, dari periode {start}–{end} yang tertulis pada berkas.")
        notices.append(Notice("years", sentence.format(year=start, start=start, end=told.period[1]), doubt=True))
    if start is None and first_year is not None:
        start = first_year
        sentence = _("Berkas tidak menyebut tahunnya; Tahun 1 dianggap {year}, dari periode di rencana ini.")
        notices.append(Notice("years", sentence.format(year=start), doubt=True))
    return ({} if start is None else {n: start + n - 1 for n in range(1, 21)}), notices


def _years_needed() -> Need:
    return Need("years", _("Tabel ini hanya menyebut Tahun 1, Tahun 2, dan seterusnya. Tahun berapakah Tahun 1?"))


def _book_notices(book: Book, others: Sequence[Table]) -> Iterator[Notice]:
    for sentence in book.notices:
        yield Notice("file", sentence)
    for table in others:
        sentence = _(
            "Tabel di lembar “{sheet}” baris {row} tidak dibaca; pilih lembar itu bila tabel itulah yang diimpor."
        )
        place = Place(table.name, table.header.top, 0)
        yield Notice("other-table", sentence.format(sheet=table.name, row=table.header.top + 1), place)


_REMARKS = {
    "target-without-year": m("Kolom {column} (“{header}”) berisi target tanpa tahun; dicatat sebagai kondisi akhir."),
    "money-without-year": m("Kolom {column} (“{header}”) berisi uang tanpa tahun; tidak menjadi pagu tahun mana pun."),
    "second-of-a-year": m("Kolom {column} (“{header}”) mengulang tahun yang sudah ada dan tidak dibaca."),
    "earlier-condition": m("Kolom {column} (“{header}”) berisi kondisi tahun yang lebih awal dan tidak dibaca."),
}


def _column_notices(tables: Sequence[Table]) -> Iterator[Notice]:
    table = tables[0]
    for word, index in table.layout.remarks:
        column = table.layout.columns[index]
        place = Place(table.name, table.header.bottom, index)
        told = _(_REMARKS[word]).format(column=column.name, header=column.header)
        yield Notice(word, told, place, doubt=word == "second-of-a-year")
    unread = [c for c in table.layout.columns if c.meaning in {"", "ignored", "location", "note"} and c.header]
    if unread:
        listed = ", ".join(f"{c.name} ({c.header[:40]})" for c in unread[:12])
        yield Notice("columns-left", _("Kolom yang tidak dibaca: {columns}.").format(columns=listed))


def _once(notices: Iterable[Notice]) -> list[Notice]:
    return list(dict.fromkeys(notices))


def fingerprint(header: Header) -> str:
    """What tells a layout again: the words above its columns, without years."""
    plain = [[without_years(text) for text in path] for path in header.signature]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:16]
