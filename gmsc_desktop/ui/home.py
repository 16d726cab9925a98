"""The first page: the plans on this computer and the three ways to begin. Painted before anything heavy is imported."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gmsc_desktop import __version__
from gmsc_desktop.desk import received
from gmsc_desktop.desk.received import Received
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.late import bring_in, override
from gmsc_desktop.models.cards import Card as PlanCard
from gmsc_desktop.models.cards import list_cards
from gmsc_desktop.paths import data_folder
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.banner import Banner
from gmsc_desktop.ui.controls import Button, Card, ElidedLabel, Label, SearchField, Surface, ToolButton
from gmsc_desktop.ui.disk_use import DiskUseLabel
from gmsc_desktop.ui.help_open import GLOSSARY, SHORTCUTS, show_help
from gmsc_desktop.ui.jobs import Job, Jobs, Progress
from gmsc_desktop.ui.menu_bar import FILE, VIEW, MenuBar, ThemeButton, fill_look, support_menu
from gmsc_desktop.ui.nomenclature_open import show_lists
from gmsc_desktop.ui.package_window import PackageWindow
from gmsc_desktop.ui.plan_list import PlanList, orders
from gmsc_desktop.ui.plan_rows import is_unread, stage_words
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.values import format_size

FILTER_FROM = 9  # rows; fewer are seen at a glance


class HomeWindow(PackageWindow):
    """It says what the person wants; ``Windows`` does it. Nothing here asks about roles."""

    plan_asked = Signal(str)
    received_asked = Signal(object)  # Received
    compare_asked = Signal(object)  # Received
    backup_asked = Signal(str)  # plan id
    restore_asked = Signal(str)  # plan id
    quit_asked = Signal()
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
        self.banner = Banner(stacked=True, closes=True)
        self.crash_note = Banner(stacked=True)
        self._painted = False
        self._found: dict[str, PlanCard] = {}  # of plans whose card is missing: what looking into them told
        self._looking = False
        self._cards: list[PlanCard] = []
        self.plans = PlanList(settings)
        self.plans.opened.connect(self.plan_asked)
        self.plans.received_opened.connect(self.received_asked)
        self.plans.compare_asked.connect(self.compare_asked)
        self.plans.backup_asked.connect(self.backup_asked)
        self.plans.restore_asked.connect(self.restore_asked)
        self.plans.remove_asked.connect(self._ask_removal)
        self.new = Button(_("Rencana baru…"), "plus", self.new_asked.emit, primary=True)
        self.open = Button(_("Buka paket…"), "folder-open", self.choose_package)
        self.demo = Button(_("Coba contoh"), "layers", self.demo_asked.emit)
        self.search = SearchField(_("Cari daerah, tahun, atau tahap"), _("Cari daerah, tahun, atau tahap"), 260)
        self.search.textChanged.connect(self.plans.set_filter)
        self.order = ToolButton("arrow-up-down", _("Urutan"), " ", on_click=self._choose_order)
        self.said: Label = ElidedLabel("", 13, tone="muted")
        self.plans.said.connect(self.said.setText)
        self.disk_use = DiskUseLabel()
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
        foot.box.addWidget(self.disk_use)
        box.addWidget(foot)
        self.setCentralWidget(content)

    def _top(self) -> Surface:
        top = Surface("window", "b", row=True)
        top.setFixedHeight(theme.px(40))
        top.box.setContentsMargins(8, 0, 12, 1)
        menus = MenuBar()
        file = QMenu(_(FILE), menus)
        self._add(file, _("Rencana &baru…"), "Ctrl+N", self.new_asked.emit)
        self._add(file, _("B&uka paket…"), "Ctrl+O", self.choose_package)
        file.addSeparator()
        self._add(file, _("Dafta&r nomenklatur…"), "", partial(show_lists, self))
        file.addSeparator()
        self._add(file, _("&Keluar"), "Ctrl+Q", self.quit_asked.emit)
        view = QMenu(_(VIEW), menus)
        self._add(view, _("&Cari"), "Ctrl+F", self._find)
        self._add(view, _("&Baca ulang"), "F5", self.read_again)
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
        sheet.box.addWidget(Label(_("Rencana induk smart city"), 24, theme.SEMIBOLD, wrap=True))
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
        sheet.box.addWidget(self.crash_note)
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
        line.addWidget(self.order)
        line.addWidget(self.search, 1)
        box.addLayout(line)
        card = Card(padding=2)
        card.box.addWidget(self.plans)
        box.addWidget(card, 1)
        return right

    # -- what is shown

    def read_again(self) -> None:
        """F5: look also into the plans that could not be opened before."""
        self._found.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read the cards again. Without plans the left sheet stands alone, with the example offered."""
        self._cards = cards = [self._found.get(card.id, card) if is_unread(card) else card for card in list_cards()]
        self.plans.set_entries(cards, received.list_received())
        count = self.plans.count
        self._right.setVisible(bool(count))
        self._sheet.setFixedWidth(theme.px(348) if count else 560)
        self._sheet.set_edges("r" if count else "lr")
        self.search.setVisible(count >= FILTER_FROM or bool(self.search.text()))
        self.order.setVisible(count > 1)
        self.order.setText(orders()[self.plans.order])
        self.said.setText(_("GMSC Desktop {version} · bekerja tanpa internet").format(version=__version__))
        if not self.search.hasFocus():
            (self.plans if count else self.new).setFocus(Qt.FocusReason.OtherFocusReason)
        if self._painted:
            self.disk_use.measure()
            self._look_into_unread()

    def _look_into_unread(self) -> None:
        """Look into the plans that have lost their cards, on a thread; those that cannot be opened tell why."""
        if not any(is_unread(card) for card in self._cards):
            return

        def done(cards: list[PlanCard]) -> None:
            self._looking = False
            self._found = {card.id: card for card in cards}
            self.refresh()

        if not self._looking and not self.jobs.running:
            self._looking = True
            self.jobs.start(_("Membaca keterangan rencana…"), _look_into_all, done, self.tell)

    def with_cards(self, use: Callable[[list[PlanCard]], object]) -> None:
        """Hand over the cards of all plans: those at hand, or once the plans that have lost theirs were looked into."""
        if any(is_unread(card) for card in self._cards):
            self.jobs.start(_("Membaca keterangan rencana…"), _look_into_all, use, self.tell)
        else:
            use(self._cards)

    def _find(self) -> None:
        self.search.show()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose_order(self) -> None:
        self.order_menu().exec(self.order.mapToGlobal(self.order.rect().bottomLeft()))

    def order_menu(self) -> QMenu:
        """In which order the rows can stand."""
        menu = QMenu(self)
        for order, words in orders().items():
            action = menu.addAction(plain.no_mnemonic(words))
            action.setCheckable(True)
            action.setChecked(order == self.plans.order)
            action.triggered.connect(lambda _checked=False, order=order: self._set_order(order))
        return menu

    def _set_order(self, order: str) -> None:
        self.plans.set_order(order)
        self.order.setText(orders()[order])

    def _ask_removal(self, one: Received) -> None:
        """Say what goes and what stays, then take a submission off the list."""
        from PySide6.QtWidgets import QMessageBox

        name = one.region_name or one.file_name or _("paket tanpa berkas")
        stays = _("Berkas asalnya tetap di tempatnya: {path}.").format(path=one.origin) if one.origin else ""
        box = plain.message(
            self,
            QMessageBox.Icon.Question,
            _("Hapus pengajuan {name} dari daftar?").format(name=" · ".join(p for p in (name, stage_words(one)) if p)),
            _("Salinan yang disimpan aplikasi ini ({size}) dihapus dari komputer. {stays}")
            .format(size=format_size(one.size), stays=stays)
            .strip(),
        )
        remove = box.addButton(_("Hapus dari daftar"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(_("Biarkan"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.exec()
        if box.clickedButton() is remove:
            self.remove_received(one)

    def remove_received(self, one: Received) -> None:
        """Take a submission off the list."""
        try:
            received.remove(one)
        except UserFacingError as error:
            self.tell(error)
        self.refresh()

    def tell(self, error: UserFacingError, action: str = "", run: Callable[[], object] | None = None) -> None:
        """What stands in the way, where the person began, and a way round it where there is one."""
        self.banner.say("error", f"{error.sentence} {error.next_step}".strip(), action, run)

    def tell_of_crash(self) -> None:
        """The run before this one broke off: a quiet line with the way to the report, until the program is closed."""
        words = _("Terakhir kali aplikasi berhenti mendadak. Yang tersimpan tetap aman.")
        self.crash_note.say("info", words, _("Lihat laporan…"), self._show_report)

    def _show_report(self) -> None:
        from gmsc_desktop.ui.help_report import show_report

        show_report(self, self.settings)

    def _job_started(self, job: Job) -> None:
        self.banner.hide()
        self.said.setText(job.sentence)
        self.setCursor(Qt.CursorShape.BusyCursor)
        for part in (self.new, self.open, self.demo, self.plans):
            part.setEnabled(False)
        job.progressed.connect(lambda _share, sentence: self.said.setText(sentence or job.sentence))
        job.ended.connect(self._job_ended)

    def _job_ended(self) -> None:
        self.unsetCursor()
        for part in (self.new, self.open, self.demo, self.plans):
            part.setEnabled(True)
        self.refresh()

    # -- packages

    def choose_package(self) -> None:
        """Ask which package, or which ones, are to be opened."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _kind = QFileDialog.getOpenFileNames(
            self, _("Buka paket"), str(Path.home()), _("Paket GMSC (*.zip *.gmsc);;Semua berkas (*)")
        )
        if chosen:
            self.packages_asked.emit([Path(name) for name in chosen])

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_paint)

    def _after_paint(self) -> None:
        self.painted.emit()
        self.disk_use.measure()
        self._look_into_unread()
        self._show_emblems()
        self._tell_place()

    def _tell_place(self) -> None:
        """Ask on a thread, which a slow share may hold, whether other computers see where the data lie."""

        def look(_progress: Progress) -> str:
            return str(bring_in("gmsc_desktop.models.data_place").warning_in_short(data_folder()))

        def tell(short: str) -> None:
            if short and self.banner.isHidden():
                from gmsc_desktop.ui.starting import tell_place

                tell_place(self, short)

        Job("", look, tell, lambda _error: None, self).start()

    def _show_emblems(self) -> None:
        cards = [card for card in self._cards if card.emblem]
        if cards:
            from gmsc_desktop.ui.emblem import show_emblems  # brings in what reads pictures

            show_emblems(self, cards, self.plans.set_emblem)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.sync()
        super().closeEvent(event)


def _look_into_all(_progress: Progress) -> list[PlanCard]:
    cards: list[PlanCard] = bring_in("gmsc_desktop.models.library").list_plans()
    return cards
