"""What records and values are called: references by name, choices by label, for sheets and pages of any table."""

from __future__ import annotations

from typing import cast

from gmsc_desktop.exports.wording import date_text, joined, money_text, month_text, percent_text
from gmsc_desktop.models.fields import BY_NAME, FieldSpec, Kind, TableSpec
from gmsc_desktop.models.fields.spec import INTEGER_KINDS, REAL_KINDS, REFERENCE_KINDS
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.models.snapshot import Json, Record, Snapshot
from gmsc_desktop.text import _
from gmsc_desktop.values import format_number

_DEEPEST = 4  # owners of owners; a chain in the tables is shorter


class Names:
    """Names of the records of one snapshot, each worked out once."""

    def __init__(self, snapshot: Snapshot, reference: ReferencePack) -> None:
        self._snapshot = snapshot
        self._reference = reference
        self._rows: dict[str, dict[str, Record]] = {}
        self._known: dict[tuple[str, str], str] = {}

    def of(self, table: str, record_id: str) -> str:
        """The name of a record; its id where it is not there, "" for no id."""
        if not record_id:
            return ""
        if (table, record_id) not in self._known:
            self._known[table, record_id] = self._name(BY_NAME[table], record_id, _DEEPEST)
        return self._known[table, record_id]

    def shown(self, field: FieldSpec, value: Json) -> str:
        """A value as a person reads it; empty for an empty one."""
        if value is None or value == "":
            return ""
        if field.kind is Kind.FLAG:
            return _("Ya") if value else ""
        if field.kind in REFERENCE_KINDS:
            return self.of(field.target, str(value))
        if field.choices:
            return self._reference.label(field.choices, str(value))
        return _formatted(field.kind, value)

    def _name(self, table: TableSpec, record_id: str, deep: int) -> str:
        row = self._row(table.name, record_id)
        if row is None or deep == 0:
            return record_id
        parts = []
        if not table.title_column or table.field(table.title_column).kind is Kind.DATE:
            owners = (f for f in table.fields if f.kind in REFERENCE_KINDS and getattr(row, f.column))
            parts = [self._name(BY_NAME[f.target], getattr(row, f.column), deep - 1) for f in owners]
            parts += [str(getattr(row, f.column)) for f in table.fields if f.kind is Kind.KEY_YEAR]
        if table.title_column:
            title = self.shown(table.field(table.title_column), getattr(row, table.title_column))
            parts.append(joined(getattr(row, "code", ""), title, by=" ") if table.title_column != "code" else title)
        return joined(*dict.fromkeys(parts)) or record_id

    def _row(self, table: str, record_id: str) -> Record | None:
        if table not in self._rows:
            self._rows[table] = {row.id: row for row in self._snapshot.rows(table)}
        return self._rows[table].get(record_id)


def _formatted(kind: Kind, value: Json) -> str:
    if kind is Kind.DATE:
        return date_text(str(value))
    if kind is Kind.MONTH:
        return month_text(str(value))
    if kind is Kind.MONEY:
        return money_text(cast(int, value))
    if kind is Kind.PERCENT:
        return percent_text(cast(float, value))
    if kind in {Kind.YEAR, Kind.KEY_YEAR}:
        return str(value)
    if kind in INTEGER_KINDS | REAL_KINDS:
        return format_number(cast(float, value))
    return str(value)
