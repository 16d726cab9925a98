"""One edit, opening, freezing, backup, import, undo and merge, beside what plain SQLite needs for the same data."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.measure import Figure, best_of
from benchmarks.plans import PERSON, make_plan
from gmsc_desktop.models import editing, library
from gmsc_desktop.models.bulk import insert_rows
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import protect
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.snapshot import Json

IMPORTED = 5_000
EDITS = 300


def figures(folder: Path, scale: int) -> Iterator[Figure]:
    """All figures of this module for a plan with the demonstration's records ``scale`` times."""
    document = make_plan(folder / "rencana", scale)
    yield _edit(document, folder)
    yield _freeze(document, folder)
    yield _backup(document, folder)
    document.close()
    yield _open(folder)
    yield from _import(folder)
    yield _merge(folder)


def _plain(folder: Path, name: str = "polos.sqlite3") -> sqlite3.Connection:
    """The same rows in a file of its own, opened with the same pragmas, without triggers and history."""
    target = folder / name
    shutil.copy(folder / "rencana" / "plan.sqlite3", target)
    raw = sqlite3.connect(target, isolation_level=None)
    protect(raw)
    return raw


def _edit(document: Document, folder: Path) -> Figure:
    document.checkpoint()
    rid = str(document.raw.execute("SELECT id FROM initiative").fetchone()[0])
    count = iter(range(10**6))

    def ours() -> None:
        with document.change("Ubah nama") as db:
            editing.update(db, "initiative", rid, {"title": f"Nama {next(count)}"})

    with closing(_plain(folder)) as raw:

        def bare() -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("UPDATE initiative SET title=? WHERE id=?", (f"Nama {next(count)}", rid))
            raw.execute("COMMIT")

        return Figure("one edit and its commit", best_of(60, ours), "bare UPDATE and COMMIT", best_of(60, bare))


def _freeze(document: Document, folder: Path) -> Figure:
    source = folder / "rencana" / "plan.sqlite3"

    def ours() -> None:
        document.freeze().close()

    return Figure("freeze", best_of(5, ours), "read the file's bytes", best_of(5, source.read_bytes))


def _backup(document: Document, folder: Path) -> Figure:
    def ours() -> None:
        library.back_up(document).unlink()

    def plain() -> None:
        with closing(sqlite3.connect(folder / "salinan.sqlite3")) as copy:
            document.raw.backup(copy)

    return Figure("backup, checked and compared", best_of(3, ours), "Connection.backup alone", best_of(3, plain))


def _open(folder: Path) -> Figure:
    place = folder / "rencana"

    def ours() -> None:
        Document.open(place, PERSON).close()

    def plain() -> None:
        with closing(sqlite3.connect(place / "plan.sqlite3")) as raw:
            raw.execute("SELECT count(*) FROM op").fetchone()

    return Figure("open and close", best_of(3, ours), "connect and count", best_of(3, plain))


def _rows(document: str, count: int) -> list[dict[str, Json]]:
    return [
        {"id": new_id(), "document_id": document, "text": f"Indikator {n}", "unit": "persen", "baseline_text": str(n)}
        for n in range(count)
    ]


def _import(folder: Path) -> Iterator[Figure]:
    with Document.open(folder / "rencana", PERSON) as document:
        plan = str(document.raw.execute("SELECT id FROM planning_document").fetchone()[0])
        rows = _rows(plan, IMPORTED)

        def ours() -> None:
            with document.change("Impor RPJMD") as db:
                insert_rows(db, "indicator", rows)

        seconds = best_of(1, ours)
        with closing(_plain(folder)) as raw:
            raw.execute("DELETE FROM indicator WHERE text LIKE 'Indikator %'")

            def bare() -> None:
                raw.execute("BEGIN IMMEDIATE")
                values = [tuple(row.values()) for row in rows]
                raw.executemany(
                    "INSERT INTO indicator(id,document_id,text,unit,baseline_text) VALUES(?,?,?,?,?)", values
                )
                raw.execute("COMMIT")

            plain = best_of(1, bare)
        yield Figure(f"import of {IMPORTED} rows", seconds, "bare executemany", plain)
        undo = best_of(1, document.undo)
        yield Figure("its undo", undo, "the import itself", seconds)
        document.redo()
        yield _history_share(document, folder)


def _history_share(document: Document, folder: Path) -> Figure:
    ids = [str(row[0]) for row in document.raw.execute("SELECT id FROM indicator ORDER BY id LIMIT ?", (EDITS,))]
    for rid in ids:
        with document.change("Ubah indikator") as db:
            editing.update(db, "indicator", rid, {"unit": "orang"})
    document.checkpoint()
    whole = (folder / "rencana" / "plan.sqlite3").stat().st_size
    with closing(sqlite3.connect(folder / "isi.sqlite3", isolation_level=None)) as bare:
        document.raw.backup(bare)
        names = {table.name for table in TABLES}
        for (name,) in bare.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
            if name not in names:
                bare.execute("PRAGMA foreign_keys=OFF")
                bare.execute(f"DROP TABLE {name}")
        bare.execute("VACUUM")
    plan = (folder / "isi.sqlite3").stat().st_size
    name = f"history after import and {EDITS} edits"
    return Figure(name, (whole - plan) / 1e6, "the plan itself", plan / 1e6, unit="MB")


def _merge(folder: Path) -> Figure:
    with Document.open(folder / "rencana", PERSON) as document, document.freeze() as frozen:
        history = frozen.history()
    target = folder / "gabung"
    target.mkdir()
    with Document.create(target, PERSON) as empty:
        seconds = best_of(1, lambda: empty.merge(history, "Gabung"))

    def copy() -> None:
        with (
            closing(sqlite3.connect(folder / "rencana" / "plan.sqlite3")) as raw,
            closing(sqlite3.connect(folder / "tiruan.sqlite3")) as other,
        ):
            raw.backup(other)

    ops = sum(len(change.ops) for change in history.changes)
    return Figure(f"merge of {ops} rows into an empty plan", seconds, "Connection.backup", best_of(1, copy))
