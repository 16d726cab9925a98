"""One imported list in its file: a small SQLite database, written whole, afterwards only read.

It is made in memory and leaves as bytes through ``write_atomically``; it is opened without a lock and without a
journal, so that nothing is ever written beside it. What a person typed reaches SQL as a parameter alone.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.nomenclature.codes import Level, code_key, fold
from gmsc_desktop.models.nomenclature.contents import Content, Detail, Entry, Given, Scope, Version
from gmsc_desktop.platform_files import write_atomically
from gmsc_desktop.text import _

APPLICATION_ID = 0x474D4E4F  # "GMNO"
FORMAT = 1
SUFFIX = ".sqlite3"
_TABLES = """
CREATE TABLE about(
  name TEXT NOT NULL, source TEXT NOT NULL, imported_at TEXT NOT NULL, affairs INTEGER NOT NULL,
  fields INTEGER NOT NULL, programmes INTEGER NOT NULL, activities INTEGER NOT NULL, subactivities INTEGER NOT NULL,
  provincial INTEGER NOT NULL, district INTEGER NOT NULL, replaced INTEGER NOT NULL) STRICT;
CREATE TABLE entry(
  n INTEGER PRIMARY KEY, level INTEGER NOT NULL, scope INTEGER NOT NULL, above INTEGER NOT NULL,
  code TEXT NOT NULL, key TEXT NOT NULL, digits TEXT NOT NULL, name TEXT NOT NULL, fold TEXT NOT NULL,
  around TEXT NOT NULL) STRICT;
CREATE TABLE detail(
  n INTEGER PRIMARY KEY, performance TEXT NOT NULL, indicator TEXT NOT NULL, unit TEXT NOT NULL,
  definition TEXT NOT NULL) STRICT;
CREATE TABLE replaced(code TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, by INTEGER NOT NULL) STRICT;
"""
_INDEXES = """
CREATE INDEX entry_key ON entry(key);
CREATE INDEX replaced_key ON replaced(key);
CREATE INDEX replaced_by ON replaced(by);
"""
_BY_LEVEL = ", ".join(f"count(DISTINCT CASE WHEN level = {int(level)} THEN key END)" for level in list(Level)[:-1])
_LOWEST = f"sum(level = {int(Level.SUBACTIVITY)} AND %s)"
_FOR = tuple(_LOWEST % test for test in ("scope & 1 <> 0", "scope & 2 <> 0", "scope = 0"))
# Subkegiatan of provinces and of districts count apart, as SIPD counts them.
_COUNTED = f"""SELECT ?, ?, ?, {_BY_LEVEL}, {" + ".join(_FOR)}, {_FOR[0]}, {_FOR[1]},
  (SELECT count(*) FROM replaced) FROM entry"""
COLUMNS = "n, level, code, name, scope"


def write_list(path: Path, content: Content, *, name: str, source: str, imported_at: str) -> None:
    """Make the file of a list; it is there whole and readable, or not at all. Raises ``UserFacingError``."""
    image = _image(content, name, source, imported_at)

    def fill(stream: BinaryIO) -> None:
        stream.write(image)

    def verify(written: Path) -> None:
        with contextlib.closing(ListFile(written)) as made:
            if made.read("SELECT count(*) FROM entry") != [(len(content.entries),)]:
                raise UnreadableList(written)

    write_atomically(path, fill, verify=verify, size=len(image))


def _image(content: Content, name: str, source: str, imported_at: str) -> bytes:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        db.execute(f"PRAGMA user_version={FORMAT}")
        db.executescript(_TABLES)
        db.execute("BEGIN")
        db.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _entry_rows(content.entries))
        told = ((n, one.performance, one.indicator, one.unit, one.definition) for n, one in enumerate(content.entries))
        db.executemany("INSERT INTO detail VALUES (?, ?, ?, ?, ?)", (row for row in told if any(row[1:])))
        older = ((one.code, code_key(one.code), one.name, one.by) for one in content.replaced)
        db.executemany("INSERT INTO replaced VALUES (?, ?, ?, ?)", older)
        db.execute(f"INSERT INTO about {_COUNTED}", (name, source, imported_at))
        db.execute("COMMIT")
        db.executescript(_INDEXES)
        return db.serialize()


def _entry_rows(entries: Sequence[Given]) -> Iterator[tuple[object, ...]]:
    for n, one in enumerate(entries):
        key = code_key(one.code)
        digits = "".join(letter for letter in one.code.upper() if letter.isalnum())
        around = "\n".join(fold(text) for text in (one.indicator, one.performance, *_names_above(entries, one)) if text)
        yield (
            n, int(one.level), int(one.scope), one.above, one.code, key, digits, one.name, fold(one.name), around
        )  # fmt: skip


def _names_above(entries: Sequence[Given], one: Given) -> Iterator[str]:
    for _step in Level:
        if one.above < 0:
            return
        one = entries[one.above]
        yield one.name


class UnreadableList(UserFacingError):
    """A file in the folder of the lists is not whole, or not ours."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("Daftar nomenklatur {name} rusak, sehingga tidak dibaca. Rencana Anda tidak terpengaruh.").format(
                name=path.name
            ),
            _("Impor lagi buku kerja nomenklatur dari SIPD."),
        )
        self.path = path


