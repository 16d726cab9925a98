"""Reads .xls of Excel 97 to 2003: values by python-calamine, formats, errors and what is hidden by ``biff``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.exchange import biff
from gmsc_desktop.exchange.gathering import Gathering, SheetGathering
from gmsc_desktop.exchange.limits import MOST_SHEETS
from gmsc_desktop.exchange.numbers_in_cells import number_cell
from gmsc_desktop.exchange.refusals import FileRefused
from gmsc_desktop.exchange.sheets import Book, Cell, Kind

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_INDENT = "\N{EM SPACE}"
Value = int | float | str | bool | time | date | datetime | timedelta


def read_xls(path: Path, name: str, only: str = "") -> Book:
    """The sheets of a workbook. Raises ``FileRefused``."""
    gathering = Gathering(name, "xls", only)
    try:
        looks = biff.read_looks(path.read_bytes())
    except biff.Locked as error:
        raise FileRefused("locked", name=name) from error
    except biff.NotReadable as error:
        raise FileRefused("broken", name=name) from error
    try:
        _read(path, looks, gathering)
    except (FileRefused, MemoryError):
        raise
    except BaseException as error:  # a fault in calamine's own code comes as a PanicException, which is no Exception
        raise FileRefused("broken", name=name) from error
    return gathering.book()


def _read(path: Path, looks: biff.BookLooks, gathering: Gathering) -> None:
    import python_calamine

    with python_calamine.CalamineWorkbook.from_path(str(path)) as workbook:
        told = [sheet for sheet in workbook.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet]
        for number, sheet in enumerate(told[: MOST_SHEETS + 1]):
            look = looks.sheets[number] if number < len(looks.sheets) else biff.SheetLooks()
            made = gathering.sheet(sheet.name, hidden=look.hidden)
            if made is not None:
                _fill(made, workbook.get_sheet_by_name(sheet.name), look, since_1904=looks.since_1904)


def _fill(made: SheetGathering, sheet: CalamineSheet, looks: biff.SheetLooks, *, since_1904: bool) -> None:
    made.hidden_rows |= looks.hidden_rows
    made.hidden_columns |= looks.hidden_columns
    for at, error in looks.errors.items():
        made.put(*at, Cell(error, Kind.ERROR))
    if sheet.start is None:
        return
    top, left = sheet.start
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), top):
        for column, value in enumerate(row, left):
            if value != "" and (number, column) not in looks.errors:
                style = looks.styles.get((number, column), biff.Style())
                cell = _cell(value, style.number, since_1904=since_1904)
                if cell is not None:
                    indented = style.indent and cell.kind is Kind.TEXT and cell.text.strip()
                    text = _INDENT * style.indent + cell.text if indented else cell.text
                    made.put(number, column, replace(cell, text=text, look=style.shown))
    for (from_row, from_column), (to_row, to_column) in sheet.merged_cell_ranges or ():
        made.merge(from_row, from_column, to_row, to_column)


def _cell(value: Value, look: str, *, since_1904: bool) -> Cell | None:
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", Kind.TRUTH)
    if isinstance(value, int | float):
        return number_cell(repr(float(value)), look, since_1904=since_1904)
    if isinstance(value, datetime):
        return Cell(value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M"), Kind.DATE)
    if isinstance(value, date):
        return Cell(value.isoformat(), Kind.DATE)
    return Cell(str(value))
