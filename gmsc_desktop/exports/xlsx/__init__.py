"""The workbook: a summary, sheets for people, and every table of the plan on a sheet of its own."""

from __future__ import annotations

from typing import BinaryIO

from openpyxl import Workbook

from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.names import Names
from gmsc_desktop.exports.text_clean import one_line
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.exports.xlsx.archive import save
from gmsc_desktop.exports.xlsx.ladder import ceilings, indicators
from gmsc_desktop.exports.xlsx.looks import add_styles
from gmsc_desktop.exports.xlsx.people import PeopleSheets
from gmsc_desktop.exports.xlsx.plain import table_sheet
from gmsc_desktop.exports.xlsx.sheet import Sheet
from gmsc_desktop.exports.xlsx.summary import footer, write_summary
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.text import _, in_source_language


@in_source_language
def write_xlsx(edition: Edition, stream: BinaryIO) -> None:
    """Write the workbook into the stream. Nothing in it is a formula. Raises ``Cancelled``."""
    workbook = Workbook()
    add_styles(workbook)
    first = workbook.active
    assert first is not None
    first.title = _("Ringkasan")
    sheets = _people(edition, workbook)
    for sheet in sheets:
        sheet.finish(left=footer(edition), frozen_columns=2 if sheet.heads[0].label == _("Kode") else 1)
    names, mark = Names(edition.snapshot, edition.reference), _mark(edition)
    for number, table in enumerate(TABLES):
        edition.step(0.2 + 0.6 * number / len(TABLES))
        sheets.append(table_sheet(workbook, edition.snapshot, table, names, mark))
        sheets[-1].finish(left=footer(edition))
    write_summary(first, edition, sheets)
    set_properties(workbook, edition, edition.formal_title)
    edition.step(0.8)
    save(workbook, edition.made_on, stream)
    edition.step(1)


def _mark(edition: Edition) -> str:
    return joined(edition.example_mark, edition.draft_mark, by=" · ")


def _people(edition: Edition, workbook: Workbook) -> list[Sheet]:
    names, mark = Names(edition.snapshot, edition.reference), _mark(edition)
    people = PeopleSheets(edition, workbook, names, mark)
    made = []
    for number, make in enumerate((people.initiatives, people.roadmap, people.matrix, people.progress)):
        edition.step(0.04 * number)
        made.append(make())
    made += [indicators(edition, workbook, names, mark), ceilings(edition, workbook, names, mark)]
    return [*made, people.contacts()] if edition.contacts else made


def set_properties(workbook: Workbook, edition: Edition, title: str) -> None:
    """Tell the file's own properties: title, district, marks, revision; no text of the plan, as nobody looks there."""
    region = edition.snapshot.region
    facts = workbook.properties
    facts.title = one_line(title)[:200]
    facts.creator = one_line(region.name)[:200]
    facts.subject = joined(edition.example_mark, edition.draft_mark, by=" · ")
    facts.description = _("Revisi {code}").format(code=one_line(edition.revision_code))
    facts.language = "id-ID"
