"""The small widgets of every page: words, buttons, sheets, banners, empty pages. They follow theme and text size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gmsc_desktop.late import override
from gmsc_desktop.text import _
from gmsc_desktop.ui import icons, plain, theme

Tone = Literal["text", "muted", "faint", "accent", "ok", "warn", "error"]


class Label(QLabel):
    """Words on the page: always plain text, in one of the sizes and tones."""

    def __init__(
        self,
        text: str = "",
        size: float = 14,
        weight: QFont.Weight = theme.NORMAL,
        tone: Tone = "text",
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._size, self._weight, self._tone = size, weight, tone
        self.setWordWrap(wrap)
        self.setText(text)
        self.restyle()

    @override
    def setText(self, text: str) -> None:
        self.said = text  # with the Indonesian words that a translated text still knows, and Qt does not
        super().setText(text)

    def set_tone(self, tone: Tone) -> None:
        """Another tone from now on."""
        self._tone = tone
        self.restyle()

    def restyle(self) -> None:
        """Follow the theme and the size of text."""
        self.setFont(theme.font(self._size, self._weight))
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme.colour(self._tone))
        self.setPalette(palette)


class ElidedLabel(Label):
    """One line that ends in "…" where there is no room; the whole text is its tip."""

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(plain.tip(text))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), shown)


class IconLabel(QWidget):
    """An icon that says something; its words stand beside it or are its name."""

    def __init__(self, name: str, use: str = "muted", size: int = 16) -> None:
        super().__init__()
        self._name, self._use, self._size = name, use, size
        self.restyle()

    def set_icon(self, name: str, use: str) -> None:
        """Show another icon."""
        self._name, self._use = name, use
        self.update()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.setFixedSize(theme.px(self._size), theme.px(self._size))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            icons.paint(QPainter(self), QRectF(self.rect()), self._name, theme.colour(self._use))


class DimensionTile(QWidget):
    """A dimension's mark in a size; empty for an initiative without one."""

    def __init__(self, dimension: str = "", size: int = 30) -> None:
        super().__init__()
        self._dimension = dimension
        self.setFixedSize(size, size)

    def set_dimension(self, dimension: str) -> None:
        """Show another dimension."""
        self._dimension = dimension
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint_tile(QPainter(self), QRectF(self.rect()), self._dimension)


class Button(QPushButton):
    """A button with its words in Medium; one on each page is primary."""

    def __init__(
        self,
        text: str,
        icon: str = "",
        on_click: Callable[[], object] | None = None,
        *,
        primary: bool = False,
        danger: bool = False,
    ) -> None:
        super().__init__(text)
        self._icon, self._primary, self._danger = icon, primary, danger
        self.setDefault(primary)
        self.setAutoDefault(False)  # it would take the fill from the primary one when the focus leaves it
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())
        self.restyle()

    def restyle(self) -> None:
        """Follow the theme and the size of text."""
        self.ensurePolished()  # Qlementine makes the font bold when it polishes; ours is set after that
        self.setFont(theme.font(14, theme.MEDIUM))
        self.setMinimumHeight(theme.px(32))
        use = "on_accent" if self._primary and theme.is_qlementine() else "error" if self._danger else "text"
        if self._danger:
            palette = self.palette()
            palette.setColor(self.foregroundRole(), theme.colour("error"))
            self.setPalette(palette)
        if self._icon:
            self.setIcon(icons.icon(self._icon, use))
            self.setIconSize(QSize(theme.px(16), theme.px(16)))
        keep_icon_colours(self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, in a dialog too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A quiet button: an icon with a name, with words beside it where there is room for them."""

    def __init__(self, icon: str, name: str, text: str = "", on_click: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._icon, self._words = icon, text
        self.setAutoRaise(True)
        if text:
            self.setText(text)
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.set_name(name)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())
        self.restyle()

    def set_name(self, name: str) -> None:
        """What it does, for the tip and for a screen reader."""
        self.setToolTip(plain.tip(name))
        self.setAccessibleName(name)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.restyle()

    def restyle(self) -> None:
        """Follow the theme and the size of text."""
        self.ensurePolished()
        self.setFont(theme.font(14, theme.MEDIUM))
        self.setIcon(icons.icon(self._icon, "text" if self._words else "muted"))
        self.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.setMinimumSize(theme.px(32), theme.px(32))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the style takes it away; a click leaves the focus where it is
        keep_icon_colours(self)


def keep_icon_colours(widget: QWidget) -> None:
    """Leave our own tint on a widget's icon whatever style draws."""
    if theme.is_qlementine():
        from gmsc_desktop.ui import qlementine

        qlementine.keep_icon_colours(widget)


_ALWAYS_WHOLE = 240  # pixels at 100 % up to which a field shows all that it says it filters


class SearchField(QLineEdit):
    """A field that filters while typing; Esc empties it."""

    def __init__(self, placeholder: str, name: str, width: int = 200) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self._lens = QAction(self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Follow the theme and the size of text."""
        self._lens.setIcon(icons.icon("search", "faint"))
        self.setMinimumHeight(theme.px(32))
        words = self.fontMetrics().horizontalAdvance(self.placeholderText()) + theme.px(52)
        self.setMaximumWidth(max(self._width, words))
        self.setMinimumWidth(words if words <= theme.px(_ALWAYS_WHOLE) else self._width // 2)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class Surface(QWidget):
    """A flat area in one token's colour, with hairlines at the named edges (l, t, r, b)."""

    def __init__(self, use: str = "surface", edges: str = "", *, row: bool = False) -> None:
        super().__init__()
        self._use, self._edges = use, edges
        self.box: QBoxLayout = QHBoxLayout(self) if row else QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)

    def set_edges(self, edges: str) -> None:
        """Hairlines at other edges."""
        self._edges = edges
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(self._use))
        line, width, height = theme.colour("border"), self.width(), self.height()
        places = {
            "l": (0, 0, 1, height),
            "r": (width - 1, 0, 1, height),
            "t": (0, 0, width, 1),
            "b": (0, height - 1, width, 1),
        }
        for edge in self._edges:
            painter.fillRect(*places[edge], line)


