"""Parts of a page as tabs with an underline; the words of the chosen one are bold, the focus has its ring."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.ui import plain, theme


class UnderlineBar(QTabBar):
    """Tabs without boxes: a line in the accent under the chosen one."""

    def __init__(self, name: str, *, tight: bool = False) -> None:
        super().__init__()
        self._room = 12 if tight else 28
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.restyle()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.setFont(theme.font(14, theme.SEMIBOLD))
        self.setFixedHeight(theme.px(36))

    @override
    def tabSizeHint(self, index: int) -> QSize:
        words = self.tabText(index).replace("&&", "&")
        return QSize(self.fontMetrics().horizontalAdvance(words) + self._room, theme.px(36))

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("border"))
        for place in range(self.count()):
            rect, chosen = self.tabRect(place), place == self.currentIndex()
            painter.setFont(theme.font(14, theme.SEMIBOLD if chosen else theme.NORMAL))
            painter.setPen(theme.colour("text" if chosen else "muted"))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self.tabText(place).replace("&&", "&"))
            if chosen:
                painter.fillRect(rect.x() + 5, rect.bottom() - 2, rect.width() - 10, 3, theme.colour("accent"))
            if chosen and self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("focus"), 2))
                painter.drawRoundedRect(QRectF(rect).adjusted(3, 3, -3, -5), 6, 6)


class Tabs(QWidget):
    """A bar of tabs over what belongs to the chosen one."""

    def __init__(self, name: str, *, tight: bool = False) -> None:
        super().__init__()
        self.bar = UnderlineBar(name, tight=tight)
        self.stack = QStackedWidget()
        self.bar.currentChanged.connect(self.stack.setCurrentIndex)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        row = QVBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.addWidget(self.bar)
        box.addLayout(row)
        box.addWidget(self.stack, 1)

    def add(self, title: str, content: QWidget) -> None:
        """One more tab."""
        self.stack.addWidget(content)
        self.bar.addTab(plain.no_mnemonic(title))

    def choose(self, content: QWidget) -> None:
        """Show the tab of a content."""
        self.bar.setCurrentIndex(self.stack.indexOf(content))
