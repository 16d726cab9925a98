"""A plan that is only looked at: every page reads, searches and copies, and offers nothing that would change it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

from gmsc_desktop.models.snapshot import to_json
from gmsc_desktop.ui.controls import SearchField
from gmsc_desktop.ui.editors import LineField, TextField
from gmsc_desktop.ui.forms import FieldRow
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Grid
from tests.ui.conftest import OpenWindow

WRITES = ("tambah", "baru", "hapus", "simpan", "ubah", "lepas", "tetapkan", "kembalikan", "tempel", "buat")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def looked_at(session: Session, open_window: OpenWindow) -> MainWindow:
    """The sample plan as a package shows it, without its evidence files."""
    return open_window(Session(None, session.snapshot, lambda _sha256: None))


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_a_page_offers_no_change(looked_at: MainWindow, key: str) -> None:
    before = to_json(looked_at.session.snapshot)
    looked_at.show_page(key)
    page = looked_at.page
    fields: list[QLineEdit | QPlainTextEdit] = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    for field in fields:
        free = field.isVisible() and field.isEnabled() and not field.isReadOnly()
        choosing = isinstance(field.parent(), QComboBox)
        assert not free or choosing or isinstance(field, SearchField), field.accessibleName()
    buttons = [button for button in page.findChildren(QAbstractButton) if button.isVisible() and button.isEnabled()]
    said = [f"{button.text()} {button.accessibleName()}".replace("&", "").lower() for button in buttons]
    assert not [words for words in said if any(word in words.split() for word in WRITES)]
    for grid in page.findChildren(Grid):
        if grid.isVisible() and grid.rows.rowCount():
            flags = [grid.rows.index(0, place).flags() for place in range(grid.rows.columnCount())]
            assert not any(flag & Qt.ItemFlag.ItemIsEditable for flag in flags)
            grid.setFocus()
            for press, modifier in ((Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_N, CONTROL)):
                QTest.keyClick(grid, press, modifier)
            QTest.keyClick(grid, Qt.Key.Key_V, CONTROL)
    assert to_json(looked_at.session.snapshot) == before


def test_what_reads_still_works(looked_at: MainWindow) -> None:
    looked_at.show_page("initiatives")
    page = looked_at.page
    assert isinstance(page, InitiativesPage)
    grid = page.grid
    everything = len(grid.rows.shown)
    field = looked_at.page.filter_field()
    assert field is not None
    QTest.keyClicks(field, "kurcaci")
    assert 0 < len(grid.rows.shown) < everything
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_C, CONTROL)
    assert "Kurcaci" in QGuiApplication.clipboard().text()
    assert not looked_at.top.undo.isEnabled()
    assert not looked_at.top.changes.isEnabled()


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_a_field_that_is_only_read_says_what_is_missing_and_never_how_to_type(looked_at: MainWindow, key: str) -> None:
    looked_at.show_page(key)
    for row in looked_at.page.findChildren(FieldRow):
        assert row.note == ""
        editor = row.editor
        if row.isVisible() and isinstance(editor, LineField | TextField):
            assert editor.placeholderText() == "belum diisi", row.field.column
