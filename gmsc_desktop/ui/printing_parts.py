"""What pages show, told for paper and spreadsheets: tables after filter and order, forms, how they are narrowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from gmsc_desktop.exports.printouts import ColumnKind, Facts, PrintCell, PrintColumn, PrintLine, PrintTable
from gmsc_desktop.text import _, source_of
from gmsc_desktop.ui.editors import ChoiceField
from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.shown import text_to_read
from gmsc_desktop.ui.tables import Column, Grid
from gmsc_desktop.values import format_date, format_time

NOTHING: Mapping[str, Any] = {}
Extra = tuple[PrintColumn, Callable[[Any], PrintCell]]  # Any: a row, which only its page knows


def grid_table(
    grid: Grid,
    title: str,
    *,
    empty: str = "",
    note: str = "",
    group_title: str = "",
    group: Callable[[Any], str] | None = None,
    titles: Mapping[str, str] = NOTHING,
    extra: Mapping[str, Extra] = NOTHING,
    rows: Sequence[Any] | None = None,
) -> PrintTable:
    """A table with its shown columns and rows in their order; what only gives way in a narrow window is printed.

    By the key of a column: ``titles`` are its heading on paper, ``extra`` a column after it that a look tells there.
    ``rows`` stand in place of those that are shown; such a table has no totals.
    """
    columns = [column for place, column in enumerate(grid.rows.columns) if _is_printed(grid, place)]
    heads: list[PrintColumn] = []
    for column in columns:
        heads.append(PrintColumn(titles.get(column.key, column.title), _kind(column)))
        heads += [extra[column.key][0]] if column.key in extra else []
    lines = []
    for row in grid.rows.shown if rows is None else rows:
        cells: list[PrintCell] = []
        for column in columns:
            cells.append(_cell(grid, row, column))
            cells += [extra[column.key][1](row)] if column.key in extra else []
        lines.append(PrintLine(cells, group=group(row) if group else ""))
    total = _total(grid, columns, extra) if lines and rows is None else ()
    facts = " · ".join(part for part in (note, order_words(grid) if rows is None else "") if part)
    return PrintTable(title, heads, lines, total, group_title, empty, facts)


def _is_printed(grid: Grid, place: int) -> bool:
    column = grid.rows.columns[place]
    return not grid.isColumnHidden(place) or (column.wide_only and grid.rows.narrow) or grid.gave_way(place)


def _kind(column: Column) -> ColumnKind:
    if column.style == "name":
        return "name"
    if column.kind is not None:
        return column.kind
    return {"number": "number", "share": "percent"}.get(column.style, "text")  # type: ignore[return-value]


def _cell(grid: Grid, row: Any, column: Column) -> PrintCell:  # Any: see above
    text = grid.rows.shown_text(row, column)
    short = column.short(row) if column.short is not None else None
    if short is not None and text == short:
        text = column.text(row)
    if text != column.text(row):  # what is being typed, or cannot be read yet
        return PrintCell(text)
    read = column.raw or (column.value if column.style in {"number", "share"} else None)
    return PrintCell(text, read(row) if read is not None else None)


def _total(grid: Grid, columns: Sequence[Column], extra: Mapping[str, Extra]) -> Sequence[PrintCell]:
    cells: list[PrintCell] = []
    for column in columns:
        text = column.total(grid.rows.shown) if column.total is not None else ""
        read = column.raw or column.value
        amounts = [read(row) for row in grid.rows.shown] if text and read is not None else []
        known = [amount for amount in amounts if isinstance(amount, int | float)]
        cells.append(PrintCell(text, sum(known) if known else None))
        cells += [PrintCell()] if column.key in extra else []
    if not any(cell.text for cell in cells):
        return ()
    if not cells[0].text:
        cells[0] = PrintCell(_("Jumlah"))
    return cells


def order_words(grid: Grid) -> str:
    """How many of the rows are shown, and by which column they are ordered; "" for all in the plan's order."""
    rows, parts = grid.rows, []
    if len(rows.shown) != len(rows.rows):
        parts.append(_("{shown} dari {count} baris").format(shown=len(rows.shown), count=len(rows.rows)))
    if rows.sorted_by is not None:
        key, descending = rows.sorted_by
        name = source_of(rows.columns[rows.column_place(key)].title)
        words = _("urut menurun menurut {column}") if descending else _("urut menurut {column}")
        parts.append(words.format(column=name))
    return " · ".join(parts)


def form_facts(session: Session, form: RecordForm, title: str, *, without: Sequence[str] = ()) -> Facts:
    """The fields of a form with their values, in its order."""
    table = next(iter(form.rows.values())).field.table
    record = session.record(table, form.record_id)
    pairs = []
    for column, row in form.rows.items():
        if record is not None and column not in without:
            value = getattr(record, column)
            pairs.append((row.field.label, text_to_read(row.field, value, session.snapshot, session.pack)))
    return Facts(title, pairs)


def heading_facts(session: Session, *parts: str) -> tuple[str, ...]:
    """Whose plan it is, when and by whom it was printed; then what the page tells of itself and how it is narrowed."""
    now = datetime.now()
    printed = _("dicetak {day} pukul {time} oleh {person}").format(
        day=format_date(now.date()), time=format_time(now), person=session.author_name
    )
    return (f"{session.snapshot.region.name} · {printed}", *(source_of(part) for part in parts if part))


def filter_words(*fields: QWidget) -> str:
    """What the fields above a table narrow it to: "Disaring: “jalan”, Smart Living"; "" where they let all through."""
    told = []
    for field in fields:
        if isinstance(field, QLineEdit) and field.text().strip():
            told.append(_("kata “{words}”").format(words=field.text().strip()))
        elif isinstance(field, ChoiceField) and field.text():
            told.append(source_of(field.label))
    return _("Disaring: {filters}").format(filters=", ".join(told)) if told else ""
