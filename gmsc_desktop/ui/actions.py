"""Every action of a plan's window, with its words, its keys and its menu; described once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from gmsc_desktop.models import library
from gmsc_desktop.models.checks.stages import is_existing
from gmsc_desktop.models.history import Author
from gmsc_desktop.models.ids import new_id
from gmsc_desktop.models.people import known_people, remember_person
from gmsc_desktop.platform_files import computer_name
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain
from gmsc_desktop.ui.dialogs import ask_line
from gmsc_desktop.ui.help_open import GLOSSARY, SHORTCUTS, show_help
from gmsc_desktop.ui.importing.doors import import_menu
from gmsc_desktop.ui.menu_bar import EDIT, FILE, VIEW, fill_look, support_menu
from gmsc_desktop.ui.nomenclature_open import show_lists
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.tables import Grid

if TYPE_CHECKING:
    from gmsc_desktop.ui.main_window import MainWindow


class PlanActions(QObject):
    """The actions; menus, buttons and keys all trigger these."""

    steps_changed = Signal()
    person_changed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.settings = window.settings
        make = self._make
        self.home = make(_("&Beranda"), window.home_asked.emit, "Ctrl+H")
        self.new_plan = make(_("Rencana b&aru…"), window.new_asked.emit)
        self.save = make(_("&Simpan sekarang"), window.save_now, "Ctrl+S")
        self.print = make(_("&Cetak halaman ini…"), window.print_page, "Ctrl+P")
        self.excel = make(_("Halaman ini ke &Excel…"), window.page_to_excel, "Ctrl+E")
        self.erase = make(_("&Hapus data pribadi…"), window.erase_personal)
        self.lists = make(_("Dafta&r nomenklatur…"), partial(show_lists, window))
        self.check_data = make(_("Periksa &data…"), window.check_data)
        self.backups = make(_("Cada&ngan…"), window.show_backups)
        self.restore = make(_("&Pulihkan dari cadangan…"), window.restore_asked.emit)
        self.close = make(_("&Tutup rencana"), window.close_plan, "Ctrl+W")
        self.undo = make(_("Urungkan"), window.undo, "Ctrl+Z")
        self.redo = make(_("Ulangi"), window.redo, "Ctrl+Y", "Ctrl+Shift+Z")
        self.new = make(_("&Baris baru"), self._new, "Ctrl+N")
        self.delete_rows = make(_("&Hapus baris yang dipilih") + "\tCtrl+Del", lambda: self._in_table(Grid.ask_delete))
        self.paste_rows = make(_("&Tempel sebagai baris baru…") + "\tCtrl+Shift+V",
                               lambda: self._in_table(Grid.paste_as_new))  # fmt: skip
        self.filter = make(_("&Saring halaman ini"), self._filter, "Ctrl+F")
        self.search = make(_("&Cari di seluruh rencana"), self._search, "Ctrl+Shift+F")
        self.go_to = make(_("&Ke…"), window.go_to.ask, "Ctrl+K")
        self.changes = make(_("&Perubahan terakhir…"), window.show_changes, "Ctrl+Shift+H")
        self.steps = make(_("Lan&gkah rencana lama"), window.show_steps)
        self.rail = make(_("&Ringkas navigasi"), window.toggle_rail, "Ctrl+B")
        self.full_screen = make(_("&Layar penuh"), window.toggle_full_screen, "F11")
        self.reload = make(_("&Baca ulang"), window.session.reload, "F5")
        self.next_area = make(_("Bagian beri&kutnya"), lambda: window.next_area(1), "F6")
        self.last_area = make(_("Bagian &sebelumnya"), lambda: window.next_area(-1), "Shift+F6")
        self.help = make(_("&Bantuan halaman ini"), self._help_page, "F1")
        self.shortcuts = make(_("Daftar &pintasan"), lambda: self._help(SHORTCUTS), "Ctrl+F1")
        self.glossary = make(_("Daftar &istilah"), lambda: self._help(GLOSSARY))
        self.pages = [
            make(plain.no_mnemonic(entry.name), partial(window.show_page, entry.key), f"Ctrl+{place}")
            for place, entry in enumerate(PAGES[:9], start=1)
        ]
        self._read_only()
        window.session.changed.connect(lambda _changed: self._tell_steps())
        self._tell_steps()

    def _make(self, text: str, run: Callable[[], object], *keys: str) -> QAction:
        action = QAction(text, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked=False: run())
        self._window.addAction(action)
        return action

    def _read_only(self) -> None:
        writing = (self.save, self.backups, self.restore, self.erase, self.new, self.changes, self.delete_rows)
        for action in (*writing, self.paste_rows):
            action.setEnabled(not self._window.session.read_only)
        self.check_data.setEnabled(self._window.session.folder is not None)
        guided = is_existing(self._window.session.snapshot) and not self._window.session.read_only
        self.steps.setVisible(guided)
        self.steps.setEnabled(guided)

    def _tell_steps(self) -> None:
        session = self._window.session
        undo, redo = session.undo_label, session.redo_label
        self.undo.setText(plain.no_mnemonic(_("Urungkan: {step}").format(step=undo) if undo else _("Urungkan")))
        self.redo.setText(plain.no_mnemonic(_("Ulangi: {step}").format(step=redo) if redo else _("Ulangi")))
        # Undo stays enabled while something is typed: what is being typed is saved first, then taken back.
        self.undo.setEnabled(not session.read_only)
        self.redo.setEnabled(bool(redo))
        self.steps_changed.emit()

    # -- menus

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into the bar."""
        rows = (self.new, self.paste_rows, self.delete_rows)
        menus = (
            (
                _(FILE),
                (
                    self.home,
                    self.new_plan,
                    None,
                    self.save,
                    None,
                    self.print,
                    self.excel,
                    None,
                    self.backups,
                    self.restore,
                    self.check_data,
                    self.erase,
                    None,
                    import_menu(self._window, bar),
                    self.lists,
                    None,
                    self.close,
                ),
            ),
            (_(EDIT), (self.undo, self.redo, self.changes, None, *rows, None, self.filter, self.search, self.go_to)),
            (
                _(VIEW),
                (
                    *self.pages,
                    None,
                    self.steps,
                    self.rail,
                    self.full_screen,
                    self.reload,
                    self.next_area,
                    self.last_area,
                ),
            ),
        )
        for title, actions in menus:
            menu = QMenu(title, bar)
            bar.addMenu(menu)
            for action in actions:
                if action is None:
                    menu.addSeparator()
                elif isinstance(action, QMenu):
                    menu.addMenu(action)
                else:
                    menu.addAction(action)
        menu.addSeparator()
        fill_look(menu, self.settings)
        bar.addMenu(support_menu(bar, (self.help, self.shortcuts, self.glossary), self.settings))

    # -- help

    def _help_page(self) -> None:
        self._help(self._window.page.key)

    def _help(self, topic: str) -> None:
        show_help(self._window, self._window.top.menus, topic, self._window.show_page)

    # -- where to type

    def _new(self) -> None:
        self._window.page.new()

    def _in_table(self, work: Callable[[Grid], object]) -> None:
        """Do something with the table that has the focus; without one, say what to do first."""
        grid = self._window.focusWidget()
        if isinstance(grid, Grid):
            work(grid)
        else:
            self._window.status.say(_("Pilih dahulu barisnya di tabel."))

    def _filter(self) -> None:
        field = self._window.page.filter_field()
        if field is not None:
            field.setFocus()
            field.selectAll()

    def _search(self) -> None:
        self._window.top.search.setFocus()
        self._window.top.search.selectAll()

    # -- who types

    def person_name(self) -> str:
        """Who is at the keyboard."""
        return self._window.session.author_name or _("Tanpa nama")

    def people_menu(self) -> QMenu:
        """The people who typed on this computer, and another one."""
        menu = QMenu(self._window)
        present = library.current_author()
        for author in known_people(present):
            action = menu.addAction(plain.no_mnemonic(author.name or _("Tanpa nama")))
            action.setCheckable(True)
            action.setChecked(author.id == present.id)
            action.triggered.connect(lambda _checked=False, author=author: self.set_person(author))
        menu.addSeparator()
        menu.addAction(_("Orang lain…")).triggered.connect(lambda _checked=False: self._ask_person())
        return menu

    def set_person(self, author: Author) -> None:
        """Another person is at the keyboard; what was typed before is saved as the one before."""
        session = self._window.session
        session.flush()
        library.remember_author(author)
        remember_person(author)
        session.author_name = author.name
        if session.document is not None:
            session.document.set_author(author)
        self.person_changed.emit()

    def _ask_person(self) -> None:
        def use(name: str) -> None:
            if name.strip():
                self.set_person(Author(new_id(), " ".join(name.split())[:120], computer_name()))

        ask_line(self._window, _("Siapa yang mengetik"), _("Nama Anda"), _("Pakai nama ini"), save=use)
