"""The window of one plan: top row, navigation, the page that is shown, status line, and the keys of all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.models.undo import UndoResult
from gmsc_desktop.text import _, spoken
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.actions import PlanActions
from gmsc_desktop.ui.changes import ChangesDialog
from gmsc_desktop.ui.closing import Closing
from gmsc_desktop.ui.controls import Band
from gmsc_desktop.ui.emblem import Emblem
from gmsc_desktop.ui.go_to import GoTo
from gmsc_desktop.ui.go_to_commands import press, show_part
from gmsc_desktop.ui.in_sight import bring_into_sight
from gmsc_desktop.ui.navigation import Navigation
from gmsc_desktop.ui.package_window import PackageWindow
from gmsc_desktop.ui.pages import PAGES, PageEntry
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.safe_copies import SafeCopies
from gmsc_desktop.ui.search_results import SearchResults
from gmsc_desktop.ui.session import Session, touches
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.status_line import StatusLine
from gmsc_desktop.ui.top_row import TopRow

if TYPE_CHECKING:
    from gmsc_desktop.ui.data_check import DataCheck
    from gmsc_desktop.ui.original_texts import PageHit

MOST_RECENT = 8  # places that are kept for going back to


class MainWindow(PackageWindow):
    """A plan in its window. ``closed`` is emitted after everything typed is saved."""

    closed = Signal()
    home_asked = Signal()
    new_asked = Signal()  # another plan is to be begun
    restore_asked = Signal()  # the plan is to be what a backup holds
    digest = ""  # of the package that is shown, or the id of the plan that can only be read

    def __init__(self, session: Session, settings: Settings | None = None, band: str = "") -> None:
        super().__init__()
        self.session = session
        self.settings = settings or Settings()
        self.pages: dict[str, Page] = {}
        self._data_check: DataCheck | None = None
        self._recent: list[tuple[str, str]] = []  # page and record, the newest first
        self.navigation = Navigation(PAGES)
        self.status = StatusLine(session)
        self.go_to = GoTo(self)
        self.actions_of_plan = PlanActions(self)
        self.top = TopRow(self.actions_of_plan)
        self.stack = QStackedWidget()
        self.band = Band(band)
        self.closing = Closing(self)
        self.copies = SafeCopies(self)
        content = self._build()
        self.results = SearchResults(session, self.top.search, content)
        self.go_to.set_home(content)
        self.results.chosen.connect(self.show_page)
        self.results.page_chosen.connect(self.show_original)
        self.navigation.chosen.connect(self.show_page)
        session.changed.connect(self._changed)
        session.counted.connect(self._count_page)
        session.refused.connect(lambda sentence, _step: self.status.say(sentence))
        self._tell_plan()
        self.emblem = Emblem(self, session, self.navigation.set_emblem)
        self._count(None)
        self.show_page(PAGES[0].key)

    def _build(self) -> QWidget:
        self.setMinimumSize(1024, 520)
        self.resize(1280, 720)
        kept = self.settings.state("jendela")
        if not kept.isEmpty():
            self.restoreGeometry(kept)
        content = QWidget()
        box = QVBoxLayout(content)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.top)
        box.addWidget(self.band)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self.stack, 1)
        box.addLayout(middle, 1)
        box.addWidget(self.status)
        self.setCentralWidget(content)
        self._fit()
        return content

    # -- pages

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def show_page(self, key: str, record_id: str = "", column: str = "") -> None:
        """Show a page, after what is being typed is saved; go to a record in it, and its field, where one is named."""
        self.session.flush()
        entry = next(entry for entry in PAGES if entry.key == key)
        page = self.pages.get(key) or self._make(entry)
        self.stack.setCurrentWidget(page)
        self.navigation.show_page(key)
        page.read_if_stale()
        if record_id:
            page.show_record(record_id)
            self._keep_place(key, record_id)
        target = page.first_focus()
        if column:
            target = page.show_field(record_id, column) or target
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            if record_id:
                bring_into_sight(target)

    def show_part(self, key: str, part: str) -> None:
        """Show a tab of a page, by its source text."""
        show_part(self, key, _(part))

    def show_work_left(self, key: str, part: str) -> None:
        """Show a tab of a page where it tells what an import left to do."""
        self.show_part(key, part)
        self.page.show_work_left()

    def press_command(self, key: str, name_text: str) -> None:
        """Show a page and press the button of one of its commands, by the command's source text."""
        entry = next(entry for entry in PAGES if entry.key == key)
        press(self, entry, next(command for command in entry.commands if command.name_text == name_text))

    def show_steps(self) -> None:
        """The guided start of a plan that existed before, also where it was put away."""
        from gmsc_desktop.ui.pages.overview import OverviewPage

        self.show_page(OverviewPage.key)
        page = self.page
        assert isinstance(page, OverviewPage)
        page.show_steps()

    def show_original(self, hit: PageHit, typed: str) -> None:
        """Show an original document in its list, and look into it at the page where words were found."""
        from gmsc_desktop.ui.pages.profile import ProfilePage

        self.show_page(ProfilePage.key, hit.document_id)
        page = self.page
        assert isinstance(page, ProfilePage)
        page.originals.look(hit.document_id, hit.evidence_id, hit.found.page, typed)

    def _keep_place(self, key: str, record_id: str) -> None:
        place = (key, record_id)
        self._recent = [place, *(kept for kept in self._recent if kept != place)][:MOST_RECENT]

    def recent_places(self) -> list[tuple[str, str]]:
        """Page and record of the places that were gone to, the newest first."""
        return list(self._recent)

    def _make(self, entry: PageEntry) -> Page:
        page = entry.make(self.session)
        page.go_to.connect(self.show_page)
        page.go_to_field.connect(self.show_page)
        page.part_asked.connect(self.show_part)
        page.work_asked.connect(self.show_work_left)
        page.command_asked.connect(self.press_command)
        page.said.connect(self.status.say)
        page.said_undoable.connect(lambda sentence: self.status.say(sentence, self.undo))
        page.print_asked.connect(self.print_page)
        page.excel_asked.connect(self.page_to_excel)
        page.set_narrow(theme.is_narrow(self.width()))
        self.pages[entry.key] = page
        self.stack.addWidget(page)
        return page

    def _changed(self, changed: object) -> None:
        tables = changed if isinstance(changed, frozenset) else None
        if touches(tables, {"plan", "region"}):
            self._tell_plan()
        self._count(tables)
        document = self.session.document
        if document is not None and tables is not None:
            self.status.say_change(self.session.last_label, self.session.author_name, datetime.now().astimezone())

    def _count(self, tables: frozenset[str] | None) -> None:
        from gmsc_desktop.ui.pages.counts import waiting

        for entry in PAGES:
            if touches(tables, entry.tables):
                self.navigation.set_wait(entry.key, waiting(entry.key, self.session))

    def _count_page(self, key: str) -> None:
        from gmsc_desktop.ui.pages.counts import waiting

        self.navigation.set_wait(key, waiting(key, self.session))

    def _tell_plan(self) -> None:
        plan, region = self.session.snapshot.plan, self.session.snapshot.region
        years = f"{plan.period_start}–{plan.period_end}" if plan.period_start and plan.period_end else ""
        self.navigation.set_plan(region.name, _("Rencana induk {years}").format(years=years).strip())
        name = _("{name} (hanya baca)").format(name=region.name) if self.session.read_only else region.name
        self.setWindowTitle(f"{name} – GMSC Desktop")

    def say_first(
        self,
        sentence: str,
        action: str = "",
        run: Callable[[], object] | None = None,
        kind: Literal["info", "warn", "error"] = "info",
        other: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """What the person should know of this plan before anything else, in the page, and the steps where there are."""
        if sentence:
            self.page.banner.say(kind, sentence, action, run, other)

    # -- what the actions ask

    def save_now(self) -> None:
        """Ctrl+S: what is being typed is saved now, and the status line says so."""
        self.session.flush()
        self.status.tell_saved()

    def undo(self) -> None:
        """Take the newest change back; what was changed since is left and told."""
        self._tell_taken_back(self.session.undo(), _("Diurungkan: {change}"), _("Tidak ada yang dapat diurungkan."))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._tell_taken_back(self.session.redo(), _("Diulangi: {change}"), _("Tidak ada yang dapat diulangi."))

    def _tell_taken_back(self, result: UndoResult | None, words: str, nothing: str) -> None:
        if result is None:
            self.status.say(nothing)
            return
        told = words.format(change=spoken(result.label))
        if result.left:
            told += " " + _("{left} dari {all} isian sudah diubah lagi dan tetap.").format(
                left=len(result.left), all=result.done + len(result.left)
            )
        self.status.say(told)

    def restyle(self) -> None:
        """Follow the size of text."""
        self._fit()

    def show_changes(self) -> None:
        """Who changed what and when; Enter in the list goes there."""
        self.session.flush()
        dialog = ChangesDialog(self.session, self)
        if dialog.exec() == ChangesDialog.DialogCode.Accepted and dialog.door is not None:
            self.show_page(*dialog.door)

    def print_page(self) -> None:
        """Ctrl+P: what the page shows, as it will lie on paper."""
        from gmsc_desktop.ui.printing_files import printout_of
        from gmsc_desktop.ui.printing_preview import PrintPreview

        self.session.flush()
        printout = printout_of(self.page)
        if printout is None:
            return
        preview = PrintPreview(self.session, printout, self, self.page)
        preview.finished.connect(preview.deleteLater)
        preview.open()

    def erase_personal(self) -> None:
        """Erase contacts of persons and names of authors for good; the profile tells what came of it."""
        from gmsc_desktop.ui.pages.profile import ProfilePage

        self.show_page(ProfilePage.key)
        page = self.page
        assert isinstance(page, ProfilePage)
        page.erase_personal()

    def page_to_excel(self) -> None:
        """Ctrl+E: the tables of the page as a workbook."""
        from gmsc_desktop.ui.printing_files import page_to_excel

        self.session.flush()
        page_to_excel(self.page)

    def show_backups(self) -> None:
        """What copies there are, and the ways to make more."""
        from gmsc_desktop.ui.backups_dialog import BackupsDialog

        BackupsDialog(self, self.copies).open()

    def toggle_full_screen(self) -> None:
        """F11: the whole screen for the plan, as for presenting it, and back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        self.copies.ask_politely()

    def check_data(self) -> None:
        """Hold all data against what was written: the last report, or a check that begins now."""
        from gmsc_desktop.ui.data_check import DataCheck
        from gmsc_desktop.ui.data_check_dialog import DataCheckDialog

        self._data_check = self._data_check or DataCheck(self)
        DataCheckDialog(self, self._data_check).open()

    def close_plan(self) -> None:
        """Ctrl+W: back to home."""
        if self.close():
            self.home_asked.emit()

    def toggle_rail(self) -> None:
        """Ctrl+B: words or icons in the navigation; the choice is kept."""
        self.settings.rail = not self._rail()
        self._fit()

    def _rail(self) -> bool:
        kept = self.settings.rail
        return theme.is_narrow(self.width()) if kept is None else kept

    def _fit(self) -> None:
        self.navigation.set_rail(self._rail())
        narrow = theme.is_narrow(self.width())
        self.top.set_narrow(narrow)
        for page in self.pages.values():
            page.set_narrow(narrow)

    def areas(self) -> list[QWidget]:
        """The areas that can take the focus now: the navigation, then those of the page."""
        every = [self.navigation.list, *self.page.areas()]
        return [area for area in every if area.isVisible() and area.isEnabled()]

    def next_area(self, step: int) -> None:
        """F6 and Shift+F6: from area to area: navigation, tools, table or body, form."""
        areas = self.areas()
        focus = self.focusWidget()
        here = next((i for i, area in enumerate(areas) if focus and (area is focus or area.isAncestorOf(focus))), -1)
        areas[(here + step) % len(areas)].setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes one step back: from a field or the search to the page's table."""
        target = self.page.first_focus()
        if event.key() == Qt.Key.Key_Escape and target is not None:
            self.results.hide()
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # -- packages and closing

    @property
    def closes_later(self) -> bool:
        """Whether the window was asked to close and does so when its work has ended."""
        return self.closing.waiting

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.closing.may_close():
            event.ignore()
            return
        self.settings.keep_state("jendela", self.saveGeometry())
        self.settings.sync()
        super().closeEvent(event)
        self.session.close()
        self.closed.emit()
