"""The demonstration plan: a real district with public figures and an invented, plausible plan, marked as an example."""

from __future__ import annotations

from gmsc_desktop.demo.changes import portions
from gmsc_desktop.demo.files import EvidenceFile, demo_evidence
from gmsc_desktop.demo.gaps import DELIBERATE_GAPS, Gap
from gmsc_desktop.demo.rows import Row, make_rows
from gmsc_desktop.demo.spread import all_lines
from gmsc_desktop.models.fields import TABLES

Tables = dict[str, list[Row]]

__all__ = ["DELIBERATE_GAPS", "EvidenceFile", "Gap", "Tables", "demo_changes", "demo_evidence", "demo_tables"]


def demo_tables(plan_id: str) -> Tables:
    """Every table of the demonstration in the shape that `snapshot.from_json` takes.

    The ids follow from ``plan_id``, a new random id for each plan that is made: the same plan id gives the same rows.
    """
    tables: Tables = {spec.name: [] for spec in TABLES}
    for line, row in make_rows(plan_id, all_lines()):
        tables[line.table].append(row)
    return tables


def demo_changes(plan_id: str) -> list[tuple[str, Tables]]:
    """The same rows in labelled portions; a portion points at rows of its own and of earlier portions alone."""
    rows = make_rows(plan_id, all_lines())
    changes = []
    for label, belongs in portions():
        tables: Tables = {}
        for line, row in rows:
            if belongs(line):
                tables.setdefault(line.table, []).append(row)
        changes.append((label, tables))
    return changes
