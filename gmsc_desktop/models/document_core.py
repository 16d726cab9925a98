"""SQLAlchemy on an open plan: there from the first change on."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Core:
    """SQLAlchemy on the one connection of a plan, and never on another; brought in by the first use, not by opening."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self._made: Connection | None = None

    def __call__(self) -> Connection:
        """The connection as use cases take it, always the same."""
        if self._made is None:
            from sqlalchemy import create_engine
            from sqlalchemy.pool import StaticPool

            engine = create_engine(
                "sqlite://",
                creator=lambda: self._raw,
                poolclass=StaticPool,
                pool_reset_on_return=None,
                isolation_level="AUTOCOMMIT",
            )
            self._made = engine.connect()
        return self._made

    def close(self) -> None:
        """Close the connection."""
        if self._made is not None:
            self._made.close()
            self._made.engine.dispose()
        self._raw.close()
