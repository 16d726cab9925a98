"""An original document page by page, wide enough to be read: pictures of PDF pages, the words of a Word document."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QTextCharFormat
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Label, ToolButton
from gmsc_desktop.ui.pages.evidence_sheet import Sheet

_MOST_MARKS = 200


class PageView(QWidget):
    """A page over "Halaman 2 dari 14"; ``turned`` carries the page, counted from 0."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.page, self._pages = 0, 0
        self.sheet = Sheet()
        self.sheet.setAccessibleName(_("Halaman dokumen"))
        self.sheet.turned.connect(self.turn)
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().installEventFilter(self)
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setFont(theme.font(14))
        self.words.setAccessibleName(_("Teks dokumen"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.area)
        self._stack.addWidget(self.words)
        self.back = ToolButton("chevron-left", _("Halaman sebelumnya (Ctrl+Page Up)"), "", lambda: self.turn(-1))
        self.forth = ToolButton("chevron-right", _("Halaman berikutnya (Ctrl+Page Down)"), "", lambda: self.turn(1))
        self.number = QSpinBox()
        self.number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.number.setKeyboardTracking(False)
        self.number.setMinimumWidth(theme.px(52))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setAccessibleName(_("Ke halaman"))
        self.number.valueChanged.connect(lambda value: self.go(value - 1))
        self.unit, self.told = Label("", 13, tone="muted"), Label("", 13, tone="muted")
        self._bar = QWidget()
        self._build()

    def _build(self) -> None:
        line = QHBoxLayout(self._bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        for part in (self.back, self.unit, self.number, self.told, self.forth):
            line.addWidget(part)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self._stack, 1)
        box.addWidget(self._bar)
        self._bar.hide()

    # -- showing

    def show_picture(self, picture: QPixmap, described: str, marks: Sequence[QRectF] = ()) -> None:
        """A page as a picture, as wide as there is room; of what is marked on it the first is in sight."""
        self._stack.setCurrentWidget(self.area)
        other = list(marks) != list(self.sheet.marks)
        self.sheet.show_picture(picture, described, marks)
        self._fit()
        if other and marks:
            QTimer.singleShot(0, self.sheet, self._show_mark)

    def _show_mark(self) -> None:
        """Scroll to the first mark, once the sheet has its height."""
        if self.sheet.marks:
            at = self.sheet.mark_at(self.sheet.marks[0]).center().toPoint()
            self.area.ensureVisible(at.x(), at.y(), 0, self.area.viewport().height() // 3)

    def show_words(self, icon: str, words: str) -> None:
        """An icon and a sentence in the place of a page."""
        self._stack.setCurrentWidget(self.area)
        self.sheet.show_words(icon, words)
        self._fit()

    def show_text(self, text: str, found: Sequence[str] = ()) -> None:
        """A page as words; those that begin with what was ``found`` stand out, the first of them in sight."""
        self._stack.setCurrentWidget(self.words)
        if self.words.toPlainText() != text:
            self.words.setPlainText(text)
        marked = QTextCharFormat()
        marked.setBackground(theme.colour("selected"))
        marked.setFontUnderline(True)
        marks: list[QTextEdit.ExtraSelection] = []
        for word in found:
            at = self.words.document().find(word)
            while not at.isNull() and len(marks) < _MOST_MARKS:
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = at, marked
                marks.append(mark)
                at = self.words.document().find(word, at)
        self.words.setExtraSelections(marks)
        if marks:
            first = min((mark.cursor for mark in marks), key=lambda one: one.position())
            first.clearSelection()
            self.words.setTextCursor(first)

    def show_pages(self, pages: int, *, paged: bool = True) -> None:
        """There are so many pages, or parts of a document that tells none; with one there is nothing to turn."""
        self.unit.setText(_("Halaman") if paged else _("Bagian"))
        self._pages = pages
        self.page = max(0, min(self.page, pages - 1))
        self.number.blockSignals(True)
        self.number.setRange(1, max(1, pages))
        self.number.setValue(self.page + 1)
        self.number.blockSignals(False)
        self.told.setText(_("dari {pages}").format(pages=pages))
        self.back.setEnabled(self.page > 0)
        self.forth.setEnabled(self.page < pages - 1)
        self._bar.setVisible(pages > 1)

    def _fit(self) -> None:
        """The sheet is as high as the page is at the width there is."""
        picture, width = self.sheet.picture, self.area.viewport().width()
        height = 0 if picture.isNull() else round(min(width, picture.width()) * picture.height() / picture.width())
        self.sheet.setMinimumHeight(max(200, height))

    # -- turning

    def turn(self, step: int) -> None:
        """Go to the next page, or with -1 to the one before."""
        self.go(self.page + step)

    def go(self, page: int) -> None:
        """Go to a page, counted from 0; its top is shown first."""
        if 0 <= page < self._pages and page != self.page:
            self.page = page
            self.show_pages(self._pages)
            self.area.verticalScrollBar().setValue(0)
            self.turned.emit(self.page)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.area.viewport() and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)
