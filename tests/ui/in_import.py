"""Hands for the tests of the import window: it is opened as a person does, and waited for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.exchange.reading import read_here
from gmsc_desktop.models import rows
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.records import Indicator, PlanningDocument, Programme
from gmsc_desktop.ui.importing.doors import show_import
from gmsc_desktop.ui.importing.window import ImportWindow
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.rpjmd import RpjmdPage
from gmsc_desktop.ui.session import Session
from tests.exchange.books import Rows, write_book

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def without_rpjmd(document: Document) -> None:
    """The plan as it is before anything of its RPJMD was typed."""
    with document.change("Tanpa RPJMD") as db:
        for row in db.exec_driver_sql("SELECT id FROM planning_document").all():
            rows.delete_row(db, "planning_document", row[0])


def rpjmd_page(window: MainWindow) -> RpjmdPage:
    """The page RPJMD, shown."""
    window.show_page("rpjmd")
    page = window.page
    assert isinstance(page, RpjmdPage)
    return page


def book_at(place: Path, lines: Rows, merged: tuple[str, ...] = ()) -> Path:
    """A workbook with one sheet."""
    return write_book(place, {"Tabel": lines}, merged)


def dialog_of(window: QWidget, qtbot: QtBot) -> ImportWindow:
    """The import window that is open."""

    def opened() -> list[ImportWindow]:
        return [one for one in window.findChildren(ImportWindow) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(opened()))
    return opened()[0]


def come_to_rest(dialog: ImportWindow, qtbot: QtBot) -> None:
    """Wait until the newest answer is read."""
    qtbot.waitUntil(lambda: not dialog.state.reading and bool(dialog.state.review or dialog.state.refused))


def reviewed(page: RpjmdPage, path: Path, qtbot: QtBot) -> ImportWindow:
    """The window with a book that this process read, so that no child is waited for."""
    dialog = show_import(page, "rpjmd")
    qtbot.waitUntil(dialog.isVisible)
    shown_book(dialog, path, qtbot)
    return dialog


def shown_book(dialog: ImportWindow, path: Path, qtbot: QtBot) -> None:
    """A book in a window that is open, read in this process."""
    dialog.show_book(read_here(path, path.name))
    come_to_rest(dialog, qtbot)


def choosing(monkeypatch: object, path: Path) -> None:
    """The next question for a file is answered with this one."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(path), ""))  # type: ignore[attr-defined]


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def agree(dialog: ImportWindow, session: Session, qtbot: QtBot) -> None:
    """Press the button that writes, and wait until the window is gone."""
    gone: list[bool] = []
    dialog.finished.connect(lambda _result: gone.append(True))
    QTest.mouseClick(dialog.import_button, LEFT)
    qtbot.waitUntil(lambda: bool(gone))
    session.flush()


def branches(dialog: ImportWindow) -> list[str]:
    """The rows of the result as they are read."""
    model = dialog.tree.model

    def walk(parent: QModelIndex, depth: int) -> Iterator[str]:
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            yield f"{'  ' * depth}{index.data()}"
            yield from walk(index, depth + 1)

    return list(walk(QModelIndex(), 0))


def programmes(session: Session) -> list[str]:
    """The names of the programmes in the plan."""
    return [row.name for row in session.snapshot.all(Programme)]


def indicators(session: Session) -> list[str]:
    """The texts of the indicators in the plan."""
    return [row.text for row in session.snapshot.all(Indicator)]


def documents(session: Session) -> list[str]:
    """The titles of the planning documents."""
    return [row.title for row in session.snapshot.all(PlanningDocument)]


def button(parent: QWidget, words: str) -> QPushButton:
    """The visible button that says this."""
    return next(one for one in parent.findChildren(QPushButton) if one.isVisible() and one.text() == words)
