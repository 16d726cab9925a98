"""The preview of a printout: its pages as they will lie on paper, and the ways to printer, PDF and Excel."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QProgressBar, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports.printouts import PAPERS, Layout
from gmsc_desktop.exports.printouts.pages import PdfPages
from gmsc_desktop.exports.printouts.paper import Orientation
from gmsc_desktop.models import outgoing
from gmsc_desktop.models.outgoing import PRINT_EXCEL, PRINT_PAPER, PRINT_PDF, Outgoing
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.banner import Banner
from gmsc_desktop.ui.controls import Button, ElidedLabel, Label, Surface, ToolButton, shortcut_words
from gmsc_desktop.ui.editors import FlagField
from gmsc_desktop.ui.jobs import Cancelled, Job, Progress
from gmsc_desktop.ui.printing_choices import choice_of, fit_to_words, scopes_of
from gmsc_desktop.ui.printing_files import (
    ask_target,
    edition_maker,
    excel_work,
    noted,
    open_folder,
    pdf_work,
    printout_of,
    save_work,
    saved_words,
)
from gmsc_desktop.ui.printing_view import FIT_PAGE, FIT_WIDTH, PagesView
from gmsc_desktop.ui.private_question import Printout
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.values import format_percent

if TYPE_CHECKING:
    from gmsc_desktop.ui.pages.page import Page
    from gmsc_desktop.ui.printing_run import PrintRun

_PAPER, _WAY, _FIT = "kertas", "arah_cetak", "sesuaikan_lebar"


class PrintPreview(QDialog):
    """What a page gave when it was opened; choices about paper are kept for the next time."""

    def __init__(self, session: Session, printout: Printout, parent: QWidget, page: Page | None = None) -> None:
        super().__init__(parent)
        self._page, self.scope = page, scopes_of(page)
        self.scope.typed.connect(self._choose_scope)
        self._session, self._printout, self._printable = session, printout, printout.printable
        printable = printout.printable
        self._make = edition_maker(session)
        self._job: Job | None = None
        self._run: PrintRun | None = None
        self._turn = 0
        self._printer_name = ""
        self.content = b""
        self.setWindowTitle(_("Cetak: {title}").format(title=printable.title))
        self.setSizeGripEnabled(True)
        window = parent.window()
        self.resize(min(theme.px(1100), max(900, window.width() - 60)), max(480, window.height() - 30))
        self.view = PagesView()
        self.banner = Banner()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._choices())
        room = QVBoxLayout()
        room.setContentsMargins(16, 0, 16, 0)
        room.addWidget(self.banner)
        box.addLayout(room)
        box.addWidget(self.view, 1)
        box.addWidget(self._foot())
        self.view.page_changed.connect(self._tell_page)
        self.view.zoom_changed.connect(self._tell_zoom)
        self._add_keys()
        self.view.setFocus()
        self.build()

    # -- building

    def _choices(self) -> QWidget:
        settings = Settings()
        self.paper = choice_of([(paper.code, paper.label) for paper in PAPERS], settings.choice(_PAPER), _("Kertas"))
        ways = [("auto", _("Arah otomatis")), ("portrait", _("Tegak")), ("landscape", _("Mendatar"))]
        self.way = choice_of(ways, settings.choice(f"{_WAY}/{self._printable.code}"), _("Arah kertas"))
        self.fit = FlagField(_("Sesuaikan lebar"))
        self.fit.setToolTip(_("Tabel yang lebar dicetak lebih kecil, selama masih terbaca, agar muat selebar kertas."))
        self.fit.setAccessibleName(_("Sesuaikan lebar tabel dengan kertas"))
        self.fit.setChecked(settings.choice(_FIT) != "tidak")
        for signal in (self.paper.typed, self.way.typed):
            signal.connect(self._chosen)
        self.fit.toggled.connect(lambda _on: self._chosen())
        bar = Surface("window", "b", row=True)
        bar.box.setContentsMargins(16, 8, 16, 8)
        bar.box.setSpacing(6)
        for field in (self.scope, self.paper, self.way):
            fit_to_words(field)
            bar.box.addWidget(field, 1)
        self.scope.setVisible(self.scope.count() > 1)
        bar.box.addWidget(self.fit)
        bar.box.addStretch(0)
        for widget in self._zoom_tools():
            bar.box.addWidget(widget)
        bar.box.addSpacing(10)
        for widget in self._page_tools():
            bar.box.addWidget(widget)
        return bar

    def _zoom_tools(self) -> list[QWidget]:
        smaller = ToolButton("minus", shortcut_words(_("Perkecil"), "-"), on_click=lambda: self.view.step_zoom(-1))
        larger = ToolButton("plus", shortcut_words(_("Perbesar"), "+"), on_click=lambda: self.view.step_zoom(1))
        self._zoom = Label("", 13, tone="muted")
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(theme.px(44))
        wide = ToolButton("arrow-up-down", _("Satu halaman utuh"), on_click=self._toggle_fit)
        self._whole = wide
        return [smaller, self._zoom, larger, wide]

    def _page_tools(self) -> list[QWidget]:
        before = ToolButton(
            "arrow-up", shortcut_words(_("Halaman sebelumnya"), "PgUp"), on_click=lambda: self._turn_page(-1)
        )
        after = ToolButton(
            "arrow-down", shortcut_words(_("Halaman berikutnya"), "PgDown"), on_click=lambda: self._turn_page(1)
        )
        self.number = QSpinBox()
        self.number.setAccessibleName(_("Halaman yang dilihat"))
        self.number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setFixedWidth(theme.px(52))
        self.number.setMinimumHeight(theme.px(32))
        self.number.setKeyboardTracking(False)
        self.number.valueChanged.connect(lambda page: self.view.go_to(page - 1))
        self._of = Label("", 13, tone="muted")
        return [before, after, self.number, self._of]

    def _foot(self) -> QWidget:
        foot = Surface("window", "t", row=True)
        foot.box.setContentsMargins(16, 8, 16, 8)
        foot.box.setSpacing(8)
        self.words = ElidedLabel("", 13, tone="muted")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Jalannya pekerjaan"))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.cancel = Button(_("Batalkan"), on_click=self.stop)
        self.close_button = Button(_("Tutup"), on_click=self.reject)
        self.excel = Button(_("Ke Excel…"), "file-spreadsheet", self.to_excel)
        self.pdf = Button(_("Simpan PDF…"), "file-text", self.save_pdf)
        self.go = Button(_("Cetak…"), "printer", self.print_pages, primary=True)
        self.go.setToolTip(shortcut_words(_("Cetak"), "Ctrl+P"))
        foot.box.addWidget(self.words, 1)
        for widget in (self.bar, self.cancel, self.close_button, self.excel, self.pdf, self.go):
            foot.box.addWidget(widget)
        for button in (self.cancel, self.close_button, self.excel, self.pdf):
            button.setAutoDefault(False)
        self.bar.hide()
        self.cancel.hide()
        return foot

    def _add_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("PgDown", lambda: self._turn_page(1)), ("PgUp", lambda: self._turn_page(-1)),
            ("Ctrl++", lambda: self.view.step_zoom(1)), ("Ctrl+=", lambda: self.view.step_zoom(1)),
            ("Ctrl+-", lambda: self.view.step_zoom(-1)), ("Ctrl+0", lambda: self.view.set_fit(FIT_WIDTH)),
            ("Ctrl+P", self.print_pages), ("Ctrl+S", self.save_pdf), ("Ctrl+E", self.to_excel),
        )  # fmt: skip
        for key, work in keys:
            QShortcut(QKeySequence(key), self).activated.connect(work)

    # -- the pages

    @property
    def chosen(self) -> Layout:
        """Paper, direction and fit as they are chosen."""
        return Layout(self.paper.text(), cast(Orientation, self.way.text()), self.fit.isChecked())

    def _chosen(self) -> None:
        settings = Settings()
        settings.keep_choice(_PAPER, self.paper.text())
        settings.keep_choice(f"{_WAY}/{self._printable.code}", self.way.text())
        settings.keep_choice(_FIT, "ya" if self.fit.isChecked() else "tidak")
        self.build()

    def _choose_scope(self) -> None:
        """What the page can print as well; asked about persons again, and left where the person would rather not."""
        page = self._page
        if page is None or page.print_choice == self.scope.text():
            return
        before, page.print_choice = page.print_choice, self.scope.text()
        printout = printout_of(page)
        if printout is None:
            page.print_choice = before
            self.scope.show_text(before)
            return
        self._printout, self._printable = printout, printout.printable
        self.setWindowTitle(_("Cetak: {title}").format(title=self._printable.title))
        self.build()

    def build(self) -> None:
        """Set the pages anew; what was being set is given up."""
        if self._job is not None:
            self._job.cancel()
        self._turn += 1
        self.banner.hide()
        work = pdf_work(self._make, self._printable, self.chosen)
        self._start(_("Menyusun halaman…"), work, self._built)

    def _start(self, words: str, work: Callable[..., object], done: Callable[[object], object]) -> None:
        turn = self._turn

        def mine() -> bool:
            """Nobody waits for the end of what was given up, or of a dialog that was closed."""
            return shiboken6.isValid(self) and self._turn == turn

        self._job = self._session.jobs.start(
            words,
            work,
            lambda result: self._ended(partial(done, result)) if mine() else None,
            lambda error: self._ended(partial(self._failed, error)) if mine() else None,
        )
        self._job.progressed.connect(lambda share, _words: self._tell_progress(share) if mine() else None)
        self._busy(words)

    def _busy(self, words: str) -> None:
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.cancel.show()
        self._enable()

    def _tell_progress(self, share: float) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(share * 1000))

    def _ended(self, tell: Callable[[], object]) -> None:
        self._job = None
        self._run = None
        self.bar.hide()
        self.cancel.hide()
        self._enable()
        tell()

    def _enable(self) -> None:
        free = self._job is None and self._run is None
        for button in (self.go, self.pdf):
            button.setEnabled(free and bool(self.content))
        self.excel.setEnabled(free)

    def _built(self, content: object) -> None:
        assert isinstance(content, bytes)
        self.content = content
        self.view.set_pages(PdfPages(content))
        self.number.setRange(1, self.view.count)
        self._of.setText(_("dari {total}").format(total=self.view.count))
        self.words.setText(_("{count} halaman").format(count=self.view.count))
        self._tell_page(self.view.page)
        self._enable()

    def _failed(self, error: UserFacingError) -> None:
        self.words.setText("")
        stopped = isinstance(error, Cancelled)
        again = _("Susun lagi") if stopped and not self.content else ""
        words = f"{error.sentence} {error.next_step}".strip()
        self.banner.say("info" if stopped else "error", words, again, self.build if again else None)

    def _tell_page(self, page: int) -> None:
        self.number.blockSignals(True)
        self.number.setValue(page + 1)
        self.number.blockSignals(False)

    def _tell_zoom(self, zoom: float) -> None:
        self._zoom.setText(format_percent(round(zoom * 100), 0))
        whole = self.view.fit != FIT_PAGE
        self._whole.set_name(_("Satu halaman utuh") if whole else _("Selebar jendela (Ctrl+0)"))

    def _toggle_fit(self) -> None:
        self.view.set_fit(FIT_WIDTH if self.view.fit == FIT_PAGE else FIT_PAGE)

    def _turn_page(self, step: int) -> None:
        self.view.go_to(self.view.page + step)

    # -- where to

    def save_pdf(self) -> None:
        """Write the pages as they are shown."""
        if not self.pdf.isEnabled():
            return
        target = ask_target(self, self._make(None), self._printable, ".pdf")
        if target is not None:
            self._write(target, PRINT_PDF, save_work(self.content, target))

    def to_excel(self) -> None:
        """Write the tables as a workbook."""
        if not self.excel.isEnabled():
            return
        target = ask_target(self, self._make(None), self._printable, ".xlsx")
        if target is not None:
            self._write(target, PRINT_EXCEL, excel_work(self._make, self._printable, target))

    def _write(self, target: Path, kind: str, write: Callable[[Progress], None]) -> None:
        self.banner.hide()
        work = noted(write, self._session, self._printout, kind, target)
        words = _("Menulis {name}").format(name=target.name)
        self._start(words, work, lambda _result: self._written(target))

    def _written(self, target: Path) -> None:
        self.words.setText("")
        self.banner.say("info", saved_words(target), _("Buka folder"), partial(open_folder, target))

    def print_pages(self) -> None:
        """Ask for the printer, then send page by page; the window stays free."""
        if not self.go.isEnabled() or self.view.pages is None:
            return
        from gmsc_desktop.ui import printing_run as printing

        wide, high = self.view.pages.size(0)
        printer = printing.make_printer(self.paper.text(), landscape=wide > high, title=self._printable.title)
        self.banner.hide()
        try:
            if not printing.ask_printer(self, printer, self.view.count):
                return
        except UserFacingError as error:
            self._failed(error)
            return
        self._printer_name = printer.printerName()
        self._run = run = printing.PrintRun(self.view.pages, printer, self)
        run.progressed.connect(lambda done, whole: self._tell_progress(done / whole))
        run.done.connect(lambda sentence: self._ended(partial(self._printed, sentence)))
        self._busy(_("Mencetak…"))
        run.start()

    def _printed(self, problem: str) -> None:
        self.words.setText("")
        if problem:
            self.banner.say("warn", problem)
        else:
            self._note_paper()
            self.banner.say("info", _("Semua halaman sudah dikirim ke pencetak."))

    def _note_paper(self) -> None:
        """Paper leaves the computer as a file does."""
        if not self._session.read_only:
            out = self._printout
            entry = Outgoing(
                "", PRINT_PAPER, out.printable.title, made_by=self._session.author_name, place=self._printer_name,
                contacts=out.contacts, masked=out.masked,
            )  # fmt: skip
            self._session.submit(_("Catat yang keluar"), outgoing.record, entry)

    def stop(self) -> None:
        """Give up what runs."""
        if self._run is not None:
            self._run.cancel()
        elif self._job is not None:
            self._job.cancel()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the number of the page goes there, and does not print."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.number.hasFocus():
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    @override
    def done(self, result: int) -> None:
        """Close; what runs is given up first."""
        self._turn += 1
        if self._page is not None:
            self._page.print_choice = ""
        if self._run is not None:
            self._run.give_up()
        if self._job is not None:
            self._job.cancel()
        self.view.close_pages()
        super().done(result)
