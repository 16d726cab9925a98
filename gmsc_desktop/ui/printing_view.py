"""Pages of a printout one below the other: only those in sight are drawn, on a thread, and only those are kept."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

import shiboken6
from PySide6.QtCore import QObject, QRect, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea
from typing_extensions import override

from gmsc_desktop.exports.printouts.pages import PdfPages, Raster
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme

GAP = 16  # pixels around a page
ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0)
FIT_WIDTH, FIT_PAGE = "width", "page"
_SCREEN = 96 / 72  # pixels a point at 100 %
_MOST_PIXELS = 12_000_000  # of one page: 48 MB; a larger zoom is drawn coarser


def as_image(raster: Raster) -> QImage:
    """A picture as Qt paints it, with its own memory."""
    grey = raster.stride < raster.width * 4
    kind = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
    return QImage(raster.data, raster.width, raster.height, raster.stride, kind).copy()


class _Draw(QRunnable):
    def __init__(self, view: Drawer, pages: PdfPages, page: int, scale: float) -> None:
        super().__init__()
        self._view, self._what = view, (pages, page, scale)

    @override
    def run(self) -> None:
        pages, page, scale = self._what
        try:
            image = as_image(pages.picture(page, scale))
        except ValueError:  # closed meanwhile
            image = QImage()
        if shiboken6.isValid(self._view):
            self._view.drawn.emit(pages, page, scale, image)


class Drawer(QObject):
    """Draws one page after another; what is asked anew replaces what still waits."""

    drawn = Signal(object, int, float, QImage)  # the document it is of, page, scale, picture

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._busy = False
        self._waiting: list[tuple[PdfPages, int, float]] = []
        self.drawn.connect(self._next, Qt.ConnectionType.QueuedConnection)

    def ask(self, pages: PdfPages, wanted: Sequence[tuple[int, float]]) -> None:
        """Draw these pages, the first one first."""
        self._waiting = [(pages, page, scale) for page, scale in wanted]
        if not self._busy:
            self._start()

    def _next(self) -> None:
        self._busy = False
        self._start()

    def _start(self) -> None:
        if self._waiting:
            self._busy = True
            self._pool.start(_Draw(self, *self._waiting.pop(0)))

    def stop(self) -> None:
        """Forget what waits, and let what is being drawn end."""
        self._waiting = []
        self._pool.waitForDone()


class PagesView(QAbstractScrollArea):
    """``page_changed`` carries the page in sight from 0, ``zoom_changed`` the zoom, 1.0 for the size on paper."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.pages: PdfPages | None = None
        self.fit = FIT_WIDTH
        self.zoom = 1.0
        self.kept: dict[int, tuple[float, QImage]] = {}
        self._tops: list[int] = []
        self._near = range(0)  # the pages in sight and one on either side
        self._page = 0
        self._drawer = Drawer(self)
        self._drawer.drawn.connect(self._take)
        self.setAccessibleName(_("Pratinjau cetakan"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._moved())
        self.verticalScrollBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.horizontalScrollBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(320, 160)

    # -- what is shown

    def set_pages(self, pages: PdfPages | None) -> None:
        """Show another document; the place stays where it can."""
        before, self.pages = self.pages, pages
        self.kept.clear()
        if before is not None and before is not pages:
            before.close()
        self._page = min(self._page, max((pages.count if pages else 1) - 1, 0))
        self._arrange()
        self.go_to(self._page)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self.pages.count if self.pages is not None else 0

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self._page

    def go_to(self, page: int) -> None:
        """Show a page from its upper edge."""
        if self._tops:
            page = min(max(page, 0), self.count - 1)
            self.verticalScrollBar().setValue(self._tops[page] - GAP)
            self._set_page(page)

    def set_fit(self, fit: str) -> None:
        """Follow the window: ``width`` or ``page``; "" for a zoom that stays."""
        self.fit = fit
        self._arrange(keep=True)

    def set_zoom(self, zoom: float) -> None:
        """Show the pages in a size, 1.0 as on paper."""
        self.fit = ""
        self.zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        self._arrange(keep=True)

    def step_zoom(self, step: int) -> None:
        """One zoom larger or smaller."""
        steps = [zoom for zoom in ZOOMS if zoom > self.zoom + 0.005] if step > 0 else [
            zoom for zoom in reversed(ZOOMS) if zoom < self.zoom - 0.005
        ]  # fmt: skip
        if steps:
            self.set_zoom(steps[0])

    # -- layout

    def _size(self, page: int) -> QSize:
        assert self.pages is not None
        wide, high = self.pages.size(page)
        return QSize(round(wide * _SCREEN * self.zoom), round(high * _SCREEN * self.zoom))

    def _fit_zoom(self) -> None:
        if self.pages is None or not self.count or not self.fit:
            return
        sizes = [self.pages.size(number) for number in range(self.count)]
        room = self.viewport().size()
        zoom = (room.width() - 2 * GAP) / (max(wide for wide, _high in sizes) * _SCREEN)
        if self.fit == FIT_PAGE:
            zoom = min(zoom, (room.height() - 2 * GAP) / (max(high for _wide, high in sizes) * _SCREEN))
        self.zoom = min(max(zoom, ZOOMS[0]), 2.0)

    def _arrange(self, *, keep: bool = False) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if keep and bar.maximum() else 0.0
        self._fit_zoom()
        sizes = [self._size(number) for number in range(self.count)]
        ends = list(accumulate((size.height() + GAP for size in sizes), initial=GAP))
        self._tops = ends[:-1]
        room = self.viewport().size()
        bar.setPageStep(room.height())
        bar.setSingleStep(40)
        bar.setRange(0, max(0, ends[-1] - room.height()))
        across = self.horizontalScrollBar()
        widest = max((size.width() for size in sizes), default=0) + 2 * GAP
        across.setPageStep(room.width())
        across.setRange(0, max(0, widest - room.width()))
        if keep:
            bar.setValue(round(share * bar.maximum()))
        self.zoom_changed.emit(self.zoom)
        self._moved()

    def place(self, page: int) -> QRect:
        """Where a page stands in the viewport."""
        size = self._size(page)
        room = self.viewport().width()
        narrow = size.width() + 2 * GAP <= room
        left = (room - size.width()) // 2 if narrow else GAP - self.horizontalScrollBar().value()
        return QRect(left, self._tops[page] - self.verticalScrollBar().value(), size.width(), size.height())

    def in_sight(self) -> list[int]:
        """The pages of which something is seen."""
        seen = self.viewport().rect()
        return [number for number in range(len(self._tops)) if self.place(number).intersects(seen)]

    def _moved(self) -> None:
        shown = self.in_sight()
        if shown:
            middle = self.viewport().height() // 2
            here = next((number for number in shown if self.place(number).bottom() + GAP >= middle), shown[-1])
            self._set_page(here)
            self._ask(shown)
        self.viewport().update()

    def _set_page(self, page: int) -> None:
        self._page = page
        words = _("Halaman {page} dari {total}").format(page=page + 1, total=self.count)
        self.setAccessibleDescription(words)
        self.page_changed.emit(page)

    # -- drawing

    def _scale(self, page: int) -> float:
        """Pixels a point of a page's picture."""
        assert self.pages is not None
        scale = _SCREEN * self.zoom * self.devicePixelRatioF()
        wide, high = self.pages.size(page)
        return min(scale, math.sqrt(_MOST_PIXELS / (wide * high)))

    def _ask(self, shown: Sequence[int]) -> None:
        assert self.pages is not None
        near = range(max(shown[0] - 1, 0), min(shown[-1] + 2, self.count))
        self._near = near
        self.kept = {page: kept for page, kept in self.kept.items() if page in near}
        order = [*shown, *(page for page in near if page not in shown)]
        wanted = [(page, self._scale(page)) for page in order]
        self._drawer.ask(self.pages, [(page, scale) for page, scale in wanted if not self._has(page, scale)])

    def _has(self, page: int, scale: float) -> bool:
        return page in self.kept and self.kept[page][0] == scale

    def _take(self, pages: PdfPages, page: int, scale: float, image: QImage) -> None:
        if pages is self.pages and page in self._near and not image.isNull():
            self.kept[page] = (scale, image)
            self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("sidebar"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self.in_sight():
            rect = self.place(page)
            painter.fillRect(rect, Qt.GlobalColor.white)  # paper is white in every theme
            if page in self.kept:
                painter.drawImage(rect, self.kept[page][1])
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(keep=True)

    # -- keys and wheel

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bar = event.key(), self.verticalScrollBar()
        work = {
            Qt.Key.Key_PageDown: lambda: self.go_to(self._page + 1),
            Qt.Key.Key_PageUp: lambda: self.go_to(self._page - 1),
            Qt.Key.Key_Home: lambda: self.go_to(0),
            Qt.Key.Key_End: lambda: self.go_to(self.count - 1),
            Qt.Key.Key_Plus: lambda: self.step_zoom(1),
            Qt.Key.Key_Equal: lambda: self.step_zoom(1),
            Qt.Key.Key_Minus: lambda: self.step_zoom(-1),
            Qt.Key.Key_0: lambda: self.set_fit(FIT_WIDTH),
            Qt.Key.Key_Down: lambda: bar.setValue(bar.value() + bar.singleStep()),
            Qt.Key.Key_Up: lambda: bar.setValue(bar.value() - bar.singleStep()),
        }.get(Qt.Key(key))
        if work is None:
            super().keyPressEvent(event)
        else:
            work()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def close_pages(self) -> None:
        """Give the document back."""
        self._drawer.stop()
        if self.pages is not None:
            self.pages.close()
            self.pages = None
