"""What a document from outside would change in the plan: added, changed, removed; and the ties that go over to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from gmsc_desktop.models.fields import BY_NAME, TABLES
from gmsc_desktop.models.fields.spec import Kind
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.intake.agencies import KnownAgencies, is_many, plain_name
from gmsc_desktop.models.intake.incoming import COLUMNS, NUMBERS, PARENTS, RUNGS, TEXTS, Incoming, IncomingRow
from gmsc_desktop.models.intake.matching import Matching, plain_text
from gmsc_desktop.models.records import RECORDS, Agency, PlanningDocument
from gmsc_desktop.models.rpjmd import TRANSITION
from gmsc_desktop.models.snapshot import Json, Record, Snapshot

_OWN = frozenset((*RUNGS, "target", "ceiling", "programme_agency", "planning_document"))
_OF_ONE_OFFICE = "renstra"
_CELLS = {"target": "indicator_id", "ceiling": "programme_id"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value before and after."""

    column: str
    before: Json
    after: Json


@dataclass(frozen=True, slots=True)
class Change:
    """One row that comes, changes or is no longer there.

    ``id`` is that of the row from outside where it is added, else of the record; ``name`` is what a person calls it,
    ``owner`` what it stands under; ``ties`` counts the mappings that hang on a record. ``above`` are the records under
    which one that is no longer there stands, the nearest first: it goes with any of them.
    """

    kind: Literal["added", "changed", "removed"]
    table: str
    id: str
    name: str
    owner: str = ""
    fields: tuple[FieldChange, ...] = ()
    ties: int = 0
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A mapping to a record of an older document; ``target`` is the row of the new one that it goes over to, or ""."""

    table: str
    id: str
    column: str
    target: str
    name: str


@dataclass(frozen=True)
class Comparison:
    """Everything that would change. ``document_id`` is "" for a new document; nothing removed goes by itself."""

    document_id: str
    previous_id: str
    matches: Mapping[str, str]
    agencies: Mapping[str, str]  # by the id from outside the office of the plan; new ones are not in it
    changes: tuple[Change, ...]
    ties: tuple[Tie, ...]

    def of(self, kind: str) -> list[Change]:
        """The changes of one kind."""
        return [change for change in self.changes if change.kind == kind]


def compare(snapshot: Snapshot, incoming: Incoming) -> Comparison:
    """Hold a document from outside against the plan; nothing is written."""
    incoming = incoming.within_limits()
    document = document_of(snapshot, incoming)
    matching = Matching(snapshot, incoming, document.id) if document else None
    matches = matching.records if matching else {}
    known = KnownAgencies(snapshot.all(Agency))
    agencies = {str(row["id"]): found for row in incoming.of("agency") if (found := known.find(str(row["name"])))}
    view = _View(snapshot, incoming, document, matches, agencies)
    previous = None if document else _previous(snapshot, incoming)
    ties = tuple(_ties(snapshot, incoming, previous)) if previous else ()
    return Comparison(
        document.id if document else "",
        previous.id if previous else "",
        matches,
        agencies,
        tuple(view.changes()),
        ties,
    )


def document_of(snapshot: Snapshot, incoming: Incoming) -> PlanningDocument | None:
    """The document of the plan that comes again: of the same kind and years, or without years of its own; a table that
    tells no period, and has some of the years of one document alone, is a part of that one.
    """
    same = [row for row in snapshot.all(PlanningDocument) if row.kind == incoming.kind]
    if incoming.kind == _OF_ONE_OFFICE:
        same = [row for row in same if plain_text(row.title) == plain_text(incoming.title)]
    years = (incoming.years[0], incoming.years[-1]) if incoming.years else None
    for row in same:
        told = {(row.target_start, row.target_end), (row.period_start, row.period_end)}
        if years in told or incoming.period in told or told == {(None, None)} or years is None:
            return row
    parts = [row for row in same if years and _holds(row, years)]
    return parts[0] if len(parts) == 1 and incoming.period is None else None


def _holds(document: PlanningDocument, years: tuple[int, int]) -> bool:
    first, last = document.target_start or document.period_start, document.target_end or document.period_end
    return first is not None and last is not None and first <= years[0] and years[1] <= last


class _View:
    """The plan and the document from outside, seen side by side."""

    def __init__(
        self,
        snapshot: Snapshot,
        incoming: Incoming,
        document: PlanningDocument | None,
        matches: Mapping[str, str],
        agencies: Mapping[str, str],
    ) -> None:
        self._snapshot = snapshot
        self._incoming = incoming
        self._document = document
        self._matches = matches
        self._agencies = agencies
        self._records = {table: {row.id: row for row in snapshot.rows(table)} for table in (*RUNGS, *_CELLS)}
        self._names = {str(row["id"]): str(row[TEXTS[table]]) for table in RUNGS for row in incoming.of(table)}

    def changes(self) -> Iterator[Change]:
        if self._document is not None and self._incoming.kind != TRANSITION:
            yield from self._vision(self._document)
        yield from self._new_agencies()
        for table in RUNGS:
            for row in self._incoming.of(table):
                yield from self._of_row(table, row)
        for table in _CELLS:
            for row in self._incoming.of(table):
                yield from self._of_cell(table, row)
        if self._document is not None:
            yield from self._removed(self._document)

    def _vision(self, document: PlanningDocument) -> Iterator[Change]:
        after = self._incoming.vision
        if after and not _same(document.vision, after):
            told = FieldChange("vision", document.vision or None, after)
            yield Change("changed", "planning_document", document.id, document.title, fields=(told,))

    def _new_agencies(self) -> Iterator[Change]:
        seen: set[str] = set()
        for row in self._incoming.of("agency"):
            name = str(row["name"])
            if str(row["id"]) not in self._agencies and not is_many(name) and plain_name(name) not in seen:
                seen.add(plain_name(name))
                yield Change("added", "agency", str(row["id"]), name)

    def _of_row(self, table: str, row: IncomingRow) -> Iterator[Change]:
        name, owner = str(row[TEXTS[table]]), self._owner(table, row)
        record = self._records[table].get(self._matches.get(str(row["id"]), ""))
        if record is None:
            yield Change("added", table, str(row["id"]), name, owner)
            return
        fields = tuple(self._fields(table, row, record))
        if fields:
            yield Change("changed", table, record.id, name, owner, fields, count_ties(self._snapshot, table, record.id))

    def _owner(self, table: str, row: IncomingRow) -> str:
        return next((self._names.get(str(row[column]), "") for column in PARENTS[table] if row.get(column)), "")

    def _fields(self, table: str, row: IncomingRow, record: Record) -> Iterator[FieldChange]:
        for column in COLUMNS[table]:
            after = row.get(column)
            if after is None or after == "":
                continue
            if column == "agency_id":
                after = self._agencies.get(str(after))
                if after is None:
                    continue
            elif column in PARENTS.get(table, ()):
                after = self._matches.get(str(after), str(after))
            before = getattr(record, column)
            if not _same(before, after) and not _same_figure(table, column, record, row):
                yield FieldChange(column, None if before == "" else before, after)

    def _of_cell(self, table: str, row: IncomingRow) -> Iterator[Change]:
        column = _CELLS[table]
        owner = str(row[column])
        record_id = self._matches.get(owner)
        name = f"{self._names.get(owner, '')} {row['year']}"
        record = None
        if record_id is not None:
            record = self._records[table].get(derived_id(table, record_id, int(str(row["year"]))))
        value = COLUMNS[table][0]
        if record is None:
            told = FieldChange(value, None, row[value])
            yield Change("added", table, str(row["id"]), name, self._names.get(owner, ""), (told,))
        elif not _same(getattr(record, value), row[value]) and not _same_figure(table, value, record, row):
            told = FieldChange(value, getattr(record, value), row[value])
            yield Change("changed", table, record.id, name, self._names.get(owner, ""), (told,))

    def _removed(self, document: PlanningDocument) -> Iterator[Change]:
        """Records of the document that the file does not have, of the levels that the file has at all."""
        matched = set(self._matches.values())
        for table in RUNGS:
            if not self._incoming.of(table) or table == "strategy":
                continue
            owners = self._kinds_of_owners(table)
            for record in self._snapshot.rows(table):
                if getattr(record, "document_id") != document.id or record.id in matched:  # noqa: B009
                    continue
                held = {column for column in PARENTS[table] if getattr(record, column)}
                if table == "indicator" and not held & owners:
                    continue
                ties = count_ties(self._snapshot, table, record.id)
                name, above = str(getattr(record, TEXTS[table])), tuple(self._above(table, record))
                yield Change("removed", table, record.id, name, ties=ties, above=above)

    def _above(self, table: str, record: Record) -> Iterator[str]:
        """The records under which this one stands in the plan, the nearest first."""
        for column in PARENTS[table]:
            target = BY_NAME[table].field(column).target
            owner = self._records[target].get(getattr(record, column) or "") if target in self._records else None
            if owner is not None:
                yield owner.id
                yield from self._above(target, owner)

    def _kinds_of_owners(self, table: str) -> set[str]:
        rows = self._incoming.of(table)
        return {column for column in PARENTS[table] if any(row.get(column) for row in rows)}


def _same(before: object, after: object) -> bool:
    if isinstance(before, str) or isinstance(after, str):
        return " ".join(str(before or "").split()) == " ".join(str(after or "").split())
    return before == after


def _same_figure(table: str, column: str, record: Record, row: IncomingRow) -> bool:
    """Whether two figures differ in the sign before their fraction alone: 70.33 and 70,33, both known for certain."""
    if table != "target" and not column.endswith("_text"):
        return False
    number = NUMBERS[column]
    if getattr(record, number) is None or getattr(record, number) != row.get(number):
        return False
    return str(getattr(record, column)).replace(".", ",") == str(row[column]).replace(".", ",")


def tying_columns(table: str) -> list[tuple[str, str]]:
    """Tables and columns by which something outside the document is tied to a record of this table."""
    return [
        (spec.name, field.column)
        for spec in TABLES
        if spec.name not in _OWN
        for field in spec.fields
        if field.target == table and field.kind is Kind.OWNER
    ]


def count_ties(snapshot: Snapshot, table: str, record_id: str) -> int:
    """How many mappings hang on a record."""
    return sum(len(snapshot.where(RECORDS[name], column, record_id)) for name, column in tying_columns(table))


def _previous(snapshot: Snapshot, incoming: Incoming) -> PlanningDocument | None:
    """The newest document with mappings, from which they go over to a new one; never to one of earlier years."""
    first = (incoming.period or incoming.years or (9_999,))[0]
    tied = {
        record.id: str(getattr(record, "document_id"))  # noqa: B009
        for table in ("objective", "programme", "indicator")
        for record in snapshot.rows(table)
        if count_ties(snapshot, table, record.id)
    }
    documents = [
        row
        for row in snapshot.all(PlanningDocument)
        if row.id in set(tied.values())
        and (row.period_start or row.target_start or 0) <= first
        and (row.kind == _OF_ONE_OFFICE) == (incoming.kind == _OF_ONE_OFFICE)
    ]
    return max(documents, key=lambda row: (row.period_end or row.target_end or 0, row.position), default=None)


def _ties(snapshot: Snapshot, incoming: Incoming, previous: PlanningDocument) -> Iterator[Tie]:
    """Every mapping to the older document, and the row of the new one that it goes over to."""
    matches = Matching(snapshot, incoming, previous.id).records
    rows = {record: row for row, record in matches.items()}
    for table in ("objective", "programme", "indicator"):
        for record in snapshot.rows(table):
            if getattr(record, "document_id") != previous.id:  # noqa: B009
                continue
            text = str(getattr(record, TEXTS[table]))
            for name, column in tying_columns(table):
                found: tuple[Record, ...] = snapshot.where(RECORDS[name], column, record.id)
                for tie in found:
                    yield Tie(name, tie.id, column, rows.get(record.id, ""), text)


def words_of(column: str, table: str) -> str:
    """The label of a column, for whoever tells a change."""
    return BY_NAME[table].field(column).label
