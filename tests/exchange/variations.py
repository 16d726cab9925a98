"""What offices do to one and the same table without changing what it says; a reading of it must stay as it is.

Each variation takes a book and what was read in it and gives the book as another office would have kept it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from gmsc_desktop.exchange.rpjmd.proposal import Proposal
from gmsc_desktop.exchange.rpjmd.tree import LEVELS
from gmsc_desktop.exchange.sheets import Book, Cell, Kind, Range, Sheet
from gmsc_desktop.exchange.tabular.layout import Table
from gmsc_desktop.exchange.tabular.vocabulary import LADDER

Variation = Callable[[Book, Proposal], Book]
VARIATIONS: dict[str, Variation] = {}
LETTERHEAD = (
    ("LAMPIRAN II",),
    ("PERATURAN DAERAH", "", "", "NOMOR 3"),
    ("TENTANG RENCANA PEMBANGUNAN JANGKA MENENGAH DAERAH",),
)
SIGNATURE = ("Ditetapkan di Kota", "pada tanggal 12 Agustus", "BUPATI,", "", "ttd", "", "NIP. 19700101 199003 1 001")


def variation(made: Variation) -> Variation:
    """Add one to the list."""
    VARIATIONS[made.__name__] = made
    return made


def same(number: int) -> int:
    """A row or column that stays."""
    return number


def moved(sheet: Sheet, row: Callable[[int], int] = same, column: Callable[[int], int] = same) -> Sheet:
    """A sheet whose rows and columns stand elsewhere."""
    return replace(
        sheet,
        rows={row(at): {column(c): cell for c, cell in cells.items()} for at, cells in sheet.rows.items()},
        merged=tuple(Range(row(g.top), column(g.left), row(g.bottom), column(g.right)) for g in sheet.merged),
        fills={(row(at), column(c)): fill for (at, c), fill in sheet.fills.items()},
        hidden_rows=frozenset(map(row, sheet.hidden_rows)),
        hidden_columns=frozenset(map(column, sheet.hidden_columns)),
    )


def written(sheet: Sheet, change: Callable[[int, int, Cell], Cell]) -> Sheet:
    """A sheet whose cells say the same in another way."""
    rows = {at: {c: change(at, c, cell) for c, cell in cells.items()} for at, cells in sheet.rows.items()}
    return replace(sheet, rows=rows)


def with_rows(sheet: Sheet, rows: Mapping[int, Mapping[int, Cell]]) -> Sheet:
    """A sheet with further rows."""
    return replace(sheet, rows=dict(sorted({**sheet.rows, **rows}.items())))


def in_each(book: Book, change: Callable[[Sheet], Sheet]) -> Book:
    """A book of which every sheet is changed."""
    return replace(book, sheets=tuple(change(sheet) for sheet in book.sheets))


def tables_of(sheet: Sheet, read: Proposal) -> list[Table]:
    """The tables that were read in a sheet."""
    return [table for table in (*read.tables, *read.joined) if table.header.sheet.name == sheet.name]


def heading_rows(sheet: Sheet, read: Proposal) -> set[int]:
    """The rows of their headings."""
    return {row for table in tables_of(sheet, read) for row in range(table.header.top, table.header.bottom + 1)}


def levels_of(table: Table) -> list[int]:
    """The columns of levels, from left to right."""
    return sorted(column.index for column in table.layout.columns if column.meaning in {*LEVELS, LADDER})


def heads_as(change: Callable[[str], str]) -> Variation:
    """Headings written in another way."""

    def made(book: Book, read: Proposal) -> Book:
        def of_sheet(sheet: Sheet) -> Sheet:
            heads = heading_rows(sheet, read)
            return written(
                sheet,
                lambda row, _c, cell: (
                    replace(cell, text=change(cell.text)) if row in heads and cell.kind is Kind.TEXT else cell
                ),
            )

        return in_each(book, of_sheet)

    return made


VARIATIONS["heads_in_capitals"] = heads_as(str.upper)
VARIATIONS["heads_in_small_letters"] = heads_as(str.capitalize)
VARIATIONS["heads_broken_into_lines"] = heads_as(lambda text: text.replace(" ", "\n"))


@variation
def further_down(book: Book, _read: Proposal) -> Book:
    """Three empty rows above everything."""
    return in_each(book, lambda sheet: moved(sheet, row=lambda at: at + 3))


@variation
def further_right(book: Book, _read: Proposal) -> Book:
    """Two empty columns before everything."""
    return in_each(book, lambda sheet: moved(sheet, column=lambda at: at + 2))


@variation
def below_a_letterhead(book: Book, _read: Proposal) -> Book:
    """The annex of a regulation."""
    rows = {at: {c: Cell(text) for c, text in enumerate(line) if text} for at, line in enumerate(LETTERHEAD)}
    return in_each(book, lambda sheet: with_rows(moved(sheet, row=lambda at: at + len(LETTERHEAD) + 1), rows))


@variation
def with_odd_spaces(book: Book, _read: Proposal) -> Book:
    """No-break spaces, double ones, some at the end."""
    return in_each(
        book,
        lambda sheet: written(
            sheet,
            lambda _r, _c, cell: (
                replace(cell, text=cell.text.replace(" ", "\N{NO-BREAK SPACE} ") + "  ")
                if cell.kind is Kind.TEXT
                else cell
            ),
        ),
    )


@variation
def between_other_sheets(book: Book, _read: Proposal) -> Book:
    """A cover, an empty sheet, and remarks."""
    cover = Sheet("Sampul", {2: {1: Cell("RENCANA PEMBANGUNAN JANGKA MENENGAH DAERAH")}})
    remarks = Sheet("Catatan", {0: {0: Cell("Catatan")}, 1: {0: Cell("Angka sementara")}})
    return replace(book, sheets=(cover, Sheet("Sheet0", {}), *book.sheets, remarks))


@variation
def with_hidden_columns(book: Book, _read: Proposal) -> Book:
    """Hidden columns are read."""
    return in_each(book, lambda sheet: replace(sheet, hidden_columns=frozenset(range(2, 5))))


@variation
def above_a_source(book: Book, _read: Proposal) -> Book:
    """A line that names the source."""
    source = {0: Cell("Sumber: Bappeda (data diolah)")}
    return in_each(book, lambda sheet: with_rows(sheet, {sheet.height + 1: source}))


@variation
def signed(book: Book, _read: Proposal) -> Book:
    """Somebody signs below."""

    def of_sheet(sheet: Sheet) -> Sheet:
        column = max(0, sheet.width - 3)
        lines = {sheet.height + 2 + at: {column: Cell(text)} for at, text in enumerate(SIGNATURE) if text}
        return with_rows(sheet, lines)

    return in_each(book, of_sheet)


@variation
def with_numbered_columns(book: Book, read: Proposal) -> Book:
    """A row (1) (2) (3) below the heading."""

    def of_sheet(sheet: Sheet) -> Sheet:
        tables = tables_of(sheet, read)
        if len(tables) != 1 or tables[0].header.first != tables[0].header.bottom + 1:
            return sheet
        last = tables[0].header.bottom
        numbers = {last + 1: {column: Cell(f"({column + 1})") for column in range(sheet.width)}}
        return with_rows(moved(sheet, row=lambda at: at if at <= last else at + 1), numbers)

    return in_each(book, of_sheet)


@variation
def on_pages_of_five_rows(book: Book, read: Proposal) -> Book:
    """The heading is said again after every five rows."""

    def of_sheet(sheet: Sheet) -> Sheet:
        tables = tables_of(sheet, read)
        if len(tables) != 1:
            return sheet
        top, last = tables[0].header.top, tables[0].header.bottom
        high = last - top + 1
        pages = [range(last + 1 + at * 5, last + 6 + at * 5) for at in range((sheet.height - last - 2) // 5 + 1)]
        if any(one.top in page and one.bottom not in page for one in sheet.merged for page in pages):
            return sheet  # a page would break a merged cell
        made = moved(sheet, row=lambda at: at if at <= last else at + (at - last - 1) // 5 * high)
        heads = {at: sheet.rows[at] for at in range(top, last + 1) if at in sheet.rows}
        down = [number * (5 + high) for number in range(1, len(pages))]
        over = [one for one in sheet.merged if top <= one.top <= last]
        merged = [Range(g.top + by, g.left, g.bottom + by, g.right) for by in down for g in over]
        made = with_rows(made, {at + by: cells for by in down for at, cells in heads.items()})
        return replace(made, merged=(*made.merged, *merged))

    return in_each(book, of_sheet)


@variation
def with_filled_heads(book: Book, read: Proposal) -> Book:
    """Merged cells of headings were parted, and each part says the same."""

    def of_sheet(sheet: Sheet) -> Sheet:
        heads = heading_rows(sheet, read)
        rows = {at: dict(cells) for at, cells in sheet.rows.items()}
        over = [one for one in sheet.merged if one.top in heads]
        for one in over:
            cell = sheet.cell(one.top, one.left)
            for at in range(one.top, one.bottom + 1):
                for column in range(one.left, one.right + 1):
                    if cell is not None:
                        rows.setdefault(at, {})[column] = cell
        kept = tuple(one for one in sheet.merged if one not in over)
        return replace(
            sheet, rows=dict(sorted((at, dict(sorted(cells.items()))) for at, cells in rows.items())), merged=kept
        )

    return in_each(book, of_sheet)


def amounts_as(write: Callable[[int], str]) -> Variation:
    """Amounts as texts."""

    def change(_row: int, _column: int, cell: Cell) -> Cell:
        amount = cell.number
        if cell.kind is not Kind.NUMBER or amount is None or amount < 1e6 or amount != int(amount):
            return cell
        return Cell(write(int(amount)))

    return lambda book, _read: in_each(book, lambda sheet: written(sheet, change))


VARIATIONS["amounts_with_dots"] = amounts_as(lambda amount: f"{amount:,}".replace(",", "."))
VARIATIONS["amounts_with_rp"] = amounts_as(lambda amount: f"Rp {amount:,}".replace(",", ".") + ",00")
VARIATIONS["amounts_of_an_english_computer"] = amounts_as(lambda amount: f"{amount:,}.00")


@variation
def with_each_text_once(book: Book, read: Proposal) -> Book:
    """What each row repeats stands in the first alone."""

    def of_sheet(sheet: Sheet) -> Sheet:
        rows = {at: dict(cells) for at, cells in sheet.rows.items()}
        for table in tables_of(sheet, read):
            before: dict[int, str] = {}
            for at in range(table.header.first, table.last + 1):
                changed = False
                for column in [one for one in levels_of(table) if one in rows.get(at, {})]:
                    text = rows[at][column].text
                    if not changed and before.get(column) == text:
                        del rows[at][column]
                    changed = changed or before.get(column) != text
                    before[column] = text
        return replace(sheet, rows=rows)

    return in_each(book, of_sheet)


@variation
def with_broken_texts(book: Book, read: Proposal) -> Book:
    """Long texts have a line break of their own."""

    def change(text: str) -> str:
        half = len(parts := text.split(" ")) // 2
        plain = len(parts) > 4 and not re.search(r"[:\n]", text)
        return f"{' '.join(parts[:half])}\n{' '.join(parts[half:])}" if plain else text

    def of_sheet(sheet: Sheet) -> Sheet:
        heads = heading_rows(sheet, read)
        columns = {column for table in tables_of(sheet, read) for column in levels_of(table)}

        def of_cell(row: int, column: int, cell: Cell) -> Cell:
            wanted = column in columns and row not in heads and cell.kind is Kind.TEXT
            return replace(cell, text=change(cell.text)) if wanted else cell

        return written(sheet, of_cell)

    return in_each(book, of_sheet)


@variation
def on_two_sheets(book: Book, read: Proposal) -> Book:
    """The lower half on a sheet of its own with the same heading, as programs that read PDF make them."""

    def halves(sheet: Sheet) -> Iterator[Sheet]:
        tables = tables_of(sheet, read)
        first, last = (tables[0].header.first, tables[0].last) if len(tables) == 1 else (0, 0)
        cuts = [
            at
            for at in range((first + last) // 2, last)
            if tables and levels_of(tables[0])[:1] and levels_of(tables[0])[0] in sheet.row(at)
            and not any(one.top < at <= one.bottom for one in sheet.merged)
        ]  # fmt: skip
        if last - first < 4 or not cuts:
            yield sheet
            return
        cut, up = cuts[0], cuts[0] - first
        heads = {at: cells for at, cells in sheet.rows.items() if at < first}
        upper = {at: cells for at, cells in sheet.rows.items() if at < cut}
        lower = {at - up: cells for at, cells in sheet.rows.items() if at >= cut}
        below = [Range(g.top - up, g.left, g.bottom - up, g.right) for g in sheet.merged if g.top >= cut]
        yield replace(sheet, rows=upper, merged=tuple(g for g in sheet.merged if g.top < cut))
        merged = (*(g for g in sheet.merged if g.bottom < first), *below)
        yield Sheet(f"{sheet.name} (2)", {**heads, **lower}, merged)

    return replace(book, sheets=tuple(part for sheet in book.sheets for part in halves(sheet)))
