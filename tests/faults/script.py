"""A person at work on a plan: typing, rows, evidence, backups, undo, merging, closing; each step is acknowledged."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gmsc_desktop.models import attachments, backups, editing, evidence, library, rows
from gmsc_desktop.models.attachments import path_of
from gmsc_desktop.models.changesets import HistoryExport
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import FILE_NAME
from gmsc_desktop.models.fields import BY_NAME, TABLES
from gmsc_desktop.models.history import Author
from gmsc_desktop.paths import DATA_VARIABLE
from tests.models.complete_plan import complete_tables
from tests.models.plans import memory_document
from tests.sample_initiatives import Tables

MEMORY = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None  # thousands of states are laid out and opened
AUTHOR = Author("aaaaaaaa-0000-4000-8000-000000000001", "Kepala Bidang", "laptop")
DAMAGED = "damaged"
_QUERIES = [f"SELECT id,{','.join(table.columns)} FROM {table.name} ORDER BY id" for table in TABLES] + [
    "SELECT * FROM contact ORDER BY id",
    "SELECT * FROM draft ORDER BY id",
    "SELECT id,kind,stage,round,sequence,contents FROM outgoing ORDER BY id",
    "SELECT id,label,kind FROM change ORDER BY n",
    "SELECT n,change,i,record,field,value,prev,head FROM op ORDER BY n",
    "SELECT op,parent FROM op_parent ORDER BY 1,2",
]


def digest(raw: sqlite3.Connection) -> str:
    """Everything that a plan's file says, in short: its rows, what has no history, and the history itself."""
    found = hashlib.sha256()
    for query in _QUERIES:
        found.update(repr(raw.execute(query).fetchall()).encode())
    return found.hexdigest()


def digest_of(path: Path) -> str:
    """The same of a closed file with its journals, read in a copy: reading, too, leaves files beside it.

    ``DAMAGED`` where it cannot be read.
    """
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        for end in ("", "-wal", "-journal"):
            if path.with_name(path.name + end).exists():
                shutil.copyfile(path.with_name(path.name + end), Path(folder, f"plan{end}"))
        raw = sqlite3.connect(Path(folder, "plan"))
        try:
            return digest(raw)
        except sqlite3.DatabaseError:
            return DAMAGED
        finally:
            raw.close()


def use_data(data: Path) -> Path:
    """Let the application work in this data folder."""
    data.mkdir(parents=True, exist_ok=True)
    os.environ[DATA_VARIABLE] = str(data)
    return data


def trimmed(tables: Tables, most: int = 3) -> Tables:
    """The same with a few rows of every table, and none that names one which is gone: a small plan is quickly made."""
    kept = {name: list(rows[:most]) for name, rows in tables.items()}
    while True:
        ids = {str(row["id"]) for some in kept.values() for row in some}
        lost = 0
        for name, some in kept.items():
            named = [field.column for field in BY_NAME[name].fields if field.target]
            whole = [row for row in some if all(row[column] is None or row[column] in ids for column in named)]
            lost += len(some) - len(whole)
            kept[name] = whole
        if not lost:
            return kept


def make_plan(data: Path, tables: Tables | None = None) -> str:
    """A plan in a data folder, where no rows are given with a few of every table; its id."""
    use_data(data)
    tables = tables or trimmed(complete_tables())
    plan_id = str(tables["plan"][0]["id"])
    library.remember_author(AUTHOR)

    def fill(document: Document) -> None:
        with document.change("Mulai rencana") as db:
            for table in TABLES:
                put(db, table.name, tables[table.name])

    with library.created(plan_id, fill):
        pass
    return plan_id


def put(db: Any, table: str, given: list[dict[str, Any]]) -> None:
    """Insert rows as they are."""
    columns = ("id", *BY_NAME[table].columns)
    query = f"INSERT INTO {table}({','.join(columns)}) VALUES({','.join('?' * len(columns))})"
    for row in given:
        db.exec_driver_sql(query, tuple(row[column] for column in columns))


def colleague(plan_id: str) -> HistoryExport:
    """What a colleague wrote in a copy of the plan."""
    with library.opened(plan_id) as document, document.freeze() as frozen:
        history = frozen.history()
    other = memory_document("Rekan")
    other.merge(history, "Gabung")
    (first, second) = [row[0] for row in other.raw.execute("SELECT id FROM initiative ORDER BY id LIMIT 2")]
    with other.change("Ubah") as db:
        editing.update(db, "initiative", first, {"title": "Judul dari rekan"})
    with other.change("Tambah") as db:
        editing.insert(db, "agency", {"name": "Dinas Rekan"})
    other.close_open_row()
    with other.change("Ubah") as db:
        editing.update(db, "initiative", second, {"title": "Judul kedua dari rekan"})
    with other.freeze() as frozen:
        taken = frozen.history()
    other.close()
    return taken


