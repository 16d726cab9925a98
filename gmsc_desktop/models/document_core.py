"""The connection of an open plan as use cases take it: plain SQL in, plain values out.

Its few words are SQLAlchemy's own (``Connection.exec_driver_sql`` and the results of it), which does the same here at
the price of 25 MB of memory and 120 ms in every window. The tables themselves are declared with it (``schema_tables``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

# Any: a value of a column, as SQLite gives it. Whoever asks knows what the column holds.
Row = tuple[Any, ...]


class Rows:
    """What a statement came to; the rows can be taken once."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Row]:
        return iter(self._cursor)

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._cursor.rowcount

    def all(self) -> list[Row]:
        """All rows."""
        return self._cursor.fetchall()

    def first(self) -> Row | None:
        """The first row, None where there is none; the others are let go."""
        row: Row | None = self._cursor.fetchone()
        self._cursor.close()
        return row

    def scalar(self) -> Any:
        """The first value of the first row, None where there is none."""
        row = self.first()
        return None if row is None else row[0]

    def one(self) -> Row:
        """The only row. ``LookupError`` where there is none or more than one."""
        rows: list[Row] = self._cursor.fetchmany(2)
        self._cursor.close()
        if len(rows) != 1:
            raise LookupError(f"{len(rows)} rows instead of one")
        return rows[0]

    def scalar_one(self) -> Any:
        """The first value of the only row. ``LookupError`` as ``one``."""
        return self.one()[0]


class Connection:
    """The one connection of a plan, and never another."""

    __slots__ = ("raw",)

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw

    def exec_driver_sql(self, statement: str, values: Sequence[Any] = ()) -> Rows:
        """Do a statement with a ``?`` for each value; with a list of rows, once for each. Raises ``sqlite3.Error``."""
        if isinstance(values, list):
            return Rows(self.raw.executemany(statement, values))
        return Rows(self.raw.execute(statement, values))
