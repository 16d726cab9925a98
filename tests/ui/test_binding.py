"""When a typed value is handed over, what happens to one that is refused, and what the status line may say."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QMainWindow, QPlainTextEdit
from pytestqt.qtbot import QtBot

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Initiative
from gmsc_desktop.ui import binding
from gmsc_desktop.ui.editors import LineField
from gmsc_desktop.ui.forms import Mnemonics, RecordForm
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.initiatives_general import by_code, set_end
from gmsc_desktop.ui.saving import Saving
from gmsc_desktop.ui.session import Session


@pytest.fixture
def form(session: Session, qtbot: QtBot) -> Iterator[RecordForm]:
    made = RecordForm(session, "initiative")
    made.add("title", "code", use={"code": by_code})
    made.add("description", "dimension")
    made.add("agency_id")
    made.add("year_start", "year_end", use={"year_end": set_end})
    made.show_record(session.snapshot.all(Initiative)[0].id)
    window = QMainWindow()
    window.setCentralWidget(made)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made
    session.flush()  # as a window does before it closes: what is typed never outlives its field
    window.close()


def line(form: RecordForm, column: str) -> LineField:
    widget = form.rows[column].editor.widget()
    assert isinstance(widget, LineField)
    return widget


def retype(field: LineField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def stored(document: Document, form: RecordForm, column: str) -> object:
    with document.read():
        query = f"SELECT {column} FROM initiative WHERE id=?"
        return document.raw.execute(query, (form.record_id,)).fetchone()[0]


def changes(document: Document) -> int:
    with document.read():
        return int(document.raw.execute("SELECT count(*) FROM change").fetchone()[0])


def test_text_is_saved_while_somebody_keeps_typing(
    form: RecordForm, document: Document, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = line(form, "title")
    row = form.rows["title"].binding
    row._idle.setInterval(60_000)  # the idle timer alone would never save here
    row._latest.setInterval(50)
    retype(field, "Satu")
    qtbot.waitUntil(lambda: stored(document, form, "title") == "Satu")
    assert binding.LATEST_MS == 1500
    assert binding.IDLE_MS == 600


def test_typing_goes_on_while_a_save_is_under_way(form: RecordForm, document: Document, session: Session) -> None:
    field = line(form, "title")
    retype(field, "Rumah")
    form.rows["title"].binding.submit_now()
    QTest.keyClicks(field, " Kita ")
    assert session.saving is Saving.WAITING
    session.flush()
    assert stored(document, form, "title") == "Rumah Kita"
    assert field.text() == "Rumah Kita "  # a blank at the end is not taken from under the cursor
    assert field.cursorPosition() == len("Rumah Kita ")
    assert session.last_saved is not None
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "Rumah Kita"


def test_one_visit_to_a_field_is_one_change_in_the_history(
    form: RecordForm, document: Document, session: Session
) -> None:
    before = changes(document)
    field = line(form, "title")
    field.setFocus()
    for letter in "abc":
        QTest.keyClicks(field, letter)
        session.flush()
    assert changes(document) == before + 1
    line(form, "year_start").setFocus()
    field.setFocus()
    QTest.keyClicks(field, "d")
    session.flush()
    assert changes(document) == before + 2


def test_a_name_cannot_be_emptied(form: RecordForm, document: Document, session: Session) -> None:
    before = stored(document, form, "title")
    field = line(form, "title")
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    session.flush()
    assert form.rows["title"].binding.problem == "“Nama program/inisiatif” tidak boleh kosong."
    assert stored(document, form, "title") == before


def test_what_a_use_case_refuses_stays_in_the_field_with_its_reason(
    form: RecordForm, document: Document, session: Session
) -> None:
    other = session.snapshot.all(Initiative)[1]
    field = line(form, "code")
    before = stored(document, form, "code")
    retype(field, other.code)
    session.flush()
    session.flush()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    session.flush()
    problem = form.rows["code"].binding.problem
    assert problem.startswith(f"Kode {other.code} sudah dipakai")
    assert field.text() == other.code
    assert stored(document, form, "code") == before
    retype(line(form, "year_end"), "2020")
    QTest.keyClick(line(form, "year_end"), Qt.Key.Key_Tab)
    session.flush()
    assert "2020" in form.rows["year_end"].binding.problem
    assert session.saving is not Saving.WAITING


def test_a_refusal_that_comes_at_once_is_told_all_the_same(
    form: RecordForm, document: Document, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit = document.submit

    def wait_for_it(*words: Any) -> Future[Any]:
        future = submit(*words)
        future.exception()
        return future

    monkeypatch.setattr(document, "submit", wait_for_it)
    retype(line(form, "year_end"), "2020")
    QTest.keyClick(line(form, "year_end"), Qt.Key.Key_Tab)
    session.flush()
    assert "2020" in form.rows["year_end"].binding.problem


def test_a_choice_is_saved_at_once_and_by_keys(form: RecordForm, document: Document, session: Session) -> None:
    combo = form.rows["dimension"].editor.widget()
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    session.flush()
    assert stored(document, form, "dimension") == "SB"
    session.undo()
    assert combo.currentData() == "SG"


def test_another_hand_changes_the_field_that_nobody_types_in(
    form: RecordForm, document: Document, session: Session
) -> None:
    with document.change("Lain") as db:
        db.exec_driver_sql("UPDATE initiative SET title='Dari tempat lain' WHERE id=?", (form.record_id,))
    assert line(form, "title").text() == "Dari tempat lain"


def test_going_to_another_record_saves_what_was_typed(form: RecordForm, document: Document, session: Session) -> None:
    first = form.record_id
    description = form.rows["description"].editor.widget()
    assert isinstance(description, QPlainTextEdit)
    description.setFocus()
    description.selectAll()
    QTest.keyClicks(description, "Baris satu")
    form.show_record(session.snapshot.all(Initiative)[1].id)
    session.flush()
    with document.read():
        query = "SELECT description FROM initiative WHERE id=?"
        assert document.raw.execute(query, (first,)).fetchone()[0] == "Baris satu"
    assert description.toPlainText() != "Baris satu"


def test_a_full_disk_is_told_and_nothing_is_called_saved(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_values: object) -> None:
        raise UserFacingError("Cakram penuh: perubahan terakhir belum tersimpan.", "Kosongkan ruang.")

    told: list[str] = []
    session.refused.connect(lambda sentence, _step: told.append(sentence))
    session.submit("Ubah", full)
    session.flush()
    assert told == ["Cakram penuh: perubahan terakhir belum tersimpan."]
    assert session.saving is Saving.FAILED
    assert window.status.saved.text() == "Cakram penuh: perubahan terakhir belum tersimpan."


def test_labels_have_letters_of_their_own_and_lead_to_their_field(form: RecordForm) -> None:
    mnemonics = Mnemonics()
    marked = [mnemonics.mark(label) for label in ("Nama", "Nilai", "Nomor", "R&D")]
    assert marked == ["&Nama", "N&ilai", "N&omor", "&R&&D"]
    QTest.keyClick(line(form, "title"), Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    assert line(form, "code").hasFocus()


def test_a_plan_that_is_looked_at_takes_no_edits(app: object, session: Session) -> None:
    looked = Session(None, session.snapshot)
    form = RecordForm(looked, "initiative")
    form.add("title", "dimension")
    form.show_record(looked.snapshot.all(Initiative)[0].id)
    assert line(form, "title").isReadOnly()
    assert line(form, "title").text() == looked.snapshot.all(Initiative)[0].title
    with pytest.raises(UserFacingError, match="dibaca"):
        looked.submit("Ubah", lambda db: None)
