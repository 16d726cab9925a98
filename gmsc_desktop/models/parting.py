"""How two copies of one plan parted: each difference with who made it when, and what a merge would make of it.

The answer is not a guess. The foreign history is merged into a frozen copy, which is thrown away; the plan is not
touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from gmsc_desktop.models.changesets import ChangeSet, HistoryExport, Op, Ref, Value
from gmsc_desktop.models.differences import Difference, between, value_of
from gmsc_desktop.models.document_freeze import Frozen
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.history import PLACES
from gmsc_desktop.models.merge import conflicts
from gmsc_desktop.models.snapshot import Record, Snapshot

_KEYS = {place: key for key, place in PLACES.items()}
_Place = tuple[str, str]  # record id, stable key


class Outcome(StrEnum):
    """What a merge would make of a difference."""

    DECIDE = "decide"  # both changed it apart: both values are kept until a person decides
    THEIRS = "theirs"  # only the copy changed it
    OURS = "ours"  # only the plan here changed it


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changed a value last on one side. ``at`` is a moment in UTC as told; "" where that side did not."""

    person: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Parted:
    """One difference. ``before`` is the value when the copies were last the same; all three as the file holds them."""

    table: str
    record: str
    column: str  # "" for the record itself: 1 where it is, 0 where it is not
    here: Value
    there: Value
    before: Value
    by_here: Hand
    by_there: Hand
    outcome: Outcome


_Hands = dict[_Place, Hand]


def parted(frozen: Frozen, foreign: HistoryExport, there: Snapshot) -> list[Parted]:
    """Where the frozen plan and a copy with this history and state differ; what waits for a person comes first.

    ``frozen`` is used up: afterwards it holds the merged plan. Raises ``HistoryProblem`` where the histories do not
    fit together.
    """
    here, history = frozen.snapshot(), frozen.history()
    differences = between(here, there)
    if not differences:
        return []
    ours, theirs, base = _sides(history, foreign)
    frozen.take_over(foreign)
    merged, open_places = frozen.snapshot(), {(one.record, one.key) for one in conflicts(frozen.raw)}
    people = _Merged(merged, open_places)
    found = [
        Parted(
            one.table,
            one.record,
            one.column,
            one.one,
            one.other,
            base.get(_place(one), None if one.column else 0),
            ours.get(_place(one), Hand()),
            theirs.get(_place(one), Hand()),
            people.outcome(one),
        )
        for one in differences
    ]
    order = list(Outcome)
    return sorted(found, key=lambda one: order.index(one.outcome))


def _place(one: Difference) -> _Place:
    return one.record, _KEYS[one.table, one.column] if one.column else f"{one.table}.*"


class _Merged:
    """The merged plan, asked for one difference after the other."""

    def __init__(self, snapshot: Snapshot, open_places: set[_Place]) -> None:
        self._open = open_places
        self._rows: dict[tuple[str, str], Record] = {
            (name, row.id): row for name in BY_NAME for row in snapshot.rows(name)
        }

    def outcome(self, one: Difference) -> Outcome:
        if _place(one) in self._open:
            return Outcome.DECIDE
        row = self._rows.get((one.table, one.record))
        value = value_of(row, one.column) if row is not None and one.column else int(row is not None)
        return Outcome.THEIRS if value == one.other else Outcome.OURS


def _sides(here: HistoryExport, there: HistoryExport) -> tuple[_Hands, _Hands, dict[_Place, Value]]:
    """Who last changed each place on one side alone, and the values of what both sides know."""
    known, foreign = {change.id for change in here.changes}, {change.id for change in there.changes}
    ours = _hands(here, (change for change in here.changes if change.id not in foreign))
    theirs = _hands(there, (change for change in there.changes if change.id not in known))
    return ours, theirs, _values([change for change in here.changes if change.id in foreign])


def _hands(history: HistoryExport, changes: Iterable[ChangeSet]) -> _Hands:
    names = {author.id: author.name or "" for author in history.authors}
    found: _Hands = {}
    for change in changes:  # parents stand before their children, so the last one wins
        hand = Hand(names.get(change.author or "", ""), change.at)
        found.update(((op.record, op.key), hand) for op in change.ops)
    return found


def _values(changes: list[ChangeSet]) -> dict[_Place, Value]:
    """The value of every place as these changes leave it; of several the one that a table would show."""
    replaced: set[Ref] = set()
    rows: list[tuple[Ref, Op]] = []
    places: dict[Ref, _Place] = {}
    for change in changes:
        for op in change.ops:
            ref = (change.id, op.i)
            places[ref] = (op.record, op.key)
            rows.append((ref, op))
            replaced.update(one for one in (op.prev, *op.parents) if one and places.get(one) == places[ref])
    heads = sorted(((ref, op) for ref, op in rows if ref not in replaced), key=lambda row: row[0], reverse=True)
    return {(op.record, op.key): op.value for _ref, op in heads}
