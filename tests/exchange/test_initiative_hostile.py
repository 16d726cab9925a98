"""Whatever stands in a table of initiatives is reviewed and written, or refused with a sentence; a plan stays whole."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.importers import importer
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.review import Review, Told
from gmsc_desktop.exchange.sheets import Book, Cell, Kind, Range, Sheet
from gmsc_desktop.models.document import Document
from tests.exchange import initiative_books as books
from tests.exchange.books import Rows, write_book
from tests.exchange.old_books import write_docx, write_ods, write_xls
from tests.models.plans import foreign_keys_are_whole, state
from tests.models.use_cases import begun

INITIATIVES = importer("initiatives")
LAYOUTS: tuple[Rows, ...] = (
    books.MATRIX, books.FLAT_LIST, books.TARGETS, books.TICKED, books.BROKEN, books.BY_SOURCE, books.LONG_FORM,
    books.GROUPED, *books.ROADMAP.values(), *books.HORIZONS.values(),
)  # fmt: skip
STRANGE = (
    Cell("#REF!", Kind.ERROR), Cell("", Kind.UNSTORED), Cell("2024-02-30", Kind.DATE), Cell("2025-01-01", Kind.DATE),
    Cell("1", Kind.TRUTH), Cell("12.5", Kind.PERCENT, 12.5), Cell("1e300", Kind.NUMBER, 1e300),
    Cell("-5", Kind.NUMBER, -5.0), Cell("99999999999999999999", Kind.NUMBER, 1e20), Cell("=cmd|' /C calc'!A0"),
    Cell("x" * 32_000), Cell("\u202edasar\u202c"), Cell("a\x00b"), Cell("\ud800"), Cell("Dinas " * 400),
    Cell("2023-9999"), Cell("Tahun 99999999999999999999"), Cell("((((((((((1"), Cell("1." * 500), Cell(",;/" * 300),
    Cell("Smart Governance"), Cell("Jumlah"), Cell("SG-01"), Cell("v"), Cell("Rp-1"), Cell("😀"),
)  # fmt: skip


def sheet_of(rows: Rows, name: str = "Tabel") -> Sheet:
    """The rows as a reader gives them."""

    def cell(value: object) -> Cell:
        if isinstance(value, int | float):
            return Cell(str(value), Kind.NUMBER, float(value))
        return Cell(str(value))

    return Sheet(
        name,
        {
            number: {column: cell(value) for column, value in enumerate(row) if value is not None}
            for number, row in enumerate(rows)
        },
    )


def mutant(rows: Rows, chance: random.Random) -> Book:
    """A table with cells changed, moved and lost, merged and hidden at random."""
    sheet = sheet_of(rows)
    cells = {number: dict(row) for number, row in sheet.rows.items()}
    for _change in range(chance.randint(1, 25)):
        row = cells.setdefault(chance.randrange(sheet.height + 2), {})
        column = chance.randrange(sheet.width + 2)
        kind = chance.random()
        if kind < 0.2:
            row.pop(column, None)
        elif kind < 0.4:
            row[column] = row.get(chance.randrange(sheet.width), Cell("?"))
        else:
            row[column] = chance.choice(STRANGE)
    merged = []
    for _range in range(chance.randint(0, 6)):
        top, left = chance.randrange(sheet.height), chance.randrange(sheet.width)
        merged.append(Range(top, left, top + chance.randint(0, 5), left + chance.randint(0, 4)))
    hidden = frozenset(number for number in cells if chance.random() < 0.1)
    kept = {number: dict(sorted(row.items())) for number, row in sorted(cells.items()) if row}
    return Book("aneh.xlsx", "xlsx", (Sheet("Smart Living", kept, merged, hidden),))


@pytest.mark.parametrize("seed", range(4))
def test_strange_cells_are_reviewed_written_and_known_again(seed: int) -> None:
    chance = random.Random(seed)
    told = Told(unit="juta", first_year=2025, more={"dimension": "SV"})
    for rows in LAYOUTS:
        document = begun()
        book = mutant(rows, chance)
        if bring(document, book, told):
            assert foreign_keys_are_whole(document)
            before = state(document)
            assert bring(document, book, told)
            assert state(document) == before


def bring(document: Document, book: Book, told: Told) -> bool:
    """Whether the book was written; False where it was refused with a step, or an answer is missing."""
    review = reviewed(book, told, document)
    if review is None or review.needs:
        return False
    with document.change(review.label) as db:
        INITIATIVES.write(db, review)
    return True


def reviewed(book: Book, told: Told, document: Document) -> Review | None:
    """The review; None where the book was refused with a sentence that ends with a step."""
    try:
        return INITIATIVES.review(book, told, document.snapshot())
    except UserFacingError as refused:
        if refused.next_step:
            return None
        raise


@pytest.mark.parametrize("writer", [write_xls, write_ods, write_docx, write_book])
def test_a_file_with_flipped_bits_breaks_nothing(tmp_path: Path, writer: object) -> None:
    path = tmp_path / "a.bin"
    if writer is write_book:
        write_book(path.with_suffix(".xlsx"), {"A": books.MATRIX}, books.MATRIX_MERGED).rename(path)
    else:
        writer(path, books.FLAT_LIST)  # type: ignore[operator]  # the three take a path and rows
    good, chance = path.read_bytes(), random.Random(11)
    document = begun()
    for _round in range(30):
        changed = bytearray(good)
        for _flip in range(chance.randint(1, 6)):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed[: chance.choice([len(changed), chance.randrange(1, len(changed))])])
        with suppress(FileRefused):  # which always has a step: tests/exchange/test_hostile.py
            reviewed(read_here(path, path.name), Told(), document)