class Card(QFrame):
    """A sheet with a hairline around it; no shadow."""

    def __init__(self, use: str = "surface", edge: str = "border", *, row: bool = False, padding: int = 16) -> None:
        super().__init__()
        self._use, self._edge, self._below = use, edge, 0
        self.box: QBoxLayout = QHBoxLayout(self) if row else QVBoxLayout(self)
        self.box.setContentsMargins(padding, padding, padding, padding)
        self.box.setSpacing(8)

    def set_below(self, below: int) -> None:
        """Keep so many pixels free under the sheet, as long as it is shown."""
        margins = self.box.contentsMargins()
        margins.setBottom(margins.bottom() + below - self._below)
        self.box.setContentsMargins(margins)
        self._below = below

    def set_use(self, use: str, edge: str) -> None:
        """Another ground and edge."""
        self._use, self._edge = use, edge
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour(self._use))
        painter.setPen(QPen(theme.colour(self._edge), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5 - self._below), 8, 8)


class Band(Surface):
    """One line over the whole window that says what is looked at; hidden for one's own plan."""

    def __init__(self, words: str) -> None:
        super().__init__("warn_ground", "b", row=True)
        self.box.setContentsMargins(16, 5, 16, 5)
        self.box.setSpacing(8)
        self.words = Label(words, 13, theme.SEMIBOLD, "warn")
        self.box.addWidget(IconLabel("info", "warn"))
        self.box.addWidget(self.words, 1)
        if not words:
            self.hide()


class EmptyPage(QWidget):
    """What belongs on a page that has nothing yet, and how to begin."""

    def __init__(self, icon: str, sentence: str, how: str, *begin: Button | None) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setSpacing(8)
        mark, self.sentence = IconLabel(icon, "faint", 32), Label(sentence, 16, theme.SEMIBOLD, wrap=True)
        for part in filter(None, (mark, self.sentence, Label(how, tone="muted", wrap=True), *begin)):
            if isinstance(part, QLabel):
                part.setAlignment(Qt.AlignmentFlag.AlignCenter)
                part.setMinimumWidth(min(420, part.fontMetrics().horizontalAdvance(part.text()) + 8))
            line = QHBoxLayout()  # aligned, a label would get the height that its words need when they are wider
            line.addStretch(1)
            line.addWidget(part)
            line.addStretch(1)
            box.addLayout(line)


def scrolled(content: QWidget) -> QScrollArea:
    """A scroll area that takes the width it gets and scrolls down only."""
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


def shortcut_words(text: str, keys: str) -> str:
    """A name with its keys for a tip: "Urungkan (Ctrl+Z)"."""
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return _("{name} ({keys})").format(name=text, keys=shown)
