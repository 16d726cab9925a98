"""The list from which one entry is chosen, its names whole where there is any room for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QStyle, QStyleOptionComboBox, QWidget
from typing_extensions import override

from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, reading, theme
from gmsc_desktop.ui.undo_keys import DocumentUndo

TYPING_FROM = 12  # a list longer than this is searched by typing
_WIDEST_POPUP = 720  # an opened list may be wider than its field, as wide as its names


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a list: what is stored, what is shown, and the dimension whose mark stands before it."""

    code: str
    label: str
    dimension: str = ""


class ChoiceField(QComboBox):
    """One of a list; a long list is searched by typing. The first entry means nothing chosen."""

    typed = Signal()
    left = Signal()
    words_fit = Signal(bool)  # whether what is chosen stands whole in the width that there is

    def __init__(self, options: Sequence[Option] = (), empty: str = "") -> None:
        super().__init__()
        self._empty = empty or _("(belum dipilih)")
        self._read_only, self._most = False, 0
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
        self._make_room()

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
        self._make_room()

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

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.words_fit.emit(self.words_width() <= self.width())

    def keep_room(self, most: int) -> None:
        """Be wide enough for any entry, up to ``most`` pixels: for what is chosen often and stands alone."""
        self._most = most
        self._make_room()

    def _make_room(self) -> None:
        completer = self.completer()
        if not self._most and completer is None:
            return
        texts, metrics = (self.itemText(place) for place in range(self.count())), self.fontMetrics()
        widest = self.words_width(max(texts, key=metrics.horizontalAdvance, default=""))
        if self._most:
            self.setMinimumWidth(min(widest, self._most))
        popup = completer.popup() if completer is not None else None
        if popup is not None:
            popup.setMinimumWidth(min(widest, theme.px(_WIDEST_POPUP)))

    def words_width(self, words: str = "") -> int:
        """The width in which what is chosen, or another entry, is not cut."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        size = QSize(self.fontMetrics().horizontalAdvance(words or self.currentText()), self.height())
        kind = QStyle.ContentsType.CT_ComboBox
        return self.style().sizeFromContents(kind, option, size, self).width() + 4

    def _tell_name(self) -> None:
        self.setToolTip(plain.tip(self.currentText()))
        self.updateGeometry()  # what stands beside it may have to make room
        self.words_fit.emit(self.words_width() <= self.width())
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
    def showPopup(self) -> None:
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self.view().setMinimumWidth(min(self.view().sizeHintForColumn(0) + bar + 16, theme.px(_WIDEST_POPUP)))
        super().showPopup()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a page is scrolled over closed lists; nobody chooses with the wheel by accident

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
