"""Saves one typed value by the rules of its noun: spans in order, a decision with its reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from gmsc_desktop.models import cells, drafts
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.drafts import UseCase


def by_rules(table: str, column: str) -> UseCase:
    """The use case of a text, code, date, year or choice (not of a number with decimals) of a record."""

    def use(db: Any, record_id: str, value: Value) -> None:  # Any: a connection, which ui does not name
        cells.set_cell(db, table, record_id, column, "" if value is None else str(value), date.today())

    return use


def with_what_waited(table: str, column: str, waiting: str) -> UseCase:
    """As ``by_rules``; then ``waiting`` is set too, where its text was refused for want of this value (a reason)."""
    first = by_rules(table, column)

    def use(db: Any, record_id: str, value: Value) -> None:
        first(db, record_id, value)
        text = drafts.kept(db, table, record_id, waiting)
        if text is not None and value is not None:
            cells.set_cell(db, table, record_id, waiting, text, date.today())
            drafts.clear(db, table, record_id, waiting)

    return use


def all_by_rules(table: str, *columns: str) -> dict[str, UseCase]:
    """The use cases of several columns, as a form takes them."""
    return {column: by_rules(table, column) for column in columns}