class ListFile:
    """An imported list, open for reading. ``UnreadableList`` for a damaged or foreign file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._db = _open(path)
        except (sqlite3.Error, OSError) as error:
            raise UnreadableList(path) from error
        try:
            self.version = self._read_version()
        except (sqlite3.Error, TypeError, ValueError) as error:
            self._db.close()
            raise UnreadableList(path) from error

    def close(self) -> None:
        """Let the file go, so that it can be removed on Windows too."""
        self._db.close()

    def _read_version(self) -> Version:
        identity, form, pages, page = (self._db.execute(f"PRAGMA {name}").fetchone()[0] for name in _STAMPS)
        size = self.path.stat().st_size
        if (identity, form, pages * page) != (APPLICATION_ID, FORMAT, size):
            raise ValueError("not a whole list of ours")
        [row] = self._db.execute("SELECT * FROM about")
        name, source, imported_at, *counts = row
        datetime.fromisoformat(imported_at)
        numbers = [int(count) for count in counts]
        levels, (provincial, district, replaced) = tuple(numbers[:-3]), numbers[-3:]
        return Version(
            self.path.stem, str(name), str(source), imported_at, levels, provincial, district, replaced, size
        )  # fmt: skip

    def read(self, sql: str, values: Iterable[object] = ()) -> list[tuple[object, ...]]:
        """Rows of a query; what was typed stands in ``values`` alone. ``UnreadableList`` where the drive fails."""
        try:
            return self._db.execute(sql, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE:
                raise UnreadableList(self.path) from error
            raise

    def by_key(self, key: str) -> list[Entry]:
        """The entries that have a code in its compared form."""
        return [entry_of(row) for row in self.read(f"SELECT {COLUMNS} FROM entry WHERE key = ? ORDER BY n", (key,))]

    def by_number(self, number: int) -> Entry | None:
        """One entry."""
        rows = self.read(f"SELECT {COLUMNS} FROM entry WHERE n = ?", (number,))
        return entry_of(rows[0]) if rows else None

    def by_numbers(self, numbers: Sequence[int]) -> list[Entry]:
        """Entries in the order that is asked for."""
        marks = ", ".join("?" * len(numbers))
        rows = self.read(f"SELECT {COLUMNS} FROM entry WHERE n IN ({marks})", numbers)
        found = {entry.number: entry for entry in map(entry_of, rows)}
        return [found[number] for number in numbers if number in found]

    def successors(self, key: str) -> list[Entry]:
        """The entries that have taken the place of an older code."""
        own = ", ".join(f"entry.{name}" for name in COLUMNS.split(", "))
        query = f"SELECT DISTINCT {own} FROM replaced JOIN entry ON entry.n = replaced.by WHERE replaced.key = ?"
        return [entry_of(row) for row in self.read(f"{query} ORDER BY entry.n", (key,))]

    def above(self, number: int) -> list[Entry]:
        """The entries above one, the topmost first."""
        found: list[Entry] = []
        for _step in Level:
            rows = self.read(f"SELECT {COLUMNS} FROM entry WHERE n = (SELECT above FROM entry WHERE n = ?)", (number,))
            if not rows:
                break
            found.insert(0, entry_of(rows[0]))
            number = found[0].number
        return found

    def detail(self, number: int) -> Detail:
        """What the list says of an entry beside its name."""
        rows = self.read("SELECT performance, indicator, unit, definition FROM detail WHERE n = ?", (number,))
        older = tuple(str(row[0]) for row in self.read("SELECT code FROM replaced WHERE by = ?", (number,)))
        texts = [str(text) for text in rows[0]] if rows else ["", "", "", ""]
        return Detail(texts[0], texts[1], texts[2], texts[3], older)


_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
_STAMPS = ("application_id", "user_version", "page_count", "page_size")


def _open(path: Path) -> sqlite3.Connection:
    if not path.stat().st_size:
        raise OSError("empty")
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "query_only=ON"):
            db.execute(f"PRAGMA {pragma}")
    except BaseException:
        db.close()
        raise
    return db


def entry_of(row: Sequence[object]) -> Entry:
    """A row of ``COLUMNS`` as an entry."""
    number, level, code, name, scope = row
    return Entry(int(str(number)), Level(int(str(level))), str(code), str(name), Scope(int(str(scope))))
