"""Codes from an imported list: picked by keyboard in forms and tables, kept where unknown, replaced where old."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gmsc_desktop.exchange.nomenclature_import import keep, propose
from gmsc_desktop.models.nomenclature.lists import SHARED, Lists
from gmsc_desktop.models.records import InitiativeCode, Programme
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.nomenclature import ring
from gmsc_desktop.ui.nomenclature_dialog import NomenclatureDialog
from gmsc_desktop.ui.nomenclature_open import show_lists
from gmsc_desktop.ui.nomenclature_picker import CodePicker
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.initiatives_codes import CodesPart
from gmsc_desktop.ui.pages.rpjmd import RpjmdPage
from gmsc_desktop.ui.session import Session
from tests.nomenclature_books import sample_rows, write_book
from tests.ui.conftest import OpenWindow
from tests.ui.in_form import press, write

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
SMART, OLD_SMART = "2.16.03.2.02.0038", "2.16.03.2.02.0023"
NAME = "Koordinasi dan Fasilitasi Penyelenggaraan Kabupaten atau Kota Cerdas"
Book = Callable[[str], Path]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return lambda name: write_book(tmp_path / name, sample_rows())


@pytest.fixture
def imported(book: Book, data_dir: Path) -> None:
    """A list of this computer."""
    keep(propose(book("nomenklatur-2027.xlsx")))
    ring()


@pytest.fixture
def codes(window: MainWindow) -> CodesPart:
    page = window.pages["initiatives"]
    assert isinstance(page, InitiativesPage)
    return page.form.general.codes


def picker(window: MainWindow, qtbot: QtBot) -> CodePicker:
    """The picker that is open; one that was closed is there for a moment yet."""
    qtbot.waitUntil(lambda: any(found.isVisible() for found in window.findChildren(CodePicker)))
    return next(found for found in window.findChildren(CodePicker) if found.isVisible())


def shown(found: CodePicker) -> list[str]:
    return [str(found.model.index(row, 0).data()) for row in range(found.model.rowCount())]


def own(session: Session, part: CodesPart) -> list[tuple[str, str]]:
    rows = session.snapshot.where(InitiativeCode, "initiative_id", part._initiative_id)
    return [(row.code, row.name) for row in rows]


def type_code(part: CodesPart, code: str) -> None:
    part.line.start_row()
    write(code)
    press(Key.Key_Return)


@pytest.mark.usefixtures("imported")
def test_words_find_a_code_and_enter_makes_it_a_row_with_its_name(
    window: MainWindow, session: Session, codes: CodesPart, qtbot: QtBot
) -> None:
    before = own(session, codes)
    codes.line.start_row()
    press(Key.Key_F4)
    found = picker(window, qtbot)
    QTest.keyClicks(found.field, "cerdas kota")
    assert shown(found) == [f"{SMART} {NAME}"]
    path = found.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Subkegiatan" in path
    assert "PROGRAM PENGELOLAAN APLIKASI INFORMATIKA" in path
    assert "Jumlah laporan pelaksanaan koordinasi (Dokumen)" in found.detail.text()
    QTest.keyClick(found.field, Key.Key_Return)
    assert own(session, codes) == [*before, (SMART, NAME)]
    window.undo()
    assert own(session, codes) == before


@pytest.mark.usefixtures("imported")
def test_in_a_cell_f4_takes_what_was_typed_as_its_search_and_esc_keeps_it(
    window: MainWindow, session: Session, codes: CodesPart, qtbot: QtBot
) -> None:
    type_code(codes, "5.05.99")
    codes.grid.setFocus()
    codes.grid.go_to(codes.grid.rows.shown[-1].id, "code")
    write("cerdas")
    press(Key.Key_Down, ALT)
    found = picker(window, qtbot)
    assert found.field.text() == "cerdas"
    assert shown(found) == [f"{SMART} {NAME}"]
    QTest.keyClick(found.field, Key.Key_Escape)
    assert own(session, codes)[-1][0] == "cerdas"
    assert QApplication.focusWidget() is codes.grid
    press(Key.Key_F4)
    found = picker(window, qtbot)
    QTest.keyClick(found.field, Key.Key_Return)
    assert own(session, codes)[-1] == (SMART, NAME)
    assert session.undo_label == "Ganti kode nomenklatur"


@pytest.mark.usefixtures("imported")
def test_arrows_choose_and_what_fits_the_plan_stands_first(
    window: MainWindow, session: Session, codes: CodesPart, qtbot: QtBot
) -> None:
    codes.line.start_row()
    press(Key.Key_F4)
    found = picker(window, qtbot)
    QTest.keyClicks(found.field, "1.01.02.3.04.30")
    assert shown(found) == [
        "1.01.02.3.04.0030 Dukungan Pendidikan Nonformal",
        "1.01.02.3.04.0030 Penyusunan Kurikulum Akademi",
    ]
    other = found.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Subkegiatan provinsi" in other
    QTest.keyClick(found.field, Key.Key_Down)
    QTest.keyClick(found.field, Key.Key_Return)
    assert own(session, codes)[-1] == ("1.01.02.3.04.0030", "Penyusunan Kurikulum Akademi")


@pytest.mark.usefixtures("imported")
def test_an_unknown_code_is_kept_and_marked_and_an_old_one_offers_its_successor(
    window: MainWindow, session: Session, codes: CodesPart, qtbot: QtBot
) -> None:
    type_code(codes, "5.05.99.2.01.0001")
    grid = codes.grid
    grid.go_to(grid.rows.shown[-1].id, "code")
    assert own(session, codes)[-1][0] == "5.05.99.2.01.0001"
    assert grid.rows.look(grid.currentIndex()).after == "info"
    assert "belum ada di daftar Nomenklatur 2027" in codes.note.words.text()
    assert "belum ada di daftar" in str(grid.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
    assert not codes.note.successors
    type_code(codes, "2 . 16 . 3 . 2 . 2 . 23")
    grid.go_to(grid.rows.shown[-1].id, "code")
    assert grid.rows.look(grid.currentIndex()).after == "history"
    assert "Kode lama" in codes.note.words.text()
    [button] = codes.note.successors
    qtbot.waitUntil(button.isVisible)
    assert button.text() == f"Ganti dengan kode baru {SMART}"
    assert NAME in codes.note.words.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert own(session, codes)[-1] == (SMART, NAME)
    assert grid.rows.look(grid.currentIndex()).after == ""
    assert not codes.note.successors
    assert codes.note.words.text() == f"{NAME} · Nomenklatur 2027"
    window.undo()
    assert own(session, codes)[-1] == ("2 . 16 . 3 . 2 . 2 . 23", "")


def test_without_a_list_nothing_is_marked_and_the_picker_says_how_to_get_one(
    window: MainWindow, session: Session, codes: CodesPart, qtbot: QtBot, book: Book
) -> None:
    type_code(codes, "5.05.99.2.01.0001")
    codes.grid.go_to(codes.grid.rows.shown[-1].id, "code")
    assert codes.grid.rows.look(codes.grid.currentIndex()).after == ""
    assert not codes.note.isVisible()
    codes.grid.setFocus()
    press(Key.Key_F4)
    found = picker(window, qtbot)
    assert found.get.isVisible()
    qtbot.waitUntil(found.get.hasFocus)
    assert not found.field.isVisible()
    QTest.keyClick(found.get, Key.Key_Return)
    dialog = window.findChild(NomenclatureDialog)
    assert isinstance(dialog, NomenclatureDialog)
    dialog.read(book("nomenklatur-2027.xlsx"))
    qtbot.waitUntil(dialog.name.isVisible)
    QTest.keyClick(dialog.name, Key.Key_Return)
    qtbot.waitUntil(dialog.add.isVisible)
    dialog.close()
    assert found.field.isVisible()
    assert codes.grid.rows.look(codes.grid.currentIndex()).after == "info"
    QTest.keyClick(found.field, Key.Key_Escape)
    assert own(session, codes)[-1][0] == "5.05.99.2.01.0001"


@pytest.mark.usefixtures("imported")
def test_the_code_of_a_program_is_picked_in_its_form(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    window.show_page("rpjmd")
    page = window.pages["rpjmd"]
    assert isinstance(page, RpjmdPage)
    programme = session.snapshot.all(Programme)[0]
    page.show_record(programme.id)
    row = page.forms.form_of("programme").rows["code"]
    line = row.editor.widget()
    line.setFocus()
    QTest.keyClick(line, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "informatika")
    press(Key.Key_F4)
    found = picker(window, qtbot)
    assert shown(found)[0] == "2.16.03 PROGRAM PENGELOLAAN APLIKASI INFORMATIKA"
    QTest.keyClick(found.field, Key.Key_Return)
    session.flush()
    got = session.snapshot.get(Programme, programme.id)
    assert got is not None
    assert (got.code, got.name) == ("2.16.03", programme.name)
    qtbot.waitUntil(lambda: "PROGRAM PENGELOLAAN APLIKASI INFORMATIKA" in _note(page))


def _note(page: RpjmdPage) -> str:
    from gmsc_desktop.ui.nomenclature_line import CodeNote

    found = page.forms.form_of("programme").findChild(CodeNote)
    assert isinstance(found, CodeNote)
    return found.words.text()


@pytest.mark.usefixtures("imported")
def test_a_plan_that_is_only_looked_at_tells_its_codes_and_changes_none(
    session: Session, open_window: OpenWindow
) -> None:

    first = session.snapshot.all(InitiativeCode)
    looked = Session(None, session.snapshot)
    window = open_window(looked)
    page = window.pages["initiatives"]
    assert isinstance(page, InitiativesPage)
    part = page.form.general.codes
    assert not part.pick_button.isVisible()
    part.grid.setFocus()
    press(Key.Key_F4)
    assert window.findChild(CodePicker) is None
    assert looked.snapshot.all(InitiativeCode) == first


def test_a_list_is_imported_and_deleted_in_its_dialog(window: MainWindow, qtbot: QtBot, book: Book) -> None:
    show_lists(window)
    dialog = window.findChild(NomenclatureDialog)
    assert isinstance(dialog, NomenclatureDialog)
    dialog.read(book("nomenklatur-2027.xlsx"))
    qtbot.waitUntil(dialog.name.isVisible)
    assert dialog.name.text() == "Nomenklatur 2027"
    assert "1 kode lama" in dialog.said.text()
    dialog.name.clear()
    QTest.keyClick(dialog.name, Key.Key_Return)
    qtbot.waitUntil(lambda: "belum bernama" in dialog.said.text())
    QTest.keyClicks(dialog.name, "Pemutakhiran 2027")
    QTest.keyClick(dialog.name, Key.Key_Return)
    qtbot.waitUntil(dialog.add.isVisible)
    [version] = Lists().versions
    assert version.name == "Pemutakhiran 2027"
    assert "Pemutakhiran 2027" in dialog.said.text()
    dialog.delete(version)
    assert SHARED.get().versions == []
    dialog.close()


@pytest.mark.usefixtures("imported")
def test_a_foreign_file_is_told_in_the_dialog_and_the_list_stays(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    show_lists(window)
    dialog = window.findChild(NomenclatureDialog)
    assert isinstance(dialog, NomenclatureDialog)
    bad = write_book(tmp_path / "anggaran.xlsx", [("a", "b")], headings=("Nama", "Alamat"))
    dialog.read(bad)
    qtbot.waitUntil(lambda: "bukan daftar nomenklatur" in dialog.said.text())
    assert dialog.add.isVisible()
    assert [one.name for one in Lists().versions] == ["Nomenklatur 2027"]
    dialog.close()


def test_reading_is_cancelled_and_nothing_is_kept(
    window: MainWindow, qtbot: QtBot, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from gmsc_desktop.exchange import nomenclature_import

    began, go_on = threading.Event(), threading.Event()

    def slow(path: Path, progress: Callable[[int, int], object], cancel: threading.Event) -> object:
        began.set()
        assert go_on.wait(10)
        return propose(path, progress, cancel)

    monkeypatch.setattr(nomenclature_import, "propose", slow)
    show_lists(window)
    dialog = window.findChild(NomenclatureDialog)
    assert isinstance(dialog, NomenclatureDialog)
    dialog.read(book("nomenklatur-2027.xlsx"))
    qtbot.waitUntil(began.is_set)
    QTest.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    go_on.set()
    qtbot.waitUntil(lambda: "Dibatalkan" in dialog.said.text())
    assert Lists().versions == []
    dialog.close()


def test_closing_the_dialog_waits_for_the_list_that_is_being_kept(
    window: MainWindow, qtbot: QtBot, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from gmsc_desktop.exchange import nomenclature_import

    go_on = threading.Event()

    def slow(*given: Any) -> object:
        assert go_on.wait(10)
        return keep(*given)

    monkeypatch.setattr(nomenclature_import, "keep", slow)
    show_lists(window)
    dialog = window.findChild(NomenclatureDialog)
    assert isinstance(dialog, NomenclatureDialog)
    dialog.read(book("nomenklatur-2027.xlsx"))
    qtbot.waitUntil(dialog.name.isVisible)
    QTest.keyClick(dialog.name, Key.Key_Return)
    dialog.close()
    assert dialog.isVisible()
    go_on.set()
    qtbot.waitUntil(dialog.add.isVisible)
    assert [one.name for one in SHARED.get().versions] == ["Nomenklatur 2027"], "every window hears of it"
    assert dialog.close()


def test_the_dialog_shows_a_list_that_a_command_brought(window: MainWindow, book: Book) -> None:
    assert SHARED.get().versions == []
    keep(propose(book("nomenklatur-2027.xlsx")))
    show_lists(window)
    assert [one.name for one in SHARED.get().versions] == ["Nomenklatur 2027"]
    dialog = window.findChild(NomenclatureDialog)
    assert isinstance(dialog, NomenclatureDialog)
    dialog.close()