@dataclass
class Acknowledged:
    """What a person was told is safe: the plan's content, and files by path with their SHA-256."""

    digest: str
    files: dict[str, str] = field(default_factory=dict)


@dataclass
class Person:
    """Works on a plan by chance. ``tell`` is called after each step with what is safe from now on."""

    plan_id: str
    rng: random.Random
    tell: Callable[[Acknowledged], None]
    sources: Path  # a folder outside the data folder, for files to attach
    foreign: HistoryExport | None = None
    files: dict[str, str] = field(default_factory=dict)
    document: Document = field(init=False)
    opening: Callable[[], AbstractContextManager[Document]] | None = None
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def work(self, steps: int) -> None:
        """Open the plan, do so many steps, close it again now and then and at the end."""
        while steps > 0:
            with self.opening() if self.opening else library.opened(self.plan_id) as self.document:
                self._told()
                for _step in range(min(steps, self.rng.randrange(8, 30))):
                    self.rng.choices(*zip(*self._possible(), strict=True))[0]()
                    self._told()
                    steps -= 1

    def _possible(self) -> list[tuple[Callable[[], None], int]]:
        return [
            (self.type, 8), (self.insert, 4), (self.edit, 5), (self.delete, 2), (self.undo, 3), (self.contact, 1),
            (self.attach, 3), (self.checkpoint, 2), (self.back_up, 1), (self.merge, 1), (self.paste, 1),
        ]  # fmt: skip

    def _told(self) -> None:
        with self.document.read():
            self.tell(Acknowledged(digest(self.document.raw), dict(self.files)))

    def _any(self, table: str) -> str:
        return str(self.rng.choice(self._ids(table)))

    def _ids(self, table: str) -> list[str]:
        return [row[0] for row in self.document.raw.execute(f"SELECT id FROM {table} ORDER BY id")]

    def _word(self) -> str:
        return f"kata {self.rng.getrandbits(40):x}"

    def type(self) -> None:
        """Typing in one field: every piece is saved by the worker, and all of it becomes one row of the history."""
        rid, text = self._any("initiative"), ""
        for _piece in range(self.rng.randrange(1, 4)):
            text += self._word() + " "
            self.document.submit(
                "Ubah uraian", lambda db, value: editing.update(db, "initiative", rid, {"description": value}), text
            ).result(60)
            self._told()

    def insert(self) -> None:
        with self.document.change("Tambah OPD") as db:
            editing.insert(db, "agency", {"name": self._word()})

    def edit(self) -> None:
        rid = self._any("initiative")
        with self.document.change("Ubah judul") as db:
            editing.update(db, "initiative", rid, {"title": self._word(), "year_start": 2026})

    def delete(self) -> None:
        if not self._ids("action_step"):
            self.insert()
            return
        rid = self._any("action_step")
        with self.document.change("Hapus langkah") as db:
            rows.delete_row(db, "action_step", rid)

    def undo(self) -> None:
        if self.document.undo() is not None:
            self._told()
        if self.rng.random() < 0.5:
            self.document.redo()

    def contact(self) -> None:
        with self.document.change("Kontak") as db:
            query = "INSERT INTO contact(id,person_id,kind,value) VALUES(?,'p','telepon',?)"
            db.exec_driver_sql(query, (self._word(), self._word()))

    def attach(self) -> None:
        source = self.sources / f"{self.rng.getrandbits(32):x}.txt"
        source.write_bytes(self._word().encode() * self.rng.randrange(1, 20_000))
        owner = self._any("initiative")
        stored = attachments.store(self.document.folder, source, source.name)
        self.files[str(path_of(self.document.folder, stored.sha256))] = stored.sha256
        self._told()
        with self.document.change("Tambah bukti dukung") as db:
            evidence.attach(db, stored, title=source.stem, owner_table="initiative", owner_id=owner)

    def checkpoint(self) -> None:
        self.document.checkpoint()

    def back_up(self) -> None:
        self.now += timedelta(minutes=31)
        path = library.back_up(self.document, self.now)
        self.files[str(path)] = attachments.digest_of_file(path)
        kept = {str(path) for path in backups.list_backups(self.document.folder)}
        for name in [name for name in self.files if name.endswith(backups.SUFFIX) and name not in kept]:
            del self.files[name]

    def merge(self) -> None:
        if self.foreign is None:
            return
        self.document.merge(self.foreign, "Gabung salinan rekan")
        self._told()
        with self.document.read():
            last = self.document.raw.execute("SELECT 1 FROM local WHERE key='last_merge'").fetchone()
        if last and self.rng.random() < 0.6:
            self.document.unmerge("Urungkan gabungan")

    def paste(self) -> None:
        with self.document.change("Tempel tabel") as db:
            for _row in range(60):
                editing.insert(db, "agency", {"name": self._word()})


def plan_file(plan_id: str) -> Path:
    """The file of a plan."""
    return library.plan_folder(plan_id) / FILE_NAME
