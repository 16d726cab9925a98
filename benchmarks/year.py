"""A year in which five people draft a plan, and what the record of it takes of the file beside the plan itself.

Everything in the demonstration is typed by somebody, in the weeks of a year; beside it every week values are corrected,
texts written on, rows taken out again, and now and then something is taken back. All goes through ``Document.change``.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.measure import Figure
from benchmarks.plans import Tables, tables_of
from gmsc_desktop.models import editing
from gmsc_desktop.models.bulk import insert_rows
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.fields import BY_NAME, TABLES, FieldSpec, Kind
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.snapshot import Json

PEOPLE = tuple(Author(f"00000000-0000-4000-8000-00000000000{n}", f"Penyusun {n}", f"laptop {n}") for n in range(1, 6))
WEEKS = 46
CORRECTED = 60  # values that one person changes in a week
WRITTEN = 0.15  # of them: texts of several lines that are written on
TAKEN_BACK = 0.03
ROWS_AT_ONCE = 12  # records that come with one change: a form with its rows, a pasted piece of a table
_Piece = tuple[str, list[dict[str, Json]]]  # a table and some of its rows
_TEXTS = frozenset({Kind.PROSE, Kind.MARKDOWN})
_CHANGED = frozenset({Kind.TEXT, Kind.WRITTEN, Kind.YEAR, Kind.MONEY, Kind.NUMBER, Kind.PERCENT, Kind.DATE})


def figures(folder: Path, scale: int) -> Iterator[Figure]:
    """How large the record of change is after the year; the size of a plan makes little difference."""
    if scale > 1:
        return
    (folder / "rencana").mkdir()
    with Document.create(folder / "rencana", PEOPLE[0]) as document:
        began = time.perf_counter()
        edits = _year(document, random.Random(2026))
        seconds = time.perf_counter() - began
        document.checkpoint()
        plan, parts = _sizes(document, folder)
    whole = sum(parts.values())
    rows = ", ".join(f"{name} {size / 1e6:.1f}" for name, size in sorted(parts.items(), key=lambda one: -one[1]))
    note = f"{edits} changes in {seconds:.0f} s; MB of {rows}"
    yield Figure("the record of a year of five people", whole / 1e6, "the plan itself", plan / 1e6, note, unit="MB")


def _year(document: Document, dice: random.Random) -> int:
    """Type the whole demonstration and correct it; the count of changes."""
    pieces = deque(_pieces(tables_of(1)[1]))
    share = -(-len(pieces) // (WEEKS * len(PEOPLE)))
    places: list[tuple[str, str, FieldSpec]] = []
    texts: list[tuple[str, str, FieldSpec]] = []
    count = 0
    for _week in range(WEEKS):
        for person in PEOPLE:
            document.set_author(person)
            for _piece in range(min(share, len(pieces))):
                table, rows = _add_next(document, pieces)
                count += 1
                for row in rows:
                    for field in BY_NAME[table].fields:
                        if row.get(field.column) is not None and field.editable:
                            where = texts if field.kind in _TEXTS else places if field.kind in _CHANGED else None
                            if where is not None:
                                where.append((table, str(row["id"]), field))
            for _edit in range(CORRECTED):
                _correct(document, dice, *dice.choice(texts if texts and dice.random() < WRITTEN else places))
                count += 1
                if dice.random() < TAKEN_BACK:
                    document.undo()
                    count += 1
    return count


def _add_next(document: Document, pieces: deque[_Piece]) -> _Piece:
    """Type the next records; what points at records that are still to come is typed later."""
    while True:
        table, rows = pieces.popleft()
        try:
            with document.change(f"Tambah {BY_NAME[table].singular}") as db:
                insert_rows(db, table, rows)
        except sqlite3.IntegrityError:
            pieces.append((table, rows))
        else:
            return table, rows


def _pieces(tables: Tables) -> Iterator[_Piece]:
    """The records in the order in which they can come, a few at a time."""
    for spec in TABLES:
        rows = tables[spec.name]
        for first in range(0, len(rows), ROWS_AT_ONCE):
            yield spec.name, rows[first : first + ROWS_AT_ONCE]


def _correct(document: Document, dice: random.Random, table: str, rid: str, field: FieldSpec) -> None:
    """One visit to a field: another value, or a sentence more in a text."""
    with document.read():
        old = document.raw.execute(f"SELECT {field.column} FROM {table} WHERE id=?", (rid,)).fetchone()[0]
    value: Json
    if field.kind in _TEXTS:
        words = str(old or "").split()
        value = " ".join([*words[: max(3, len(words) - dice.randrange(12))], *_words(dice, dice.randrange(4, 24))])
    elif field.kind is Kind.DATE:
        value = f"2026-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"
    elif field.kind is Kind.YEAR:
        value = dice.randrange(2025, 2030)
    elif isinstance(old, int | float):
        value = round(old * dice.choice((0.9, 1.1, 2)) + 1)
    else:
        value = " ".join([*str(old or "").split()[:8], *_words(dice, dice.randrange(1, 3))])
    with document.change(f"Ubah {field.label.lower()}") as db:
        editing.update(db, table, rid, {field.column: value})
    document.close_open_row()  # the field is left


def _words(dice: random.Random, count: int) -> list[str]:
    return [
        dice.choice(("layanan", "data", "kecamatan", "warga", "terpadu", "digital", "dan", "yang"))
        for _ in range(count)
    ]


def _sizes(document: Document, folder: Path) -> tuple[int, dict[str, int]]:
    """Bytes of the plan alone, packed, and of each table of the record with its indexes."""
    with closing(sqlite3.connect(folder / "salinan.sqlite3", isolation_level=None)) as copy:
        document.raw.backup(copy)
        copy.execute("VACUUM")
        tables = {row[0]: row[1] for row in copy.execute("SELECT name,tbl_name FROM sqlite_master")}
        size = copy.execute("PRAGMA page_size").fetchone()[0]
        try:
            pages = copy.execute("SELECT name,count(*) FROM dbstat GROUP BY name").fetchall()
        except sqlite3.OperationalError:  # a SQLite without this table
            pages = []
        whole = (folder / "salinan.sqlite3").stat().st_size
        ours = {table.name for table in TABLES}
        parts: dict[str, int] = {}
        for name, count in pages:
            if tables.get(name, name) not in ours:
                parts[tables.get(name, name)] = parts.get(tables.get(name, name), 0) + count * size
        if not parts:
            copy.execute("PRAGMA foreign_keys=OFF")
            for name in {name for name in tables.values() if name not in ours and not name.startswith("sqlite_")}:
                copy.execute(f"DROP TABLE {name}")
            copy.execute("VACUUM")
            parts["record"] = whole - (folder / "salinan.sqlite3").stat().st_size
    return whole - sum(parts.values()), parts
