"""A printout as a workbook: each table on its sheet with real numbers and days, words and facts on sheets of theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import BinaryIO

from openpyxl import Workbook

from gmsc_desktop.exports import palette
from gmsc_desktop.exports.charts import WIDTH
from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.printouts.printable import (
    ChartSection,
    Facts,
    Printable,
    PrintCell,
    PrintColumn,
    PrintLine,
    PrintTable,
    Prose,
)
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.exports.xlsx import set_properties
from gmsc_desktop.exports.xlsx.archive import save
from gmsc_desktop.exports.xlsx.looks import Head, Look, add_styles
from gmsc_desktop.exports.xlsx.sheet import Sheet, Value, day_value, month_value
from gmsc_desktop.exports.xlsx.summary import footer
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date, try_number

_LOOKS = {
    "text": Look.TEXT, "name": Look.STRONG, "number": Look.NUMBER, "money": Look.MONEY, "percent": Look.PERCENT,
    "year": Look.YEAR, "date": Look.DATE, "month": Look.MONTH,
}  # fmt: skip
_YEAR = re.compile(r"\d{4}")


def write(edition: Edition, printable: Printable, stream: BinaryIO) -> None:
    """Write the workbook into the stream. Nothing in it is a formula. Raises ``Cancelled``."""
    workbook = Workbook()
    add_styles(workbook)
    first = workbook.active
    assert first is not None
    tables = list(_tables(printable))
    mark = joined(edition.example_mark, edition.draft_mark, by=" · ")
    for number, table in enumerate(tables):
        edition.step(0.8 * number / len(tables))
        _sheet(workbook, edition, table, mark)
    _words(workbook, edition, printable, mark)
    workbook.remove(first)
    set_properties(workbook, edition, printable.title)
    edition.step(0.9)
    save(workbook, edition.made_on, stream)
    edition.step(1)


def _tables(printable: Printable) -> Sequence[PrintTable]:
    """The tables of a page and those of its charts, each with a title."""
    made = []
    for section in printable.sections:
        if isinstance(section, PrintTable):
            made.append(section)
        elif isinstance(section, ChartSection):
            made.append(_chart_table(section))
    return made


def _sheet(workbook: Workbook, edition: Edition, table: PrintTable, mark: str) -> None:
    grouped = [Head(table.group_title or _("Kelompok"))] if any(line.group for line in table.lines) else []
    heads = [*grouped, *(Head(_heading(column), _LOOKS[column.kind]) for column in table.columns)]
    sheet = Sheet(workbook, table.title or _("Tabel"), heads, mark=mark, accent=palette.ACCENT)
    names = [number for number, column in enumerate(table.columns) if column.kind == "name"]
    tree = any(line.level for line in table.lines)
    for place, line in enumerate(table.lines):
        if place % 200 == 0:
            edition.step(0.1)
        values = [_value(column, cell) for column, cell in zip(table.columns, line.cells, strict=True)]
        sheet.add(*([line.group] if grouped else []), *values)
        if tree and names:
            sheet.step(len(grouped) + names[0], line.level, strong=line.strong)
    if table.total:
        totals = [_value(column, cell) for column, cell in zip(table.columns, table.total, strict=True)]
        sheet.foot(*([None] if grouped else []), *totals)
    frozen = len(grouped) + (names[0] + 1 if names and names[0] < 2 else 1)
    sheet.finish(left=footer(edition), frozen_columns=frozen)


def _heading(column: PrintColumn) -> str:
    """The heading with its unit: a spreadsheet's cells have the figure alone."""
    unit = {"money": "(Rp)", "percent": "(%)"}.get(column.kind, "")
    return column.title if not unit or unit in column.title else f"{column.title} {unit}"


def _value(column: PrintColumn, cell: PrintCell) -> Value:
    """What the cell keeps: a figure or a day where it is one, else its words, never a guess."""
    value = cell.value
    if column.kind in {"date", "month"}:
        read: Callable[[str], Value] = day_value if column.kind == "date" else month_value
        kept = read(str(value)) if value else None
        return kept if isinstance(kept, date) else cell.text or None
    if column.kind in {"text", "name"} or isinstance(value, str) or value is None:
        return cell.text or None
    return value


def _chart_table(section: ChartSection) -> PrintTable:
    """A chart's numbers; a column is one of figures where each of its cells is a figure."""
    chart = section.make(WIDTH)
    heads, *rows = chart.table
    columns = [PrintColumn(head, _kind([row[n] for row in rows], head, n)) for n, head in enumerate(heads)]  # type: ignore[arg-type]
    lines = [PrintLine([_read(text, column) for text, column in zip(row, columns, strict=True)]) for row in rows]
    return PrintTable(chart.title, columns, lines)


def _kind(texts: Sequence[str], head: str, place: int) -> str:
    told = [text for text in texts if text]
    if place == 0:
        return "year" if told and all(_YEAR.fullmatch(text) for text in told) else "name"
    if not told or any(try_number(_bare(text)) is None for text in told):
        return "text"
    return "money" if "(Rp)" in head else "percent" if all("%" in text for text in told) else "number"


def _bare(text: str) -> str:
    return text.replace("%", "").replace("\u00a0", " ").strip()


def _read(text: str, column: PrintColumn) -> PrintCell:
    number = try_number(_bare(text)) if column.kind not in {"text", "name"} else None
    whole = number is not None and number == int(number)
    return PrintCell(text, int(number) if number is not None and whole else number)


def _words(workbook: Workbook, edition: Edition, printable: Printable, mark: str) -> None:
    """What is no table: the page's words, and what this file is."""
    heads = [Head(_("Bagian"), Look.STRONG, 30), Head(_("Isi"), Look.TEXT, 100)]
    pairs: list[tuple[str, str]] = []
    for section in printable.sections:
        if isinstance(section, Prose) and section.text:
            pairs.append((section.title, section.text))
        elif isinstance(section, Facts):
            pairs += [(joined(section.title, label, by=" – "), value) for label, value in section.pairs if value]
    if pairs:
        sheet = Sheet(workbook, _("Isian"), heads, mark=mark, accent=palette.ACCENT)
        for pair in pairs:
            sheet.add(*pair)
        sheet.finish(left=footer(edition))
    region = edition.snapshot.region
    about = Sheet(workbook, _("Keterangan"), [Head(_("Hal"), Look.STRONG, 30), heads[1]], mark=mark)
    about.add(_("Halaman"), printable.title)
    for fact in printable.facts:
        about.add(_("Yang ditampilkan"), fact)
    about.add(_("Rencana"), edition.title)
    about.add(_("Daerah"), joined(region.name, region.province_name))
    about.add(_("Status buku"), joined(edition.example_mark, edition.draft_mark or _("Final"), by=" · "))
    about.add(_("Revisi"), edition.revision_code)
    about.add(_("Dibuat"), format_date(edition.made_on))
    about.finish(left=footer(edition))
