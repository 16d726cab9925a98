"""Rule 14b: what stands under a year stands in a year of the plan, or of its planning document."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.wording import years_listed
from gmsc_desktop.models.fields import BY_NAME, TABLES, Kind
from gmsc_desktop.models.figures import REJECTED
from gmsc_desktop.models.records import RECORDS, Initiative, PlanningDocument, ProgressEntry, ProgressYear
from gmsc_desktop.models.snapshot import Record
from gmsc_desktop.text import _

# Every year that is a key of its row, and the years and months that a person fills in.
_COLUMNS = (
    *((spec.name, field.column) for spec in TABLES for field in spec.fields if field.kind is Kind.KEY_YEAR),
    ("progress_entry", "year"),
    ("action_step", "start_month"),
    ("action_step", "end_month"),
    ("initiative", "year_start"),
    ("initiative", "year_end"),
)


def inside_the_period(case: Case) -> Iterator[Fault]:
    """Rule 14b, one finding for each table and owner: it tells all the years and leads to the first of the records."""
    found: dict[tuple[str, str], list[tuple[int, Record, str]]] = {}
    for table, column in _COLUMNS:
        for record in case.snapshot.rows(table):
            year = _year(record, column)
            if year is not None and _is_outside(case, record, year):
                found.setdefault((table, (_parent(case, record) or record).id), []).append((year, record, column))
    for (table, parent_id), lines in found.items():
        yield _fault(case, table, parent_id, lines)


def _year(record: Record, column: str) -> int | None:
    """A year, or the year of a month; None where it is empty or cannot be read."""
    text = str(getattr(record, column) or "")[:4]
    return int(text) if text.isdecimal() else None


def _is_outside(case: Case, record: Record, year: int) -> bool:
    root = _root(case, record)
    if isinstance(root, Initiative) and root.state == REJECTED:
        return False
    if isinstance(record, Initiative) and record.year_start is not None and record.year_end is not None:
        return False  # rule 14 tells of the two together
    years = _years(case, root)
    return bool(years) and year not in years and not _is_past(case, record)


def _is_past(case: Case, record: Record) -> bool:
    """What was entered after its year ("riwayat") may lie before the plan: it tells what was there already."""
    if isinstance(record, ProgressEntry):
        return record.legacy
    if not isinstance(record, ProgressYear):
        return False
    entries = case.figures.entries(record.initiative_id, record.year)
    return bool(entries) and all(entry.legacy for entry in entries)


def _years(case: Case, root: Record | None) -> range:
    """The plan's years; of a planning document its period and the years of its own target table together."""
    if not isinstance(root, PlanningDocument):
        return case.snapshot.years
    told = (root.period_start, root.period_end, root.target_start, root.target_end)
    ends = [year for year in told if year is not None]
    return range(min(ends), max(ends) + 1) if len(ends) > 1 else range(0)


def _parent(case: Case, record: Record) -> Record | None:
    """The record that this one belongs to in the file; None for one that stands by itself."""
    owner = next((field for field in BY_NAME[record.TABLE].fields if field.kind is Kind.OWNER), None)
    return case.snapshot.get(RECORDS[owner.target], getattr(record, owner.column)) if owner is not None else None


def _root(case: Case, record: Record) -> Record | None:
    """The initiative or planning document at the end of the owners; a step may name its initiative."""
    step: Record | None = record
    while step is not None and not isinstance(step, Initiative | PlanningDocument):
        named = getattr(step, "initiative_id", "")
        step = case.snapshot.get(Initiative, named) if named else _parent(case, step)
    return step


def _fault(case: Case, table: str, parent_id: str, lines: list[tuple[int, Record, str]]) -> Fault:
    spec = BY_NAME[table]
    _earliest, record, column = min(lines, key=lambda line: line[0])
    named = _parent(case, record) or record
    numbered = spec.title_column and spec.field(spec.title_column).kind is Kind.KEY_YEAR
    kind = spec.plural if numbered else _("{kind} “{name}”").format(kind=spec.plural, name=case.name(named))
    root = _root(case, record)
    if isinstance(root, PlanningDocument):
        sentence = _(
            "{kind} terisi untuk {years}, di luar tahun-tahun {document}. "
            "Periksa tahunnya, atau sesuaikan periode dan tahun target dokumennya."
        )
    else:
        sentence = _(
            "{kind} terisi untuk {years}, di luar periode rencana {start}–{end}. "
            "Periksa tahunnya, atau sesuaikan periode rencana."
        )
    years = sorted({year for year, _record, _column in lines})
    words = {"kind": kind, "years": years_listed(years), "document": case.name(root) if root is not None else ""}
    ends = _years(case, root)
    sentence = sentence.format(start=ends[0], end=ends[-1], **words)
    return Fault((table, parent_id, *map(str, years)), sentence, Place(table, record.id, column))
