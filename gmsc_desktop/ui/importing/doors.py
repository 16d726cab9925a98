"""The ways to the window of an import: buttons of pages, the menu, a drop, a pasted block. One line for each kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m
from gmsc_desktop.ui.controls import Button, ToolButton
from gmsc_desktop.ui.pages import PAGES

if TYPE_CHECKING:
    from gmsc_desktop.exchange.review import Imported
    from gmsc_desktop.ui.importing.window import ImportWindow
    from gmsc_desktop.ui.main_window import MainWindow
    from gmsc_desktop.ui.pages.page import Page


@dataclass(frozen=True, slots=True)
class Door:
    """One kind: the key of its importer, the page that shows what came, the words of its button and in the menu."""

    key: str
    page: str
    button_text: str
    menu_text: str
    icon: str = "file-spreadsheet"


_SUFFIXES = frozenset((".xlsx", ".xlsm", ".xls", ".ods", ".docx", ".csv", ".html", ".htm", ".xml"))
_MISTAKEN = frozenset((".pdf", ".doc", ".rtf", ".xlsb", ".jpg", ".jpeg", ".png"))  # told what to ask for
_LEFT_IN = {"mapping": m("Kesenjangan")}  # the tab in which what is left to do stands, each with its door
_WITH_EVIDENCE = "progress"  # the page on which such files are evidence
DOORS = (
    Door("rpjmd", "rpjmd", m("Impor tabel RPJMD…"), m("&RPJMD, RPD, atau Renstra…")),
    Door("initiatives", "initiatives", m("Impor tabel inisiatif…"), m("&Inisiatif…")),
    Door("quickwins", "initiatives", m("Impor quick win…"), m("&Quick win…"), "zap"),
    Door("progress", "progress", m("Impor realisasi…"), m("R&ealisasi tahun lampau…")),
    Door("worksheets", "dimensions", m("Impor kertas kerja…"), m("&Kertas kerja Bimtek…")),
)


def import_button(page: Page, key: str, *, primary: bool = False) -> Button:
    """The button of a page that opens the window of a kind; hidden where nothing can be written."""
    button = Button(_(_door(key).button_text), "file-spreadsheet", lambda: show_import(page, key), primary=primary)
    if page.session.read_only:
        button.hide()
    return button


def import_tool(page: Page, key: str) -> ToolButton:
    """The same as an icon, for a row of tools that has no room for words."""
    door = _door(key)
    return ToolButton(door.icon, _(door.button_text), on_click=lambda: show_import(page, key))


def _door(key: str) -> Door:
    return next(one for one in DOORS if one.key == key)


def show_import(page: Page, key: str, path: Path | None = None, *, paste: bool = False) -> ImportWindow:
    """Open the window over a page, and read a file or the clipboard where one is given."""
    from gmsc_desktop.exchange.importers import importer
    from gmsc_desktop.ui.importing.window import ImportWindow

    page.session.flush()
    window = ImportWindow(page.session, importer(key), page)
    window.imported.connect(lambda result, label: _tell(page, result, label))
    window.open()
    if path is not None:
        window.begin.read(path)
    elif paste:
        window.begin.paste_block()
    return window


def _tell(page: Page, result: Imported, label: str) -> None:
    """Say in the page what came, with the way back as long as it is the newest change."""
    session, sentence = page.session, " ".join(result.sentences)

    def undo() -> None:
        page.banner.hide()
        session.undo()

    def look(_changed: object) -> None:
        if session.undo_label != label:
            session.changed.disconnect(look)
            if page.banner.words.text() == sentence:
                page.banner.hide()

    if result.record_id:
        page.show_record(result.record_id)
    entry = next((one for one in PAGES if one.key == result.work_left), None)
    part = _LEFT_IN.get(result.work_left, "")

    def open_work() -> None:
        if part:
            page.work_asked.emit(result.work_left, part)
        else:
            page.go_to.emit(result.work_left, "")

    other = (_("Buka {page}").format(page=entry.name), open_work) if entry else None
    page.banner.say("info", sentence, _("Urungkan"), undo, other)
    session.changed.connect(look)


def import_menu(window: MainWindow, parent: QWidget) -> QMenu:
    """The kinds as a menu; each shows its page first."""
    menu = QMenu(_("&Impor tabel"), parent)
    for door in DOORS:
        menu.addAction(_(door.menu_text), _opener(window, door))
    menu.setEnabled(not window.session.read_only)
    return menu


def _opener(window: MainWindow, door: Door) -> Callable[[], object]:
    def show() -> None:
        window.show_page(door.page)
        show_import(window.page, door.key)

    return show


class ImportByHand(QObject):
    """A file that is dropped on a page, or a table that is pasted where no field takes it, opens the window."""

    def __init__(self, page: Page, key: str) -> None:
        super().__init__(page)
        self._page, self._key = page, key
        if not page.session.read_only:
            page.setAcceptDrops(True)
            page.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and self._file_of(event.mimeData()) is not None:
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            path = self._file_of(event.mimeData())
            if path is not None:
                event.acceptProposedAction()
                show_import(self._page, self._key, path)
                return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pasted(event)
        return False

    def _pasted(self, event: QKeyEvent) -> bool:
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        from gmsc_desktop.ui.importing.begin import has_block

        if not has_block(QGuiApplication.clipboard().mimeData()):
            return False
        show_import(self._page, self._key, paste=True)
        return True

    def _file_of(self, mime: QMimeData) -> Path | None:
        """A dropped file that holds a table, or is mistaken for one; evidence goes to where evidence is taken."""
        from gmsc_desktop.ui.importing.begin import file_given

        path = file_given(mime)
        meant = _SUFFIXES if self._page.key == _WITH_EVIDENCE else _SUFFIXES | _MISTAKEN
        return path if path is not None and path.suffix.casefold() in meant else None
