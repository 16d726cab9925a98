"""Writes a document from outside into the plan, inside one change: only what was decided, nothing deleted unasked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import editing, rpjmd
from gmsc_desktop.models.checked import Given
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.fields.spec import FIXED_KINDS
from gmsc_desktop.models.intake.agencies import is_many, plain_name
from gmsc_desktop.models.intake.comparing import Change, Comparison, tying_columns
from gmsc_desktop.models.intake.incoming import (
    COLUMNS,
    NUMBERS,
    PARENTS,
    RUNGS,
    Incoming,
    IncomingRow,
    within_limit,
)
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection


@dataclass
class Written:
    """What was written: counts of records by table, and sentences for what could not be as it was."""

    document_id: str
    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    carried: int = 0
    untied: int = 0  # mappings that went with what was deleted
    sentences: list[str] = field(default_factory=list)


def write(
    db: Connection,
    incoming: Incoming,
    comparison: Comparison,
    *,
    skip: Collection[str] = (),
    remove: Collection[str] = (),
) -> Written:
    """Write what ``compare`` told; ``skip`` are ids of changes that are left out, with all that stands below them.

    ``remove`` are ids of records that the file does not have and that a person wants deleted. Raises
    ``UserFacingError``; then the change is rolled back and nothing was written.
    """
    return _Writer(db, incoming, comparison, frozenset(skip)).write(frozenset(remove))


class _Writer:
    def __init__(self, db: Connection, incoming: Incoming, comparison: Comparison, skip: frozenset[str]) -> None:
        self._db = db
        self._incoming = incoming
        self._comparison = comparison
        self._skip = skip
        self._ids: dict[str, str] = dict(comparison.matches)
        self._agencies = dict(comparison.agencies)
        self._changed = {change.id: change for change in comparison.of("changed") if change.id not in skip}
        self._done = Written(comparison.document_id)

    def write(self, remove: frozenset[str]) -> Written:
        self._document()
        self._new_agencies()
        for table in RUNGS:
            for row in self._incoming.of(table):
                self._rung(table, row)
        self._programme_agencies()
        for table, owner in (("target", "indicator_id"), ("ceiling", "programme_id")):
            for row in self._incoming.of(table):
                self._cell(table, owner, row)
        self._carry()
        before, rows = self._ties(), {table: self._rows(table) for table in RUNGS}
        for change in self._comparison.of("removed"):
            if change.id in remove:
                self._remove(change)
        self._done.untied = before - self._ties()
        gone = {table: count - self._rows(table) for table, count in rows.items()}
        self._done.removed = {table: count for table, count in gone.items() if count}
        return self._done

    def _rows(self, table: str) -> int:
        return int(self._db.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())

    def _ties(self) -> int:
        """How many mappings there are."""
        tables = {name for table in RUNGS for name, _column in tying_columns(table)}
        return sum(map(self._rows, tables))

    def _count(self, counts: dict[str, int], table: str) -> None:
        counts[table] = counts.get(table, 0) + 1

    def _document(self) -> None:
        incoming = self._incoming
        years, period = incoming.years, incoming.period
        known = self._done.document_id
        if known and known not in self._changed:
            return
        values: dict[str, Given] = {"vision": self._fitted("planning_document", "vision", incoming.vision) or None}
        if known:
            editing.change(self._db, "planning_document", known, values)
            self._count(self._done.changed, "planning_document")
            return
        if not period and not years:
            raise UserFacingError(
                _("Berkas ini tidak menyebut tahun atau periodenya, sehingga dokumennya tidak dapat dibuat."),
                _("Tambahkan dulu dokumen perencanaan itu dengan periodenya di rencana ini, lalu impor lagi."),
            )
        self._done.document_id = rpjmd.add_document(
            self._db,
            incoming.kind,
            period_start=period[0] if period else years[0],
            period_end=period[1] if period else years[-1],
            target_start=years[0] if years else None,
            target_end=years[-1] if years else None,
            title=incoming.title,
            **(values if incoming.kind != rpjmd.TRANSITION else {}),
        )
        self._count(self._done.added, "planning_document")

    def _new_agencies(self) -> None:
        made: dict[str, str] = {}
        wanted = {change.id for change in self._comparison.of("added") if change.table == "agency"} - self._skip
        for row in self._incoming.of("agency"):
            rid, name = str(row["id"]), str(row["name"])
            if rid in self._agencies or is_many(name):
                continue
            if rid in wanted:
                fitted = self._fitted("agency", "name", name)
                made[plain_name(name)] = editing.add(self._db, "agency", {"name": fitted})
                self._count(self._done.added, "agency")
            if plain_name(name) in made:
                self._agencies[rid] = made[plain_name(name)]

    def _rung(self, table: str, row: IncomingRow) -> None:
        rid = str(row["id"])
        known = self._ids.get(rid)
        if known is not None:
            change = self._changed.get(known)
            if change is not None:
                self._change(table, known, row, change)
            return
        parents = [str(row[column]) for column in PARENTS[table] if row.get(column)]
        if rid in self._skip or any(parent not in self._ids for parent in parents):
            return
        if table == "indicator" and not parents:
            return
        values = {column: self._value(table, column, row) for column in COLUMNS[table]}
        values = {column: value for column, value in values.items() if value is not None}
        owner: dict[str, Given] = {} if table == "strategy" else {"document_id": self._done.document_id}
        self._ids[rid] = editing.add(self._db, table, {**owner, **values, **self._numbers(table, row, values)})
        self._count(self._done.added, table)

    def _change(self, table: str, record_id: str, row: IncomingRow, change: Change) -> None:
        columns = [one.column for one in change.fields if BY_NAME[table].field(one.column).kind not in FIXED_KINDS]
        values = {column: self._value(table, column, row) for column in columns}
        values = {column: value for column, value in values.items() if value is not None}
        if values:
            editing.change(self._db, table, record_id, {**values, **self._numbers(table, row, values)})
            self._count(self._done.changed, table)

    def _value(self, table: str, column: str, row: IncomingRow) -> Given:
        value = row.get(column)
        if value is None or value == "":
            return None
        if column == "agency_id":
            return self._agencies.get(str(value))
        if column in PARENTS[table]:
            return self._ids.get(str(value))
        return self._fitted(table, column, value) if isinstance(value, str) else cast(Given, value)

    def _numbers(self, table: str, row: IncomingRow, values: Mapping[str, Given]) -> dict[str, Given]:
        """The numbers beside written figures, as the reader of the file was certain of them."""
        if table != "indicator":
            return {}
        pairs = {column: NUMBERS[column] for column in ("baseline_text", "end_text") if column in values}
        return {number: cast(Given, row.get(number)) for number in pairs.values()}

    def _programme_agencies(self) -> None:
        for row in self._incoming.of("programme_agency"):
            programme = self._ids.get(str(row["programme_id"]))
            agency = self._agencies.get(str(row["agency_id"]))
            if programme and agency:
                keys: dict[str, Given] = {"programme_id": programme, "agency_id": agency}
                editing.assign(self._db, "programme_agency", keys, {})

    def _cell(self, table: str, owner: str, row: IncomingRow) -> None:
        record = self._ids.get(str(row[owner]))
        if record is None or str(row["id"]) in self._skip:
            return
        keys: dict[str, Given] = {owner: record, "year": cast(int, row["year"])}
        values: dict[str, Given]
        if table == "target":
            values = {"text": self._fitted(table, "text", str(row["text"])), "number": cast(Given, row.get("number"))}
        else:
            values = {"amount": cast(int, row["amount"])}
        known = editing.row_id(self._db, BY_NAME[table], cast("dict[str, str | int]", keys))
        there = self._db.exec_driver_sql(f"SELECT 1 FROM {table} WHERE id=?", (known,)).first()
        if there is not None and known not in self._changed:
            return
        try:
            editing.assign(self._db, table, keys, values)
        except UserFacingError as refused:
            self._done.sentences.append(f"{refused.sentence} {_('Angka itu tidak diambil.')}")
            return
        self._count(self._done.changed if there is not None else self._done.added, table)

    def _fitted(self, table: str, column: str, text: str) -> str:
        """A text within its field; what is longer is cut, and told."""
        fitted = within_limit(table, column, text)
        if fitted != text:
            sentence = _("“{text}…” lebih panjang daripada {limit} huruf, sehingga ujungnya dipotong.")
            limit = BY_NAME[table].field(column).limit
            self._done.sentences.append(sentence.format(text=text[:60], limit=limit))
        return fitted

    def _carry(self) -> None:
        """Mappings to the older document go over to the same rungs of the new one; the older ones stay as they are."""
        for tie in self._comparison.ties:
            target = self._ids.get(tie.target) if tie.target else None
            if target is None:
                continue
            columns = [one.column for one in BY_NAME[tie.table].fields]
            sql = f"SELECT {','.join(columns)} FROM {tie.table} WHERE id=?"
            row = self._db.exec_driver_sql(sql, (tie.id,)).one()
            values = dict(zip(columns, row, strict=True)) | {tie.column: target}
            fixed = {one.column for one in BY_NAME[tie.table].fields if one.kind in FIXED_KINDS}
            keys = {column: value for column, value in values.items() if column in fixed}
            rest = {column: value for column, value in values.items() if column not in fixed and value is not None}
            editing.assign(self._db, tie.table, keys, rest)
            self._done.carried += 1

    def _remove(self, change: Change) -> None:
        table = change.table
        if self._db.exec_driver_sql(f"SELECT 1 FROM {table} WHERE id=?", (change.id,)).first() is None:
            return  # went with the rung above
        rpjmd.delete_branch(self._db, table, change.id)
