"""The first page: the plans on this computer and the three ways to begin. Painted before anything heavy is imported."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMainWindow, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop import __version__
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import library
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Banner, Button, Card, Label, SearchField, Surface
from gmsc_desktop.ui.help_open import GLOSSARY, SHORTCUTS, show_help
from gmsc_desktop.ui.jobs import Job, Jobs
from gmsc_desktop.ui.menu_bar import FILE, VIEW, MenuBar, ThemeButton, fill_look, support_menu
from gmsc_desktop.ui.plan_list import PlanList
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.values import format_size

PACKAGE_SUFFIXES = {".zip", ".gmsc"}


class HomeWindow(QMainWindow):
    """It says what the person wants; ``Windows`` does it. Nothing here asks about roles."""

    plan_asked = Signal(str)
    package_asked = Signal(Path)
    new_asked = Signal()
    demo_asked = Signal()
    painted = Signal()  # once, after the first paint

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.jobs = Jobs(self)
        self.jobs.started.connect(self._job_started)
        self.setWindowTitle("GMSC Desktop")
        self.setMinimumSize(1024, 520)
        self.resize(1280, 720)
        self.setAcceptDrops(True)
        self.banner = Banner()
        self._painted = False
        self.plans = PlanList(settings)
        self.plans.opened.connect(self.plan_asked)
        self.new = Button(_("Rencana baru…"), "plus", self.new_asked.emit, primary=True)
        self.open = Button(_("Buka paket…"), "folder-open", self._choose_package)
        self.demo = Button(_("Coba contoh"), "layers", self.demo_asked.emit)
        self.search = SearchField(_("Cari daerah atau tahun"), _("Cari daerah atau tahun"), 240)
        self.search.textChanged.connect(self.plans.set_filter)
        self.said = Label("", 13, tone="muted")
        self._size = Label("", 13, tone="muted")
        self._build()
        self.refresh()

    # -- building

    def _build(self) -> None:
        content = QWidget()
        box = QVBoxLayout(content)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._top())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._begin())
        self._right = self._list()
        middle.addWidget(self._right, 1)
        box.addLayout(middle, 1)
        foot = Surface("sidebar", "t", row=True)
        foot.setFixedHeight(theme.px(28))
        foot.box.setContentsMargins(12, 0, 12, 0)
        foot.box.addWidget(self.said, 1)
        foot.box.addWidget(self._size)
        box.addWidget(foot)
        self.setCentralWidget(content)

    def _top(self) -> Surface:
        top = Surface("window", "b", row=True)
        top.setFixedHeight(theme.px(40))
        top.box.setContentsMargins(8, 0, 12, 1)
        menus = MenuBar()
        file = QMenu(_(FILE), menus)
        self._add(file, _("Rencana &baru…"), "Ctrl+N", self.new_asked.emit)
        self._add(file, _("B&uka paket…"), "Ctrl+O", self._choose_package)
        file.addSeparator()
        self._add(file, _("&Keluar"), "Ctrl+Q", self.close)
        view = QMenu(_(VIEW), menus)
        self._add(view, _("&Cari"), "Ctrl+F", lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._add(view, _("&Baca ulang"), "F5", self.refresh)
        view.addSeparator()
        fill_look(view, self.settings)
        for menu in (file, view, self._support(menus)):
            menus.addMenu(menu)
        top.box.addWidget(menus)
        top.box.addStretch(1)
        top.box.addWidget(ThemeButton(self.settings))
        return top

    def _support(self, menus: MenuBar) -> QMenu:
        helping = (
            self._action(_("&Bantuan halaman ini"), "F1", partial(show_help, self, menus, "home")),
            self._action(_("Daftar &pintasan"), "Ctrl+F1", partial(show_help, self, menus, SHORTCUTS)),
            self._action(_("Daftar &istilah"), "", partial(show_help, self, menus, GLOSSARY)),
        )
        return support_menu(menus, helping, self.settings)

    def _add(self, menu: QMenu, text: str, keys: str, run: Callable[[], object]) -> None:
        menu.addAction(self._action(text, keys, run))

    def _action(self, text: str, keys: str, run: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: run())
        self.addAction(action)
        return action

    def _begin(self) -> Surface:
        sheet = Surface("surface", "r")
        self._sheet = sheet
        sheet.box.setContentsMargins(28, 28, 28, 20)
        sheet.box.setSpacing(8)
        sheet.box.addWidget(Label(_("Rencana induk kota cerdas"), 24, theme.SEMIBOLD, wrap=True))
        words = _(
            "Susun enam dimensi, petakan ke RPJMD, catat pelaksanaan dengan bukti, lalu serahkan satu paket. "
            "Semuanya tersimpan di komputer ini."
        )
        sheet.box.addWidget(Label(words, tone="muted", wrap=True))
        sheet.box.addSpacing(8)
        for button in (self.new, self.open, self.demo):
            sheet.box.addWidget(button)
        hint = _("Berkas paket (.zip atau .gmsc) dapat juga diseret ke jendela ini.")
        sheet.box.addWidget(Label(hint, 13, tone="faint", wrap=True))
        sheet.box.addStretch(1)
        sheet.box.addWidget(self.banner)
        return sheet

    def _list(self) -> QWidget:
        right = QWidget()
        box = QVBoxLayout(right)
        box.setContentsMargins(28, 20, 28, 20)
        box.setSpacing(10)
        line = QHBoxLayout()
        line.addWidget(Label(_("Di komputer ini"), 16, theme.SEMIBOLD))
        line.addStretch(1)
        line.addWidget(self.search, 1)
        box.addLayout(line)
        card = Card(padding=2)
        card.box.addWidget(self.plans)
        box.addWidget(card, 1)
        return right

    # -- what is shown

    def refresh(self) -> None:
        """Read the cards again. Without plans the left sheet stands alone, with the example offered."""
        cards = library.list_plans()
        self.plans.set_cards(cards)
        self._right.setVisible(bool(cards))
        self._sheet.setFixedWidth(348) if cards else self._sheet.setFixedWidth(560)
        self.said.setText(_("GMSC Desktop {version} · bekerja tanpa internet").format(version=__version__))
        size = sum(card.size for card in cards)
        self._size.setText(_("Data di komputer ini: {size}").format(size=format_size(size)) if cards else "")
        (self.plans if cards else self.new).setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, error: UserFacingError) -> None:
        """What stands in the way, where the person began."""
        self.banner.say("error", f"{error.sentence} {error.next_step}".strip())

    def _job_started(self, job: Job) -> None:
        self.banner.hide()
        self.said.setText(job.sentence)
        self.setCursor(Qt.CursorShape.BusyCursor)
        for button in (self.new, self.open, self.demo):
            button.setEnabled(False)
        job.progressed.connect(lambda _share, sentence: self.said.setText(sentence or job.sentence))
        job.ended.connect(self._job_ended)

    def _job_ended(self) -> None:
        self.unsetCursor()
        for button in (self.new, self.open, self.demo):
            button.setEnabled(True)
        self.refresh()

    # -- packages

    def _choose_package(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Buka paket"), str(Path.home()), _("Paket GMSC (*.zip *.gmsc);;Semua berkas (*)")
        )
        if chosen:
            self.package_asked.emit(Path(chosen))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        for path in _dropped(event)[:1]:
            event.acceptProposedAction()
            self.package_asked.emit(path)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.sync()
        super().closeEvent(event)


def _dropped(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in PACKAGE_SUFFIXES]
