"""A window without a screen, a plan with content, and no warning of Qt left unseen."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

os.environ["QT_QPA_PLATFORM"] = os.environ.get("GMSC_TEST_PLATFORM", "offscreen")

from gmsc_desktop.models import library
from gmsc_desktop.models.bulk import insert_rows
from gmsc_desktop.models.document import Document
from gmsc_desktop.paths import DATA_VARIABLE
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.initiatives import InitiativesPage
from gmsc_desktop.ui.pages.profile import ProfilePage
from gmsc_desktop.ui.pages.profile_originals import OriginalsPart
from gmsc_desktop.ui.pages.progress import ProgressPage
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.tables import Grid
from tests.network import GUARD
from tests.sample_plan import sample_tables
from tests.ui.in_originals import on_tab
from tests.ui.small_drive import Drive, small_drive

SEARCH_EVERY = 20  # tests
HARMLESS = (  # of the offscreen platform
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
)


@pytest.fixture(autouse=True)
def search_between_tests(counted: list[int]) -> Iterator[None]:
    """Forgotten objects are searched for on this thread alone, as in the program: Qt's parts die where they belong."""
    gc.disable()
    yield
    counted[0] += 1
    if counted[0] % SEARCH_EVERY == 0:
        gc.collect()


@pytest.fixture(scope="session")
def counted() -> list[int]:
    """How many tests have run."""
    return [0]


@pytest.fixture(autouse=True)
def no_qt_warnings() -> Iterator[None]:
    """Whatever Qt warns of fails the test that made it warn."""
    told: list[str] = []

    def note(kind: QtMsgType, _context: object, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and kind != QtMsgType.QtInfoMsg and message not in HARMLESS:
            told.append(message)

    before = qInstallMessageHandler(note)
    yield
    qInstallMessageHandler(before)
    assert not told, told


@pytest.fixture(autouse=True)
def no_network_of_qt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt's own way out is watched like Python's."""
    GUARD.hold_qt(monkeypatch.setattr)


@pytest.fixture(autouse=True)
def no_stray_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part shown before it has its place would flash as a window of its own and take the focus."""
    visible = QWidget.setVisible

    def guarded(self: QWidget, on: bool) -> None:
        kinds = (Qt.WindowType.Widget, Qt.WindowType.Window)
        stray = on and self.isWindow() and self.windowType() in kinds and not isinstance(self, QMainWindow)
        assert not stray or type(self) is QWidget, f"{type(self).__name__} is shown before it stands in a window"
        visible(self, on)

    monkeypatch.setattr(QWidget, "setVisible", guarded)
    monkeypatch.setattr(QWidget, "show", lambda self: guarded(self, True))
    monkeypatch.setattr(QWidget, "setHidden", lambda self, off: guarded(self, not off))


@pytest.fixture
def app(qapp: QApplication, data_dir: Path) -> QApplication:
    """The application in its light dress, its settings in the test's own folder."""
    theme.apply(qapp, "light", 100)
    return qapp


@pytest.fixture
def drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drive]:
    """The data folder lies on a drive of 40 MB."""
    with small_drive(tmp_path / "cakram") as made:
        monkeypatch.setenv(DATA_VARIABLE, str(made.folder))
        yield made


@pytest.fixture
def document(data_dir: Path) -> Iterator[Document]:
    """The sample plan, open."""
    tables = sample_tables()

    def fill(document: Document) -> None:
        with document.change("Isi contoh") as db:
            for name, rows in tables.items():
                insert_rows(db, name, rows)

    with library.created(str(tables["plan"][0]["id"]), fill) as made:
        yield made


@pytest.fixture
def session(app: QApplication, document: Document) -> Iterator[Session]:
    """The sample plan as a window has it."""
    made = Session(document)
    yield made
    made.flush()


OpenWindow = Callable[[Session], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[OpenWindow]:
    """Shows a plan's window of 1366 × 697 on its initiatives, active, and closes it when the test ends."""
    with ExitStack() as stack:

        def show(session: Session) -> MainWindow:
            window = MainWindow(session)
            window.resize(1366, 697)
            window.show_page("initiatives")
            window.show()
            window.activateWindow()
            qtbot.waitUntil(window.isActiveWindow)
            stack.callback(window.deleteLater)
            stack.callback(window.close)
            return window

        yield show


@pytest.fixture
def window(session: Session, open_window: OpenWindow) -> MainWindow:
    """The sample plan in its window."""
    return open_window(session)


@pytest.fixture
def grid(window: MainWindow) -> Grid:
    """The list of initiatives, with the focus."""
    page = window.pages["initiatives"]
    assert isinstance(page, InitiativesPage)
    page.grid.setFocus()
    return page.grid


@pytest.fixture
def progress_page(window: MainWindow) -> ProgressPage:
    """Pelaksanaan of 2026."""
    window.show_page("progress")
    page = window.pages["progress"]
    assert isinstance(page, ProgressPage)
    page.show_year(2026)
    return page


@pytest.fixture
def progress_due(progress_page: ProgressPage) -> ProgressPage:
    """Pelaksanaan of 2026 on a day on which all four quarters are over; the sample plan tells three of them."""
    progress_page.today = lambda: date(2027, 1, 10)
    progress_page.year = 0
    progress_page.show_year(2026)
    progress_page.list.setFocus()
    return progress_page


@pytest.fixture
def papers_page(window: MainWindow) -> ProfilePage:
    """Profil & Lembaga on its tab Dokumen Asli."""
    return on_tab(window)


@pytest.fixture
def papers(papers_page: ProfilePage) -> OriginalsPart:
    """The tab Dokumen Asli."""
    return papers_page.originals


Answer = Callable[[type[QDialog], Callable[..., object]], list[QDialog]]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """``answers(kind, act)``: each dialog of the kind is shown, looked at and answered by ``act(dialog)``."""

    def answer(kind: type[QDialog], act: Callable[..., object]) -> list[QDialog]:
        seen: list[QDialog] = []

        def run(dialog: QDialog) -> int:
            seen.append(dialog)
            dialog.show()
            act(dialog)
            dialog.hide()
            return dialog.result()

        monkeypatch.setattr(kind, "exec", run)
        return seen

    return answer
