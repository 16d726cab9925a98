"""The widgets in which one value is typed or chosen: they speak text, and leave undo to the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, reading, theme

TYPING_FROM = 12  # a list longer than this is searched by typing


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a list: what is stored, what is shown, and the dimension whose mark stands before it."""

    code: str
    label: str
    dimension: str = ""


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


class DocumentUndo(QObject):
    """Leaves Ctrl+Z and Ctrl+Y to the plan: without it a field would answer with its own, private undo."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo) or _is_ctrl_y(event):
                event.ignore()
                return True
        return False


def _is_ctrl_y(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier


class LineField(QLineEdit):
    """One line of text, or a figure."""

    typed = Signal()
    left = Signal()

    def __init__(self, *, right: bool = False) -> None:
        super().__init__()
        self._undo = DocumentUndo(self)
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


class ChoiceField(QComboBox):
    """One of a list; a long list is searched by typing. The first entry means nothing chosen."""

    typed = Signal()
    left = Signal()

    def __init__(self, options: Sequence[Option] = (), empty: str = "") -> None:
        super().__init__()
        self._empty = empty or _("(belum dipilih)")
        self._read_only = False
        self._undo = DocumentUndo(self)
        self._options: tuple[Option, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._chosen)
        self.set_options(options)
        self.restyle()

    def restyle(self) -> None:
        """Follow the size of text."""
        self.setMinimumHeight(theme.px(32))

    def set_options(self, options: Sequence[Option]) -> None:
        """The entries of the list; what is chosen stays chosen."""
        if tuple(options) == self._options and self.count():
            return
        chosen = self.text()
        self._options = tuple(options)
        self.clear()
        self.addItem(self._empty, "")
        for option in options:
            self.addItem(option.label, option.code)
        self._make_searchable(len(options) > TYPING_FROM)
        self.show_text(chosen)

    @property
    def label(self) -> str:
        """The words of what is chosen; "" where nothing is."""
        return next((option.label for option in self._options if option.code == self.text()), "")

    def _make_searchable(self, searchable: bool) -> None:
        if searchable == self.isEditable():
            return
        self.setEditable(searchable)
        line = self.lineEdit()
        if line is None:
            return
        line.setHidden(self._read_only)
        line.installEventFilter(self._undo)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        line.editingFinished.connect(self._typed_name)

    def _typed_name(self) -> None:
        """What was typed is the name of an entry, or what was chosen before stands again."""
        typed = self.currentText().strip().casefold()
        found = next((place for place in range(self.count()) if self.itemText(place).casefold() == typed), -1)
        if not typed:
            found = 0
        if found >= 0 and found != self.currentIndex():
            self.setCurrentIndex(found)
            self._chosen(found)
        else:
            self.setEditText(self.itemText(max(self.currentIndex(), 0)))

    def _chosen(self, _place: int) -> None:
        self._tell_name()
        self.typed.emit()

    def text(self) -> str:
        """The code of what is chosen; "" for nothing."""
        return str(self.currentData() or "")

    def show_text(self, text: str) -> None:
        """Choose the entry with this code; a code of another paket acuan is shown as it is."""
        place = self.findData(text)
        if place < 0:
            self.addItem(text, text)
            place = self.count() - 1
        self.setCurrentIndex(place)
        self._tell_name()

    def _tell_name(self) -> None:
        self.setToolTip(plain.tip(self.currentText()))
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """Whether the person may only look."""
        self._read_only = read_only
        self.setEnabled(not read_only)
        line = self.lineEdit()
        if line is not None:
            line.setHidden(read_only)

    def widget(self) -> QWidget:
        """The widget itself."""
        return self

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._read_only:
            super().paintEvent(event)
            return
        reading.paint_ground(self, self.rect(), focused=False)
        reading.paint_words(self, self.label or self.text())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a page is scrolled over closed lists; nobody chooses with the wheel by accident

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


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
