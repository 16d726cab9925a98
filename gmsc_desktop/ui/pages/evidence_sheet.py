"""The sheet on which a picture or a page of a PDF is looked at, with the way through its pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, theme
from gmsc_desktop.ui.controls import Label, ToolButton


class Sheet(QWidget):
    """The picture as large as there is room, or the icon of what cannot be shown here, with the reason."""

    turned = Signal(int)  # -1 or 1: Left or Right was pressed

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(320, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pratinjau bukti"))
        self._picture = QPixmap()
        self._icon, self._words = "", ""
        self.marks: Sequence[QRectF] = ()

    @property
    def words(self) -> str:
        """The sentence that is shown in the place of a picture."""
        return self._words

    @property
    def picture(self) -> QPixmap:
        """The picture that is shown, null for words."""
        return self._picture

    def show_picture(self, picture: QPixmap, described: str, marks: Sequence[QRectF] = ()) -> None:
        """Show a picture; ``marks`` are what stands out on it, in parts of its width and height."""
        self._picture, self._words, self.marks = picture, "", marks
        self.setAccessibleDescription(described)
        self.update()

    def show_words(self, icon: str, words: str) -> None:
        """Show an icon and a sentence."""
        self._picture, self._icon, self._words, self.marks = QPixmap(), icon, words, ()
        self.setAccessibleDescription(words)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("hover"))
        if self._picture.isNull():
            self._paint_words(painter)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = self.shown_at()
            painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
            self._paint_marks(painter, place)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def shown_at(self) -> QRectF:
        """Where the picture is."""
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        size = size.boundedTo(self._picture.size())
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    def mark_at(self, mark: QRectF) -> QRectF:
        """Where one of the marks is, with a little room around it."""
        place = self.shown_at()
        left, top = place.x() + mark.x() * place.width(), place.y() + mark.y() * place.height()
        return QRectF(left, top, mark.width() * place.width(), mark.height() * place.height()).adjusted(-2, -2, 2, 2)

    def _paint_marks(self, painter: QPainter, place: QRectF) -> None:
        """Pages are white in every look: a wash that leaves the letters readable, and an edge beside the colour."""
        wash, edge = theme.colour("mark"), theme.colour("mark_edge")
        painter.save()
        painter.setClipRect(place)
        for mark in self.marks:
            at = self.mark_at(mark)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(at, wash)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setPen(QPen(edge, 1.5))
            painter.drawRect(at)
        painter.restore()

    def _paint_words(self, painter: QPainter) -> None:
        centre = QRectF(self.rect()).center()
        icons.paint(painter, QRectF(centre.x() - 20, centre.y() - 40, 40, 40), self._icon, theme.colour("muted"))
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("muted"))
        below = QRectF(16, centre.y() + 8, self.width() - 32, self.height() / 2 - 16)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(below, int(flags), self._words)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.turned.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)


class PagedSheet(QWidget):
    """A sheet over "Halaman 2 dari 14" with its two buttons; ``turned`` carries the page, counted from 0."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet()
        self.page, self._pages = 0, 0
        self.back = ToolButton("chevron-left", _("Halaman sebelumnya (Ctrl+Page Up)"), "", lambda: self.turn(-1))
        self.forth = ToolButton("chevron-right", _("Halaman berikutnya (Ctrl+Page Down)"), "", lambda: self.turn(1))
        self.told = Label("", 13, tone="muted")
        self._bar = QWidget()
        line = QHBoxLayout(self._bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        for part in (self.back, self.told, self.forth):
            line.addWidget(part)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.sheet, 1)
        box.addWidget(self._bar)
        self.sheet.turned.connect(self.turn)
        self._bar.hide()

    def start(self) -> None:
        """The first page of something else."""
        self.page, self._pages = 0, 0
        self._bar.hide()

    def show_pages(self, pages: int) -> None:
        """There are so many pages; with one there is nothing to turn."""
        self._pages = pages
        self._bar.setVisible(pages > 1)
        self.told.setText(_("Halaman {page} dari {pages}").format(page=self.page + 1, pages=pages))
        self.back.setEnabled(self.page > 0)
        self.forth.setEnabled(self.page < pages - 1)

    def turn(self, step: int) -> None:
        """Go to the next page, or with -1 to the one before."""
        if 0 <= self.page + step < self._pages:
            self.page += step
            self.show_pages(self._pages)
            self.turned.emit(self.page)
