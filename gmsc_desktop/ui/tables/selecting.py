"""Which cells and rows of a table are selected: Shift extends from where the selection began, as in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView
from typing_extensions import override

if TYPE_CHECKING:
    from gmsc_desktop.ui.tables.model import Index, RowModel

_Action = QAbstractItemView.CursorAction
_MOVES = {
    Qt.Key.Key_Up: _Action.MoveUp,
    Qt.Key.Key_Down: _Action.MoveDown,
    Qt.Key.Key_Left: _Action.MoveLeft,
    Qt.Key.Key_Right: _Action.MoveRight,
    Qt.Key.Key_Home: _Action.MoveHome,
    Qt.Key.Key_End: _Action.MoveEnd,
    Qt.Key.Key_PageUp: _Action.MovePageUp,
    Qt.Key.Key_PageDown: _Action.MovePageDown,
}
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class SelectingView(QTableView):
    """A table view whose selection begins at the current cell however it came there; Qt knows its own moves alone."""

    pick_asked = Signal(str)  # F4 or Alt+Down in a column that ``picks``: the id of the row

    def __init__(self) -> None:
        super().__init__()
        self._anchor = QPersistentModelIndex()
        self._extending = False

    @property
    def _model(self) -> RowModel:
        return cast("RowModel", self.model())

    def picks_here(self) -> bool:
        """Whether the current cell takes its value from a list that F4 opens."""
        index = self.currentIndex()
        return index.isValid() and self._model.columns[index.column()].picks and not self._model.session.read_only

    def ask_pick(self) -> None:
        """Ask the page for the list of the current cell."""
        self.pick_asked.emit(self._model.shown[self.currentIndex().row()].id)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._extending:
            self._anchor = QPersistentModelIndex(cast(QModelIndex, current))

    @override
    def selectionCommand(  # Qt asks so for its own moves, with their event, and for ours, without one
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A move of the program selects where it leads and no more, whatever keys are held down meanwhile."""
        if event is not None:
            return super().selectionCommand(index, event)
        flags = QItemSelectionModel.SelectionFlag
        rows = self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
        return flags.ClearAndSelect | flags.Rows if rows else flags.ClearAndSelect

    def _extend_to(self, target: QModelIndex) -> None:
        """Select from where the selection began to a cell, which becomes the current one."""
        flags = QItemSelectionModel.SelectionFlag
        anchor = self._model.index(self._anchor.row(), self._anchor.column())
        self._extending = True
        self.selectionModel().setCurrentIndex(target, flags.NoUpdate)
        self._extending = False
        self.selectionModel().select(QItemSelection(anchor, target), flags.ClearAndSelect)
        self.scrollTo(target)

    def _extends(self) -> bool:
        several = self.selectionMode() == QAbstractItemView.SelectionMode.ExtendedSelection
        return several and self._anchor.isValid() and self.currentIndex().isValid()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        if move is not None and event.modifiers() & _SHIFT and self._extends():
            target = self.moveCursor(move, event.modifiers() & ~_SHIFT)
            if target.isValid():
                self._extend_to(target)
            return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        target = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and event.modifiers() == _SHIFT and target.isValid() and self._extends():
            self._extend_to(target)
            return
        super().mousePressEvent(event)

    def chosen(self) -> list[QModelIndex]:
        """The selected cells in reading order, hidden columns left out; else the current cell."""
        found = [i for i in self.selectionModel().selectedIndexes() if not self.isColumnHidden(i.column())]
        if not found and self.currentIndex().isValid():
            found = [self.currentIndex()]
        return sorted(found, key=lambda index: (index.row(), index.column()))

    @property
    def chosen_ids(self) -> list[str]:
        """The rows in which cells are selected, in their order; else that of the current cell."""
        places = sorted({index.row() for index in self.chosen()})
        return [str(self._model.shown[place].id) for place in places if place < len(self._model.shown)]

    def select_rows(self) -> None:
        """Select whole rows: those in which cells are selected."""
        flags = QItemSelectionModel.SelectionFlag
        made = QItemSelection()
        for place in {index.row() for index in self.chosen()}:
            made.select(self._model.index(place, 0), self._model.index(place, len(self._model.columns) - 1))
        self.selectionModel().select(made, flags.ClearAndSelect)

    def select_cells(self, first: QModelIndex, last: QModelIndex) -> None:
        """Select a block of cells."""
        self.selectionModel().select(QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect)


def asks_to_pick(event: QKeyEvent) -> bool:
    """Whether a key asks for the list: F4, or Alt and the arrow down, as in a spreadsheet."""
    alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
    plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
    return (plain and event.key() == Qt.Key.Key_F4) or (alt and event.key() == Qt.Key.Key_Down)
