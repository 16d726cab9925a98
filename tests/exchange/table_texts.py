"""Small tables as texts: a row a line, cells between strokes, ``#12`` a number, ``#50%`` a percentage, ``\\n`` a line
break, ``{y}`` at the end of a cell its colour; what is read of them as short lines."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
from openpyxl.styles import PatternFill

from gmsc_desktop.exchange.importers import importer
from gmsc_desktop.exchange.initiatives.importer import answers_of
from gmsc_desktop.exchange.initiatives.into_plan import lines_of
from gmsc_desktop.exchange.initiatives.proposal import Proposal, propose
from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.exchange.review import Review, Told
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.reference import load
from tests.exchange.reports import planned

_COLOURS = {"y": "FFFF00", "g": "92D050", "h": "D9D9D9"}
_NUMBER = re.compile(r"#(-?[0-9.]+)(%?)")


def write_text_book(path: Path, merged: str = "", **sheets: str) -> Path:
    """A workbook of these sheets; ``merged`` ranges are those of the first."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, text in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row, line in enumerate(text.strip("\n").split("\n"), 1):
            for column, told in enumerate(line.split("|") if line.strip() else (), 1):
                plain, _brace, colour = told.strip().partition("{")
                cell = sheet.cell(row, column)
                if found := _NUMBER.fullmatch(plain.strip()):
                    cell.value = float(found[1]) / (100 if found[2] else 1)
                    cell.number_format = "0%" if found[2] else "General"
                elif plain.strip():
                    cell.value = plain.strip().replace("\\n", "\n")
                if colour:
                    cell.fill = PatternFill("solid", fgColor=_COLOURS[colour.strip("}")])
    for one in merged.split():
        book.worksheets[0].merge_cells(one)
    book.save(path)
    return path


def reviewed(
    folder: Path, kind: str, text: str, merged: str = "", *, document: Document | None = None, unit: str = "",
    **more: str,
) -> Review:  # fmt: skip
    """What a window would show of the one sheet of a workbook."""
    path = write_text_book(folder / "tabel.xlsx", merged, Tabel=text)
    snapshot = (document or planned()).snapshot()
    return importer(kind).review(read_here(path, path.name), Told(unit=unit, more=more), snapshot)


def told(review: Review) -> set[str]:
    """The kinds of what is told."""
    return {one.kind for one in review.notices}


def initiatives(
    folder: Path, text: str, merged: str = "", *, unit: str = "", **more: str
) -> tuple[list[str], Proposal]:
    """The initiatives of a table, a line each: dimension, title, years, offices, sums; and all that was proposed."""
    path = write_text_book(folder / "tabel.xlsx", merged, Tabel=text)
    proposal = propose(read_here(path, path.name), load(), answers_of(Told(unit=unit, more=more)), 2025)
    made = []
    for line in lines_of(proposal):
        offices = " + ".join(dict.fromkeys((*line.agencies, *line.supporting)))
        money = ", ".join(f"{one.year} {one.source or '?'} {one.amount}" for one in line.budgets)
        years = " ".join(map(str, line.years))
        made.append(" | ".join(filter(None, (line.dimension, line.title, years, offices, money))))
    return made, proposal


def records(review: Review, table: str) -> list[dict[str, object]]:
    """The records of a table that would be made or changed, without their owners."""
    made = getattr(review.made, "wanted", None)
    wanted = made if made is not None else review.made.prepared.wanted  # type: ignore[attr-defined]
    return [
        {key: value for key, value in one.values.items() if not key.endswith("_id")}
        for one in wanted
        if one.table == table
    ]
