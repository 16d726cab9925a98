"""Ctrl+P and "Ke Excel" on every page: what is shown, as it is shown."""

from __future__ import annotations

import io
from datetime import datetime
from itertools import pairwise

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pytestqt.qtbot import QtBot

from gmsc_desktop import paths
from gmsc_desktop.exports.fonts import Glyphs
from gmsc_desktop.exports.printouts import Layout, Printable, PrintTable, write_print_pdf, write_print_xlsx
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.editing import update
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.snapshot import from_json
from gmsc_desktop.text import in_source_language, set_language
from gmsc_desktop.ui.changes import ChangesDialog
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.mapping import MappingPage
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.pages.rpjmd import RpjmdPage
from gmsc_desktop.ui.printing_files import edition_maker
from gmsc_desktop.ui.session import Session
from tests.exports.books import squeezed
from tests.exports.test_printouts import texts
from tests.sample_plan import sample_tables
from tests.ui.conftest import OpenWindow
from tests.ui.test_walk import HOSTILE, make_hostile

KEYS = [entry.key for entry in PAGES]


def pdf_of(session: Session, printable: Printable, layout: Layout | None = None) -> bytes:
    stream = io.BytesIO()
    write_print_pdf(edition_maker(session)(None), printable, layout or Layout(), stream)
    return stream.getvalue()


def sheets_of(session: Session, printable: Printable) -> dict[str, Worksheet]:
    stream = io.BytesIO()
    write_print_xlsx(edition_maker(session)(None), printable, stream)
    stream.seek(0)
    return {sheet.title: sheet for sheet in load_workbook(stream).worksheets}


def table_of(printable: Printable, place: int = 0) -> PrintTable:
    tables = [section for section in printable.sections if isinstance(section, PrintTable)]
    return tables[place]


def column(table: PrintTable, title: str) -> list[str]:
    place = [head.title for head in table.columns].index(title)
    return [line.cells[place].text for line in table.lines]


def initiatives(window: MainWindow) -> InitiativesPage:
    window.show_page("initiatives")
    page = window.page
    assert isinstance(page, InitiativesPage)
    return page


# -- every page


@pytest.mark.parametrize("key", KEYS)
def test_every_page_tells_what_it_shows(key: str) -> None:
    page = next(entry for entry in PAGES if entry.key == key).load()
    assert isinstance(page, type)
    assert issubclass(page, Page)
    assert page.printable is not Page.printable, f"{page.__name__} needs printable(): see docs/adding-pages.md"


@pytest.mark.parametrize("key", KEYS)
def test_every_page_becomes_paper_and_workbook(window: MainWindow, session: Session, key: str) -> None:
    window.show_page(key)
    printable = window.page.printable()
    text = "\n".join(texts(pdf_of(session, printable, Layout("f4"))))
    assert printable.title in text.replace("\r", "")
    assert session.snapshot.region.name in text
    assert session.author_name in text
    assert "Halaman 1 dari" in text
    for section in printable.sections:
        if isinstance(section, PrintTable) and section.lines:
            shown = next(cell.text for line in section.lines for cell in line.cells if cell.text)
            assert squeezed(shown) in squeezed(text)
    assert sheets_of(session, printable)["Keterangan"]["B3"].value == printable.title


@pytest.mark.parametrize("key", KEYS)
def test_an_empty_plan_is_printed_too(document: Document, app: object, open_window: OpenWindow, key: str) -> None:
    tables = sample_tables()
    bare = {name: rows if name in {"plan", "region"} else [] for name, rows in tables.items()}
    looked = Session(None, from_json(bare))
    window = open_window(looked)
    window.show_page(key)
    printable = window.page.printable()
    text = "\n".join(texts(pdf_of(looked, printable)))
    assert printable.title in text
    for section in printable.sections:
        if isinstance(section, PrintTable) and not section.lines:
            assert section.empty in text
    assert sheets_of(looked, printable)


