"""Printing on paper: pages at the printer's fineness, strip by strip, so that a weak computer holds little of them."""

from __future__ import annotations

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QMarginsF, QObject, QRect, QRunnable, QSizeF, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.exports.printouts import PAPERS
from gmsc_desktop.exports.printouts.pages import PdfPages
from gmsc_desktop.text import _
from gmsc_desktop.ui.printing_view import as_image

FINEST = 300  # dots an inch: type is sharp, and a page is a quarter of what 600 would send
STRIP = 400  # rows of dots drawn at once


def make_printer(paper: str, *, landscape: bool, title: str) -> QPrinter:
    """A printer set for the paper of the preview."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    found = next(one for one in PAPERS if one.code == paper)
    if paper == "a4":
        size = QPageSize(QPageSize.PageSizeId.A4)
    else:
        unit, match = QPageSize.Unit.Millimeter, QPageSize.SizeMatchPolicy.ExactMatch
        size = QPageSize(QSizeF(found.wide, found.high), unit, found.label, match)
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    printer.setDocName(title[:120])
    printer.setCreator("GMSC Desktop")
    return printer


def ask_printer(parent: QWidget, printer: QPrinter, pages: int = 0) -> bool:
    """Which printer, and of ``pages`` which; False where the person changed their mind.

    No printer is a file: what leaves as a file goes by "Simpan sebagai PDF", whole or not at all.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise UserFacingError(
            _("Belum ada pencetak yang terpasang di komputer ini."),
            _("Simpan sebagai PDF, lalu cetak dari komputer yang mempunyai pencetak."),
        )
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
    if pages:
        dialog.setMinMax(1, pages)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return dialog.exec() == QPrintDialog.DialogCode.Accepted


def pages_to_print(printer: QPrinter, count: int) -> list[int]:
    """The chosen pages from 0, in the printer's order, as often as the program itself must repeat them."""
    chosen = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        chosen = [page for page in chosen if printer.fromPage() - 1 <= page <= (printer.toPage() or count) - 1]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        return chosen * copies
    return [page for page in chosen for _copy in range(copies)]


class _Strip(QRunnable):
    def __init__(self, run: PrintRun, pages: PdfPages, place: tuple[int, float, int, int], *, grey: bool) -> None:
        super().__init__()
        self._run, self._pages, self._place, self._grey = run, pages, place, grey

    @override
    def run(self) -> None:
        page, scale, top, high = self._place
        try:
            image = as_image(self._pages.picture(page, scale, grey=self._grey, top=top, high=high))
        except ValueError:  # closed meanwhile
            image = QImage()
        if shiboken6.isValid(self._run):
            self._run.drawn.emit(image)


class PrintRun(QObject):
    """One printing. ``done`` tells what came of it, once: "" for all printed, else a sentence."""

    progressed = Signal(int, int)  # pages printed, of how many
    done = Signal(str)
    drawn = Signal(QImage)

    def __init__(self, pages: PdfPages, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._pages, self._printer = pages, printer
        self._numbers = pages_to_print(printer, pages.count)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._painter = QPainter()
        self._steps = self._walk()
        self._target = QRect()
        self._cancelled = False
        self.over = False
        self.drawn.connect(self._draw, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; the window stays free."""
        if not self._numbers or not self._painter.begin(self._printer):
            self._end(_("Pencetak tidak dapat mulai. Periksa apakah pencetak menyala dan siap, lalu cetak lagi."))
            return
        self._next()

    def cancel(self) -> None:
        """Stop; what the printer has by then may still come out."""
        self._cancelled = True

    def give_up(self) -> None:
        """Stop here and now, because nobody will hear of it any more."""
        if not self.over:
            self.over = True
            self._pool.waitForDone()
            self._printer.abort()
            if self._painter.isActive():
                self._painter.end()

    def _walk(self) -> Iterator[tuple[int, float, int, int]]:
        """Every strip of every page in its order; turns the sheet between pages."""
        scale = min(self._printer.resolution(), FINEST) / 72
        for place, page in enumerate(self._numbers):
            if place:
                self._printer.newPage()
            wide, high = self._pages.pixels(page, scale)
            sheet = self._printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
            factor = min(sheet.width() / wide, sheet.height() / high)
            left, above = round((sheet.width() - wide * factor) / 2), round((sheet.height() - high * factor) / 2)
            for top in range(0, high, STRIP):
                rows = min(STRIP, high - top)
                edges = round(top * factor), round((top + rows) * factor)
                self._target = QRect(left, above + edges[0], round(wide * factor), edges[1] - edges[0])
                yield page, scale, top, rows
            self.progressed.emit(place + 1, len(self._numbers))

    def _next(self) -> None:
        if self._cancelled:
            self._printer.abort()
            self._end(_("Pencetakan dibatalkan. Lembar yang sudah dikirim mungkin masih keluar."))
            return
        step = next(self._steps, None)
        if step is None:
            self._end("")
            return
        grey = self._printer.colorMode() == QPrinter.ColorMode.GrayScale
        self._pool.start(_Strip(self, self._pages, step, grey=grey))

    def _draw(self, image: QImage) -> None:
        if self.over:
            return
        if image.isNull():
            self._cancelled = True
        else:
            self._painter.drawImage(self._target, image)
        self._next()

    def _end(self, sentence: str) -> None:
        self.over = True
        if self._painter.isActive():
            whole = self._painter.end()
            if not whole and not sentence:
                sentence = _("Pencetak berhenti sebelum selesai. Periksa pencetak, lalu cetak lagi.")
        self.done.emit(sentence)
