"""A planning document as it came from outside, in the shape of the plan's own tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.snapshot import Json

IncomingRow = Mapping[str, Json]

# Parents before what stands under them. Agencies are matched by their names, wherever they are from.
RUNGS = ("mission", "goal", "objective", "strategy", "programme", "indicator")
PARENTS: dict[str, tuple[str, ...]] = {
    "mission": (),
    "goal": ("mission_id",),
    "objective": ("goal_id",),
    "strategy": ("objective_id",),
    "programme": ("objective_id",),
    "indicator": ("goal_id", "objective_id", "programme_id"),
}
TEXTS = {
    "mission": "text", "goal": "text", "objective": "text", "strategy": "text", "programme": "name",
    "indicator": "text",
}  # fmt: skip
CODES = {"mission": "number", "goal": "code", "objective": "code", "programme": "code"}
# What is told as changed, and written; an empty value from outside never takes one away.
COLUMNS: dict[str, tuple[str, ...]] = {
    "mission": ("number", "text"),
    "goal": ("mission_id", "code", "text"),
    "objective": ("goal_id", "code", "text"),
    "strategy": ("objective_id", "kind", "text"),
    "programme": ("objective_id", "code", "name", "outcome"),
    "indicator": (
        "goal_id", "objective_id", "programme_id", "text", "unit", "baseline_text", "baseline_year", "end_text",
        "source", "agency_id",
    ),
    "target": ("text",),
    "ceiling": ("amount",),
}  # fmt: skip
_CUT = "…"
NUMBERS = {"baseline_text": "baseline_number", "end_text": "end_number", "text": "number"}


@dataclass(frozen=True)
class Incoming:
    """One planning document; ``rows`` by table, with ids of their own that hold among themselves alone."""

    kind: str
    title: str
    period: tuple[int, int] | None
    years: tuple[int, ...]
    vision: str
    rows: Mapping[str, Sequence[IncomingRow]]

    def of(self, table: str) -> Sequence[IncomingRow]:
        """The rows of a table, none where it has none."""
        return self.rows.get(table, ())

    def within_limits(self) -> Incoming:
        """The same with every text as it would be written: only so the same file is known again."""
        rows = {table: [_row_within_limits(table, row) for row in rows] for table, rows in self.rows.items()}
        return replace(self, vision=within_limit("planning_document", "vision", self.vision), rows=rows)


def _row_within_limits(table: str, row: IncomingRow) -> IncomingRow:
    texts = ("name",) if table == "agency" else COLUMNS.get(table, ())
    cut = {column: within_limit(table, column, value) for column in texts if isinstance(value := row.get(column), str)}
    return {**row, **cut}


def within_limit(table: str, column: str, text: str) -> str:
    """A text within the limit of its field; of a longer one the beginning."""
    limit = BY_NAME[table].field(column).limit
    return text if not limit or len(text) <= limit else text[: limit - 1].rstrip() + _CUT
