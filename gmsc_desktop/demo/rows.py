"""Makes rows of the plan out of lines: ids that follow from the plan's id, values of the declared kinds, positions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from gmsc_desktop.demo.cells import Line
from gmsc_desktop.models.fields import BY_NAME, FieldSpec, TableSpec
from gmsc_desktop.models.fields.spec import FIXED_KINDS, INTEGER_KINDS, REAL_KINDS, REFERENCE_KINDS, Kind
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.order import n_between
from gmsc_desktop.models.snapshot import Json
from gmsc_desktop.values import try_number

Row = dict[str, Json]

_NAMESPACE = uuid.UUID("0b9a52a4-2c27-5d5e-8d5b-73170f5c1d6e")
_SINGLETONS = {"plan", "region"}


class Ids:
    """The id of every line: its own from the plan's id and its key, a derived one from its fixed columns."""

    def __init__(self, plan_id: str, lines: Iterable[Line]) -> None:
        self._plan_id = plan_id
        self._ids: dict[tuple[str, str], str] = {}
        for line in lines:
            place = (line.table, line.key)
            if place in self._ids:
                raise ValueError(f"{line.table}: {line.key} stands there twice")
            self._ids[place] = self._made(line)

    def of(self, table: str, key: str) -> str:
        """The id of the line of a table with this key; `KeyError` where there is none."""
        return self._ids[table, key]

    def _made(self, line: Line) -> str:
        spec = BY_NAME[line.table]
        if line.table in _SINGLETONS:
            return self._plan_id if line.table == "plan" else derived_id(line.table, self._plan_id)
        if line.table == "evidence_link":
            evidence, owner, key = line.key.split("/", 2)
            return derived_id(line.table, self.of("evidence", evidence), owner, self.of(owner, key))
        if spec.derived:
            return self._derived(spec, line)
        return str(uuid.uuid5(_NAMESPACE, "\x1f".join((self._plan_id, line.table, line.key))))

    def _derived(self, spec: TableSpec, line: Line) -> str:
        keys = [self._key(field, line.cells[field.column]) for field in spec.fields if field.kind in FIXED_KINDS]
        if not any(field.kind is Kind.OWNER for field in spec.fields):
            keys.insert(0, self._plan_id)
        return derived_id(spec.name, *keys)

    def _key(self, field: FieldSpec, cell: str) -> str:
        return self.of(field.target, cell) if field.kind is Kind.OWNER else cell


def make_rows(plan_id: str, lines: list[Line]) -> list[tuple[Line, Row]]:
    """A row beside each line, with every column of its table: empty text and figures are None."""
    ids = Ids(plan_id, lines)
    rows = [(line, _row(ids, line)) for line in lines]
    for spec in {line.table: BY_NAME[line.table] for line in lines}.values():
        _arrange(spec, [row for line, row in rows if line.table == spec.name])
    return rows


def _row(ids: Ids, line: Line) -> Row:
    spec = BY_NAME[line.table]
    unknown = set(line.cells) - set(spec.columns)
    if unknown:
        raise ValueError(f"{line.table} has no column {', '.join(sorted(unknown))}")
    row: Row = {"id": ids.of(line.table, line.key)}
    for field in spec.fields:
        row[field.column] = _value(ids, field, line.cells.get(field.column, ""))
    for field in spec.fields:
        if field.number_column:
            row[field.number_column] = try_number(line.cells.get(field.column, ""))
    return row


def _value(ids: Ids, field: FieldSpec, cell: str) -> Json:
    if field.kind is Kind.FLAG:
        return cell == "ya"
    if not cell:
        return None
    if field.kind in REFERENCE_KINDS:
        return ids.of(field.target, cell)
    if field.kind in INTEGER_KINDS:
        return int(cell)
    return float(cell) if field.kind in REAL_KINDS else cell


def _arrange(spec: TableSpec, rows: list[Row]) -> None:
    if any(field.kind is Kind.ORDER for field in spec.fields):
        for row, position in zip(rows, n_between(None, None, len(rows)), strict=True):
            row["position"] = position
