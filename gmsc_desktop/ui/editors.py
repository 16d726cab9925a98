"""The widgets in which one value is typed or chosen: they speak text, and leave undo to the plan."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from gmsc_desktop.ui import plain, reading, theme
from gmsc_desktop.ui.choice_field import ChoiceField, Option
from gmsc_desktop.ui.undo_keys import DocumentUndo

__all__ = ["ChoiceField", "Editor", "FlagField", "LineField", "Option", "TextField"]


class Editor(Protocol):
    """What a binding needs of a widget. ``typed`` tells of each change by the person, ``left`` that the focus went."""

    @property
    def typed(self) -> SignalInstance: ...
    @property
    def left(self) -> SignalInstance: ...

    def text(self) -> str:
        """What stands in the widget."""
        ...

    def show_text(self, text: str) -> None:
        """Show a text without telling that somebody typed it."""
        ...

    def set_read_only(self, read_only: bool) -> None:
        """Whether the person may only look."""
        ...

    def widget(self) -> QWidget:
        """The widget itself."""
        ...


class LineField(QLineEdit):
    """One line of text, or a figure."""

    typed = Signal()
    left = Signal()

    def __init__(self, *, right: bool = False) -> None:
        super().__init__()
        self._undo = DocumentUndo(self)
        self._hint = reading.nothing()  # what stands in the empty field while it is read; meanwhile its own hint
        self.installEventFilter(self._undo)
        self.textEdited.connect(lambda _text: self.typed.emit())
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.restyle()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.setMinimumHeight(theme.px(32))

    def show_text(self, text: str) -> None:
        """Show a text; the cursor stays where it was as far as it can."""
        if text != self.text():
            place = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(place, len(text)) if self.hasFocus() else 0)

    def set_read_only(self, read_only: bool) -> None:
        """Whether the person may only look."""
        if read_only != self.isReadOnly():
            self.setReadOnly(read_only)
            reading.clear_line(self, read_only=read_only)
            self._hint = reading.swap_hint(self, self._hint)

    def widget(self) -> QWidget:
        """The widget itself."""
        return self

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.isReadOnly():
            reading.paint_ground(self, self.rect(), focused=self.hasFocus())
        super().paintEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @override
    def contextMenuEvent(self, event: object) -> None:
        _context_menu(self, event)


class TextField(QPlainTextEdit):
    """Several lines; grows with its text between two heights. Tab goes to the next field."""

    typed = Signal()
    left = Signal()

    def __init__(self, least: int = 3, most: int = 8) -> None:
        super().__init__()
        self._least, self._most = least, most
        self._quiet = False
        self._hint = reading.nothing()
        self._undo = DocumentUndo(self)
        self.installEventFilter(self._undo)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)
        self._lines = least
        self.restyle()

    def restyle(self) -> None:
        """Follow style and size of text: Qlementine leaves 4 px inside where a line has 8."""
        self.setFrameShape(QFrame.Shape.NoFrame if self.isReadOnly() else QFrame.Shape.StyledPanel)
        reading.clear_ground(self, read_only=self.isReadOnly())
        self.document().setDocumentMargin(7 if theme.is_qlementine() else 5)
        self.updateGeometry()

    def _changed(self) -> None:
        self._count_lines()
        if not self._quiet:
            self.typed.emit()

    def _count_lines(self) -> None:
        """How many lines the text takes at this width; the field grows with them between its two bounds."""
        width = self.viewport().width() - 2 * int(self.document().documentMargin())
        room = QRect(0, 0, max(width, 40), 100_000)
        height = (
            self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.toPlainText() or " ").height()
        )
        lines = max(self._least, min(self._most, -(-height // max(self.fontMetrics().lineSpacing(), 1))))
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def text(self) -> str:
        """What stands in the field."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show a text; the cursor stays where it was as far as it can."""
        if text == self.toPlainText():
            return
        place = self.textCursor().position()
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False
        if self.hasFocus():
            cursor = self.textCursor()
            cursor.setPosition(min(place, len(text)))
            self.setTextCursor(cursor)

    def set_read_only(self, read_only: bool) -> None:
        """Whether the person may only look."""
        if read_only != self.isReadOnly():
            self.setReadOnly(read_only)
            if read_only:  # Qt leaves the keys out
                keys = Qt.TextInteractionFlag.TextSelectableByKeyboard
                self.setTextInteractionFlags(self.textInteractionFlags() | keys)
            self.setTabChangesFocus(True)
            self._hint = reading.swap_hint(self, self._hint)
            self.restyle()

    def widget(self) -> QWidget:
        """The widget itself."""
        return self

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.isReadOnly():
            reading.paint_ground(self.viewport(), self.viewport().rect(), focused=self.hasFocus())
        super().paintEvent(event)

    @override
    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(super().sizeHint().width(), line * self._lines + 18)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._count_lines()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @override
    def contextMenuEvent(self, event: object) -> None:
        _context_menu(self, event)


def _context_menu(field: QLineEdit | QPlainTextEdit, event: object) -> None:
    """Qt's menu of cut, copy and paste, without the private undo that the field does not have."""
    menu = field.createStandardContextMenu()
    for action in menu.actions():
        if action.objectName() in {"edit-undo", "edit-redo"}:
            action.setVisible(False)
    menu.exec(event.globalPos())  # type: ignore[attr-defined]
    menu.deleteLater()


class FlagField(QCheckBox):
    """Yes or no."""

    typed = Signal()
    left = Signal()

    def __init__(self, label: str) -> None:
        super().__init__(plain.no_mnemonic(label))
        self.clicked.connect(lambda _on: self.typed.emit())

    def text(self) -> str:
        """ "1" or ""."""
        return "1" if self.isChecked() else ""

    def show_text(self, text: str) -> None:
        """Tick it or not."""
        self.setChecked(text not in {"", "0", "Tidak"})

    def set_read_only(self, read_only: bool) -> None:
        """Whether the person may only look."""
        self.setEnabled(not read_only)

    def widget(self) -> QWidget:
        """The widget itself."""
        return self

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