@pytest.mark.parametrize("key", KEYS)
def test_hostile_text_is_printed_as_it_is_written(
    session: Session, document: Document, open_window: OpenWindow, key: str
) -> None:
    make_hostile(session, document)
    window = open_window(session)
    window.show_page(key)
    printable = window.page.printable()
    text = squeezed("".join(texts(pdf_of(session, printable, Layout(fit=False)))))
    assert squeezed(Glyphs().drawable(HOSTILE, beside=True)) in text
    cells = [cell for sheet in sheets_of(session, printable).values() for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("key", KEYS)
def test_a_plan_that_is_only_looked_at_is_printed(session: Session, open_window: OpenWindow, key: str) -> None:
    window = open_window(Session(None, session.snapshot))
    window.show_page(key)
    assert window.page.print_button.isVisible()
    assert window.page.excel_button.isVisible()
    assert window.actions_of_plan.print.isEnabled()
    assert window.page.printable().facts


# -- what is shown is what is printed


def test_rows_are_printed_after_filter_and_order(window: MainWindow) -> None:
    page = initiatives(window)
    everything = column(table_of(page.printable()), "Nama inisiatif")
    assert everything == [row.title for row in page.session.snapshot.rows("initiative")]  # type: ignore[attr-defined]
    page.grid.sort_by(page.grid.rows.column_place("title"))
    page.grid.sort_by(page.grid.rows.column_place("title"))
    assert column(table_of(page.printable()), "Nama inisiatif") == sorted(everything, key=str.casefold, reverse=True)
    assert table_of(page.printable()).note == "urut menurun menurut Nama inisiatif"
    page.filter.setText(everything[0])
    printable = page.printable()
    assert column(table_of(printable), "Nama inisiatif") == [everything[0]]
    assert any(f"Disaring: kata “{everything[0]}”" in fact for fact in printable.facts)
    assert f"1 dari {len(everything)} baris" in table_of(printable).note


def test_columns_are_those_that_the_person_sees_in_a_wide_window(window: MainWindow, qtbot: QtBot) -> None:
    page = initiatives(window)
    whole = [head.title for head in table_of(page.printable()).columns]
    page.grid._show_column(page.grid.rows.column_place("state"), False)
    assert [head.title for head in table_of(page.printable()).columns] == [name for name in whole if name != "Status"]
    window.resize(1024, 520)
    qtbot.waitUntil(lambda: page.grid.rows.narrow)
    assert "Smart" in column(table_of(page.printable()), "Dimensi")[0], "the whole word, not the mark"


def test_money_and_its_total_are_numbers_in_the_workbook(window: MainWindow, session: Session) -> None:
    page = initiatives(window)
    amounts = [amount for row in page.grid.rows.rows if (amount := page._budget(row)) is not None]
    assert amounts
    sheet = sheets_of(session, page.printable())["Daftar inisiatif"]
    place = [cell.value for cell in sheet[2]].index("Anggaran (Rp)")
    values = [row[place].value for row in sheet.iter_rows(min_row=3)]
    assert [value for value in values[:-1] if value is not None] == amounts
    assert values[-1] == sum(amounts)


def test_dates_are_days_in_the_workbook(window: MainWindow, session: Session) -> None:
    window.show_page("profile")
    sheet = sheets_of(session, window.page.printable())["Dokumen hukum"]
    place = [cell.value for cell in sheet[2]].index(BY_NAME["legal_document"].field("dated").label)
    assert [row[place].value for row in sheet.iter_rows(min_row=3) if isinstance(row[place].value, datetime)]


def test_the_tree_keeps_its_levels_and_its_filter(window: MainWindow, session: Session) -> None:
    window.show_page("rpjmd")
    page = window.page
    assert isinstance(page, RpjmdPage)
    table = table_of(page.printable())
    levels = [line.level for line in table.lines]
    assert levels[0] == 0
    assert max(levels) >= 3
    assert all(later - line <= 1 for line, later in pairwise(levels))
    targets = {head.title for head in table.columns}
    assert {str(year) for year in page.years} <= targets
    assert any(cell.text for line in table.lines for cell in line.cells[2:]), "targets stand beside the indicators"
    sheet = sheets_of(session, page.printable())["Misi sampai program dengan"]
    indents = [sheet.cell(row, 1).alignment.indent for row in range(3, 3 + len(levels))]
    assert indents == [1 + 2 * level for level in levels]
    page.filter.setText("kata yang tidak ada")
    assert not table_of(page.printable()).lines


def test_marks_of_the_mapping_differ_without_colour(window: MainWindow, session: Session) -> None:
    window.show_page("mapping")
    page = window.page
    assert isinstance(page, MappingPage)
    cells = [cell for line in table_of(page.printable()).lines for cell in line.cells if cell.mark is not None]
    shown = {code: mark for row in page.grid.rows.shown for code, mark in row.marks.items() if mark.strength}
    assert cells
    assert shown
    for cell in cells:
        assert cell.mark is not None
        assert cell.text.startswith("pendukung" if cell.mark.strength == "pendukung" else "langsung")
        assert str(cell.mark.count) in cell.text
    groups = {line.group for line in table_of(page.printable()).lines}
    assert all(group.startswith(("Misi", "Tanpa misi")) for group in groups)


def test_the_latest_changes_are_printed(window: MainWindow, session: Session, document: Document) -> None:
    row = session.snapshot.rows("initiative")[0]
    with document.change("Ubah nama inisiatif") as db:
        update(db, "initiative", row.id, {"title": "Nama lain"})
    dialog = ChangesDialog(session, window)
    assert "Ubah nama inisiatif" in "".join(texts(pdf_of(session, dialog.printable())))
    dialog.filter.setText("tidak ada yang begini")
    assert "Belum ada perubahan." in "".join(texts(pdf_of(session, dialog.printable())))
    dialog.deleteLater()


@pytest.mark.parametrize("key", KEYS)
def test_an_english_screen_prints_the_same_in_indonesian(session: Session, open_window: OpenWindow, key: str) -> None:
    def told() -> list[str]:
        window = open_window(Session(None, session.snapshot))
        window.show_page(key)
        printable = in_source_language(window.page.printable)()
        content = texts(pdf_of(session, printable, Layout("f4", "portrait")))
        return [line for text in content for line in text.splitlines() if "dicetak" not in line]

    before = told()
    set_language("en", paths.resource("locale"))
    try:
        assert told() == before
    finally:
        set_language("id")
