"""Turns the wide tables that a person edits into the plan's own: a column for each year becomes a row for each year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from gmsc_desktop.demo.cells import Line, derived_key, entries, pairs, read_lines
from gmsc_desktop.demo.files import file_of
from gmsc_desktop.models.fields import BY_NAME, TABLES

QUARTER_ENDS = {"1": "03-31", "2": "06-30", "3": "09-30", "4": "12-31"}

# Columns named by a year: table -> the table of its cells, the column of the owner, the column of the value.
YEAR_COLUMNS = {
    "indicator": ("target", "indicator_id", "text"),
    "programme": ("ceiling", "programme_id", "amount"),
    "initiative_indicator": ("initiative_target", "indicator_id", "text"),
}
# Columns that hold several keys: -> the table of the pairs, the column of the owner, the other one, what "=" sets.
LIST_COLUMNS = {
    ("programme", "agencies"): ("programme_agency", "programme_id", "agency_id", ""),
    ("objective", "dimensions"): ("objective_dimension", "objective_id", "dimension", "strength"),
    ("smart_objective", "objectives"): ("smart_objective_link", "smart_objective_id", "objective_id", ""),
    ("initiative", "subdimensions"): ("initiative_subdimension", "initiative_id", "subdimension", ""),
    ("initiative", "objectives"): ("initiative_objective", "initiative_id", "smart_objective_id", ""),
    ("initiative", "supporting"): ("initiative_agency", "initiative_id", "agency_id", "role"),
    ("progress_entry", "values"): ("progress_value", "entry_id", "indicator_id", "text"),
}


def all_lines() -> list[Line]:
    """Every line of the plan, in the order of the tables, each with cells of real columns alone."""
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for spec in TABLES:
        for line in read_lines(spec.name):
            for made in _SPECIAL.get(spec.name, _plain)(line):
                found[made.table].append(made)
    _plan_amounts(found["progress_year"], found["initiative_budget"])
    return [line for spec in TABLES for line in found[spec.name]]


def made_line(table: str, **cells: str) -> Line:
    """A line of a derived row."""
    return Line(table, derived_key(BY_NAME[table], cells), cells)


def _plain(line: Line) -> Iterator[Line]:
    own: dict[str, str] = {}
    for column, cell in line.cells.items():
        if column.isdecimal():
            yield from _year_cell(line, column, cell)
        elif (line.table, column) in LIST_COLUMNS:
            yield from _list_cell(line, column, cell)
        else:
            own[column] = cell
    yield Line(line.table, line.key, own)


def _year_cell(line: Line, year: str, cell: str) -> Iterator[Line]:
    table, owner, value = YEAR_COLUMNS[line.table]
    if cell:
        yield made_line(table, **{owner: line.key, "year": year, value: cell})


def _list_cell(line: Line, column: str, cell: str) -> Iterator[Line]:
    table, owner, other, detail = LIST_COLUMNS[line.table, column]
    for name, value in pairs(cell):
        key = f"{line.cells['initiative_id']}/{name}" if table == "progress_value" else name
        yield made_line(table, **{owner: line.key, other: key}, **({detail: value} if detail else {}))


def _budget(line: Line) -> Iterator[Line]:
    """One line for a source of funds: a row for each year that has an amount."""
    cells = line.cells
    fixed = {"initiative_id": cells["initiative_id"], "source": cells["source"]}
    for year, amount in cells.items():
        if year.isdecimal() and amount:
            yield made_line("initiative_budget", **fixed, year=year, amount=amount, note=cells["note"])


def _initiative(line: Line) -> Iterator[Line]:
    cells = dict(line.cells)
    for framework, code in pairs(cells.pop("alignments")):
        yield made_line("alignment", initiative_id=line.key, framework=framework, code=code)
    yield from _plain(Line(line.table, line.key, {**cells, "code": line.key, "dimension": line.key[:2]}))


def _step(line: Line) -> Iterator[Line]:
    """A step, and how much of it is planned to be done at the end of each quarter that it touches, month by month."""
    yield from _plain(line)
    first, last = (_month_number(line.cells[column]) for column in ("start_month", "end_month"))
    for quarter in range(first // 3, last // 3 + 1):
        done = min(last, quarter * 3 + 2) - first + 1
        percent = f"{100 * done / (last - first + 1):.0f}"
        year, number = divmod(quarter, 4)
        yield made_line("action_step_plan", step_id=line.key, year=str(year), quarter=str(number + 1), percent=percent)


def _month_number(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def _entry(line: Line) -> Iterator[Line]:
    """An entry of a quarter or a month; one of a quarter is true at its end unless its line says another day."""
    cells = dict(line.cells)
    period, number = cells["period"], cells["period_number"]
    if not cells["as_of"]:
        cells["as_of"] = f"{cells['year']}-{QUARTER_ENDS[number]}"
    name = number if period == "triwulan" else f"{period}-{number}"
    yield from _plain(Line(line.table, f"{cells['initiative_id']}/{cells['year']}/{name}", cells))


def _evidence(line: Line) -> Iterator[Line]:
    """Evidence, and what it proves: ``table:key`` with the page after ``@``."""
    cells = dict(line.cells)
    for entry in entries(cells.pop("links")):
        target, _at, page = entry.partition("@")
        table, _colon, key = target.partition(":")
        link = {"evidence_id": line.key, f"{table}_id": key, "page": page}
        yield Line("evidence_link", f"{line.key}/{table}/{key}", link)
    if cells.pop("drawn"):
        file = file_of(line)
        cells.update(sha256=file.sha256, size=str(len(file.content)), state="utuh")
    yield Line(line.table, line.key, cells)


def _plan_amounts(years: list[Line], budgets: Iterable[Line]) -> None:
    """The first of the four sums of a year is what the master plan itself gives: all sources together."""
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    for line in budgets:
        sums[line.cells["initiative_id"], line.cells["year"]] += int(line.cells["amount"])
    for line in years:
        amount = sums.get((line.cells["initiative_id"], line.cells["year"]))
        line.cells["plan_amount"] = "" if amount is None else str(amount)


_SPECIAL: dict[str, Callable[[Line], Iterator[Line]]] = {
    "initiative": _initiative,
    "initiative_budget": _budget,
    "action_step": _step,
    "progress_entry": _entry,
    "evidence": _evidence,
}
