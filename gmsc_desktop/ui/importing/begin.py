"""How an import begins: a file is chosen or dropped, or what was copied is pasted; and why a file was refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exchange.pasted import read_pasted
from gmsc_desktop.exchange.reading import read_book
from gmsc_desktop.exchange.sheets import Book
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.banner import Banner
from gmsc_desktop.ui.controls import Button, IconLabel, Label
from gmsc_desktop.ui.jobs import Job, Jobs, Progress
from gmsc_desktop.ui.settings import Settings

FOLDER = "folder_impor"  # the name of the setting


def file_given(mime: QMimeData) -> Path | None:
    """The one file of a drop; None where there is none, or several."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 else None


def has_block(mime: QMimeData) -> bool:
    """Whether the clipboard holds something like a table: two cells beside or below each other."""
    text = mime.text()
    return bool(mime.hasHtml() and "<table" in mime.html().casefold()) or "\t" in text


class BeginPart(QWidget):
    """Three ways in; while a file is read its progress, with a way to cancel. ``book_read`` carries the book."""

    book_read = Signal(object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._job: Job | None = None
        self.banner = Banner()
        self.words = Label(_("Letakkan berkas yang memuat tabelnya di sini."), 16, theme.SEMIBOLD)
        self.how = Label(
            _("Excel, LibreOffice, CSV, atau tabel di Word (.docx). Tabel yang disalin dari Excel, Word, atau peramban "
              "dapat ditempel dengan Ctrl+V. Tidak ada yang berubah sebelum Anda menekan Impor."),
            tone="muted", wrap=True,
        )  # fmt: skip
        self.choose = Button(_("Pilih berkas…"), "folder-open", self.choose_file, primary=True)
        self.paste = Button(_("Tempel tabel"), "clipboard-paste", self.paste_block)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Membaca berkas"))
        self.bar.setFixedWidth(240)
        self.stop = Button(_("Batalkan"), on_click=self._cancel)
        self.setAcceptDrops(True)
        self._build()
        self._show_reading(on=False)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 16)  # what is told stands over the whole width of the place below it
        box.setSpacing(12)
        box.addWidget(self.banner)
        box.addStretch(1)
        for part in (IconLabel("file-spreadsheet", "faint", 32), self.words, self.how):
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(part)
            line.addStretch(1)
            box.addLayout(line)
        self.how.setMinimumWidth(560)
        for label in (self.words, self.how):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.choose)
        row.addWidget(self.paste)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        row.addStretch(1)
        box.addLayout(row)
        box.addStretch(2)

    def _show_reading(self, *, on: bool) -> None:
        self.choose.setVisible(not on)
        self.paste.setVisible(not on)
        self.bar.setVisible(on)
        self.stop.setVisible(on)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("field"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("surface"))
        top = self.banner.geometry().bottom() + 8 if self.banner.isVisible() else 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, top, -1, -1), 8, 8)

    # -- ways in

    def choose_file(self) -> None:
        """Ask for a file, and read it."""
        kept = Settings().choice(FOLDER)
        kinds = _("Tabel (*.xlsx *.xlsm *.xls *.ods *.docx *.csv *.html *.htm *.xml);;Semua berkas (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Berkas yang memuat tabelnya"), kept, kinds)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read a file beside the work."""
        Settings().keep_choice(FOLDER, str(path.parent))
        self._begin(_("Membaca {name}…").format(name=path.name), lambda job: read_book(path, cancel=job.cancel))

    def paste_block(self) -> None:
        """Read what was copied."""
        mime = QGuiApplication.clipboard().mimeData()
        if not has_block(mime):
            self.banner.say(
                "warn",
                _("Papan klip tidak memuat tabel. Salin dulu tabelnya beserta kepala kolomnya, lalu tempel."),
            )
            return
        text, html = mime.text(), mime.html()
        self._begin(_("Membaca tempelan…"), lambda _job: read_pasted(text, html))

    def _begin(self, words: str, work: Callable[[Progress], Book]) -> None:
        if self._job is not None and self._job.running:
            return
        self.banner.hide()
        self.words.setText(words)
        self._show_reading(on=True)
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._job = self._jobs.start("", work, self._done, self._failed)

    def _done(self, book: Book) -> None:
        self._rest()
        self.book_read.emit(book)

    def _failed(self, error: UserFacingError) -> None:
        self._rest()
        self.banner.say("error", f"{error.sentence} {error.next_step}".strip())
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest(self) -> None:
        self.words.setText(_("Letakkan berkas yang memuat tabelnya di sini."))
        self._show_reading(on=False)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_given(event.mimeData()) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = file_given(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.read(path)
