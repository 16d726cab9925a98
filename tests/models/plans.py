"""Plans in memory for tests of the record of change, and what they come to."""

from __future__ import annotations

import sqlite3
import tempfile
from functools import cache
from pathlib import Path

from gmsc_desktop.models.document import Document
from gmsc_desktop.models.document_file import prepare
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.merge import conflicts
from gmsc_desktop.models.schema import create_tables

_FOLDER = tempfile.TemporaryDirectory(prefix="gmsc-uji-")

State = dict[str, list[tuple[object, ...]]]


def memory_document(name: str = "Penyusun", image: bytes = b"") -> Document:
    """A plan of the real schema in memory: an empty one, or what an image of a whole file holds."""
    raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    raw.deserialize(image or _empty())
    raw.execute("PRAGMA foreign_keys=ON")
    prepare(raw)
    return Document(Path(tempfile.mkdtemp(dir=_FOLDER.name)), raw, Author(new_id(), name, "laptop"))


@cache
def _empty() -> bytes:
    """The image of an empty file of the real schema: thousands of plans begin with it."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    raw.execute("PRAGMA foreign_keys=ON")
    create_tables(raw)
    image = raw.serialize()
    raw.close()
    return image


class Plans:
    """Plans in memory whose connections serve again: most of the time that a new one takes goes into its triggers.

    Only for plans that nobody looks at after ``back``.
    """

    def __init__(self) -> None:
        self._free: list[sqlite3.Connection] = []
        self._used: list[Document] = []

    def document(self, name: str = "Penyusun") -> Document:
        """An empty plan."""
        if self._free:
            made = Document(Path(_FOLDER.name), self._free.pop(), Author(new_id(), name, "laptop"))
        else:
            made = memory_document(name)
        self._used.append(made)
        return made

    def copy_of(self, document: Document) -> Document:
        """A plan that knows nothing but the other's history."""
        made = self.document()
        merge_into(made, document)
        return made

    def back(self, *, close: bool = False) -> None:
        """All plans that were given out are empty again, or closed for good."""
        for document in self._used:
            document.finish()
            if not close:
                _empty_out(document.raw)
                self._free.append(document.raw)
        self._used.clear()
        for raw in self._free if close else ():
            raw.close()


def _empty_out(raw: sqlite3.Connection) -> None:
    raw.execute("PRAGMA query_only=OFF")
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("BEGIN")
    for (table,) in raw.execute("SELECT name FROM main.sqlite_master WHERE type='table'").fetchall():
        raw.execute(f"DELETE FROM main.{table}")
    raw.execute("DELETE FROM capture")
    raw.execute("COMMIT")
    raw.execute("PRAGMA foreign_keys=ON")
    raw.execute("PRAGMA query_only=ON")


def state(document: Document) -> State:
    """Every row of the plan's tables, sorted by id."""
    found: State = {}
    for table in TABLES:
        rows = document.raw.execute(f"SELECT id,{','.join(table.columns)} FROM {table.name} ORDER BY id").fetchall()
        if rows:
            found[table.name] = rows
    return found


def conflict_list(document: Document) -> list[tuple[str, str, tuple[str, ...]]]:
    """The open conflicts with their values in a fixed order."""
    return [(c.record, c.key, tuple(sorted(map(repr, c.values)))) for c in conflicts(document.raw)]


def exported(document: Document) -> object:
    """The history as it travels, after the open row is closed."""
    with document.freeze() as frozen:
        return frozen.history()


def copy_of(document: Document) -> Document:
    """A plan that knows nothing but the other's history."""
    made = memory_document()
    with document.freeze() as frozen:
        made.merge(frozen.history(), "Gabung")
    return made


def merge_into(target: Document, other: Document) -> None:
    """Take the other's history over."""
    with other.freeze() as frozen:
        target.merge(frozen.history(), "Gabung")


def heads_are_right(document: Document) -> bool:
    """Whether ``head`` is what it would be if it were computed anew."""
    query = """
    SELECT count(*) FROM op o WHERE o.head <> (
      NOT EXISTS(SELECT 1 FROM op q WHERE q.prev=o.n)
      AND NOT EXISTS(SELECT 1 FROM op_parent p JOIN op q ON q.n=p.op
                     WHERE p.parent=o.n AND q.record=o.record AND q.field=o.field))
    """
    return bool(document.raw.execute(query).fetchone()[0] == 0)


def foreign_keys_are_whole(document: Document) -> bool:
    """Whether every reference points at a row."""
    return document.raw.execute("PRAGMA foreign_key_check").fetchall() == []
