"""Deleting much in a table: what stood there before is among the backups, and the window does not wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gmsc_desktop.models import backups, library
from gmsc_desktop.models.backup_look import look_into
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.plan import reopen_year
from gmsc_desktop.models.records import Initiative, YearClosing
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.session import Session
from tests.sample_plan import sample_tables
from tests.ui.conftest import OpenWindow


@pytest.fixture
def kept_window(document: Document, open_window: OpenWindow, app: object) -> Iterator[MainWindow]:
    """The sample plan as it is after closing and opening it again."""
    library.close(document)
    with library.opened(str(sample_tables()["plan"][0]["id"])) as again:
        yield open_window(Session(again))


def test_deleting_an_initiative_with_all_that_hangs_on_it_is_preceded_by_a_backup(kept_window: MainWindow) -> None:
    page, session = kept_window.pages["initiatives"], kept_window.session
    assert isinstance(page, InitiativesPage)
    document = session.document
    assert document is not None
    assert document.keeper is not None
    for year in session.snapshot.all(YearClosing):
        session.act("Buka tahun", reopen_year, year.year, "Bupati", date(2026, 1, 31), "Koreksi")
    with document.change("Ubah judul") as db:
        db.exec_driver_sql("UPDATE plan SET title='Sebelum dihapus'")
    before, folder = len(session.snapshot.all(Initiative)), document.folder
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert len(session.snapshot.all(Initiative)) == before - 1
    document.keeper.wait()
    with look_into(backups.list_backups(folder)[-1]) as frozen:
        snapshot = frozen.snapshot()
    assert (snapshot.plan.title, len(snapshot.all(Initiative))) == ("Sebelum dihapus", before)
