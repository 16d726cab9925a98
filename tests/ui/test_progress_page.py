"""Pelaksanaan as a person uses it: an entry in a few keys, what is due first, rules told in place, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from gmsc_desktop.models import plan
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import ProgressEntry
from gmsc_desktop.models.reference import load
from gmsc_desktop.models.snapshot import Json, from_json
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.progress import ProgressPage
from gmsc_desktop.ui.pages.progress_closing import ReopenDialog
from gmsc_desktop.ui.pages.progress_fields import period_code, period_day, period_options
from gmsc_desktop.ui.pages.progress_tables import period_of
from gmsc_desktop.ui.session import Session
from tests.sample_plan import sample_snapshot, sample_tables
from tests.ui.conftest import OpenWindow

TODAY = date(2027, 1, 10)  # all four quarters of 2026 are over, and the sample plan tells three of them


@pytest.fixture
def page(progress_due: ProgressPage) -> ProgressPage:
    return progress_due


def line(page: ProgressPage, column: str) -> QLineEdit:
    field = page.entry.fields[column].editor.widget()
    assert isinstance(field, QLineEdit)
    return field


def text(page: ProgressPage, column: str) -> QPlainTextEdit:
    field = page.entry.fields[column].editor.widget()
    assert isinstance(field, QPlainTextEdit)
    return field


def rows_of(document: Document, query: str, *values: object) -> list[tuple[object, ...]]:
    with document.read():
        return list(document.raw.execute(query, values).fetchall())


def entries(document: Document, initiative_id: str) -> list[tuple[object, ...]]:
    query = (
        "SELECT as_of,period,period_number,physical_percent,spending FROM progress_entry "
        "WHERE initiative_id=? AND year=2026 ORDER BY as_of"
    )
    return rows_of(document, query, initiative_id)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def type_keys(keys: str) -> None:
    for letter in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, letter)


def test_what_waits_stands_first_and_says_so(page: ProgressPage) -> None:
    waits = [row.wait for row in page.list.rows.shown]
    assert waits == sorted(waits, key=["late", "open", "told", "rest"].index)
    assert page.list.rows.shown[0].words == "TW IV terlambat 10 hari"
    assert page.list.rows.shown[-1].words == "Tertunda"
    assert page.facts.text() == "TW IV 2026: 0 dari 10 dilaporkan"


def test_an_entry_takes_three_keys_and_leads_on_to_the_next(page: ProgressPage, document: Document) -> None:
    first, second = page.list.rows.shown[0].id, page.list.rows.shown[1].id
    before = entries(document, first)
    type_keys("92")
    assert line(page, "physical_percent").hasFocus()
    assert line(page, "physical_percent").text() == "92"
    press(Qt.Key.Key_Return)
    assert entries(document, first) == [*before, ("2026-12-31", "triwulan", 4, 92.0, None)]
    assert page.list.current_id == second
    assert line(page, "physical_percent").hasFocus()
    assert line(page, "physical_percent").text() == ""
    assert [row.id for row in page.list.rows.shown if row.wait == "told"] == [first]


def test_a_falling_figure_asks_for_its_reason_and_is_saved_with_it(
    page: ProgressPage, window: MainWindow, document: Document
) -> None:
    first = page.list.current_id
    before = entries(document, first)
    assert not page.entry.fields["note"].isVisible()
    type_keys("3")
    press(Qt.Key.Key_Return)
    assert entries(document, first) == before
    window.session.flush()
    assert page.bar.problem.isVisible()
    assert "turun dari" in page.bar.problem.words.text()
    assert text(page, "note").hasFocus()
    type_keys("Hitung ulang")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(entries(document, first)) == len(before) + 1
    assert page.bar.problem.words.text() == ""


def test_what_cannot_be_read_is_told_under_its_field(page: ProgressPage, document: Document) -> None:
    first = page.list.current_id
    before = entries(document, first)
    line(page, "spending").setFocus()
    type_keys("banyak")
    press(Qt.Key.Key_Return)
    assert page.entry.fields["spending"].problem.isVisible()
    assert line(page, "spending").hasFocus()
    assert entries(document, first) == before
    page.list.setFocus()
    press(Qt.Key.Key_Down)
    assert not page.entry.fields["spending"].problem.isVisible()
    assert not page.bar.problem.isVisible()


def test_a_half_typed_entry_waits_for_its_person(page: ProgressPage, window: MainWindow, document: Document) -> None:
    first = page.list.current_id
    type_keys("97")
    window.show_page("initiatives")
    window.show_page("progress")
    assert page.list.current_id == first
    assert line(page, "physical_percent").text() == "97"
    page.list.setFocus()
    press(Qt.Key.Key_Down)
    assert line(page, "physical_percent").text() == ""
    press(Qt.Key.Key_Up)
    assert line(page, "physical_percent").text() == "97"
    assert rows_of(document, "SELECT text FROM draft WHERE field='physical_percent'") == [("97",)]
    line(page, "physical_percent").setFocus()
    press(Qt.Key.Key_Return)
    assert rows_of(document, "SELECT * FROM draft") == []


def test_the_last_value_stands_below_the_field(page: ProgressPage, window: MainWindow) -> None:
    rows = window.session.figures.entries(page.list.current_id, 2026)
    shown = page.entry.fields["physical_percent"].note.text()
    assert shown == f"terakhir {rows[-1].physical_percent:.0f}\u00a0% · 30 Sep"


def test_undo_takes_the_entry_back(page: ProgressPage, window: MainWindow, document: Document) -> None:
    first = page.list.current_id
    before = entries(document, first)
    type_keys("92")
    press(Qt.Key.Key_Return)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert entries(document, first) == before
    assert page.list.rows.shown[0].id == first


def test_an_entry_is_found_by_its_id_and_corrected(page: ProgressPage, window: MainWindow, document: Document) -> None:
    entry = window.session.figures.entries(page.list.rows.shown[2].id, 2026)[-1]
    assert page.show_record(entry.id)
    assert page.list.current_id == entry.initiative_id
    assert page.bar.save.text() == "Simpan perbaikan"
    field = line(page, "physical_percent")
    field.setFocus()
    field.selectAll()
    type_keys("99,5")
    press(Qt.Key.Key_Return)
    after = window.session.snapshot.get(ProgressEntry, entry.id)
    assert after is not None
    assert after.physical_percent == 99.5
    assert after.as_of == entry.as_of
    assert page.bar.save.text() == "Simpan dan lanjut"


def test_a_closed_year_is_only_read(page: ProgressPage, window: MainWindow, document: Document) -> None:
    window.session.act("Tutup tahun", plan.close_year, 2026, "Nurhayati", TODAY)
    assert page.years.currentText() == "2026 (ditutup)"
    assert line(page, "physical_percent").isReadOnly()
    assert page.bar.save.isHidden()
    assert "Nurhayati" in page.bar.hint.text()


def test_a_year_is_opened_again_with_a_reason(
    page: ProgressPage, window: MainWindow, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.act("Tutup tahun", plan.close_year, 2026, "Nurhayati", TODAY)

    def answer(dialog: ReopenDialog) -> int:
        dialog.show()
        dialog.agree.click()
        assert dialog.isVisible()  # without a reason it stays
        dialog.reason.setFocus()
        QTest.keyClicks(dialog.reason, "Angka triwulan IV keliru")
        dialog.agree.click()
        return dialog.result()

    monkeypatch.setattr(ReopenDialog, "exec", answer)
    page.bar.reopen.click()
    query = "SELECT closed,reason FROM year_closing WHERE year=2026"
    assert rows_of(document, query) == [(0, "Angka triwulan IV keliru")]
    assert not line(page, "physical_percent").isReadOnly()


def test_a_status_that_needs_a_reason_is_saved_with_it(
    page: ProgressPage, window: MainWindow, document: Document
) -> None:
    page.show_year(2027)
    first = page.list.current_id
    page.sheet.year_card.toggle.click()
    choice = page.sheet.year_card.status.editor.widget()
    assert isinstance(choice, QComboBox)
    choice.setFocus()
    choice.setCurrentIndex(choice.findData("tertunda"))
    choice.activated.emit(choice.currentIndex())
    query = "SELECT status,status_reason,status_on FROM progress_year WHERE initiative_id=? AND year=2027"
    assert rows_of(document, query, first) == []
    assert page.sheet.year_card.status.note.text() == "Tersimpan setelah alasan dan tanggalnya diisi."
    page.sheet.year_card.reason.focus()
    type_keys("Lahan belum siap")
    press(Qt.Key.Key_Tab)
    window.session.flush()
    assert rows_of(document, query, first) == [("tertunda", "Lahan belum siap", "2027-01-10")]
    assert page.list.rows.shown[-1].words == "Tertunda"


def test_a_sum_is_saved_when_it_is_left(page: ProgressPage, window: MainWindow, document: Document) -> None:
    page.show_year(2027)
    first = page.list.current_id
    page.sheet.year_card.toggle.click()
    field = page.sheet.year_card.sums.rows["plan_amount"].editor.widget()
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    type_keys("1,5 miliar")
    press(Qt.Key.Key_Tab)
    window.session.flush()
    query = "SELECT plan_amount FROM progress_year WHERE initiative_id=? AND year=2027"
    assert rows_of(document, query, first) == [(1_500_000_000,)]
    assert "Rencana induk Rp1.500.000.000" in page.sheet.year_card.sums_line.text()


def test_an_earlier_entry_is_opened_from_the_table(page: ProgressPage, document: Document) -> None:
    grid = page.sheet.entries.grid
    grid.setFocus()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert line(page, "physical_percent").hasFocus()
    assert line(page, "as_of").text() == "30/09/2026"
    page.bar.cancel.click()
    assert line(page, "as_of").text() == "31/12/2026"
    page.sheet.entries.correct.click()
    page.bar.delete.click()
    assert [row.as_of for row in grid.rows.shown] == ["2026-06-30"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"as_of": "2026-12-31", "legacy": 1, "period": "", "period_number": None}, "Riwayat 2026"),
        ({"as_of": "2026-09-30", "legacy": 1, "period": "triwulan", "period_number": 3}, "TW III 2026, riwayat"),
        ({"as_of": "2026-09-30", "period": "triwulan", "period_number": 3}, "TW III 2026"),
    ],
)
def test_an_entry_that_was_made_after_its_year_is_marked_as_past(values: dict[str, Json], words: str) -> None:
    tables = sample_tables()
    tables["progress_entry"] = [{**tables["progress_entry"][0], "legacy": False, **values, "year": 2026}]
    [entry] = from_json(tables).all(ProgressEntry)
    assert period_of(entry) == words


def test_the_period_of_an_entry_of_a_whole_year_stands_in_its_list(document: Document) -> None:
    [told, *_rest] = [row for row in document.snapshot().all(ProgressEntry) if row.period]
    whole = replace(told, period="", period_number=None, as_of=f"{told.year}-12-31")
    codes = [one.code for one in period_options(load())]
    assert (period_code(whole), period_code(whole) in codes) == ("tahun", True)
    assert period_code(told) in codes
    assert period_day(2023, period_code(whole)) == date(2023, 12, 31)
    assert period_code(replace(whole, as_of=f"{told.year}-10-05")) == ""


def test_a_benefit_is_typed_into_the_cells(page: ProgressPage, window: MainWindow, document: Document) -> None:
    page.sheet.benefits.add.click()
    type_keys("Keluarga pasien")
    press(Qt.Key.Key_Return)
    window.session.flush()
    query = "SELECT who FROM benefit WHERE initiative_id=?"
    assert ("Keluarga pasien",) in rows_of(document, query, page.list.current_id)


def test_a_plan_that_is_only_looked_at_offers_nothing_to_write(app: QApplication, open_window: OpenWindow) -> None:
    window = open_window(Session(None, sample_snapshot()))
    window.show_page("progress")
    page = window.pages["progress"]
    assert isinstance(page, ProgressPage)
    page.show_year(2026)
    row = page.list.rows.shown[0]
    page.list.go_to(row.id)
    assert line(page, "physical_percent").text()
    assert line(page, "physical_percent").isReadOnly()
    assert not page.bar.isVisible()
    assert not page.folder_button.isVisible()
    assert not page.evidence.add_file.isVisible()
    assert not page.sheet.benefits.add.isVisible()
    QTest.keyClicks(page.list, "9")
    assert page.list.hasFocus()


def test_a_plan_without_initiatives_says_what_belongs_here(app: QApplication, open_window: OpenWindow) -> None:
    tables = {**sample_tables(), "initiative": []}
    window = open_window(Session(None, from_json(tables)))
    window.show_page("progress")
    page = window.pages["progress"]
    assert isinstance(page, ProgressPage)
    assert not page.list.isVisible()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Buka daftar inisiatif"
