"""The format of a plan's file: its number, the tables of the history and of this computer, and all statements.

The tables of the plan stand in ``schema_tables``; opening a plan that is there does without them.

The rules follow from merging (docs/decisions): no UNIQUE but ids, no CHECK over two columns, foreign keys deferred
and without ON DELETE. Tables are STRICT, so a value always has the type that its field declares.
"""

from __future__ import annotations

import sqlite3

from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.models.fields.spec import REFERENCE_KINDS

FORMAT = 1  # PRAGMA user_version
APPLICATION_ID = 0x474D5343  # "GMSC"

HISTORY_DDL = """
CREATE TABLE record(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, tbl TEXT NOT NULL);
CREATE TABLE field(n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE author(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, device TEXT);
CREATE TABLE change(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, label TEXT NOT NULL, kind TEXT NOT NULL,
  author INTEGER REFERENCES author, at TEXT NOT NULL, source TEXT) STRICT;
CREATE TABLE op(n INTEGER PRIMARY KEY, change INTEGER NOT NULL REFERENCES change, i INTEGER NOT NULL,
  record INTEGER NOT NULL REFERENCES record, field INTEGER NOT NULL REFERENCES field,
  value, prev INTEGER REFERENCES op, head INTEGER NOT NULL);
CREATE TABLE op_parent(op INTEGER NOT NULL REFERENCES op, parent INTEGER NOT NULL REFERENCES op,
  PRIMARY KEY(op, parent)) WITHOUT ROWID;
CREATE INDEX op_head ON op(record, field) WHERE head=1;
CREATE UNIQUE INDEX op_change ON op(change, i);
CREATE INDEX op_prev ON op(prev) WHERE prev IS NOT NULL;
CREATE INDEX op_parent_parent ON op_parent(parent);
"""

# Outside the history: contacts of persons, typed values that could not be read yet, and facts of this computer alone.
LOCAL_DDL = """
CREATE TABLE contact(id TEXT NOT NULL PRIMARY KEY, person_id TEXT NOT NULL, kind TEXT NOT NULL,
  value TEXT NOT NULL) STRICT;
CREATE TABLE draft(id TEXT NOT NULL PRIMARY KEY, record_table TEXT NOT NULL, record_id TEXT NOT NULL,
  field TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE outgoing(id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, stage TEXT NOT NULL,
  round INTEGER NOT NULL, sequence INTEGER NOT NULL, made_at TEXT NOT NULL, made_by TEXT NOT NULL,
  recipient TEXT NOT NULL, place TEXT NOT NULL, contents TEXT NOT NULL, file_name TEXT NOT NULL,
  size INTEGER NOT NULL, digest TEXT NOT NULL, seal_hash TEXT NOT NULL, override_reason TEXT NOT NULL,
  contacts INTEGER NOT NULL, masked INTEGER NOT NULL) STRICT;
CREATE TABLE local(key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


def ddl() -> list[str]:
    """The statements that make an empty plan file, in a fixed order."""
    from gmsc_desktop.models.schema_tables import plan_ddl

    return [s.strip() for s in (HISTORY_DDL + LOCAL_DDL).split(";") if s.strip()] + plan_ddl()


def create_tables(raw: sqlite3.Connection) -> None:
    """Make all tables in an empty file and stamp it as ours, in one transaction."""
    raw.execute("BEGIN IMMEDIATE")
    for statement in ddl():
        raw.execute(statement)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version = {FORMAT}")
    raw.execute("COMMIT")


def references() -> list[tuple[str, str, str]]:
    """Every foreign key of the plan as (table, column, table pointed at)."""
    return [(t.name, f.column, f.target) for t in TABLES for f in t.fields if f.kind in REFERENCE_KINDS]
